"""A review as Markdown, for an issue or a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.review.found import Comment
from specexport.review.reports import Hunk, ordered, said, shown, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.review.found import Change, Review

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~"})


def report(review: Review, _: tuple[Hunk, ...] = ()) -> str:
    """Return lists of comments and of changes, with what has no place in lists of its own."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    placed = ordered(review)
    comments = [one for one in placed if isinstance(one, Comment)]
    changes = [one for one in placed if not isinstance(one, Comment)]
    for title, found in (("Comments", comments), ("Changes", changes), ("Without a place", review.unplaced)):
        if found:
            yield f"## {title}"
            yield ""
            for one in found:
                yield from _one(one)
            yield ""


def _one(one: Comment | Change) -> Iterator[str]:
    place = f"`{one.place}`" if one.place else f"`{one.file}`"
    if isinstance(one, Comment):
        box = "x" if one.resolved else " "
        quote = f" on {_plain(shown(one.quote))}" if one.quote else ""
        yield f"- [{box}] {place} **{_plain(signed(one))}**{quote}: {_plain(one.text)}"
        for reply in one.replies:
            yield f"  - **{_plain(reply.author)}**: {_plain(reply.text)}"
        return
    who = f"**{_plain(signed(one))}**" if one.tracked else "not tracked"
    reason = "" if one.applies else f" (not applied: {one.reason})"
    yield f"- {place} {who}, change {one.id}: {_plain(said(one))}{reason}"


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
