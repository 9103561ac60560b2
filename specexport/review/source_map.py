"""The map in a Word file: the sources it was made from, how, and the lines that each paragraph is from.

It is a part of custom XML (ISO/IEC 29500-1, 15.2.5), which Word keeps as it is. Its form is
`docs/source-map.xsd`. Every paragraph of the text has a hidden bookmark, `_sx1` and so on, by which the map
calls it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model.document import Pos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

NAMESPACE = "urn:specexport:source-map:1"
"""The namespace of the part, by which it is found whatever its name is."""
BOOKMARK = "_sx"
"""What the names of the bookmarks begin with."""
_S = f"{{{NAMESPACE}}}"
_SPECIAL = regex('[&<>"\t\n\r]')
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


class SourceText(Struct, frozen=True):
    """A source: its path, empty for the document's own, its text, and the digest (SHA-256) of its bytes.

    Lines end in a line feed, and private comments have no words in the text.
    """

    path: str
    text: str
    digest: str


class Entry(Struct, frozen=True):
    """A paragraph: the name of its bookmark, the type of its node in the model, and where that stands."""

    name: str
    kind: str
    pos: Pos


class SourceMap(Struct, frozen=True):
    """What a Word file says of the sources that it was made from.

    `name` is that of the source's file, `version` that of the program. `options` are those that matter.
    """

    name: str
    version: str
    sources: tuple[SourceText, ...]
    options: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """The text of the document's own source."""
        return self.sources[0].text if self.sources else ""

    def option(self, name: str) -> str:
        """Return the first value of an option, empty where it has none."""
        return next((value for known, value in self.options if known == name), "")


def digest(data: bytes) -> str:
    """Return the digest by which the map calls the bytes of a source."""
    return sha256(data).hexdigest()


def written(found: SourceMap) -> bytes:
    """Return the map as its part."""
    sources = (
        f"<source{_attributes(('path', one.path), ('sha256', one.digest))}>{_lines(one.text)}</source>"
        for one in found.sources
    )
    options = (f"<option{_attributes(('name', name), ('value', value))}/>" for name, value in found.options)
    root = _attributes(("xmlns", NAMESPACE), ("name", found.name), ("version", found.version))
    parts = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', f"<map{root}>")
    return "".join((*parts, *sources, *options, *map(_entry, found.entries), "</map>")).encode()


def _entry(one: Entry) -> str:
    pos = one.pos
    columns = f' column="{pos.column}" endColumn="{pos.end_column}"' if pos.column else ""
    path = f' path="{_escaped(pos.path)}"' if pos.path else ""
    end = pos.end_line or pos.line
    return f'<block name="{one.name}" kind="{one.kind}" line="{pos.line}" endLine="{end}"{columns}{path}/>'


def _attributes(*pairs: tuple[str, str]) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in pairs if value)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], text)


def _lines(text: str) -> str:
    """Return text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def parsed(root: _Element) -> SourceMap:
    """Return the map that a part says, given its root; what is not understood in it is passed over."""
    return SourceMap(
        str(root.get("name", "")),
        str(root.get("version", "")),
        tuple(
            SourceText(str(one.get("path", "")), one.text or "", str(one.get("sha256", "")))
            for one in root.iterchildren(f"{_S}source")
        ),
        tuple(
            (str(one.get("name", "")), str(one.get("value", ""))) for one in root.iterchildren(f"{_S}option")
        ),
        tuple(_entries(root.iterchildren(f"{_S}block"))),
    )


def _entries(blocks: Iterable[_Element]) -> Iterable[Entry]:
    for one in blocks:
        line = _number(one, "line")
        if line:
            pos = Pos(
                line,
                max(line, _number(one, "endLine")),
                _number(one, "column"),
                _number(one, "endColumn"),
                str(one.get("path", "")),
            )
            yield Entry(str(one.get("name", "")), str(one.get("kind", "")), pos)


def _number(element: _Element, name: str) -> int:
    text = str(element.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
