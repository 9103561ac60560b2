"""Parts that the template and the text both bring: lists, footnotes, properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.renderers.docx import wml
from specexport.renderers.docx.parts import comments as said
from specexport.renderers.docx.parts import footnotes
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story
from specexport.renderers.docx.styles.properties import BULLET_LIST, HEADING_LIST
from specexport.renderers.docx.template.tree import serialized

if TYPE_CHECKING:
    from specexport.renderers.docx.state import State
    from specexport.renderers.docx.template.opening import Opened
    from specexport.renderers.docx.template.styles import Styles

_W = f"{{{wml.W}}}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_NUMBER = re.compile(r'(<w:(?:numId|abstractNumId) w:val="|<w:num w:numId="|w:abstractNumId=")(\d+)"')
_BOUND = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_ITEM = re.compile(r'<w:pStyle w:val="(Heading|ListBullet)(\d?)"/>(?!<w:numPr>)')
_REFERENCE = re.compile(r'(<w:footnoteReference w:id=")(\d+)"')


class Numbering:
    """The template's lists with those of the text behind them, under numbers that no other list has."""

    def __init__(self, opened: Opened, job: State, styles: Styles) -> None:
        self._opened, self._job, self._styles = opened, job, styles
        self._part = opened.part(RT.NUMBERING)
        self._root = opened.root(self._part) if self._part else None
        self._shift = (
            1 + max((_number(one) for one in self._root.iter() if isinstance(one.tag, str)), default=0)
            if self._root is not None
            else 0
        )

    def renumbered(self, markup: str) -> str:
        """Return `markup` with the numbers that its lists have in the merged part."""
        return _NUMBER.sub(lambda match: f'{match[1]}{int(match[2]) + self._shift}"', markup)

    def listed(self, markup: str) -> str:
        """Return `markup` with lists and headings numbered where the template's styles do not do so."""
        style = self._job.style
        depth = style.numbering_depth if style.numbering else 0

        def numbered(match: re.Match[str]) -> str:
            kind, level = match[1], int(match[2] or 1)
            known = f"{kind}{match[2]}"
            if known not in self._styles.matched or self._styles.numbered(known):
                return match[0]
            if kind == "Heading" and level > depth:
                return match[0]
            number = wml.Num(HEADING_LIST if kind == "Heading" else BULLET_LIST, level - 1)
            return match[0] + number.xml()

        return _ITEM.sub(numbered, markup)

    def attach(self) -> None:
        """Put the lists of the text into the part."""
        lists = self._job.lists
        definitions, instances = (
            self._unbound(wml.xml(part)) for part in (lists.definitions(), lists.instances())
        )
        if self._part is None or self._root is None:
            whole = wml.part("numbering", (wml.Raw(definitions + instances),))
            add(self._opened.main, "/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, whole)
            return
        fresh = _parsed(definitions + instances)
        at = next((i for i, one in enumerate(self._root) if one.tag == f"{_W}num"), len(self._root))
        abstract = [one for one in fresh if one.tag == f"{_W}abstractNum"]
        self._root[at:at] = abstract
        last = max(
            (i for i, one in enumerate(self._root) if one.tag == f"{_W}num"), default=at + len(abstract) - 1
        )
        self._root[last + 1 : last + 1] = list(fresh)
        self._part.content = serialized(self._root)

    def _unbound(self, markup: str) -> str:
        """Return definitions bound to styles of ours only: the template's have lists of their own."""
        matched = self._styles.matched
        used = self._styles.used
        markup = _BOUND.sub(lambda match: match[0] if match[1] in used - matched.keys() else "", markup)
        return self.renumbered(self._styles.renamed(markup))


def _number(element: Any) -> int:
    value = element.get(f"{_W}numId") or element.get(f"{_W}abstractNumId") or "0"
    return int(value) if value.isdigit() and len(value) < 10 else 0


def _parsed(markup: str) -> Any:
    from lxml import etree

    return etree.fromstring(f"<w:numbering {wml.NAMESPACES}>{markup}</w:numbering>")


class Footnotes:
    """The template's footnotes, and those of the text behind them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._part = opened.part(RT.FOOTNOTES)
        self._root = opened.root(self._part) if self._part else None
        numbers = [one.get(f"{_W}id", "0") for one in (self._root if self._root is not None else ())]
        self._shift = max((int(one) for one in numbers if one.isdigit() and len(one) < 10), default=0)

    def renumbered(self, markup: str) -> str:
        """Return `markup` with references to the footnotes as they are numbered in the merged part."""
        return _REFERENCE.sub(lambda match: f'{match[1]}{int(match[2]) + self._shift}"', markup)

    def attach(self, job: State, styles: Styles, numbering: Numbering) -> None:
        """Put the footnotes of the text into the part, which is made if there is none."""
        if not job.notes:
            return
        if self._part is None:
            part = footnotes.part(job)
            texts = wml.Raw(self._texts(job, part, styles, numbering))
            part.content = wml.part("footnotes", (*footnotes.SEPARATORS, texts))
            return
        fresh = _parsed(self._texts(job, self._part, styles, numbering))
        assert self._root is not None
        self._root.extend(list(fresh))
        self._part.content = serialized(self._root)

    def _texts(self, job: State, part: Any, styles: Styles, numbering: Numbering) -> str:
        made = wml.xml(footnotes.texts(job, Story(part), self._shift + 1))
        return numbering.renumbered(styles.renamed(made))


def next_comment(opened: Opened) -> int:
    """Return a number for a comment that none of the template's has."""
    part = opened.part(RT.COMMENTS)
    entries = opened.root(part) if part else ()
    numbers = [one.get(f"{_W}id", "") for one in entries]
    return 1 + max((int(one) for one in numbers if one.isdigit() and len(one) < 10), default=-1)


def comments(opened: Opened, job: State) -> None:
    """Put the comments of the text into the template's part, which is made if there is none."""
    part = opened.part(RT.COMMENTS)
    if part is None:
        said.attach(job)
        return
    from docx.oxml import parse_xml

    root = parse_xml(part.blob)
    said.fill(job, part, root)
    part.content = serialized(root)


def custom(opened: Opened) -> dict[str, str]:
    """Return the custom properties of the template that are text, by name."""
    root = opened.archive.xml("docProps/custom.xml")
    entries = [one for one in (root if root is not None else ()) if _is_text(one)]
    return {one.get("name", ""): "".join(one.itertext()) for one in entries}


def _is_text(entry: Any) -> bool:
    """Return whether a property is of a kind that text can say, and not one with a value of its own kind."""
    return bool(entry.get("name")) and all(one.tag in (f"{_VT}lpwstr", f"{_VT}lpstr") for one in entry)
