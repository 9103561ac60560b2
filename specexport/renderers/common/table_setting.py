"""How a table is set on paper: what its columns hold, how wide they are, what of it stays on one page.

Lengths are points unless they are said to be in em.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model.style import Style
from specexport.model.walk import nodes, plain
from specexport.renderers.common import columns as widths
from specexport.renderers.common import hyphens
from specexport.renderers.common.cell_meaning import meaning, numeric
from specexport.renderers.common.columns import Fit
from specexport.renderers.common.grid import slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from specexport.renderers.common.grid import GridSlot

# A column with a line of more em than this holds prose, and is kept wide enough to be read.
_PROSE = 20.0
# Tables of at most so many rows and letters are not split over two pages.
_KEPT_ROWS = 6
_KEPT_LETTERS = 600
# Rows of at most so many letters go in pairs: the first two, and the last two.
_PAIRED_LETTERS = 250
# A table of fewer rows gets a page of its own only if words would have to be divided otherwise.
_TURNED_ROWS = 4
# Rows that take more than this share of a page may be divided between two.
_TALL = 1 / 3
_ROW_PADDING = 7.5
# The steps by which the type of a table that is too wide is reduced, the least size in points, and the size
# below which words are rather divided.
_STEPS, _LEAST_SIZE = (1.0, 0.92, 0.85, 0.78), 6.8
_CROWDED_STEPS, _LEAST_CROWDED = (0.71, 0.64), 6.0
# The white space at both sides of a cell, in em, as in the style sheet; tables of many columns have less.
_PADDING, _DENSE_PADDING, _MANY = 1.26, 0.8, 9


class Column(Struct, frozen=True):
    """What is known of a column: what its head says, its class, the width it needs."""

    topic: str
    kind: str
    demand: widths.Demand


class Room(Struct, frozen=True):
    """How wide a table may be, and on a page on its side; 0 where none is turned for it."""

    width: float
    wide: float = 0.0


def columns(node: d.Table, style: Style, media: Mapping[str, d.Media]) -> list[Column]:
    """Return what is known of every column of a table."""
    return [_column(node.columns[index], cells, style, media) for index, cells in enumerate(_cells(node))]


def fit(node: d.Table, found: Sequence[Column], size: float, room: Room) -> Fit:
    """Return how a table in type of a `size` is set: as its columns need it, else as the author says."""
    bearable = widths.BEARABLE if len(node.body) >= _TURNED_ROWS else 0.0
    kind = _type(size, padding(len(found)))
    fitted = widths.fit([column.demand for column in found], kind, room.width, room.wide, bearable)
    return fitted if fitted.shares else _given(node, found, size, room)


def padding(count: int) -> float:
    """Return the white space at both sides of a cell, in em, in a table of so many columns."""
    return _DENSE_PADDING if is_dense(count) else _PADDING


def is_dense(count: int) -> bool:
    """Whether a table has so many columns that there is less space between them."""
    return count > _MANY


def kept(node: d.Table) -> str:
    """Return how a table stays together: `kept` on one page, in `paired` rows at its ends, or not at all."""
    rows, letters = len(node.body), len(plain([node]))
    if rows <= _KEPT_ROWS and letters <= _KEPT_LETTERS:
        return "kept"
    return "paired" if letters <= rows * _PAIRED_LETTERS else ""


def says_something(cell: d.Cell) -> bool:
    """Whether a cell has words, a picture or a note."""
    return bool(plain(cell.content)) or any(
        isinstance(node, (d.Image, d.Note)) for node in nodes(cell.content)
    )


class Measures(Struct, frozen=True):
    """About how high the cells of a table are that is `width` points wide and set as `fit` says."""

    style: Style
    fit: Fit
    width: float

    def room(self, column: int, count: int) -> float:
        """Return the width that a cell leaves for text in a table of `count` columns with shares."""
        space = padding(count) * self.style.table.size * self.fit.scale
        return self.fit.shares[column] * self.width - space

    def softened(self, slot: GridSlot, cell: d.Cell, lang: str, *, head: bool) -> d.Cell:
        """Return a cell with hyphens in words that are wider than its column, where that divides words."""
        if not self.fit.divided or slot.span > 1:
            return cell
        width = self.room(slot.column, len(self.fit.shares)) / (self.style.table.size * self.fit.scale)
        return replace(cell, content=hyphens.softened(cell.content, width, lang, heavy=head))

    def is_tall(self, slot: GridSlot) -> bool:
        """Whether a cell is so high that its row may go on on the next page."""
        return self.height(slot) > self.style.page.text_height * _TALL

    def are_high(self, lines: Iterable[Sequence[GridSlot]]) -> bool:
        """Whether rows are too high to stand on every page of their table."""
        return sum(map(self.row_height, lines)) > self.style.page.text_height * _TALL

    def row_height(self, line: Sequence[GridSlot]) -> float:
        """Return how high a row is; a cell of several rows has its part in each."""
        return max((self.height(slot) / slot.rows for slot in line), default=0.0) + _ROW_PADDING

    def height(self, slot: GridSlot) -> float:
        """Return how high a cell is."""
        if slot.cell is None:
            return 0.0
        shares = self.fit.shares[slot.column : slot.column + slot.span]
        size = self.style.table.size * self.fit.scale
        lines = widths.lines(slot.cell, sum(shares) * self.width / size if shares else math.inf)
        return lines * self.style.table.line_height * self.fit.scale


def _given(node: d.Table, found: Sequence[Column], size: float, room: Room) -> Fit:
    """Return the shares that the columns of a table were given, where their words fit."""
    given = [column.width for column in node.columns]
    if not all(given):
        return Fit()
    shares = tuple(width / sum(given) for width in given)
    ems, space = room.width / size, padding(len(found))
    fits = all(
        column.demand.least + space <= share * ems for column, share in zip(found, shares, strict=True)
    )
    return Fit(shares=shares) if fits else Fit()


def _type(size: float, space: float) -> widths.TableType:
    steps = tuple(step for step in _STEPS if step * size >= _LEAST_SIZE) or (1.0,)
    crowded = tuple(step for step in _CROWDED_STEPS if step * size >= _LEAST_CROWDED)
    return widths.TableType(size, steps, space, crowded)


def _cells(node: d.Table) -> list[list[tuple[d.Cell, bool]]]:
    """Return for every column the cells that stand in it alone, each with whether it is in the head."""
    found: list[list[tuple[d.Cell, bool]]] = [[] for _ in node.columns]
    for rows, head in ((node.head, True), (node.body, False), (node.foot, False)):
        for slot in chain.from_iterable(slots(rows, len(found))):
            if slot.cell is not None and slot.span == 1:
                found[slot.column].append((slot.cell, head))
    return found


def _column(
    own: d.Column, cells: Sequence[tuple[d.Cell, bool]], style: Style, media: Mapping[str, d.Media]
) -> Column:
    topic = next((plain(cell.content) for cell, head in cells if head), "")
    texts = [plain(cell.content) for cell, _ in cells]
    demand = widths.Demand()
    pictures = widths.widths(media, style.table.size)
    for (cell, head), text in zip(cells, texts, strict=True):
        if not head and meaning(cell, topic, style.status_colors, style.meanings.kinds):
            demand.add_mark(text)
        else:
            widths.add_cell(demand, cell, head, style.inline_code.scale, pictures)
    kind = _alignment(own, [text for (_, head), text in zip(cells, texts, strict=True) if not head])
    return Column(topic, kind or ("prose" if demand.natural > _PROSE else ""), demand)


def _alignment(column: d.Column, texts: Iterable[str]) -> str:
    """Return the class that aligns a column: the author's, else right for numbers."""
    if column.align != "default":
        return column.align
    return "right" if numeric(texts) else ""
