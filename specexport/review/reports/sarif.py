"""A review as SARIF 2.1.0 (OASIS), which code hosts show beside the source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from specexport._version import __version__
from specexport.review.found import Comment
from specexport.review.reports import Hunk, ordered, said, signed

if TYPE_CHECKING:
    from specexport.review.found import Change, Review

_RULES = {
    "review/comment": "What somebody said of the text in Word.",
    "review/change": "What somebody changed in Word.",
}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(review: Review, _: tuple[Hunk, ...] = ()) -> str:
    """Return one run; what has no place is a result without a location."""
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()]
    driver = {"name": "specexport", "semanticVersion": __version__, "rules": rules}
    found = [*ordered(review), *review.unplaced]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one) for one in found],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _result(one: Comment | Change) -> dict[str, Any]:
    is_comment = isinstance(one, Comment)
    text = f"{signed(one)}: {one.text if isinstance(one, Comment) else said(one)}"
    rule = "review/comment" if is_comment else "review/change"
    made: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": list(_RULES).index(rule),
        "level": "note",
        "message": {"text": text},
    }
    if (place := one.place) is not None:
        region = {"startLine": place.line, "startColumn": max(1, place.column)}
        if place.end_line > place.line:
            region["endLine"] = place.end_line
        if place.end_column:
            region["endColumn"] = place.end_column + 1
        uri = {"uri": quote(place.path.replace("\\", "/"))}
        made["locations"] = [{"physicalLocation": {"artifactLocation": uri, "region": region}}]
    return made
