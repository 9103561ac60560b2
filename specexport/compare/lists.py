"""What changed in a list: its items, and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.compare import align
from specexport.model import document as d
from specexport.model.classes import DELETED_ITEM, INSERTED_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.compare.blocks import Comparison
    from specexport.compare.words import State

_NAMES: dict[State, str] = {"inserted": INSERTED_ITEM, "deleted": DELETED_ITEM}


def merged(comparison: Comparison, old: d.Block, new: d.Block) -> d.Block | None:
    """Return two versions of a list as one, None where they are lists of two kinds or none."""
    match old, new:
        case d.BulletList(), d.BulletList():
            return replace(new, items=tuple(_items(comparison, old.items, new.items)))
        case d.OrderedList(), d.OrderedList():
            if (old.start, old.style, old.delimiter) != (new.start, new.style, new.delimiter):
                return None
            return replace(new, items=tuple(_items(comparison, old.items, new.items)))
        case d.DefinitionList(), d.DefinitionList():
            return replace(new, items=tuple(_terms(comparison, old.items, new.items)))
        case _:
            return None


def _items(
    comparison: Comparison, old: Sequence[d.ListItem], new: Sequence[d.ListItem]
) -> Iterator[d.ListItem]:
    for pair in align.blocks(old, new, comparison.old, comparison.new):
        before = None if pair.old is None else old[pair.old]
        after = None if pair.new is None else new[pair.new]
        if before and after and before.checked == after.checked:
            content = after.content
            if not comparison.same(before, after):
                content = comparison.blocks(before.content, after.content)
            yield replace(after, content=content)
            continue
        if before:
            yield _whole(comparison, before, "deleted")
        if after:
            yield _whole(comparison, after, "inserted")


def _whole(comparison: Comparison, item: d.ListItem, state: State) -> d.ListItem:
    return replace(item, content=_boxed(comparison, item, state))


def _boxed(comparison: Comparison, item: d.ListItem | d.Definition, state: State) -> tuple[d.Block, ...]:
    content = comparison.retired(item.content) if state == "deleted" else item.content
    pairs = comparison.sign(item.pos, state == "inserted")
    return (comparison.box(content, state, pairs, _NAMES[state]),)


def _terms(
    comparison: Comparison, old: Sequence[d.DefinitionItem], new: Sequence[d.DefinitionItem]
) -> Iterator[d.DefinitionItem]:
    for pair in align.blocks(old, new, comparison.old, comparison.new):
        before = None if pair.old is None else old[pair.old]
        after = None if pair.new is None else new[pair.new]
        if before and after:
            yield after if comparison.same(before, after) else _term(comparison, before, after)
        elif before:
            yield _whole_term(comparison, before, "deleted")
        elif after:
            yield _whole_term(comparison, after, "inserted")


def _term(comparison: Comparison, old: d.DefinitionItem, new: d.DefinitionItem) -> d.DefinitionItem:
    meanings: list[d.Definition] = []
    for pair in align.blocks(old.definitions, new.definitions, comparison.old, comparison.new):
        before = None if pair.old is None else old.definitions[pair.old]
        after = None if pair.new is None else new.definitions[pair.new]
        if before and after:
            meanings.append(replace(after, content=comparison.blocks(before.content, after.content)))
        elif before:
            meanings.append(replace(before, content=_boxed(comparison, before, "deleted")))
        elif after:
            meanings.append(replace(after, content=_boxed(comparison, after, "inserted")))
    return replace(new, term=comparison.text(old.term, new.term), definitions=tuple(meanings))


def _whole_term(comparison: Comparison, item: d.DefinitionItem, state: State) -> d.DefinitionItem:
    pairs = comparison.sign(item.pos, state == "inserted")
    term = comparison.retired(item.term) if state == "deleted" else item.term
    meanings = (replace(one, content=_boxed(comparison, one, state)) for one in item.definitions)
    return replace(item, term=comparison.wholly(term, state, pairs), definitions=tuple(meanings))
