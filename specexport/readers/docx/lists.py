"""Lists out of paragraphs that have labels, and what goes on their items: paragraphs, tables and code.

Word has no lists: it has paragraphs with a level and an indentation. An item of another definition is within
the one above it when its label stands where the text of that begins, or further in; of the same definition
when its level is deeper. What has no label and stands as far in as the text of an item goes on that item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.model import document as d
from specexport.readers.docx.numbering import Label

if TYPE_CHECKING:
    from collections.abc import Sequence


_NEAR = 100  # twips: what stands nearer stands at the same place
_MOST_BETWEEN = 3


class Entry(Struct, frozen=True):
    """What stands below each other: blocks, where they begin in twips, and the label of an item.

    `marker` is where the label stands. `is_firm`: a heading, which no list goes on behind. `side` is how a
    paragraph is aligned. `is_grid`: a table or code, which people put between items at the margin.
    """

    blocks: tuple[d.Block, ...]
    left: int = 0
    marker: int = 0
    label: Label | None = None
    is_firm: bool = False
    is_grid: bool = False
    side: str = ""


_Made: TypeAlias = "d.Block | _Open"


class _Open:
    """A list that may go on: its label, where its items' text begins, and the content of its items."""

    def __init__(self, entry: Entry, label: Label) -> None:
        self.first = self.last = label
        self.left, self.marker = entry.left, entry.marker
        self.items: list[list[_Made]] = [list(entry.blocks)]

    def takes(self, label: Label) -> bool:
        """Say whether an item with a label at the same place is the next of this list."""
        if label.is_bullet or self.last.is_bullet:
            return label.is_bullet and self.last.is_bullet
        same = (label.style, label.delimiter) == (self.last.style, self.last.delimiter)
        return same and label.number == self.last.number + 1

    def add(self, entry: Entry, label: Label) -> None:
        """Add an item."""
        self.last = label
        self.left, self.marker = entry.left, entry.marker
        self.items.append(list(entry.blocks))

    def made(self) -> d.Block:
        """Return the list."""
        items = tuple(d.ListItem(content=_made(item)) for item in self.items)
        if self.first.is_bullet:
            return d.BulletList(items=items)
        return d.OrderedList(
            items=items,
            start=max(0, self.first.number),
            style=self.first.style,
            delimiter=self.first.delimiter,
        )


def assembled(entries: Sequence[Entry]) -> tuple[d.Block, ...]:
    """Return the blocks that entries are."""
    if not any(entry.label for entry in entries):
        return tuple(block for entry in entries for block in entry.blocks)
    builder = _Builder(entries)
    for at, entry in enumerate(entries):
        if entry.label is not None:
            builder.item(entry, entry.label)
        else:
            builder.other(at, entry)
    return _made(builder.out)


def _made(nodes: list[_Made]) -> tuple[d.Block, ...]:
    return tuple(node.made() if isinstance(node, _Open) else node for node in nodes)


class _Builder:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self.out: list[_Made] = []
        self._entries = entries
        self._stack: list[_Open] = []

    def item(self, entry: Entry, label: Label) -> None:
        """Put an item into the list that it goes on, or that it begins."""
        while self._stack and self._ends(self._stack[-1], entry, label):
            self._stack.pop()
        top = self._stack[-1] if self._stack else None
        if top is not None and self._is_beside(top, entry, label):
            if top.takes(label):
                top.add(entry, label)
                return
            self._stack.pop()
        fresh = _Open(entry, label)
        self._place().append(fresh)
        self._stack.append(fresh)

    def other(self, at: int, entry: Entry) -> None:
        """Put what has no label into the item that it goes on, or below the lists."""
        keeper = self._keeper(at, entry)
        if keeper is not None:
            del self._stack[self._stack.index(keeper) + 1 :]
        elif entry.blocks:
            self._stack.clear()
        self._place().extend(entry.blocks)

    def _place(self) -> list[_Made]:
        return self._stack[-1].items[-1] if self._stack else self.out

    def _ends(self, top: _Open, entry: Entry, label: Label) -> bool:
        """Say whether the innermost list has ended where an item stands."""
        if top.last.family == label.family:
            return label.level < top.last.level
        if any(one.last.family == label.family and one.last.level >= label.level for one in self._stack):
            return True
        return entry.marker < top.left - _NEAR and not self._is_beside(top, entry, label)

    @staticmethod
    def _is_beside(top: _Open, entry: Entry, label: Label) -> bool:
        if top.last.family == label.family:
            return label.level == top.last.level
        return abs(entry.marker - top.marker) <= _NEAR

    def _keeper(self, at: int, entry: Entry) -> _Open | None:
        """Return the list whose last item an entry without a label goes on."""
        if entry.is_firm:
            return None
        for one in reversed(self._stack):
            if one.left > 0 and entry.left >= one.left - _NEAR:
                return one
        return self._spanning(at)

    def _spanning(self, at: int) -> _Open | None:
        """Return a numbered list that counts on behind what stands at the margin.

        Below the first level the numbers would have no list to go on with. On it, a table or code stands
        between two items that follow each other.
        """
        between = []
        for entry in self._entries[at : at + _MOST_BETWEEN + 1]:
            if entry.is_firm:
                return None
            if entry.label is None:
                between.append(entry)
                continue
            label = entry.label
            for one in self._stack:
                if one.last.family == label.family and one.last.level == label.level and one.takes(label):
                    grids = all(each.is_grid or not each.blocks for each in between)
                    return one if not label.is_bullet and (label.level > 0 or grids) else None
            return None
        return None
