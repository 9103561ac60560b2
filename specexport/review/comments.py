"""What was said: threads of comments, the words that they hang on, and where these stand in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.review import weave
from specexport.review.changes import joined
from specexport.review.found import Comment, Place, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specexport.readers.docx.flat import Flat, Said
    from specexport.review.changes import Comparison

_LONGEST = 400


class Thread(Struct, frozen=True):
    """A comment, and the paragraph that was sent and the offsets in its source that it hangs on, if any."""

    comment: Comment
    hangs: tuple[int, int, int] | None = None


def threads(flat: Flat, comparison: Comparison, root: str, file: str) -> Iterator[Thread]:
    """Yield the comments of a file with their answers, in the order of the text."""
    spans = _spans(flat)
    answers = _answers(flat.comments)
    ordered = sorted(flat.comments, key=lambda ident: spans.get(ident, ((1 << 30, 0), (0, 0))))
    for ident in ordered:
        said = flat.comments[ident]
        if said.answers and said.answers in flat.comments and said.answers != ident:
            continue
        start, end = spans.get(ident, ((-1, 0), (-1, 0)))
        hangs = _offsets(flat, comparison, range(start[0], end[0] + 1), start, end) if start[0] >= 0 else None
        made = Comment(
            ident,
            said.author,
            said.date,
            said.text,
            said.resolved,
            tuple(Reply(one.author, one.date, one.text, one.ident) for one in answers.get(ident, ())),
            _quote(flat, start, end) if start[0] >= 0 else "",
            _place(flat, comparison, hangs, start, root) if start[0] >= 0 else None,
            flat.paragraphs[start[0]].page if start[0] >= 0 else 0,
            file,
        )
        yield Thread(made, hangs)


def _answers(comments: Mapping[str, Said]) -> dict[str, list[Said]]:
    """Return the answers in each thread by the comment that began it."""
    found: dict[str, list[Said]] = {}
    for said in comments.values():
        top, seen = said, {said.ident}
        while top.answers in comments and top.answers not in seen:
            top = comments[top.answers]
            seen.add(top.ident)
        if top is not said:
            found.setdefault(top.ident, []).append(said)
    return found


Point = tuple[int, int]


def _spans(flat: Flat) -> dict[str, tuple[Point, Point]]:
    """Return where each comment begins and ends: a paragraph and how many characters stand before."""
    begun: dict[str, Point] = {}
    found: dict[str, tuple[Point, Point]] = {}
    for number, paragraph in enumerate(flat.paragraphs):
        for ident, begins, at in paragraph.comments:
            if begins:
                begun.setdefault(ident, (number, at))
            elif ident not in found:
                found[ident] = (begun.get(ident, (number, at)), (number, at))
    return found


def _quote(flat: Flat, start: Point, end: Point) -> str:
    parts = []
    for number in range(start[0], end[0] + 1):
        chars = weave.characters(flat.paragraphs[number])
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(chars)
        parts.append("".join(char.text for char in chars[first:last] if char.removed is None))
    quote = " ".join(" ".join(parts).split())
    return quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST]}…"


def _place(
    flat: Flat, comparison: Comparison, first: tuple[int, int, int] | None, start: Point, root: str
) -> Place | None:
    """Return where the words of a comment stand; of new words the place before which they come."""
    if first is not None:
        return _in_source(comparison, first, root)
    before = _offsets(flat, comparison, range(start[0], start[0] + 1), (start[0], 0), (start[0], 1 << 30))
    if before is not None:
        return _in_source(comparison, before, root)
    for number in range(start[0], -1, -1):
        found = _sent(comparison, number)
        block = comparison.sent.blocks[found] if found >= 0 else None
        if block is not None:
            return Place(joined(root, block.pos.path), block.end_line, 1, block.end_line)
    return None


def _in_source(comparison: Comparison, found: tuple[int, int, int], root: str) -> Place | None:
    number, first, last = found
    block, text = comparison.sent.blocks[number], comparison.sent.text(number)
    if block is None or text is None:
        return None
    line, column = text.place(first)
    end_line, end_column = text.place(max(first, last - 1))
    return Place(joined(root, block.pos.path), line, column, end_line, end_column)


def _sent(comparison: Comparison, number: int) -> int:
    """Return which paragraph that was sent one that came back is, -1 for none."""
    group = comparison.group_of(number)
    return comparison.pairs.came[group] if group >= 0 else -1


def _offsets(
    flat: Flat, comparison: Comparison, numbers: Sequence[int], start: Point, end: Point
) -> tuple[int, int, int] | None:
    """Return a paragraph that was sent, and where in its source the words between two points are."""
    found: tuple[int, int, int] | None = None
    for number in numbers:
        at = _sent(comparison, number)
        if at < 0 or comparison.sent.blocks[at] is None:
            continue
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else 1 << 30
        origins = _known(flat, comparison, number, at)
        known = [one for one in origins[first : max(last, first + 1)] if one is not None]
        if not known and first:
            known = [one for one in origins[:first] if one is not None][-1:]
        place = comparison.sent.offsets(at, known[0], known[-1]) if known else None
        if place is None:
            continue
        if found is None:
            found = (at, *place)
        elif comparison.sent.text(at) is comparison.sent.text(found[0]):
            found = (found[0], found[1], max(found[2], place[1]))
    return found


def _known(flat: Flat, comparison: Comparison, number: int, at: int) -> list[int | None]:
    """Return for every character of a paragraph that came which of those that were sent it is."""
    if at not in comparison.weaves:
        return list(range(len(flat.paragraphs[number].text)))
    group = comparison.pairs.groups[comparison.group_of(number)]
    came = [weave.characters(flat.paragraphs[one]) for one in group.numbers]
    origins = weave.origins(weave.characters(comparison.sent.paragraphs[at]), came)
    return origins[group.numbers.index(number)]
