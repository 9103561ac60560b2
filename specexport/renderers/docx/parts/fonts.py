"""The font table: what may stand in for a family, and the style's own fonts, embedded (17.8).

Text and heading families travel with the document, so that it looks the same where they are not installed.
The monospace does not: it is large, and every system has one whose columns hold.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from specexport.renderers.docx import wml
from specexport.renderers.docx.parts.package import LatePart
from specexport.style import assets
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specexport.model.style import Style

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
# Word's four places for a family, in the order of 17.8.3.10.
_PLACES = (
    ("embedRegular", 400, False),
    ("embedBold", 700, False),
    ("embedItalic", 400, True),
    ("embedBoldItalic", 700, True),
)
_SANS, _MONO = ("Segoe UI", "swiss", "variable"), ("Consolas", "modern", "fixed")
# OpenType, OS/2 table, fsType: the licence forbids embedding, or allows it only to view and print.
_RESTRICTED = 0x0002 | 0x0004


def attach(document: Part, style: Style) -> bool:
    """Add `fontTable.xml` and the fonts it embeds; return whether there are any."""
    package = document.package
    assert package is not None
    part = LatePart(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, None, package)
    document.relate_to(part, RT.FONT_TABLE)
    families = dict.fromkeys((style.base.family, style.headings[0].type.family, style.title.family))
    entries = [
        _entry(name, _SANS, _embedded(part, style, name)) for name in families if name != style.code.family
    ]
    entries.append(_entry(style.code.family, _MONO, ()))
    part.content = wml.part("fonts", entries)
    return bool(part.rels)


def _entry(name: str, stand_in: tuple[str, str, str], embedded: wml.Content) -> wml.Element:
    instead, family, pitch = stand_in
    said = (wml.w("altName", val=instead), wml.w("family", val=family), wml.w("pitch", val=pitch))
    return wml.w("font", *said, *embedded, name=name)


def _embedded(table: Part, style: Style, family: str) -> wml.Content:
    found: list[wml.Node] = []
    for element, name, key, data in _obfuscated(style, family):
        relationship = table.relate_to(Part(PackURI(name), _OBFUSCATED, data, table.package), RT.FONT)
        found.append(wml.Element(f"w:{element}", (("r:id", relationship), ("w:fontKey", key))))
    return tuple(found)


@remembered
def _obfuscated(style: Style, family: str) -> list[tuple[str, str, str, bytes]]:
    """Return what is embedded of a family: the element that says so, the part's name, its key, its bytes."""
    found = []
    for element, path in _files(style, family):
        data = assets.read(path)
        if _embeddable(data):
            key = _key(data)
            found.append((element, f"/word/fonts/{path.stem}.odttf", key, obfuscate(data, key)))
    return found


def _files(style: Style, family: str) -> Iterator[tuple[str, Path]]:
    files = {(face.weight, face.italic): face.path for face in style.fonts if face.family == family}
    for element, weight, italic in _PLACES:
        if path := files.get((weight, italic)):
            yield element, path


def _key(data: bytes) -> str:
    """Return a key in the form of a GUID, the same for the same font."""
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}"


def obfuscate(data: bytes, key: str) -> bytes:
    """Return a font with its first 32 bytes exclusive-or'ed with the key, last byte first (part 4, 2.8.1)."""
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(byte ^ other for byte, other in zip(data[:32], mask, strict=False)) + data[32:]


def _embeddable(data: bytes) -> bool:
    """Return whether a TrueType or OpenType font may be embedded in a document that others edit."""
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
        offset = next(offset for tag, _, offset, _ in tables if tag == b"OS/2")
        (rights,) = struct.unpack_from(">H", data, offset + 8)
    except (struct.error, StopIteration):
        return False
    return not rights & _RESTRICTED
