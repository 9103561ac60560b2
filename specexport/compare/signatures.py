"""Who made a change: what the comparison signs with, and how a change is recognised that is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from specexport.model.document import Attr, Pos

PROGRAM = "specexport"
"""Who is named where nobody is known: a change without a name is the author's markup, such as `<ins>`."""


class Signature(Protocol):
    """Says who inserted or deleted what stood at a place, and when."""

    def __call__(self, pos: Pos | None, inserted: bool) -> tuple[tuple[str, str], ...]:
        """Return the pairs `author` and `date`."""
        ...


def by(author: str = PROGRAM, date: str = "") -> Signature:
    """Return the signature of one author for all changes; `date` is a moment in ISO 8601."""
    pairs = tuple(pair for pair in (("author", author or PROGRAM), ("date", date)) if pair[1])
    return lambda pos, inserted: pairs  # noqa: ARG005 - whoever it was, and wherever


def is_signed(attr: Attr, *names: str) -> bool:
    """Whether attributes are those of a change of one of the classes `names` that somebody made."""
    return bool(attr.classes) and attr.classes[0] in names and bool(attr.get("author"))
