"""The fonts of a style as a page brings them along: its WOFF2 files, or its fonts for print, compressed.

A family that has files for print alone would be missing from the page. They become WOFF 1.0, which costs a
thirtieth of WOFF2's time and a third more room; a style that wants less brings a small .woff2.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from specexport.model.document import Media
from specexport.style import assets
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specexport.model.style import FontFace, Style


class WebFont(NamedTuple):
    """A face as a page has it, with the name of its file."""

    face: FontFace
    name: str
    media: Media


@remembered
def web_fonts(style: Style) -> tuple[WebFont, ...]:
    """Return the fonts that a page in this style brings along."""
    return tuple(_found(style))


def _found(style: Style) -> Iterator[WebFont]:
    on_web = {face.family for face in style.fonts if face.web}
    for face in style.fonts:
        if face.web:
            kind = face.web.suffix.lower().lstrip(".")
            yield WebFont(face, face.web.name, Media(assets.read(face.web), f"font/{kind}"))
        elif face.path and face.family not in on_web and (data := _compressed(face.path)):
            yield WebFont(face, f"{face.path.stem}.woff", Media(data, "font/woff"))


def _compressed(path: Path) -> bytes:
    """Return a font as WOFF (W3C Recommendation, 2012), nothing where it is none."""
    from fontTools.ttLib import TTFont, TTLibError

    source, stream = BytesIO(assets.read(path)), BytesIO()
    try:
        with TTFont(source, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            font.flavor = "woff"
            font.save(stream, reorderTables=False)
    except TTLibError:
        return b""
    return stream.getvalue()
