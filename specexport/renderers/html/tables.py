"""Tables to HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport import document as d
from specexport.renderers.html import fitting
from specexport.renderers.html.text import element, escape, tag
from specexport.style.css import slug
from specexport.walk import nodes, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.renderers.html.blocks import Blocks

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_LEVELS = {
    "critical": "high",
    "high": "high",
    "medium": "medium",
    "med": "medium",
    "moderate": "medium",
    "low": "low",
}
# Columns whose cells say how grave something is.
_GRAVE = re.compile(r"\b(impact|risk|severity|priority|likelihood|probability|effort)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"[<>≤≥~≈±+\-\u2212]?\s*[$€£]?\d[\d\s.,\u202f]*\s*(%|‰|x|×|[kKMGTP]?i?[bB]|[mµn]?s|h|d|min)?"
)
_SHORT = 14


def table(node: d.Table, writer: Blocks) -> str:
    """Return a table in a box of its own, which scrolls where the window is narrower."""
    head = [row for row in node.head if any(plain(cell.content) for cell in row.cells)]
    looks = _looks(node)
    demands = [_demand(cells) for cells in looks]
    fit = _fit(demands, writer)
    rows = _Rows(node, writer, [_alignment(node, cells, index) for index, cells in enumerate(looks)], fit)
    caption = writer.caption(writer.words.table, node.number, node.caption)
    content = [
        element("caption", caption) if caption else "",
        rows.columns(),
        element("thead", rows.html(head, heads=True)) if head else "",
        element("tbody", rows.html(node.body)),
        element("tfoot", rows.html(node.foot)) if node.foot else "",
    ]
    attributes = {"id": writer.inlines.claim(node.attr.id), "style": rows.style(), "class": rows.kind()}
    markup = element("table", "\n".join(filter(None, content)), attributes)
    if writer.medium.fitted:
        return element("div", markup, {"class": "table wide" if fit.wide else "table"})
    label = " ".join(filter(None, (writer.words.table, node.number, plain(node.caption))))
    return f'{tag("div", {"class": "table", "role": "group", "aria-label": label})[:-1]} tabindex="0">{markup}</div>'


def _fit(demands: Sequence[fitting.Demand], writer: Blocks) -> fitting.Fit:
    if not writer.medium.fitted:
        return fitting.Fit()
    wide = writer.medium.wide_width if writer.width >= writer.medium.text_width else 0.0
    return fitting.fit(demands, writer.style.table.size, writer.width, wide)


class _Rows:
    """Writes the rows of one table."""

    def __init__(self, node: d.Table, writer: Blocks, alignments: Sequence[str], fit: fitting.Fit) -> None:
        self.node = node
        self.writer = writer
        self.alignments = alignments
        self.fit = fit
        self.topics = _topics(node)

    def columns(self) -> str:
        """Return the widths of the columns, where they are fitted."""
        shares = "".join([f'<col style="width: {100 * share:.2f}%">' for share in self.fit.shares])
        return element("colgroup", shares) if shares else ""

    def style(self) -> str:
        """Return the scale of the table's type, where it is reduced."""
        return (
            f"font-size: {self.writer.style.table.size * self.fit.scale:.2f}pt" if self.fit.scale < 1 else ""
        )

    def kind(self) -> str:
        """Return the class of a table whose columns are fitted."""
        return "fitted" if self.fit.shares else ""

    def html(self, rows: Iterable[d.Row], heads: bool = False) -> str:
        """Return rows; `heads` makes all their cells headers."""
        return "".join([self._row(cells, heads) for cells in _placed(rows)])

    def _row(self, cells: Sequence[tuple[int, d.Cell]], heads: bool) -> str:
        return f"<tr>{''.join([self._cell(cell, column, heads) for column, cell in cells])}</tr>\n"

    def _cell(self, cell: d.Cell, column: int, head: bool) -> str:
        content = self._content(cell, column, head)
        row_head = column < self.node.row_heads and not head
        attributes: dict[str, str | None] = {
            "class": cell.align if cell.align != "default" else self.alignments[column],
            "colspan": str(cell.col_span) if cell.col_span > 1 else None,
            "rowspan": str(cell.row_span) if cell.row_span > 1 else None,
        }
        # A header cell without a word heads nothing.
        if not content or not (head or row_head):
            return element("td", content, attributes)
        return element("th", content, {"scope": "row" if row_head else "col", **attributes})

    def _content(self, cell: d.Cell, column: int, head: bool) -> str:
        mark = "" if head else _mark(plain(cell.content), self.topics[column], self.writer)
        if mark and _is_one_word(cell):
            return mark
        if not self.fit.shares:
            return self.writer.compact(cell.content)
        width = self.fit.shares[column] * self.writer.width - fitting.PADDING
        with self.writer.narrowed(width):
            return self.writer.compact(cell.content)


def _mark(text: str, topic: str, writer: Blocks) -> str:
    """Return what a cell with a meaning is shown as: a method of HTTP, a grade, a status."""
    if text in _METHODS:
        return element("span", text, {"class": f"method {text.lower()}"})
    if (level := _LEVELS.get(text.lower())) and _GRAVE.search(topic):
        return element("span", escape(text), {"class": f"level {level}"})
    if topic.lower() == "status" and text.lower() in writer.style.status_colors:
        return pill(text)
    return ""


def pill(status: str) -> str:
    """Return a status in its colour."""
    return element("span", escape(status), {"class": f"pill status-{slug(status)}"})


def _is_one_word(cell: d.Cell) -> bool:
    """Return whether a cell is one piece of text, so that nothing is lost by showing it in another way."""
    inner = [node for node in nodes(cell.content) if not isinstance(node, (d.Para, d.Strong, d.Emph))]
    return len(inner) == 1 and isinstance(inner[0], (d.Str, d.Code))


def _topics(node: d.Table) -> list[str]:
    topics = [""] * len(node.columns)
    for cells in _placed(node.head):
        for column, cell in cells:
            topics[column : column + 1] = [plain(cell.content)]
    return topics


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


def _looks(node: d.Table) -> list[list[tuple[d.Cell, bool]]]:
    """Return for every column the cells that stand in it alone, each with whether it is in the head."""
    found: list[list[tuple[d.Cell, bool]]] = [[] for _ in node.columns]
    for rows, head in ((node.head, True), (node.body, False), (node.foot, False)):
        for cells in _placed(rows):
            for column, cell in cells:
                if cell.col_span == 1 and column < len(found):
                    found[column].append((cell, head))
    return found


def _demand(cells: Iterable[tuple[d.Cell, bool]]) -> fitting.Demand:
    demand = fitting.Demand()
    for cell, head in cells:
        monospace = head or any(
            isinstance(node, (d.Code, d.CodeBlock, d.Strong)) for node in nodes(cell.content)
        )
        demand.add(plain(cell.content), monospace)
    return demand


def _alignment(node: d.Table, cells: Iterable[tuple[d.Cell, bool]], index: int) -> str:
    """Return the class that aligns a column: the author's, else right for numbers, centred for short marks."""
    align = node.columns[index].align
    if align != "default":
        return align
    texts = [
        text
        for cell, head in cells
        if not head and (text := plain(cell.content)) and text not in {"-", "–", "—"}
    ]
    if texts and all(len(text) <= _SHORT and _NUMBER.fullmatch(text) for text in texts):
        return "right"
    return ""
