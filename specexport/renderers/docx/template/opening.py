"""A template as a package: every part as it is, without what acts, fetches, or is of another file."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.package import Package
from docx.parts.image import ImagePart
from msgspec import Struct

from specexport.renderers.docx.parts.package import LatePart
from specexport.renderers.docx.template import tree
from specexport.review.strip import unmapped
from specexport.system import office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.opc.part import Part
    from lxml.etree import _Element

_CONTENT_TYPES = "[Content_Types].xml"
# What a relationship leads to, by the last step of its type: macros and what binds keys and buttons to them,
# a signature that holds no longer, the properties of another document, and what is fetched on opening.
_LEFT_OUT = frozenset(
    {
        *("vbaProject", "keyMapCustomizations", "attachedToolbars", "extensibility", "userCustomization"),
        *("origin", "thumbnail", "stylesWithEffects"),
        *("core-properties", "extended-properties", "custom-properties"),
        *("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "transform"),
    }
)
# What acts when the file is opened, or takes in other files.
_REFUSED = {
    "aFChunk": "a document of another kind",
    "control": "an ActiveX control",
    "oleObject": "an object of another program",
    "subDocument": "another document",
    "frame": "a frame",
}


class _Relation(Struct, frozen=True):
    ident: str
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]


class Opened(Struct):
    """A template: its archive, the package made of it, and the document part, which is to be filled."""

    archive: office.Package
    package: Package
    main: LatePart

    def part(self, relation: str) -> LatePart | None:
        """Return the part that the document part is related to by a type of relationship."""
        parts = (rel.target_part for rel in self.main.rels.values() if rel.reltype == relation)
        return next((part for part in parts if isinstance(part, LatePart)), None)

    def stories(self) -> list[LatePart]:
        """Return the parts with text, the document part first."""
        kinds = (CT.WML_HEADER, CT.WML_FOOTER, CT.WML_FOOTNOTES, CT.WML_ENDNOTES)
        others = [part for part in self.package.iter_parts() if part.content_type in kinds]
        return [self.main, *(part for part in others if isinstance(part, LatePart))]

    def protection(self) -> str:
        """Return what alone the template lets do with files (17.15.1.29), nothing if it is not protected."""
        settings = self.part(RT.SETTINGS)
        found = tree.at(self.root(settings), "documentProtection") if settings is not None else None
        if found is None or found.get(f"{tree.W}enforcement", "0") in ("0", "false", "off"):
            return ""
        return str(found.get(f"{tree.W}edit", "readOnly"))

    def root(self, part: Part) -> _Element:
        """Return the root element of a part."""
        found: _Element = self.archive.xml(part.partname.membername)
        return found


def opened(path: Path) -> Opened:
    """Return the template at `path`.

    Raises EnvironmentProblem when it is not there (SX001), cannot be read (SX003), or is no Word file or not
    a safe one (SX075).
    """
    # A file of ours that became a template says what it was made from: that is no one else's source.
    source = office.Package(unmapped(office.read(path)), str(path))
    if next(source.related("", "officeDocument"), None) is None:
        raise source.refusal("the template is in the strict form of Open XML, which few programs read")
    return _Opening(source).opened()


class _Opening:
    def __init__(self, source: office.Package) -> None:
        self._source = source
        self._names = frozenset(source.names)
        self._package = Package()
        self._parts: dict[str, Part] = {}
        types = source.xml(_CONTENT_TYPES)
        self._types = {entry.get("PartName", "").lower(): entry.get("ContentType", "") for entry in types}
        self._defaults = {entry.get("Extension", "").lower(): entry.get("ContentType", "") for entry in types}

    def opened(self) -> Opened:
        main = LatePart(PackURI(f"/{self._source.main}"), CT.WML_DOCUMENT_MAIN, None, self._package)
        self._parts[self._source.main] = main
        waiting: list[tuple[str, Package | Part]] = [("", self._package), (self._source.main, main)]
        while waiting:
            name, owner = waiting.pop()
            for relation in self._relations(name):
                if relation.outside:
                    owner.load_rel(relation.type, relation.target, relation.ident, is_external=True)
                    continue
                known = relation.target in self._parts
                part = self._part(relation.target)
                owner.load_rel(relation.type, part, relation.ident)
                if not known:
                    waiting.append((relation.target, part))
        return Opened(self._source, self._package, main)

    def _part(self, name: str) -> Part:
        if name not in self._parts:
            data = self._source.read(name)
            kind = self._types.get(f"/{name}".lower()) or self._defaults.get(
                name.rpartition(".")[2].lower(), ""
            )
            self._parts[name] = made = _made(name, kind, data, self._package)
            if isinstance(made, ImagePart):
                # Pictures of the document get names that those of the template do not have.
                self._package.image_parts.append(made)
            elif kind == CT.WML_SETTINGS and isinstance(made, LatePart):
                made.content = _settled(self._source.xml(name))
        return self._parts[name]

    def _relations(self, part: str) -> Iterator[_Relation]:
        """Yield what `part` is related to, as far as it stays. Raises EnvironmentProblem (SX075)."""
        folder, name = posixpath.split(part)
        root = self._source.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for entry in root if root is not None else ():
            relation = _relation(entry, folder)
            if relation.kind in _LEFT_OUT:
                continue
            if relation.kind in _REFUSED:
                raise self._source.refusal(f"the template holds {_REFUSED[relation.kind]}")
            if relation.outside and relation.kind != "hyperlink":
                raise self._source.refusal(f"the template takes in something from outside ({relation.kind})")
            if relation.outside or relation.target in self._names:
                yield relation
            else:
                raise self._source.refusal("the template refers to a part that is not there")


def _relation(entry: _Element, folder: str) -> _Relation:
    target, outside = entry.get("Target", ""), entry.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    return _Relation(entry.get("Id", ""), entry.get("Type", ""), target, outside)


def _made(name: str, kind: str, data: bytes, package: Package) -> Part:
    if kind.startswith("image/"):
        return ImagePart(PackURI(f"/{name}"), kind, data, None)
    part = LatePart(PackURI(f"/{name}"), kind or "application/octet-stream", None, package)
    part.content = data
    return part


# What would ask or fetch when the file is opened.
_UNSETTLING = (
    "attachedTemplate",
    "mailMerge",
    "updateFields",
    "linkStyles",
    "saveThroughXslt",
    "attachedSchema",
)


def _settled(root: _Element) -> bytes:
    """Return settings (17.15.1.78) without what would make Word ask or fetch anything."""
    for name in _UNSETTLING:
        for element in root.findall(f"{tree.W}{name}"):
            root.remove(element)
    return tree.serialized(root)
