"""Tables to HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import plain
from specexport.renderers.common import table_setting as setting
from specexport.renderers.common.cell_meaning import alone, meaning
from specexport.renderers.common.columns import Fit
from specexport.renderers.common.grid import GridSlot, continuing, divided, headed, slots
from specexport.renderers.common.numbered import target
from specexport.renderers.common.table_setting import Measures, Room
from specexport.renderers.html.markup import BlockMarkup, element, escape, tag
from specexport.renderers.html.records import records
from specexport.style.palette import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.renderers.common.table_setting import Column
    from specexport.renderers.html.blocks import Blocks
    from specexport.renderers.html.markup import Attributes

# Rows that share a cell stay on one page if they take less than this share of it.
_GROUP = 0.6
_NO_NAME: Attributes = {}


def table(node: d.Table, writer: Blocks) -> BlockMarkup:
    """Return a table in a box of its own, which scrolls where the window is narrower."""
    node = headed(node)
    found = setting.columns(node, writer.style, writer.inlines.media)
    if writer.medium.fitted:
        with writer.cells.table(node):
            return _fitted(node, found, writer)
    markup = _Markup(node, writer, found, Fit()).html()
    label = " ".join(filter(None, (writer.words.table, node.number, plain(node.caption))))
    # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
    attributes = {"class": "table", "role": "group", "aria-label": label, "tabindex": "0"}
    return BlockMarkup(element("div", markup, attributes))


def _fitted(node: d.Table, found: Sequence[Column], writer: Blocks) -> BlockMarkup:
    """Return a table for paper, as records where it could lose some there."""
    if writer.cells.unrolled:
        return BlockMarkup(_Markup(node, writer, found, Fit()).records())
    wide = writer.medium.wide_width if writer.width >= writer.medium.text_width else 0.0
    fit = setting.fit(node, found, writer.style.table.size, Room(writer.width, wide))
    attributes = {"class": "table turned" if fit.wide else "table", **writer.cells.number}
    return BlockMarkup(element("div", _Markup(node, writer, found, fit).html(), attributes), turned=fit.wide)


def pill(status: str) -> str:
    """Return a status in its colour."""
    return element("span", escape(status), {"class": f"pill status-{slug(status)}"})


class _Markup:
    """Writes one table."""

    def __init__(self, node: d.Table, writer: Blocks, columns: Sequence[Column], fit: Fit) -> None:
        self.node = node
        self.writer = writer
        self.columns = columns
        self.fit = fit
        self.ordinal = writer.cells.ordinal
        width = writer.medium.wide_width if fit.wide else writer.width
        self.measures = Measures(writer.style, fit, width)

    def html(self) -> str:
        """Return the `table` element."""
        node, writer = self.node, self.writer
        caption = writer.caption(writer.words.table, node.number, node.caption)
        head = [row for row in node.head if any(map(setting.says_something, row.cells))]
        content = [
            element("caption", caption) if caption else "",
            self._shares(),
            self._head(head) if head else "",
            element("tbody", self._body() if writer.medium.fitted else self._rows(node.body)),
            element("tfoot", self._rows(node.foot)) if node.foot else "",
        ]
        return element("table", "\n".join(filter(None, content)), self._attributes())

    def records(self) -> str:
        """Return the table as records, in which nothing has to stand beside anything."""
        node, writer = self.node, self.writer
        ident = writer.inlines.claim(target(node, writer.words.table))
        caption = writer.caption(writer.words.table, node.number, node.caption)
        attributes = {"id": ident, "class": "records", **writer.cells.number}
        return records(
            node, caption, attributes, lambda cell, column: self._content(cell, column, False), writer
        )

    def _attributes(self) -> Attributes:
        dense = "dense" if setting.is_dense(len(self.columns)) else ""
        fitted = "fitted" if self.fit.shares else "slight" if self.fit.slight else ""
        size = self.writer.style.table.size * self.fit.scale
        return {
            "id": self.writer.inlines.claim(target(self.node, self.writer.words.table)),
            "class": " ".join(filter(None, (fitted, dense, setting.kept(self.node)))),
            "style": f"font-size: {size:.2f}pt" if self.fit.scale < 1 else None,
        }

    def _shares(self) -> str:
        shares = "".join([f'<col style="width: {100 * share:.2f}%">' for share in self.fit.shares])
        return element("colgroup", shares) if shares else ""

    def _rows(self, rows: Sequence[d.Row], heads: bool = False) -> str:
        lines = slots(rows, len(self.columns))
        return "".join([self._row(line, heads) for line in lines])

    def _head(self, head: Sequence[d.Row]) -> str:
        """Return the head; one that is too high to stand on every page of its table stands on the first."""
        lines = slots(head, len(self.columns)) if self.writer.medium.fitted else ()
        if not self.measures.are_high(lines):
            return element("thead", self._rows(head, heads=True))
        rows = [self._row(line, True, {"class": "tall"}) for line in slots(head, len(self.columns))]
        return element("tbody", "".join(rows), {"class": "head"})

    def _body(self) -> str:
        """Return the rows of the body, those that share a cell on one page where that is possible."""
        rows, columns = self.node.body, len(self.columns)
        cuts = {row for table, row in self.writer.medium.divided if table == self.ordinal}
        if not any(cell.row_span > 1 for row in rows for cell in row.cells):
            return self._rows(rows)
        rows = divided(rows, columns, cuts)
        lines = list(slots(rows, columns))
        names = self._names(lines, [a or b in cuts for b, a in enumerate(continuing(rows, columns))])
        return "".join([self._row(line, False, name) for line, name in zip(lines, names, strict=True)])

    def _names(self, lines: Sequence[Sequence[GridSlot]], goes_on: Sequence[bool]) -> Iterator[Attributes]:
        """Yield what a layout has to know of each row: whether it shares cells, and stays with the next."""
        most = self.writer.style.page.text_height * _GROUP
        start = 0
        while start < len(lines):
            end = next((at for at in range(start + 1, len(lines)) if not goes_on[at]), len(lines))
            group = range(start, end)
            height = sum(self.measures.row_height(lines[at]) for at in group)
            kept = len(group) > 1 and height < most and not self._is_cut(group)
            for at in group:
                shared = f"{self.ordinal}-{at}-{int(at > start)}" if len(group) > 1 else None
                yield {"class": "joined" if kept and at < end - 1 else None, "data-row": shared}
            start = end

    def _is_cut(self, group: range) -> bool:
        return any((self.ordinal, at) in self.writer.medium.divided for at in group)

    def _row(self, line: Sequence[GridSlot], heads: bool, name: Attributes = _NO_NAME) -> str:
        found = [slot for slot in line if slot.cell is not None and not slot.missing]
        tall = self.writer.medium.fitted and not heads and any(map(self.measures.is_tall, found))
        with self.writer.cells.row(tall):
            cells = [self._cell(slot, slot.cell, heads) for slot in found if slot.cell is not None]
        bar = self.writer.bar(slot.cell for slot in found if slot.cell is not None)
        kind = " ".join(filter(None, (name.get("class"), "tall" if tall else "", bar)))
        return f"{tag('tr', {**name, 'class': kind})}{''.join(cells)}</tr>\n"

    def _cell(self, slot: GridSlot, cell: d.Cell, head: bool) -> str:
        column = slot.column
        shown = self.measures.softened(slot, cell, self.writer.lang, head=head)
        content = self._content(shown, column, head)
        row_head = column < self.node.row_heads and not head
        attributes: Attributes = {
            "class": cell.align if cell.align != "default" else self.columns[column].kind,
            "colspan": str(slot.span) if slot.span > 1 else None,
            "rowspan": str(slot.rows) if slot.rows > 1 else None,
        }
        # A header cell without a word heads nothing, but PDF/UA has every cell know its headers.
        if not (head or row_head) or not (content or self.writer.medium.fitted):
            return element("td", content, attributes)
        scope = "row" if row_head else "col"
        return element("th", _named(content, cell), {"scope": scope, **attributes})

    def _content(self, cell: d.Cell, column: int, head: bool) -> str:
        mark = "" if head else _mark(cell, self.columns[column].topic, self.writer)
        if mark:
            return mark
        if not self.fit.shares:
            return self.writer.compact(cell.content)
        return self.writer.narrowed(self.measures.room(column, len(self.columns))).compact(cell.content)


def _mark(cell: d.Cell, topic: str, writer: Blocks) -> str:
    """Return what a cell of one word with a meaning is shown as: a method of HTTP, a grade, a status."""
    found = meaning(cell, topic, writer.style.status_colors, writer.style.meanings.kinds)
    if found is None:
        return ""
    if found.kind == "status":
        return pill(found.text)
    kind = "method" if found.kind == "method" else "level"
    return element("span", escape(found.text), {"class": f"{kind} {found.value.lower()}"})


def _named(content: str, cell: d.Cell) -> str:
    """Return the content of a header cell; a formula alone gets a title, as it has no words to be read.

    The title is on an element around it: `math` may have none, and a label would hide its MathML.
    """
    formula = alone(cell)
    if not isinstance(formula, d.Math) or "<math " not in content:
        return content
    return element("span", content, {"title": formula.text})
