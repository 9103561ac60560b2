"""Which paragraph that came back is which that was sent.

Paragraphs are known by their bookmarks, where the file has kept them, and else by their words: what stands
between two that are known is paired by how alike it is. Words that Word has tracked as inserted do not count.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.compare import sequences
from specexport.core.patterns import regex
from specexport.review import weave
from specexport.review.source_map import BOOKMARK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specexport.readers.docx.flat import Paragraph

_ALIKE = 0.5
_MOST_PAIRS = 40_000
_WORD = regex(r"\w+|[^\w\s]")


class Group(Struct):
    """Paragraphs that came back and were one: what ends each but the last was inserted."""

    numbers: list[int]
    text: str
    names: list[str]


class Pairs(Struct, frozen=True):
    """What is what: for every paragraph that was sent its group, for every group what it was, -1 for none.

    `moved` are the paragraphs, of those that were sent, that came back in another order.
    """

    groups: list[Group]
    sent: list[int]
    came: list[int]
    moved: frozenset[int]


def groups(came: Sequence[Paragraph]) -> list[Group]:
    """Return what came back as it was before paragraphs were divided, as far as Word has tracked that."""
    found: list[Group] = []
    open_group = False
    for number, one in enumerate(came):
        row_came = any(slot.added for slot in one.slots)
        if open_group and found and came[found[-1].numbers[-1]].slots == one.slots and not row_came:
            last = found[-1]
            last.numbers.append(number)
            last.text += weave.before(one)
            last.names += _names(one)
        else:
            found.append(Group([number], weave.before(one), _names(one)))
        open_group = one.added is not None
    return found


def _names(paragraph: Paragraph) -> list[str]:
    return [name for name in paragraph.names if name.startswith(BOOKMARK)]


def paired(
    sent: Sequence[Paragraph], came: Sequence[Paragraph], names: Mapping[str, str], *, sure: bool = True
) -> Pairs:
    """Return which paragraph is which; `names` are bookmarks of what came with those of what was sent.

    Where that is not `sure`, words have to be alike as well.
    """
    found = groups(came)
    pairs = _Pairing(sent, came, found)
    pairs.by_names(names, sure=sure)
    moved = pairs.settle_order()
    pairs.between()
    pairs.cells()
    pairs.join_divided()
    return Pairs(pairs.groups, pairs.sent_to, pairs.came_to, moved)


class _Element:
    """A paragraph, or a row of a table with its paragraphs, while elements are paired."""

    def __init__(self, row: tuple[int, int] | None, first: Paragraph) -> None:
        self.row = row
        self.first = first
        self.numbers: list[int] = []
        self.texts: list[str] = []
        self.columns: list[int] = []

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same in an element that is the same."""
        return (*self.texts, len(self.first.slots), self.first.part)

    def likeness(self, other: _Element) -> float:
        """Return how alike two elements are, from 0 to 1; of different kinds they are not."""
        one, two = self.first, other.first
        if len(one.slots) != len(two.slots) or one.part != two.part or one.is_code != two.is_code:
            return 0.0
        bonus = 0.1 if one.style == two.style else 0.0
        return min(1.0, alike(" ".join(self.texts), " ".join(other.texts)) + bonus)


class _Pairing:
    def __init__(self, sent: Sequence[Paragraph], came: Sequence[Paragraph], found: Sequence[Group]) -> None:
        self.sent = sent
        self.came = came
        self.groups = list(found)
        self.sent_to = [-1] * len(sent)
        self.came_to = [-1] * len(found)
        self._texts = [one.text for one in sent]

    def _pair(self, one: int, other: int) -> None:
        self.sent_to[one], self.came_to[other] = other, one

    def by_names(self, names: Mapping[str, str], *, sure: bool) -> None:
        """Pair what has the same bookmark, unless its words say that it is something else."""
        places = {name: at for at, one in enumerate(self.sent) for name in _names(one)}
        for number, group in enumerate(self.groups):
            if self._is_new(group):
                continue
            for name in group.names:
                at = places.get(names.get(name, ""), -1)
                if at < 0 or self.sent_to[at] >= 0 or self.came_to[number] >= 0:
                    continue
                if sure or alike(self._texts[at], group.text) >= _ALIKE:
                    self._pair(at, number)

    def _is_new(self, group: Group) -> bool:
        return any(slot.added for slot in self.came[group.numbers[0]].slots)

    def settle_order(self) -> frozenset[int]:
        """Return the paragraphs, of those sent, that are paired out of order: the others are the most."""
        known = [(at, other) for at, other in enumerate(self.sent_to) if other >= 0]
        self._spine = sequences.longest(known)
        kept = {one.old for one in self._spine}
        return frozenset(at for at, _ in known if at not in kept)

    def between(self) -> None:
        """Pair what stands between two known pairs by its words."""
        one = other = 0
        for at, group in [*self._spine, (len(self.sent), len(self.groups))]:
            left = [number for number in range(one, at) if self.sent_to[number] < 0]
            right = [
                number
                for number in range(other, group)
                if self.came_to[number] < 0 and not self._is_new(self.groups[number])
            ]
            if left and right:
                self._alike(left, right)
            one, other = at + 1, group + 1

    def _alike(self, left: list[int], right: list[int]) -> None:
        """Pair what is the same, and between that what is alike; the cells of a row go together."""
        one = self._elements([(at, self.sent[at], self._texts[at]) for at in left])
        other = self._elements(
            [(at, self.came[self.groups[at].numbers[0]], self.groups[at].text) for at in right]
        )
        found = sequences.matches([each.key for each in one], [each.key for each in other])
        for gap in sequences.between(found, sequences.whole(one, other)):
            self._similar(one[gap.old : gap.old_end], other[gap.new : gap.new_end])
        for match in found:
            self._pair_elements(one[match.old], other[match.new])

    @staticmethod
    def _elements(paragraphs: list[tuple[int, Paragraph, str]]) -> list[_Element]:
        """Return paragraphs, and the rows of tables with theirs, one after another."""
        found: list[_Element] = []
        for at, paragraph, text in paragraphs:
            row = (paragraph.slots[-1].table, paragraph.slots[-1].row) if paragraph.slots else None
            if row is None or not found or found[-1].row != row:
                found.append(_Element(row, paragraph))
            found[-1].numbers.append(at)
            found[-1].texts.append(text)
            found[-1].columns.append(paragraph.slots[-1].column if paragraph.slots else 0)
        return found

    def _pair_elements(self, one: _Element, other: _Element) -> None:
        waiting: dict[int, list[int]] = {}
        for number, column in zip(other.numbers, other.columns, strict=True):
            waiting.setdefault(column, []).append(number)
        for number, column in zip(one.numbers, one.columns, strict=True):
            if waiting.get(column):
                self._pair(number, waiting[column].pop(0))

    def _similar(self, left: list[_Element], right: list[_Element]) -> None:
        """Pair elements in order so that what is paired is most alike in all."""
        if not left or not right or len(left) * len(right) > _MOST_PAIRS:
            return
        best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
        likeness = [[one.likeness(other) for other in right] for one in left]
        for i in range(len(left) - 1, -1, -1):
            for j in range(len(right) - 1, -1, -1):
                both = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= _ALIKE else 0.0
                best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
        i = j = 0
        while i < len(left) and j < len(right):
            if likeness[i][j] >= _ALIKE and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
                self._pair_elements(left[i], right[j])
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1

    def cells(self) -> None:
        """Pair what is left in a cell with what is left in the same cell of the row that it came from."""
        rows: dict[tuple[int, int], tuple[int, int]] = {}
        left: dict[tuple[int, int, int], list[int]] = {}
        for at, one in enumerate(self.sent):
            if not one.slots:
                continue
            slot = one.slots[-1]
            if self.sent_to[at] < 0:
                left.setdefault((slot.table, slot.row, slot.column), []).append(at)
            elif one.text.strip():
                other = self.came[self.groups[self.sent_to[at]].numbers[0]]
                if other.slots:
                    rows.setdefault((other.slots[-1].table, other.slots[-1].row), (slot.table, slot.row))
        for number, group in enumerate(self.groups):
            one = self.came[group.numbers[0]]
            if self.came_to[number] < 0 and one.slots and not self._is_new(group):
                slot = one.slots[-1]
                table, row = rows.get((slot.table, slot.row), (-1, -1))
                if waiting := left.get((table, row, slot.column)):
                    self._pair(waiting.pop(0), number)

    def join_divided(self) -> None:
        """Take a group that begins with the end of the paragraph before it into that paragraph's group."""
        out: list[Group] = []
        numbers: list[int] = []
        for number, group in enumerate(self.groups):
            if out and self.came_to[number] < 0 and self._is_rest(out[-1], numbers[-1], group):
                out[-1].numbers += group.numbers
                out[-1].text += group.text
                continue
            out.append(group)
            numbers.append(number)
        fresh = {old: new for new, old in enumerate(numbers)}
        self.groups = out
        self.came_to = [self.came_to[old] for old in numbers]
        self.sent_to = [fresh.get(old, -1) for old in self.sent_to]

    def _is_rest(self, before: Group, number: int, group: Group) -> bool:
        at = self.came_to[number]
        text = group.text.strip()
        beside = self.came[before.numbers[-1]].slots == self.came[group.numbers[0]].slots
        if at < 0 or len(text) < 2 or not beside:
            return False
        whole = self._texts[at].rstrip()
        gone = whole[len(_common(whole, before.text)) :]
        return bool(gone.strip()) and alike(gone, text) > 0.6 and whole.endswith(text[-1:])


def _common(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]


def alike(one: str, other: str) -> float:
    """Return how much of the words of two texts is the same, from 0 to 1."""
    if one == other:
        return 1.0
    if not one.strip() or not other.strip():
        return 0.0
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE - 0.1 or matcher.quick_ratio() < _ALIKE - 0.1:
        return 0.0
    return matcher.ratio()
