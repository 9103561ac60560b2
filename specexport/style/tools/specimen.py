"""A specimen of a style: a document with every element, and its colours with their contrast."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model.document import Media
from specexport.style.colors import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style

_TEXT = Path(__file__).with_name("specimen.md")
_ROLES = ("text", "secondary", "primary", "accent", "link", "success", "info", "warning", "danger")
_GROUNDS = ("rule", "tint", "background")
_SIZE = (96, 14)


_OWN = "the specimen shows only what the program puts into it"


class Swatches:
    """The pictures of a specimen: `swatch-<role>.png` is a band of one colour. Nothing else can be had."""

    def __init__(self, style: Style) -> None:
        self._colors = dict(_swatches(style))

    def load(self, url: str) -> Media:
        """Return the swatch at `url`. Raises SpecExportError for any other picture."""
        color = self._colors.get(url.removeprefix("swatch-").removesuffix(".png"))
        if color is None:
            raise SpecExportError(
                Diagnostic("SX403", f"picture {url} is not part of the specimen", hint=_OWN)
            )
        return Media(_png(color, *_SIZE), "image/png", *_SIZE)

    def read(self, url: str) -> bytes:
        """Raise SpecExportError: the specimen includes nothing."""
        raise SpecExportError(Diagnostic("SX730", f"file {url} is not part of the specimen", hint=_OWN))

    def find(self, url: str) -> str:
        """Return `url`: the specimen links to no file."""
        return url


def specimen(style: Style) -> Source:
    """Return the specimen of a style as Markdown; `Swatches(style)` has its pictures."""
    rows = ["| Role | Colour | On paper | On tint |", "|:--|:--|--:|--:|"]
    rows += [_row(role, color, style) for role, color in _swatches(style)]
    text = _TEXT.read_text("utf-8").replace("{{name}}", style.name).replace("{{swatches}}", "\n".join(rows))
    return Source(text.encode(), f"{style.name}.md")


def _row(role: str, color: str, style: Style) -> str:
    ratios = (f"{contrast(color, ground):.1f}" for ground in (style.colors.background, style.colors.tint))
    return f"| {role} | ![swatch](swatch-{role}.png) `{color}` | {' | '.join(ratios)} |"


def _swatches(style: Style) -> Iterator[tuple[str, str]]:
    for role in (*_ROLES, *_GROUNDS):
        yield role, getattr(style.colors, role)
    for kind in ("keyword", "string", "number", "comment", "name", "type", "inserted", "deleted"):
        yield f"code-{kind}", getattr(style.code_theme, kind)


def _png(color: str, width: int, height: int) -> bytes:
    """Return a picture of one colour (PNG, one palette entry)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    rows = zlib.compress(bytes(1 + width) * height, 9)
    chunks = ((b"IHDR", header), (b"PLTE", bytes.fromhex(color[1:])), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
