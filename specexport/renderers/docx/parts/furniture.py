"""Sections, headers and footers: fields with their results in place, in every section (17.6, 17.10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.renderers.common import cover_facts
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.docx import fields, wml
from specexport.renderers.docx.parts import headers
from specexport.renderers.docx.parts.package import add

if TYPE_CHECKING:
    from specexport.model.style import Furniture, Style
    from specexport.renderers.docx.state import State

# Facts that are properties of the document are shown by fields. While the template is filled, a character of
# Unicode's private use area stands for each.
_PROPERTIES = {"title": "\ue000", "status": "\ue001", "version": "\ue002", "classification": "\ue003"}
_KEYS = {mark: name for name, mark in _PROPERTIES.items()}
_SPLIT = re.compile(f"([{''.join(_KEYS)}])")
_TAB = "<w:r><w:tab/></w:r>"
_SAMPLE_SECTION = "\u2002"


class Sections:
    """The headers and footers of a document, and the section properties that refer to them."""

    def __init__(self, state: State, total: int) -> None:
        self._state = state
        self._total = total
        self._refs: dict[tuple[str, str, bool], str] = {}

    def properties(self, *, first: bool = False, landscape: bool = False) -> str:
        """Return `w:sectPr` (17.6.17). `first`: its first page has a header and footer of its own."""
        page = self._state.style.page
        sides = ("default", "even") if self._state.style.verso else ("default",)
        kinds = [(kind, side) for side in sides for kind in ("header", "footer")]
        refs = "".join(self._reference(kind, side, landscape) for kind, side in kinds)
        if first:
            refs += self._first_header() + self._first_footer()
        width, height = (page.height, page.width) if landscape else (page.width, page.height)
        turned = ' w:orient="landscape"' if landscape else ""
        margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
        if landscape:
            margins = (page.margin_left, page.margin_top, page.margin_right, page.margin_bottom)
        top, right, bottom, left = map(wml.twips, margins)
        return (
            f'<w:sectPr>{refs}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{wml.twips(width)}" w:h="{wml.twips(height)}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{top // 2}" w:footer="{bottom // 2}" w:gutter="0"/>'
            f"{'<w:titlePg/>' if first else ''}{'<w:bidi/>' if self._state.turned else ''}</w:sectPr>"
        )

    def last(self, *, first: bool, landscape: bool) -> str:
        """Return the properties of the last section."""
        return self.properties(first=first, landscape=landscape)

    def _reference(self, kind: str, side: str, landscape: bool) -> str:
        """Return the reference to the running line of `default` (right-hand) or `even` (left-hand) pages."""
        key = (kind, side, landscape)
        if key not in self._refs:
            templates = _templates(self._state.style, kind, side)
            style = "Header" if kind == "header" else "Footer"
            props = _stops(self._state, centered=bool(templates.center), landscape=landscape)
            line = _line(self._state, templates, self._total)
            self._refs[key] = self._add(kind, wml.p(line, style if line else "FirstHeader", props))
        return f'<w:{kind}Reference w:type="{side}" r:id="{self._refs[key]}"/>'

    def _first_header(self) -> str:
        ident = self._add("header", wml.p("", "FirstHeader"))
        return f'<w:headerReference w:type="first" r:id="{ident}"/>'

    def _first_footer(self) -> str:
        style, meta = self._state.style, self._state.document.meta
        classification = meta.classification or style.classification
        words = wml.run(style.company) + (_TAB + wml.run(classification) if classification else "")
        ident = self._add("footer", wml.p(words, "Footer"))
        return f'<w:footerReference w:type="first" r:id="{ident}"/>'

    def _add(self, kind: str, content: str) -> str:
        part = self._state.story.part
        assert part.package is not None
        name = str(part.package.next_partname(f"/word/{kind}%d.xml"))
        root = "hdr" if kind == "header" else "ftr"
        content = headers.stamped(self._state, kind, content, len(self._refs))
        content_type, relation = (
            (CT.WML_HEADER, RT.HEADER) if kind == "header" else (CT.WML_FOOTER, RT.FOOTER)
        )
        added = add(part, name, content_type, relation, wml.part(root, content))
        return part.relate_to(added, relation)


def _templates(style: Style, kind: str, side: str) -> Furniture:
    header, footer = style.verso if style.verso and side == "even" else (style.header, style.footer)
    return header if kind == "header" else footer


def _line(state: State, templates: Furniture, total: int) -> str:
    left, center, right = (
        _side(state, text, total) for text in (templates.left, templates.center, templates.right)
    )
    if center:
        return left + _TAB + center + (_TAB + right if right else "")
    return left + (_TAB + right if right else "")


def _side(state: State, template: str, total: int) -> str:
    style, meta = state.style, state.document.meta
    template = template.replace("{page-of-pages}", state.catalogue.page_of)
    values = cover_facts.values(meta, style.company, style.classification, state.title)
    marked = {**values, **{name: mark for name, mark in _PROPERTIES.items() if values[name]}}
    runs: list[str] = []
    for part in fill(template, marked):
        if isinstance(part, Live):
            runs.append(_live(part, total))
        else:
            runs += [_piece(piece, values) for piece in _SPLIT.split(part) if piece]
    return "".join(runs)


def _piece(piece: str, values: dict[str, str]) -> str:
    name = _KEYS.get(piece)
    if name is None:
        return wml.run(piece)
    if name == "title":
        return fields.title(values[name])
    return fields.document_property(name.capitalize(), values[name])


def _live(name: str, total: int) -> str:
    if name == "page":
        return fields.page()
    if name == "pages":
        return fields.pages(total)
    return fields.section(_SAMPLE_SECTION)


def _stops(state: State, *, centered: bool, landscape: bool) -> str:
    """Return the tab stops that the style lacks: at the middle, and at the edge of a landscape page."""
    page = state.style.page
    old = wml.twips(page.text_width)
    new = landscape_width(state.style) if landscape else old
    stops = [(new // 2, "center")] if centered else []
    stops += [(old, "clear"), (new, "right")] if landscape else []
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for at, kind in sorted(stops))
    return f"<w:tabs>{tabs}</w:tabs>" if tabs else ""


def landscape_width(style: Style) -> int:
    """Return the width of the text on a landscape page, in twips."""
    page = style.page
    return wml.twips(page.height - page.margin_top - page.margin_bottom)
