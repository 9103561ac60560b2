"""Pictures of forms that nothing but Word shows: made into such that are shown, or told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.core.context import Context

_BITMAPS = (b"BM", b"II*\0", b"MM\0*")
_DRAWN = (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")
_EMF = slice(40, 44), b" EMF"
_MOST_PIXELS = 50_000_000


def shown(
    blocks: tuple[d.Block, ...], files: dict[str, bytes], context: Context
) -> tuple[tuple[d.Block, ...], dict[str, bytes]]:
    """Return blocks and their pictures: bitmaps as PNG, and words in the place of what cannot be made one."""
    made: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for name, data in files.items():
        if data.startswith(_BITMAPS):
            png = _png(data)
            names[name] = f"{name}.png" if png else ""  # another picture may have the same stem
            made[names[name] or name] = png or data
        elif data.startswith(_DRAWN) or data[_EMF[0]] == _EMF[1]:
            names[name] = ""
        else:
            made[name] = data
    if not names:
        return blocks, files
    _tell([name for name, fresh in names.items() if not fresh], context)

    def visit(node: d.Image) -> d.Image | tuple[d.Inline, ...]:
        fresh = names.get(node.url)
        if fresh is None:
            return node
        return replace(node, url=fresh) if fresh else node.content

    return walk.rewrite(blocks, visit, d.Image), made


def _png(data: bytes) -> bytes:
    """Return a bitmap as PNG, nothing for one that cannot be read or is too large."""
    from PIL import Image

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=("BMP", "TIFF")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return b""
            image.convert("RGBA" if "A" in image.getbands() else "RGB").save(out, "PNG")
    except (OSError, ValueError, TypeError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return b""
    return out.getvalue()


def _tell(names: list[str], context: Context) -> None:
    for name in names:
        message = f"the picture {name} is of a form that only Word shows; its alternative text stands there"
        hint = "save it as PNG, JPEG or SVG in Word to have it"
        context.warn("SX787", message, hint=hint)
