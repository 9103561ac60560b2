"""The picture beside a drawing in Word."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pytest
import resvg_py
from PIL import Image

from specexport import cache, files, style
from specexport.contracts import Context
from specexport.renderers.docx import svg

if TYPE_CHECKING:
    from pathlib import Path


def ink(letters: str) -> bytes:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
        f'<text x="5" y="22" font-size="20">{letters}</text></svg>'
    )
    context = Context(style.load("base"), files.NoFolder())
    with Image.open(io.BytesIO(svg.png(drawing.encode(), (60, 30), context))) as image:
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


def test_a_drawing_is_drawn_once_until_its_fonts_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(style.load("base"), files.NoFolder(), cache=cache.Store(tmp_path))
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text y="9">%s</text></svg>'
    latin, arabic = drawing % b"abc", drawing % "ب".encode()
    first = svg.png(latin, (60, 30), context)
    other = svg.png(arabic, (60, 30), context)
    assert svg.png(latin, (61, 30), context) != first
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **_: b"drawn again")
    assert svg.png(latin, (60, 30), context) == first
    assert svg.png(arabic, (60, 30), context) == other
    monkeypatch.setattr(svg, "_system_fonts", lambda: "one more")
    assert svg.png(latin, (60, 30), context) == first
    assert svg.png(arabic, (60, 30), context) == b"drawn again"
