"""Numbered lists of Word files, joined where Word goes on counting.

Word counts by definition: a list (`w:num`) goes on where another of the same `w:abstractNum` has ended,
unless it says where it begins anew (`w:startOverride`, ISO/IEC 29500-1, 17.9.26). pandoc counts each list by
itself, and LibreOffice gives nearly every item a list of its own.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.readers.pandoc.hanging import straightened

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _LISTS, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


class _List(Struct, frozen=True):
    """What a list is defined by, and the levels at which it begins anew."""

    definition: str
    anew: frozenset[str]


def prepared(data: bytes) -> bytes:
    """Return a Word file in which what is counted on is one list, and lines of code do not hang."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if _DOCUMENT not in names:
            return data
        document = _counted_on(archive, names)
        if _STYLES in names:
            main = document or archive.read(_DOCUMENT)
            document = straightened(main, archive.read(_STYLES)) or document
        if document is None:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for member in archive.infolist():
                copy.writestr(member, document if member.filename == _DOCUMENT else archive.read(member))
        return out.getvalue()


def _counted_on(archive: zipfile.ZipFile, names: list[str]) -> bytes | None:
    """Return the main part with lists that are counted on as one; None where there are none."""
    lists = _lists(archive.read(_LISTS)) if _LISTS in names else {}
    return _joined(archive.read(_DOCUMENT), lists) if _go_on(lists) else None


def _parsed(part: bytes) -> _Element | None:
    from lxml import etree

    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None  # pandoc says what is wrong with it


def _lists(part: bytes) -> dict[str, _List]:
    root = _parsed(part)
    found = {}
    for entry in root.iter(f"{_W}num") if root is not None else ():
        definition = entry.find(f"{_W}abstractNumId")
        begins = entry.iter(f"{_W}lvlOverride")
        anew = {str(one.get(f"{_W}ilvl")) for one in begins if one.find(f"{_W}startOverride") is not None}
        if definition is not None:
            number = str(entry.get(f"{_W}numId"))
            found[number] = _List(str(definition.get(f"{_W}val")), frozenset(anew))
    return found


def _go_on(lists: dict[str, _List]) -> bool:
    """Return whether any list can go on where another has ended."""
    definitions = [one.definition for one in lists.values()]
    return any(not one.anew and definitions.count(one.definition) > 1 for one in lists.values())


def _joined(part: bytes, lists: dict[str, _List]) -> bytes | None:
    from lxml import etree

    root = _parsed(part)
    if root is None:
        return None
    counted: dict[tuple[str, str], str] = {}
    for props in root.iter(f"{_W}numPr"):
        number, level = props.find(f"{_W}numId"), props.find(f"{_W}ilvl")
        found = lists.get(str(number.get(f"{_W}val"))) if number is not None else None
        if number is None or found is None:
            continue
        place = (found.definition, str(level.get(f"{_W}val")) if level is not None else "0")
        if place in counted and place[1] not in found.anew:
            number.set(f"{_W}val", counted[place])
        else:
            counted[place] = str(number.get(f"{_W}val"))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
