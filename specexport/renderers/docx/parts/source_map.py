"""The map of the source in a Word file: bookmarks at its paragraphs, and a part of custom XML (15.2.5)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from specexport._version import __version__
from specexport.core import registry
from specexport.core.context import Source
from specexport.core.diagnostics import SpecExportError
from specexport.core.parts import says_order
from specexport.review.source_map import BOOKMARK, Entry, SourceMap, SourceText, digest, written

if TYPE_CHECKING:
    from docx.package import Package

    from specexport.core.context import Context
    from specexport.model.document import Node

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATION, _PROPERTIES = f"{_OFFICE}/relationships/customXml", f"{_OFFICE}/relationships/customXmlProps"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# The identity of the store of this form; it is the same in every file (22.5.2.1).
_IDENTITY = "{6B1C1E0A-53A4-4D2C-9C4E-5F0D6A5E21B7}"
_MOST_BLOCKS = 50_000


class Anchors:
    """The bookmarks of a document's paragraphs, in the order in which they are written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._known: set[tuple[str, str, int, int]] = set()

    def name(self, node: Node) -> str:
        """Return the name of the bookmark for a node, empty where it has none or its place has one."""
        pos, kind = node.pos, type(node).__name__
        if pos is None or not pos.line or len(self.entries) >= _MOST_BLOCKS:
            return ""
        place = (kind, pos.path, pos.line, pos.column)
        if place in self._known:
            return ""
        self._known.add(place)
        name = f"{BOOKMARK}{len(self.entries) + 1}"
        self.entries.append(Entry(name, kind, pos))
        return name


def is_wanted(context: Context) -> bool:
    """Return whether a Word file is to carry the map: there is a source, of Markdown, and nobody objects."""
    asked = context.options.source_map
    if not (context.source.data or context.source.files) or not (
        context.project().source_map if asked is None else asked
    ):
        return False
    return (context.options.reader or registry.named("readers", context.source.name) or "markdown") == (
        "markdown"
    )


def attach(package: Package, anchors: Anchors | None, context: Context) -> None:
    """Add the part to the package, if paragraphs have bookmarks."""
    if anchors is None:
        return
    name = PurePath(context.source.name.replace("\\", "/")).name.strip("-")
    made = SourceMap(
        f"{name}/" if context.source.files else name,
        __version__,
        tuple(_sources(context, anchors.entries)),
        tuple(_options(context)),
        tuple(anchors.entries),
    )
    number = 1 + sum(str(part.partname).startswith("/customXml/item") for part in package.iter_parts())
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", written(made), package)
    about = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES_TYPE, _about(), package)
    item.relate_to(about, _PROPERTIES)
    package.main_document_part.relate_to(item, _RELATION)


def _about() -> bytes:
    namespace = f"{_OFFICE}/customXml"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_IDENTITY}" xmlns:ds="{namespace}">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="urn:specexport:source-map:1"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    ).encode()


def _sources(context: Context, entries: list[Entry]) -> list[SourceText]:
    """Return the source and what it includes, or the files of a folder, without words of private comments."""
    from specexport.readers.markdown import with_comments_blanked

    found = []
    dialect: str | None = None
    own = {one.name: one.data for one in context.source.files} or {"": context.source.data}
    # Of a folder what is shown goes along, and what says its order; drafts beside it do not.
    lists = [path for path in own if says_order(path) and not path.startswith("../")]
    first = lists if context.source.files else [""]
    for path in dict.fromkeys((*first, *(one.pos.path for one in entries if one.pos.path))):
        try:
            data = own[path] if path in own else context.resources.read(path)
            source = Source(data, path or context.source.name)
            if path not in own and dialect is None:
                dialect = _dialect(context)
            text, _ = with_comments_blanked(source, context, None if path in own else dialect)
        except SpecExportError:
            continue
        found.append(SourceText(path, text, digest(data)))
    return found


def _dialect(context: Context) -> str:
    """Return the dialect of what is included: that of the text itself, of a folder the first that is said."""
    from specexport.readers.markdown import dialect_of

    for one in context.source.files or (context.source,):
        with suppress(SpecExportError):
            if found := dialect_of(one, context):
                return found
    return ""


def _options(context: Context) -> list[tuple[str, str]]:
    """Return the options that decide on the words of a document."""
    options = context.options
    said = (
        ("style", context.style.name),
        ("dialect", options.dialect or ""),
        ("raw-html", options.raw_html),
        ("unfilled", options.unfilled),
        *(("pass", name) for name in options.passes),
        *((f"set:{name}", value) for name, value in options.variables.items()),
    )
    return [(name, value) for name, value in said if value]
