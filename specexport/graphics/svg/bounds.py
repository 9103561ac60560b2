"""The box around what is drawn (SVG 2, 8.10), without strokes; that of text is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from specexport.graphics.svg import transforms
from specexport.graphics.svg.names import DEFINITIONS, local
from specexport.graphics.svg.values import FONT_SIZE, length, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from specexport.graphics.svg.transforms import Matrix

# Left, top, width and height.
Box: TypeAlias = "tuple[float, float, float, float]"
_UNSEEN = DEFINITIONS | {"defs", "title", "desc", "style", "metadata"}
# How wide a letter is on average, and how far it reaches above and below the line, in em.
_LETTER, _ABOVE, _BELOW = 0.55, 0.8, 0.2
_SLACK = 0.01


def of(element: _Element) -> Box | None:
    """Return the box around an element in its own units, None if it draws nothing."""
    kind = local(element)
    if not kind or kind in _UNSEEN or element.get("display") == "none":
        return None
    if measure := _SHAPES.get(kind):
        try:
            return measure(element)
        except (ValueError, ZeroDivisionError, OverflowError):
            return None
    return _around(placed for child in element if (placed := _moved(child)))


def is_within(element: _Element, outer: Box) -> bool:
    """Return whether an element draws nothing outside a box in its own units, strokes apart."""
    box = of(element)
    if box is None:
        return True
    left, top, width, height = outer
    across = left - _SLACK <= box[0] and box[0] + box[2] <= left + width + _SLACK
    return across and top - _SLACK <= box[1] and box[1] + box[3] <= top + height + _SLACK


def _moved(element: _Element) -> Box | None:
    box = of(element)
    transform = element.get("transform", "")
    if box is None or not transform:
        return box
    matrix = transforms.matrix(transform)
    return box if matrix is None else _mapped(box, matrix)


def _mapped(box: Box, matrix: Matrix) -> Box:
    left, top, width, height = box
    corners = [transforms.at(matrix, left + x * width, top + y * height) for x in (0, 1) for y in (0, 1)]
    return _of_points(corners)


def _of_points(points: Iterable[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _around(boxes: Iterable[Box]) -> Box | None:
    corners = [corner for x, y, width, height in boxes for corner in ((x, y), (x + width, y + height))]
    return _of_points(corners) if corners else None


def _number(element: _Element, name: str) -> float:
    return length(element.get(name) or "0", FONT_SIZE, 0.0) or 0.0


def _rect(element: _Element) -> Box:
    x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def _circle(element: _Element) -> Box:
    x, y, r = (_number(element, name) for name in ("cx", "cy", "r"))
    return x - r, y - r, 2 * r, 2 * r


def _ellipse(element: _Element) -> Box:
    x, y, across, down = (_number(element, name) for name in ("cx", "cy", "rx", "ry"))
    if not element.get("rx"):
        across = down
    if not element.get("ry"):
        down = across
    return x - across, y - down, 2 * across, 2 * down


def _line(element: _Element) -> Box:
    ends = [tuple(_number(element, f"{way}{end}") for way in "xy") for end in (1, 2)]
    return _of_points((x, y) for x, y in ends)


def _polygon(element: _Element) -> Box | None:
    found = numbers(element.get("points") or "")
    points = list(zip(found[::2], found[1::2], strict=False))
    return _of_points(points) if points else None


def _path(element: _Element) -> Box | None:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.svgLib.path import parse_path

    pen = BoundsPen(None)
    try:
        parse_path(element.get("d") or "", pen)
    except Exception:
        return None
    if pen.bounds is None:
        return None
    left, top, right, bottom = pen.bounds
    return left, top, right - left, bottom - top


def _text(element: _Element) -> Box:
    """Estimate the box of a line of text."""
    size = next((s for node in element.iter() if (s := _number(node, "font-size"))), 0.0)
    size = size or next(
        (s for node in element.iterancestors() if (s := _number(node, "font-size"))), FONT_SIZE
    )
    words = " ".join("".join(map(str, element.itertext())).split())
    width = len(words) * size * _LETTER
    first = [numbers(element.get(name) or "0") or [0.0] for name in ("x", "y")]
    anchor = next((a for node in (element, *element.iterancestors()) if (a := node.get("text-anchor"))), "")
    left = first[0][0] - {"middle": 0.5, "end": 1.0}.get(anchor, 0.0) * width
    return left, first[1][0] - _ABOVE * size, width, (_ABOVE + _BELOW) * size


_SHAPES: dict[str, Callable[[_Element], Box | None]] = {
    "rect": _rect,
    "image": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polygon,
    "polygon": _polygon,
    "path": _path,
    "text": _text,
}
