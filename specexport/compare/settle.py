"""A comparison with all changes accepted, which is the new document, or rejected, which is the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.compare.signatures import is_signed
from specexport.model import document as d
from specexport.model import listing, walk
from specexport.model.classes import (
    CHANGE_SUMMARY,
    DELETED,
    DELETED_CELL,
    DELETED_ITEM,
    DELETED_PARAGRAPH,
    DELETED_ROW,
    INSERTED,
    INSERTED_CELL,
    INSERTED_ITEM,
    INSERTED_PARAGRAPH,
    INSERTED_ROW,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.walk import AnyNode


def accepted(document: d.Document) -> d.Document:
    """Return a document with the changes that somebody made in it."""
    return replace(document, blocks=_Settled(accept=True).blocks(document.blocks))


def rejected(document: d.Document) -> d.Document:
    """Return a document without the changes that somebody made in it."""
    return replace(document, blocks=_Settled(accept=False).blocks(document.blocks))


def _is_summary(block: d.Block) -> bool:
    """Whether a block is what a comparison begins with, which is part of neither version."""
    return isinstance(block, d.Div) and CHANGE_SUMMARY in block.attr.classes


def _joined(node: AnyNode) -> AnyNode:
    """Return a node whose texts that follow each other are one again."""
    before: tuple[d.Node, ...] = node.content  # type: ignore[attr-defined]  # those that are asked for have it
    content = walk.merged(before)
    return replace(node, content=content) if len(content) != len(before) else node


_PARTED = (d.BulletList, d.OrderedList, d.DefinitionItem, d.DefinitionList, d.Table)


def settled(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks with the changes that somebody made in them."""
    return _Settled(accept=True).blocks(blocks)


class _Settled:
    def __init__(self, accept: bool) -> None:
        self._kept, self._gone = (INSERTED, DELETED) if accept else (DELETED, INSERTED)
        self._marks = (DELETED_PARAGRAPH, INSERTED_PARAGRAPH)[:: 1 if accept else -1]
        self._item = DELETED_ITEM if accept else INSERTED_ITEM
        self._row = DELETED_ROW if accept else INSERTED_ROW
        self._cell = DELETED_CELL if accept else INSERTED_CELL
        self._lines = listing.deleted if accept else listing.inserted

    def blocks(self, blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
        """Return blocks with their changes settled: first what has parts, while these say what they are."""
        blocks = tuple(block for block in blocks if not _is_summary(block))
        blocks = walk.rewrite(blocks, self._whole, *_PARTED)
        return walk.rewrite(blocks, self._settled)

    # Items, meanings, rows and columns

    def _whole(self, node: Any) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.DefinitionItem():
                left = tuple(one for one in node.definitions if not self._is(one.content, self._item))
                return replace(node, definitions=left)
            case d.DefinitionList():
                kept = tuple(one for one in node.items if not self._is_term_gone(one))
                return replace(node, items=kept) if kept else ()
            case d.Table():
                return self._table(node)
            case _:
                items = tuple(one for one in node.items if not self._is(one.content, self._item))
                return replace(node, items=items) if items else ()

    def _is(self, content: tuple[d.Block, ...], *names: str) -> bool:
        """Whether all of something is a change of one of the classes `names`."""
        match content:
            case (d.Div(attr=attr),) if is_signed(attr, INSERTED, DELETED):
                return not {*names}.isdisjoint(attr.classes[1:2])
        return False

    def _is_term_gone(self, item: d.DefinitionItem) -> bool:
        match item.term:
            case (d.Span(attr=attr),) if not item.definitions:
                return is_signed(attr, self._gone)
        return not item.definitions and not item.term

    def _table(self, table: d.Table) -> d.Table:
        rows = (*table.head, *table.body, *table.foot)
        gone = {at for at in range(len(table.columns)) if self._is_gone(rows, at, len(table.columns))}
        parts = {
            name: tuple(
                replace(row, cells=tuple(cell for at, cell in enumerate(row.cells) if at not in gone))
                for row in getattr(table, name)
                if not any(self._is(cell.content, self._row) for cell in row.cells)
            )
            for name in ("head", "body", "foot")
        }
        columns = tuple(one for at, one in enumerate(table.columns) if at not in gone)
        return replace(table, columns=columns, **parts)

    def _is_gone(self, rows: Sequence[d.Row], at: int, width: int) -> bool:
        """Whether a column goes: every cell of it says so."""
        cells = [row.cells[at] for row in rows if len(row.cells) == width]
        return 0 < len(rows) == len(cells) and all(self._is(cell.content, self._cell) for cell in cells)

    # Words and blocks

    def _settled(self, node: Any) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Span() | d.Div() if is_signed(node.attr, INSERTED, DELETED):
                content: tuple[d.Node, ...] = node.content
                return content if node.attr.classes[0] == self._kept else ()
            case d.Para() | d.Header():
                return self._paragraph(_joined(node))
            case d.Emph() | d.Strong() | d.Strikeout() | d.Link() | d.Span():
                return _joined(node)
            case d.CodeBlock():
                return self._code(node)
        kept: d.Node = node
        return kept

    def _paragraph(self, node: d.Para | d.Header) -> d.Node | tuple[d.Node, ...]:
        last = node.content[-1] if node.content else None
        if type(last) is not d.Span or not is_signed(last.attr, *self._marks):
            return node
        return () if last.attr.classes[0] == self._marks[0] else replace(node, content=node.content[:-1])

    def _code(self, node: d.CodeBlock) -> d.CodeBlock:
        gone = self._lines(node)
        if not listing.inserted(node) and not listing.deleted(node):
            return node
        lines = (line for number, line in enumerate(node.text.split("\n"), 1) if number not in gone)
        named = {listing.INSERTED_LINES, listing.DELETED_LINES, "author", "date"}
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] not in named)
        return replace(node, text="\n".join(lines), attr=replace(node.attr, pairs=pairs), tokens=())
