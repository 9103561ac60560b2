"""A drawing that is too high for a page, cut into bands: several drawings, one below another.

It is cut where nothing is written, and through as little as possible. What lies within one band stands in
that alone, so that no word is there twice; what reaches over a cut is in all its bands.
"""

from __future__ import annotations

import math
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.graphics import legible
from specexport.graphics.svg import bounds, transforms
from specexport.graphics.svg.names import DEFINITIONS, local
from specexport.graphics.svg.values import numbers
from specexport.model.document import Media

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from specexport.graphics.svg.transforms import Matrix
    from specexport.model.style import Page

# A drawing is cut where letters become so much larger by it, and into no more bands.
_WORTHWHILE, _MOST = 1.3, 8
# A band is at least so high, as a share of what is left for it; cuts are tried at so many heights.
_SHORTEST, _TRIED = 0.6, 120
# So much of their pages bands fill, that there is a choice where to cut.
_FILLED = 0.92
# What it costs to cut a shape that encloses something, and a line; letters are never cut.
_SHAPE, _LINE = 10.0, 1.0
_LINES = frozenset({"path", "line", "polyline"})
_ROOM = 2.0  # around a box, for its stroke, in units of the drawing


class _Piece(Struct, frozen=True):
    """Something that is drawn: its element's place in the order of the drawing, its upper and lower edge."""

    index: int
    top: float
    bottom: float
    kind: str


class _Plan(Struct, frozen=True):
    """How a drawing is cut: by how much it is made smaller, and how high a band may be in its own units."""

    scale: float
    height: float


def cut(media: Media, page: Page) -> tuple[Media, ...]:
    """Return a drawing as bands whose letters can be read, alone where that is not needed or not possible."""
    if legible.setting(media, page).is_legible:
        return (media,)
    from lxml import etree

    root = etree.fromstring(media.data)
    box = numbers(root.get("viewBox") or "")
    plan = _plan(media, page, box[3]) if len(box) == 4 and box[3] > 0 else None
    cuts = _cuts(list(_pieces(root)), box[1], box[1] + box[3], plan.height) if plan else []
    if plan is None or not cuts:
        return (media,)
    edges = [box[1], *cuts, box[1] + box[3]]
    return tuple(_band(root, media, plan, part) for part in pairwise(edges))


def _plan(media: Media, page: Page, height: float) -> _Plan | None:
    """Return how a drawing of that `height` in its own units is cut, None if that would not help."""
    letters = legible.letter_size(media)
    across, down = (length * legible.POINTS_PER_PIXEL for length in (media.width, media.height))
    upright = (page.text_width, page.text_height * legible.ABOVE_CAPTION)
    turned = (legible.wide_width(page), legible.wide_height(page))
    places = [(min(1.0, wide / across), high) for wide, high in (upright, turned)]
    is_turned = places[0][0] * letters < legible.LEAST and places[1][0] > places[0][0] * legible.WORTHWHILE
    most, room = places[is_turned]
    if most * letters < legible.setting(media, page).letters * _WORTHWHILE:
        return None
    # As few bands as are legible, and as large as they may be then.
    count = math.ceil(min(most, legible.LEAST / letters) * down / (room * _FILLED))
    scale = min(most, count * room * _FILLED / down)
    return _Plan(scale, room / (scale * down) * height)


def _pieces(root: _Element) -> Iterator[_Piece]:
    order = {element: index for index, element in enumerate(root.iter())}
    yield from _within(root, transforms.SAME, order)


def _within(element: _Element, place: Matrix, order: dict[_Element, int]) -> Iterator[_Piece]:
    for child in element:
        kind = local(child)
        if not kind or kind in DEFINITIONS or kind == "defs":
            continue
        moved = transforms.product(place, transforms.matrix(child.get("transform", "")) or transforms.SAME)
        if kind in ("g", "a"):
            yield from _within(child, moved, order)
        elif box := bounds.of(child):
            ends = [transforms.at(moved, x, y)[1] for x in (box[0], box[0] + box[2]) for y in _edges(box)]
            yield _Piece(order[child], min(ends), max(ends), kind)


def _edges(box: bounds.Box) -> tuple[float, float]:
    return box[1], box[1] + box[3]


def _cuts(pieces: Sequence[_Piece], top: float, bottom: float, height: float) -> list[float]:
    """Return where a drawing is cut, nothing where it cannot be."""
    found: list[float] = []
    count = math.ceil((bottom - top) / height)
    while bottom - top > height:
        if len(found) == _MOST - 1:
            return []
        even = min((bottom - top) / max(count - len(found), 1), height)
        tried = [even + (height - even) * step / _TRIED for step in range(_TRIED + 1)]
        tried += [even - even * (1 - _SHORTEST) * step / _TRIED for step in range(_TRIED + 1)]
        best = min(tried, key=lambda at: (_cost(pieces, top + at), abs(at - even)))
        if math.isinf(_cost(pieces, top + best)):
            return []
        top += best
        found.append(top)
    return found


def _cost(pieces: Sequence[_Piece], at: float) -> float:
    crossed = [one for one in pieces if one.top - _ROOM < at < one.bottom + _ROOM]
    if any(one.kind in ("text", "image") for one in crossed):
        return math.inf
    return sum(_LINE if one.kind in _LINES else _SHAPE for one in crossed)


def _band(root: _Element, media: Media, plan: _Plan, part: tuple[float, float]) -> Media:
    from lxml import etree

    top, bottom = part
    copy = deepcopy(root)
    elements = list(copy.iter())
    for piece in _pieces(copy):
        if piece.bottom + _ROOM < top or piece.top - _ROOM > bottom:
            element = elements[piece.index]
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
    box = numbers(root.get("viewBox") or "")
    width = media.width * plan.scale
    height = media.height * plan.scale * (bottom - top) / box[3]
    copy.set("viewBox", f"{box[0]:g} {top:.2f} {box[2]:g} {bottom - top:.2f}")
    copy.set("width", f"{width:.2f}")
    copy.set("height", f"{height:.2f}")
    data = etree.tostring(copy, encoding="unicode").encode()
    return Media(data, media.type, max(1, round(width)), max(1, round(height)))
