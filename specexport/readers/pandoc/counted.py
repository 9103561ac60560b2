"""The words of sources of which pandoc leaves some out, counted by ourselves: OpenDocument, pages, books."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from specexport.readers.common.conservation import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CREATED = "{http://purl.org/dc/elements/1.1/}"
# Lists that are made anew, what the document says of itself elsewhere, and the labels of notes.
_MADE = frozenset(
    {
        *(f"{_TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index")),
        *(f"{_TEXT}{name}" for name in ("table-index", "note-citation", "sequence-decls", "variable-decls")),
        *(f"{_OFFICE}{name}" for name in ("forms", "scripts")),
        *(f"{_CREATED}{name}" for name in ("creator", "date")),
    }
)
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_GAPS = frozenset({f"{_TEXT}{name}" for name in ("s", "tab", "line-break", "soft-page-break")})
# What is no text of a page: programs, drawings, what no reader sees.
_SILENT = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "math", "title", "iframe", "object", "nav"}
)
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "q", "rb", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("time", "tt", "u", "var", "wbr"),
    }
)
_NOTES = frozenset({"doc-noteref", "noteref", "footnote-ref"})
_PAGES = (".xhtml", ".html", ".htm")
_FRONT = ("nav", "title", "toc", "cover")
_LARGEST = 64 * 1024 * 1024  # bytes


def opendocument(data: bytes) -> Counter[str]:
    """Return the words of a text document (ODF 1.3, part 3, 3.4)."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" not in archive.namelist() or archive.getinfo("content.xml").file_size > _LARGEST:
            return Counter()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
        root = etree.fromstring(archive.read("content.xml"), parser)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    return _counted(_of_text(body)) if body is not None else Counter()


def _counted(texts: Iterator[str]) -> Counter[str]:
    return Counter(words("".join(texts)))


def _of_text(element: _Element) -> Iterator[str]:
    """Yield the text of paragraphs, with a space wherever a word ends."""
    if element.tag in _MADE:
        return
    holds = element.tag in _PARAGRAPHS
    is_word = element.tag.startswith(_TEXT) if isinstance(element.tag, str) else False
    if not is_word or holds or element.tag in _GAPS:
        yield " "
    if is_word:
        yield element.text or ""
    for child in element:
        yield from _of_text(child)
        yield (child.tail or "") if is_word else ""
    if not is_word or holds:
        yield " "


def page(data: bytes) -> Counter[str]:
    """Return the words of a page (HTML), of its main part where it has one, which alone pandoc reads."""
    root = _root(data)
    return _counted(_of_page(_main(root))) if root is not None else Counter()


def around(data: bytes) -> str:
    """Return what stands around the main part of a page."""
    root = _root(data)
    main = _main(root) if root is not None else None
    if root is None or main is None or main is root:
        return ""
    for child in [*main]:
        main.remove(child)
    main.text = None
    return " ".join("".join(_of_page(root)).split())


def _root(data: bytes) -> _Element | None:
    from lxml import etree

    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None  # pandoc reads no other
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _main(root: _Element) -> _Element:
    return next(root.iter("main"), root)


def _of_page(root: _Element) -> Iterator[str]:
    from lxml import etree

    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = str(node.tag)
        begins = event == "start"
        if name not in _INLINE:
            yield " "
        if begins and (silent or name in _SILENT or _is_note(node)):
            silent += 1
        elif silent:
            silent -= not begins
        text = node.text if begins else node.tail
        if text and not silent:
            yield text


def _is_note(node: _Element) -> bool:
    """Say whether an element is the number of a note, where it is referred to."""
    said = (node.get(name, "") for name in ("role", "class", "epub:type"))
    return node.tag in ("a", "sup") and any(not _NOTES.isdisjoint(str(one).split()) for one in said)


def book(data: bytes) -> Counter[str]:
    """Return the words of a book (EPUB): of the pages that its package lists in reading order."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.infolist():
            name = one.filename.lower()
            file = name.rpartition("/")[2]
            if name.endswith(_PAGES) and not file.startswith(_FRONT) and one.file_size <= _LARGEST:
                found += page(archive.read(one))
    return found
