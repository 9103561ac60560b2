"""The table of contents: the headings, down to the depth that the style asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context


def run(document: d.Document, context: Context) -> d.Document:
    """Fill `contents` from the headings of the text."""
    depth = context.style.contents_depth
    entries = (
        d.ContentsEntry(block.level, _bare(block.content), block.attr.id, block.number)
        for block in document.blocks
        if type(block) is d.Header and block.level <= depth
    )
    return replace(document, contents=tuple(entries))


def _bare(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return a heading without what may stand in a document only once: footnotes, anchors, links."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Note():
                return ()
            case d.Link():
                return node.content
            case d.Span(attr=attr) if attr.id:
                return node.content if not attr.classes else replace(node, attr=replace(attr, id=""))
            case _:
                return node

    return walk.rewrite(content, visit)
