"""Raw HTML becomes nodes, so that it reaches every format, and nothing of it reaches a page unread.

Markdown may stand between an opening and a closing tag, so tags are matched over the sequence of blocks (or
inlines) in which they stand. Elements that the model knows become its nodes, other elements of HTML give
way to what they hold, what is no element of HTML is the author's text (`List<String>`), and what acts is
left out and reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.html.elements import anchored, inlines, paragraphs
from specexport.readers.markdown.html.fold import Fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context
    from specexport.readers.markdown.places import Places

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
    """Return `blocks` without raw HTML, which becomes what `context.raw_html` says.

    `places` are those of the text that the blocks were read from. What is left out is reported.
    """
    if context.raw_html == "sanitize":
        return _folded(blocks, context, places)
    from specexport.readers.markdown.html import modes

    return modes.escaped(blocks) if context.raw_html == "escape" else modes.dropped(blocks, context)


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
            fold.feed(node.text, node.pos, places.of_lines(node.text, lines.line) if lines else None)
        else:
            fold.add(node)
    return fold.close()


def _blocks(blocks: tuple[d.Block, ...], context: Context, places: Places) -> tuple[d.Block, ...]:
    if _has(blocks, d.RawBlock):
        blocks = paragraphs(_fold(blocks, context, places))
    return anchored(blocks)


def _paragraph(para: d.Para, context: Context, places: Places) -> tuple[d.Node, ...] | d.Node:
    fresh = paragraphs(_fold(para.content, context, places), para.pos)
    return fresh[0] if len(fresh) == 1 else fresh
