"""Obsidian: marked words, callouts, links between notes, embedded notes and pictures, names of blocks.

https://help.obsidian.md/obsidian-flavored-markdown
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects import sequences, wikilinks
from specexport.readers.markdown.dialects.marks import MARKED
from specexport.readers.markdown.dialects.notes import INLINE_NOTE
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import Dialect

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.includes import SourcePart

_NAME = regex(r"(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$")
_STATE = regex(r"\[(.)\][ \t]+")
_CANCELLED = "-"
_A_STATE = Remark(
    "a task in a state of its own", "stays as it is written", "write [ ] or [x], or say it in words"
)
_QUERIES = frozenset({"dataview", "dataviewjs", "tasks", "query", "button", "kanban", "base"})
_A_QUERY = Remark("a query of Obsidian", "stays code", "write its result as a list or table")


def _named(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` in which those that end with `^name` have that name."""
    return sequences.each(blocks, _with_names)


def _with_names(blocks: Blocks) -> Blocks:
    out: list[d.Block] = []
    for block in blocks:
        last = block.content[-1] if type(block) is d.Para and block.content else None
        if type(last) is not d.Str or not (match := _NAME.search(last.text)):
            out.append(block)
            continue
        rest = _before(block, last, last.text[: match.start()])
        # A name on a line of its own is that of the block above.
        named = (rest,) if rest.content else tuple(out[-1:])
        out = out if rest.content else out[:-1]
        out.append(d.Div(content=named, attr=d.Attr(id=match[1]), pos=block.pos))
    return tuple(out)


def _before(para: d.Block, last: d.Str, text: str) -> d.Para:
    """Return a paragraph whose last words are `text`."""
    assert isinstance(para, d.Para)
    rest = para.content[:-1]
    if text:
        return replace(para, content=(*rest, replace(last, text=text)))
    while rest and isinstance(rest[-1], (d.SoftBreak, d.LineBreak)):
        rest = rest[:-1]
    return replace(para, content=rest)


def _tasks(blocks: Blocks, part: SourcePart) -> Blocks:
    """Return `blocks` with cancelled tasks struck out, and a remark on those in another state."""

    def visit(item: d.ListItem) -> d.ListItem:
        para = item.content[0] if item.content else None
        first = para.content[0] if type(para) is d.Para and para.content else None
        match = _STATE.match(first.text) if type(first) is d.Str else None
        if item.checked is not None or not match or type(para) is not d.Para or type(first) is not d.Str:
            return item
        if match[1] != _CANCELLED:
            part.remark(_A_STATE, first.text, first.pos)
            return item
        words = (replace(first, text=first.text[match.end() :]), *para.content[1:])
        struck = replace(para, content=(d.Strikeout(content=words, pos=para.pos),))
        return replace(item, content=(struck, *item.content[1:]), checked=False)

    return walk.rewrite(blocks, visit, d.ListItem)


def _queries(blocks: Blocks, part: SourcePart) -> Blocks:
    for code in walk.find(blocks, d.CodeBlock):
        if code.attr.classes and code.attr.classes[0] in _QUERIES:
            part.remark(_A_QUERY, code.text, code.pos)
    return blocks


DIALECT = Dialect(
    inlines=(MARKED, INLINE_NOTE, *wikilinks.PAGE_FIRST),
    any_callout=True,
    finish=(_named, _tasks, _queries, wikilinks.embedded),
    settings=frozenset(
        {"cssclass", "cssclasses", "publish", "aliases", "alias", "banner", "icon", "position"}
    ),
)
