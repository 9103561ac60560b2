"""Pictures in two versions, for a light page and for a dark one.

The version for a light page is the picture; the address of the other is its pair `dark`. So print, and every
format without themes, shows the light one, and a picture in two versions counts as one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.document import Image

DARK = "dark"
Theme: TypeAlias = Literal["light", "dark", ""]

_MARK = re.compile(r"(?:gh-)?(?:only-(light|dark)|(light|dark)(?:-mode)?-only)", re.IGNORECASE)


def dark_of(image: Image) -> str:
    """Return the address of a picture's version for a dark page, empty if it has none."""
    return image.attr.get(DARK)


def urls(image: Image) -> Iterator[str]:
    """Yield the addresses of all versions of a picture."""
    yield image.url
    if dark := dark_of(image):
        yield dark


def with_dark(image: Image, url: str) -> Image:
    """Return a picture with another address for its version for a dark page, empty for none."""
    pairs = tuple(pair for pair in image.attr.pairs if pair[0] != DARK)
    return replace(image, attr=replace(image.attr, pairs=(*pairs, (DARK, url)) if url else pairs))


def theme(image: Image) -> Theme:
    """Return the page that a picture is for, empty if it is for any."""
    if dark_of(image):
        return ""
    for name in (image.url.rpartition("#")[2] if "#" in image.url else "", *image.attr.classes):
        if match := _MARK.fullmatch(name):
            return "dark" if (match[1] or match[2]).lower() == "dark" else "light"
    return ""
