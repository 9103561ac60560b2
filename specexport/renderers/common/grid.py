"""The grid of a table: which cell takes which of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import walk
from specexport.model.document import Cell, Note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from specexport.model.document import Row, Table

EMPTY = Cell(content=())
# A head of more rows heads nothing: a table whose rows are all called header rows.
_MOST_HEADS = 8


class GridSlot(Struct, frozen=True):
    """A place in the grid: a cell, none where a cell from above goes on; `missing` if the row has too few.

    `rows` is how many rows it takes, no more than there are.
    """

    cell: Cell | None
    column: int
    span: int
    rows: int = 1
    missing: bool = False


def slots(rows: Sequence[Row], columns: int) -> Iterator[list[GridSlot]]:
    """Yield the rows of a grid of `columns`: every place is taken once, whatever the spans say."""
    held: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        yield list(_line(row, columns, len(rows) - number, held))


def _line(row: Row, columns: int, rest: int, held: dict[int, tuple[int, int]]) -> Iterator[GridSlot]:
    """Yield the places of a row. `held` has the columns that cells from above take, and for how long."""
    cells = iter(row.cells)
    column = 0
    while column < columns:
        if column in held:
            span, left = held.pop(column)
            if left > 1:
                held[column] = (span, left - 1)
            yield GridSlot(None, column, span)
        else:
            cell = next(cells, None)
            span = _free(held, column, columns, cell.col_span if cell else 1)
            rows = max(1, min(cell.row_span, rest)) if cell else 1
            if rows > 1:
                held[column] = (span, rows - 1)
            yield GridSlot(cell or EMPTY, column, span, rows, missing=cell is None)
        column += span


def _free(held: dict[int, tuple[int, int]], column: int, columns: int, wanted: int) -> int:
    """Return how many columns a cell may span before it meets another or the edge."""
    end = min(column + max(wanted, 1), columns)
    return next((at for at in range(column + 1, end) if at in held), end) - column


def headed(table: Table) -> Table:
    """Return a table whose head is one: rows that no page could repeat belong to the body."""
    if len(table.head) <= _MOST_HEADS:
        return table
    return replace(table, head=(), body=(*table.head, *table.body))


def continuing(rows: Sequence[Row], columns: int) -> list[bool]:
    """Return for each row whether a cell from above goes on in it."""
    if all(cell.row_span == 1 for row in rows for cell in row.cells):
        return [False] * len(rows)
    return [any(slot.cell is None for slot in line) for line in slots(rows, columns)]


def divided(rows: Sequence[Row], columns: int, at: Collection[int]) -> tuple[Row, ...]:
    """Return rows in which no cell goes on over the rows `at`, counted from 0: it stands there again.

    What it says there is the same, without its footnotes. A row of too few cells gets empty ones before it.
    """
    held: dict[int, tuple[Cell, int]] = {}
    out = []
    for number, (row, line) in enumerate(zip(rows, slots(rows, columns), strict=True)):
        cells = []
        for slot in line:
            if slot.missing and number not in at:
                continue
            if slot.cell is not None:
                held[slot.column] = (slot.cell, number + slot.rows)
            elif number not in at:
                continue
            cell, end = held[slot.column]
            part = min([end, *(cut for cut in at if number < cut < end)]) - number
            cell = cell if slot.cell is not None else _again(cell)
            cells.append(replace(cell, row_span=part, col_span=slot.span))
        out.append(replace(row, cells=tuple(cells)))
    return tuple(out)


def _again(cell: Cell) -> Cell:
    return replace(cell, content=walk.rewrite(cell.content, lambda _: (), Note))
