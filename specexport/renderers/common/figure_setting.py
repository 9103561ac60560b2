"""How the drawings of a document are set on paper: which get a page on its side, and what stays too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.graphics import legible
from specexport.model import document as d
from specexport.model.classes import DIAGRAM, SIDE_BY_SIDE
from specexport.model.walk import find
from specexport.renderers.common import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specexport.core.context import Context
    from specexport.model.style import Page

# What stands between the name of a drawing and the number of its band.
_BAND = "#band-"
_ADVICE = "divide it, draw it from top to bottom, or give it fewer and shorter labels"


def is_turned(node: d.Figure, page: Page, media: Mapping[str, d.Media]) -> bool:
    """Whether the letters of a drawing are too small on an upright page, and larger on a turned one."""
    images = list(find(node.content, d.Image))
    found = media.get(images[0].url) if len({_whole(image.url) for image in images}) == 1 else None
    if found is None or images[0].attr.pairs:
        return False
    usual = legible.DIAGRAM if DIAGRAM in node.attr.classes else 0.0
    return legible.setting(found, page, usual=usual).turned


def divided(document: d.Document, context: Context) -> d.Document:
    """Return a document whose drawings are in bands where they cannot be read as a whole."""
    media = dict(document.media)
    blocks = tuple(
        _in_bands(block, context.style.page, media) if isinstance(block, d.Figure) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks, media=media) if len(media) > len(document.media) else document


def is_in_bands(figure: d.Figure) -> bool:
    """Whether a figure's drawing was cut, so that it may go over several pages."""
    return any(_BAND in image.url for image in find(figure.content, d.Image))


def _in_bands(figure: d.Figure, page: Page, media: dict[str, d.Media]) -> d.Figure:
    """Return a figure of one drawing, cut where that makes it legible; `media` gets the bands."""
    image = _only_picture(figure)
    found = media.get(image.url) if image and not image.attr.pairs else None
    if image is None or found is None or found.type != "image/svg+xml":
        return figure
    from specexport.graphics.bands import cut

    bands = cut(found, page)
    if len(bands) == 1:
        return figure
    shown = []
    for number, band in enumerate(bands, 1):
        url = f"{image.url}{_BAND}{number}"
        media[url] = band
        words = (*image.content, d.Str(text=f" ({number}/{len(bands)})"))
        attr = image.attr if number == 1 else d.NO_ATTR
        shown.append(d.Para(content=(replace(image, url=url, content=words, attr=attr),), pos=figure.pos))
    return replace(figure, content=tuple(shown))


def _only_picture(figure: d.Figure) -> d.Image | None:
    """Return the picture that is all of a figure, with no link around it."""
    block = figure.content[0] if len(figure.content) == 1 else None
    inside = block.content if isinstance(block, d.Para) and len(block.content) == 1 else ()
    return next((node for node in inside if isinstance(node, d.Image)), None)


def _whole(url: str) -> str:
    """Return the name of the drawing that one is a band of, or its own."""
    return url.rpartition(_BAND)[0] or url


def tell(document: d.Document, context: Context) -> None:
    """Report the drawings whose letters are too small to be read in print, however they are set."""
    told: set[str] = set()
    for image, share, turnable in _placed(document.blocks, document.media):
        media = document.media.get(image.url)
        if media is None or _whole(image.url) in told:
            continue
        turnable = turnable and not image.attr.pairs
        found = legible.setting(media, context.style.page, turnable=turnable, share=share)
        if not found.is_legible:
            told.add(_whole(image.url))
            message = f"the letters of this drawing are {found.letters:.1f} points high in print"
            context.warn("SX779", message, image.pos, _ADVICE)


def _placed(
    blocks: Sequence[d.Block], media: Mapping[str, d.Media], *, outermost: bool = True
) -> Iterator[tuple[d.Image, float, bool]]:
    """Yield pictures with their share of the width of the text, and whether their page may be turned."""
    for block in blocks:
        if isinstance(block, d.Div) and SIDE_BY_SIDE in block.attr.classes:
            shares = side_by_side.shares(block.content, media)
            for part, share in zip(block.content, shares, strict=True):
                yield from ((image, share, False) for image in find((part,), d.Image))
        elif isinstance(block, d.Div):
            yield from _placed(block.content, media, outermost=False)
        else:
            turnable = outermost and isinstance(block, d.Figure)
            yield from ((image, 1.0, turnable) for image in find((block,), d.Image))
