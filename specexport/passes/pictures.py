"""Pictures: the bytes of those that may be had, and a warning for each of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import themes, walk
from specexport.passes import pictures_inside
from specexport.passes.picture_sizes import settled
from specexport.passes.pictures_inside import SVG
from specexport.style.colors import mirrored

if TYPE_CHECKING:
    from specexport.core.context import Context

# What `Document.media` calls drawings of the program's own.
_DRAWN = "diagram:"
_REMOTE = regex(r"(?:https?:)?//", re.IGNORECASE)


def run(document: d.Document, context: Context) -> d.Document:
    """Load every picture through the context, once: files as its resources, others as it fetches them."""
    media = {url: _brought(url, one, context) for url, one in document.media.items()}
    seen = set(media)
    for image in walk.find(document.blocks, d.Image):
        for url in themes.urls(image):
            if url not in seen:
                seen.add(url)
                _load(replace(image, url=url), media, context)

    def sized(image: d.Image) -> d.Image:
        return settled(image, media.get(image.url), context.style)

    for url in _for_dark_pages_alone(document):
        if url in media:
            media[url] = _on_dark(media[url], mirrored(context.style.colors.background))
    return replace(document, blocks=walk.rewrite(document.blocks, sized, d.Image), media=media)


def _for_dark_pages_alone(document: d.Document) -> set[str]:
    """Return the addresses of pictures that are made for a dark page and have no version for paper."""
    dark, others = set[str](), set[str]()
    for image in walk.find(document.blocks, d.Image):
        (dark if themes.theme(image) == "dark" else others).add(image.url)
    return dark - others


def _on_dark(media: d.Media, color: str) -> d.Media:
    """Return a picture on the ground of a dark page: what is light in it could not be seen on paper."""
    try:
        if media.type == SVG:
            from specexport.graphics.svg import grounded as drawn_on

            return replace(media, data=drawn_on(media.data, color))
        from specexport.graphics.bitmaps import grounded

        return grounded(media, color)
    except ValueError:
        return media  # renderers tell that it cannot be shown


def _brought(url: str, media: d.Media, context: Context) -> d.Media:
    """Return a picture that the source brought along; a drawing among them made safe."""
    if media.type != SVG or url.startswith(_DRAWN):
        return media
    try:
        return pictures_inside.whole(media, d.Image(content=(), url=url), context)
    except ValueError:
        return media  # renderers tell that it cannot be drawn


def _load(image: d.Image, media: dict[str, d.Media], context: Context) -> None:
    load = context.fetch if _REMOTE.match(image.url) else context.resources.load
    try:
        media[image.url] = _fit(load(image.url), image, context)
    except SpecExportError as error:
        path = error.diagnostic.path or context.source_name
        context.report(replace(error.diagnostic, severity="warning", path=path, pos=image.pos))


def _fit(media: d.Media, image: d.Image, context: Context) -> d.Media:
    """A picture as every renderer can have it: drawings made safe and whole, upright bitmaps in RGB."""
    url = image.url
    try:
        if media.type == SVG:
            return pictures_inside.whole(media, image, context)
        if media.type in ("image/jpeg", "image/avif"):
            from specexport.graphics.bitmaps import usual

            return usual(media)
    except ValueError as error:
        message = f"picture {url} {error}" if media.type == SVG else f"picture {url} cannot be read"
        raise SpecExportError(Diagnostic("SX738", message, "warning", hint="save it again")) from None
    return media
