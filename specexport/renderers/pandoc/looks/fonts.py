"""Fonts of the style that a file may carry, as their licences say."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.style import assets

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.model.style import FontFace, Style

# OpenType, OS/2 table, fsType: the licence forbids embedding, or allows it only to view and print.
_RESTRICTED = 0x0002 | 0x0004
# Office programs know regular and bold only, sheets every weight.
_WEIGHTS, _WEB_WEIGHTS = (400, 700), (400, 600, 700)


class EmbeddedFont(Struct, frozen=True):
    """The file of a font: its family, its weight from 100 to 900, its slope, its name and bytes."""

    family: str
    weight: int
    italic: bool
    name: str
    data: bytes


def embeddable(style: Style, *, mono: bool = False, web: bool = False) -> tuple[EmbeddedFont, ...]:
    """Return the regular and bold faces of text and headings; `mono`: that of code too; `web`: in WOFF2."""
    families = {style.base.family, style.title.family, style.headings[0].type.family}
    weights = _WEB_WEIGHTS if web else _WEIGHTS
    faces = [face for face in style.fonts if face.family in families and face.weight in weights]
    if mono:  # of a family in two weights, LibreOffice takes either for the regular one
        upright = (face for face in style.fonts if face.family == style.code.family and not face.italic)
        faces += [face for face in upright if face.weight == _WEIGHTS[0]]
    return tuple(found for face in faces if (found := _face(face, web)))


def _face(face: FontFace, web: bool) -> EmbeddedFont | None:
    """Return the file of a font, None where there is none or its licence forbids embedding."""
    if face.path is None or not (data := _allowed(face.path)):
        return None
    path = face.web if web else face.path
    if path is None:
        return None
    return EmbeddedFont(face.family, face.weight, face.italic, path.name, assets.read(path) if web else data)


@lru_cache(maxsize=32)
def _allowed(path: Path) -> bytes:
    """Return the bytes of a font, none if its licence forbids embedding."""
    data = assets.read(path)
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
        offset = next(offset for name, _, offset, _ in tables if name == b"OS/2")
        (rights,) = struct.unpack_from(">H", data, offset + 8)
    except (struct.error, StopIteration):
        return b""
    return b"" if rights & _RESTRICTED else data
