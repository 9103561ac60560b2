"""What a review found, in the forms that people and other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.review.found import Change, Comment, Review


class Hunk(Struct, frozen=True):
    """Lines of a source that change: its path, the first and last line (from 1), and the lines that come."""

    path: str
    first: int
    last: int
    lines: tuple[str, ...]


FORMATS = {
    name: f"specexport.review.reports.{name}" for name in ("text", "json", "markdown", "github", "sarif")
}
"""Each module has a function `report` from a review and the lines that change to text."""


def load(name: str) -> Callable[[Review, tuple[Hunk, ...]], str]:
    """Return what writes the format `name`, one of FORMATS."""
    from importlib import import_module

    report: Callable[[Review, tuple[Hunk, ...]], str] = import_module(FORMATS[name]).report
    return report


def signed(one: Comment | Change) -> str:
    """Return who did something and when, in words."""
    return ", ".join(filter(None, (one.author or "somebody", one.date.partition("T")[0])))


def shown(text: str, most: int = 72) -> str:
    """Return words in one line, in quotation marks."""
    line = " ".join(text.replace("\n", " ¶ ").replace("\ufffc", "▢").split(" "))
    return f"“{line if len(line) <= most else line[: most - 1] + '…'}”"


def said(change: Change) -> str:
    """Return in words what a change does."""
    unit = "" if change.unit == "text" else f" {change.unit}"
    if change.kind == "format":
        return f"format of {shown(change.before)}: {change.after}"
    if change.kind == "move":
        return f"move{unit}: {shown(change.after or change.before)}" + ("" if change.after else " goes")
    if change.kind == "replace":
        return f"replace{unit}: {shown(change.before)} by {shown(change.after)}"
    return f"{change.kind}{unit}: {shown(change.after or change.before)}"


def ordered(review: Review) -> list[Comment | Change]:
    """Return what has a place, in the order of the source."""
    found: list[Comment | Change] = [one for one in review.comments if one.place is not None]
    found += [one for one in review.changes if one.place is not None]
    return sorted(found, key=_order)


def _order(one: Comment | Change) -> tuple[str, int, int]:
    place = one.place
    return (place.path, place.line, place.column) if place is not None else ("", 0, 0)
