"""Documents that are nested deeper than the compiler goes, laid out less deep: nothing of them is lost.

Lists beyond that follow the list that they stand in, with their own marks and numbers; what stands in a
quotation, a cell or a box beyond that stands in the one around it; emphasis beyond that changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROOM = 28
_INLINE_ROOM = 12
# How many of the compiler's own steps lie in a block; there are 64 of them, and words need some.
_STEPS: dict[type[d.Node], int] = {
    d.BulletList: 2,
    d.OrderedList: 2,
    d.BlockQuote: 2,
    d.Figure: 2,
    d.Div: 2,
    d.DefinitionList: 6,
    d.Table: 6,
}
_EMPHASIS = (d.Emph, d.Strong, d.Strikeout, d.Superscript, d.Subscript, d.Span)


def shallower(document: d.Document) -> d.Document:
    """Return a document that is nested no deeper than the compiler goes."""
    return replace(document, blocks=tuple(_blocks(document.blocks, _ROOM)))


def _blocks(blocks: Iterable[d.Block], room: int) -> Iterator[d.Block]:
    for block in blocks:
        left = room - _STEPS.get(type(block), 0)
        if left >= 0:
            yield _within(block, left)
        else:
            yield from _opened(block)


Filled = TypeVar("Filled", d.BlockQuote, d.Div, d.Figure, d.ListItem, d.Definition, d.Cell)


def _within(block: d.Block, room: int) -> d.Block:
    """Return a block that stays, and in which there is `room`."""
    match block:
        case d.Para() | d.Header():
            return replace(block, content=tuple(_inlines(block.content, _INLINE_ROOM)))
        case d.BulletList() | d.OrderedList():
            return replace(block, items=tuple(_filled(item, room) for item in block.items))
        case d.DefinitionList():
            return replace(block, items=tuple(_defined(item, room) for item in block.items))
        case d.Table():
            parts = {name: _rows(getattr(block, name), room) for name in ("head", "body", "foot")}
            return replace(block, **parts)
        case d.BlockQuote():
            return _filled(block, room)
        case d.Div():
            return _filled(block, room)
        case d.Figure():
            return _filled(block, room)
        case _:
            return block


def _filled(node: Filled, room: int) -> Filled:
    return replace(node, content=tuple(_blocks(node.content, room)))


def _defined(item: d.DefinitionItem, room: int) -> d.DefinitionItem:
    return replace(item, definitions=tuple(_filled(one, room) for one in item.definitions))


def _rows(rows: Sequence[d.Row], room: int) -> tuple[d.Row, ...]:
    return tuple(replace(row, cells=tuple(_filled(cell, room) for cell in row.cells)) for row in rows)


def _opened(block: d.Block) -> Iterator[d.Block]:
    """Yield what stands in a block for which there is no room."""
    match block:
        case d.BulletList() | d.OrderedList():
            yield from _one_after_another(block)
        case d.DefinitionList():
            for item in block.items:
                yield d.Para(content=item.term)
                yield from _blocks((part for one in item.definitions for part in one.content), 0)
        case d.Table():
            cells = (cell for row in (*block.head, *block.body, *block.foot) for cell in row.cells)
            yield from _blocks((part for cell in cells for part in cell.content), 0)
            yield from (d.Para(content=block.caption),) if block.caption else ()
        case d.Figure():
            yield from _blocks(block.content, 0)
            yield from (d.Para(content=block.caption),) if block.caption else ()
        case d.BlockQuote() | d.Div():
            yield from _blocks(block.content, 0)


def _one_after_another(whole: d.BulletList | d.OrderedList) -> Iterator[d.Block]:
    """Yield a list without lists in it: they follow the items that they stand in."""
    for at, item in enumerate(whole.items):
        plain = [part for part in item.content if type(part) not in _STEPS]
        alone = replace(whole, items=(replace(item, content=tuple(_blocks(plain, 0))),))
        yield replace(alone, start=alone.start + at) if isinstance(alone, d.OrderedList) else alone
        yield from _blocks((part for part in item.content if type(part) in _STEPS), 0)


def _inlines(content: Iterable[Any], room: int) -> Iterator[Any]:
    for node in content:
        if not isinstance(node, (*_EMPHASIS, d.Link)):
            yield node
        elif room or isinstance(node, d.Link):
            yield replace(node, content=tuple(_inlines(node.content, max(room - 1, 0))))
        else:
            yield from _inlines(node.content, 0)
