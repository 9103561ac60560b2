"""Diagrams inside the page: their letters in the page's fonts, their colours in its light and dark theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.renderers.html.markup import tag
from specexport.style.colors import mirrored, parse

if TYPE_CHECKING:
    from specexport.model.document import Media
    from specexport.renderers.html.markup import Attributes

# What `Document.media` calls drawings that were made here, so that they are safe to stand in the page.
_DRAWN = "diagram:"
_ROOT = regex(r"<svg\b[^>]*>")
_VIEW = regex(r'\sviewBox="[^"]*"')
_FILL = regex(r'\sfill="[^"]*"')
_NAME = regex(r'\sid="(d[0-9a-f]{8}-)')
_COLOR = regex(r'(?<=\s)(fill|stroke|stop-color|flood-color)="([^"(]+)"')
_NO_COLOR = frozenset({"none", "currentColor", "inherit", "context-fill", "context-stroke", "transparent"})
ZOOM = 1.25
"""Letters that are 8.5 points high on paper are read at more than arm's length on a screen."""


def is_drawn(url: str) -> bool:
    """Say whether a picture is a drawing of the program's own."""
    return url.startswith(_DRAWN)


def inlined(media: Media, alt: str, attributes: Attributes, copy: int) -> str:
    """Return a drawing as an element of the page; `copy` counts how often it stands there already."""
    svg = media.data.decode()
    if copy and (name := _NAME.search(svg)):
        svg = svg.replace(name[1], f"{name[1]}{copy}-")
    root = _ROOT.search(svg)
    assert root is not None
    view, fill = _VIEW.search(root[0]), _FILL.search(root[0])
    size = {"width": f"{media.width * ZOOM:.0f}", "height": f"{media.height * ZOOM:.0f}"}
    start = tag("svg", {**attributes, **size, "role": "img", "aria-label": alt or None})
    own = (view[0] if view else "") + (fill[0] if fill else ' fill="#000000"')
    return _themed(f"{start[:-1]}{own}>{svg[root.end() :]}")


def _themed(markup: str) -> str:
    """Return markup whose colours have a counterpart in the dark theme (CSS Color 5, 3.1)."""
    return _COLOR.sub(lambda match: f'{match[1]}="{_pair(match[2].strip())}"', markup)


@lru_cache(maxsize=512)
def _pair(value: str) -> str:
    color = None if value in _NO_COLOR else parse(value)
    return f"light-dark({color},{mirrored(color)})" if color else value
