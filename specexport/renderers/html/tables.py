"""Tables to HTML."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model.walk import nodes, plain
from specexport.renderers.common import columns
from specexport.renderers.common.cell_meaning import alone, meaning, numeric
from specexport.renderers.common.grid import GridSlot, continuing, divided, headed, slots
from specexport.renderers.html.markup import BlockMarkup, element, escape, tag
from specexport.renderers.html.records import records
from specexport.style.palette import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.renderers.html.blocks import Blocks
    from specexport.renderers.html.markup import Attributes

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
# Rows that share a cell stay on one page if they take less than this share of it.
_GROUP = 0.6
_ROW_PADDING = 7.5
_NO_NAME: Attributes = {}
# The steps by which the type of a table that is too wide is reduced, the least size in points, and the size
# below which words are rather divided.
_STEPS, _LEAST_SIZE = (1.0, 0.92, 0.85, 0.78), 6.8
_CROWDED_STEPS, _LEAST_CROWDED = (0.71, 0.64), 6.0
# The white space at both sides of a cell, in em, as in the style sheet; tables of many columns have less.
_PADDING, _DENSE_PADDING, _MANY = 1.26, 0.8, 9


def table(node: d.Table, writer: Blocks) -> BlockMarkup:
    """Return a table in a box of its own, which scrolls where the window is narrower."""
    node = headed(node)
    found = [_column(node, cells, index, writer) for index, cells in enumerate(_columns(node))]
    if writer.medium.fitted:
        with writer.cells.table(node):
            return _fitted(node, found, writer)
    markup = _Markup(node, writer, found, columns.Fit()).html()
    label = " ".join(filter(None, (writer.words.table, node.number, plain(node.caption))))
    # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
    attributes = {"class": "table", "role": "group", "aria-label": label, "tabindex": "0"}
    return BlockMarkup(element("div", markup, attributes))


def _fitted(node: d.Table, found: Sequence[_Column], writer: Blocks) -> BlockMarkup:
    """Return a table for paper, as records where it could lose some there."""
    if writer.cells.unrolled:
        return BlockMarkup(_Markup(node, writer, found, columns.Fit()).records())
    fit = _fit(found, len(node.body), writer)
    fit = fit if fit.shares else _given(node, found, writer)
    attributes = {"class": "table turned" if fit.wide else "table", **writer.cells.number}
    return BlockMarkup(element("div", _Markup(node, writer, found, fit).html(), attributes), turned=fit.wide)


def target(node: d.Figure | d.Table, word: str) -> str:
    """Return the id of something with a number, called by `word` and that unless it has a name."""
    return node.attr.id or (f"{word}-{node.number}".replace(" ", "-") if node.number else "")


def pill(status: str) -> str:
    """Return a status in its colour."""
    return element("span", escape(status), {"class": f"pill status-{slug(status)}"})


class _Column(Struct, frozen=True):
    """What is known of a column: what its head says, its class, the width it needs."""

    topic: str
    kind: str
    demand: columns.Demand


def _fit(found: Sequence[_Column], rows: int, writer: Blocks) -> columns.Fit:
    wide = writer.medium.wide_width if writer.width >= writer.medium.text_width else 0.0
    bearable = columns.BEARABLE if rows >= _TURNED_ROWS else 0.0
    kind = _type(writer.style.table.size, _padding(len(found)))
    return columns.fit([column.demand for column in found], kind, writer.width, wide, bearable)


def _given(node: d.Table, found: Sequence[_Column], writer: Blocks) -> columns.Fit:
    """Return the shares that the columns of a table were given, where their words fit."""
    given = [column.width for column in node.columns]
    if not all(given):
        return columns.Fit()
    shares = tuple(width / sum(given) for width in given)
    room, padding = writer.width / writer.style.table.size, _padding(len(found))
    fits = all(
        column.demand.least + padding <= share * room for column, share in zip(found, shares, strict=True)
    )
    return columns.Fit(shares=shares) if fits else columns.Fit()


def _type(size: float, padding: float) -> columns.TableType:
    steps = tuple(step for step in _STEPS if step * size >= _LEAST_SIZE) or (1.0,)
    crowded = tuple(step for step in _CROWDED_STEPS if step * size >= _LEAST_CROWDED)
    return columns.TableType(size, steps, padding, crowded)


def _padding(count: int) -> float:
    return _DENSE_PADDING if count > _MANY else _PADDING


class _Markup:
    """Writes one table."""

    def __init__(self, node: d.Table, writer: Blocks, columns: Sequence[_Column], fit: columns.Fit) -> None:
        self.node = node
        self.writer = writer
        self.columns = columns
        self.fit = fit
        self.ordinal = writer.cells.ordinal

    def html(self) -> str:
        """Return the `table` element."""
        node, writer = self.node, self.writer
        caption = writer.caption(writer.words.table, node.number, node.caption)
        head = [row for row in node.head if any(map(_says_something, row.cells))]
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
        rows, letters = len(self.node.body), len(plain([self.node]))
        kept = "kept" if rows <= _KEPT_ROWS and letters <= _KEPT_LETTERS else ""
        kept = kept or ("paired" if letters <= rows * _PAIRED_LETTERS else "")
        fitted = "fitted" if self.fit.shares else "slight" if self.fit.slight else ""
        size = self.writer.style.table.size * self.fit.scale
        return {
            "id": self.writer.inlines.claim(target(self.node, self.writer.words.table)),
            "class": " ".join(filter(None, (fitted, "dense" if len(self.columns) > _MANY else "", kept))),
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
        high = sum(map(self._row_height, lines)) > self.writer.style.page.text_height * _TALL
        if not high:
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
            height = sum(self._row_height(lines[at]) for at in group)
            kept = len(group) > 1 and height < most and not self._is_cut(group)
            for at in group:
                shared = f"{self.ordinal}-{at}-{int(at > start)}" if len(group) > 1 else None
                yield {"class": "joined" if kept and at < end - 1 else None, "data-row": shared}
            start = end

    def _is_cut(self, group: range) -> bool:
        return any((self.ordinal, at) in self.writer.medium.divided for at in group)

    def _row(self, line: Sequence[GridSlot], heads: bool, name: Attributes = _NO_NAME) -> str:
        found = [slot for slot in line if slot.cell is not None and not slot.missing]
        tall = self.writer.medium.fitted and not heads and any(map(self._is_tall, found))
        with self.writer.cells.row(tall):
            cells = [self._cell(slot, slot.cell, heads) for slot in found if slot.cell is not None]
        kind = " ".join(filter(None, (name.get("class"), "tall" if tall else "")))
        return f"{tag('tr', {**name, 'class': kind})}{''.join(cells)}</tr>\n"

    def _is_tall(self, slot: GridSlot) -> bool:
        """Whether a cell is so high that its row may go on on the next page."""
        return self._height(slot) > self.writer.style.page.text_height * _TALL

    def _row_height(self, line: Sequence[GridSlot]) -> float:
        """Return about how high a row is, in points; a cell of several rows has its part in each."""
        return max((self._height(slot) / slot.rows for slot in line), default=0.0) + _ROW_PADDING

    def _height(self, slot: GridSlot) -> float:
        """Return about how high a cell is, in points."""
        style, scale = self.writer.style, self.fit.scale
        if slot.cell is None:
            return 0.0
        shares = self.fit.shares[slot.column : slot.column + slot.span]
        width = sum(shares) * self._width / (style.table.size * scale) if shares else math.inf
        lines = columns.lines(slot.cell, width)
        return lines * style.table.line_height * scale

    @property
    def _width(self) -> float:
        """The width of the table in points."""
        return self.writer.medium.wide_width if self.fit.wide else self.writer.width

    def _cell(self, slot: GridSlot, cell: d.Cell, head: bool) -> str:
        column = slot.column
        content = self._content(cell, column, head)
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
        padding = _padding(len(self.columns)) * self.writer.style.table.size * self.fit.scale
        room = self.fit.shares[column] * self._width - padding
        return self.writer.narrowed(room).compact(cell.content)


def _says_something(cell: d.Cell) -> bool:
    return bool(plain(cell.content)) or any(
        isinstance(node, (d.Image, d.Note)) for node in nodes(cell.content)
    )


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


def _columns(node: d.Table) -> list[list[tuple[d.Cell, bool]]]:
    """Return for every column the cells that stand in it alone, each with whether it is in the head."""
    found: list[list[tuple[d.Cell, bool]]] = [[] for _ in node.columns]
    for rows, head in ((node.head, True), (node.body, False), (node.foot, False)):
        for slot in chain.from_iterable(slots(rows, len(found))):
            if slot.cell is not None and slot.span == 1:
                found[slot.column].append((slot.cell, head))
    return found


def _column(node: d.Table, cells: Sequence[tuple[d.Cell, bool]], index: int, writer: Blocks) -> _Column:
    topic = next((plain(cell.content) for cell, head in cells if head), "")
    texts = [plain(cell.content) for cell, _ in cells]
    demand = columns.Demand()
    pictures = columns.widths(writer.inlines.media, writer.style.table.size)
    for (cell, head), text in zip(cells, texts, strict=True):
        if not head and _mark(cell, topic, writer):
            demand.add_mark(text)
        else:
            columns.add_cell(demand, cell, head, writer.style.inline_code.scale, pictures)
    kind = _alignment(
        node.columns[index], [text for (_, head), text in zip(cells, texts, strict=True) if not head]
    )
    return _Column(topic, kind or ("prose" if demand.natural > _PROSE else ""), demand)


def _alignment(column: d.Column, texts: Iterable[str]) -> str:
    """Return the class that aligns a column: the author's, else right for numbers."""
    if column.align != "default":
        return column.align
    return "right" if numeric(texts) else ""
