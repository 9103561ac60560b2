"""Blocks in a row: what is done with the blocks of a text is done with those within others, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.readers.markdown.dialects.seam import Blocks

_HOLDERS = (d.BlockQuote, d.ListItem, d.Definition, d.Cell, d.Div, d.Note, d.Figure)


def each(blocks: Blocks, step: Callable[[Blocks], Blocks]) -> Blocks:
    """Return what `step` makes of every row of blocks, the innermost first."""

    def visit(node: d.Node) -> d.Node:
        if not isinstance(node, _HOLDERS):
            return node
        content = step(node.content)
        return node if content is node.content else replace(node, content=content)

    return step(walk.rewrite(blocks, visit, *_HOLDERS))
