"""Drawings as PNG."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pytest
import resvg_py
from PIL import Image

from specexport import style
from specexport.core.context import Context
from specexport.graphics import raster
from specexport.graphics.diagrams.measure import ruler
from specexport.model.document import Media
from specexport.system import cache, files

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic


def ink(letters: str) -> bytes:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
        f'<text x="5" y="22" font-size="20">{letters}</text></svg>'
    )
    context = Context(style.load("base"), files.NoFolder())
    with Image.open(io.BytesIO(raster.png(drawing.encode(), (60, 30), context))) as image:
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
    first = raster.png(latin, (60, 30), context)
    other = raster.png(arabic, (60, 30), context)
    assert raster.png(latin, (61, 30), context) != first
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **_: b"drawn again")
    assert raster.png(latin, (60, 30), context) == first
    assert raster.png(arabic, (60, 30), context) == other
    monkeypatch.setattr(raster, "_system_fonts", lambda: "one more")
    assert raster.png(latin, (60, 30), context) == first
    assert raster.png(arabic, (60, 30), context) == b"drawn again"


def test_a_drawing_has_the_pixels_that_its_page_needs() -> None:
    context = Context(style.load("base"), files.NoFolder())
    width = context.style.page.text_width
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0H2V1Z"/></svg>'
    small = raster.drawn(Media(drawing.encode(), "image/svg+xml", 200, 100), context)
    large = raster.drawn(Media(drawing.encode(), "image/svg+xml", 4000, 2000), context)
    assert (small.type, small.width, small.height) == ("image/png", 200, 100)
    pixels = [Image.open(io.BytesIO(media.data)).width for media in (small, large)]
    assert pixels == [round(150 / 72 * 220), round(width / 72 * 220)]


@pytest.mark.parametrize("family", ["No Such Family", "Calibri", "Arial, Nowhere Sans"])
def test_words_in_a_family_that_is_nowhere_are_drawn_in_another(family: str, tmp_path: Path) -> None:
    (tmp_path / "_brand.yml").write_text(
        "typography:\n  fonts: [{ family: Missing Sans, source: system }]\n  base: { family: Missing Sans }\n"
    )
    told: list[Diagnostic] = []
    context = Context(style.load(tmp_path), files.NoFolder(), report=told.append)
    words = '<text x="5" y="22" font-size="20" font-family="{}">abc</text>'
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">{}</svg>'
    for name in (family, "Missing Sans"):
        made = raster.png(drawing.format(words.format(name)).encode(), (60, 30), context)
        with Image.open(io.BytesIO(made)) as image:
            assert any(image.getchannel("A").tobytes()), name
    assert {one.code for one in told} == {"SX055"}
    assert "Missing Sans is not on this machine; Open Sans stands in" in told[0].message


def test_words_have_what_stands_in_measured_and_named_behind_their_family(tmp_path: Path) -> None:
    (tmp_path / "_brand.yml").write_text(
        "typography:\n  fonts: [{ family: Missing Sans, source: system }]\n  base: { family: Missing Sans }\n"
    )
    measured = ruler(style.load(tmp_path))
    assert measured.font().family == "Missing Sans, Open Sans, sans-serif"
    assert measured.width("iii") < measured.width("mmm")
