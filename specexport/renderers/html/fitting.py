"""How wide the columns of a table are on paper: estimated from the letters, before anything is laid out.

All widths are in em of the table's type unless a name says points.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.renderers.html.text import SEAM, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

# Advances of a wide humanist sans such as Open Sans; letters not listed are taken for 0.58.
_ADVANCES = {
    letter: width
    for letters, width in {
        "ijl.,:;'|!": 0.27,
        'ftrI ()[]{}-/\\"`': 0.36,
        "scvxyzkJ*?": 0.5,
        "ABCEFKLPRSTVXYZ&": 0.63,
        "DGHNOQUw%": 0.75,
        "mMW@": 0.95,
    }.items()
    for letter in letters
}
_MONOSPACE = 1.08
# Real type differs from the table above; a column that is a little too wide does no harm.
_SLACK = 1.05
# A column of prose is not made wider than this before others get their due.
_COMFORTABLE = 30.0
# The steps by which the type of a table that is too wide is reduced, and the least size in points.
_STEPS = (1.0, 0.92, 0.85, 0.78)
_LEAST_SIZE = 6.8
# The white space at both sides of a cell, in points.
PADDING = 12.0
_WORD = re.compile(r"\S+")
_LONG = 16


class Demand(Struct):
    """What a column needs: its longest unbreakable piece, its longest line, and all its text."""

    least: float = 0.0
    natural: float = 0.0
    total: float = 0.0

    def add(self, text: str, monospace: bool = False) -> None:
        """Take one cell into account."""
        scale = _SLACK * (_MONOSPACE if monospace else 1.0)
        self.least = max(self.least, scale * max(map(_width, _pieces(text)), default=0.0))
        width = scale * _width(text)
        self.natural = max(self.natural, width)
        self.total += width


class Fit(Struct, frozen=True):
    """How a table is set: the scale of its type, the shares of its columns (none: as wide as they need), its page."""

    scale: float = 1.0
    shares: tuple[float, ...] = ()
    wide: bool = False


def fit(demands: Sequence[Demand], size: float, room: float, wide_room: float) -> Fit:
    """Return how a table with these columns is set.

    `size` is its type in points, `room` the width of the text block and `wide_room` that of a page on its side, both
    in points. Where nothing helps, words break between any two letters.
    """
    padding = PADDING * len(demands)
    if sum(demand.natural for demand in demands) * size + padding <= room:
        return Fit()
    least = sum(demand.least for demand in demands)
    scales = [step for step in _STEPS if step * size >= _LEAST_SIZE] or [1.0]
    places = [(room, False)] if wide_room <= room else [(room, False), (wide_room, True)]
    for place, wide in places:
        for scale in scales:
            if least * size * scale + padding <= place:
                return Fit(scale, _shares(demands, (place - padding) / (size * scale), size * scale), wide)
    place, wide = places[-1]
    scale = scales[-1]
    return Fit(scale, _shares(demands, max((place - padding) / (size * scale), 1.0), size * scale), wide)


def _shares(demands: Sequence[Demand], room: float, size: float) -> tuple[float, ...]:
    """Divide `room`: everybody's least, then by need, nobody more than the natural width."""
    widths = _squeezed([demand.least for demand in demands], room)
    spare = room - sum(widths)
    wishes = [
        max(min(demand.natural, _COMFORTABLE), width) for demand, width in zip(demands, widths, strict=True)
    ]
    widths = _poured(widths, wishes, [demand.total**0.5 for demand in demands], spare)
    spare = room - sum(widths)
    widths = _poured(widths, [demand.natural for demand in demands], [d.total**0.5 for d in demands], spare)
    spare = max(room - sum(widths), 0.0) / len(widths)
    full = [(width + spare) * size + PADDING for width in widths]
    return tuple(width / sum(full) for width in full)


def _squeezed(widths: list[float], room: float) -> list[float]:
    """Return widths that fit into `room`: narrow ones as they are, the others equally wide."""
    left, count = room, len(widths)
    limit = room
    for width in sorted(widths):
        limit = left / count
        if width > limit:
            break
        left, count = left - width, count - 1
        limit = room
    return [min(width, limit) for width in widths]


def _poured(
    widths: list[float], wishes: Sequence[float], weights: Sequence[float], spare: float
) -> list[float]:
    """Return `widths` with `spare` shared out by weight, none above its wish."""
    widths = list(widths)
    thirsty = [index for index, width in enumerate(widths) if wishes[index] > width]
    while thirsty and spare > 0.01:
        total = sum(weights[index] for index in thirsty) or 1.0
        portion = {index: spare * weights[index] / total for index in thirsty}
        for index, gain in portion.items():
            gain = min(gain, wishes[index] - widths[index])
            widths[index] += gain
            spare -= gain
        thirsty = [index for index in thirsty if wishes[index] - widths[index] > 0.01]
    return widths


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for word in _WORD.findall(text):
        pieces += SEAM.split(word) if len(word) >= _LONG else [word]
    return pieces


def _width(text: str) -> float:
    if text.isascii():
        return sum([_ADVANCES.get(char, 0.58) for char in text])
    return 0.58 * columns(text)
