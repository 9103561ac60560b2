"""What is known while a Word file is read: its parts, what is left out, what waits to be placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.readers.docx.names import W14, W
from specexport.readers.docx.notes import Comments, Notes
from specexport.readers.docx.numbering import Numbering
from specexport.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.readers.docx.fields import Field
    from specexport.readers.docx.package import Package, Part, Relationship

# Where the cursor was last, and where paragraphs are in the source that a file was made from.
_NO_LABELS = regex(r"_GoBack\Z|_sx\d+\Z")


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


class Story:
    """One Word file while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part: Part = package.main
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.notes = Notes(package)
        self.comments = Comments(package)
        self.fields: list[Field] = []
        self.left_out: list[LeftOut] = []
        self.lost: list[str] = []
        self.files: dict[str, bytes] = {}
        self.pending: list[d.Inline] = []
        self.places: dict[tuple[str, int], Place] = {}
        self.formats_changed = 0
        self.has_changes = self.has_pages = False
        self._numbers: dict[str, dict[_Element, int]] = {}
        root = package.main.root
        names = (str(one.get(f"{W}name", "")) for one in root.iter(f"{W}bookmarkStart"))
        self.bookmarks = frozenset(name for name in names if not _NO_LABELS.match(name))
        self.ended = frozenset(str(one.get(f"{W}id")) for one in root.iter(f"{W}commentRangeEnd"))

    def leave_out(self, kind: str, text: str) -> None:
        """Remember words that are not in the document."""
        if text:
            self.left_out.append(LeftOut(kind, text))

    def link(self, ident: str | None) -> Relationship | None:
        """Return what the part that is read says of another under an id."""
        return self.part.links.get(ident or "")

    def pos(self, paragraph: _Element) -> d.Pos:
        """Return where a paragraph of the part that is read stands."""
        name = self.part.name
        if name not in self._numbers:
            found = {one: at for at, one in enumerate(self.part.root.iter(f"{W}p"), 1)}
            self._numbers[name] = found
            for one, at in found.items():
                self.places[name, at] = Place(name, at, str(one.get(f"{W14}paraId", "")))
        path = "" if self.part is self.package.main else name
        return d.Pos(self._numbers[name].get(paragraph, 1), path=path)

    def picture(self, ident: str | None) -> str:
        """Return the address of a picture by the id of its relationship, and keep its bytes if it has any."""
        link = self.link(ident)
        if link is None or link.external:
            return link.target if link else ""
        url = link.target.removeprefix("word/")
        if url not in self.files and (data := self.package.data(link.target)) is not None:
            self.files[url] = data
        return url
