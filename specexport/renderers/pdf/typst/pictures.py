"""Pictures and formulas as calls of the template; sizes are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.walk import plain
from specexport.renderers.common import print_pixels
from specexport.renderers.pdf.typst.literals import array, call, sequence, string
from specexport.style.units import css_points

if TYPE_CHECKING:
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.model.document import Attr, Image, Math, Media
    from specexport.renderers.pdf.typst.state import State

SUFFIXES = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_LENGTH = regex(r"[0-9]{1,4}(?:\.[0-9]{1,4})?(?:%|px|pt|pc|cm|mm|in|em|rem)?")
_PIXEL = 0.75
# What is said of a picture whose size nobody knows.
_UNKNOWN = 200.0
# The most of a page's height that a picture takes.
_TALLEST = 0.85


def figure(node: Image, state: State, room: float, height: float = 0.0) -> str:
    """Return a picture as a block that is `room` wide at most, and as high as a page, or `height`."""
    return _shown(node, state, "picture", room, height or state.style.page.text_height * _TALLEST)


def inline(node: Image, state: State) -> str:
    """Return a picture in a line of text."""
    page = state.style.page
    return _shown(node, state, "inline-picture", page.text_width, page.text_height * _TALLEST)


def formula(node: Math, state: State) -> str:
    """Return a formula as its drawing, with its TeX for those who do not see it."""
    drawn = state.formulas.get((node.text, node.display))
    if drawn is None:
        return call("raw", string(node.text)) if node.text else ""
    words = array(
        array((string(word.text), _em(word.size, drawn), _em(word.x, drawn), _em(word.y, drawn)))
        for word in drawn.words
    )
    made = call(
        "formula",
        string(state.put(drawn.svg, "svg")),
        array(_em(size, drawn) for size in (drawn.width, drawn.height, drawn.depth)),
        string(node.text),
        words,
        display=node.display,
    )
    return f"{{{made}\n{state.mark(node.pos, node.text)}}}"


def _em(size: float, drawn: Drawn) -> str:
    return f"{size / drawn.em:.3f}em"


def _shown(node: Image, state: State, kind: str, room: float, height: float) -> str:
    media = state.document.media.get(node.url)
    name = node.url.rpartition("/")[2] or node.url
    alt = plain(node.content)
    suffix = SUFFIXES.get(media.type) if media else None
    if media is None or suffix is None or node.url in state.refused:
        parts = [state.anchor(node.attr.id), call("missing", string(alt or name))]
        return sequence(parts)
    if not alt:
        hint = "write what it shows between the square brackets"
        state.context.warn("SX772", f"picture {name} has no alternative text", node.pos, hint)
    width = min(_width(node.attr, media, room, state), room, _fitting(media, height))
    file = state.put(_fitting_data(media, width), suffix)
    picture = call(kind, string(file), f"{width:.2f}pt", string(alt or name))
    parts = [state.anchor(node.attr.id), picture, state.mark(node.pos, alt or name)]
    return "{" + "\n".join(filter(None, parts)) + "}"


def _fitting_data(media: Media, width: float) -> bytes:
    """Return a picture with the pixels that it needs; of one that cannot be read the compiler speaks."""
    try:
        return print_pixels.fitting(media, width).data
    except ValueError:
        return media.data


def _fitting(media: Media, height: float) -> float:
    """Return the width at which a picture is `height` high."""
    return height * media.width / media.height if media.width and media.height else float("inf")


def _width(attr: Attr, media: Media, room: float, state: State) -> float:
    """Return the width that the author asks for a picture, else its own."""
    em = state.style.base.size
    own = (media.width or _UNKNOWN) * _PIXEL
    width, height = attr.get("width"), attr.get("height")
    if _LENGTH.fullmatch(width):
        return css_points(width, room, em) or own
    if _LENGTH.fullmatch(height) and media.height:
        return css_points(height, 0, em) * media.width / media.height or own
    return own
