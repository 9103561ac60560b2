"""Tracked changes and comments: who made them and when, and what is only there to say so in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model.classes import DELETED, DELETED_PARAGRAPH, INSERTED, INSERTED_PARAGRAPH

if TYPE_CHECKING:
    from specexport.model.document import Attr

PARAGRAPHS = {INSERTED_PARAGRAPH: INSERTED, DELETED_PARAGRAPH: DELETED}
"""The classes of an empty span at the end of a paragraph that was inserted or deleted as such."""


class Change(Struct, frozen=True):
    """Who changed something, and when: a moment in ISO 8601, empty where none is known."""

    author: str
    date: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return ", ".join(filter(None, (self.author, self.date.partition("T")[0])))


def change(attr: Attr) -> Change | None:
    """Return who made a change or a comment, None where nobody is named: markup alone, as `<ins>`."""
    author, date = attr.get("author"), attr.get("date")
    return Change(author, date if _is_moment(date) else "") if author else None


def _is_moment(date: str) -> bool:
    try:
        return "T" in date and datetime.fromisoformat(date).year > 0
    except ValueError:
        return False
