"""The table of contents: Word's own field, already filled in (17.16.5.68)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import walk
from specexport.model.appendices import is_label
from specexport.renderers.common.letters import ems
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.runs import TAB
from specexport.renderers.docx.wml import fields
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
_WIDE_SPACE = "\u2002"


def contents(state: State, layout: Layout, section: wml.Element) -> wml.Content:
    """Return the contents on pages of their own. `section` is the end of their section."""
    found = control(state, layout) + lists(state, layout)
    return (*found, wml.P((), "Separator", (section,))) if found else ()


def control(state: State, layout: Layout, *, tabbed: bool = False, below: bool = False) -> wml.Content:
    """Return the contents; every entry links to its heading.

    `tabbed` sets the tab stops of every entry, for styles that may lack them. `below` says that they do not
    begin a page: they then stand apart from what is above them.
    """
    listed = [entry for entry in state.document.contents if entry.target in state.names]
    if len(listed) < _WORTH_LISTING:
        return ()
    start = fields.contents_start(max(entry.level for entry in listed))
    lines = [
        _entry(state, entry, layout, () if at else start, _stops(state, entry) if tabbed else ())
        for at, entry in enumerate(listed)
    ]
    apart = (wml.w("spacing", before=_APART),) if below else ()
    heading = wml.P(wml.run(state.word("Contents")), "TOCHeading", apart)
    closing = wml.P(fields.end(), "Separator")
    return (wml.Sdt((heading, *lines, closing), (wml.gallery("Table of Contents"),)),)


def lists(state: State, layout: Layout) -> wml.Content:
    """Return the lists of figures and of tables, as far as there are enough to look for them."""
    return _list(state, layout, "Figure", "Figures") + _list(state, layout, "Table", "Tables")


def _list(state: State, layout: Layout, kind: str, heading: str) -> wml.Content:
    listed = [caption for caption in state.captions if caption.kind == kind]
    if len(listed) < _WORTH_LISTING:
        return ()
    start = fields.list_start(kind)
    lines = [_listed(state, caption, layout, () if at else start) for at, caption in enumerate(listed)]
    title = wml.P(wml.run(state.word(heading)), "ListHeading")
    return (title, *lines, wml.P(fields.end(), "Separator"))


def _listed(state: State, caption: Caption, layout: Layout, start: wml.Content) -> wml.P:
    page = fields.page_of(caption.bookmark, layout.page(caption.page, caption.bookmark))
    words = f"{caption.label}  {caption.text}".strip()
    link = wml.Hyperlink((*wml.run(words), _leader(state), *page), caption.bookmark)
    return wml.P((*start, link), "TableofFigures")


def _leader(state: State) -> wml.R:
    """Return the tab that leads to a page number, in light ink.

    Said at the run: no character style takes away what is bold by the paragraph's (toggle properties, 17.7.3)
    and LibreOffice gives those of links its own.
    """
    colors = state.style.colors
    ink = mix(colors.secondary, colors.background, _LIGHT)
    light = (wml.w("b", val=0), wml.w("bCs", val=0), wml.w("color", val=ink[1:].upper()))
    return wml.R((wml.w("tab"),), wml.RPr(props=light))


def _entry(state: State, entry: ContentsEntry, layout: Layout, start: wml.Content, stops: wml.Props) -> wml.P:
    name = state.names[entry.target]
    number = (*wml.run(entry.number), _after(state, entry.number)) if entry.number else ()
    page = fields.page_of(name, layout.page(entry.target))
    link = wml.Hyperlink((*number, *wml.run(walk.plain(entry.content)), _leader(state), *page), name)
    indent = () if entry.number or stops else _unnumbered(entry.level)
    return wml.P((*start, link), f"TOC{entry.level}", stops + indent)


def _after(state: State, number: str) -> wml.R:
    """Return what parts a number from its heading."""
    return wml.R((wml.T(_WIDE_SPACE),)) if _is_long(state, number) else TAB


def _is_long(state: State, number: str) -> bool:
    """Return whether a number is longer than there is room for before a stop, as labels are (Chapter 1)."""
    width = ems(number) * state.style.base.size * wml.TWIPS
    return is_label(number) or (" " in number and width > _NUMBER_WIDTH)


def _stops(state: State, entry: ContentsEntry) -> wml.Props:
    """Return the stops for the text after a number, and for the number of the page."""
    right = wml.twips(state.style.page.text_width)
    hangs = entry.number and not _is_long(state, entry.number)
    left = (wml.w("tab", val="left", pos=_NUMBER_WIDTH),) if hangs else ()
    return (wml.w("tabs", *left, wml.w("tab", val="right", leader="dot", pos=right)),)


def _unnumbered(level: int) -> wml.Props:
    """Return the indent of an entry that has no number to hang in front of its text."""
    left = 0 if level == 1 else 480 + (level - 2) * 560
    return (wml.w("ind", left=left, firstLine=0),)
