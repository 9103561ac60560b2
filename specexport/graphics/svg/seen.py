"""What is seen of a drawing's text: line by line, without what is hidden or stands outside the picture."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, TypeAlias

from specexport.core.patterns import regex
from specexport.graphics.svg.labels import words_of
from specexport.graphics.svg.names import HREFS, local
from specexport.graphics.svg.values import FONT_SIZE, length, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

# A matrix of SVG 1.1, 7.4: x' = a x + c y + e, y' = b x + d y + f.
Matrix: TypeAlias = "tuple[float, float, float, float, float, float]"

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEP = regex(r"(matrix|translate|scale|rotate)\s*\(([^)]*)\)")
_UNSEEN = frozenset({"title", "desc", "metadata", "script", "style", "clipPath", "mask"})
_TEMPLATES = frozenset({"defs", "symbol", "marker", "pattern"})
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse"), "opacity": ("0",), "font-size": ("0",)}
# How wide a letter is on average, in em.
_LETTER = 0.55
# How far letters are moved that are raised or lowered within a line, in em.
_INDEX = 0.8


def lines(root: _Element) -> list[str]:
    """Return the lines of text that the drawing `root` shows, in the order in which they are painted.

    Its look is taken from attributes: style sheets are not read.
    """
    seen = (line.strip() for text, _ in _Seer(root).texts(root, _SAME) for line in _lines(text))
    return [line for line in seen if line]


def sizes(root: _Element) -> dict[float, int]:
    """Return how many letters the drawing `root` shows in which size, in the units of its picture."""
    found: dict[float, int] = {}
    for text, place in _Seer(root).texts(root, _SAME):
        scale = sqrt(abs(place[0] * place[3] - place[1] * place[2])) if place else 1.0
        for holder, words in _pieces(text):
            size = round(_inherited_size(holder) * scale, 3)
            found[size] = found.get(size, 0) + len(words)
    return found


def view_width(root: _Element) -> float:
    """Return how wide the picture of a drawing is in the units of `sizes`, 0 where it does not say."""
    view = _view(root)
    return view[2] if view else 0.0


class _Seer:
    """Walks a drawing and knows where in its picture a text stands."""

    def __init__(self, root: _Element) -> None:
        self._used = {_target(element) for element in root.iter()}
        self._view = _view(root)

    def texts(self, element: _Element, place: Matrix | None) -> Iterator[tuple[_Element, Matrix | None]]:
        """Yield the texts in `element` that are seen, each with its place; without it stands anywhere."""
        kind = local(element)
        if not kind or kind in _UNSEEN or _is_hidden(element):
            return
        if kind in _TEMPLATES or element.get("id") in self._used:
            if not any(child.get("id") in self._used for child in element.iter()):
                return
            place = None
        place = place and _moved(place, element.get("transform", ""))
        if kind == "text":
            if not place or self._is_within(element, place):
                yield element, place
        elif kind == "foreignObject":
            yield element, place
        else:
            nested = kind == "svg" and element.getparent() is not None
            for child in element:
                yield from self.texts(child, None if nested else place)

    def _is_within(self, text: _Element, place: Matrix) -> bool:
        """Return whether the middle of a text's first line is within the picture."""
        origins = [_origin(node) for node in text.iter() if local(node) in ("text", "tspan")]
        origin = next((found for found in origins if found), (0.0, 0.0))
        if not self._view or any(local(node) == "textPath" for node in text.iter()):
            return True
        size = _inherited_size(text)
        middle = {"middle": 0.0, "end": -0.5}.get(_anchor(text), 0.5)
        width = max(map(len, _written(text).strip().split("\n"))) * size * _LETTER
        x, y = _at(place, origin[0] + middle * width, origin[1] - size / 3)
        left, top, wide, high = self._view
        return left <= x <= left + wide and top <= y <= top + high


def _lines(text: _Element) -> Iterable[str]:
    return words_of(text) if local(text) == "foreignObject" else _written(text).split("\n")


def _pieces(text: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield the words in a text, each with the element that says how large they are."""
    for node in text.iter():
        if local(node) and local(node) not in _UNSEEN and node.text and node.text.strip():
            yield node, node.text.strip()
        parent = node.getparent()
        if node is not text and parent is not None and node.tail and node.tail.strip():
            yield parent, node.tail.strip()


def _target(element: _Element) -> str:
    return next((value[1:] for name in HREFS if (value := str(element.get(name, ""))).startswith("#")), "")


def _view(root: _Element) -> tuple[float, float, float, float] | None:
    """Return the part of the plane that a drawing shows, None where it does not say."""
    box = numbers(root.get("viewBox") or "")
    if len(box) == 4:
        return box[0], box[1], box[2], box[3]
    size = [length(root.get(name) or "", FONT_SIZE, 0.0) for name in ("width", "height")]
    return (0.0, 0.0, size[0], size[1]) if size[0] and size[1] else None


def _is_hidden(element: _Element) -> bool:
    look = _look(element)
    return any(look.get(name) in values for name, values in _HIDING.items())


def _look(element: _Element) -> dict[str, str]:
    """Return what attributes and `style` say of an element."""
    declared = (part.partition(":")[::2] for part in str(element.get("style") or "").split(";"))
    said = {str(name): str(value) for name, value in element.attrib.items()}
    return said | {name.strip(): value.strip() for name, value in declared if value}


def _written(element: _Element) -> str:
    """Return the text of an element; a part with a place of its own begins a line."""
    out = [element.text or ""]
    for child in element:
        if local(child) and local(child) not in _UNSEEN and not _is_hidden(child):
            out.append("\n" if _begins_line(child) else "")
            out.append(_written(child))
        out.append(child.tail or "")
    return "".join(out)


def _begins_line(part: _Element) -> bool:
    """Return whether a part of a text has a place of its own, or is moved by more than an index is."""
    if part.get("x") or part.get("y"):
        return True
    size = _inherited_size(part)
    return abs(length(part.get("dy") or "0", size, size) or 0.0) > size * _INDEX


def _origin(element: _Element) -> tuple[float, float] | None:
    x, y = (numbers(element.get(name) or "") for name in ("x", "y"))
    return (x[0] if x else 0.0, y[0] if y else 0.0) if x or y else None


def _inherited(element: _Element, name: str) -> str:
    nodes = (element, *element.iterancestors())
    return next((value for node in nodes if (value := _look(node).get(name))), "")


def _anchor(text: _Element) -> str:
    return _inherited(text, "text-anchor")


def _inherited_size(text: _Element) -> float:
    return length(_inherited(text, "font-size"), FONT_SIZE, FONT_SIZE) or FONT_SIZE


def _at(place: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = place
    return a * x + c * y + e, b * x + d * y + f


def _moved(place: Matrix, transform: str) -> Matrix:
    for name, values in _STEP.findall(transform):
        given = numbers(values)
        if given:
            place = _product(place, _step(name, given))
    return place


def _step(name: str, given: list[float]) -> Matrix:
    match name, given:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *rest]:
            return 1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0
        case "scale", [x, *rest]:
            return x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0
        case "rotate", [angle, *centre]:
            c, s = cos(radians(angle)), sin(radians(angle))
            x, y = centre if len(centre) == 2 else (0.0, 0.0)
            return c, s, -s, c, x - c * x + s * y, y - s * x - c * y
    return _SAME


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = other
    x, y = one[:2], one[2:4]
    return (
        *(x[0] * a + y[0] * b, x[1] * a + y[1] * b, x[0] * c + y[0] * d, x[1] * c + y[1] * d),
        *_at(one, e, f),
    )
