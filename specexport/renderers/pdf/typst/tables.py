"""Tables as calls of the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from specexport.graphics.legible import wide_width
from specexport.model import document as d
from specexport.model.walk import nodes, plain
from specexport.renderers.common import table_setting as setting
from specexport.renderers.common.cell_meaning import meaning
from specexport.renderers.common.grid import headed, slots
from specexport.renderers.common.numbered import target
from specexport.renderers.common.table_setting import Measures, Room
from specexport.renderers.pdf.typst.literals import array, call, string
from specexport.style.palette import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.renderers.common.columns import Fit
    from specexport.renderers.common.grid import GridSlot
    from specexport.renderers.common.table_setting import Column
    from specexport.renderers.pdf.typst.blocks import Blocks, Written

_LARGE = (d.CodeBlock, d.Image, d.Table, d.Math)
# What no table repeats on its next page (ISO 14289-1, 7.1: what is repeated is an artifact).
_ONCE = (d.Link, d.Note, d.Image, d.Math)
# Tables that take more of a page than this may be divided whatever they are.
_MOST_KEPT = 0.75
_METHODS = {"GET": "note", "POST": "tip", "PUT": "warning", "PATCH": "important", "DELETE": "caution"}
_GRADES = {"high": "state-danger", "medium": "state-warning", "low": "state-success"}


def table(node: d.Table, writer: Blocks) -> Written:
    """Return a table in its width, below its caption."""
    from specexport.renderers.pdf.typst.blocks import Written

    node = headed(node)
    found = setting.columns(node, writer.style, writer.state.document.media)
    wide = wide_width(writer.style.page) if writer.outermost else 0.0
    fit = setting.fit(node, found, writer.style.table.size, Room(writer.width, wide))
    label = writer.state.label(target(node, writer.words.table))
    caption = writer.caption(writer.words.table, node.number, node.caption)
    cells = _Cells(node, writer, found, fit)
    whole = _is_whole(node) and cells.fits()
    code = cells.code(whole)
    if label or caption != "none":
        code = call("captioned", caption, code, id=label, whole=whole, listed=bool(node.number))
    return Written(code, turned=fit.wide)


def pill(status: str) -> str:
    """Return a status in its colour."""
    return call("pill", string(slug(status)), string(status))


def _is_whole(node: d.Table) -> bool:
    """Whether a table is short enough to stay on one page for sure."""
    cells = (cell for row in (*node.head, *node.body, *node.foot) for cell in row.cells)
    return setting.kept(node) == "kept" and not any(isinstance(one, _LARGE) for one in nodes(cells))


class _Shown(NamedTuple):
    """How the cells of a row are set: those of a head or a foot, and whether the row may be divided."""

    head: bool = False
    foot: bool = False
    tall: bool = False


class _Cells:
    """Writes one table."""

    def __init__(self, node: d.Table, writer: Blocks, found: Sequence[Column], fit: Fit) -> None:
        self.node = node
        self.writer = writer
        self.found = found
        self.fit = fit
        self.measures = Measures(
            writer.style, fit, wide_width(writer.style.page) if fit.wide else writer.width
        )

    def code(self, whole: bool) -> str:
        """Return the table without its caption."""
        node, count = self.node, len(self.found)
        head = [row for row in node.head if any(map(setting.says_something, row.cells))]
        shares = array(f"{share:.5f}fr" for share in self.fit.shares) or f"(auto,) * {count}"
        return call(
            "tabular",
            shares if self.fit.shares else f"(auto,) * {count}",
            array(self._side(column, at) for at, column in enumerate(self.found)),
            str(len(head)),
            *([self._head(head)] if head else []),
            *self._rows(node.body, _Shown()),
            *self._rows(node.foot, _Shown(foot=True)),
            scale=f"{self.fit.scale:.3g}" if self.fit.scale < 1 else "",
            dense=setting.is_dense(count),
            full=bool(self.fit.shares),
            whole=whole,
        )

    def fits(self) -> bool:
        """Whether the rows surely have room on one page: what is kept there and has not is cut off."""
        rows = (*self.node.head, *self.node.body, *self.node.foot)
        height = sum(map(self.measures.row_height, slots(rows, len(self.found))))
        return height < self.writer.style.page.text_height * _MOST_KEPT

    def _side(self, column: Column, at: int) -> str:
        own = self.node.columns[at].align
        return own if own != "default" else column.kind if column.kind == "right" else "start"

    def _head(self, head: Sequence[d.Row]) -> str:
        """Return the head; one with links stands on the first page only, and so does one that is high."""
        once = any(isinstance(one, _ONCE) for row in head for one in nodes(row.cells))
        lines = list(slots(head, len(self.found)))
        again = "repeat: false" if once or self.measures.are_high(lines) else "repeat: true"
        return call("table.header", again, *self._rows(head, _Shown(head=True)))

    def _rows(self, rows: Sequence[d.Row], shown: _Shown) -> Iterator[str]:
        for line in slots(rows, len(self.found)):
            taken = [slot for slot in line if slot.cell is not None]
            tall = not shown.head and any(map(self._is_tall, taken))
            for slot in taken:
                yield self._cell(slot, shown._replace(tall=tall))

    def _is_tall(self, slot: GridSlot) -> bool:
        cell = slot.cell
        large = cell is not None and any(isinstance(one, _LARGE[:3]) for one in nodes(cell.content))
        return large or self.measures.is_tall(slot)

    def _cell(self, slot: GridSlot, shown: _Shown) -> str:
        cell = slot.cell or d.Cell(content=())
        body = self._content(slot, cell, shown)
        if shown.head:
            body = call("heading-cell", body)
        elif slot.column < self.node.row_heads:
            body = call("row-head", body)
        elif shown.foot:
            body = call("strong", body)
        own = cell.align if cell.align != "default" else ""
        # A cell of several rows that is not breakable would keep all of them on one page.
        fixed = "" if shown.tall or shown.head or slot.rows > 1 else "false"
        return call(
            "table.cell",
            body,
            colspan=str(slot.span) if slot.span > 1 else "",
            rowspan=str(slot.rows) if slot.rows > 1 else "",
            align=own,
            breakable=fixed,
        )

    def _content(self, slot: GridSlot, cell: d.Cell, shown: _Shown) -> str:
        mark = "" if shown.head else self._mark(cell, self.found[slot.column].topic)
        if mark:
            return mark
        room = self._room(slot) if self.fit.shares else self.writer.width / max(len(self.found), 1)
        size = self.writer.style.table.size * self.fit.scale
        cell = self.measures.softened(slot, cell, self.writer.state.lang, head=shown.head)
        return self.writer.narrowed(room, size).compact(cell.content)

    def _room(self, slot: GridSlot) -> float:
        """Return how wide the text of a cell is, which may span columns."""
        own = self.measures.room(slot.column, len(self.found))
        more = sum(self.fit.shares[slot.column + 1 : slot.column + slot.span])
        return own + more * self.measures.width

    def _mark(self, cell: d.Cell, topic: str) -> str:
        """Return what a cell of one word with a meaning is shown as."""
        style = self.writer.style
        found = meaning(cell, topic, style.status_colors, style.meanings.kinds)
        if found is None:
            return ""
        said = self.writer.state.mark(cell.pos, plain(cell.content))
        if found.kind == "status":
            return f"{{{pill(found.text)}\n{said}}}"
        if found.kind == "method":
            made = call("method", string(_METHODS.get(found.value, "")), string(found.text))
        else:
            made = call("grade", string(_GRADES[found.value]), string(found.text))
        return f"{{{made}\n{said}}}"
