"""Raw HTML becomes nodes, so that it reaches every format, and nothing of it reaches a page unread.

Markdown may stand between an opening and a closing tag, so tags are matched over the sequence of blocks (or
inlines) in which they stand. Elements that the model knows become its nodes, other elements of HTML give
way to what they hold, what is no element of HTML is the author's text (`List<String>`), and what acts is
left out and reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common import page_breaks
from specexport.readers.markdown.html.elements import anchored, inlines, paragraphs
from specexport.readers.markdown.html.ends import outside_of_lists
from specexport.readers.markdown.html.fold import Fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context
    from specexport.readers.markdown.places import Places

# One that nothing closes goes on to the end (CommonMark 0.31.2, 4.6, the second kind).
_COMMENT = regex(r"<!--(?:-?>|.*?(?:-->|\Z))", re.DOTALL)
_HOLDS_BLOCKS = (d.BlockQuote, d.ListItem, d.Definition, d.Cell, d.Div, d.Note, d.Figure)
_HOLDS_INLINES = (
    d.Header,
    d.Emph,
    d.Strong,
    d.Strikeout,
    d.Link,
    d.Image,
    d.Superscript,
    d.Subscript,
    d.Span,
)


def resolved(blocks: tuple[d.Block, ...], context: Context, places: Places) -> tuple[d.Block, ...]:
    """Return `blocks` without raw HTML, which becomes what `context.options.raw_html` says.

    `places` are those of the text that the blocks were read from. What is left out is reported.
    """
    if context.options.raw_html == "sanitize":
        return _folded(outside_of_lists(blocks), context, places)
    return _escaped(blocks) if context.options.raw_html == "escape" else _dropped(blocks, context)


def _folded(blocks: tuple[d.Block, ...], context: Context, places: Places) -> tuple[d.Block, ...]:
    """Return `blocks` with nodes for their raw HTML."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is d.Para:
            return _paragraph(node, context, places) if _has(node.content, d.RawInline) else node
        if isinstance(node, _HOLDS_INLINES) and _has(node.content, d.RawInline):
            return replace(node, content=inlines(_fold(node.content, context, places)))
        if isinstance(node, _HOLDS_BLOCKS):
            content = _blocks(node.content, context, places)
            return node if content is node.content else replace(node, content=content)
        return node

    return _blocks(walk.rewrite(blocks, visit), context, places)


def _has(nodes: Iterable[d.Node], kind: type[d.RawBlock] | type[d.RawInline]) -> bool:
    return any(type(node) is kind and node.format == "html" for node in nodes)


def _fold(nodes: Iterable[d.Node], context: Context, places: Places) -> tuple[d.Node, ...]:
    fold = Fold(context)
    for node in nodes:
        if isinstance(node, (d.RawBlock, d.RawInline)) and node.format == "html":
            lines = node.pos if isinstance(node, d.RawBlock) else None
            fold.add_html(node.text, node.pos, places.of_lines(node.text, lines.line) if lines else None)
        else:
            fold.add(node)
    return fold.nodes()


def _blocks(blocks: tuple[d.Block, ...], context: Context, places: Places) -> tuple[d.Block, ...]:
    if _has(blocks, d.RawBlock):
        blocks = paragraphs(_fold(blocks, context, places))
    return anchored(blocks)


def _paragraph(para: d.Para, context: Context, places: Places) -> tuple[d.Node, ...] | d.Node:
    fresh = paragraphs(_fold(para.content, context, places), para.pos)
    return fresh[0] if len(fresh) == 1 else fresh


def _escaped(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with raw HTML as text; comments go."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if not _is_html(node):
            return node
        text = _COMMENT.sub("", node.text)
        if not text.strip():
            return _breaks(node)
        if type(node) is d.RawInline:
            return d.Str(text=" ".join(text.split("\n")), pos=node.pos)
        return d.Para(content=_lines(text.strip("\n"), node.pos), pos=node.pos)

    return walk.rewrite(blocks, visit)


def _dropped(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    """Return `blocks` without raw HTML; what is left out is reported, tags within a text once for all."""
    tags: list[d.Node] = []

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is d.Para and not node.content:
            return ()
        if not _is_html(node):
            return node
        if type(node) is d.RawInline:
            tags.append(node)
        elif not _is_comment(node.text):
            context.warn("SX741", "a block of raw HTML is left out", node.pos, "write it in Markdown")
        return _breaks(node)

    kept = walk.rewrite(blocks, visit)
    if tags:
        context.inform("SX741", f"{len(tags)} tags of raw HTML are left out", tags[0].pos)
    return kept


def _is_html(node: d.Node) -> TypeGuard[d.RawBlock | d.RawInline]:
    return isinstance(node, (d.RawBlock, d.RawInline)) and node.format == "html"


def _is_comment(text: str) -> bool:
    return not _COMMENT.sub("", text).strip()


def _breaks(node: d.RawBlock | d.RawInline) -> tuple[d.Node, ...]:
    """Return the page break that a block of nothing but comments asks for."""
    said = type(node) is d.RawBlock and _is_comment(node.text)
    comments = _COMMENT.findall(node.text) if said else ()
    if any(page_breaks.is_comment(comment[4:-3]) for comment in comments):
        return (page_breaks.page_break(node.pos),)
    return ()


def _lines(text: str, pos: d.Pos | None) -> tuple[d.Inline, ...]:
    out: list[d.Inline] = []
    for line in text.split("\n"):
        out.extend([d.LineBreak(pos=pos)] if out else [])
        out.append(d.Str(text=line, pos=pos))
    return tuple(out)
