"""Ranks and numbers of headings: no rank is skipped, and the style says how deep to number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context

_DEEPEST = 6


def run(document: d.Document, context: Context) -> d.Document:
    """Set `level` (1 for sections of the first rank, none skipped) and `number` of the headings.

    Headings within other blocks rank below the section in which they stand and are not numbered; in a table's
    cell there are no sections, so there they become strong text.
    """
    outline = _Outline(context.style.numbering_depth if context.style.numbering else 0)
    return replace(document, blocks=tuple(outline.placed(block) for block in document.blocks))


class _Outline:
    """Where in the document's outline the blocks stand: the ranks that are open, and the number of each."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._ranks: list[int] = []
        self._counts: list[int] = []

    def placed(self, block: d.Block) -> d.Block:
        """Return `block` with the levels and numbers of its headings, in reading order."""
        if type(block) is d.Header:
            return self._numbered(block)
        ranks: list[int] = []

        def visit(node: d.Node) -> d.Node:
            if type(node) is d.Cell:
                return replace(node, content=tuple(map(_in_cell, node.content)))
            return self._inner(node, ranks) if type(node) is d.Header else node

        if next(walk.find([block], d.Header), None) is None:
            return block
        fresh: d.Block = walk.rewrite((block,), visit)[0]
        return fresh

    def _numbered(self, header: d.Header) -> d.Header:
        level = _level(self._ranks, header.level)
        del self._counts[level:]
        self._counts.extend([0] * (level - len(self._counts)))
        self._counts[-1] += 1
        number = ".".join(map(str, self._counts)) if level <= self._depth else ""
        return replace(header, level=min(level, _DEEPEST), number=number)

    def _inner(self, header: d.Header, ranks: list[int]) -> d.Header:
        return replace(header, level=min(len(self._ranks) + _level(ranks, header.level), _DEEPEST))


def _level(ranks: list[int], rank: int) -> int:
    """Close the ranks that `rank` ends, open it, and return how many are open."""
    while ranks and ranks[-1] >= rank:
        ranks.pop()
    ranks.append(rank)
    return len(ranks)


def _in_cell(block: d.Block) -> d.Block:
    if type(block) is not d.Header:
        return block
    return d.Para(content=(d.Strong(content=block.content, pos=block.pos),), pos=block.pos)
