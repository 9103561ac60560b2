"""How large the letters of a drawing are on paper, and on which page they are largest; lengths are points."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.document import Media
    from specexport.model.style import Page

LEAST = 6.0
"""Letters that are smaller are hard to read in print."""

POINTS_PER_PIXEL = 0.75
DIAGRAM = 8.5
"""The size of the letters of the program's own diagrams."""

ABOVE_CAPTION = 0.82
"""The share of a page's height that a picture takes at most, that its caption stays with it."""

WORTHWHILE = 1.15
"""A page is turned, or a drawing laid out otherwise, where that makes its letters so much larger."""

# The same on a page on its side, where its heading stands above it, too.
_BELOW_HEADING = 0.72
# Sizes are whole pixels: letters of a size may come out a little smaller.
_ROUNDED = 0.1
# So few letters, as a share of all, may be smaller than those by which a drawing is judged: indices, units.
_FEW = 0.05


class Setting(Struct, frozen=True):
    """How a drawing is set: whether its page is turned, and how large its letters are then."""

    turned: bool
    letters: float

    @property
    def is_legible(self) -> bool:
        """Whether its letters are large enough to be read in print."""
        return self.letters > LEAST - _ROUNDED


def wide_width(page: Page) -> float:
    """Return the width of the text on a page on its side."""
    return page.height - page.margin_left - page.margin_right


def wide_height(page: Page) -> float:
    """Return the height that a figure may have on a page on its side."""
    return (page.width - page.margin_top - page.margin_bottom) * _BELOW_HEADING


def setting(
    media: Media, page: Page, *, turnable: bool = True, share: float = 1.0, usual: float = 0.0
) -> Setting:
    """Return how a drawing is set on a page, in a `share` of the width of its text.

    One without text that is known to have letters, if only as outlines, has those of the `usual` size.
    """
    letters = letter_size(media) or usual
    if not letters or not media.width or not media.height:
        return Setting(turned=False, letters=math.inf)
    upright = letters * _scale(media, page.text_width * share, page.text_height * ABOVE_CAPTION)
    turned = letters * _scale(media, wide_width(page), wide_height(page)) if turnable else 0.0
    if upright > LEAST - _ROUNDED or turned < upright * WORTHWHILE:
        return Setting(turned=False, letters=upright)
    return Setting(turned=True, letters=turned)


def least_width(media: Media, zoom: float = 1.0) -> float:
    """Return the width in CSS pixels below which a drawing that is `zoom` times as large cannot be read.

    It is no more than the drawing's own, and 0 where it has no letters.
    """
    letters = letter_size(media) * zoom
    return media.width * zoom * min(1.0, LEAST / letters) if letters else 0.0


def letter_size(media: Media) -> float:
    """Return the size of a drawing's letters where it is as large as it says, 0 for any other picture."""
    return _letters(media.data, media.width) if media.type == "image/svg+xml" else 0.0


def _scale(media: Media, width: float, height: float) -> float:
    own = media.width * POINTS_PER_PIXEL, media.height * POINTS_PER_PIXEL
    return min(1.0, width / own[0], height / own[1])


@lru_cache(maxsize=256)
def _letters(drawing: bytes, width: int) -> float:
    """Return the size of a drawing's letters where it is `width` pixels wide, 0 where it has none."""
    from lxml import etree

    from specexport.graphics.svg import UnfitDrawingError, plain, seen

    try:
        root = etree.fromstring(plain(drawing))
    except (UnfitDrawingError, RecursionError):
        return 0.0
    across = seen.view_width(root)
    return _usual(seen.sizes(root)) * width * POINTS_PER_PIXEL / across if across else 0.0


def _usual(sizes: Mapping[float, int]) -> float:
    """Return the least size of letters but for a few."""
    left = sum(sizes.values()) * _FEW
    for size in sorted(sizes):
        left -= sizes[size]
        if left < 0:
            return size
    return 0.0
