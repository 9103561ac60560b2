"""The picture beside a drawing in Word."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image

from specexport import style
from specexport.renderers.docx import svg


def ink(letters: str) -> bytes:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
        f'<text x="5" y="22" font-size="20">{letters}</text></svg>'
    )
    with Image.open(io.BytesIO(svg.png(drawing.encode(), (60, 30), style.load("base")))) as image:
        return image.getchannel("A").tobytes()


def test_letters_are_drawn_in_the_style() -> None:
    assert any(ink("abc"))
    assert ink("abc") == ink("abc")


def test_letters_that_the_style_lacks_come_from_the_system() -> None:
    fonts = subprocess.run(["fc-list", ":lang=ar", "family"], capture_output=True, check=False).stdout
    if not fonts.strip():
        pytest.skip("no font on this machine has Arabic letters")
    assert ink("ب") != ink("\ue000")
    assert ink("ب") != ink("م")
