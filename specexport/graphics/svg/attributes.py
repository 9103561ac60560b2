"""The attributes that mean something, by element (SVG 1.1, appendix L); engines write many more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.svg.names import HREFS, local
from specexport.graphics.svg.properties import FONT, PRESENTATION
from specexport.graphics.svg.values import numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOX = ("x", "y", "width", "height")
_SHAPES: dict[str, tuple[str, ...]] = {
    "rect": (*_BOX, "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "path": ("d", "pathLength"),
}
_OTHERS: dict[str, tuple[str, ...]] = {
    "g": (),
    "defs": (),
    "title": (),
    "desc": (),
    "clipPath": ("clipPathUnits",),
    "text": ("x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust"),
    "tspan": ("x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust"),
    "textPath": (*HREFS, "startOffset", "method", "spacing"),
    "use": (*HREFS, *_BOX),
    "image": (*HREFS, *_BOX, "preserveAspectRatio"),
    "svg": (*_BOX, "viewBox", "preserveAspectRatio"),
    "symbol": ("viewBox", "preserveAspectRatio"),
    "stop": ("offset",),
}
# Addresses, and what is said in words, may hold anything that looks like a number.
_MEASURES = frozenset(
    {
        *_BOX,
        *("rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "points", "d", "pathLength", "dx", "dy"),
        *("rotate", "textLength", "startOffset", "viewBox", "offset"),
    }
)
_SUSPECT = regex(r"nan|inf|[0-9]{9}|[eE]\+?[0-9]{2}", re.IGNORECASE)
_NO_NUMBER = regex("nan|inf", re.IGNORECASE)
_LARGEST = 1e8
_OF_TEXT = frozenset({*FONT, "text-anchor"})


def trim(root: _Element) -> None:
    """Take out of every element the attributes that mean nothing there."""
    for element in root.iter():
        kind = local(element)
        geometry = _SHAPES.get(kind, _OTHERS.get(kind))
        if (
            geometry is None
        ):  # gradients, markers, patterns, filters: theirs are many, and engines write no others
            continue
        for name in [str(name) for name in element.attrib]:
            known = name in geometry or name == "id" or name in PRESENTATION
            lost = name in _MEASURES and name in geometry and _is_boundless(element.get(name, ""))
            if not known or lost or (kind in _SHAPES and name in _OF_TEXT):
                del element.attrib[name]


def _is_boundless(value: str) -> bool:
    """Return whether a number in `value` is none, or larger than any drawing: engines write it as it is."""
    return bool(_SUSPECT.search(value)) and (
        bool(_NO_NUMBER.search(value)) or any(abs(number) > _LARGEST for number in numbers(value))
    )
