"""Bitmaps of every kind end as pictures that every program shows, or as one report."""

from __future__ import annotations

import io

import pytest
from PIL import Image, features

from specexport.graphics import bitmaps
from specexport.model import document as d
from specexport.system import pictures


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: object) -> d.Media:
    stream = io.BytesIO()
    Image.new(mode, size, 90).save(stream, kind, **options)  # type: ignore[arg-type] # any option of Pillow's
    found = pictures.identify(stream.getvalue())
    return d.Media(found.data, found.type, found.width, found.height)


def turned(orientation: int) -> d.Media:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "I;16"), ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB"), ("JPEG", "L")],
)
def test_most_stay_as_they_are(kind: str, mode: str) -> None:
    media = picture(kind, mode)
    assert bitmaps.usual(media) is media


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))]
)
def test_a_photograph_stands_upright(orientation: int, size: tuple[int, int]) -> None:
    upright = bitmaps.usual(turned(orientation))
    with Image.open(io.BytesIO(upright.data)) as image:
        assert image.size == size == (upright.width, upright.height)
        assert image.getexif().get(0x0112, 1) == 1


def test_colours_of_print_become_those_of_screens() -> None:
    with Image.open(io.BytesIO(bitmaps.usual(picture("JPEG", "CMYK")).data)) as image:
        assert image.mode == "RGB"


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_avif_becomes_png() -> None:
    media = picture("AVIF")
    assert (media.type, media.width, media.height) == ("image/avif", 30, 20)
    png = bitmaps.usual(media)
    assert (png.type, png.width, png.height) == ("image/png", 30, 20)
    assert pictures.identify(png.data).type == "image/png"


def test_a_damaged_photograph_is_refused() -> None:
    whole = turned(6)
    with pytest.raises(ValueError, match=r"\w"):
        bitmaps.usual(d.Media(whole.data[:200], whole.type))


def test_the_same_photograph_gives_the_same_bytes() -> None:
    assert bitmaps.usual(turned(6)) == bitmaps.usual(turned(6))
