"""Ranks and numbers of headings: no rank is skipped, and the style says how deep to number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d

if TYPE_CHECKING:
    from specexport.contracts import Context


def run(document: d.Document, context: Context) -> d.Document:
    """Set `level` (1 for sections of the first rank, none skipped) and `number` of the headings."""
    ranks: list[int] = []
    counts: list[int] = []
    depth = context.style.numbering_depth if context.style.numbering else 0
    blocks: list[d.Block] = []
    for block in document.blocks:
        if type(block) is d.Header:
            while ranks and ranks[-1] >= block.level:
                ranks.pop()
            ranks.append(block.level)
            level = len(ranks)
            del counts[level:]
            counts.extend([0] * (level - len(counts)))
            counts[-1] += 1
            number = ".".join(map(str, counts)) if level <= depth else ""
            block = replace(block, level=level, number=number)
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))
