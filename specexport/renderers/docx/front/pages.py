"""On which page a heading will be: from the page layout when there was one, else by estimate.

The figures stand in the contents until the reader asks Word for an update. An estimate counts lines; it is
usually right within a page in ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.model.appendices import is_label
from specexport.renderers.common.letters import ems
from specexport.renderers.common.page_breaks import is_page_break
from specexport.renderers.docx.references import COUNTED, caption_name
from specexport.renderers.docx.styles.properties import TIGHTNESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.core.context import Context
    from specexport.model.style import Style

_PARAGRAPH_GAP = 7.5
_TABLE_ROW_PADDING = 7.5
_SAMPLE = 400
_CONTENTS_HEADING = 62.0
_CONTAINERS = (d.Div, d.BlockQuote, d.BulletList, d.OrderedList, d.DefinitionList)
# The mean width of a character in English text, as a share of its size.
_MEAN = 0.5


class Layout(Struct, frozen=True):
    """The page of every heading by its id and of every caption by its bookmark, and the number of pages."""

    pages: dict[str, int]
    total: int

    def page(self, *names: str) -> int:
        """Return the page of the first of these names that is known, else the first page."""
        return next((self.pages[name] for name in names if name in self.pages), 1)


def fits(groups: Iterable[tuple[bool, Sequence[d.Block]]], style: Style, pages: float) -> bool:
    """Return whether the text is likely to fit on so many pages; each group is on upright or turned ones."""
    page = style.page
    room = pages * page.text_height
    for at, (turned, blocks) in enumerate(groups):
        if at:
            room -= room % page.text_height or 0.01
        width, stretch = (
            (page.text_height, page.text_height / page.text_width) if turned else (page.text_width, 1.0)
        )
        for block in blocks:
            if is_page_break(block):
                room -= room % page.text_height
            room -= _height(block, style, width) * stretch
            if room < 0:
                return False
    return True


def tightness(document: d.Document, style: Style) -> int:
    """Return which of `TIGHTNESS` keeps the contents to one page; those that need more are not set closer."""
    entries, meta = document.contents, document.meta
    # A document without a cover has its title above the contents.
    above = 0.0 if meta.fields or meta.kind else 2 * style.title.line_height
    sections = sum(entry.level == 1 for entry in entries)
    for step, (height, _, before, after) in enumerate(TIGHTNESS):
        lines = len(entries) * (style.base.line_height * height + after) + sections * before
        if _CONTENTS_HEADING + above + lines <= style.page.text_height:
            return step
    return 0


def longest_numbers(document: d.Document) -> tuple[str, ...]:
    """Return the longest number of each level of the contents, from the first. Labels are not counted."""
    found: dict[int, str] = {}
    for entry in document.contents:
        if is_label(entry.number):
            continue
        found[entry.level] = max(found.get(entry.level, ""), entry.number, key=len)
    return tuple(found.get(level, "") for level in range(1, max(found, default=0) + 1))


def layout(document: d.Document, context: Context, first: int) -> Layout:
    """Return the pages of all headings; `first` is the page on which the text begins."""
    style = context.style
    room = style.page.text_height
    pages: dict[str, int] = {}
    at = 0.0
    for block in document.blocks:
        if is_page_break(block):
            at += -at % room
        height = _height(block, style, style.page.text_width)
        if isinstance(block, d.Header):
            # A heading keeps the three lines that follow it.
            if at % room + height + 3 * style.base.line_height > room:
                at += room - at % room
            pages[block.attr.id] = first + int(at // room)
        else:
            pages.update((name, first + int(at // room)) for name in _names(block))
        at += height
    total = max(first + int(at // room), *context.anchors.values(), 1)
    return Layout({**pages, **context.anchors}, total)


def _names(block: d.Block) -> Iterator[str]:
    """Yield the bookmarks of the numbered captions in a block."""
    inside = walk.nodes([block]) if isinstance(block, _CONTAINERS) else [block]
    for node in inside:
        kind = COUNTED.get(type(node))
        if kind and (number := getattr(node, "number", "")):
            yield caption_name(kind, number)


def _height(block: d.Block, style: Style, width: float) -> float:
    line = style.base.line_height
    match block:
        case d.Header():
            heading = style.headings[min(block.level, len(style.headings)) - 1]
            lines = _lines(walk.plain(block.content), heading.type.size, width)
            return heading.space_before + heading.space_after + lines * heading.type.line_height
        case d.CodeBlock():
            return (block.text.count("\n") + 1) * style.code.line_height + 34
        case d.Table():
            return _table(block, style, width)
        case d.BulletList() | d.OrderedList():
            return (
                sum(_height(child, style, width - 20) - 5 for item in block.items for child in item.content)
                + 4
            )
        case d.Para(content=(d.Str(text=text),)):  # the most common, and the cheapest
            return _lines(text, style.base.size, width) * line + _PARAGRAPH_GAP
        case d.Para():
            if pictures := _pictures(block.content):
                return pictures * 160.0
            return _lines(walk.text(block.content), style.base.size, width) * line + _PARAGRAPH_GAP
        case d.HorizontalRule() | d.RawBlock():
            return line
        case _:
            return sum(_height(child, style, width - 20) for child in _blocks(walk.children(block)))


def _pictures(nodes: Sequence[d.Inline]) -> int:
    """Return how many pictures there are in a line of text."""
    if not any(type(node) in _MAY_HOLD_PICTURES for node in nodes):
        return 0
    return sum(1 for _ in walk.find(nodes, d.Image))


_MAY_HOLD_PICTURES = frozenset((d.Image, d.Link, d.Strong, d.Emph, d.Span, d.Strikeout))


def _blocks(nodes: Iterable[d.Node]) -> Iterable[d.Block]:
    for node in nodes:
        if isinstance(node, (d.DefinitionItem, d.Definition)):
            yield from _blocks(walk.children(node))
        elif isinstance(node, _BLOCK_TYPES):
            yield node


_BLOCK_TYPES = (
    d.Para,
    d.Header,
    d.CodeBlock,
    d.BlockQuote,
    d.BulletList,
    d.OrderedList,
    d.DefinitionList,
    d.Table,
    d.Figure,
    d.Div,
    d.RawBlock,
    d.HorizontalRule,
)


def _table(table: d.Table, style: Style, width: float) -> float:
    column = width / max(len(table.columns), 1) * 1.15
    face = style.table
    height = 12.0
    for row in (*table.head, *table.body, *table.foot):
        lines = max((_lines(walk.text(cell.content), face.size, column) for cell in row.cells), default=1)
        height += lines * face.line_height + _TABLE_ROW_PADDING
    return height


def _lines(text: str, size: float, width: float) -> int:
    mean = _MEAN if text.isascii() else ems(text[:_SAMPLE]) / min(len(text), _SAMPLE)
    return int(len(text) * mean * size / max(width, 1)) + 1
