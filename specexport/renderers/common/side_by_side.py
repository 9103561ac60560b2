"""Pictures side by side: how wide each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BETWEEN = 0.02
"""The space between two pictures, as a share of the row's width: half of it belongs to each."""

_LEAST = 0.05


def shares(figures: Sequence[d.Block], media: Mapping[str, d.Media]) -> list[float]:
    """Return the share of the row's width, up to 1 in all, that each figure has.

    That is what its attributes say; the others share the rest so that their pictures are equally high.
    """
    asked = [_asked(figure) for figure in figures]
    shapes = [0.0 if share else _shape(figure, media) for figure, share in zip(figures, asked, strict=True)]
    free = asked.count(0.0)
    part = (max(1 - sum(asked), _LEAST * free) - BETWEEN * free) / (sum(shapes) or 1.0)
    made = [share or BETWEEN + part * shape for share, shape in zip(asked, shapes, strict=True)]
    whole = max(sum(made), 1.0)
    return [max(share / whole, _LEAST) for share in made]


def _asked(figure: d.Block) -> float:
    width = figure.attr.get("width") if isinstance(figure, d.Figure) else ""
    number = width.removesuffix("%")
    return min(float(number) / 100, 1.0) if width != number and number.replace(".", "", 1).isdigit() else 0.0


def _shape(figure: d.Block, media: Mapping[str, d.Media]) -> float:
    """Return the width of a figure's picture to its height, 1 where it is not known."""
    image = next(walk.find([figure], d.Image), None)
    found = media.get(image.url) if image else None
    return min(max(found.width / found.height, 0.2), 5.0) if found and found.width and found.height else 1.0
