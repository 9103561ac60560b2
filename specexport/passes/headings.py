"""Ranks and numbers of headings: no rank is skipped, and the style says how deep to number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import appendices, walk
from specexport.model import document as d

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.style import Style

_DEEPEST = 6


def run(document: d.Document, context: Context) -> d.Document:
    """Set `level` (1 for sections of the first rank, none skipped) and `number` of the headings.

    Headings within other blocks rank below the section in which they stand and are not numbered; in a table's
    cell there are no sections, so there they become strong text.
    """
    outline = _Outline(context.style)
    blocks = outline.blocks(_lettered(document.blocks, context.style))
    if skipped := outline.skipped:
        message = "ranks of headings are skipped, here first: they are closed up"
        context.inform("SX712", message, skipped.pos, "let each heading be one rank below its section's")
    return replace(document, blocks=blocks)


def outlined(blocks: tuple[d.Block, ...], style: Style) -> tuple[d.Block, ...]:
    """Return `blocks` with the levels and numbers that `run` sets."""
    return _Outline(style).blocks(_lettered(blocks, style))


def _lettered(blocks: tuple[d.Block, ...], style: Style) -> tuple[d.Block, ...]:
    return appendices.lettered(blocks, style.words.appendix) if style.numbering else blocks


class _Outline:
    """Where in the document's outline the blocks stand: the ranks that are open, and the number of each."""

    def __init__(self, style: Style) -> None:
        self._depth = style.numbering_depth if style.numbering else 0
        self.skipped: d.Header | None = None
        self._ranks: list[int] = []
        self._counts: list[int] = []
        # The rank of the appendix that is open and its letter, 0 and empty where none is.
        self._appendix = 0
        self._letter = ""

    def blocks(self, blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
        """Return `blocks` with the levels and numbers of their headings."""
        return tuple(map(self._placed, blocks))

    def _placed(self, block: d.Block) -> d.Block:
        if type(block) is d.Header:
            return self._numbered(block)
        ranks: list[int] = []

        def visit(node: d.Node) -> d.Node:
            if type(node) is d.Cell:
                return replace(node, content=tuple(map(_in_cell, node.content)))
            return self._inner(node, ranks) if type(node) is d.Header else node

        if next(walk.find([block], d.Header), None) is None:
            return block
        return walk.rewrite((block,), visit, d.Cell, d.Header)[0]

    def _numbered(self, header: d.Header) -> d.Header:
        if self._ranks and header.level > self._ranks[-1] + 1:
            self.skipped = self.skipped or header
        level = _level(self._ranks, header.level)
        number = self._number(header, level)
        if level <= self._depth:
            return replace(header, level=min(level, _DEEPEST), number=number)
        return replace(appendices.in_words(header), level=min(level, _DEEPEST), number="")

    def _number(self, header: d.Header, level: int) -> str:
        """The number of the next heading of a rank. Appendices are not counted among sections."""
        del self._counts[level:]
        self._counts.extend([0] * (level - len(self._counts)))
        if level <= self._appendix:
            self._appendix, self._letter = 0, ""
        if appendices.is_appendix(header):
            self._appendix, self._letter = level, header.number[-1:]
            return header.number
        self._counts[-1] += 1
        if self._appendix and not self._letter:
            return ""
        return ".".join((*self._letter, *map(str, self._counts[self._appendix :])))

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
