"""Tables to HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport import document as d
from specexport.renderers.html import fitting
from specexport.renderers.html.text import element, escape, tag
from specexport.style.css import slug
from specexport.walk import nodes, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.renderers.html.blocks import Blocks
    from specexport.renderers.html.text import Attributes

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_LEVELS = {
    name: level
    for level, names in {
        "high": "critical high",
        "medium": "medium med moderate",
        "low": "low minor",
    }.items()
    for name in names.split()
}
# Columns whose cells say how grave something is.
_GRAVE = re.compile(r"\b(impact|risk|severity|priority|likelihood|probability|effort)\b", re.IGNORECASE)
_UNIT = r"(%|‰|x|×|[kKMGTP]?i?[bB]|[mµn]?s|h|d|min)?"
_NUMBER = re.compile(rf"[<>≤≥~≈±+\-\u2212]?\s*[$€£]?\d[\d\s.,\u202f]*\s*{_UNIT}")
_NOTHING = frozenset({"-", "–", "—", "n/a"})
_LONGEST_NUMBER = 14
# A column with a line of more em than this holds prose, and is kept wide enough to be read.
_PROSE = 20.0
# Tables of at most so many rows and letters are not split over two pages.
_KEPT_ROWS = 6
_KEPT_LETTERS = 600
# Rows of at most so many letters go in pairs: the first two, and the last two.
_PAIRED_LETTERS = 250
# A table of fewer rows is not worth a page of its own.
_TURNED_ROWS = 4
# How a table begins that needs a page on its side.
WIDE = '<div class="table turned">'


def table(node: d.Table, writer: Blocks) -> str:
    """Return a table in a box of its own, which scrolls where the window is narrower."""
    columns = [_column(node, cells, index, writer) for index, cells in enumerate(_columns(node))]
    fit = _fit(columns, len(node.body), writer)
    markup = _Markup(node, writer, columns, fit).html()
    if writer.medium.fitted:
        return f"{WIDE if fit.wide else tag('div', {'class': 'table'})}{markup}</div>"
    label = " ".join(filter(None, (writer.words.table, node.number, plain(node.caption))))
    # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
    return element("div", markup, {"class": "table", "role": "group", "aria-label": label, "tabindex": "0"})


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
    demand: fitting.Demand


def _fit(columns: Sequence[_Column], rows: int, writer: Blocks) -> fitting.Fit:
    if not writer.medium.fitted:
        return fitting.Fit()
    turns = rows >= _TURNED_ROWS and writer.width >= writer.medium.text_width
    wide = writer.medium.wide_width if turns else 0.0
    demands = [column.demand for column in columns]
    return fitting.fit(demands, writer.style.table.size, writer.width, wide)


class _Markup:
    """Writes one table."""

    def __init__(self, node: d.Table, writer: Blocks, columns: Sequence[_Column], fit: fitting.Fit) -> None:
        self.node = node
        self.writer = writer
        self.columns = columns
        self.fit = fit

    def html(self) -> str:
        """Return the `table` element."""
        node, writer = self.node, self.writer
        caption = writer.caption(writer.words.table, node.number, node.caption)
        head = [row for row in node.head if any(plain(cell.content) for cell in row.cells)]
        content = [
            element("caption", caption) if caption else "",
            self._shares(),
            element("thead", self._rows(head, heads=True)) if head else "",
            element("tbody", self._rows(node.body)),
            element("tfoot", self._rows(node.foot)) if node.foot else "",
        ]
        return element("table", "\n".join(filter(None, content)), self._attributes())

    def _attributes(self) -> Attributes:
        rows, letters = len(self.node.body), len(plain([self.node]))
        kept = "kept" if rows <= _KEPT_ROWS and letters <= _KEPT_LETTERS else ""
        kept = kept or ("paired" if letters <= rows * _PAIRED_LETTERS else "")
        fitted = "fitted" if self.fit.shares else ""
        size = self.writer.style.table.size * self.fit.scale
        return {
            "id": self.writer.inlines.claim(target(self.node, self.writer.words.table)),
            "class": " ".join(filter(None, (fitted, "dense" if self.fit.dense else "", kept))),
            "style": f"font-size: {size:.2f}pt" if self.fit.scale < 1 else None,
        }

    def _shares(self) -> str:
        shares = "".join([f'<col style="width: {100 * share:.2f}%">' for share in self.fit.shares])
        return element("colgroup", shares) if shares else ""

    def _rows(self, rows: Iterable[d.Row], heads: bool = False) -> str:
        return "".join([self._row(cells, heads) for cells in _placed(rows)])

    def _row(self, cells: Sequence[tuple[int, d.Cell]], heads: bool) -> str:
        last = len(self.columns) - 1
        content = [self._cell(cell, min(column, last), heads) for column, cell in cells]
        return f"<tr>{''.join(content)}</tr>\n"

    def _cell(self, cell: d.Cell, column: int, head: bool) -> str:
        content = self._content(cell, column, head)
        row_head = column < self.node.row_heads and not head
        attributes: Attributes = {
            "class": cell.align if cell.align != "default" else self.columns[column].kind,
            "colspan": str(cell.col_span) if cell.col_span > 1 else None,
            "rowspan": str(cell.row_span) if cell.row_span > 1 else None,
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
        padding = self.fit.padding * self.writer.style.table.size * self.fit.scale
        with self.writer.narrowed(self.fit.shares[column] * self.writer.width - padding):
            return self.writer.compact(cell.content)


def _mark(cell: d.Cell, topic: str, writer: Blocks) -> str:
    """Return what a cell of one word with a meaning is shown as: a method of HTTP, a grade, a status."""
    text = _only_text(cell)
    if text in _METHODS:
        return element("span", text, {"class": f"method {text.lower()}"})
    if (level := _LEVELS.get(text.lower())) and _GRAVE.search(topic):
        return element("span", escape(text), {"class": f"level {level}"})
    if topic.lower() == "status" and text.lower() in writer.style.status_colors:
        return pill(text)
    return ""


def _named(content: str, cell: d.Cell) -> str:
    """Return the content of a header cell; a formula alone gets a title, as it has no words to be read.

    The title is on an element around it: `math` may have none, and a label would hide its MathML.
    """
    formula = _alone(cell)
    if not isinstance(formula, d.Math) or "<math " not in content:
        return content
    return element("span", content, {"title": formula.text})


def _only_text(cell: d.Cell) -> str:
    """Return the text of a cell that holds nothing else: then nothing is lost by showing it otherwise."""
    node = _alone(cell)
    return node.text if isinstance(node, (d.Str, d.Code)) else ""


def _alone(cell: d.Cell) -> d.Node | None:
    """Return what a cell holds when that is one thing, in a paragraph and with whatever stress."""
    inner = [node for node in nodes(cell.content) if not isinstance(node, (d.Para, d.Strong, d.Emph))]
    return inner[0] if len(inner) == 1 else None


def _columns(node: d.Table) -> list[list[tuple[d.Cell, bool]]]:
    """Return for every column the cells that stand in it alone, each with whether it is in the head."""
    found: list[list[tuple[d.Cell, bool]]] = [[] for _ in node.columns]
    for rows, head in ((node.head, True), (node.body, False), (node.foot, False)):
        for cells in _placed(rows):
            for column, cell in cells:
                if cell.col_span == 1 and column < len(found):
                    found[column].append((cell, head))
    return found


def _placed(rows: Iterable[d.Row]) -> Iterator[list[tuple[int, d.Cell]]]:
    """Yield the cells of each row with the column in which they begin, cells that span rows counted."""
    busy: dict[int, int] = {}
    for row in rows:
        placed: list[tuple[int, d.Cell]] = []
        column = 0
        spans: dict[int, int] = {}
        for cell in row.cells:
            while busy.get(column, 0):
                column += 1
            placed.append((column, cell))
            spans |= dict.fromkeys(range(column, column + cell.col_span), cell.row_span)
            column += cell.col_span
        busy = {index: left - 1 for index, left in {**busy, **spans}.items() if left > 1}
        yield placed


def _column(node: d.Table, cells: Sequence[tuple[d.Cell, bool]], index: int, writer: Blocks) -> _Column:
    topic = next((plain(cell.content) for cell, head in cells if head), "")
    texts = [plain(cell.content) for cell, _ in cells]
    demand = fitting.Demand()
    for (cell, head), text in zip(cells, texts, strict=True):
        if not head and _mark(cell, topic, writer):
            demand.add_mark(text)
        else:
            demand.add(text, heavy=head or _is_heavy(cell))
    kind = _alignment(
        node.columns[index], [text for (_, head), text in zip(cells, texts, strict=True) if not head]
    )
    return _Column(topic, kind or ("prose" if demand.natural > _PROSE else ""), demand)


def _is_heavy(cell: d.Cell) -> bool:
    return any(isinstance(node, (d.Code, d.CodeBlock, d.Strong)) for node in nodes(cell.content))


def _alignment(column: d.Column, texts: Iterable[str]) -> str:
    """Return the class that aligns a column: the author's, else right for numbers."""
    if column.align != "default":
        return column.align
    numbers = [text for text in texts if text and text.lower() not in _NOTHING]
    if numbers and all(len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) for text in numbers):
        return "right"
    return ""
