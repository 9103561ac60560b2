"""Bitmaps as every program shows them: upright, in RGB, of a kind that all know; most already are."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from PIL.Image import Image

    from specexport.model.document import Media

# What a JPEG that is turned (Exif 2.32, 4.6.4) or in CMYK (Adobe's segment APP14) says near its beginning.
_MARKS = (b"Exif\0\0", b"Adobe")
_HEAD = 65536
_ORIENTATION = 0x0112
_QUALITY = 92
# How a picture that is made smaller is kept: it is not looked at so closely.
_SMALLER: dict[str, dict[str, int]] = {"JPEG": {"quality": 80}}


def usual(media: Media) -> Media:
    """Return a bitmap in a form that every renderer shows alike. Raises ValueError when it cannot be read."""
    if media.type == "image/avif":
        return _converted(media, "PNG", "AVIF")
    if media.type == "image/jpeg" and any(mark in media.data[:_HEAD] for mark in _MARKS):
        return _converted(media, "JPEG", "JPEG")
    return media


def _converted(media: Media, kind: str, source: str) -> Media:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(media.data), formats=(source,)) as opened:
            turned = opened.getexif().get(_ORIENTATION, 1) != 1
            if kind == source and not turned and opened.mode != "CMYK":
                return media
            upright = ImageOps.exif_transpose(opened)
            image = upright.convert("RGB") if kind == "JPEG" else upright
            return _encoded(media, image, kind)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        struct.error,
        Image.DecompressionBombError,
    ) as error:
        raise ValueError(str(error)) from None


def _encoded(media: Media, image: Image, kind: str) -> Media:
    stream = io.BytesIO()
    image.info.pop("exif", None)
    if kind == "JPEG":
        image.save(stream, kind, quality=_QUALITY)
    else:
        image.save(stream, kind)
    return replace(
        media, data=stream.getvalue(), type=f"image/{kind.lower()}", width=image.width, height=image.height
    )


def grounded(media: Media, color: str) -> Media:
    """Return a bitmap on a ground, `#rrggbb`: itself where nothing shines through. Raises ValueError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(media.data)) as bitmap:
            if not bitmap.has_transparency_data:
                return media
            over = bitmap.convert("RGBA")
            under = Image.new("RGBA", over.size, color)
            return _encoded(media, Image.alpha_composite(under, over).convert("RGB"), "PNG")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"it cannot be read ({error})") from None


def encoded(media: Media, size: tuple[int, int] | None = None) -> bytes:
    """Return a bitmap as PNG, or as JPEG if it is one, of `size` in pixels. Raises ValueError."""
    from PIL import Image, UnidentifiedImageError

    stream = io.BytesIO()
    name = media.type.rpartition("/")[2].upper()
    try:
        with Image.open(io.BytesIO(media.data), formats=(name,)) as bitmap:
            made = bitmap.convert("RGBA" if bitmap.mode == "P" else bitmap.mode)
            made = made.resize(size, Image.Resampling.LANCZOS) if size else made
            made.save(stream, "JPEG" if name == "JPEG" else "PNG", **_SMALLER.get(name, {}))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"it cannot be read ({error})") from None
    return stream.getvalue()
