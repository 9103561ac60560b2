"""Blocks that were inserted or deleted as wholes, said in the words that are in them.

A format that has no changes of blocks, rows and items shows those of words, and lines of code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import listing, walk
from specexport.renderers.common.changes import Kind, kind, paragraph

if TYPE_CHECKING:
    from specexport.model.document import Attr

_TEXTS = (d.Para, d.Header)
_LINES: dict[Kind, str] = {"inserted": listing.INSERTED_LINES, "deleted": listing.DELETED_LINES}


def lowered(document: d.Document) -> d.Document:
    """Return a document in which changes are those of words and of lines of code alone."""
    return replace(document, blocks=walk.rewrite(document.blocks, _visited, d.Div))


def _visited(node: d.Div) -> d.Node | tuple[d.Node, ...]:
    return _changed(node.content, node.attr) if kind(node.attr) else node


def _changed(blocks: tuple[d.Block, ...], attr: Attr) -> tuple[d.Block, ...]:
    attr = replace(attr, classes=attr.classes[:1])

    def visit(node: Any) -> d.Node:
        if isinstance(node, (d.Table, d.Figure)):
            return replace(node, caption=_within(node.caption, attr))
        if isinstance(node, d.DefinitionItem):
            return replace(node, term=_within(node.term, attr))
        if isinstance(node, d.CodeBlock):
            return listing.wholly(node, _LINES[kind(attr)], attr.pairs)
        changed: d.Node = node if paragraph(node) else replace(node, content=_within(node.content, attr))
        return changed

    return walk.rewrite(blocks, visit, *_TEXTS, d.Table, d.Figure, d.DefinitionItem, d.CodeBlock)


def _within(content: tuple[d.Inline, ...], attr: Attr) -> tuple[d.Inline, ...]:
    return (d.Span(content=content, attr=attr),) if content else ()
