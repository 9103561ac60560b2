"""Authors' drawings as engines other than browsers show them, and what of their words these do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.core.context import Context

_SVG = "image/svg+xml"
# What `Document.media` calls drawings of the program's own, which all engines show as they are.
_DRAWN = "diagram:"
_MOST_WORDS = 8


def flat(document: d.Document, context: Context) -> d.Document:
    """Return `document` with its drawings as engines show them; words that are lost by it are reported.

    One that cannot be drawn stays as it is, for the engine to tell.
    """
    media = {
        url: _flat(url, one, document, context) if one.type == _SVG and not url.startswith(_DRAWN) else one
        for url, one in document.media.items()
    }
    return replace(document, media=media) if media != document.media else document


def _flat(url: str, media: d.Media, document: d.Document, context: Context) -> d.Media:
    from specexport.graphics import drawings

    try:
        made = replace(media, data=drawings.fitted(media.data, context))
    except ValueError:
        return media
    if lost := drawings.lost_words(media.data):
        words = " ".join(lost[:_MOST_WORDS]) + (" …" if len(lost) > _MOST_WORDS else "")
        hint = "set them as plain text within the picture, or save it as PNG"
        context.warn(
            "SX758", f"drawing {url[:80]} is shown without its words: {words}", _pos(url, document), hint
        )
    return made


def _pos(url: str, document: d.Document) -> d.Pos | None:
    return next((image.pos for image in walk.find(document.blocks, d.Image) if image.url == url), None)
