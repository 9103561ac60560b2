"""What holds for every output, whatever the document: it is whole, well-formed, and nothing in it acts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
ACTIVE = frozenset(
    ["script", "iframe", "object", "embed", "form", "base", "applet", "frame", "frameset", "portal"]
)
FIELDS = frozenset(
    (
        *("TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "SEQ", "STYLEREF"),
        *("NOTEREF", "HYPERLINK", "TITLE"),
    )
)
SCHEMES = frozenset(("", "http", "https", "mailto", "tel", "data"))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Page(HTMLParser):
    """Reads a page: `faults` are tags that do not match and what could act, `text` its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.scripts: list[str] = []
        self._open: list[str] = []
        self._words: list[str] = []
        self.feed(page)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")

    @property
    def text(self) -> str:
        return "".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)
        if tag in ACTIVE and not (tag == "script" and not attrs):
            self.faults.append(f"<{tag}>")
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        self.faults += [f"{name}={value}" for name, value in attrs if _acts(name, value or "")]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["script"]:
            self.scripts.append(data)
        elif self._open[-1:] != ["style"]:
            self._words.append(data)


def _acts(name: str, value: str) -> bool:
    if name.startswith("on") or name in (
        "srcdoc",
        "formaction",
        "ping",
        "http-equiv" if "refresh" in value else "",
    ):
        return True
    if name not in ("href", "src", "action", "poster", "xlink:href", "data", "cite", "background"):
        return False
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value).lower())
    named = scheme[1] if scheme else ""
    return named not in SCHEMES or (named == "data" and not value.startswith(("data:image/", "data:font/")))


def package(data: bytes) -> tuple[list[str], str]:
    """Return the faults of a Word file, and all texts and attributes of its parts."""
    faults: list[str] = []
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        names = parts.namelist()
        faults += [f"part twice: {name}" for name in set(names) if names.count(name) > 1]
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False))
                faults += [f"{name}: {fault}" for fault in (*_part(root), *_relations(root, name, names))]
                texts.append(" ".join(root.itertext()))
                texts += [value for node in root.iter() for value in node.attrib.values()]
    return faults, "".join(texts)


def _part(root: etree._Element) -> Iterable[str]:
    if root.getroottree().docinfo.doctype:
        yield "it has a document type"
    for field in (*root.iter(f"{WORD}instrText"), *root.iter(f"{WORD}fldSimple")):
        code = (field.text or field.get(f"{WORD}instr") or "").split()
        if code and code[0] not in FIELDS and field.tag.endswith("fldSimple"):
            yield f"field {code[0]}"
    for cell in root.iter(f"{WORD}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{WORD}p":
            yield "a cell ends without a paragraph"
    ids = [node.get(f"{WORD}id") for node in root.iter(f"{WORD}bookmarkStart")]
    if len(set(ids)) < len(ids):
        yield "bookmarks share an id"


def _relations(root: etree._Element, name: str, names: list[str]) -> Iterable[str]:
    if not name.endswith(".rels"):
        return
    folder = name.split("_rels/")[0]
    for one in root:
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        if outside and not re.match(r"(https?|mailto|tel):", target) and ":" in target.split("/")[0]:
            yield f"leads to {target}"
        inside = {target.lstrip("/"), posixpath.normpath(folder + target)}
        if not outside and inside.isdisjoint(names):
            yield f"leads to the missing part {target}"


FORBIDDEN = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/RichMedia",
    "/XFA",
)


def paper(data: bytes, attachments: int = 0) -> list[str]:
    """Return the faults of a PDF: its syntax, and whatever in it could act."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults = [str(problem) for problem in pdf.check_pdf_syntax()]
        if len(pdf.attachments) != attachments:
            faults.append(f"{len(pdf.attachments)} attachments")
        for thing in pdf.objects:
            faults += _object(thing)
    return faults


def streams(data: bytes) -> Iterable[bytes]:
    """Yield the streams of a PDF as they are before they are packed, those of pictures as they are."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes() if "/Width" in thing else thing.read_bytes()


def _object(thing: object) -> Iterable[str]:
    import pikepdf

    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in ("/S", "/Subtype", "/Type"):
        if str(thing.get(key, "")) in FORBIDDEN:
            yield f"{key} {thing.get(key)}"
    yield from (key for key in ("/JS", "/JavaScript", "/XFA", "/OpenAction", "/AA") if _acts_by(thing, key))
    address = str(thing.get("/URI", "")) if thing.get("/S") == "/URI" else ""
    if (
        address
        and not re.match(r"(https?|mailto|tel):", address, re.IGNORECASE)
        and ":" in address.split("/")[0]
    ):
        yield f"leads to {address}"


def _acts_by(thing: object, key: str) -> bool:
    import pikepdf

    value = thing.get(key)
    if value is None:
        return False
    return not (key == "/OpenAction" and isinstance(value, pikepdf.Array))
