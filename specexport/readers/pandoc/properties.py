"""What Word and OpenDocument files say of themselves beside their text: title, authors, keywords, status.

Of Word files the core properties (ISO/IEC 29500-2, 11), of OpenDocument files `meta.xml` (ODF 1.3, part 3,
4.3).
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.readers.pandoc.draft import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ("docProps/core.xml", "meta.xml")
_NAMES = {
    "title": "title",
    "creator": "Authors",
    "initial-creator": "Authors",
    "keywords": "keywords",
    "keyword": "keywords",
    "contentStatus": "status",
    "language": "lang",
}
_LARGEST = 1_000_000  # bytes


def fields(data: bytes) -> tuple[d.MetaField, ...]:
    """Return the properties of a packed file that readers want to know, the first of each name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in _PARTS:
            if part in archive.namelist() and archive.getinfo(part).file_size <= _LARGEST:
                found = dict(reversed(list(_texts(archive.read(part)))))
                return tuple(d.MetaField(name, words(text)) for name, text in found.items())
    return ()


def _texts(xml: bytes) -> Iterator[tuple[str, str]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(xml, parser)
    for element in root.iter("{*}*") if root is not None else ():
        name = _NAMES.get(etree.QName(element).localname, "")
        text = " ".join((element.text or "").split())
        if name and text:
            yield name, text
