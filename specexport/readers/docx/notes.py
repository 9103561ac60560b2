"""Footnotes, endnotes and comments: parts that the text refers to (ECMA-376, 17.11, 17.13.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import _Element
from msgspec import Struct

from specexport.readers.docx.names import W14, W15, W

if TYPE_CHECKING:
    from specexport.readers.docx.package import Package, Part

_KINDS = {"footnote": "footnotes", "endnote": "endnotes"}
_ORDINARY = ("normal", "")


class Notes:
    """Footnotes and endnotes by their kind and id; `used` are those that the text has referred to."""

    def __init__(self, package: Package) -> None:
        self.parts: dict[str, Part] = {}
        self._entries: dict[tuple[str, str], _Element] = {}
        self.used: set[tuple[str, str]] = set()
        for kind, relation in _KINDS.items():
            if (part := package.related(relation)) is not None:
                self.parts[kind] = part
                for entry in part.root.iterchildren(W + kind):
                    if entry.get(f"{W}type", "") in _ORDINARY:
                        self._entries[kind, str(entry.get(f"{W}id"))] = entry

    def take(self, kind: str, ident: str) -> _Element | None:
        """Return a note that the text refers to, None if there is none or it was referred to before."""
        key = (kind, ident)
        if key in self.used:
            return None
        self.used.add(key)
        return self._entries.get(key)

    def unused(self) -> list[tuple[str, _Element]]:
        """Return the notes, each with its kind, that nothing refers to."""
        return [(key[0], entry) for key, entry in self._entries.items() if key not in self.used]


class Comment(Struct, frozen=True):
    """A comment: who made it and when, the comment that it answers, and whether it was resolved."""

    element: _Element
    author: str = ""
    date: str = ""
    parent: str = ""
    resolved: bool = False

    def pairs(self, ident: str) -> tuple[tuple[str, str], ...]:
        """Return what a span says of this comment."""
        said = (
            ("author", self.author),
            ("date", self.date),
            ("comment", ident),
            ("answers", self.parent),
            ("resolved", "true" if self.resolved else ""),
        )
        return tuple(pair for pair in said if pair[1])


class Comments:
    """Comments by their ids, in the order of their part; `used` are those that the text has shown."""

    def __init__(self, package: Package) -> None:
        self.part = package.related("comments")
        self.entries: dict[str, Comment] = {}
        self.used: set[str] = set()
        if self.part is None:
            return
        elements = list(self.part.root.iterchildren(f"{W}comment"))
        idents = {_last_paragraph(one): str(one.get(f"{W}id")) for one in elements}
        threads = _threads(package.related("commentsExtended"))
        for element in elements:
            above, resolved = threads.get(_last_paragraph(element), ("", False))
            self.entries[str(element.get(f"{W}id"))] = Comment(
                element,
                " ".join(str(element.get(f"{W}author", "")).split()),
                str(element.get(f"{W}date", "")),
                idents.get(above, "") if above else "",
                resolved,
            )

    def unused(self) -> list[str]:
        """Return the ids of comments that hang on no words."""
        return [ident for ident in self.entries if ident not in self.used]


def _last_paragraph(comment: _Element) -> str:
    """Return the name by which threads call a comment: that of its last paragraph."""
    found = ""
    for paragraph in comment.iter(f"{W}p"):
        found = str(paragraph.get(f"{W14}paraId", found)).upper()
    return found


def _threads(part: Part | None) -> dict[str, tuple[str, bool]]:
    """Return what each comment answers and whether it was resolved, by their names ([MS-DOCX] 2.5.4.2)."""
    if part is None:
        return {}
    return {
        str(one.get(f"{W15}paraId", "")).upper(): (
            str(one.get(f"{W15}paraIdParent", "")).upper(),
            str(one.get(f"{W15}done", "0")) in ("1", "true", "on"),
        )
        for one in part.root.iter(f"{W15}commentEx")
    }
