"""What is known while a Word file is read: its parts, what is left out, what waits to be placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.model import document as d
from specexport.readers.docx import survey
from specexport.readers.docx.names import W14, W
from specexport.readers.docx.notes import Comments, Notes
from specexport.readers.docx.numbering import Numbering
from specexport.readers.docx.package import Part
from specexport.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.readers.docx.fields import Field
    from specexport.readers.docx.package import Main, Package, Relationship


class LeftOut(Struct, frozen=True):
    """Words of the source that are not in the document, and what they were."""

    kind: str
    text: str


class Place(Struct, frozen=True):
    """Where a paragraph stands in the file: part, number there from 1, its `w14:paraId` if it has one.

    A `Pos` of the document names the part as its path, none for the main part, and the number as its line.
    """

    part: str
    paragraph: int
    ident: str = ""


Places: TypeAlias = dict[tuple[str, int], Place]
"""Where paragraphs stand, by the path and line of their `Pos`."""


class Story:
    """One Word file while it is read; `places` are filled with those of its paragraphs, if given."""

    def __init__(self, package: Package, places: Places | None = None) -> None:
        self.package = package
        self.part: Main | Part = package.main
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.notes = Notes(package)
        self.comments = Comments(package)
        self.fields: list[Field] = []
        self.left_out: list[LeftOut] = []
        self.lost: list[str] = []
        self.files: dict[str, bytes] = {}
        self.pending: list[d.Inline] = []
        self._places = places
        self.formats_changed = self.cells_changed = self.drawn_as_tables = 0
        self.has_changes = self.has_pages = self.has_continued = False
        self._numbers: dict[str, dict[_Element, int]] = {}
        self._paragraphs = 0
        self.survey = survey.of(package)
        self.styles.languages |= {self.survey.lang}
        self.bookmarks, self.ended = self.survey.bookmarks, self.survey.ended

    def begin(self, piece: _Element) -> None:
        """Know where the paragraphs of a piece of the body stand, and forget those of the one before it."""
        self._numbers[self.part.name] = self._numbered(piece, self._paragraphs + 1)
        self._paragraphs += len(self._numbers[self.part.name])

    def leave_out(self, kind: str, text: str) -> None:
        """Remember words that are not in the document."""
        if text:
            self.left_out.append(LeftOut(kind, text))

    def link(self, ident: str | None) -> Relationship | None:
        """Return what the part that is read says of another under an id."""
        return self.part.links.get(ident or "")

    def pos(self, paragraph: _Element) -> d.Pos:
        """Return where a paragraph of the part that is read stands."""
        part = self.part
        if isinstance(part, Part) and part.name not in self._numbers:
            self._numbers[part.name] = self._numbered(part.root, 1)
        path = "" if part is self.package.main else part.name
        return d.Pos(self._numbers[part.name].get(paragraph, 1), path=path)

    def _numbered(self, root: _Element, first: int) -> dict[_Element, int]:
        found = {one: at for at, one in enumerate(root.iter(f"{W}p"), first)}
        if self._places is not None:
            name = self.part.name
            for one, at in found.items():
                self._places[name, at] = Place(name, at, str(one.get(f"{W14}paraId", "")))
        return found

    def picture(self, ident: str | None) -> str:
        """Return the address of a picture by the id of its relationship, and keep its bytes if it has any."""
        link = self.link(ident)
        if link is None or link.external:
            return link.target if link else ""
        url = link.target.removeprefix("word/")
        if url not in self.files and (data := self.package.data(link.target)) is not None:
            self.files[url] = data
        return url
