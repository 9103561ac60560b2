"""How many pixels print needs: more make files large, and no printer shows them."""

from __future__ import annotations

from specexport.graphics import bitmaps
from specexport.model.document import Media

DOTS_PER_INCH = 220
_REDUCED = ("image/png", "image/jpeg")


def fitting(media: Media, width: float, wasteful: float = 1.0) -> Media:
    """Return a bitmap with no more pixels than print needs where it is `width` points wide.

    One that has not `wasteful` times as many stays as it is. Raises ValueError where it cannot be read.
    """
    needed = round(width / 72 * DOTS_PER_INCH)
    if media.type not in _REDUCED or media.width < needed * wasteful:
        return media
    height = max(1, round(media.height * needed / media.width))
    return Media(bitmaps.encoded(media, (needed, height)), media.type, needed, height)
