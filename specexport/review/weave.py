"""What happened to one paragraph: its characters, those that stayed, went and came, by whom.

What came back is woven with what was sent: every character of both is there once, in order, and says what
became of it. What Word has tracked says so itself; what it has not is found by comparing words.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.readers.docx.flat import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.readers.docx.flat import Paragraph

BREAK = "\x1e"
"""The character in the place of the end of a paragraph that came within another: no XML can hold it."""
LOOKS = frozenset({"strong", "emph", "code", "strike", "super", "sub"})
"""Looks that Markdown has signs for."""
# A word, or one sign of a script that is written without spaces: kana and ideographs.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = regex(rf"[^\W{_UNSPACED}]+|[\W{_UNSPACED}]")
_FIRST_CODE = 0xE000
_MOST = 4_000_000
KEPT, REMOVED, ADDED = 0, 1, 2


class Char(Struct, frozen=True):
    """A character of a paragraph as it was sent or came back."""

    text: str
    look: frozenset[str] = frozenset()
    link: str = ""
    thing: str = ""
    added: Revision | None = None
    removed: Revision | None = None
    formatted: Revision | None = None


class Item(Struct, frozen=True):
    """A character in the weave: what became of it, and its place (from 0) among those that were sent, or -1.

    `revision` is the one by which it came or went, None for what Word has not tracked. `before` is what it
    was, where it stayed; `style` counts the paragraphs of what came back, for ends of paragraphs that came.
    """

    state: int
    char: Char
    at: int = -1
    revision: Revision | None = None
    before: Char | None = None
    paragraph: int = 0

    @property
    def key(self) -> tuple[bool, str]:
        """By whom it was changed: neighbours of one key are one change."""
        return (self.revision is not None, self.revision.author if self.revision else "")


class Codes:
    """Characters that stand for formulas while texts are compared, each for one."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def text(self, chars: Sequence[Char]) -> str:
        """Return the text of characters, in which different formulas are different characters."""
        return "".join([self._code(one) if one.thing.startswith("formula:") else one.text for one in chars])

    def _code(self, char: Char) -> str:
        return self._known.setdefault(char.thing, chr(_FIRST_CODE + len(self._known) % 0x1000))


def characters(paragraph: Paragraph) -> list[Char]:
    """Return the characters of a paragraph."""
    found: list[Char] = []
    for piece in paragraph.pieces:
        look = frozenset(piece.look) & LOOKS
        found += [
            Char(text, look, piece.link, piece.thing, piece.added, piece.removed, piece.formatted)
            for text in piece.text
        ]
    return found


def before(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without what Word has tracked as inserted."""
    return "".join([piece.text for piece in paragraph.pieces if piece.added is None])


def after(paragraph: Paragraph) -> str:
    """Return the text of a paragraph as it is when all is accepted."""
    return "".join([piece.text for piece in paragraph.pieces if piece.removed is None])


def is_same(sent: Paragraph, came: Paragraph) -> bool:
    """Say whether nothing happened to a paragraph."""
    return not came.added and not came.removed and _runs(sent) == _runs(came)


def _runs(paragraph: Paragraph) -> list[object]:
    """Return the text of a paragraph by its looks; what is tracked is like nothing else."""
    found: list[object] = []
    last: object = None
    for piece in paragraph.pieces:
        thing = piece.thing if piece.thing.startswith("formula:") else ""
        tracked = piece.added or piece.removed or piece.formatted
        own = (LOOKS.intersection(piece.look), piece.link, thing, piece if tracked else None)
        if own == last:
            found[-1] = str(found[-1]) + piece.text
        else:
            found += [own, piece.text]
            last = own
    return found


def woven(
    sent: Sequence[Char], came: Sequence[Sequence[Char]], marks: Sequence[Revision | None]
) -> list[Item]:
    """Return the weave of the characters of a paragraph and of those that came back in its place.

    These may be several paragraphs; `marks` are the revisions of their ends, but for the last.
    """
    matches = _matches(sent, came)
    items: list[Item] = []
    passed = place = 0
    for number, part in enumerate(came):
        for char in part:
            if char.added is not None:
                if char.removed is None:
                    items.append(Item(ADDED, char, revision=char.added, paragraph=number))
                continue
            at = matches[place]
            place += 1
            if at is None:
                if char.removed is None:
                    items.append(Item(ADDED, char, paragraph=number))
                continue
            items += [Item(REMOVED, sent[gone], gone, paragraph=number) for gone in range(passed, at)]
            passed = at + 1
            state = KEPT if char.removed is None else REMOVED
            items.append(Item(state, char, at, char.removed, sent[at], number))
        if number < len(came) - 1:
            items.append(Item(ADDED, Char(BREAK), revision=marks[number], paragraph=number + 1))
    last = len(came) - 1
    items += [Item(REMOVED, sent[gone], gone, paragraph=last) for gone in range(passed, len(sent))]
    return _settled(items)


def _settled(items: list[Item]) -> list[Item]:
    """Return a weave in which what came stands where the looks around it are as they were.

    In `The *big pump*` either space may be the one that was there before `big`: it is the one of its look.
    """
    place = 0
    while place < len(items):
        end = place
        while end < len(items) and items[end].state == ADDED and items[end].revision is None:
            end += 1
        start, finish = place, end
        while start < finish < len(items) and _may_swap(items[start], items[finish]):
            items[start], items[finish] = _swapped(items[start], items[finish])
            start, finish = start + 1, finish + 1
        while 0 < start < finish == end and _may_swap(items[finish - 1], items[start - 1]):
            items[finish - 1], items[start - 1] = _swapped(items[finish - 1], items[start - 1])
            start, finish, end = start - 1, finish - 1, finish - 1
        place = max(end, place + 1)
    return items


def _may_swap(new: Item, kept: Item) -> bool:
    """Say whether a new character is what stayed, by its look, rather than the one that is taken for it."""
    before = kept.before
    if kept.state != KEPT or before is None or new.state != ADDED:
        return False
    same = new.char.text == kept.char.text and new.char.text != BREAK
    return same and kept.char.look != before.look == new.char.look


def _swapped(new: Item, kept: Item) -> tuple[Item, Item]:
    """Return two characters, the new one as that which stayed, and the other as new."""
    return (
        Item(KEPT, new.char, kept.at, None, kept.before, new.paragraph),
        Item(ADDED, kept.char, paragraph=kept.paragraph),
    )


def origins(sent: Sequence[Char], came: Sequence[Sequence[Char]]) -> list[list[int | None]]:
    """Return for every character that came which of those that were sent it is, None for a new one."""
    matches = iter(_matches(sent, came))
    return [[next(matches) if char.added is None else None for char in part] for part in came]


def _matches(sent: Sequence[Char], came: Sequence[Sequence[Char]]) -> list[int | None]:
    """Return for every character that came, and was not tracked as new, which of those sent it is."""
    codes = Codes()
    one = codes.text(sent)
    parts = [codes.text([char for char in part if char.added is None]) for part in came]
    other = "".join(parts)
    if one == other:
        return list(range(len(one)))
    # Words do not go on from one paragraph into the next.
    apart = BREAK.join(parts)
    found: list[int | None] = [None] * len(apart)
    for start, begin, count in matching(one, apart):
        for at in range(count):
            found[begin + at] = start + at
    return [place for char, place in zip(apart, found, strict=True) if char != BREAK]


def matching(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the same words stand in two texts: the offsets in both, and how many characters."""
    first, second = _TOKEN.findall(one.replace("\n", "\v")), _TOKEN.findall(other.replace("\n", "\v"))
    starts, begins = _offsets(first), _offsets(second)
    for i, j, size in _matched(first, second):
        if size:
            yield starts[i], begins[j], starts[i + size] - starts[i]


def _matched(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where the same tokens stand in two lists: of long ones what both begin and end with goes first.

    The time for what is between grows with the product of its lengths, so that of very much all has changed.
    """
    if len(first) * len(second) <= _MOST:
        yield from SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        return
    head = _common(first, second)
    tail = _common(first[head:][::-1], second[head:][::-1])
    yield 0, 0, head
    middle, other = first[head : len(first) - tail], second[head : len(second) - tail]
    if len(middle) * len(other) <= _MOST:
        for i, j, size in SequenceMatcher(None, middle, other, autojunk=False).get_matching_blocks():
            yield head + i, head + j, size
    yield len(first) - tail, len(second) - tail, tail


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many tokens two lists begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _offsets(tokens: Iterable[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def hunks(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield where changes begin and end in a weave: neighbours that one person has changed."""
    start = 0
    while start < len(items):
        if items[start].state == KEPT:
            start += 1
            continue
        end = start + 1
        while end < len(items) and items[end].state != KEPT and items[end].key == items[start].key:
            end += 1
        yield start, end
        start = end
