"""The table of contents: the headings, as deep as the style asks for, or as the author's own went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context


_WISH = "contents-wish"
_LEVELS = frozenset("123456")


def wish(depth: int) -> d.Div:
    """Return what asks for contents down to that level, and is gone once they are made."""
    return d.Div(content=(), attr=d.Attr(classes=(_WISH,), pairs=(("depth", str(depth)),)))


def run(document: d.Document, context: Context) -> d.Document:
    """Fill `contents` from the headings of the text."""
    wishes = [block for block in document.blocks if _is_wish(block)]
    blocks = tuple(block for block in document.blocks if not _is_wish(block)) if wishes else document.blocks
    depth = max([context.style.contents_depth, *map(_wished, wishes)])
    entries = (
        d.ContentsEntry(block.level, _bare(block.content), block.attr.id, block.number)
        for block in blocks
        if type(block) is d.Header and block.level <= depth
    )
    return replace(document, blocks=blocks, contents=tuple(entries))


def _is_wish(block: d.Block) -> bool:
    return type(block) is d.Div and _WISH in block.attr.classes and not block.content


def _wished(block: d.Block) -> int:
    depth = block.attr.get("depth") if type(block) is d.Div else ""
    return int(depth) if depth in _LEVELS else 0


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
