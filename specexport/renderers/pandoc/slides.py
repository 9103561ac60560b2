"""A document as slides: a slide for each section, and as many more as its content needs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Part = TypeVar("Part")

# What a slide holds, in lines of its text: so many of them, and so many letters in one.
_LINES, _LETTERS = 12.0, 84
# Code and tables are set smaller: their lines as a share of one of text, letters in a line of a table.
_CODE_LINE, _DRAWN_LINE, _CELL_LINE, _CELL_LETTERS = 0.62, 0.42, 0.7, 130
_SPACE = 0.45
_SECTION, _SLIDE = 1, 2


def split(document: d.Document, continued: str) -> d.Document:
    """Return `document` with a heading of rank 2 wherever a slide begins.

    Sections of the first rank have a slide of their own, sections below them those that they need. What is
    too long for one goes on on the next, with `continued` behind the title.
    """
    first = d.Header(level=_SLIDE, content=document.meta.title or (d.Str(text="…"),))
    out: list[d.Block] = []
    for header, blocks in _sections(walk.rewrite(document.blocks, _described, d.Image), first):
        if header.level == _SECTION:
            out.append(header)
            header = replace(header, attr=d.NO_ATTR)
        for number, content in enumerate(_slides(blocks)):
            out.append(_title(header, continued if number else ""))
            out.extend(content)
        if not blocks and header.level > _SECTION:
            out.append(_title(header, ""))
    return replace(document, blocks=tuple(out))


def _title(header: d.Header, continued: str) -> d.Header:
    if not continued:
        return replace(header, level=_SLIDE)
    return d.Header(level=_SLIDE, content=(*header.content, d.Str(text=f" ({continued})")))


def _sections(blocks: Sequence[d.Block], first: d.Header) -> Iterator[tuple[d.Header, list[d.Block]]]:
    """Yield each heading with what follows it; what stands before the first one has `first`."""
    header, content = first, list[d.Block]()
    for block in blocks:
        if type(block) is d.Header:
            if content or header is not first:
                yield header, content
            header, content = block, []
        else:
            content.append(block)
    if content or header is not first:
        yield header, content


def _slides(blocks: Sequence[d.Block]) -> Iterator[list[d.Block]]:
    """Yield what goes on each slide: tables and pictures alone, text and code as much as fits."""
    slide: list[d.Block] = []
    room = _LINES
    for part in (part for block in blocks for part in _parts(block)):
        alone = isinstance(part, (d.Table, d.Figure))
        size = _size(part)
        if slide and (alone or size > room):
            led = [slide.pop()] if not alone and len(slide) > 1 and _leads(slide[-1]) else []
            yield slide
            slide, room = led, _LINES - sum(map(_size, led))
        slide.append(part)
        room -= size
        if alone:
            yield slide
            slide, room = [], _LINES
    if slide:
        yield slide


def _leads(block: d.Block) -> bool:
    """Say whether a paragraph announces what follows it."""
    return type(block) is d.Para and walk.plain(block.content).endswith(":")


def _parts(block: d.Block) -> Iterator[d.Block]:
    """Yield the parts of a block that each fit on a slide, itself if it does."""
    match block:
        case d.Div():
            for inner in block.content:
                yield from _parts(inner)
        case d.Figure() if block.caption:
            yield replace(block, content=walk.rewrite(block.content, _captioned(block.caption), d.Image))
        case d.BulletList():
            for items in _groups(block.items, [_items_size([item]) for item in block.items]):
                yield replace(block, items=tuple(items))
        case d.OrderedList():
            start = block.start
            for items in _groups(block.items, [_items_size([item]) for item in block.items]):
                yield replace(block, items=tuple(items), start=start)
                start += len(items)
        case d.Table():
            sizes = [_row_size(row, block) for row in block.body]
            for rows in _groups(block.body, sizes, sum(_row_size(row, block) for row in block.head)):
                yield replace(block, body=tuple(rows))
        case d.CodeBlock() if not _is_drawing(block):
            lines = block.text.split("\n")
            for some in _groups(lines, [_CODE_LINE] * len(lines)):
                yield replace(block, text="\n".join(some), tokens=())
        case _:
            yield block


def _described(image: d.Image) -> d.Node:
    """Return a picture with its alternative text as title: the writer shows what is in its place below it."""
    return replace(image, content=(), title=walk.plain(image.content) or image.title)


def _captioned(caption: tuple[d.Inline, ...]) -> Callable[[d.Image], d.Node]:
    """Return what gives a picture its caption, which the writer shows for alternative text."""
    return lambda image: replace(image, content=caption)


def _groups(parts: Sequence[Part], sizes: Sequence[float], taken: float = 0.0) -> Iterator[list[Part]]:
    """Yield `parts` in groups that each fit on a slide of which so much is `taken`."""
    group: list[Part] = []
    room = _LINES - taken
    for part, size in zip(parts, sizes, strict=True):
        if group and size > room:
            yield group
            group, room = [], _LINES - taken
        group.append(part)
        room -= size
    yield group


def _size(block: d.Block) -> float:
    """Return about how many lines a block takes."""
    match block:
        case d.BulletList() | d.OrderedList():
            return _items_size(block.items)
        case d.BlockQuote() | d.Div():
            return sum(map(_size, block.content))
        case d.DefinitionList():
            return sum(2 + len(walk.plain([item])) / _LETTERS for item in block.items)
        case d.CodeBlock():
            lines = block.text.count("\n") + 1
            return min(lines * (_DRAWN_LINE if _is_drawing(block) else _CODE_LINE) + _SPACE, _LINES)
        case d.Table() | d.Figure():
            return _LINES
        case _:
            return ceil(len(walk.plain([block])) / _LETTERS) + _SPACE


def _is_drawing(block: d.CodeBlock) -> bool:
    return any("\u2500" <= char <= "\u257f" for char in block.text)


def _items_size(items: Sequence[d.ListItem]) -> float:
    return sum(_size(block) for item in items for block in item.content)


def _row_size(row: d.Row, table: d.Table) -> float:
    share = 1 / max(len(table.columns), 1)
    lines = []
    for index, cell in enumerate(row.cells):
        width = table.columns[min(index, len(table.columns) - 1)].width or share
        lines.append(ceil(len(walk.plain(cell.content)) / max(width * _CELL_LETTERS, 1)))
    return max([1, *lines]) * _CELL_LINE + _SPACE / 2
