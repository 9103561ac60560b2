"""Tables of contents made by hand: lists whose items are the headings of the document.

A list below the heading "Contents" may be wrong here and there. One that nothing announces must be links to
most sections and nothing else: it could be part of the text, such as the names of what a section describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DETAILS
from specexport.model.slugs import slug
from specexport.passes import contents, headings
from specexport.passes.handmade_signs import announces, introduces, is_mark, is_title, without_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

# What may stand beside an entry's link: a number, dots that lead to a page.
_FILLING = " .0123456789"
_FEWEST_ENTRIES = 3
# The share of entries that may lead nowhere where a heading says that these are the contents.
_FEW = 0.2
# The share of sections above which a list that nothing announces names them for their own sake.
_MOST = 0.5


class _Outline(Struct, frozen=True):
    """The headings of a document as a list can name them.

    `names` are their identifiers by what may stand for them: these, and the slugs of their texts. `sections`
    are the identifiers of the headings of the highest rank that has several.
    """

    names: dict[str, str]
    sections: tuple[str, ...]


def without_contents(blocks: tuple[d.Block, ...], title: str, context: Context) -> tuple[d.Block, ...]:
    """Leave out a list of headings, and what stands for a table of contents, where the style makes one.

    The style's contents will have what the list goes deeper to. `title` is the name by which links call the
    document's title.
    """
    if not any(map(_may_be_contents, blocks)):
        return blocks
    headers = [block for block in headings.outlined(blocks, context.style) if type(block) is d.Header]
    if sum(header.level <= context.style.contents_depth for header in headers) < _FEWEST_ENTRIES:
        return without_marks(blocks, context)
    outline = _outline(headers, title)
    out: list[d.Block] = []
    for block in map(without_mark, blocks):
        if not _is_left_out(block, out[-1] if out else None, outline):
            out.append(block)
            continue
        pos = block.pos
        while out and announces(out[-1]):
            pos = _from(out.pop().pos, pos)
        message = "the table of contents made by hand is left out, for the style makes one"
        context.inform("SX714", message, pos)
        out.append(contents.wish(_named(block, outline)))
    return tuple(out)


def without_marks(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    """Leave out what stands for a table of contents where none is made: there is nothing to read in it."""
    out: list[d.Block] = []
    for block in blocks:
        rest = without_mark(block)
        if is_mark(block) or rest is not block:
            message = "the mark for a table of contents is left out, for the document has none"
            context.inform("SX714", message, block.pos)
        out += () if is_mark(block) else (rest,)
    return tuple(out)


def _may_be_contents(block: d.Block) -> bool:
    if type(block) is d.Div:
        return DETAILS in block.attr.classes
    return (
        isinstance(block, (d.BulletList, d.OrderedList)) or is_mark(block) or without_mark(block) is not block
    )


def _from(first: d.Pos | None, last: d.Pos | None) -> d.Pos | None:
    return d.Pos(first.line, last.end_line, path=first.path) if first and last else first or last


def _outline(headers: list[d.Header], title: str) -> _Outline:
    names: dict[str, str] = {}
    for header in headers:
        for name in (header.attr.id, slug(walk.plain(header.content))):
            names.setdefault(name, header.attr.id)
    own = {title: title} if title else {}
    return _Outline(names | own, _sections(headers))


def _sections(headers: list[d.Header]) -> tuple[str, ...]:
    for level in sorted({header.level for header in headers}):
        found = [header.attr.id for header in headers if header.level == level]
        if len(found) > 1:
            return tuple(found)
    return ()


def _is_left_out(block: d.Block, before: d.Block | None, outline: _Outline) -> bool:
    """Say whether a block is a table of contents, given the one before it."""
    if not isinstance(block, (d.BulletList, d.OrderedList, d.Div)):
        return is_mark(block)
    if before is not None and announces(before):
        return _is_contents(block, outline, announced=True)
    introduced = before is not None and introduces(before)
    return not introduced and _is_contents(block, outline, announced=False)


def _is_contents(block: d.Block, outline: _Outline, *, announced: bool) -> bool:
    if type(block) is d.Div:
        return _is_folded(block, outline)
    if not isinstance(block, (d.BulletList, d.OrderedList)):
        return False
    items = list(walk.find([block], d.ListItem))
    if len(items) < _FEWEST_ENTRIES:
        return False
    if announced or not outline.sections:
        return _are_mostly_headings(items, outline)
    return _link_most_sections(items, outline)


def _is_folded(block: d.Div, outline: _Outline) -> bool:
    """Say whether a block to be unfolded (`<details>`) has the summary "Contents" and a list below it."""
    summary, rest = block.content[:1], block.content[1:]
    return len(rest) == 1 and is_title(walk.plain(summary)) and _is_contents(rest[0], outline, announced=True)


def _are_mostly_headings(items: list[d.ListItem], outline: _Outline) -> bool:
    """Say whether items are headings but for a few links within the document, left from older headings."""
    wrong = [item for item in items if _entry(item, outline) is None]
    return len(wrong) <= len(items) * _FEW and all(map(_leads_within, wrong))


def _link_most_sections(items: list[d.ListItem], outline: _Outline) -> bool:
    """Say whether items are links to headings and nothing else, most sections among them."""
    entries = [_entry(item, outline) for item in items]
    named = set(filter(None, entries)).intersection(outline.sections)
    most = len(named) > len(outline.sections) * _MOST
    return most and None not in entries and all(map(_only_link, items))


def _leads_within(item: d.ListItem) -> bool:
    link = _only_link(item)
    return link is not None and link.url.startswith("#")


def _only_link(item: d.ListItem) -> d.Link | None:
    """The link that the first paragraph of an item is, but for numbers and dots."""
    para = item.content[0] if item.content else None
    if type(para) is not d.Para:
        return None
    content = [node for node in para.content if not (type(node) is d.Str and not node.text.strip(_FILLING))]
    return content[0] if len(content) == 1 and type(content[0]) is d.Link else None


def _named(block: d.Block, outline: _Outline) -> list[str]:
    """The identifiers of the headings that a list names, in its order."""
    found: Iterable[str | None] = (_entry(item, outline) for item in walk.find([block], d.ListItem))
    return [name for name in found if name]


def _entry(item: d.ListItem, outline: _Outline) -> str | None:
    """The identifier of the heading that an item is but a link to, or the text of, None for others."""
    first, rest = item.content[:1], item.content[1:]
    if not first or type(para := first[0]) is not d.Para:
        return None
    if any(not isinstance(block, (d.BulletList, d.OrderedList)) for block in rest):
        return None
    by_text = outline.names.get(slug(walk.plain(para.content)))
    if (link := _only_link(item)) is None:
        return by_text
    return outline.names.get(unquote(link.url[1:]).lower(), by_text) if link.url[:1] == "#" else None
