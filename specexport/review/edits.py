"""Changes of a text: what goes and what comes, at offsets, and the text that results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from specexport.core.patterns import regex
from specexport.review import markup, weave
from specexport.review.markup import Manner, Place
from specexport.review.weave import ADDED, BREAK, KEPT, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specexport.review.weave import Char, Item
    from specexport.review.written import Line, Markup, Spot


_TICKS = regex(r"`+")


class Edits(Struct):
    """What goes (from one offset to another) and what comes (at an offset) in one text."""

    gone: list[tuple[int, int]] = field(default_factory=list)
    come: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Edits) -> None:
        """Take in more edits of the same text."""
        self.gone += other.gone
        self.come += other.come

    def within(self, start: int, end: int) -> Edits:
        """Return the edits between two offsets, by the first of them."""
        gone = [(begin - start, finish - start) for begin, finish in self.gone if start <= begin < end]
        return Edits(gone, [(at - start, words) for at, words in self.come if start < at < end])

    def applied(self, text: str) -> str:
        """Return the text with all edits made. What comes where something goes, comes all the same."""
        come: dict[int, list[str]] = {}
        for at, words in self.come:
            come.setdefault(at, []).append(words)
        marks = sorted({at for pair in self.gone for at in pair} | set(come) | {0, len(text)})
        opened = sorted(self.gone)
        out: list[str] = []
        until = place = 0
        for at, following in zip(marks, [*marks[1:], len(text)], strict=True):
            out += come.get(at, ())
            while place < len(opened) and opened[place][0] <= at:
                until = max(until, opened[place][1])
                place += 1
            if at >= until:
                out.append(text[at:following])
        return "".join(out)


class Context(Struct, frozen=True):
    """What a paragraph's line of Markdown is like: as `markup.Place` says, and how the author writes."""

    how: Manner
    in_table: bool = False
    newline: str = "\\\n"


class LineEditor:
    """Makes the edits of one paragraph: `places` say which character of the line a character of Word's is."""

    def __init__(self, line: Line, places: Sequence[int | None], text: str, context: Context) -> None:
        self._line = line
        self._places = places
        self._text = text
        self._context = context

    def spot(self, at: int) -> Spot | None:
        """Return where a character of Word's stands in the source."""
        place = self._places[at] if 0 <= at < len(self._places) else None
        return None if place is None else self._line.spots[place]

    def edits(self, items: Sequence[Item]) -> tuple[Edits, list[int]]:
        """Return the edits that a weave without ends of paragraphs is, and the items that have none."""
        made = Edits()
        failed: list[int] = []
        removed = {place for one in items if one.state == REMOVED and (place := self._place(one)) is not None}
        hunks = [(places, self._hunk(items, places.start, places.stop, removed)) for places in _hunks(items)]
        ended = self._ended(hunks, removed)
        for places, one in hunks:
            if one is None or any(one.within(span.start, span.end) != Edits() for span in ended):
                failed += places
            else:
                made.add(one)
        self._tidy(made, removed)
        self._label(made)
        return made, failed

    def _label(self, made: Edits) -> None:
        """Name what a link refers to where its words, which did so, have changed (CommonMark, 6.3)."""
        for one in self._line.markup:
            written = self._text[one.start : one.end]
            alone = written.startswith("[") and written.endswith("]") and "][" not in written.rstrip("[]")
            if one.look != "link" or not alone:
                continue
            touched = any(one.start < at < one.end for at, _ in made.come) or any(
                start < one.end and one.start < end for start, end in made.gone
            )
            whole = any(start <= one.start and one.end <= end for start, end in made.gone)
            if touched and not whole:
                collapsed = written.endswith("][]")
                label = written[:-2] if collapsed else written
                made.gone += [(one.end - 2, one.end)] if collapsed else []
                made.come.append((one.end, label))

    def parted(self, last: Spot, first: Spot) -> tuple[str, str]:
        """Return the signs that close markup behind one character and open it again before another."""
        closing, opening = "", ""
        for one in sorted(self._line.markup, key=lambda one: one.end - one.start):
            inner = [spot for spot in self._line.spots[one.first : one.last] if spot]
            if inner and inner[0].start <= last.start and first.end <= inner[-1].end:
                closing += self._text[inner[-1].end : one.end]
                opening = self._text[one.start : inner[0].start] + opening
        return closing, opening

    def _place(self, item: Item) -> int | None:
        return self._places[item.at] if 0 <= item.at < len(self._places) else None

    def _hunk(self, items: Sequence[Item], start: int, end: int, removed: set[int]) -> Edits | None:
        gone = [one for one in items[start:end] if one.state == REMOVED]
        come = [one.char for one in items[start:end] if one.state == ADDED]
        spots = [self.spot(one.at) for one in gone]
        if any(spot is None and one.char.text.strip() for spot, one in zip(spots, gone, strict=True)):
            return None
        known = [spot for spot in spots if spot is not None]
        if not self._whole(known, removed):
            return None
        edits = Edits(gone=[(spot.start, spot.end) for spot in known])
        if come:
            found = self._target(items, start, end, [spot for spot in spots if spot], come[0])
            if found is None:
                return None
            at, place = found
            if self._ends_code(place, come):
                return None
            words = markup.written(come, place, self._context.how)
            if words is None:
                return None
            edits.come.append((at, words))
        return edits

    def _ends_code(self, place: Place, come: Sequence[Char]) -> bool:
        """Say whether characters that come into a span of code would end it, or are no part of one."""
        in_span = "code" in place.look and any(one.look == "code" for one in self._line.markup)
        return in_span and any(char.text in "`\n" for char in come)

    def _ended(self, hunks: Sequence[tuple[range, Edits | None]], removed: set[int]) -> list[Markup]:
        """Return the spans of code that backticks in them would end once words of them have gone."""
        made = Edits()
        for _, one in hunks:
            made.add(one or Edits())
        return [
            one
            for one in self._line.markup
            if one.look == "code"
            and "`" in self._line.text[one.first : one.last]
            and not removed.issuperset(range(one.first, one.last))
            and not _is_span(made.within(one.start, one.end).applied(self._text[one.start : one.end]))
        ]

    def _whole(self, spots: Sequence[Spot], removed: set[int]) -> bool:
        """Say whether what is written as one thing goes as a whole."""
        wholes = {spot.whole for spot in spots if spot.whole}
        return (
            all(
                place in removed
                for place, spot in enumerate(self._line.spots)
                if spot is not None and spot.whole in wholes
            )
            or not wholes
        )

    def _target(
        self,
        items: Sequence[Item],
        start: int,
        end: int,
        gone: Sequence[Spot],
        char: Char,
    ) -> tuple[int, Place] | None:
        """Return where new characters go, and what they are written into there."""
        if gone:
            first = next(
                place
                for place in (self._place(one) for one in items[start:end] if one.state == REMOVED)
                if place is not None and self._line.spots[place] is not None
            )
            return self._leave(first, gone[0].start, gone[0], char, before=True)
        left = next(
            (place for one in reversed(items[:start]) if (place := self._seen(one)) is not None), None
        )
        right = next((place for one in items[end:] if (place := self._seen(one)) is not None), None)
        for place in (left, right):
            spot = self._line.spots[place] if place is not None else None
            if spot and place is not None and spot.look == char.look and spot.link == char.link:
                return (spot.end if place is left else spot.start), self._around(spot)
        place = left if left is not None else right
        if place is None:
            return None
        spot = self._line.spots[place]
        assert spot is not None
        if left is not None:
            return self._leave(place, spot.end, spot, char, before=False)
        return self._leave(place, spot.start, spot, char, before=True)

    def _seen(self, item: Item) -> int | None:
        place = self._place(item) if item.at >= 0 else None
        return place if place is not None and self._line.spots[place] is not None else None

    def _around(self, spot: Spot) -> Place:
        return Place(spot.look, spot.link, False, self._context.in_table, self._context.newline)

    def _leave(self, place: int, at: int, spot: Spot, char: Char, *, before: bool) -> tuple[int, Place]:
        """Return a place beside a character, outside of all markup that is not that of a new one."""
        look, link = set(spot.look), spot.link
        for one in sorted(self._line.markup, key=lambda one: one.last - one.first):
            inside = one.first <= place < one.last
            foreign = one.look not in char.look if one.look != "link" else link != char.link
            if inside and foreign:
                at = one.start if before else one.end
                look.discard(one.look)
                link = "" if one.look == "link" else link
        begins = self._text[self._text.rfind("\n", 0, at) + 1 : at].strip(" \t>") == ""
        return at, Place(frozenset(look), link, begins, self._context.in_table, self._context.newline)

    def _tidy(self, made: Edits, removed: set[int]) -> None:
        """Take out markup around nothing, and put spaces at the edges of markup outside of it."""
        filled = {at for at, _ in made.come}
        for one in self._line.markup:
            places = range(one.first, one.last)
            left = [place for place in places if place not in removed]
            if not removed.intersection(places):
                continue
            if not left:
                inner = [spot for place in places if (spot := self._line.spots[place])]
                if not any(spot.start <= at <= spot.end for spot in inner for at in filled):
                    made.gone.append((one.start, one.end))
            elif one.look not in ("code", "link"):
                self._outside(made, one, left, filled)

    def _outside(self, made: Edits, one: Markup, left: Sequence[int], filled: set[int]) -> None:
        """Put a space that now stands at an edge of markup outside of it, where no sign may touch one."""
        first, last = self._line.spots[left[0]], self._line.spots[left[-1]]
        if len(left) < 2 or first is None or last is None:
            return
        edges = (
            (left[0], first, one.start, (one.start, first.start)),
            (left[-1], last, one.end, (last.end, one.end)),
        )
        for place, spot, at, (begin, finish) in edges:
            if self._line.text[place] == " " and not any(begin <= come <= finish for come in filled):
                made.gone.append((spot.start, spot.end))
                made.come.append((at, " "))


def _hunks(items: Sequence[Item]) -> Iterator[range]:
    """Yield where items stand that have changed, neighbours together."""
    start = 0
    while start < len(items):
        end = start
        while end < len(items) and items[end].state != KEPT:
            end += 1
        if end > start:
            yield range(start, end)
        start = end + 1


def _is_span(written: str) -> bool:
    """Say whether a text is one span of code (CommonMark 0.31.2, 6.1)."""
    runs = _TICKS.findall(written)
    closing = [at for at, run in enumerate(runs) if at and run == runs[0]]
    whole = written.startswith(runs[0]) and written.endswith(runs[-1])
    return whole and closing[:1] == [len(runs) - 1]


def effective(items: Sequence[Item], refused: set[int]) -> list[Item]:
    """Return a weave in which the changes at the places `refused` have not happened."""
    from msgspec.structs import replace

    found = []
    for at, one in enumerate(items):
        if at not in refused or one.state == KEPT:
            found.append(one)
        elif one.state == REMOVED:
            found.append(replace(one, state=KEPT))
    return found


def segments(items: Sequence[Item]) -> list[list[Item]]:
    """Return a weave cut at the ends of paragraphs that came within it."""
    found: list[list[Item]] = [[]]
    for one in items:
        if one.state == ADDED and one.char.text == BREAK:
            found.append([])
        else:
            found[-1].append(one)
    return found


def plain(items: Sequence[Item], state: int) -> str:
    """Return the characters of one state, with a line end for the end of a paragraph."""
    return "".join([one.char.text for one in items if one.state == state]).replace(weave.BREAK, "\n")
