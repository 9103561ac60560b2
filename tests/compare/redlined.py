"""Word's own rules of accepting and rejecting, on the XML of a file (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LOOKS = frozenset({"b", "i", "strike", "vertAlign", "rStyle", "u"})
PARTS = ("word/document.xml", "word/footnotes.xml")


def settled(data: bytes, accept: bool) -> dict[str, etree._Element]:
    """Return the parts of a Word file with all its changes accepted, or rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in PARTS if name in file.namelist()]
        parts = {name: etree.fromstring(file.read(name)) for name in names}
    for root in parts.values():
        _settle(root, accept)
    return parts


def _settle(root: etree._Element, accept: bool) -> None:
    gone = ("del", "moveFrom") if accept else ("ins", "moveTo")
    kept = ("ins", "moveTo") if accept else ("del", "moveFrom")
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    cell = "cellDel" if accept else "cellIns"
    for tc in list(root.iter(f"{W}tc")):
        if tc.find(f"{W}tcPr/{W}{cell}") is not None:
            tc.getparent().remove(tc)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    ending = [p for p in root.iter(f"{W}p") if any(_mark(p, name) for name in gone)]
    for name in gone:
        for change in list(root.iter(f"{W}{name}")):
            if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
                change.getparent().remove(change)
    for name in kept:
        for change in list(root.iter(f"{W}{name}")):
            parent = change.getparent()
            if parent.tag not in (f"{W}rPr", f"{W}trPr"):
                at = parent.index(change)
                parent[at : at + 1] = list(change)
    for paragraph in ending:
        _join(paragraph)


def _mark(paragraph: etree._Element, name: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None


def _join(paragraph: etree._Element) -> None:
    """Take away the end of a paragraph: what is left of it goes to the next one."""
    parent, rest = paragraph.getparent(), list(_runs(paragraph))
    following = paragraph.getnext()
    while following is not None and following.tag.endswith(
        ("RangeEnd", "RangeStart", "bookmarkEnd", "bookmarkStart")
    ):
        following = following.getnext()
    if rest and following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        following[at:at] = rest
    elif rest:
        return
    parent.remove(paragraph)


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    for child in paragraph:
        if child.tag not in (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd") and any(_told(child)):
            yield child


def texts(parts: dict[str, etree._Element]) -> list[str]:
    """Return what stands in paragraphs, with its looks; the file's own front and empty ones left out."""
    found = []
    body = parts[PARTS[0]]
    referred = {one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")}
    for note in [one for root in parts.values() for one in root.iter(f"{W}footnote")]:
        if note.get(f"{W}id") not in referred:
            note.getparent().remove(note)
    for name, root in parts.items():
        for paragraph in root.iter(f"{W}p"):
            line = "".join(_told(paragraph))
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            named = "" if style is None else style.get(f"{W}val", "")
            if line.strip() and not named.startswith(("TOC", "Contents", "Title", "Cover", "Subtitle")):
                code = "Code" in named
                line = line.replace("Small", "")
                if re.search(r"\bpage \d", re.sub("<[^>]*>", "", line)):
                    line = re.sub(r"(?:<[^>]*>)?\d", "", line)  # on which page something stands is derived
                named = re.sub("Dense|Tight|Small|Right|Center", "", named).replace("LeadIn", "BodyText")
                kind = "Code" if code else named
                pieces = line.split("\n") if code else [line]
                found += [f"{name[5:9]} {kind} {part.strip()}" for part in pieces if part.strip()]
    return found


def _look(prop: etree._Element) -> str:
    """Return what a property says of how letters look, nothing of one about other things."""
    name = prop.tag.rpartition("}")[2]
    return f"<{name} {prop.get(f'{W}val', '')}>" if name in _LOOKS else ""


def _told(node: etree._Element) -> Iterator[str]:
    looks = ""
    for part in node.iter():
        if part.tag == f"{W}r":
            props = part.find(f"{W}rPr")
            looks = "" if props is None else "".join(sorted(map(_look, props)))
        elif part.tag in (f"{W}t", f"{W}delText") and part.text and "CaptionLabel" not in looks:
            letters = part.text.replace("\u200b", "")
            yield from (letter if letter.isspace() else f"{looks}{letter}" for letter in letters)
        elif part.tag == f"{W}br":
            yield "\n"
        elif part.tag == f"{W}footnoteReference":
            yield "[note]"
        elif part.tag == f"{M}t" and part.text:
            yield part.text
        elif part.tag.endswith("}blip"):
            yield "[picture]"
