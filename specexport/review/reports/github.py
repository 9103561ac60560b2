"""A review as GitHub takes one of a pull request: comments at lines, changes as suggestions.

The object is the body of `POST /repos/{owner}/{repo}/pulls/{number}/reviews` (REST API, version 2022-11-28).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from specexport.review.found import Comment
from specexport.review.reports import Hunk, said, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.review.found import Change, Review

_MENTION = re.compile(r"@(?=\w)")


def report(review: Review, hunks: tuple[Hunk, ...] = ()) -> str:
    """Return the body of the request; what stands at no line is in the review's own words."""
    comments = [*_comments(review), *_suggestions(review, hunks)]
    left = [one for one in review.changes if one.place is not None and not _is_in(one, hunks)]
    comments += [_at(one, f"{_plain(signed(one))}: {_plain(said(one))}") for one in left]
    whole = {"event": "COMMENT", "body": _body(review), "comments": comments}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _body(review: Review) -> str:
    counts = f"{len(review.comments)} comments and {len(review.changes)} changes came back from Word."
    lines = [counts, ""]
    for one in review.unplaced:
        text = one.text if isinstance(one, Comment) else said(one)
        lines.append(f"- {_plain(signed(one))} ({one.file}): {_plain(text)}")
    return "\n".join(lines).strip()


def _comments(review: Review) -> Iterator[dict[str, Any]]:
    for one in review.comments:
        if one.place is None:
            continue
        quote = f"> {_plain(one.quote)}\n\n" if one.quote else ""
        state = " (resolved in Word)" if one.resolved else ""
        lines = [f"{quote}**{_plain(signed(one))}**{state}: {_plain(one.text)}"]
        lines += [f"**{_plain(reply.author)}**: {_plain(reply.text)}" for reply in one.replies]
        yield _at(one, "\n\n".join(lines))


def _at(one: Comment | Change, body: str) -> dict[str, Any]:
    place = one.place
    assert place is not None
    return _lines(place.path, place.line, max(place.line, place.end_line), body)


def _lines(path: str, first: int, last: int, body: str) -> dict[str, Any]:
    several = {"start_line": first, "start_side": "RIGHT"} if last > first else {}
    return {"path": path, "line": last, "side": "RIGHT", **several, "body": body}


def _suggestions(review: Review, hunks: tuple[Hunk, ...]) -> Iterator[dict[str, Any]]:
    for hunk in hunks:
        concerned = [one for one in review.changes if _touches(one, hunk)]
        words = [f"{_plain(signed(one))}: {_plain(said(one))}" for one in concerned]
        fence = "```"
        while any(fence in line for line in hunk.lines):
            fence += "`"
        lines = [*words, f"{fence}suggestion", *hunk.lines, fence]
        yield _lines(hunk.path, hunk.first, hunk.last, "\n".join(lines))


def _is_in(one: Change, hunks: tuple[Hunk, ...]) -> bool:
    return any(_touches(one, hunk) for hunk in hunks)


def _touches(one: Change, hunk: Hunk) -> bool:
    place = one.place
    if place is None or place.path != hunk.path:
        return False
    return place.line <= hunk.last + 1 and max(place.line, place.end_line) >= hunk.first


def _plain(text: str) -> str:
    """Return words that mention nobody."""
    return _MENTION.sub("@\u200b", " ".join(text.split()))
