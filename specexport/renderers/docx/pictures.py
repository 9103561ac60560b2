"""Pictures: PNG, JPEG and GIF as they are, others as a box that says what is missing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport import walk
from specexport.document import Media
from specexport.renderers.docx import xml
from specexport.renderers.docx.job import valid_uri

if TYPE_CHECKING:
    from specexport.document import Image
    from specexport.renderers.docx.body.face import Face
    from specexport.renderers.docx.job import Job, Story

_AS_IS = ("image/png", "image/jpeg", "image/gif")
_POINTS_PER_PIXEL = 0.75
# A picture takes at most this share of the height of the text, so that its caption stays with it.
_HEIGHT_SHARE = 0.82


def picture(job: Job, image: Image, face: Face) -> str:
    """Return a run with the picture in it, or with a box that names it when it cannot be shown."""
    media = job.document.media.get(image.url)
    alt = walk.plain(image.content)
    if media is None:
        return _missing(job, image, alt, face)
    relationship = _relate(job, media, image)
    if not relationship:
        return _missing(job, image, alt, face)
    number = job.picture_id()
    size = _size(job, media, image)
    name = f"Picture {number}"
    drawing = xml.inline_picture(number, name, alt or image.title or name, size, xml.blip(relationship))
    return job.mark(image.attr.id, xml.r(drawing))


def _relate(job: Job, media: Media, image: Image) -> str:
    key = (id(job.story), image.url)
    if key not in job.pictures:
        job.pictures[key] = relate(job.story, media) if media.type in _AS_IS else ""
        if not job.pictures[key]:
            kind = media.type or "unknown"
            job.warn("SX761", f"the picture {image.url!r} ({kind}) cannot be put into a Word file", image.pos)
    found: str = job.pictures[key]
    return found


def relate(story: Story, media: Media) -> str:
    """Return the relationship from `story` to a picture of its package, empty when it cannot be read."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )

    package = story.part.package
    assert package is not None
    try:
        part = package.get_or_add_image_part(io.BytesIO(media.data))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return ""
    return story.part.relate_to(part, RT.IMAGE)


def _size(job: Job, media: Media, image: Image) -> tuple[int, int]:
    """Return width and height in EMU: the picture's own, or what the author asks, within the text."""
    page = job.style.page
    width = max(media.width, 1) * _POINTS_PER_PIXEL
    height = max(media.height, 1) * _POINTS_PER_PIXEL
    asked = length(image.attr.get("width"), page.text_width)
    if asked:
        width, height = asked, height * asked / width
    elif asked := length(image.attr.get("height"), page.text_height):
        width, height = width * asked / height, asked
    scale = min(1.0, page.text_width / width, page.text_height * _HEIGHT_SHARE / height)
    return max(1, round(width * scale * xml.EMU)), max(1, round(height * scale * xml.EMU))


def length(value: str, whole: float) -> float:
    """Return a CSS length in points, a percentage being of `whole`; 0 when there is none to be read."""
    units = {
        "%": whole / 100,
        "px": _POINTS_PER_PIXEL,
        "pt": 1.0,
        "cm": 28.3465,
        "mm": 2.83465,
        "in": 72.0,
        "": 0.75,
    }
    number = value.strip().rstrip("%abcdefghijklmnopqrstuvwxyz")
    unit = value.strip()[len(number) :]
    try:
        points = float(number) * units.get(unit, 0.0)
    except ValueError:
        return 0.0
    return points if 0 < points < 100_000 else 0.0


def _missing(job: Job, image: Image, alt: str, face: Face) -> str:
    words = alt or image.title or image.url.rsplit("/", 1)[-1]
    box = xml.run(f" {words} ", xml.rstyle("MissingPicture"))
    if not face.linked and image.url.startswith(("http://", "https://")) and valid_uri(image.url):
        box = xml.external_link(job.story.link(image.url), box)
    return job.mark(image.attr.id, box)


def logo(job: Job, height: float) -> str:
    """Return a run with the style's logo, `height` points high; nothing when there is none that Word can show."""
    path = job.style.logo
    if path is None or not path.is_file():
        return ""
    media = Media(path.read_bytes(), "image/png")
    relationship = relate(job.story, media)
    if not relationship:
        return ""
    return ""
