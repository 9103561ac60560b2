"""Transforms as attributes have them (SVG 1.1, 7.6) from those of style sheets (CSS Transforms 1)."""

from __future__ import annotations

import re
from math import cos, degrees, radians, sin, tan
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.svg.properties import is_simple_transform
from specexport.graphics.svg.values import FONT_SIZE, length, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

# A matrix of SVG 1.1, 7.4: x' = a x + c y + e, y' = b x + d y + f.
Matrix: TypeAlias = "tuple[float, float, float, float, float, float]"

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEP = regex(r"([a-zA-Z0-9]+)\s*\(((?:[^()]|\([^()]*\))*)\)")
_ANGLES = {"deg": 1.0, "": 1.0, "rad": degrees(1), "turn": 360.0, "grad": 0.9}
_ANGLE = regex(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(deg|rad|turn|grad)?")
_WORDS = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
_UNITS = regex(r"(?<=[\d.])(?:deg|px)\b")


class Box(Struct, frozen=True):
    """What shares and origins are of, in pixels."""

    x: float
    y: float
    width: float
    height: float


def is_css(transform: str, look: Mapping[str, str]) -> bool:
    """Return whether only style sheets can say a transform like this."""
    keys = ("transform-origin", "transform-box", "translate", "rotate", "scale")
    return any(look.get(key) for key in keys) or not is_simple_transform(transform) or "deg" in transform


def plain(transform: str, origin: str, box: Box) -> str:
    """Return a transform as one of attributes, empty where it is none or changes nothing."""
    x, y = _origin(origin, box) if origin else (box.x, box.y)
    if is_simple_transform(transform):
        made = _UNITS.sub("", transform)
    else:
        found = matrix(transform, box)
        if found is None:
            return ""
        made = f"matrix({' '.join(f'{part:.6g}' for part in found)})"
    return f"translate({x:g},{y:g}) {made} translate({-x:g},{-y:g})" if x or y else made


def _origin(value: str, box: Box) -> tuple[float, float]:
    parts = [_WORDS.get(part, part) for part in value.lower().split()[:2]]
    words = value.lower().split()[:2]
    if words and (words[0] in ("top", "bottom") or words[-1] in ("left", "right")) and len(parts) == 2:
        parts.reverse()
    elif words and words[0] in ("top", "bottom"):
        parts = ["50%", parts[0]]
    parts = [*parts, "50%", "50%"][:2]
    across = length(parts[0], FONT_SIZE, box.width) or 0.0
    down = length(parts[1], FONT_SIZE, box.height) or 0.0
    return box.x + across, box.y + down


def matrix(transform: str, box: Box | None = None) -> Matrix | None:
    """Return what the steps of a transform come to, None where one of them is not known."""
    made = SAME
    for name, values in _STEP.findall(transform):
        step = _step(name.lower(), [part for part in re.split(r"[,\s]+", values.strip()) if part], box)
        if step is None:
            return None
        made = product(made, step)
    return made


def _step(name: str, values: list[str], box: Box | None) -> Matrix | None:
    try:
        return _known(name, values, box)
    except (ValueError, IndexError):
        return None


def _known(name: str, values: list[str], box: Box | None) -> Matrix | None:
    match name:
        case "matrix":
            a, b, c, d, e, f = (numbers(value)[0] for value in values)
            return a, b, c, d, e, f
        case "translate" | "translate3d":
            return (
                1.0,
                0.0,
                0.0,
                1.0,
                _moved(values[0], box, 0),
                _moved(values[1], box, 1) if values[1:] else 0.0,
            )
        case "translatex":
            return 1.0, 0.0, 0.0, 1.0, _moved(values[0], box, 0), 0.0
        case "translatey":
            return 1.0, 0.0, 0.0, 1.0, 0.0, _moved(values[0], box, 1)
        case "scale" | "scale3d":
            return _factor(values[0]), 0.0, 0.0, _factor(values[1] if values[1:] else values[0]), 0.0, 0.0
        case "scalex":
            return _factor(values[0]), 0.0, 0.0, 1.0, 0.0, 0.0
        case "scaley":
            return 1.0, 0.0, 0.0, _factor(values[0]), 0.0, 0.0
        case "rotate" | "rotatez":
            return _turned(values)
        case "skew":
            down = tan(_angle(values[1])) if values[1:] else 0.0
            return 1.0, down, tan(_angle(values[0])), 1.0, 0.0, 0.0
        case "skewx":
            return 1.0, 0.0, tan(_angle(values[0])), 1.0, 0.0, 0.0
        case "skewy":
            return 1.0, tan(_angle(values[0])), 0.0, 1.0, 0.0, 0.0
    return None


def _turned(values: list[str]) -> Matrix:
    """Return a rotation, perhaps around a point."""
    angle = _angle(values[0])
    c, s = cos(angle), sin(angle)
    x, y = (numbers(value)[0] for value in values[1:3]) if len(values) == 3 else (0.0, 0.0)
    return c, s, -s, c, x - c * x + s * y, y - s * x - c * y


def _angle(value: str) -> float:
    match = _ANGLE.fullmatch(value)
    if match is None:
        raise ValueError
    return radians(float(match[1]) * _ANGLES[match[2] or ""])


def _factor(value: str) -> float:
    return numbers(value)[0] / (100 if value.endswith("%") else 1)


def _moved(value: str, box: Box | None, way: int) -> float:
    whole = 0.0 if box is None else (box.width, box.height)[way]
    found = length(value, FONT_SIZE, whole)
    if found is None:
        raise ValueError
    return found


def product(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does `other` first, then `one`."""
    a, b, c, d, e, f = other
    p, q, r, s, _, _ = one
    x, y = at(one, e, f)
    return p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, x, y


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point is put."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
