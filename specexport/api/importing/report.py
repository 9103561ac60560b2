"""What an import has done: which sections are which of the template's, which are missing, which are extra."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Matched(Struct, frozen=True):
    """A section of the document that is one of the template's: the headings down to it, joined by ` / `."""

    title: str
    section: str
    how: str


class Report(Struct, frozen=True):
    """The outcome of an import.

    `path` is the specification, `template` the form it was fitted to, empty for none. `missing` are required
    sections of the template that the document does not have, `extra` sections of the document that the
    template does not have, `other` those of them that stand under a heading of their own at the end.
    `pictures` are the files saved beside the specification, relative to it.
    """

    path: str
    template: str = ""
    matched: tuple[Matched, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the report as lines for people."""
        if self.template:
            yield f"{len(self.matched)} sections of {self.template} found"
        for match in self.matched:
            if match.how != "name":
                yield f"  matched  {match.title} as {match.section}"
        for name in self.missing:
            yield f"  missing  {name}"
        for name in self.extra:
            yield f"  extra    {name}{' (under other content)' if name in self.other else ''}"
        if self.pictures:
            folder = Path(self.pictures[0]).parent
            yield f"{len(self.pictures)} picture{'s' * (len(self.pictures) != 1)} in {folder}"
