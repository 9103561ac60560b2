"""The section of a template that the text is in: its paper, and its properties as the text goes on."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx import wml
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from specexport.model.style import Page
    from specexport.renderers.docx.template.slot import Slot

_SIDES = ("top", "right", "bottom", "left")
# A page with less room for text than this, in points, is one that nobody meant.
_LEAST_ROOM = 72
# Lengths of more digits are none that fit on paper.
_DIGITS = 6


class TemplateSections:
    """The template's section, for the text and the landscape pages in it."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self._begun = False

    def properties(self, *, first: bool = False, landscape: bool = False) -> wml.Element:  # noqa: ARG002 - as headers
        """Return `w:sectPr` as the template has it; a later one goes on with what the first began."""
        section = copy.deepcopy(self._slot.section)
        if self._begun:
            _continue(section)
        if landscape:
            _turn(section)
        self._begun = True
        return wml.element(section)

    def last(self, *, first: bool, landscape: bool) -> wml.Content:
        """Return what ends the text: the section's properties, unless the template goes on after it."""
        if self._slot.ends:
            return (self.properties(first=first, landscape=landscape),)
        if landscape:
            return (wml.P((), "Separator", (self.properties(landscape=True),)),)
        if self._begun:
            _continue(self._slot.section)
        return ()


def _continue(section: _Element) -> None:
    """Let a section go on counting, on a new page, without a first page of its own."""
    for tag in ("type", "titlePg"):
        for found in section.findall(f"{W}{tag}"):
            section.remove(found)
    numbers = section.find(f"{W}pgNumType")
    if numbers is not None:
        numbers.attrib.pop(f"{W}start", "")


def _turn(section: _Element) -> None:
    """Lay the paper of a section on its side, a quarter to the right: its left edge is at the top then."""
    size, margins = tree.at(section, "pgSz"), tree.at(section, "pgMar")
    if size is not None:
        _rearrange(size, ("w", "h"), ("h", "w"))
        size.set(f"{W}orient", "landscape")
    if margins is not None:
        _rearrange(margins, ("top", "right", "bottom", "left"), ("left", "top", "right", "bottom"))


def _rearrange(element: _Element, names: Iterable[str], sources: Iterable[str]) -> None:
    """Give attributes the values that others have, and take away those whose source is not there."""
    values = [element.get(f"{W}{source}") for source in sources]
    for name, value in zip(names, values, strict=True):
        if value is None:
            element.attrib.pop(f"{W}{name}", "")
        else:
            element.set(f"{W}{name}", value)


def page_of(section: _Element, page: Page) -> Page:
    """Return the paper and margins of a section, those of `page` where it says nothing."""
    size, margins = tree.at(section, "pgSz"), tree.at(section, "pgMar")
    width, height = (_points(size, name, have) for name, have in (("w", page.width), ("h", page.height)))
    sides = {
        f"margin_{side}": abs(_points(margins, side, getattr(page, f"margin_{side}"))) for side in _SIDES
    }
    found = replace(page, width=width, height=height, **sides)
    has_room = found.text_width > _LEAST_ROOM and found.text_height > _LEAST_ROOM
    return found if has_room else page


def _points(element: _Element | None, name: str, otherwise: float) -> float:
    """Return an attribute that counts twips, in points; `otherwise` where it is not there or absurd."""
    value = "" if element is None else element.get(f"{W}{name}", "")
    sane = value.removeprefix("-").isdecimal() and len(value) <= _DIGITS
    return int(value) / wml.TWIPS if sane else otherwise


def section_of(page: Page) -> _Element:
    """Return the properties of a section on this paper (17.6.17)."""
    top, right, bottom, left = map(
        wml.twips, (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    )
    size = wml.w("pgSz", w=wml.twips(page.width), h=wml.twips(page.height))
    edges = {"top": top, "right": right, "bottom": bottom, "left": left}
    margins = wml.w("pgMar", **edges, header=top // 2, footer=bottom // 2, gutter=0)
    return tree.elements((wml.w("sectPr", size, margins),))[0]
