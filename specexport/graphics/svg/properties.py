"""The properties that drawings have: which are read, inherited and written, and what they begin with."""

from __future__ import annotations

import re

from specexport.core.patterns import regex

FONT = ("font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-decoration")
INHERITED_LOOKS = (
    *FONT,
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "text-anchor",
    "color",
)
# What attributes can say.
PRESENTATION = frozenset(
    {
        *INHERITED_LOOKS,
        *("fill-rule", "clip-rule", "clip-path", "mask", "filter", "opacity", "display", "visibility"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("marker", "marker-start", "marker-mid", "marker-end", "stop-color", "stop-opacity", "flood-color"),
        *("dominant-baseline", "alignment-baseline", "baseline-shift", "transform", "flood-opacity"),
        *("overflow", "paint-order", "transform-origin", "word-spacing", "writing-mode", "mix-blend-mode"),
    }
)
# Attributes and style sheets hand these down to what an element holds, and are not repeated there.
HANDED_DOWN = frozenset(
    {
        *INHERITED_LOOKS,
        *("fill-rule", "clip-rule", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "visibility", "word-spacing", "writing-mode", "paint-order"),
        *("stroke-dashoffset", "marker-start", "marker-mid", "marker-end"),
    }
)
INHERITED = HANDED_DOWN | {"white-space", "text-transform", "dominant-baseline", "font-variant", "direction"}
# What style sheets can say besides.
READ = PRESENTATION | {
    *("font", "white-space", "text-transform", "transform-box", "translate", "rotate", "scale"),
    *("font-variant", "direction"),
}
# What these say is what happens without them.
IDLE = {
    "clip-path": "none",
    "mask": "none",
    "filter": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
    "transform": "none",
    "display": "inline",
    "visibility": "inherit",
    "opacity": "1",
    "overflow": "",
    "stroke-dashoffset": "0",
    "transform-origin": "",
    "mix-blend-mode": "normal",
    "word-spacing": "normal",
    "writing-mode": "horizontal-tb",
}
INITIAL = {
    "fill": "#000000",
    "stroke": "none",
    "color": "#000000",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "font-size": "16px",
    "font-weight": "normal",
    "font-style": "normal",
    "text-anchor": "start",
    "text-decoration": "none",
    "letter-spacing": "normal",
    "fill-rule": "nonzero",
    "clip-rule": "nonzero",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "visibility": "visible",
    "paint-order": "normal",
    "white-space": "normal",
    "text-transform": "none",
    "dominant-baseline": "auto",
}
_BOX = frozenset({"x", "y", "width", "height"})
_GEOMETRY: dict[str, frozenset[str]] = {
    "rect": _BOX | {"rx", "ry"},
    "circle": frozenset({"cx", "cy", "r"}),
    "ellipse": frozenset({"cx", "cy", "rx", "ry"}),
    "path": frozenset({"d"}),
    "image": _BOX,
    "svg": _BOX,
    "use": _BOX,
    "foreignObject": _BOX,
}
_NONE: frozenset[str] = frozenset()
_PATH = regex(r"path\(\s*(?:\w+\s*,\s*)?(['\"])(.*)\1\s*\)", re.DOTALL)
_SIMPLE = regex(
    r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([-+\d.eE,\s]*(?:(?:deg|px)[-+\d.eE,\s]*)*\)[\s,]*)+"
)


def geometry(kind: str) -> frozenset[str]:
    """Return the attributes of an element that style sheets can say as well (SVG 2, 8 and 9)."""
    return _GEOMETRY.get(kind, _NONE)


def place(value: str) -> str:
    """Return the value of a geometry property as its attribute has it."""
    match = _PATH.fullmatch(value.strip())
    return match[2] if match else value


def is_simple_transform(value: str) -> bool:
    """Return whether attributes can have a transform, but for units of pixels and degrees."""
    return bool(_SIMPLE.fullmatch(value.strip()))
