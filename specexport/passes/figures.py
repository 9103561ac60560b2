"""Figures and captions: a picture alone in its paragraph, a table with a `Table:` line beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context

_CAPTION = re.compile(r"(?:Table(?:\s+\d+)?)?\s*[:.]\s+")


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Make figures of lone pictures, give tables their captions, and number both in reading order."""
    blocks = _captioned(document.blocks)
    # In a cell or footnote a picture is a picture: there is no room for a caption.
    small = {
        id(node)
        for kind in (d.Table, d.Note)
        for outer in walk.find(blocks, kind)
        for node in walk.nodes([outer])
    }
    figures = tables = 0

    def visit(node: d.Node) -> d.Node:
        nonlocal figures, tables
        if type(node) is d.Para and id(node) not in small and (image := _lone_image(node)):
            figures += 1
            caption = (d.Str(text=image.title, pos=image.pos),) if image.title else image.content
            return d.Figure(content=(node,), caption=caption, number=str(figures), pos=node.pos)
        if type(node) is d.Figure and node.caption and not node.number:
            figures += 1
            return replace(node, number=str(figures))
        if type(node) is d.Table and node.caption:
            tables += 1
            return replace(node, number=str(tables))
        return node

    return replace(document, blocks=walk.rewrite(blocks, visit))


def _lone_image(para: d.Para) -> d.Image | None:
    if len(para.content) != 1:
        return None
    only = para.content[0]
    if type(only) is d.Link and len(only.content) == 1:
        only = only.content[0]
    return only if type(only) is d.Image else None


def _captioned(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    out: list[d.Block] = []
    waiting: tuple[d.Inline, ...] = ()
    for index, block in enumerate(blocks):
        if caption := _caption(block):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if type(after) is d.Table:
                waiting = caption
                continue
            if out and type(before := out[-1]) is d.Table and not before.caption:
                out[-1] = replace(before, caption=caption)
                continue
        if waiting and type(block) is d.Table:
            out.append(replace(block, caption=waiting))
            waiting = ()
            continue
        out.append(block)
    return tuple(out)


def _caption(block: d.Block) -> tuple[d.Inline, ...]:
    if type(block) is not d.Para or type(first := block.content[0] if block.content else None) is not d.Str:
        return ()
    match = _CAPTION.match(first.text)
    if not match or any(type(node) is d.SoftBreak for node in block.content):
        return ()
    rest = first.text[match.end() :]
    return (replace(first, text=rest), *block.content[1:]) if rest else block.content[1:]
