"""Sections, headers and footers: fields with their results in place, in every section (17.6, 17.10).

Headers hold what is stamped on every page, too: the watermark and the band of the classification.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec.structs import replace

from specexport.renderers.common import cover_facts
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import pictures
from specexport.renderers.docx.body.runs import TAB
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story
from specexport.renderers.docx.wml import fields
from specexport.style import marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model.style import RunningLine, Style
    from specexport.renderers.docx.state import State

# Facts that are properties of the document are shown by fields. While the template is filled, a character of
# Unicode's private use area stands for each.
_PROPERTIES = {"title": "\ue000", "status": "\ue001", "version": "\ue002", "classification": "\ue003"}
_KEYS = {mark: name for name, mark in _PROPERTIES.items()}
_SPLIT = re.compile(f"([{''.join(_KEYS)}])")
_SAMPLE_SECTION = "\u2002"
_VML = (("xmlns:v", "urn:schemas-microsoft-com:vml"), ("xmlns:o", "urn:schemas-microsoft-com:office:office"))
# The letters of a word as a shape (ISO/IEC 29500-4, 19.1.2.21): two lines between which they are drawn.
_OUTLINE = "m0,0l21600,0m0,21600l21600,21600e"
_LETTERS = wml.Element(
    "v:shapetype",
    (*_VML, ("id", "_x0000_t136"), ("coordsize", "21600,21600"), ("o:spt", 136), ("path", _OUTLINE)),
    (
        wml.Element("v:path", (("textpathok", "t"), ("o:connecttype", "none"))),
        wml.Element("v:textpath", (("on", "t"), ("fitshape", "t"))),
    ),
)
# The width and height of a letter, in sizes of its type.
_LETTER = (0.72, 1.0)


class StyleSections:
    """The headers and footers of a document, and the section properties that refer to them."""

    def __init__(self, state: State, total: int) -> None:
        self._state = state
        self._total = total
        self._refs: dict[tuple[str, str, bool], str] = {}

    def properties(self, *, first: bool = False, landscape: bool = False) -> wml.Element:
        """Return `w:sectPr` (17.6.17). `first`: its first page has a header and footer of its own."""
        sides = ("default", "even") if self._state.style.verso else ("default",)
        kinds = [(kind, side) for side in sides for kind in ("header", "footer")]
        references = [self._reference(kind, side, landscape) for kind, side in kinds]
        if first:
            references += self._first()
        return wml.w(
            "sectPr",
            *references,
            wml.w("type", val="nextPage"),
            *_paper(self._state.style, landscape=landscape),
            *((wml.w("titlePg"),) if first else ()),
            *((wml.w("bidi"),) if self._state.turned else ()),
        )

    def last(self, *, first: bool, landscape: bool) -> wml.Content:
        """Return the properties of the last section."""
        return (self.properties(first=first, landscape=landscape),)

    def _reference(self, kind: str, side: str, landscape: bool) -> wml.Element:
        """Return the reference to the running line of `default` (right-hand) or `even` (left-hand) pages."""
        key = (kind, side, landscape)
        if key not in self._refs:
            templates = _templates(self._state.style, kind, side)
            style = "Header" if kind == "header" else "Footer"
            props = _stops(self._state, centered=bool(templates.center), landscape=landscape)
            self._refs[key] = self._add(kind, partial(self._running, templates, style, props))
        return _referring(kind, side, self._refs[key])

    def _running(self, templates: RunningLine, style: str, props: wml.Props) -> wml.P:
        line = _line(self._state, templates, self._total)
        return wml.P(line, style if line else "FirstHeader", props)

    def _first(self) -> list[wml.Element]:
        """Return the references to the header and the footer of a first page."""
        style, meta = self._state.style, self._state.document.meta
        classification = meta.classification or style.classification
        words = wml.run(style.company) + ((TAB, *wml.run(classification)) if classification else ())
        header = self._add("header", lambda: wml.P((), "FirstHeader"))
        return [
            _referring("header", "first", header),
            _referring("footer", "first", self._add("footer", lambda: wml.P(words, "Footer"))),
        ]

    def _add(self, kind: str, write: Callable[[], wml.P]) -> str:
        """Add a part with the line that `write` makes; pictures in it belong to that part."""
        state = self._state
        part = state.story.part
        assert part.package is not None
        name = str(part.package.next_partname(f"/word/{kind}%d.xml"))
        root = "hdr" if kind == "header" else "ftr"
        content_type, relation = (
            (CT.WML_HEADER, RT.HEADER) if kind == "header" else (CT.WML_FOOTER, RT.FOOTER)
        )
        added = add(part, name, content_type, relation, b"")
        before, state.story = state.story, Story(added)
        added.content = wml.part(root, _stamped(state, kind, write(), len(self._refs)))
        state.story = before
        return part.relate_to(added, relation)


def _referring(kind: str, side: str, relationship: str) -> wml.Element:
    return wml.Element(f"w:{kind}Reference", (("w:type", side), ("r:id", relationship)))


def _paper(style: Style, *, landscape: bool) -> wml.Props:
    """Return the size of the paper and its margins (17.6.13, 17.6.11), turned for landscape pages."""
    page = style.page
    width, height = (page.height, page.width) if landscape else (page.width, page.height)
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    if landscape:
        margins = (page.margin_left, page.margin_top, page.margin_right, page.margin_bottom)
    top, right, bottom, left = map(wml.twips, margins)
    turned = {"orient": "landscape"} if landscape else {}
    lines = {"header": top // 2, "footer": bottom // 2}
    return (
        wml.w("pgSz", w=wml.twips(width), h=wml.twips(height), **turned),
        wml.w("pgMar", top=top, right=right, bottom=bottom, left=left, **lines, gutter=0),
    )


def _stamped(state: State, kind: str, line: wml.P, number: int) -> wml.Content:
    """Return the content of a `header` or `footer`: its running line with the page's stamps.

    `number` tells the shapes of the document's headers apart.
    """
    meta = state.document.meta
    status = marks.watermark(state.style, meta.status)
    if status and kind == "header":
        line = replace(line, content=(*line.content, watermark(state.style, status, number)))
    words, color = marks.band(state.style, meta.classification or state.style.classification)
    if not words:
        return (line,)
    shade = wml.w("shd", val="clear", color="auto", fill=color[1:].upper())
    strip = wml.P(wml.run(words), "ClassificationBand", (shade,))
    return (strip, line) if kind == "header" else (line, strip)


def watermark(style: Style, words: str, number: int) -> wml.R:
    """Return the run of a header that draws `words` behind the page; `number` is that of the shape."""
    size = marks.letter_size(style, words)
    width, height = size * _LETTER[0] * len(words), size * _LETTER[1]
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{height:.1f}pt;"
        f"rotation:{360 + marks.ANGLE};z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    letters = f'font-family:"{style.base.family}";font-weight:bold;font-size:1pt'
    shape = wml.Element(
        "v:shape",
        (
            *(*_VML, ("id", f"Watermark{number}"), ("o:spid", f"_x0000_s{2049 + number}")),
            *(("type", "#_x0000_t136"), ("alt", ""), ("style", place), ("o:allowincell", "f")),
            *(("fillcolor", marks.faint(style)), ("stroked", "f")),
        ),
        (wml.Element("v:textpath", (("style", letters), ("string", words))),),
    )
    return wml.R((wml.w("pict", _LETTERS, shape),), wml.RPr(props=(wml.w("noProof"),)))


def _templates(style: Style, kind: str, side: str) -> RunningLine:
    header, footer = style.verso if style.verso and side == "even" else (style.header, style.footer)
    return header if kind == "header" else footer


def _line(state: State, templates: RunningLine, total: int) -> wml.Content:
    left, center, right = (
        _side(state, text, total) for text in (templates.left, templates.center, templates.right)
    )
    ended = (TAB, *right) if right else ()
    return (*left, TAB, *center, *ended) if center else left + ended


def _side(state: State, template: str, total: int) -> wml.Content:
    style, meta = state.style, state.document.meta
    template = template.replace("{page-of-pages}", state.catalogue.page_of)
    values = cover_facts.values(meta, style.company, style.classification, state.title)
    marked = {**values, **{name: mark for name, mark in _PROPERTIES.items() if values[name]}}
    picture = pictures.logo(state, style.logo_height) if "{logo}" in template else None
    if picture:
        marked["logo"] = Live("logo")
    runs: list[wml.Node] = []
    for part in fill(template, marked):
        if isinstance(part, Live):
            runs += (picture,) if part == "logo" and picture else _live(part, total)
        else:
            for piece in filter(None, _SPLIT.split(part)):
                runs += _piece(piece, values)
    return tuple(runs)


def _piece(piece: str, values: dict[str, str]) -> wml.Content:
    name = _KEYS.get(piece)
    if name is None:
        return wml.run(piece)
    if name == "title":
        return fields.title(values[name])
    return fields.document_property(name.capitalize(), values[name])


def _live(name: str, total: int) -> wml.Content:
    if name == "page":
        return fields.page()
    if name == "pages":
        return fields.pages(total)
    return fields.section(_SAMPLE_SECTION)


def _stops(state: State, *, centered: bool, landscape: bool) -> wml.Props:
    """Return the tab stops that the style lacks: at the middle, and at the edge of a landscape page."""
    old = wml.twips(state.style.page.text_width)
    new = landscape_width(state.style) if landscape else old
    stops = [(new // 2, "center")] if centered else []
    stops += [(old, "clear"), (new, "right")] if landscape else []
    return (wml.w("tabs", *[wml.w("tab", val=kind, pos=at) for at, kind in sorted(stops)]),) if stops else ()


def landscape_width(style: Style) -> int:
    """Return the width of the text on a landscape page, in twips."""
    page = style.page
    return wml.twips(page.height - page.margin_top - page.margin_bottom)
