"""The watermark of a document's status, behind the pages of a template.

A watermark is a shape in a header. Every header of the template gets one, and pages that have no header get
one that holds nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.renderers.docx import wml
from specexport.renderers.docx.parts.headers import watermark
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.tree import R, W
from specexport.style import marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from specexport.renderers.docx.state import State
    from specexport.renderers.docx.template.opening import Opened
    from specexport.renderers.docx.template.slot import Slot

_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
# The template's own shapes may have the numbers of the first few hundred.
_FIRST_SHAPE = 600


def stamp(opened: Opened, state: State, slot: Slot) -> None:
    """Put the watermark that the style has for the document's status behind all pages, if it has one.

    A header with a watermark of its own keeps that, which is reported.
    """
    words = marks.watermark(state.style, state.document.meta.status)
    if not words:
        return
    headers = sorted(opened.stories()[1:], key=lambda part: str(part.partname))
    numbers = iter(range(_FIRST_SHAPE, _FIRST_SHAPE + len(headers) + 1))
    for part in headers:
        if part.content_type == CT.WML_HEADER:
            part.content = _stamped(state, part.content, watermark(state.style, words, next(numbers)))
    blank = _Blank(opened, watermark(state.style, words, next(numbers)))
    sections = [*slot.root.iter(f"{W}sectPr"), *([slot.section] if slot.ends else [])]
    _complete(sections, _sided(opened), blank)


def is_there(header: _Element) -> bool:
    """Return whether a header has a watermark."""
    return next(header.iter(_TEXT_PATH), None) is not None


def _stamped(state: State, header: bytes, shape: wml.R) -> bytes:
    root = tree.parsed(header)
    if is_there(root):
        state.context.inform("SX768", "the template has a watermark of its own, which stays")
        return header
    line = _line(root)
    line.extend(tree.elements((shape,)))
    return tree.serialized(root)


def _line(root: _Element) -> _Element:
    """Return the last paragraph of a header that stands in no table; a new one, where there is none."""
    from lxml import etree

    for found in (root.findall(f"{W}p"), root.findall(f"{W}sdt/{W}sdtContent/{W}p")):
        if found:
            return found[-1]
    return etree.SubElement(root, f"{W}p")


def _sided(opened: Opened) -> bool:
    """Return whether left-hand pages have headers of their own (17.10.1)."""
    settings = opened.part(RT.SETTINGS)
    return settings is not None and tree.is_on(tree.at(tree.parsed(settings.blob), "evenAndOddHeaders"))


class _Blank:
    """A header that holds a watermark alone, made when it is first asked for."""

    def __init__(self, opened: Opened, shape: wml.R) -> None:
        self._opened, self._shape = opened, shape
        self._reference = ""

    def reference(self) -> str:
        """Return the id of the relationship to it."""
        if not self._reference:
            main = self._opened.main
            name = str(self._opened.package.next_partname("/word/header%d.xml"))
            content = wml.part("hdr", (wml.P((self._shape,)),))
            self._reference = main.relate_to(add(main, name, CT.WML_HEADER, RT.HEADER, content), RT.HEADER)
        return self._reference


def _complete(sections: Iterable[_Element], sided: bool, blank: _Blank) -> None:
    """Refer to the blank header wherever pages have none, neither of their own nor from sections before."""
    from lxml import etree

    known: set[str] = set()
    for section in sections:
        known |= {one.get(f"{W}type", "default") for one in section.findall(f"{W}headerReference")}
        wanted = ["default", *(["even"] if sided else [])]
        wanted += ["first"] if tree.is_on(tree.at(section, "titlePg")) else []
        for kind in wanted:
            if kind not in known:
                # Made in its place, so that it has the prefixes of the document.
                reference = etree.SubElement(section, f"{W}headerReference", {f"{W}type": kind})
                reference.set(f"{R}id", blank.reference())
                section.insert(0, reference)
                known.add(kind)
