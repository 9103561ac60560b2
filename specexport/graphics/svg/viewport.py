"""Places and sizes in pixels: shares of the viewport, units and `calc()` (SVG 2, 8.9; CSS Values 4).

What has a viewport of its own, a nested `svg`, becomes a group that is moved, scaled and cut to it.
"""

from __future__ import annotations

import re
from math import hypot, sqrt
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.svg import bounds, transforms
from specexport.graphics.svg.cascade import inherited
from specexport.graphics.svg.names import SVG, local
from specexport.graphics.svg.transforms import Box
from specexport.graphics.svg.values import FONT_SIZE, length, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.graphics.svg.cascade import Look

_ACROSS = frozenset({"x", "cx", "x1", "x2", "fx", "width", "rx", "dx", "refX", "markerWidth", "place-x"})
_DOWN = frozenset({"y", "cy", "y1", "y2", "fy", "height", "ry", "dy", "refY", "markerHeight", "place-y"})
_DIAGONAL = frozenset({"r", "fr", "stroke-width", "stroke-dashoffset", "stroke-dasharray", "startOffset"})
_LENGTHS = _ACROSS | _DOWN | _DIAGONAL
# What these measure with is the box of what they are used for, unless they say otherwise.
_UNITS = {
    "linearGradient": ("gradientUnits", "objectBoundingBox"),
    "radialGradient": ("gradientUnits", "objectBoundingBox"),
    "pattern": ("patternUnits", "objectBoundingBox"),
    "mask": ("maskUnits", "objectBoundingBox"),
    "filter": ("filterUnits", "objectBoundingBox"),
}
_CONTENT_UNITS = {"clipPath": "clipPathUnits", "mask": "maskContentUnits", "pattern": "patternContentUnits"}
_PLAIN = regex(r"[-+\d.eE,\s]*")
_ASPECT = regex(r"x(Min|Mid|Max)Y(Min|Mid|Max)(?:\s+(meet|slice))?")
_SHARES = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
# Where a copy is put.
_PLACES = ("place-x", "place-y")
_DEFAULT_SIZE = (300.0, 150.0)


def settle(root: _Element, looks: dict[_Element, Look]) -> None:
    """Write every length of `root` in pixels, and every nested `svg` as a group."""
    _Settler(looks).visit(root, _view_of(root))


def _view_of(root: _Element) -> Box:
    box = numbers(root.get("viewBox") or "")
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        return Box(*box)
    sides = [length(root.get(name) or "", FONT_SIZE, 0.0) for name in ("width", "height")]
    width, height = (side or usual for side, usual in zip(sides, _DEFAULT_SIZE, strict=True))
    return Box(0.0, 0.0, width, height)


class _Settler:
    def __init__(self, looks: dict[_Element, Look]) -> None:
        self._looks = looks
        self._clips = 0

    def visit(self, element: _Element, view: Box, is_boxed: bool = False) -> None:
        """Settle an element in the viewport `view`; one that `is_boxed` measures with that of its user."""
        kind = local(element)
        if not kind:
            return
        is_root = element.getparent() is None
        if kind == "svg" and not is_root:
            for side in ("width", "height"):
                element.set(side, element.get(side) or "100%")
        if not is_root:
            self._lengths(element, kind, view, is_boxed)
        inner = view
        if kind in ("svg", "symbol", "marker", "pattern") and not is_root:
            inner = _inner(element, view)
        if kind in _CONTENT_UNITS and element.get(_CONTENT_UNITS[kind]) == "objectBoundingBox":
            is_boxed = True
        for child in list(element):
            self.visit(child, inner, is_boxed)
        self._transform(element, view)
        if kind == "svg" and not is_root:
            self._flatten(element, inner)
        elif kind == "g":
            self._move(element)

    def _lengths(self, element: _Element, kind: str, view: Box, is_boxed: bool) -> None:
        units, usual = _UNITS.get(kind, ("", ""))
        if is_boxed or (units and (element.get(units) or usual) == "objectBoundingBox"):
            return
        for name in [str(name) for name in element.attrib]:
            value = element.get(name, "")
            if name in _LENGTHS and value and not _PLAIN.fullmatch(value):
                self._length(element, name, value, view)

    def _length(self, element: _Element, name: str, value: str, view: Box) -> None:
        size = float(inherited(element, "font-size", self._looks) or FONT_SIZE)
        whole = view.width if name in _ACROSS else view.height
        if name in _DIAGONAL:
            whole = hypot(view.width, view.height) / sqrt(2)
        if name == "startOffset" and "%" in value:
            return
        parts = [value] if "(" in value else re.split(r"[\s,]+", value.strip())
        made = [length(part, size, whole) for part in parts]
        if value.strip() in ("auto", "none") and name not in ("width", "height"):
            if name != "stroke-dasharray":
                del element.attrib[name]
        elif None not in made:
            element.set(name, " ".join(f"{number:.6g}" for number in made if number is not None))
        elif value.strip() == "auto":
            del element.attrib[name]

    def _transform(self, element: _Element, view: Box) -> None:
        """Write a transform of CSS as attributes have it (CSS Transforms 1, 7 and 8)."""
        look = self._looks.get(element, {})
        steps = [f"{name}({look[name]})" for name in ("translate", "rotate", "scale") if look.get(name)]
        transform = " ".join([*steps, look.get("transform", "")]).strip()
        if not transform or transform == "none" or not transforms.is_css(transform, look):
            return
        box = view
        if look.get("transform-box", "") in ("fill-box", "content-box", "stroke-box"):
            found = bounds.of(element)
            box = Box(*found) if found else view
        elif "transform-box" not in look and local(element) != "svg":
            box = Box(0.0, 0.0, view.width, view.height)
        made = transforms.plain(transform, look.get("transform-origin", ""), box)
        if made:
            element.set("transform", made)
        else:
            element.attrib.pop("transform", "")

    def _move(self, element: _Element) -> None:
        """Write the place of a copy as a transform."""
        x, y = (length(element.get(name, "0"), FONT_SIZE, 0.0) or 0.0 for name in _PLACES)
        for name in _PLACES:
            element.attrib.pop(name, "")
        if x or y:
            element.set("transform", f"{element.get('transform', '')} translate({x:g},{y:g})".strip())

    def _flatten(self, nested: _Element, inner: Box) -> None:
        """Turn a nested `svg` into a group (SVG 2, 8.2), cut to its viewport where it reaches out of it."""
        x, y, width, height = _placed(nested, inner)
        fit = fitted(nested.get("preserveAspectRatio", ""), inner, (x, y, width, height))
        shown = Box(*fit.back(x, y), width / fit.across, height / fit.down) if fit else None
        clipped = self._looks.get(nested, {}).get("overflow", "hidden") not in ("visible", "auto")
        for name in ("x", "y", "width", "height", "viewBox", "preserveAspectRatio", "version", "overflow"):
            nested.attrib.pop(name, "")
        nested.tag = f"{{{SVG}}}g"
        if fit is None or shown is None:
            for child in list(nested):
                nested.remove(child)
            return
        if moved := str(fit):
            nested.set("transform", f"{nested.get('transform', '')} {moved}".strip())
        if clipped and not bounds.is_within(nested, (shown.x, shown.y, shown.width, shown.height)):
            self._cut(nested, shown)

    def _cut(self, group: _Element, shown: Box) -> None:
        root = group.getroottree().getroot()
        self._clips += 1
        name = f"viewport-{self._clips}"
        clip = etree.SubElement(root, f"{{{SVG}}}clipPath", {"id": name})
        sides = {"x": shown.x, "y": shown.y, "width": shown.width, "height": shown.height}
        etree.SubElement(clip, f"{{{SVG}}}rect", {side: f"{value:.6g}" for side, value in sides.items()})
        if not group.get("clip-path"):
            group.set("clip-path", f"url(#{name})")
            return
        inner = etree.Element(f"{{{SVG}}}g", {"clip-path": f"url(#{name})"})
        inner.extend(list(group))
        group.append(inner)


def _inner(element: _Element, view: Box) -> Box:
    """Return the viewport that an element makes for what it holds."""
    box = numbers(element.get("viewBox") or "")
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        return Box(*box)
    if local(element) != "svg":
        return view
    width, height = (length(element.get(name, ""), FONT_SIZE, 0.0) for name in ("width", "height"))
    return Box(0.0, 0.0, view.width if width is None else width, view.height if height is None else height)


def _placed(nested: _Element, inner: Box) -> tuple[float, float, float, float]:
    x, y = (length(nested.get(name, "0"), FONT_SIZE, 0.0) or 0.0 for name in ("x", "y"))
    width, height = (length(nested.get(name, ""), FONT_SIZE, 0.0) for name in ("width", "height"))
    return x, y, inner.width if width is None else width, inner.height if height is None else height


class Fit(Struct, frozen=True):
    """How the content of a viewport is put into it: scaled, then moved."""

    x: float
    y: float
    across: float
    down: float

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return a place around the viewport in the units of its content."""
        return (x - self.x) / self.across, (y - self.y) / self.down

    def __str__(self) -> str:
        """Return it as a transform, empty where it changes nothing."""
        moved = f"translate({self.x:g},{self.y:g})" if self.x or self.y else ""
        if abs(self.across - 1) > 1e-4 or abs(self.down - 1) > 1e-4:
            moved += f" scale({self.across:g},{self.down:g})"
        return moved.strip()


def fitted(aspect: str, inner: Box, place: tuple[float, float, float, float]) -> Fit | None:
    """Return how `inner` is put into a `place` (SVG 2, 8.11), None where nothing is seen of it."""
    x, y, width, height = place
    if width <= 0 or height <= 0 or inner.width <= 0 or inner.height <= 0:
        return None
    across, down = width / inner.width, height / inner.height
    if aspect.strip() != "none":
        match = _ASPECT.search(aspect)
        both = max(across, down) if match and match[3] == "slice" else min(across, down)
        x += (width - inner.width * both) * (_SHARES[match[1]] if match else 0.5)
        y += (height - inner.height * both) * (_SHARES[match[2]] if match else 0.5)
        across = down = both
    return Fit(x - inner.x * across, y - inner.y * down, across, down)
