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
# Bold and monospace letters against those.
_HEAVY = 1.08
# The white space in a pill, or the dot before a word.
_ORNAMENT = 1.5
# Real type differs from the table above; a column that is a little too wide does no harm.
_SLACK = 1.05
# A column of prose is not made wider than this before others get their due.
_COMFORTABLE = 30.0
# The page is turned for prose that would have less than this, even in the smallest type.
_BEARABLE = 6.0
# The steps by which the type of a table that is too wide is reduced, and the least size in points.
_STEPS = (1.0, 0.92, 0.85, 0.78)
_LEAST_SIZE = 6.8
# What is tried in turn: how wide columns of prose are at least, and at which of the steps.
_TRIALS = ((14.0, (0, 2)), (10.0, (0, 3)), (8.0, (1, 5)), (_BEARABLE, (2, 5)), (0.0, (0, 5)))
# The white space at both sides of a cell, as in the style sheet; tables of more than a few columns have less.
_PADDING, _PADDING_DENSE, _FEW = 1.26, 0.8, 9
_WORD = re.compile(r"\S+")
_LONG = 16


class Demand(Struct):
    """What a column needs: its longest unbreakable piece, its longest line, and what is typical of its lines.

    The typical width is the root of the mean square: long lines count, but one among many empty ones does
    not.
    """

    least: float = 0.0
    natural: float = 0.0
    squares: float = 0.0
    count: int = 0

    @property
    def typical(self) -> float:
        """The width of a usual line."""
        return (self.squares / self.count) ** 0.5 if self.count else self.natural

    def add(self, text: str, heavy: bool = False) -> None:
        """Take one cell into account; `heavy` type is wider."""
        scale = _SLACK * (_HEAVY if heavy else 1.0)
        self.least = max(self.least, scale * max(map(_width, _pieces(text)), default=0.0))
        self._reach(scale * _width(text))

    def add_mark(self, text: str) -> None:
        """Take one cell into account that shows its text, which does not break, with some ornament."""
        width = _width(text) + _ORNAMENT
        self.least = max(self.least, width)
        self._reach(width)

    def _reach(self, width: float) -> None:
        self.natural = max(self.natural, width)
        self.squares += width * width
        self.count += 1


class Fit(Struct, frozen=True):
    """How a table is set: the scale of its type, the shares of its columns, and whether its page is turned.

    Without shares every column is as wide as its content. `dense` columns have less space between them.
    """

    scale: float = 1.0
    shares: tuple[float, ...] = ()
    wide: bool = False
    dense: bool = False

    @property
    def padding(self) -> float:
        """The white space at both sides of a cell, in em."""
        return _PADDING_DENSE if self.dense else _PADDING


def fit(demands: Sequence[Demand], size: float, room: float, wide_room: float) -> Fit:
    """Return how a table with these columns is set.

    `size` is its type in points, `room` the width of the text block and `wide_room` that of a page on its
    side, both in points. Type is reduced by steps, then the page turned; where nothing helps, words break
    between any two letters.
    """
    dense = len(demands) > _FEW
    padding = (_PADDING_DENSE if dense else _PADDING) * len(demands)
    if (sum(demand.natural for demand in demands) + padding) * size <= room:
        return Fit(dense=dense)
    widths = {
        prose: padding + sum(max(demand.least, min(demand.natural, prose)) for demand in demands)
        for prose, _ in _TRIALS
    }
    scales = [step for step in _STEPS if step * size >= _LEAST_SIZE] or [1.0]
    place = room
    if widths[_BEARABLE] * size * scales[-1] > room < wide_room:
        place = wide_room
    ems = place / size
    trials = (_largest(scales[first:last], ems / widths[prose]) for prose, (first, last) in _TRIALS)
    scale = next(filter(None, trials), scales[-1])
    return Fit(scale, _shares(demands, ems / scale, padding / len(demands)), place > room, dense)


def _largest(scales: Sequence[float], limit: float) -> float:
    """Return the first of `scales`, which fall, that is not above `limit`; 0 if all are."""
    return next((scale for scale in scales if scale <= limit), 0.0)


def _shares(demands: Sequence[Demand], room: float, padding: float) -> tuple[float, ...]:
    """Divide `room`: the least widths, then comfortable ones, then the natural ones, the rest evenly."""
    inner = max(room - padding * len(demands), 1.0)
    widths = _squeezed([demand.least for demand in demands], inner)
    typical = [demand.typical for demand in demands]
    widths = _raised(widths, [min(width, _COMFORTABLE) for width in typical], [1.0] * len(typical), inner)
    widths = _raised(widths, [demand.natural for demand in demands], typical, inner)
    rest = max(inner - sum(widths), 0.0) / len(widths)
    full = [width + rest + padding for width in widths]
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


def _raised(
    widths: Sequence[float], wishes: Sequence[float], weights: Sequence[float], room: float
) -> list[float]:
    """Return `widths` raised towards `wishes` by what they lack and weigh, as far as `room` goes."""
    gaps = [max(wish - width, 0.0) for width, wish in zip(widths, wishes, strict=True)]
    spare = max(room - sum(widths), 0.0)
    if spare >= sum(gaps):
        return [width + gap for width, gap in zip(widths, gaps, strict=True)]
    claims = [gap * weight for gap, weight in zip(gaps, weights, strict=True)]
    part = spare / (sum(claims) or 1.0)
    return [width + min(part * claim, gap) for width, claim, gap in zip(widths, claims, gaps, strict=True)]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for word in _WORD.findall(text):
        pieces += SEAM.split(word) if len(word) >= _LONG else [word]
    return pieces


def _width(text: str) -> float:
    if text.isascii():
        return sum([_ADVANCES.get(char, 0.58) for char in text])
    return 0.58 * columns(text)
