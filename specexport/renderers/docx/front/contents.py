"""The table of contents: Word's own field, already filled in (17.16.5.68)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.appendices import is_label
from specexport.renderers.docx import fields, wml
from specexport.style.colors import mix

if TYPE_CHECKING:
    from specexport.model.document import ContentsEntry
    from specexport.renderers.docx.front.pages import Layout
    from specexport.renderers.docx.references import Caption
    from specexport.renderers.docx.state import State

_NUMBER_WIDTH = 880
# The space between a title block and the contents below it.
_APART = 480
# How much ink there is in leaders.
_LIGHT = 0.55
# Fewer figures or tables are found without a list of them, and fewer sections without contents.
_WORTH_LISTING = 3
_TAB = "<w:r><w:tab/></w:r>"
_WIDE_SPACE = "\u2002"


def contents(state: State, layout: Layout, section: str) -> str:
    """Return the contents on pages of their own. `section` is the end of their section."""
    found = control(state, layout) + lists(state, layout)
    return found + wml.p("", "Separator", section) if found else ""


def control(state: State, layout: Layout, *, tabbed: bool = False, below: bool = False) -> str:
    """Return the contents; every entry links to its heading.

    `tabbed` sets the tab stops of every entry, for styles that may lack them. `below` says that they do not
    begin a page: they then stand apart from what is above them.
    """
    listed = [entry for entry in state.document.contents if entry.target in state.names]
    if len(listed) < _WORTH_LISTING:
        return ""
    start = fields.contents_start(max(entry.level for entry in listed))
    lines = [
        _entry(state, entry, layout, "" if at else start, _stops(state, entry) if tabbed else "")
        for at, entry in enumerate(listed)
    ]
    apart = f'<w:spacing w:before="{_APART}"/>' if below else ""
    heading = wml.p(wml.run(state.word("Contents")), "TOCHeading", apart)
    closing = wml.p(wml.field_end(), "Separator")
    return wml.block_control(heading + "".join(lines) + closing, wml.gallery("Table of Contents").xml())


def lists(state: State, layout: Layout) -> str:
    """Return the lists of figures and of tables, as far as there are enough to look for them."""
    kinds = (("Figure", "Figures"), ("Table", "Tables"))
    return "".join(_list(state, layout, kind, heading) for kind, heading in kinds)


def _list(state: State, layout: Layout, kind: str, heading: str) -> str:
    listed = [caption for caption in state.captions if caption.kind == kind]
    if len(listed) < _WORTH_LISTING:
        return ""
    start = fields.list_start(kind)
    lines = [_listed(state, caption, layout, "" if at else start) for at, caption in enumerate(listed)]
    title = wml.p(wml.run(state.word(heading)), "ListHeading")
    return title + "".join(lines) + wml.p(wml.field_end(), "Separator")


def _listed(state: State, caption: Caption, layout: Layout, start: str) -> str:
    page = fields.page_of(caption.bookmark, layout.page(caption.page, caption.bookmark))
    words = f"{caption.label}  {caption.text}".strip()
    link = wml.anchor_link(caption.bookmark, wml.run(words) + _leader(state) + page)
    return wml.p(start + link, "TableofFigures")


def _leader(state: State) -> str:
    """Return the tab that leads to a page number, in light ink.

    Said at the run: no character style takes away what is bold by the paragraph's (toggle properties, 17.7.3)
    and LibreOffice gives those of links its own.
    """
    colors = state.style.colors
    ink = mix(colors.secondary, colors.background, _LIGHT)
    return wml.r("<w:tab/>", f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{ink[1:].upper()}"/>')


def _entry(state: State, entry: ContentsEntry, layout: Layout, start: str, stops: str) -> str:
    name = state.names[entry.target]
    number = wml.run(entry.number) + _after(entry.number) if entry.number else ""
    page = fields.page_of(name, layout.page(entry.target))
    link = wml.anchor_link(name, number + wml.run(walk.plain(entry.content)) + _leader(state) + page)
    stand = "" if entry.number or stops else _unnumbered(entry.level)
    return wml.p(start + link, f"TOC{entry.level}", stops + stand)


def _after(number: str) -> str:
    """Return what parts a number from its heading. Labels are longer than there is room for before a stop."""
    return wml.run(_WIDE_SPACE) if is_label(number) else _TAB


def _stops(state: State, entry: ContentsEntry) -> str:
    """Return the stops for the text after a number, and for the number of the page."""
    right = wml.twips(state.style.page.text_width)
    left = "" if is_label(entry.number) else f'<w:tab w:val="left" w:pos="{_NUMBER_WIDTH}"/>'
    return f'<w:tabs>{left}<w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'


def _unnumbered(level: int) -> str:
    """Return the indent of an entry that has no number to hang in front of its text."""
    left = 0 if level == 1 else 480 + (level - 2) * 560
    return f'<w:ind w:left="{left}" w:firstLine="0"/>'
