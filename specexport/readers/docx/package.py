"""The package of a Word file (ECMA-376 part 2): parts, what leads from one to another, and their limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml.etree import _Element
from msgspec import Struct

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.readers.docx import stream
from specexport.readers.docx.names import STRICT, TRANSITIONAL, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Source

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_XML = 128 * 1024 * 1024
"""Bytes of XML in one part: a book of ten thousand pages has less."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Relationship(Struct, frozen=True):
    """What one part says of another: the last word of its type, and its name or address."""

    kind: str
    target: str
    external: bool = False


class Named(Struct, frozen=True):
    """A part: its name, and its relationships by their ids."""

    name: str
    links: dict[str, Relationship]

    def of_kind(self, kind: str) -> list[str]:
        """Return the names of the parts within the package that this one has of a kind."""
        return [one.target for one in self.links.values() if one.kind == kind and not one.external]


class Part(Named, frozen=True):
    """A part that was read, with the root of its XML."""

    root: _Element


class Main(Named, frozen=True):
    """The main part, whose XML is read piece by piece (`Package.pieces`)."""

    data: bytes


class Package:
    """The parts of a Word file, read when they are asked for. Raises SpecExportError (SX796)."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._archive = zipfile.ZipFile(io.BytesIO(source.data))
        self._names = {name.lower().lstrip("/"): name for name in self._archive.namelist()}
        self._parts: dict[str, Part | None] = {}
        self.main = self._main()

    def part(self, name: str) -> Part | None:
        """Return a part of XML, None where there is none of this name."""
        if name not in self._parts:
            root = self._root(name)
            self._parts[name] = None if root is None else Part(name, self._links(name), root)
        return self._parts[name]

    def related(self, kind: str) -> Part | None:
        """Return the first part of a kind that the main part leads to."""
        return next(filter(None, map(self.part, self.main.of_kind(kind))), None)

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a part."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._archive.read(stored)
        except _DAMAGED:
            raise self._refusal("the file is damaged", "save it again") from None

    def pieces(self) -> Iterator[_Element]:
        """Yield what stands in the body, each until the next but one is asked for."""
        from lxml import etree

        def check(root: _Element) -> None:
            self._undeclared(self.main.name, root)

        try:
            yield from stream.pieces(self.main.data, check)
        except etree.XMLSyntaxError as error:
            raise self._no_xml(self.main.name, error) from None

    def _main(self) -> Main:
        found = [link.target for link in self._links("").values() if link.kind == "officeDocument"]
        for name in (*found, "word/document.xml"):
            data = _transitional(self._limited(name) or b"")
            if data and self._tag(name, data) == f"{W}document":
                return Main(name, self._links(name), data)
        message = "the file is damaged, or not of the format that it is named for"
        raise self._refusal(message, "save it again, or name its format with --from")

    def _tag(self, name: str, data: bytes) -> str:
        from lxml import etree

        try:
            return stream.root(data)
        except etree.XMLSyntaxError as error:
            raise self._no_xml(name, error) from None

    def _links(self, name: str) -> dict[str, Relationship]:
        folder, file = posixpath.split(name)
        root = self._root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root.iter(_RELATIONSHIP) if root is not None else ():
            external = one.get("TargetMode") == "External"
            target = str(one.get("Target", ""))
            place = target if external else _joined(folder, target)
            kind = str(one.get("Type", "")).rpartition("/")[2]
            found[str(one.get("Id", ""))] = Relationship(kind, place, external)
        return found

    def _root(self, name: str) -> _Element | None:
        data = self._limited(name)
        return None if data is None else self._parsed(name, _transitional(data))

    def _limited(self, name: str) -> bytes | None:
        """Return the bytes of a part of XML, unless there are too many."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        if self._archive.getinfo(stored).file_size > MOST_XML:
            message = f"the part {name} has more than {MOST_XML // 1024 // 1024} MiB of text and markup"
            raise self._refusal(message, "divide it")
        return self.data(name) or b""

    def _parsed(self, name: str, data: bytes) -> _Element:
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._no_xml(name, error) from None
        self._undeclared(name, root)
        return root

    def _undeclared(self, name: str, root: _Element) -> None:
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._refusal(f"the part {name} declares entities, as no Word file does", "save it again")

    def _no_xml(self, name: str, error: SyntaxError) -> SpecExportError:
        reason = " ".join(str(error.msg).split())[:120]
        return self._refusal(f"the part {name} is no XML: {reason}", "save it again")

    def _refusal(self, message: str, hint: str) -> SpecExportError:
        return SpecExportError(Diagnostic("SX796", message, "error", self._source.name, hint=hint))


def _transitional(data: bytes) -> bytes:
    """Return XML with the names of transitional files where it has those of strict ones."""
    if STRICT in data:
        for strict, transitional in TRANSITIONAL:
            data = data.replace(STRICT + strict + b'"', transitional + b'"')
    return data


def _joined(folder: str, target: str) -> str:
    """Return the name of a part from its address (part 2, 6.2.4), without what leads out of the package."""
    path = unquote(target.partition("#")[0])
    whole = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(whole).lstrip("/")
