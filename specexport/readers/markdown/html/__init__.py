"""Raw HTML becomes nodes, so that it reaches every format, and nothing of it reaches a page unread.

Markdown may stand between an opening and a closing tag, so tags are matched over the sequence of blocks (or
inlines) in which they stand. Elements that the model knows become its nodes, other elements of HTML give
way to what they hold, what is no element of HTML is the author's text (`List<String>`), and what acts is
left out and reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk
from specexport.readers.markdown.html.elements import anchored, inlines, paragraphs
from specexport.readers.markdown.html.fold import Fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.contracts import Context

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


def folded(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    """Return `blocks` without raw HTML; what had to be left out is reported to `context`."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is d.Para:
            return _paragraph(node, context) if _has(node.content, d.RawInline) else node
        if isinstance(node, _HOLDS_INLINES) and _has(node.content, d.RawInline):
            return replace(node, content=inlines(_fold(node.content, context)))
        if isinstance(node, _HOLDS_BLOCKS):
            content = _blocks(node.content, context)
            return node if content is node.content else replace(node, content=content)
        return node

    return _blocks(walk.rewrite(blocks, visit), context)


def _has(nodes: Iterable[d.Node], kind: type[d.RawBlock] | type[d.RawInline]) -> bool:
    return any(type(node) is kind and node.format == "html" for node in nodes)


def _fold(nodes: Iterable[d.Node], context: Context) -> tuple[d.Node, ...]:
    fold = Fold(context)
    for node in nodes:
        if isinstance(node, (d.RawBlock, d.RawInline)) and node.format == "html":
            fold.feed(node.text, node.pos)
        else:
            fold.add(node)
    return fold.close()


def _blocks(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    if _has(blocks, d.RawBlock):
        blocks = paragraphs(_fold(blocks, context))
    return anchored(blocks)


def _paragraph(para: d.Para, context: Context) -> tuple[d.Node, ...] | d.Node:
    fresh = paragraphs(_fold(para.content, context), para.pos)
    return fresh[0] if len(fresh) == 1 else fresh
