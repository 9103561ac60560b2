"""The columns of a table in Word: their widths, and the size of type in which they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model.walk import plain
from specexport.renderers.common import columns
from specexport.renderers.common.cell_meaning import meaning
from specexport.renderers.common.grid import EMPTY, GridSlot, slots
from specexport.renderers.docx.styles.properties import TABLE_SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.docx.state import State

CELL_PADDING, DENSE_PADDING = 11.0, 6.0
# Tables of more columns than this have narrower margins in their cells.
MANY_COLUMNS = 8
# Tables of this many columns or fewer are never turned: words are divided instead.
_ALWAYS_UPRIGHT = 5
# Word opens no table with more columns.
_MOST_COLUMNS = 63
# A table that needs less than this share of the line is set as wide as it needs, with a little air.
_NARROW, _AIR = 0.5, 1.15


def measure(state: State, node: d.Table, room: float) -> tuple[str, list[float], bool]:
    """Return the style suffix of the size of type at which a table fits, and its widths in points.

    The last value says that words have to be divided.
    """
    size = state.style.table.size
    padding = CELL_PADDING if len(node.columns) <= MANY_COLUMNS else DENSE_PADDING
    demands = _demands(state, node)
    # The margins of cells do not get smaller with the type.
    kind = columns.TableType(size, tuple(TABLE_SIZES.values()), padding / (size * min(TABLE_SIZES.values())))
    fit = columns.fit(demands, kind, room)
    suffix = next(name for name, scale in TABLE_SIZES.items() if scale == fit.scale)
    if asked := _given(node, demands, size * fit.scale, padding, room):
        return suffix, asked, False
    if fit.shares:
        return suffix, [share * room for share in fit.shares], fit.divided
    natural = [demand.natural * size + padding for demand in demands]
    stretch = _AIR if sum(natural) < room * _NARROW else room / sum(natural)
    return suffix, [width * stretch for width in natural], False


def _given(
    node: d.Table, demands: Sequence[columns.Demand], size: float, padding: float, room: float
) -> list[float]:
    """Return the widths that the author gave the columns, nothing where their words do not fit into them."""
    given = [column.width for column in node.columns]
    if not all(given):
        return []
    asked = [width / sum(given) * room for width in given]
    pairs = zip(demands, asked, strict=True)
    return asked if all(demand.least * size + padding <= width for demand, width in pairs) else []


def texts(rows: Sequence[Sequence[GridSlot]], count: int) -> list[list[str]]:
    """Return the words of every cell that stands in one column, by column."""
    found: list[list[str]] = [[] for _ in range(count)]
    for row in rows:
        for slot in row:
            if slot.cell is not None and slot.span == 1:
                found[slot.column].append(plain(slot.cell.content))
    return found


def _demands(state: State, node: d.Table) -> list[columns.Demand]:
    demands = [columns.Demand() for _ in node.columns]
    topics = [""] * len(demands)
    for rows, head in ((node.head, True), (node.body, False), (node.foot, False)):
        for row in slots(rows, len(demands)):
            for slot in row:
                if slot.cell is None or slot.span > 1:
                    continue
                topic = topics[slot.column]
                if head:
                    topics[slot.column] = topic or plain(slot.cell.content)
                _add(state, demands[slot.column], slot.cell, topic, head=head)
    return demands


def _add(state: State, demand: columns.Demand, cell: d.Cell, topic: str, *, head: bool) -> None:
    found = None if head else meaning(cell, topic, state.style.status_colors, state.meanings)
    if found:
        demand.add_mark(found.text)
    else:
        pictures = columns.widths(state.document.media, state.style.table.size)
        columns.add_cell(demand, cell, head, state.style.inline_code.scale, pictures)


def too_wide(state: State, node: d.Table, room: float) -> bool:
    """Return whether the columns cannot stand side by side in `room` points, in the smallest type even."""
    if len(node.columns) <= _ALWAYS_UPRIGHT:
        return False
    return len(node.columns) > _MOST_COLUMNS or measure(state, node, room)[2]


def divided(state: State, node: d.Table, room: float) -> list[d.Table]:
    """Return a table whose columns do not fit into `room` points as several, each with the first column."""
    if not too_wide(state, node, room):
        return [node]
    size = state.style.table.size * min(TABLE_SIZES.values())
    needs = [demand.least * size + DENSE_PADDING for demand in _demands(state, node)]
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
        picked = (cells.get(at, EMPTY) for at in group)
        made.append(d.Row(cells=tuple(replace(cell, row_span=1, col_span=1) for cell in picked)))
    return tuple(made)
