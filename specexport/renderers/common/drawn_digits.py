"""Numbers of lines as drawings in the type of code: who copies code from a page gets no numbers with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.model.style import Style

_DIGITS = "0123456789"


def svg(style: Style, number: str) -> str:
    """Return a drawing of `number` as SVG; nothing if the font has no file.

    It is as wide as the digits, and as high as the type: its foot is the base line.
    """
    faces = (face for face in style.fonts if face.family == style.code.family and not face.italic)
    face = min(faces, key=lambda face: abs(face.weight - style.code.weight), default=None)
    outlines = _outlines(face.path) if face and face.path else None
    if outlines is None:
        return ""
    em, advance, paths = outlines
    drawn = "".join(
        f'<path transform="translate({at * advance} {em}) scale(1 -1)" d="{paths[digit]}"/>'
        for at, digit in enumerate(number)
        if digit in paths
    )
    box = f'viewBox="0 0 {len(number) * advance} {em}" fill="{style.colors.secondary}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{drawn}</svg>'


@cache
def _outlines(path: Path) -> tuple[int, int, dict[str, str]] | None:
    """Return units per em, the advance of a digit, and the outlines of all digits as SVG paths."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            glyphs, names = font.getGlyphSet(), font.getBestCmap() or {}
            paths = {}
            for digit in _DIGITS:
                pen = SVGPathPen(glyphs)
                glyphs[names[ord(digit)]].draw(pen)
                paths[digit] = pen.getCommands()
            return font["head"].unitsPerEm, glyphs[names[ord("0")]].width, paths
    except (TTLibError, OSError, KeyError):
        return None
