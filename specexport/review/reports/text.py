"""A review in lines: where, who, what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.review.found import Comment
from specexport.review.reports import Hunk, ordered, said, shown, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.review.found import Change, Review


def report(review: Review, _: tuple[Hunk, ...] = ()) -> str:
    """Return a line for each comment and change, with what has no place at the end."""
    return "".join(f"{line}\n" for line in _lines(review))


def _lines(review: Review) -> Iterator[str]:
    for one in ordered(review):
        yield from _one(one, str(one.place))
    if unplaced := review.unplaced:
        yield "Without a place in the source:"
        for one in unplaced:
            yield from _one(one, f"{one.file}{f', page {one.page}' if one.page else ''}")
    comments, changes = len(review.comments), len(review.changes)
    applies = sum(change.applies for change in review.changes)
    yield f"{_count(comments, 'comment')}, {_count(changes, 'change')}, {applies} of which can be applied"


def _one(one: Comment | Change, place: str) -> Iterator[str]:
    if isinstance(one, Comment):
        state = " (resolved)" if one.resolved else ""
        quote = f" on {shown(one.quote, 48)}" if one.quote else ""
        yield f"{place}: comment{state} by {signed(one)}{quote}: {_flat(one.text)}"
        for reply in one.replies:
            who = ", ".join(filter(None, (reply.author, reply.date.partition("T")[0])))
            yield f"    answer by {who}: {_flat(reply.text)}"
        return
    who = f" by {signed(one)}" if one.tracked else " (not tracked)"
    overlaps = f" [overlaps {', '.join(one.overlaps)}]" if one.overlaps else ""
    reason = "" if one.applies else f" [not applied: {one.reason}]"
    yield f"{place}: change {one.id}{who}: {said(one)}{overlaps}{reason}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _count(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
