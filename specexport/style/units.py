"""Lengths and weights as style files write them, in points and in numbers."""

from __future__ import annotations

from typing import Any

_MM = 72 / 25.4
_UNITS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "mm": _MM, "cm": 10 * _MM}
_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}


def weight(value: Any) -> int:
    """Return a font weight, 100 to 900, from its name or number."""
    return _WEIGHTS[value] if isinstance(value, str) else int(value)


def length(value: Any, em: float, rem: float) -> float:
    """Return a length in points. A number alone is points; `em` and `%` count from `em` points."""
    text = str(value).replace(" ", "")
    for unit, points in (*_UNITS.items(), ("rem", rem), ("em", em), ("%", em / 100)):
        if text.endswith(unit):
            return round(float(text.removesuffix(unit)) * points, 3)
    return float(text)


def type_size(value: Any, em: float, rem: float) -> float:
    """Return a size of type, at least a point, in the half points that Word can tell apart."""
    return max(1.0, round(length(value, em, rem) * 2) / 2)
