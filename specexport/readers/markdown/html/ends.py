"""End tags behind lists: an indented `</td>` below an item ends the item, its list and the cell, as in HTML.

To CommonMark what is indented below an item belongs to it, tags too. What such a tag ends stands outside of
the list, and so does all that follows it (HTML, 13.2.6.4 "any other end tag").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAG = regex(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*>", re.DOTALL)
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "param", "source", "track", "wbr"),
    }
)
# What stands in no line of text.
_BLOCKS = frozenset(
    {
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd"),
        *("details", "summary", "div", "section", "article", "blockquote", "center"),
    }
)
# The start of one of these ends the cell that is open (HTML, 13.2.6.4.15).
_CELLS = frozenset({"td", "th"})
_ENDING_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})

Blocks: TypeAlias = "tuple[d.Block, ...]"
Names: TypeAlias = "tuple[str, ...]"


def outside_of_lists(blocks: Blocks, outer: Names = ()) -> Blocks:
    """Return `blocks` with tags behind lists that end what was begun before them; `outer` is open around."""
    if not any(map(_is_suspect, blocks)):
        return blocks
    out: list[d.Block] = []
    names = list(outer)
    for block in blocks:
        made = _opened(block, tuple(names)) if _is_suspect(block) else (block,)
        out += made
        for part in made:
            if type(part) is d.RawBlock:
                _follow(part.text, names)
    return tuple(out)


def _is_suspect(block: d.Block) -> bool:
    """Say whether tags stand in the items of a list, or in a list in what holds blocks."""
    match block:
        case d.BulletList() | d.OrderedList():
            return any(_has_tags(part) for item in block.items for part in item.content)
        case d.BlockQuote() | d.Div():
            return any(map(_is_suspect, block.content))
        case _:
            return False


def _has_tags(block: d.Block) -> bool:
    if type(block) is d.Para:
        return any(type(node) is d.RawInline for node in block.content)
    return type(block) is d.RawBlock or _is_suspect(block)


def _opened(block: d.Block, names: Names) -> Blocks:
    match block:
        case d.BulletList() | d.OrderedList():
            return tuple(_divided(block, names))
        case d.BlockQuote() | d.Div():
            return (replace(block, content=outside_of_lists(block.content)),)
        case _:
            return (block,)


def _divided(block: d.BulletList | d.OrderedList, names: Names) -> Iterator[d.Block]:
    """Yield the list up to each item that ends something around it, what follows there, and the rest."""
    kept: list[d.ListItem] = []
    given = 0
    open_now = list(names)
    for item in block.items:
        content = outside_of_lists(item.content, tuple(open_now))
        inside, rest = _cut(content, open_now)
        kept.append(item if inside is item.content else replace(item, content=inside))
        if rest:
            yield _part(block, kept, given)
            yield from rest
            given, kept = given + len(kept), []
            for part in rest:
                if type(part) is d.RawBlock:
                    _follow(part.text, open_now)
    if kept:
        yield _part(block, kept, given)


def _part(block: d.BulletList | d.OrderedList, items: list[d.ListItem], before: int) -> d.Block:
    if type(block) is d.OrderedList:
        return replace(block, items=tuple(items), start=block.start + before)
    return replace(block, items=tuple(items))


def _cut(content: Blocks, names: list[str]) -> tuple[Blocks, Blocks]:
    """Return what of an item's content belongs to it, and what begins with a tag that ends one of `names`."""
    own: list[str] = []
    for index, block in enumerate(content):
        if type(block) is d.RawBlock:
            end = _ending(block.text, own, names)
            if end is None:
                continue
            before, after = block.text[:end], block.text[end:]
            first = block.pos.line + before.count("\n") if block.pos else 0
            pos = d.Pos(first, block.pos.end_line) if block.pos else None
            kept = (replace(block, text=before),) if before.strip() else ()
            return (*content[:index], *kept), (replace(block, text=after, pos=pos), *content[index + 1 :])
        if type(block) is d.Para:
            for place, node in enumerate(block.content):
                if type(node) is d.RawInline and _ending(node.text, own, names) is not None:
                    inside, rest = _cut_words(block, place)
                    return (*content[:index], *inside), (*rest, *content[index + 1 :])
    return content, ()


def _cut_words(para: d.Para, place: int) -> tuple[Blocks, Blocks]:
    """Return what stands before and from the tag at a place of a paragraph; there, tags are blocks."""
    before = para.content[:place]
    rest: list[d.Block] = []
    words: list[d.Inline] = []
    for node in para.content[place:]:
        if type(node) is d.RawInline and _is_block(node.text):
            rest += _para(para, words)
            words = []
            rest.append(d.RawBlock(format="html", text=node.text, pos=node.pos))
        else:
            words.append(node)
    return tuple(_para(para, before)), (*rest, *_para(para, words))


def _para(para: d.Para, words: Sequence[d.Inline]) -> Iterator[d.Para]:
    if walk.plain(words):
        yield replace(para, content=tuple(words))


def _is_block(html: str) -> bool:
    tag = _TAG.match(html)
    return tag is not None and (tag[2] or "").lower() in _BLOCKS


def _ending(html: str, own: list[str], names: list[str]) -> int | None:
    """Return the offset of the first tag that ends one of `names`, and none of the item's `own`."""
    for tag in _TAG.finditer(html):
        if (name := (tag[2] or "").lower()) in _VOID or not name:
            continue
        if not tag[1]:
            if name in _ENDING_CELLS and not _CELLS.isdisjoint(names) and "table" not in own:
                return tag.start()
            own.append(name)
        elif name in own:
            _end(own, name)
        elif name in names:
            return tag.start()
    return None


def _follow(html: str, names: list[str]) -> None:
    """Keep the names of the elements that are open up to date."""
    for tag in _TAG.finditer(html):
        if (name := (tag[2] or "").lower()) in _VOID or not name:
            continue
        if not tag[1]:
            names.append(name)
        elif name in names:
            _end(names, name)


def _end(names: list[str], name: str) -> None:
    while names.pop() != name:
        pass
