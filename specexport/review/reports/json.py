"""A review in JSON; the schema is docs/review.schema.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from specexport.review.found import Comment

if TYPE_CHECKING:
    from specexport.review.found import Change, Place, Review
    from specexport.review.reports import Hunk

SCHEMA = "specexport/1"


def report(review: Review, _: tuple[Hunk, ...] = ()) -> str:
    """Return one object."""
    whole = {"schema": SCHEMA, "command": "review", **members(review)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def members(review: Review) -> dict[str, Any]:
    """Return comments, changes, and what has no place, which is not among those."""
    return {
        "mapped": review.mapped,
        "comments": [_comment(one) for one in review.comments if one.place is not None],
        "changes": [_change(one) for one in review.changes if one.place is not None],
        "unplaced": [_comment(one) if isinstance(one, Comment) else _change(one) for one in review.unplaced],
    }


def _comment(one: Comment) -> dict[str, Any]:
    replies = [{"author": said.author, "date": said.date, "text": said.text} for said in one.replies]
    return {
        "id": one.id,
        "author": one.author,
        "date": one.date,
        "text": one.text,
        "resolved": one.resolved,
        "replies": replies,
        "quote": one.quote,
        **_place(one.place),
        **_found(one),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "unit": one.unit,
        "tracked": one.tracked,
        "author": one.author,
        "date": one.date,
        "before": one.before,
        "after": one.after,
        "applies": one.applies,
        **({} if one.applies else {"reason": one.reason}),
        **({"overlaps": list(one.overlaps)} if one.overlaps else {}),
        **_place(one.place),
        **_found(one),
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    end = max(place.line, place.end_line)
    known = {"path": place.path, "line": place.line, "column": place.column, "end_line": end}
    return known | ({"end_column": place.end_column} if place.end_column else {})


def _found(one: Comment | Change) -> dict[str, Any]:
    return {"file": one.file} | ({"page": one.page} if one.page else {})
