"""Tracked changes and comments: who made them and when, and what is only there to say so in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from specexport.model import document as d
from specexport.model import listing, walk
from specexport.model.classes import (
    CHANGED,
    DELETED,
    DELETED_CELL,
    DELETED_PARAGRAPH,
    DELETED_ROW,
    INSERTED,
    INSERTED_CELL,
    INSERTED_PARAGRAPH,
    INSERTED_ROW,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model.document import Attr

Kind = Literal["", "inserted", "deleted"]

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


def kind(attr: Attr) -> Kind:
    """Return what became of what has these attributes, if somebody changed it."""
    if not attr.classes or not attr.get("author"):
        return ""
    return "inserted" if attr.classes[0] == INSERTED else "deleted" if attr.classes[0] == DELETED else ""


def whole(blocks: tuple[d.Block, ...]) -> d.Div | None:
    """Return what is all of an item or a cell, if that was inserted or deleted as such."""
    match blocks:
        case (d.Div() as only,) if kind(only.attr) and len(only.attr.classes) > 1:
            return only
    return None


def row(cells: Iterable[d.Cell]) -> d.Div | None:
    """Return what stands in the cells of a row that was inserted or deleted, None for any other row."""
    found = (whole(cell.content) for cell in cells)
    return next((div for div in found if div and div.attr.classes[1] in (INSERTED_ROW, DELETED_ROW)), None)


def cell(content: tuple[d.Block, ...]) -> d.Div | None:
    """Return what stands in a cell whose column was inserted or deleted, None in any other."""
    div = whole(content)
    return div if div and div.attr.classes[1] in (INSERTED_CELL, DELETED_CELL) else None


def moved(attr: Attr) -> str:
    """Return the name that both halves of a move have, nothing where none is known."""
    name = attr.get("moved")
    return name if name[:1] == "m" and name[1:].isdecimal() else ""


def paragraph(node: d.Block) -> Attr | None:
    """Return what says of a paragraph or a heading that it was inserted or deleted as such."""
    last = node.content[-1] if isinstance(node, (d.Para, d.Header)) and node.content else None
    marked = type(last) is d.Span and any(name in PARAGRAPHS for name in last.attr.classes)
    return last.attr if marked and last.attr.get("author") else None  # type: ignore[union-attr] # it is a span


def any_in(document: d.Document) -> bool:
    """Whether anything in a document was changed by somebody."""
    return any_within(document.blocks)


def any_within(nodes: Iterable[d.Node]) -> bool:
    """Whether anything among nodes and below them was changed by somebody."""
    kinds: tuple[type[Any], ...] = (d.Span, d.Div, d.CodeBlock)
    return any(map(_is_changed, walk.find(nodes, *kinds)))


def _is_changed(node: Any) -> bool:
    if isinstance(node, d.CodeBlock):
        return bool(listing.inserted(node) or listing.deleted(node))
    return bool(kind(node.attr)) or CHANGED in node.attr.classes


def _is_moment(date: str) -> bool:
    try:
        return "T" in date and datetime.fromisoformat(date).year > 0
    except ValueError:
        return False
