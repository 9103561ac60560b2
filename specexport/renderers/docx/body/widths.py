"""Column widths from what the columns hold.

A column needs at least the width of its longest word, and would like that of its longest cell. Between the
two, the room is shared out as browsers do (CSS 2.2, section 17.5.2.2), with the wish of a single long cell
damped.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

# Widths of characters as shares of the size of type, by group: those of a broad sans serif, so that there is
# room to spare in most faces.
_GROUPS = {0.3: "iljI.,;:'|!` ", 0.46: 'ftrsczJ-()[]{}/\\"*', 0.94: "mwMWOQ@%&"}
_LOWER, _UPPER, _FULL, _SPACE, _BOLD = 0.6, 0.69, 1.0, 0.3, 1.1
# Identifiers are often set in a face whose characters all have this width.
_FIXED = 0.55
# No cell asks for more than this width, in ems: longer text runs over several lines anyway.
_WISH_LIMIT = 34.0
# Columns of longer text get no larger share of the room.
_USUAL_LIMIT = 110.0
# Long words are kept whole where this share of the room is left for columns of running text: those that would
# like to be so many times as wide as their longest word.
_AMPLE, _RUNNING = 0.32, 2.0
# Words longer than this, in ems, are identifiers or addresses and may be divided at their joints.
_UNBROKEN = 9.0
_JOINT = re.compile(r"(?<=[_\-./:,;=&?@#%+|\\)\]}>])(?=[^\s_\-./:,;=&?@#%+|\\)\]}>])|(?<=[a-z0-9])(?=[A-Z])")


class Demand(Struct, frozen=True):
    """What a column asks for, in ems of its type: at the least, with long words divided, and at best.

    `usual` is what its cells hold, on one line: the root of the mean square, so that long texts count.
    """

    least: float
    whole: float
    wish: float
    usual: float


class _Widths(dict[str, float]):
    """Widths of characters, looked up once each."""

    def __missing__(self, char: str) -> float:
        if char.isascii():
            width = _LOWER if char.islower() else _UPPER
        else:
            width = _FULL if unicodedata.east_asian_width(char) in "WF" else _LOWER
        self[char] = width
        return width


_WIDTHS = _Widths({char: width for width, chars in _GROUPS.items() for char in chars})


def ems(text: str) -> float:
    """Return the estimated width of `text` on one line, as a multiple of its size."""
    return sum(map(_WIDTHS.__getitem__, text))


def joints(word: str) -> list[str]:
    """Return the pieces into which a long identifier, path or address may be divided between two lines."""
    return _JOINT.split(word)


def demand(heads: Iterable[str], cells: Iterable[str]) -> Demand:
    """Return what a column asks for with these texts, those of its header in bold."""
    least = whole = wish = squares = 0.0
    count = 1
    seen: set[str] = set()
    texts = chain(((text, _BOLD) for text in heads), ((text, 1.0) for text in cells))
    for text, weight in texts:
        line = 0.0
        for word in text.split():
            width = max(ems(word), 0 if word.isalpha() else len(word) * _FIXED) * weight
            line += width + _SPACE
            if word in seen or width <= least:
                continue
            seen.add(word)
            whole = max(whole, width)
            pieces = joints(word) if width > _UNBROKEN else [word]
            least = max(least, *(_piece(piece) * weight for piece in pieces))
        wish = max(wish, line)
        squares, count = squares + line * line, count + 1
    usual = min((squares / count) ** 0.5, _USUAL_LIMIT)
    return Demand(max(least, 1.0), max(whole, 1.0), max(min(wish, _WISH_LIMIT), whole, 1.0), usual)


def _piece(text: str) -> float:
    width = max(ems(text), len(text) * _FIXED)
    # CJK text divides between any two characters.
    return 2.0 if width > _UNBROKEN and not text.isascii() else width


def share(demands: list[Demand], size: float, padding: float, room: float) -> list[float] | None:
    """Return column widths in points for type of `size`, none when even divided words do not fit into `room`.

    `padding` is the space inside a cell to the left and right of its text, in points.
    """
    wishes = [demand.wish * size + padding for demand in demands]
    if sum(wishes) <= room:
        return _fill(wishes, room)
    floors = [demand.least * size + padding for demand in demands]
    if sum(floors) > room:
        return None
    _unbroken(floors, demands, size, padding, room)
    longing = [
        max(max(wish, demand.usual * size) - floor, 0.01) ** 0.75
        for demand, wish, floor in zip(demands, wishes, floors, strict=True)
    ]
    spare, whole = room - sum(floors), sum(longing)
    return [floor + spare * part / whole for floor, part in zip(floors, longing, strict=True)]


def _unbroken(floors: list[float], demands: list[Demand], size: float, padding: float, room: float) -> None:
    """Raise floors to the width of whole words where it costs little: some room is left for running text."""
    texts = any(demand.wish > _RUNNING * demand.whole for demand in demands)
    spare = room - sum(floors) - (room * _AMPLE if texts else 0)
    costs = sorted((demand.whole * size + padding - floors[at], at) for at, demand in enumerate(demands))
    for cost, at in costs:
        if cost <= spare:
            floors[at] += cost
            spare -= cost


def _fill(wishes: list[float], room: float) -> list[float]:
    """Return widths for a table that fits on one line each: as wide as the text unless it is narrow."""
    total = sum(wishes)
    if total < room * 0.5:
        return [width * 1.15 for width in wishes]
    return [width * room / total for width in wishes]


def squeeze(demands: list[Demand], room: float) -> list[float]:
    """Return widths that fill `room` whatever they do to words."""
    total = sum(demand.least for demand in demands)
    return [room * demand.least / total for demand in demands]
