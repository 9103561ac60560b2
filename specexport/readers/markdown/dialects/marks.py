"""Marked, inserted and deleted words: rules for text that several dialects share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.classes import DELETED, INSERTED, MARK
from specexport.readers.markdown.dialects.seam import InlineRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.readers.markdown.dialects.seam import Spot


def wrapped(name: str) -> Callable[[re.Match[str], Spot], tuple[d.Span, ...]]:
    """Return what makes of the first group of a match a span with the class `name`."""

    def make(match: re.Match[str], spot: Spot) -> tuple[d.Span, ...]:
        return (d.Span(content=spot.read(match, 1), attr=d.Attr(classes=(name,)), pos=spot.pos(match)),)

    return make


def between(first: str, last: str) -> re.Pattern[str]:
    """Return the pattern of words between two marks, which neither of them stands in."""
    one, two = re.escape(first), re.escape(last)
    return re.compile(rf"{one}(?=\S)((?:(?!{one}|{two}).)+?)(?<=\S){two}", re.DOTALL)


MARKED = InlineRule("=", between("==", "=="), wrapped(MARK))
INSERTED_WORDS = (
    InlineRule("{", re.compile(r"\{\+((?:(?!\{\+|\+\}).)+)\+\}", re.DOTALL), wrapped(INSERTED)),
    InlineRule("[", re.compile(r"\[\+((?:(?!\[\+|\+\]).)+)\+\]", re.DOTALL), wrapped(INSERTED)),
)
DELETED_WORDS = (
    InlineRule("{", re.compile(r"\{-((?:(?!\{-|-\}).)+)-\}", re.DOTALL), wrapped(DELETED)),
    InlineRule("[", re.compile(r"\[-((?:(?!\[-|-\]).)+)-\]", re.DOTALL), wrapped(DELETED)),
)
