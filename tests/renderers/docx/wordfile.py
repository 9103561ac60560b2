"""A Word file taken apart, for tests that look inside."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from specexport.model import document as d

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Word:
    """A DOCX file taken apart: its parts as bytes, the body as a tree."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.dates = {info.date_time for info in archive.infolist()}

    def tree(self, name: str = "word/document.xml") -> etree._Element:
        return etree.fromstring(self.parts[name])

    def find(self, path: str, name: str = "word/document.xml") -> list[Any]:
        """Return what an XPath finds in a part; the prefix of every name is `w`."""
        namespaces = {
            "w": W.strip("{}"),
            "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "v": "urn:schemas-microsoft-com:vml",
            "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
            "o": "urn:schemas-microsoft-com:office:office",
            "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        }
        found = self.tree(name).xpath(path, namespaces=namespaces)
        assert isinstance(found, list)
        return found

    def styles(self) -> list[tuple[str, str]]:
        """Return the style and the text of every paragraph of the body."""
        return [
            ("".join(p.xpath("string(*[local-name()='pPr']/*[local-name()='pStyle']/@*)")), text_of(p))
            for p in self.find("//w:body//w:p")
        ]

    def paragraph(self, text: str) -> etree._Element:
        """Return the first paragraph that contains `text`."""
        return next(p for p in self.find("//w:body//w:p") if text in text_of(p))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def para(*content: d.Inline | str) -> d.Para:
    return d.Para(content=tuple(d.Str(text=node) if isinstance(node, str) else node for node in content))
