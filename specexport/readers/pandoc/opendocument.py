"""What pandoc would not see of OpenDocument files: code, tables in lists, and lists in footnotes.

Before pandoc sees the file, each paragraph in a style for code gets a mark, by which it is code afterwards.
Tables stand below the item that they are in, and lists in footnotes become paragraphs.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk
from specexport.readers.pandoc.draft import CODE_LINE, CODE_STYLES, Draft, joined_code, lines, sequences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

MARK = "\U000f5843"
"""A character for private use, which stands in no text."""

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_DEEPEST = 20  # of styles that are based on each other


def prepared(data: bytes) -> bytes:
    """Return an OpenDocument file as pandoc sees all of it (ODF 1.3, part 3, 5.1.3, 5.3 and 6.3)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _CONTENT not in archive.namelist():
            return data
        content = _marked(archive)
        if content is None:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for member in archive.infolist():
                copy.writestr(member, content if member.filename == _CONTENT else archive.read(member))
        return out.getvalue()


def _marked(archive: zipfile.ZipFile) -> bytes | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        roots = [
            etree.fromstring(archive.read(name), parser)
            for name in (_STYLES, _CONTENT)
            if name in archive.namelist()
        ]
    except etree.XMLSyntaxError:
        return None  # pandoc says what is wrong with it
    bases = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for root in roots
        for style in root.iter(f"{_STYLE}style")
    }
    content = roots[-1]
    for para in [para for para in content.iter(f"{_TEXT}p") if _is_code(para, bases)]:
        para.text = MARK + (para.text or "")
    for table in list(content.iter(_TABLE)):
        _lift(table)
    for note in content.iter(f"{_TEXT}note-body"):
        for listed in [part for part in note if part.tag == f"{_TEXT}list"]:
            note[note.index(listed) : note.index(listed) + 1] = list(listed.iter(f"{_TEXT}p"))
    return etree.tostring(content, encoding="UTF-8", xml_declaration=True)


def _lift(table: _Element) -> None:
    """Put a table below the lists that it is in, whose items go on after it."""
    parent = table.getparent()
    while parent is not None and parent.tag in (f"{_TEXT}list", f"{_TEXT}list-item"):
        rest = list(table.itersiblings())
        parent.addnext(table)
        if rest:
            following = parent.makeelement(parent.tag)
            following.extend(rest)
            table.addnext(following)
        parent = table.getparent()


def _is_code(para: _Element, bases: Mapping[str, str]) -> bool:
    name = str(para.get(f"{_TEXT}style-name", ""))
    for _ in range(_DEEPEST):
        if name.replace("_20_", " ").lower() in CODE_STYLES:
            return True
        name = bases.get(name, "")
    return False


def run(draft: Draft) -> Draft:
    """Return a draft in which what was marked is code."""

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if type(node) is not d.Para or not node.content:
            return node
        first = node.content[0]
        if type(first) is not d.Str or not first.text.startswith(MARK):
            return node
        return d.CodeBlock(text=lines([node]).removeprefix(MARK), attr=CODE_LINE)

    blocks = walk.rewrite(draft.blocks, visit)
    return replace(draft, blocks=sequences(blocks, lambda run: tuple(joined_code(run))))
