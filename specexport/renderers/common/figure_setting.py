"""Which figures get a page on its side, and how high they may be there; lengths are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.classes import DIAGRAM
from specexport.model.walk import find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.style import Page

# How much of a page on its side a figure takes, that its heading may stand above it and its caption below.
_BELOW_HEADING = 0.72
# A diagram is turned where it had to be made smaller than this, and turning makes it so much larger.
_LEAST_SCALE, _WORTHWHILE, _POINTS_PER_PIXEL = 0.55, 1.25, 0.75


def wide_width(page: Page) -> float:
    """Return the width of the text on a page on its side."""
    return page.height - page.margin_left - page.margin_right


def wide_height(page: Page) -> float:
    """Return the height that a figure may have on a page on its side."""
    return (page.width - page.margin_top - page.margin_bottom) * _BELOW_HEADING


def is_turned(node: d.Figure, page: Page, media: Mapping[str, d.Media]) -> bool:
    """Whether the letters of a diagram are too small on an upright page, and larger on a turned one."""
    if DIAGRAM not in node.attr.classes:
        return False
    image = next(find(node.content, d.Image), None)
    found = media.get(image.url) if image and not image.attr.pairs else None
    if found is None or not found.height:
        return False
    upright = page.text_width
    turned = min(wide_width(page), wide_height(page) * found.width / found.height)
    return found.width * _POINTS_PER_PIXEL * _LEAST_SCALE > upright and turned > upright * _WORTHWHILE
