"""Paint as every program applies it: gradients in the units of the drawing, strokes below what they surround.

Gradients say where they begin and end in shares of the box of what they fill (SVG 2, 14.2). poppler draws
those that WeasyPrint writes from such shares as nothing, so each shape gets a gradient of its own.
"""

from __future__ import annotations

from copy import deepcopy
from math import hypot, sqrt
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element
from msgspec import Struct

from specexport.graphics.svg import bounds, transforms
from specexport.graphics.svg.names import DEFINITIONS, HREFS, SVG, local
from specexport.graphics.svg.uses import target
from specexport.graphics.svg.values import length

if TYPE_CHECKING:
    from specexport.graphics.svg.bounds import Box
    from specexport.graphics.svg.transforms import Matrix

_PAINTED = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_OBJECT = "objectBoundingBox"
_LINEAR = {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"}
_RADIAL = {"cx": "50%", "cy": "50%", "r": "50%", "fx": "", "fy": "", "fr": "0%"}
_SPREAD = ("spreadMethod", "color-interpolation")
# The longest chain of gradients that take stops from each other.
_CHAIN = 8


def settle(root: _Element) -> None:
    """Give every shape gradients in its own units, and draw twice what has its stroke below its fill."""
    _Painter(root).visit(root, {})


class _Painter:
    def __init__(self, root: _Element) -> None:
        self._root = root
        self._named: dict[str, _Element] = {}
        self._kept: dict[tuple[str, Box], str] = {}
        for element in root.iter():
            if name := element.get("id"):
                self._named.setdefault(name, element)

    def visit(self, element: _Element, above: dict[str, str]) -> None:
        """Settle an element; `above` is the paint that it inherits."""
        kind = local(element)
        if not kind or kind in _GRADIENTS:
            return
        own = {name: value for name in _HANDED if (value := element.get(name)) is not None}
        paint = {**above, **own}
        if kind in _PAINTED:
            for name in ("fill", "stroke"):
                self._paint(element, name, paint.get(name, ""))
            _order(element, paint)
        else:
            for child in list(element):
                self.visit(child, paint if kind not in DEFINITIONS else {})
            for name in ("fill", "stroke"):
                if self._gradient(own.get(name, "")) is not None:
                    del element.attrib[name]
        element.attrib.pop("paint-order", "")

    def _paint(self, element: _Element, name: str, value: str) -> None:
        gradient = self._gradient(value)
        if gradient is None:
            return
        settled = _settled(gradient, self._named)
        if not settled.stops:
            element.set(name, "none")
        elif len(settled.stops) == 1:
            _flat(element, name, settled.stops[0])
        else:
            box = bounds.of(element)
            fitting = self._fitting(value, gradient, settled, box) if box else gradient.get("id", "")
            element.set(name, f"url(#{fitting})")

    def _gradient(self, value: str) -> _Element | None:
        if not value.startswith("url("):
            return None
        found = self._named.get(value[4:].partition(")")[0].strip(" '\"#"))
        return found if found is not None and local(found) in _GRADIENTS else None

    def _fitting(self, value: str, gradient: _Element, settled: _Gradient, box: Box) -> str:
        """Return the name of a gradient in the units of the drawing for a shape with this box."""
        if settled.is_object and not (box[2] and box[3]):
            return gradient.get("id", "")
        key = (value, box if settled.is_object else (0.0, 0.0, 0.0, 0.0))
        if key not in self._kept:
            made = _fitted(settled, box)
            name = f"paint-{len(self._kept) + 1}"
            made.set("id", name)
            self._root.insert(0, made)
            self._kept[key] = name
        return self._kept[key]


_HANDED = ("fill", "stroke", "paint-order", "stroke-width", "stroke-opacity")


def _flat(element: _Element, name: str, stop: _Element) -> None:
    """Paint with the colour of a gradient's only stop."""
    element.set(name, stop.get("stop-color", "#000000"))
    if (opacity := stop.get("stop-opacity", "1")) != "1" and f"{name}-opacity" not in element.attrib:
        element.set(f"{name}-opacity", opacity)


class _Gradient(Struct, frozen=True):
    """A gradient with all that it takes from others."""

    kind: str
    said: dict[str, str]
    stops: list[_Element]

    @property
    def is_object(self) -> bool:
        """Whether it is measured in shares of the box of what it paints."""
        return self.said.get("gradientUnits", _OBJECT) == _OBJECT


def _settled(gradient: _Element, named: dict[str, _Element]) -> _Gradient:
    """Follow the gradients from which one takes what it does not say (SVG 2, 14.2.4)."""
    said: dict[str, str] = {}
    stops: list[_Element] = []
    one: _Element | None = gradient
    for _ in range(_CHAIN):
        if one is None or local(one) not in _GRADIENTS:
            break
        for name, value in one.attrib.items():
            if name not in HREFS and name != "id":
                said.setdefault(str(name), str(value))
        stops = stops or [stop for stop in one if local(stop) == "stop"]
        one = named.get(target(one))
    return _Gradient(local(gradient), said, stops)


def _fitted(gradient: _Gradient, box: Box) -> _Element:
    matrix = transforms.matrix(gradient.said.get("gradientTransform", "")) or transforms.SAME
    if gradient.is_object:
        matrix = transforms.product((box[2], 0.0, 0.0, box[3], box[0], box[1]), matrix)
    make = _linear if gradient.kind == "linearGradient" else _radial
    attributes = {"gradientUnits": "userSpaceOnUse", **make(gradient, matrix)}
    attributes |= {name: gradient.said[name] for name in _SPREAD if name in gradient.said}
    made = etree.Element(f"{{{SVG}}}{gradient.kind}", attributes)
    made.extend(_stops(gradient.stops))
    return made


def _stops(stops: list[_Element]) -> list[_Element]:
    """Return copies of stops, none before the one that it follows (SVG 2, 14.2.4.2)."""
    made, least = [], 0.0
    for stop in stops:
        copy = deepcopy(stop)
        copy.tail = None
        offset = length(stop.get("offset") or "0", 0.0, 1.0) or 0.0
        least = min(max(offset, least), 1.0)
        copy.set("offset", f"{least:.6g}")
        made.append(copy)
    return made


def _places(gradient: _Gradient, usual: dict[str, str]) -> dict[str, float]:
    """Return the numbers of a gradient: shares as fractions, where it is measured in them."""
    found = {name: gradient.said.get(name) or value for name, value in usual.items()}
    return {name: length(value, 16.0, 1.0) or 0.0 for name, value in found.items() if value}


def _linear(gradient: _Gradient, matrix: Matrix) -> dict[str, str]:
    """Return the ends of a gradient once it is transformed.

    Lines of one colour stay lines of one colour: the second end is moved along its line, to where that is
    square to the gradient again.
    """
    said = _places(gradient, _LINEAR)
    start = transforms.at(matrix, said["x1"], said["y1"])
    end = transforms.at(matrix, said["x2"], said["y2"])
    a, b, c, d, _, _ = matrix
    along = said["x2"] - said["x1"], said["y2"] - said["y1"]
    line = (-a * along[1] + c * along[0], -b * along[1] + d * along[0])
    square = hypot(*line) ** 2
    if square:
        reach = end[0] - start[0], end[1] - start[1]
        share = (reach[0] * line[0] + reach[1] * line[1]) / square
        end = end[0] - share * line[0], end[1] - share * line[1]
    numbers = dict(zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True))
    return {name: f"{value:.6g}" for name, value in numbers.items()}


def _radial(gradient: _Gradient, matrix: Matrix) -> dict[str, str]:
    """Return the circles of a gradient in pixels, and the transform that is left once they are as large."""
    said = _places(gradient, _RADIAL)
    said.setdefault("fx", said["cx"])
    said.setdefault("fy", said["cy"])
    a, b, c, d, e, f = matrix
    size = sqrt(abs(a * d - b * c)) or 1.0
    if abs(a * c + b * d) < 1e-6 * size and abs(hypot(a, b) - hypot(c, d)) < 1e-6 * size:
        (cx, cy), (fx, fy) = (transforms.at(matrix, said[f"{end}x"], said[f"{end}y"]) for end in "cf")
        moved = {"cx": cx, "cy": cy, "fx": fx, "fy": fy, "r": said["r"] * size, "fr": said["fr"] * size}
        return {name: f"{value:.6g}" for name, value in moved.items()}
    rest = (a / size, b / size, c / size, d / size, e, f)
    places = {name: f"{value * size:.6g}" for name, value in said.items()}
    return {**places, "gradientTransform": f"matrix({' '.join(f'{part:.6g}' for part in rest)})"}


def _order(element: _Element, paint: dict[str, str]) -> None:
    """Draw a stroke first and the fill over it, where that is asked (SVG 2, 13.8)."""
    asked = paint.get("paint-order", "").split()
    stroke = paint.get("stroke", "none")
    parent = element.getparent()
    if not asked or asked[0] == "fill" or asked == ["normal"] or stroke == "none" or parent is None:
        return
    if asked[0] == "markers" and asked[1:2] != ["stroke"]:
        return
    if paint.get("fill", "") == "none":
        return
    group = etree.Element(f"{{{SVG}}}g")
    for name in ("id", "opacity", "transform", "clip-path", "mask", "filter", "display"):
        if value := element.attrib.pop(name, ""):
            group.set(name, str(value))
    group.tail, element.tail = element.tail, None
    parent.replace(element, group)
    below = deepcopy(element)
    group.extend((below, element))
    for one, name in ((below, "fill"), (element, "stroke")):
        for node in one.iter():
            node.attrib.pop("paint-order", "")
            node.set(name, "none")
    for name in ("marker-start", "marker-mid", "marker-end"):
        if element.get(name):
            below.set(name, "none")
