"""Packages of parts that are related to each other (Open Packaging Conventions, ISO/IEC 29500-2).

What a Word file needs of them is little, and a library for them takes longer to load than a specification
takes to be written.
"""

from __future__ import annotations

import hashlib
import posixpath
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.renderers.docx import xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8", "gif": b"GIF8"}
_IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


class CT:
    """Content types of parts (ISO/IEC 29500-1, 15.2)."""

    CORE_PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml"
    EXTENDED_PROPERTIES = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
    RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
    THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
    DOCUMENT = f"{_WORD}.document.main+xml"
    ENDNOTES = f"{_WORD}.endnotes+xml"
    FONT_TABLE = f"{_WORD}.fontTable+xml"
    FOOTER = f"{_WORD}.footer+xml"
    FOOTNOTES = f"{_WORD}.footnotes+xml"
    HEADER = f"{_WORD}.header+xml"
    NUMBERING = f"{_WORD}.numbering+xml"
    SETTINGS = f"{_WORD}.settings+xml"
    STYLES = f"{_WORD}.styles+xml"
    SVG = "image/svg+xml"


class RT:
    """Types of relationships (ISO/IEC 29500-1, 11.3 and 15.2)."""

    CORE_PROPERTIES = f"{_PACKAGE}/relationships/metadata/core-properties"
    EXTENDED_PROPERTIES = f"{_OFFICE}/extended-properties"
    CUSTOM_PROPERTIES = f"{_OFFICE}/custom-properties"
    OFFICE_DOCUMENT = f"{_OFFICE}/officeDocument"
    FONT = f"{_OFFICE}/font"
    FONT_TABLE = f"{_OFFICE}/fontTable"
    FOOTER = f"{_OFFICE}/footer"
    FOOTNOTES = f"{_OFFICE}/footnotes"
    HEADER = f"{_OFFICE}/header"
    HYPERLINK = f"{_OFFICE}/hyperlink"
    IMAGE = f"{_OFFICE}/image"
    NUMBERING = f"{_OFFICE}/numbering"
    SETTINGS = f"{_OFFICE}/settings"
    STYLES = f"{_OFFICE}/styles"
    THEME = f"{_OFFICE}/theme"


class Relation(Struct, frozen=True):
    """What a part is related to, and how: another part, or an address outside the package."""

    kind: str
    target: Part | str


class Related:
    """What has relationships, by their ids (part 2, 9.3): a package or a part, called `/` or `/word/…`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.relations: dict[str, Relation] = {}
        self._known: dict[tuple[str, int], str] = {}

    def relate(self, target: Part | str, kind: str, ident: str = "") -> str:
        """Return the id of the relationship to a part or an address; with an `ident`, of a new one."""
        known = self._known.get((kind, id(target)))
        if known and not ident:
            return known
        ident = ident or self._free()
        self.relations[ident] = Relation(kind, target)
        self._known[kind, id(target)] = ident
        return ident

    def _free(self) -> str:
        own = sum(ident.startswith("rId") for ident in self.relations)
        names = (f"rId{at}" for at in range(1, own + 2))
        return next(name for name in names if name not in self.relations)

    @property
    def relations_name(self) -> str:
        """The name of the part that the relationships are written to, without its first slash."""
        folder, name = posixpath.split(self.name)
        return posixpath.join(folder, "_rels", f"{name}.rels").lstrip("/")

    def written_relations(self) -> bytes:
        """Return the part of relationships."""
        entries = "".join(self._entry(ident, relation) for ident, relation in self.relations.items())
        root = f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
        return f"{xml.DECLARATION}{root}".encode()

    def _entry(self, ident: str, relation: Relation) -> str:
        if isinstance(relation.target, str):
            target, mode = relation.target, ' TargetMode="External"'
        else:
            target, mode = posixpath.relpath(relation.target.name, posixpath.dirname(self.name)), ""
        about = f'Id="{xml.escape(ident)}" Type="{xml.escape(relation.kind)}"'
        return f'<Relationship {about} Target="{xml.escape(target)}"{mode}/>'


class Part(Related):
    """A part of a package. Its content may be set later, when what it is related to is known."""

    def __init__(self, name: str, content_type: str, package: Package, content: bytes = b"") -> None:
        super().__init__(name)
        self.content_type = content_type
        self.package = package
        self.content = content

    @property
    def suffix(self) -> str:
        """The end of its name after the last full stop."""
        return self.name.rpartition(".")[2]

    def add(self, name: str, content_type: str, relation: str, content: bytes = b"") -> Part:
        """Return a new part that this one is related to."""
        part = Part(name, content_type, self.package, content)
        self.relate(part, relation)
        return part


class Package(Related):
    """Parts, as far as they can be reached from the package by relationships."""

    def __init__(self) -> None:
        super().__init__("/")
        self._pictures: dict[str, Part] = {}

    def parts(self) -> Iterator[Part]:
        """Yield every part once."""
        seen: set[int] = set()
        waiting: list[Related] = [self]
        while waiting:
            for relation in waiting.pop().relations.values():
                part = relation.target
                if isinstance(part, Part) and id(part) not in seen:
                    seen.add(id(part))
                    waiting.append(part)
                    yield part

    def free_name(self, template: str) -> str:
        """Return a name that no part has, with a number for `%d`."""
        names = {part.name for part in self.parts()}
        numbers = range(1, len(names) + 2)
        return next(name for at in numbers if (name := template % at) not in names)

    def keep_picture(self, part: Part) -> None:
        """Let new pictures have other names than one that is there, and none be written twice."""
        self._pictures[hashlib.sha256(part.content).hexdigest()] = part

    def picture(self, data: bytes, kind: str) -> Part:
        """Return the part for a bitmap of a media type, the same for the same bytes.

        Raises ValueError when the bytes are not of the type.
        """
        suffix = _IMAGES[kind]
        if not data.startswith(_SIGNATURES[suffix]):
            raise ValueError("it is damaged")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._pictures:
            self._pictures[digest] = Part(self._picture_name(suffix), kind, self, data)
        return self._pictures[digest]

    def _picture_name(self, suffix: str) -> str:
        taken = {posixpath.splitext(part.name)[0] for part in self._pictures.values()}
        numbers = range(1, len(taken) + 2)
        free = next(name for at in numbers if (name := f"/word/media/image{at}") not in taken)
        return f"{free}.{suffix}"
