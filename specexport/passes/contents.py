"""The table of contents: headings as deep as the style asks for, and those in the author's own contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CONTENTS_WISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context


def wish(names: Iterable[str]) -> d.Div:
    """What asks for contents that have the headings of these identifiers too; they take it away."""
    return d.Div(content=(), attr=d.Attr(classes=(CONTENTS_WISH,), pairs=(("names", " ".join(names)),)))


def run(document: d.Document, context: Context) -> d.Document:
    """Fill `contents` from the headings of the text."""
    wishes = [block for block in document.blocks if _is_wish(block)]
    blocks = tuple(block for block in document.blocks if not _is_wish(block)) if wishes else document.blocks
    depth = context.style.contents_depth
    wished = {name for block in wishes for name in block.attr.get("names").split()}
    entries = (
        d.ContentsEntry(block.level, _bare(block.content), block.attr.id, block.number)
        for block in blocks
        if type(block) is d.Header and (block.level <= depth or block.attr.id in wished)
    )
    return replace(document, blocks=blocks, contents=tuple(entries))


def _is_wish(block: d.Block) -> TypeGuard[d.Div]:
    return type(block) is d.Div and CONTENTS_WISH in block.attr.classes and not block.content


def _bare(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """A heading without what may stand in a document only once: footnotes, anchors, links."""

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
