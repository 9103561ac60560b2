"""Tables of HTML: rows with spans become rows that cover all columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from specexport.model import document as d
from specexport.readers.markdown.html import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

# One cell: `td` or `th`, its attributes, what it holds, its place. One row: its group, its place, its cells.
RawCell: TypeAlias = "tuple[str, dict[str, str], tuple[d.Block, ...], d.Pos | None]"
RawRow: TypeAlias = "tuple[str, d.Pos | None, list[RawCell]]"

# Spans that would make a table wider than this are a mistake or an attack.
_MOST_COLUMNS = 100


def table(rows: Sequence[RawRow], caption: tuple[d.Inline, ...], pos: d.Pos | None) -> d.Table | None:
    """Return the table of `rows`, or None when it has no cell.

    The rows of `thead` are its head; without one, the rows at the top that hold header cells only.
    """
    rows = [row for row in rows if row[2]]
    if not rows:
        return None
    grid = _laid_out(rows)
    if _width(grid) > _MOST_COLUMNS:
        grid = _laid_out([(group, pos, [_alone(cell) for cell in cells]) for group, pos, cells in rows])
    width = _width(grid)
    full = [_filled(row, width - taken) for row, taken in grid]
    groups = _groups(rows)
    return d.Table(
        columns=(d.Column(),) * width,
        head=tuple(row for row, group in zip(full, groups, strict=True) if group == "thead"),
        body=tuple(row for row, group in zip(full, groups, strict=True) if group not in ("thead", "tfoot")),
        foot=tuple(row for row, group in zip(full, groups, strict=True) if group == "tfoot"),
        caption=caption,
        row_heads=_row_heads(rows, groups),
        pos=pos,
    )


def _width(grid: Sequence[tuple[d.Row, int]]) -> int:
    return max(sum(cell.col_span for cell in row.cells) + taken for row, taken in grid)


def _alone(cell: RawCell) -> RawCell:
    """Return the cell without its spans."""
    name, attrs, content, pos = cell
    spans = ("rowspan", "colspan")
    return name, {key: value for key, value in attrs.items() if key not in spans}, content, pos


def _laid_out(rows: Sequence[RawRow]) -> list[tuple[d.Row, int]]:
    """Return each row with the number of columns that cells of earlier rows take from it."""
    grid: list[tuple[d.Row, int]] = []
    changes = [0] * (len(rows) + 1)
    taken = 0
    for index, ((_, pos, cells), left) in enumerate(zip(rows, _rows_left(rows), strict=True)):
        taken += changes[index]
        made = [_cell(cell, left) for cell in cells]
        for cell in made:
            changes[index + 1] += cell.col_span
            changes[index + cell.row_span] -= cell.col_span
        grid.append((d.Row(cells=tuple(made), pos=pos), taken))
    return grid


def _rows_left(rows: Sequence[RawRow]) -> list[int]:
    """Return for each row how many of its group are left, itself counted: no cell reaches farther."""
    left: list[int] = []
    for index in range(len(rows) - 1, -1, -1):
        same = index + 1 < len(rows) and rows[index + 1][0] == rows[index][0]
        left.append(left[-1] + 1 if same else 1)
    return left[::-1]


def _cell(cell: RawCell, rows_left: int) -> d.Cell:
    _, attrs, content, pos = cell
    return d.Cell(
        content=content,
        align=styles.alignment(attrs),
        row_span=_span(attrs.get("rowspan", ""), rows_left),
        col_span=_span(attrs.get("colspan", ""), _MOST_COLUMNS),
        pos=pos,
    )


def _span(value: str, most: int) -> int:
    value = value.strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1


def _filled(row: d.Row, width: int) -> d.Row:
    missing = width - sum(cell.col_span for cell in row.cells)
    return d.Row(cells=row.cells + (d.Cell(content=(), pos=row.pos),) * missing, pos=row.pos)


def _groups(rows: Sequence[RawRow]) -> list[str]:
    groups = [group for group, _, _ in rows]
    if "thead" not in groups:
        for index, (_, _, cells) in enumerate(rows[:-1]):
            if any(name != "th" for name, _, _, _ in cells) or any("rowspan" in cell[1] for cell in cells):
                break
            groups[index] = "thead"
    return groups


def _row_heads(rows: Sequence[RawRow], groups: Sequence[str]) -> int:
    body = [cells for (_, _, cells), group in zip(rows, groups, strict=True) if group != "thead"]
    return int(bool(body) and all(cells[0][0] == "th" for cells in body))
