"""Tables: every cell in its column, whatever rows leave out or cells span (ECMA-376, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model.classes import DELETED_CELL, DELETED_ROW, INSERTED_CELL, INSERTED_ROW
from specexport.readers.docx import changed
from specexport.readers.docx.inlines import HIDDEN, signed
from specexport.readers.docx.names import MARKS, W, is_on, number, switch, texts, val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.blocks import Blocks

_MOST_COLUMNS = 400
_SIDES: dict[str, d.Alignment] = {"right": "right", "end": "right", "center": "center"}
_ROWS = {f"{W}ins": INSERTED_ROW, f"{W}del": DELETED_ROW}
_CELLS = {f"{W}cellIns": INSERTED_CELL, f"{W}cellDel": DELETED_CELL}
_FIRST_ROW = 0x20  # of `w:tblLook` (17.7.6.7)


class _Cell(Struct):
    """A cell while its table is read: where it begins, and how far it goes."""

    column: int
    content: list[d.Block]
    align: d.Alignment = "default"
    col_span: int = 1
    row_span: int = 1


class _Row(Struct, frozen=True):
    cells: list[_Cell]
    is_head: bool


def read(blocks: Blocks, table: _Element) -> d.Table | None:
    """Return a table, None for one without cells."""
    reader = _Reader(blocks)
    for row, change in _rows(table, blocks):
        reader.row(row, change)
    if not reader.rows or not any(row.cells for row in reader.rows):
        return None
    count = max((cell.column + cell.col_span for row in reader.rows for cell in row.cells), default=1)
    filled = _filled(reader.rows, count)
    heads = _heads(reader.rows, table.find(f"{W}tblPr"))
    props = table.find(f"{W}tblPr")
    name = "" if props is None else val(props, "tblStyle")
    pairs = (("custom-style", blocks.story.styles.name(name)),) if name else ()
    return d.Table(
        columns=_columns(table, count, blocks.text_width),
        head=tuple(filled[:heads]),
        body=tuple(filled[heads:]),
        attr=d.Attr(pairs=pairs),
    )


def _rows(parent: _Element, blocks: Blocks) -> Iterator[tuple[_Element, _Element | None]]:
    """Yield the rows of a table, those in controls too, and the change that each is.

    Bookmarks and comments that begin or end between them are kept for the next paragraph.
    """
    for node in parent:
        if node.tag in MARKS:
            blocks.mark(node)
        elif node.tag == f"{W}tr":
            props = node.find(f"{W}trPr")
            change = None
            for name in ("ins", "del") if props is not None else ():
                change = props.find(W + name) if change is None and props is not None else change
            yield node, change
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _rows(content, blocks) if content is not None else ()
        elif node.tag in (f"{W}customXml", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"):
            yield from _rows(node, blocks)


class _Reader:
    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.rows: list[_Row] = []
        self._open: dict[int, _Cell] = {}  # what spans rows, by the column in which it begins

    def row(self, row: _Element, change: _Element | None) -> None:
        """Read one row; one that is hidden is left out."""
        props = row.find(f"{W}trPr")
        if switch(props, "hidden"):
            for _, text in texts(row):
                self.blocks.story.leave_out(HIDDEN, text)
            return
        column = 0 if props is None else max(0, min(number(val(props, "gridBefore", "0")), _MOST_COLUMNS))
        self.blocks.story.cells_changed += change is not None
        cells: list[_Cell] = []
        spanning: dict[int, _Cell] = {}
        for element, boxed in _cells(row, self.blocks):
            column = self._cell(element, boxed, column, cells, spanning, change)
        self._open = spanning
        head = props is not None and is_on(props.find(f"{W}tblHeader"))
        self.rows.append(_Row(cells, head))

    def _cell(
        self,
        element: _Element,
        boxed: str,
        column: int,
        cells: list[_Cell],
        spanning: dict[int, _Cell],
        change: _Element | None,
    ) -> int:
        """Read one cell, and return the column behind it."""
        props = element.find(f"{W}tcPr")
        span = 1 if props is None else number(val(props, "gridSpan", "1"), 1)
        span = max(1, min(span, _MOST_COLUMNS - column))
        across, down = _merged(props, "hMerge"), _merged(props, "vMerge")
        content, side = self.blocks.cell(element, boxed)
        content = self._changed(content, props, change)
        if across == "continue" and cells and cells[-1].column + cells[-1].col_span == column:
            cells[-1].col_span += span
            cells[-1].content += content
        elif down == "continue" and (above := self._open.get(column)) is not None:
            above.row_span += 1
            above.content += content
            spanning[column] = above
        else:
            cells.append(_Cell(column, list(content), _SIDES.get(side, "default"), span))
            if down:
                spanning[column] = cells[-1]
        return column + span

    def _changed(
        self, content: tuple[d.Block, ...], props: _Element | None, row: _Element | None
    ) -> tuple[d.Block, ...]:
        """Return what is in a cell as changed, where its row was, or it itself (17.13.5)."""
        merged = _merged(props, "vMerge") == "continue" or _merged(props, "hMerge") == "continue"
        if merged and not content:
            return content
        if row is not None:
            return changed.cell(content, _ROWS[str(row.tag)], signed(row))
        own = (props.find(tag) for tag in _CELLS) if props is not None else ()
        change = next((one for one in own if one is not None), None)
        if change is None:
            return content
        self.blocks.story.cells_changed += 1
        return changed.cell(content, _CELLS[str(change.tag)], signed(change))


def _cells(row: _Element, blocks: Blocks) -> Iterator[tuple[_Element, str]]:
    """Yield the cells of a row, those in controls too, and the kind of control that each is."""
    for node in row:
        if node.tag in MARKS:
            blocks.mark(node)
        elif node.tag == f"{W}tc":
            yield node, ""
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _cells(content, blocks) if content is not None else ()
        elif node.tag in (f"{W}customXml", f"{W}ins", f"{W}del"):
            yield from _cells(node, blocks)


def _merged(props: _Element | None, name: str) -> str:
    found = None if props is None else props.find(W + name)
    return "" if found is None else str(found.get(f"{W}val", "continue"))


def _heads(rows: list[_Row], props: _Element | None) -> int:
    """Return how many rows are heads: those that repeat on every page, else the first if it looks so."""
    count = 0
    while count < len(rows) and rows[count].is_head:
        count += 1
    if count == len(rows):
        count = 1 if len(rows) > 1 else 0
    if count == 0 and len(rows) > 1 and _has_first_row(props):
        count = 1
    spans = max((at + cell.row_span for at, row in enumerate(rows[:count]) for cell in row.cells), default=0)
    return max(count, spans) if spans < len(rows) else 0


def _has_first_row(props: _Element | None) -> bool:
    look = None if props is None else props.find(f"{W}tblLook")
    if look is None:
        return False
    said = look.get(f"{W}firstRow")
    if said is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(str(look.get(f"{W}val", "0")), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _filled(rows: list[_Row], count: int) -> list[d.Row]:
    """Return rows in which every column is covered, by a cell that is empty where there is none."""
    until = [0] * count  # the row up to which each column is covered by a cell above
    filled = []
    for at, row in enumerate(rows):
        cells: list[d.Cell] = []
        column = 0
        for cell in (*row.cells, _Cell(count, [])):
            cells += [d.Cell(content=()) for place in range(column, cell.column) if until[place] <= at]
            column = cell.column + cell.col_span
            if cell.column < count:
                cells.append(_made(cell))
                until[cell.column : column] = [at + cell.row_span] * cell.col_span
        filled.append(d.Row(cells=tuple(cells)))
    return filled


def _made(cell: _Cell) -> d.Cell:
    content = tuple(cell.content)
    return d.Cell(content=content, align=cell.align, row_span=cell.row_span, col_span=cell.col_span)


def _columns(table: _Element, count: int, text_width: int) -> tuple[d.Column, ...]:
    grid = table.find(f"{W}tblGrid")
    given = [] if grid is None else [number(one.get(f"{W}w")) for one in grid.iterchildren(f"{W}gridCol")]
    widths = [max(0, width) for width in given[:count]] + [0] * (count - len(given[:count]))
    whole_width = max(text_width, sum(widths), 1)
    return tuple(d.Column(width=width / whole_width) for width in widths)
