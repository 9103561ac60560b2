"""Boxes of ink, and their drawing. Lengths are CSS pixels; x goes right, y upwards from the base line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specexport.graphics.formulas.layout.face import Face

# The advance of words in the fonts of the text at a size, both in pixels.
Measure: TypeAlias = "Callable[[str, float], float]"


class Outline(Struct, frozen=True):
    """A glyph of the font of formulas, and the character that it shows; `wide` stretches it horizontally."""

    glyph: str
    scale: float
    char: str = ""
    wide: float = 1.0


class Stroke(Struct, frozen=True):
    """A straight line from where it is placed, `thickness` wide, perhaps dashed."""

    right: float
    up: float
    thickness: float
    dashed: bool = False


class Words(Struct, frozen=True):
    """Characters that the font of formulas lacks, in the fonts of the text; `size` is that of their type."""

    text: str
    size: float


class Box(Struct, frozen=True):
    """What has been set: its size around the base line, and where its parts are.

    `italic` is how far its last letter leans beyond its width, `attach` the place of an accent over a letter,
    `sign` the character that it is, if it is one.
    """

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    parts: tuple[tuple[float, float, Box | Outline | Stroke | Words], ...] = ()
    italic: float = 0.0
    attach: float | None = None
    sign: str = ""


def row(*boxes: Box) -> Box:
    """Return boxes one after another on a base line."""
    return placed([(box, 0.0) for box in boxes])


def placed(boxes: list[tuple[Box, float]]) -> Box:
    """Return boxes one after another, each so far above the base line."""
    x, height, depth = 0.0, 0.0, 0.0
    parts = []
    for box, up in boxes:
        parts.append((x, up, box))
        height, depth = max(height, box.height + up), max(depth, box.depth - up)
        x += box.width
    return Box(x, height, depth, tuple(parts), boxes[-1][0].italic if boxes else 0.0)


def space(width: float) -> Box:
    """Return an empty box, perhaps of a negative width."""
    return Box(width)


def centered(box: Box, width: float) -> Box:
    """Return a box in the middle of a width that is not less than its own."""
    side = (width - box.width) / 2
    return Box(width, box.height, box.depth, ((side, 0.0, box),))


def raised(box: Box, up: float) -> Box:
    """Return a box so far above the base line."""
    return Box(box.width, box.height + up, box.depth - up, ((0.0, up, box),))


def marks(
    box: Box, x: float = 0.0, y: float = 0.0
) -> Iterator[tuple[float, float, Outline | Stroke | Words]]:
    """Yield what is drawn of a box, with its place."""
    for right, up, part in box.parts:
        if isinstance(part, Box):
            yield from marks(part, x + right, y + up)
        else:
            yield x + right, y + up, part


def shown(box: Box) -> str:
    """Return the characters that are drawn, in some order."""
    found = [mark for _, _, mark in marks(box)]
    return "".join(
        mark.char if isinstance(mark, Outline) else mark.text
        for mark in found
        if not isinstance(mark, Stroke)
    )


def svg(box: Box, face: Face, color: str, margin: float, family: str = "") -> bytes:
    """Return a drawing of a box with a margin. Without fonts for words their place is empty."""
    width, height = box.width + 2 * margin, box.height + box.depth + 2 * margin
    head = f'xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}"'
    drawn = [_mark(part, margin + x, margin + box.height - y, face, family) for x, y, part in marks(box)]
    view = f'viewBox="0 0 {width:.2f} {height:.2f}" fill="{color}" stroke="none"'
    return f"<svg {head} {view}>{''.join(drawn)}</svg>".replace("STROKE", color).encode()


def _mark(mark: Outline | Stroke | Words, x: float, y: float, face: Face, family: str) -> str:
    match mark:
        case Outline():
            data, scale = face.outline(mark.glyph), mark.scale
            place = f"translate({x:.2f} {y:.2f}) scale({scale * mark.wide:.5f} {-scale:.5f})"
            return f'<path transform="{place}" d="{data}"/>' if data else ""
        case Stroke():
            dashes = f' stroke-dasharray="{3 * mark.thickness:.2f}"' if mark.dashed else ""
            line = f'd="M{x:.2f} {y:.2f}l{mark.right:.2f} {-mark.up:.2f}"'
            return f'<path {line} stroke="STROKE" stroke-width="{mark.thickness:.2f}"{dashes}/>'
        case Words():
            fonts = escape(family, {'"': "&quot;"})
            size = f'font-size="{mark.size:.2f}" font-family="{fonts}"'
            return f'<text x="{x:.2f}" y="{y:.2f}" {size}>{escape(mark.text)}</text>' if family else ""


def padded(box: Box, face: Face) -> Box:
    """Return a box that holds all of its ink, and is not empty."""
    left, right, high, low = 0.0, max(box.width, 1.0), max(box.height, 1.0), -max(box.depth, 0.0)
    for x, y, mark in marks(box):
        across, up = _ink(mark, face)
        left, right = min(left, x + across[0]), max(right, x + across[1])
        high, low = max(high, y + up[1]), min(low, y + up[0])
    return Box(right - left, high, -low, ((-left, 0.0, box),))


def _ink(mark: Outline | Stroke | Words, face: Face) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the ink of a mark begins and ends from its place, across and upwards; words have none."""
    if isinstance(mark, Outline):
        glyph, scale = face.glyph(mark.glyph), mark.scale
        wide = scale * mark.wide
        return (glyph.left * wide, glyph.right * wide), (glyph.low * scale, glyph.high * scale)
    if isinstance(mark, Stroke):
        half = mark.thickness / 2
        return (
            (min(0.0, mark.right) - half, max(0.0, mark.right) + half),
            (min(0.0, mark.up) - half, max(0.0, mark.up) + half),
        )
    return (0.0, 0.0), (0.0, 0.0)
