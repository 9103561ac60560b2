"""Tables: widths from their content, a repeated header row, rows kept whole, alignment, spans."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.common import columns, hyphens
from specexport.renderers.common.cell_meaning import meaning, numeric
from specexport.renderers.common.grid import headed, slots
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import changes
from specexport.renderers.docx.body.captions import caption
from specexport.renderers.docx.body.columns import (
    CELL_PADDING,
    DENSE_PADDING,
    MANY_COLUMNS,
    divided,
    measure,
    texts,
)
from specexport.renderers.docx.body.container import SEPARATOR, Container
from specexport.renderers.docx.body.inlines import leads_right
from specexport.renderers.docx.body.runs import RunStyle
from specexport.renderers.docx.styles.properties import TABLE_SIZES, status_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.renderers.common.grid import GridSlot
    from specexport.renderers.docx.state import State

_ROW_PADDING = 7.5
# Tables that take no more than this share of a page stay on one; of higher ones no row stands alone.
_LOW = 0.22
# Rows that share a cell stay on one page if they take less than this share of it.
_GROUP = 0.6


class Grid(Struct, frozen=True):
    """What all cells of a table need to know: alignment, width (twips), heading of columns; type size.

    `crowded` columns are narrower than words in them, which are divided.
    """

    node: d.Table
    aligns: tuple[str, ...]
    widths: tuple[int, ...]
    suffix: str
    dense: bool
    topics: tuple[str, ...]
    crowded: bool


def table(state: State, node: d.Table, container: Container) -> wml.Content:
    """Return a table in the style `Specification Table`, its caption above it.

    One that does not fit is divided into several, which the reader is told.
    """
    node = headed(node)
    if node.body and all(map(_is_empty, (cell for row in node.head for cell in row.cells))):
        node = replace(node, head=())
    parts = divided(state, node, container.room / wml.TWIPS)
    if len(parts) > 1:
        count = len(node.columns)
        state.context.inform(
            "SX765", f"table of {count} columns is divided into {len(parts)} tables", node.pos
        )
    made = [_table(state, part, container) for part in parts]
    return tuple(chain(made[0], chain.from_iterable(_continued(state, part) for part in made[1:])))


def _continued(state: State, part: wml.Content) -> wml.Content:
    """Return a part of a table in a hidden bookmark, by which the reader of Word files knows it again."""
    return state.bookmark(f"_Continued{state.annotation_id()}", part)


def _is_empty(cell: d.Cell) -> bool:
    return all(isinstance(block, d.Para) and not block.content for block in cell.content)


def _table(state: State, node: d.Table, container: Container) -> wml.Content:
    head, body, foot = (list(slots(rows, len(node.columns))) for rows in (node.head, node.body, node.foot))
    if not (head or body or foot):
        return ()
    grid = _grid(state, node, head + body + foot, container)
    heights = [_height(state, row, grid) for row in head + body + foot]
    low = sum(heights) < state.style.page.text_height * _LOW
    # What fills a page cannot be repeated on every one.
    repeated = sum(heights[: len(head)]) < state.style.page.text_height / 3
    rows = [
        _row(state, row, grid, height, head=True, repeated=repeated)
        for row, height in zip(head, heights, strict=False)
    ]
    rest = body + foot
    joined = _joined(rest, heights[len(head) :], state.style.page.text_height * _GROUP)
    for index, row in enumerate(rest):
        keep = index < len(rest) - 1 and (low or index in (0, len(rest) - 2) or joined[index])
        height = heights[len(head) + index]
        rows.append(_row(state, row, grid, height, head=not head and not index, keep=keep))
    props = _properties(state, node, grid, container, bool(head))
    style = "DenseTable" if grid.dense else "SpecificationTable"
    made = wml.Tbl(tuple(rows), grid.widths, style, props)
    if not node.caption:
        return (*state.mark(node.attr.id, (made,)), SEPARATOR)
    return _caption(state, node), made, SEPARATOR


def _joined(rows: Sequence[Sequence[GridSlot]], heights: Sequence[float], most: float) -> list[bool]:
    """Return for each row whether it shares a cell with the next, and all that do take less than `most`."""
    goes_on = [any(slot.cell is None for slot in row) for row in rows]
    out: list[bool] = []
    while len(out) < len(rows):
        start = len(out)
        end = next((at for at in range(start + 1, len(rows)) if not goes_on[at]), len(rows))
        kept = sum(heights[start:end]) < most
        out += [kept] * (end - start - 1) + [False]
    return out


def _caption(state: State, node: d.Table) -> wml.P:
    return caption(state, node, "Table", node.caption, "TableCaption")


def _grid(state: State, node: d.Table, rows: list[list[GridSlot]], container: Container) -> Grid:
    words = texts(rows, len(node.columns))
    room = container.room / wml.TWIPS
    suffix, points, crowded = measure(state, node, room)
    aligns = tuple(
        _aligned(column.align, words[index], len(node.head)) for index, column in enumerate(node.columns)
    )
    twips = tuple(max(1, round(width * wml.TWIPS)) for width in points)
    topics = tuple(cells[0] if node.head and cells else "" for cells in words)
    return Grid(node, aligns, twips, suffix, len(words) > MANY_COLUMNS, topics, crowded)


def _aligned(align: str, texts: list[str], head: int) -> str:
    """Return the alignment of a column: the author's, else numbers to the right."""
    if align != "default":
        return align
    return "right" if numeric(texts[head:]) else "left"


def _properties(state: State, node: d.Table, grid: Grid, container: Container, headed: bool) -> wml.Props:
    words = walk.plain(node.caption)
    turned = state.turned or _leads_right(node)
    first, plain = int(headed), int(not state.style.table_rules.stripe_background_color)
    parts = {"firstRow": first, "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
    return (
        *((wml.w("bidiVisual"),) if turned else ()),
        wml.w("tblW", w=sum(grid.widths), type="dxa"),
        *((wml.w("tblInd", w=container.left, type="dxa"),) if container.left else ()),
        wml.w("tblLayout", type="fixed"),
        wml.w("tblLook", val=f"{0x20 * first:04X}", **parts, noHBand=plain, noVBand=1),
        *((wml.w("tblCaption", val=words),) if words else ()),
    )


def _leads_right(node: d.Table) -> bool:
    """Return whether the first row is written from right to left."""
    row = next(iter((*node.head, *node.body)), d.Row(cells=()))
    return leads_right(" ".join(walk.text(cell.content) for cell in row.cells))


def _row(
    state: State,
    row: list[GridSlot],
    grid: Grid,
    height: float,
    *,
    head: bool,
    keep: bool = False,
    repeated: bool = True,
) -> wml.Tr:
    """Return a row, on one page unless it is taller than a third of it; `keep` keeps it with the next.

    One of the `head` is `repeated` on every page of the table.
    """
    cells = [_cell(state, slot, grid, head=head and bool(grid.node.head), keep=keep) for slot in row]
    whole = (wml.w("cantSplit"),) if height < state.style.page.text_height / 3 else ()
    changed = changes.of_row(state, [slot.cell for slot in row if slot.cell])
    return wml.Tr(tuple(cells), (*whole, *((wml.w("tblHeader"),) if head and repeated else ()), *changed))


def _height(state: State, row: list[GridSlot], grid: Grid) -> float:
    face = state.style.table
    size = _size(state, grid.suffix)
    tallest = 1.0
    for slot in row:
        if slot.cell is not None:
            width = sum(grid.widths[slot.column : slot.column + slot.span]) / wml.TWIPS
            tallest = max(tallest, columns.lines(slot.cell, (width - CELL_PADDING) / size))
    return tallest * face.line_height + _ROW_PADDING


def _cell(state: State, slot: GridSlot, grid: Grid, *, head: bool, keep: bool) -> wml.Tc:
    width = sum(grid.widths[slot.column : slot.column + slot.span])
    props: wml.Props = (wml.w("gridSpan", val=slot.span),) if slot.span > 1 else ()
    if slot.cell is None:
        return wml.Tc((wml.P((), f"TableText{grid.suffix}"),), width, (*props, wml.w("vMerge")))
    if slot.rows > 1:
        props = (*props, wml.w("vMerge", val="restart"))
    props = (*props, *changes.of_cell(state, slot.cell))
    named = not head and slot.column < grid.node.row_heads
    heavy = head or named
    role = "Heading" if head else "RowHeading" if named else "Text"
    align = slot.cell.align if slot.cell.align != "default" else grid.aligns[slot.column]
    side = {"center": "Center", "right": "Right"}.get(align, "") if role != "RowHeading" else ""
    style = f"Table{role}{side}{grid.suffix}"
    container = _inside(state, width / wml.TWIPS, grid, style, heavy=heavy, keep=keep)
    marked = () if heavy else mark(state, slot.cell, grid.topics[slot.column])
    if marked:
        return wml.Tc((wml.P(state.sourced(slot.cell, marked), style, container.kept),), width, props)
    content = slot.cell.content
    if grid.crowded:
        lang = state.document.meta.lang or state.style.lang or "en"
        content = hyphens.softened(content, container.run_style.room, lang, heavy=heavy)
    return wml.cell(state.blocks(content, container), width, props, style)


def _inside(state: State, width: float, grid: Grid, style: str, *, heavy: bool, keep: bool) -> Container:
    """Return the container of what is in a cell, `width` points wide with its margins."""
    room = max(width - (DENSE_PADDING if grid.dense else CELL_PADDING), 18)
    line = room / _size(state, grid.suffix)
    run_style = RunStyle(heavy=heavy, code=f"TableCode{grid.suffix}", room=line, width=room)
    return Container(wml.twips(room), style, run_style, flow=False, top=False, keep=keep)


def _size(state: State, suffix: str) -> float:
    return state.style.table.size * TABLE_SIZES[suffix]


def mark(state: State, cell: d.Cell, topic: str) -> wml.Content:
    """Return the runs of a cell that means something below the heading `topic`, nothing for any other.

    It may be a method of HTTP, how grave something is, or the status of something.
    """
    found = meaning(cell, topic, state.style.status_colors, state.meanings)
    if found is None:
        return ()
    if found.kind == "method":
        return wml.run(found.text, wml.RPr(f"Method{found.value.capitalize()}"))
    if found.kind == "grade":
        return wml.run("●\u00a0", wml.RPr(f"Grade{found.value.capitalize()}")) + wml.run(found.text)
    return pill(state, found.text)


def pill(state: State, status: str) -> wml.Content:
    """Return a status in its colour, nothing when the style has none for it."""
    known = {name.lower(): name for name in state.style.status_colors}
    found = known.get(status.strip().lower())
    return wml.run(f"\u00a0{status}\u00a0", wml.RPr(status_style(found))) if found else ()
