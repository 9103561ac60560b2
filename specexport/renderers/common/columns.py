"""How wide the columns of a table are, and how large its type: estimated from the letters of its cells.

All widths are in em of the table's type unless a name says points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.model import document as d
from specexport.model.walk import nodes, plain
from specexport.renderers.common.letters import MONOSPACE, columns, ems, least, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# Bold letters against others.
_HEAVY = 1.08
# The white space in a pill, or the dot before a word.
_ORNAMENT = 1.5
# Real type differs from an estimate; a column that is a little too wide does no harm.
_SLACK = 1.05
# A table that takes no more of the room has no word to divide, were the type a fifth wider than estimated.
_SLIGHT = 0.8
# A column of prose is not made wider than this before others get their due.
_COMFORTABLE = 30.0
# The page is turned for prose that would have less than this, even in the smallest type.
BEARABLE = 6.0
# What is tried in turn: how wide columns of prose are at least, and the largest and the least scale for that.
_TRIALS = ((14.0, 1.0, 0.9), (10.0, 1.0, 0.84), (8.0, 0.95, 0.0), (BEARABLE, 0.9, 0.0))


# A picture is not made smaller than this for the sake of other columns.
_LEAST_PICTURE = 6.0
# Nor is a column made narrower than this for the sake of words in others, whatever stands in it.
_LEAST_PIECE = 3.0
_POINTS_PER_PIXEL = 0.75

Pictures: TypeAlias = "Callable[[d.Image], float]"
"""Says how wide a picture is."""


def widths(media: Mapping[str, d.Media], size: float) -> Pictures:
    """Return what says how wide the pictures of `media` are beside type of a `size` in points."""

    def width(image: d.Image) -> float:
        found = media.get(image.url)
        return found.width * _POINTS_PER_PIXEL / size if found else 0.0

    return width


class Demand(Struct):
    """What a column needs: its longest unbreakable piece, its longest line, and what is typical of its lines.

    `word` is the longest ordinary word, or what else is never divided: it has its room before identifiers.

    The typical width is the root of the mean square: long lines count, but one among many empty ones does
    not. `body` is the longest line below the head: a head of a few words may stand over numbers in several
    lines, and is no prose to be read.
    """

    least: float = 0.0
    word: float = 0.0
    natural: float = 0.0
    body: float = 0.0
    squares: float = 0.0
    count: int = 0

    @property
    def typical(self) -> float:
        """The width of a usual line."""
        return (self.squares / self.count) ** 0.5 if self.count else self.natural

    def add(
        self,
        text: str,
        heavy: bool = False,
        codes: Iterable[str] = (),
        scale: float = 1.0,
        *,
        head: bool = False,
    ) -> None:
        """Take one cell into account: `heavy` type is wider, and so are `codes`, in type of that `scale`."""
        factor = _SLACK * (_HEAVY if heavy else 1.0)
        em = MONOSPACE * scale
        more = sum([max(em * columns(code) - ems(code), 0.0) for code in codes])
        self.least = max(self.least, factor * least(text), *(factor * least(code, em) for code in codes))
        if self.word < self.least:
            self.word = max(self.word, factor * ordinary(text))
        self._reach(factor * (ems(text) + more), head)

    def add_mark(self, text: str) -> None:
        """Take one cell into account that shows its text, which does not break, with some ornament."""
        width = ems(text) + _ORNAMENT
        self.least = max(self.least, width)
        self.word = max(self.word, width)
        self._reach(width)

    def add_picture(self, width: float) -> None:
        """Take a picture into account, which may be made smaller than its `width`."""
        self.least = max(self.least, min(width, _LEAST_PICTURE))
        self.word = max(self.word, min(width, _LEAST_PICTURE))
        self._reach(min(width, _COMFORTABLE))

    def _reach(self, width: float, head: bool = False) -> None:
        self.natural = max(self.natural, width)
        self.body = self.body if head else max(self.body, width)
        self.squares += width * width
        self.count += 1


def add_cell(demand: Demand, cell: d.Cell, head: bool, scale: float, pictures: Pictures) -> None:
    """Have `demand` take a cell of text and pictures into account; `scale` is that of code in text."""
    codes: list[str] = []
    heavy = head
    for node in nodes(cell.content):
        if isinstance(node, d.Image):
            demand.add_picture(pictures(node))
        elif isinstance(node, (d.Code, d.CodeBlock)):
            codes.append(node.text)
        elif isinstance(node, d.Strong):
            heavy = True
    demand.add(plain(cell.content), heavy, codes, scale, head=head)


def lines(cell: d.Cell, width: float) -> float:
    """Return about how many lines a cell takes in a column of that `width`."""
    breaks = 0
    for node in nodes(cell.content):
        if isinstance(node, (d.Para, d.LineBreak, d.Header)):
            breaks += 1
        elif isinstance(node, d.CodeBlock):
            breaks += node.text.count("\n") + 1
    return ems(plain(cell.content)) / max(width, 1.0) + max(breaks - 1, 0)


class TableType(Struct, frozen=True):
    """The type of a table: its size in points, the steps by which it is reduced, the space beside a text.

    At the `crowded` steps it is hard to read: they keep words whole that would be divided otherwise.
    """

    size: float
    steps: tuple[float, ...]
    padding: float
    crowded: tuple[float, ...] = ()


class Fit(Struct, frozen=True):
    """How a table is set: the scale of its type, the shares of its columns, and whether its page is turned.

    Without shares every column is as wide as its content. `divided` words do not fit into their columns.
    A `slight` table leaves so much room that none of its words has to be divided in any type.
    """

    scale: float = 1.0
    shares: tuple[float, ...] = ()
    wide: bool = False
    divided: bool = False
    slight: bool = False


def fit(
    demands: Sequence[Demand], kind: TableType, room: float, wide: float = 0.0, bearable: float = BEARABLE
) -> Fit:
    """Return how a table with these columns is set.

    `room` is the width of the text block and `wide` that of a page on its side, both in points. Type is
    reduced by steps; then the page is turned, where prose would have less than `bearable`; where nothing
    helps, words are divided between any two letters.
    """
    padding = kind.padding * len(demands)
    natural = (sum(demand.natural for demand in demands) + padding) * kind.size
    if natural <= room:
        return Fit(slight=natural <= _SLIGHT * room)
    last = kind.steps[-1] if bearable else (*kind.steps, *kind.crowded)[-1]
    turned = _needed(demands, bearable, padding) * kind.size * last > room < wide
    ems = (wide if turned else room) / kind.size
    scale = _scale(demands, kind, ems, padding)
    smallest = (*kind.steps, *kind.crowded)[-1]
    return Fit(
        scale or smallest,
        _shares(demands, ems / (scale or smallest), kind.padding),
        turned,
        divided=not scale,
    )


def _scale(demands: Sequence[Demand], kind: TableType, ems: float, padding: float) -> float:
    """Return the first scale that a trial allows, 0 if all trials fail."""
    trials = [
        (prose, tuple(step for step in kind.steps if least <= step <= most)) for prose, most, least in _TRIALS
    ]
    trials += [(0.0, kind.steps[-1:]), (0.0, kind.crowded)]
    for prose, steps in trials:
        limit = ems / _needed(demands, prose, padding)
        if scale := next((step for step in steps if step <= limit), 0.0):
            return scale
    return 0.0


def _needed(demands: Sequence[Demand], prose: float, padding: float) -> float:
    """Return the width of a table whose columns of prose are `prose` wide at least."""
    return padding + sum(max(demand.least, min(demand.body, prose)) for demand in demands)


def _shares(demands: Sequence[Demand], room: float, padding: float) -> tuple[float, ...]:
    """Divide `room`: ordinary words get theirs, then the least widths, comfortable and natural ones."""
    inner = max(room - padding * len(demands), 1.0)
    least = [demand.least for demand in demands]
    words = [min(demand.least, max(demand.word, _LEAST_PIECE)) for demand in demands]
    widths = _raised(_squeezed(words, inner), least, [1.0] * len(least), inner)
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
