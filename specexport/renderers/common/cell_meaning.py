"""What a cell of one word stands for: a method of HTTP, how grave something is, a status; a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_GRADES = {
    name: grade
    for grade, names in {
        "high": "critical high",
        "medium": "medium med moderate",
        "low": "low minor",
    }.items()
    for name in names.split()
}
# Columns whose cells say how grave something is.
_GRAVE = regex(r"\b(impact|risk|severity|priority|likelihood|probability|effort)\b", re.IGNORECASE)
_UNIT = r"(%|‰|x|×|[kKMGTP]?i?[bB]|[mµn]?s|h|d|min)?"
_NUMBER = regex(rf"[<>≤≥~≈±+\-\u2212]?\s*[$€£]?\d[\d\s.,\u202f]*\s*{_UNIT}")
_NOTHING = frozenset({"-", "–", "—", "n/a"})
_LONGEST_NUMBER = 14
_WRAPPERS = (d.Para, d.Strong, d.Emph)


class Meaning(Struct, frozen=True):
    """The `text` of a cell, and what it says: a method, `high`, `medium` or `low`, a status in lower case."""

    kind: Literal["method", "grade", "status"]
    value: str
    text: str


KINDS = frozenset({"method", "grade", "status"})


def meaning(
    cell: d.Cell, topic: str, statuses: Collection[str], kinds: Collection[str] = KINDS
) -> Meaning | None:
    """Return what a cell means below the heading `topic`, where that is one of `kinds`.

    A style has colours for its `statuses`.
    """
    found = _meaning(cell, topic, statuses)
    return found if found and found.kind in kinds else None


def _meaning(cell: d.Cell, topic: str, statuses: Collection[str]) -> Meaning | None:
    text = _only_text(cell)
    low = text.lower()
    if text in METHODS:
        return Meaning("method", text, text)
    if low in _GRADES and _GRAVE.search(topic):
        return Meaning("grade", _GRADES[low], text)
    if topic.strip().lower() == "status" and any(low == status.lower() for status in statuses):
        return Meaning("status", low, text)
    return None


def alone(cell: d.Cell) -> d.Node | None:
    """Return what a cell holds when that is one thing, in one paragraph and with whatever stress."""
    inner: Sequence[d.Node] = cell.content
    while len(inner) == 1 and isinstance(inner[0], _WRAPPERS):
        inner = inner[0].content
    return inner[0] if len(inner) == 1 and next(walk.children(inner[0]), None) is None else None


def numeric(texts: Iterable[str]) -> bool:
    """Return whether the cells of a column are numbers, with or without a unit; some may be empty."""
    numbers = [text for text in texts if text and text.lower() not in _NOTHING]
    return bool(numbers) and all(len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) for text in numbers)


def _only_text(cell: d.Cell) -> str:
    """Return the text of a cell that holds nothing else: then nothing is lost by showing it otherwise."""
    node = alone(cell)
    return node.text.strip() if isinstance(node, (d.Str, d.Code)) else ""
