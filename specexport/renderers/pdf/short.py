"""How a document begins: a short one has a title block in place of a cover and contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from specexport.model.style import Style

Front: TypeAlias = Literal["cover", "block"]


def first_try(style: Style) -> Front:
    """Return how a document of unknown length begins."""
    return "cover" if style.cover.show else "block"


def is_short(pages: int, style: Style) -> bool:
    """Whether a text of so many `pages`, without its cover and contents, has none of these."""
    return style.cover.show and pages < style.cover.min_pages


def names_pages(style: Style, front: str) -> bool:
    """Whether references say on which page is what they lead to: not in a few pages without contents."""
    return style.page_references and (front == "cover" or not style.cover.show)
