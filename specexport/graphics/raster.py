"""Drawings as PNG, for programs that show no SVG."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.style import stand_ins
from specexport.system import fonts

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Media
    from specexport.model.style import Style

# What print needs; no side of the PNG is longer than 18 inches at that.
_DOTS_PER_INCH, _LONGEST = 220, 4000
_POINTS_PER_PIXEL = 0.75
_UNKNOWN = 600, 400  # pixels
# Scripts that fonts for the West do not have: for these alone the system's are asked, as the layout does.
_FOREIGN = regex("[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\uffef\U00020000-\U0003ffff]")


def drawn(drawing: Media, context: Context) -> Media:
    """Return a clean drawing as PNG, for the largest size at which a page of the style shows it.

    It keeps the size that it says. Raises ValueError when it cannot be drawn.
    """
    width, height = drawing.width or _UNKNOWN[0], drawing.height or _UNKNOWN[1]
    scale = min(_POINTS_PER_PIXEL, context.style.page.text_width / width)
    data = png(drawing.data, (width * scale, height * scale), context)
    return replace(drawing, data=data, type="image/png")


def png(drawing: bytes, size: tuple[float, float], context: Context) -> bytes:
    """Return a clean drawing as PNG, for the size at which it is shown in points, in the style's fonts.

    The size is never the drawing's own, which may be anything. Raises ValueError when it cannot be drawn.
    """
    import resvg_py

    def drawn() -> bytes:
        return bytes(resvg_py.svg_to_bytes(svg_string=text, **settings))

    stand_ins.tell(context)
    text = drawing.decode()
    settings = _settings(text, size, context.style)
    system = "" if settings["skip_system_fonts"] else _system_fonts()
    return context.kept(("png", resvg_py.__version__, repr(settings), system, text), drawn)


@cache
def _system_fonts() -> str:
    """Return what changes when fonts are installed: the folders that resvg searches, with their times."""
    return " ".join(f"{folder} {folder.stat().st_mtime_ns}" for folder in fonts.folders())


def _settings(text: str, size: tuple[float, float], style: Style) -> dict[str, Any]:
    width, height = (max(1, min(round(side / 72 * _DOTS_PER_INCH), _LONGEST)) for side in size)
    # Of a family that the system is to have, and lacks, the words would be gone without one that is there.
    last = stand_ins.last_resort(style, style.base.family)
    return {
        "width": width if width >= height else None,
        "height": None if width >= height else height,
        "dpi": 96.0,
        "skip_system_fonts": not (style.stand_ins or _FOREIGN.search(text)),
        "font_files": [str(face.path) for face in stand_ins.printed(style)],
        "font_family": last,
        "sans_serif_family": last,
        "serif_family": last,
        "monospace_family": stand_ins.last_resort(style, style.code.family),
    }
