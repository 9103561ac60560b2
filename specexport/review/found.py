"""What a review finds: comments, changes, and what has no place in the source."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["insert", "delete", "replace", "move", "format"]
Unit: TypeAlias = Literal["text", "paragraph", "row"]


class Place(Struct, frozen=True):
    """Where something stands: a file, lines and columns from 1, the end inclusive."""

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Return it as editors take it."""
        return f"{self.path}:{self.line}:{self.column}"


class Reply(Struct, frozen=True):
    """An answer to a comment."""

    author: str
    date: str
    text: str
    id: str = ""


class Comment(Struct, frozen=True):
    """A comment, the words that it hangs on, and where these stand, None where they stand nowhere."""

    id: str
    author: str
    date: str
    text: str
    resolved: bool = False
    replies: tuple[Reply, ...] = ()
    quote: str = ""
    place: Place | None = None
    page: int = 0
    file: str = ""


class Change(Struct, frozen=True):
    """A change: what stood there before and after, by whom, and whether it can be made in the source.

    `unit` says of what it is a change. `reason` says why it cannot be made.
    """

    id: str
    kind: Kind
    unit: Unit
    tracked: bool
    author: str
    date: str
    before: str
    after: str
    place: Place | None = None
    applies: bool = True
    reason: str = ""
    page: int = 0
    file: str = ""
    overlaps: tuple[str, ...] = ()


class Review(Struct, frozen=True):
    """All that came back in one or several files; `mapped` says that these carried the map of the source."""

    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
    mapped: bool = True

    @property
    def unplaced(self) -> tuple[Comment | Change, ...]:
        """What has no place in the source."""
        comments = tuple(one for one in self.comments if one.place is None)
        return comments + tuple(one for one in self.changes if one.place is None)
