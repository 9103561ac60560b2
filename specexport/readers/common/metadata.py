"""What a source says of itself, as fields of the document information: title, authors, date, and the like.

It is in the properties of packed files, and at the beginning of the text.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common.draft import Draft, words

if TYPE_CHECKING:
    from collections.abc import Iterator


# Core properties of Word files (ISO/IEC 29500-2, 11); `meta.xml` of OpenDocument (ODF 1.3, part 3, 4.3).
_PARTS = ("docProps/core.xml", "meta.xml")
_PROPERTIES = {
    "title": "title",
    "creator": "Authors",
    "initial-creator": "Authors",
    "keywords": "keywords",
    "keyword": "keywords",
    "contentStatus": "status",
    "language": "lang",
}
_LARGEST = 1_000_000  # bytes


def completed(draft: Draft, told: tuple[d.MetaField, ...]) -> Draft:
    """Return a draft with those of the fields `told` that it lacks, the title among them."""
    have = {_singular(field.name) for field in draft.fields} | {"title"}
    more = tuple(field for field in told if _singular(field.name) not in have)
    title = draft.title or next((field.content for field in told if field.name == "title"), ())
    return replace(draft, fields=(*draft.fields, *more), title=title)


def _singular(name: str) -> str:
    return name.lower().removesuffix("s")


def informed(draft: Draft) -> Draft:
    """Return a draft without the table of fields at its beginning, whose names are in bold, as fields.

    A subtitle in italics may stand above it.
    """
    title, blocks = _after_title(draft)
    first, *rest = blocks or (None,)
    said = _subtitle(first, rest[0] if rest else None)
    table = rest.pop(0) if said and rest else first
    if not draft.title or type(table) is not d.Table or not _has_names(table):
        return draft
    found = [d.MetaField(walk.plain(row.cells[0].content), _line(row.cells[1])) for row in table.body]
    subtitle = [d.MetaField("subtitle", said)] if said else []
    return replace(draft, blocks=(*title, *rest), fields=(*draft.fields, *subtitle, *found))


def _after_title(draft: Draft) -> tuple[tuple[d.Block, ...], tuple[d.Block, ...]]:
    """Return the heading that says the title, if one begins the text, and the rest of it."""
    first = draft.blocks[0] if draft.blocks else None
    says = type(first) is d.Header and walk.plain(first.content) == walk.plain(draft.title)
    return draft.blocks[:says], draft.blocks[says:]


def _subtitle(block: d.Block | None, following: d.Block | None) -> tuple[d.Inline, ...]:
    match block, following:
        case d.Para(content=(d.Emph(content=content),)), d.Table():
            return content
        case _:
            return ()


def _has_names(table: d.Table) -> bool:
    """Return whether a table is of fields: two columns, no head, a name in bold at the left of each row."""
    rows = table.body
    plain = not (table.head or table.foot or table.caption) and len(table.columns) == 2
    return plain and bool(rows) and all(len(row.cells) == 2 and _is_name(row.cells[0]) for row in rows)


def _is_name(cell: d.Cell) -> bool:
    match cell.content:
        case (d.Para(content=(d.Strong(),)),):
            return True
        case _:
            return False


def _line(cell: d.Cell) -> tuple[d.Inline, ...]:
    """Return the content of a cell on one line, blocks set apart by commas."""
    content: list[d.Inline] = []
    for block in cell.content:
        content += words(", ") if content else ()
        content += block.content if type(block) is d.Para else words(walk.plain([block]))
    return tuple(content)


def titled(draft: Draft, name: str, weak: bool, apart: bool = False) -> Draft:
    """Return a draft whose title is a heading of the first rank, and sections of the second, as in Markdown.

    A heading that is the only one of the first rank stays the title if it says the same, or if the other is
    `weak`, as those of web pages are; a title that stands `apart` in the text is none of the headings.
    Several without a title are sections below the `name` of the source.
    """
    top = [header for header in walk.find(draft.blocks, d.Header) if header.level == 1]
    title = draft.title if walk.plain(draft.title) else words(name) if len(top) > 1 else ()
    if not title:
        return draft
    if not apart and _is_title(draft.blocks, top) and (weak or _are_alike(title, top[0].content)):
        return draft
    first = draft.blocks[0] if draft.blocks and not apart else None
    if type(first) is d.Header and first.level == 1 and walk.plain(first.content) == walk.plain(title):
        draft = replace(draft, blocks=draft.blocks[1:])

    def lower(node: d.Node) -> d.Node:
        return replace(node, level=min(node.level + 1, 6)) if type(node) is d.Header else node

    heading = _heading(title)
    return replace(draft, blocks=(heading, *walk.rewrite(draft.blocks, lower)))


def _heading(title: tuple[d.Inline, ...]) -> d.Header:
    """Return the title as a heading, which takes the first name by which links call a part of it."""
    names = [span.attr.id for span in walk.find(title, d.Span) if span.attr.id]
    words = walk.rewrite(title, lambda node: node.content if type(node) is d.Span else node)
    return d.Header(level=1, content=words, attr=d.Attr(id=next(iter(names), "")))


def _is_title(blocks: tuple[d.Block, ...], top: list[d.Header]) -> bool:
    """Return whether the only heading of the first rank is the first heading of all."""
    first = next(walk.find(blocks, d.Header), None)
    return len(top) == 1 and first is top[0]


def _are_alike(one: tuple[d.Inline, ...], other: tuple[d.Inline, ...]) -> bool:
    first, second = (" ".join(walk.plain(part).lower().split()) for part in (one, other))
    return first in second or second in first


def properties(data: bytes) -> tuple[d.MetaField, ...]:
    """Return the properties of a packed file that readers want to know, the first of each name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in _PARTS:
            if part in archive.namelist() and archive.getinfo(part).file_size <= _LARGEST:
                found = dict(reversed(list(_properties(archive.read(part)))))
                return tuple(d.MetaField(name, words(text)) for name, text in found.items())
    return ()


def _properties(xml: bytes) -> Iterator[tuple[str, str]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(xml, parser)
    for element in root.iter("{*}*") if root is not None else ():
        name = _PROPERTIES.get(etree.QName(element).localname, "")
        text = " ".join((element.text or "").split())
        if name and text:
            yield name, text
