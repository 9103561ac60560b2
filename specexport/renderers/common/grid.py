"""The grid of a table: which cell takes which of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model.document import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.model.document import Row

EMPTY = Cell(content=())


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
