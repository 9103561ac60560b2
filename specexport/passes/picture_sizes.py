"""Sizes that say something only of a picture whose own size is known: a zoom and limits become a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.style.units import css_points

if TYPE_CHECKING:
    from specexport.model.document import Image, Media
    from specexport.model.style import Style

_LIMITS = ("zoom", "max-width", "max-height")
_PIXEL = 0.75  # points
_OTHER = {"width": "height", "height": "width"}


def settled(image: Image, media: Media | None, style: Style) -> Image:
    """Return a picture with `width` or `height` in place of what limits or zooms it."""
    pairs = dict(image.attr.pairs)
    said = {name: pairs.pop(name) for name in _LIMITS if name in pairs}
    if not said:
        return image
    own = {"width": 0.0, "height": 0.0}
    if media is not None and media.width and media.height:
        own = {"width": media.width * _PIXEL, "height": media.height * _PIXEL}
    if zoom := _factor(said.get("zoom", "")):
        pairs |= _zoomed(pairs, own, zoom, style)
    for side in _OTHER:
        if (most := said.get(f"max-{side}", "")) and _exceeds(pairs, own, side, most, style):
            pairs = {name: value for name, value in pairs.items() if name != _OTHER[side]} | {side: most}
    return replace(image, attr=replace(image.attr, pairs=tuple(pairs.items())))


def _points(value: str, side: str, style: Style) -> float:
    whole = style.page.text_width if side == "width" else style.page.text_height
    return css_points(value, whole, style.base.size)


def _zoomed(pairs: dict[str, str], own: dict[str, float], zoom: float, style: Style) -> dict[str, str]:
    """Return the pairs of a picture so many times as large as it asks to be, or is."""
    asked = {side: size for side in _OTHER if (size := _points(pairs.get(side, ""), side, style))}
    sizes = asked or {"width": own["width"]}
    return {side: f"{round(size * zoom / _PIXEL, 2):g}px" for side, size in sizes.items() if size}


def _exceeds(pairs: dict[str, str], own: dict[str, float], side: str, most: str, style: Style) -> bool:
    """Return whether a picture is larger than it may be at most: then that is its size."""
    shown = _points(pairs.get(side, ""), side, style)
    other = _OTHER[side]
    if not shown and own[other] and (across := _points(pairs.get(other, ""), other, style)):
        shown = across * own[side] / own[other]
    return (shown or own[side]) > _points(most, side, style) > 0


def _factor(zoom: str) -> float:
    """Return the factor of a zoom such as `25%` or `.25`, 0 for none that changes anything."""
    number = zoom.removesuffix("%")
    try:
        factor = float(number) / (100 if number != zoom else 1)
    except ValueError:
        return 0.0
    return factor if factor != 1.0 else 0.0
