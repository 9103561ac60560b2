"""The grid of a table: its places, the words in them, and the size of type in which its columns fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport import document as d
from specexport import walk
from specexport.renderers.docx.body import widths
from specexport.style.word.vocabulary import TABLE_SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.renderers.docx.job import Job

CELL_PADDING, DENSE_PADDING = 11.0, 6.0
# Tables of more columns than this have narrower margins in their cells.
MANY_COLUMNS = 8
# Tables of this many columns or fewer are never turned: words are divided instead.
_ALWAYS_UPRIGHT = 5
# Word opens no table with more columns.
_MOST_COLUMNS = 63
_EMPTY = d.Cell(content=())


class Slot(Struct, frozen=True):
    """A place in the grid of a table: a cell and its words, or where a cell from above goes on."""

    cell: d.Cell | None
    column: int
    span: int
    tall: bool = False
    text: str = ""


def slots(rows: Sequence[d.Row], columns: int) -> Iterator[list[Slot]]:
    """Yield the rows of a grid of `columns`: every place is taken once, whatever the spans say."""
    held: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        rest = len(rows) - number
        line: list[Slot] = []
        cells = iter(row.cells)
        column = 0
        while column < columns:
            if column in held:
                span, left = held.pop(column)
                line.append(Slot(None, column, span, tall=True))
                if left > 1:
                    held[column] = (span, left - 1)
            else:
                cell = next(cells, None)
                span = _free(held, column, columns, cell.col_span if cell else 1)
                tall = cell is not None and min(cell.row_span, rest) > 1
                text = walk.text(cell.content) if cell else ""
                line.append(Slot(cell or _EMPTY, column, span, tall, text))
                if cell is not None and tall:
                    held[column] = (span, min(cell.row_span, rest) - 1)
            column += span
        yield line


def _free(held: dict[int, tuple[int, int]], column: int, columns: int, wanted: int) -> int:
    """Return how many columns a cell may span before it meets another or the edge."""
    end = min(column + max(wanted, 1), columns)
    return next((at for at in range(column + 1, end) if at in held), end) - column


def measure(job: Job, demands: list[widths.Demand], room: float) -> tuple[str, list[float] | None]:
    """Return the largest size of type at which the columns fit, and their widths in points."""
    suffix = ""
    for suffix, scale in TABLE_SIZES.items():
        padding = CELL_PADDING if len(demands) <= MANY_COLUMNS else DENSE_PADDING
        found = widths.share(demands, job.style.table.size * scale, padding, room)
        if found is not None:
            return suffix, found
    return suffix, None


def texts(rows: list[list[Slot]], columns: int) -> list[list[str]]:
    """Return the words of every cell that stands in one column, by column."""
    found: list[list[str]] = [[] for _ in range(columns)]
    for row in rows:
        for slot in row:
            if slot.cell is not None and slot.span == 1:
                found[slot.column].append(slot.text)
    return found


def too_wide(job: Job, node: d.Table, room: float) -> bool:
    """Return whether the columns cannot stand side by side in `room` points, in the smallest type even."""
    if len(node.columns) <= _ALWAYS_UPRIGHT:
        return False
    return len(node.columns) > _MOST_COLUMNS or measure(job, _demands(node), room)[1] is None


def _demands(node: d.Table) -> list[widths.Demand]:
    rows = [row for part in (node.head, node.body, node.foot) for row in slots(part, len(node.columns))]
    return [widths.demand((), cells) for cells in texts(rows, len(node.columns))]


def divided(job: Job, node: d.Table, room: float) -> list[d.Table]:
    """Return a table whose columns do not fit into `room` points as several, each with the first column."""
    if not too_wide(job, node, room):
        return [node]
    size = job.style.table.size * min(TABLE_SIZES.values())
    needs = [demand.least * size + DENSE_PADDING for demand in _demands(node)]
    groups: list[list[int]] = [[0]]
    for column in range(1, len(needs)):
        group = groups[-1]
        full = sum(needs[at] for at in (*group, column)) > room or len(group) == _MOST_COLUMNS
        if full and len(group) > 1:
            groups.append([0, column])
        else:
            group.append(column)
    return [_part(node, group, first=not number) for number, group in enumerate(groups)]


def _part(node: d.Table, group: Sequence[int], *, first: bool) -> d.Table:
    """Return some columns of a table; a cell that spans several stands in the first of them."""
    head, body, foot = (_rows(rows, len(node.columns), group) for rows in (node.head, node.body, node.foot))
    columns = tuple(node.columns[at] for at in group)
    part = replace(node, columns=columns, head=head, body=body, foot=foot)
    return part if first else replace(part, caption=(), number="", attr=d.NO_ATTR)


def _rows(rows: Sequence[d.Row], columns: int, group: Sequence[int]) -> tuple[d.Row, ...]:
    made = []
    for line in slots(rows, columns):
        cells = {slot.column: slot.cell for slot in line if slot.cell is not None}
        picked = (cells.get(at, _EMPTY) for at in group)
        made.append(d.Row(cells=tuple(replace(cell, row_span=1, col_span=1) for cell in picked)))
    return tuple(made)
