"""Pictures: PNG, JPEG and GIF as they are, SVG with a PNG beside it, others as a box that names them."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from specexport.graphics import bitmaps, raster
from specexport.model import walk
from specexport.model.document import Media
from specexport.renderers.common import print_pixels
from specexport.renderers.docx import wml
from specexport.renderers.docx.state import valid_uri
from specexport.style import assets
from specexport.style.units import css_points
from specexport.system import pictures

if TYPE_CHECKING:
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.model.document import Image
    from specexport.renderers.docx.body.runs import RunStyle
    from specexport.renderers.docx.state import State, Story

_SVG = "image/svg+xml"
_AS_IS = ("image/png", "image/jpeg", "image/gif")
_POINTS_PER_PIXEL = 0.75
# Pictures with more pixels than so many times what print needs are made smaller.
_WASTEFUL = 1.5
# A picture takes at most this share of the height of the text, so that its caption stays with it.
_HEIGHT_SHARE = 0.82
# Signs reach below the line, as far as letters do.
_LOWERED = wml.RPr(props=(wml.w("position", val=-3),))


def picture(state: State, image: Image, run_style: RunStyle) -> wml.Content:
    """Return a run with the picture in it, or with a box that names it when it cannot be shown."""
    media = state.document.media.get(image.url)
    alt = walk.plain(image.content)
    if media is None:
        return _missing(state, image, alt, run_style)
    size = _size(state, media, image, run_style)
    found = _blip(state, media, image, size)
    if found is None:
        return _missing(state, image, alt, run_style)
    return state.mark(image.attr.id, (_drawing(state, alt or image.title, size, found),))


def sign(state: State, name: str, drawing: str, height: float) -> wml.R:
    """Return a run with a square drawing of our own, `height` points high, that says nothing by itself."""
    size = (round(height * wml.EMU),) * 2
    key = (id(state.story), f"sign:{name}")
    found = state.pictures.get(key)
    if found is None:
        found = state.pictures[key] = blip(state, Media(drawing.encode(), _SVG), size)
    number = state.picture_id()
    return wml.R((wml.Picture(number, f"Sign {number}", "", size, found),), _LOWERED)


def formula(state: State, tex: str, drawn: Drawn, run_style: RunStyle) -> wml.R:
    """Return a run with the drawing of a formula on the base line, which its TeX stands for."""
    room = run_style.width or state.style.page.text_width
    scale = _POINTS_PER_PIXEL * min(1.0, room / (drawn.width * _POINTS_PER_PIXEL))
    size = (round(drawn.width * scale * wml.EMU), round(drawn.height * scale * wml.EMU))
    found = blip(state, Media(drawn.svg, _SVG), size)
    number = state.picture_id()
    lowered = wml.RPr(props=(wml.w("position", val=-round(drawn.depth * scale * 2)),))
    return wml.R((wml.Picture(number, f"Formula {number}", tex, size, found),), lowered)


def _drawing(state: State, alt: str, size: tuple[int, int], blip: wml.Blip) -> wml.R:
    number = state.picture_id()
    name = f"Picture {number}"
    return wml.R((wml.Picture(number, name, alt or name, size, blip),))


def _blip(state: State, media: Media, image: Image, size: tuple[int, int]) -> wml.Blip | None:
    """Return the reference to a picture's bytes, None (and reported, once) when Word cannot have them."""
    key = (id(state.story), image.url)
    if key not in state.pictures:
        try:
            state.pictures[key] = blip(state, print_pixels.fitting(media, size[0] / wml.EMU, _WASTEFUL), size)
        except ValueError as error:
            state.pictures[key] = None
            message = f"picture {image.url} cannot be put into a Word file: {error}"
            state.warn("SX761", message, image.pos, "save it as PNG or JPEG")
    return state.pictures[key]


def blip(state: State, media: Media, size: tuple[int, int]) -> wml.Blip:
    """Return the reference to a picture shown at `size` in EMU; one that Word does not know becomes PNG.

    Raises ValueError.
    """
    if media.type in _AS_IS:
        return wml.Blip(_relate(state.story, media.data))
    if media.type == _SVG:
        drawing = _inert(media.data)
        bitmap = raster.png(drawing, (size[0] / wml.EMU, size[1] / wml.EMU), state.context)
        return wml.Blip(_relate(state.story, bitmap), _relate_svg(state, drawing))
    if media.type == "image/webp":
        return wml.Blip(_relate(state.story, bitmaps.encoded(media)))
    raise ValueError(f"{media.type or 'its format'} is not one that Word shows")


def _inert(drawing: bytes) -> bytes:
    from specexport.graphics.svg import UnfitDrawingError, inert

    try:
        return inert(drawing)
    except UnfitDrawingError as error:
        raise ValueError(f"it {error}") from None


def _relate(story: Story, data: bytes) -> str:
    package = story.part.package
    assert package is not None
    try:
        part = package.get_or_add_image_part(io.BytesIO(data))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        raise ValueError("it is damaged") from None
    return story.part.relate_to(part, RT.IMAGE)


def _relate_svg(state: State, drawing: bytes) -> str:
    part = state.story.part
    assert part.package is not None
    name = hashlib.sha256(drawing).hexdigest()[:16]
    added = Part(PackURI(f"/word/media/{name}.svg"), _SVG, drawing, part.package)
    return part.relate_to(state.drawings.setdefault(name, added), RT.IMAGE)


def _size(state: State, media: Media, image: Image, run_style: RunStyle) -> tuple[int, int]:
    """Return width and height in EMU: the picture's own, or what the author asks, within its place."""
    page, em = state.style.page, state.style.base.size
    room, highest = run_style.width or page.text_width, run_style.height or page.text_height * _HEIGHT_SHARE
    own = max(media.width, 1) * _POINTS_PER_PIXEL, max(media.height, 1) * _POINTS_PER_PIXEL
    width = css_points(image.attr.get("width"), room, em)
    height = css_points(image.attr.get("height"), page.text_height, em)
    if not (width and height) or "%" in image.attr.get("width") + image.attr.get("height"):
        width = width or (own[0] * height / own[1] if height else own[0])
        height = own[1] * width / own[0]
    scale = min(1.0, room / width, highest / height)
    return max(1, round(width * scale * wml.EMU)), max(1, round(height * scale * wml.EMU))


def _missing(state: State, image: Image, alt: str, run_style: RunStyle) -> wml.Content:
    words = alt or image.title or image.url.rsplit("/", 1)[-1]
    box = wml.run(f" {words} ", wml.RPr("MissingPicture"))
    if not run_style.linked and image.url.startswith(("http://", "https://")) and valid_uri(image.url):
        box = (wml.Hyperlink(box, relationship=state.story.link(image.url)),)
    return state.mark(image.attr.id, box)


def logo(state: State, height: float) -> wml.R | None:
    """Return a run with the style's logo, `height` points high; None when it has none that Word shows."""
    path = state.style.logo
    if path is None or not path.is_file():
        return None
    try:
        found = pictures.identify(assets.read(path))
        width = height * max(found.width, 1) / max(found.height, 1)
        size = (round(width * wml.EMU), round(height * wml.EMU))
        reference = blip(state, Media(found.data, found.type, found.width, found.height), size)
    except (ValueError, pictures.NotAPictureError, pictures.DamagedPictureError):
        state.context.inform("SX762", f"the logo {path.name} cannot be put into a Word file", None)
        return None
    return _drawing(state, state.style.company or "Logo", size, reference)
