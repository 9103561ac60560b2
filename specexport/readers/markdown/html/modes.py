"""Raw HTML that shall not mean anything: its tags are shown, or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.core.context import Context

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def escaped(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with raw HTML as text; comments go."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if not _is_html(node):
            return node
        if _is_comment(node.text):
            return ()
        if type(node) is d.RawInline:
            return d.Str(text=" ".join(node.text.split("\n")), pos=node.pos)
        return d.Para(content=_lines(node.text.strip("\n"), node.pos), pos=node.pos)

    return walk.rewrite(blocks, visit)


def dropped(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
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
        return ()

    kept = walk.rewrite(blocks, visit)
    if tags:
        context.inform("SX741", f"{len(tags)} tags of raw HTML are left out", tags[0].pos)
    return kept


def _is_html(node: d.Node) -> TypeGuard[d.RawBlock | d.RawInline]:
    return isinstance(node, (d.RawBlock, d.RawInline)) and node.format == "html"


def _is_comment(text: str) -> bool:
    return not _COMMENT.sub("", text).strip()


def _lines(text: str, pos: d.Pos | None) -> tuple[d.Inline, ...]:
    out: list[d.Inline] = []
    for line in text.split("\n"):
        out.extend([d.LineBreak(pos=pos)] if out else [])
        out.append(d.Str(text=line, pos=pos))
    return tuple(out)
