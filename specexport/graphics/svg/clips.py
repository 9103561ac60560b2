"""Shapes of `clip-path` in style sheets as elements (CSS Shapes 1, 3; CSS Masking 1, 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from specexport.core.patterns import regex
from specexport.graphics.svg import bounds
from specexport.graphics.svg.names import SVG
from specexport.graphics.svg.values import FONT_SIZE, length

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.graphics.svg.bounds import Box

_SHAPE = regex(r"(inset|circle|ellipse|polygon|path|xywh)\(((?:[^()]|\([^()]*\))*)\)")
_WORDS = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
_ROUND = regex(r"\bround\b")


def write_out(root: _Element) -> None:
    """Replace every shape by an element that cuts the same."""
    shaped = [element for element in root.iter() if "(" in element.get("clip-path", "")]
    number = 0
    for element in shaped:
        match = _SHAPE.search(element.get("clip-path", ""))
        box = bounds.of(element) if match else None
        if match is None or box is None:
            continue
        made = _element(match[1], match[2], box)
        if made is None:
            del element.attrib["clip-path"]
            continue
        number += 1
        clip = etree.SubElement(root, f"{{{SVG}}}clipPath", {"id": f"shape-{number}"})
        clip.append(made)
        element.set("clip-path", f"url(#shape-{number})")


def _element(kind: str, said: str, box: Box) -> _Element | None:
    rule = "evenodd" if re.match(r"\s*evenodd\s*,", said) else ""
    said = re.sub(r"^\s*(?:evenodd|nonzero)\s*,", "", said)
    try:
        attributes = _MAKERS[kind](said, box)
    except (ValueError, IndexError):
        return None
    name = attributes.pop("")
    if rule:
        attributes["clip-rule"] = rule
    return etree.Element(f"{{{SVG}}}{name}", attributes)


def _measure(value: str, whole: float) -> float:
    found = length(_WORDS.get(value, value), FONT_SIZE, whole)
    if found is None:
        raise ValueError
    return found


def _centre(said: str, box: Box) -> tuple[list[str], float, float]:
    radii, _, place = said.partition("at ")
    parts = [*place.split(), "50%", "50%"] if not place.split() else [*place.split(), "50%"]
    x, y = box[0] + _measure(parts[0], box[2]), box[1] + _measure(parts[1], box[3])
    return radii.split(), x, y


def _radius(value: str, place: float, start: float, whole: float, diagonal: float) -> float:
    sides = abs(place - start), abs(start + whole - place)
    if value in ("closest-side", "farthest-side"):
        return min(sides) if value == "closest-side" else max(sides)
    return _measure(value, diagonal)


def _circle(said: str, box: Box) -> dict[str, str]:
    radii, x, y = _centre(said, box)
    value = radii[0] if radii else "closest-side"
    diagonal = ((box[2] ** 2 + box[3] ** 2) / 2) ** 0.5
    both = [_radius(value, x, box[0], box[2], diagonal), _radius(value, y, box[1], box[3], diagonal)]
    radius = max(both) if value == "farthest-side" else min(both)
    return {"": "circle", "cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}"}


def _ellipse(said: str, box: Box) -> dict[str, str]:
    radii, x, y = _centre(said, box)
    across, down = [*radii, "closest-side", "closest-side"][:2]
    rx, ry = _radius(across, x, box[0], box[2], box[2]), _radius(down, y, box[1], box[3], box[3])
    return {"": "ellipse", "cx": f"{x:g}", "cy": f"{y:g}", "rx": f"{rx:g}", "ry": f"{ry:g}"}


def _polygon(said: str, box: Box) -> dict[str, str]:
    pairs = [pair.split() for pair in said.split(",")]
    points = [(box[0] + _measure(x, box[2]), box[1] + _measure(y, box[3])) for x, y in pairs]
    return {"": "polygon", "points": " ".join(f"{x:g},{y:g}" for x, y in points)}


def _inset(said: str, box: Box) -> dict[str, str]:
    sides, *corners = _ROUND.split(said)
    top, right, bottom, left = _four(sides.split())
    insets = _measure(top, box[3]), _measure(right, box[2]), _measure(bottom, box[3]), _measure(left, box[2])
    x, y = box[0] + insets[3], box[1] + insets[0]
    place = x, y, max(box[2] - insets[1] - insets[3], 0.0), max(box[3] - insets[0] - insets[2], 0.0)
    return _rectangle(place, corners[0].split()[0] if corners and corners[0].split() else "0", box)


def _xywh(said: str, box: Box) -> dict[str, str]:
    sides, *corners = _ROUND.split(said)
    x, y, width, height = sides.split()
    place = (
        box[0] + _measure(x, box[2]),
        box[1] + _measure(y, box[3]),
        *(_measure(width, box[2]), _measure(height, box[3])),
    )
    return _rectangle(place, corners[0].split()[0] if corners and corners[0].split() else "0", box)


def _four(values: list[str]) -> tuple[str, str, str, str]:
    top = values[0]
    right = values[1] if len(values) > 1 else top
    bottom = values[2] if len(values) > 2 else top
    return top, right, bottom, values[3] if len(values) > 3 else right


def _rectangle(place: Box, corner: str, box: Box) -> dict[str, str]:
    sides = zip(("x", "y", "width", "height"), place, strict=True)
    return {
        "": "rect",
        **{name: f"{value:g}" for name, value in sides},
        "rx": f"{_measure(corner, box[2]):g}",
    }


def _path(said: str, box: Box) -> dict[str, str]:
    match = re.search(r"(['\"])(.*)\1", said, re.DOTALL)
    if match is None:
        raise ValueError
    return {"": "path", "d": match[2], "transform": f"translate({box[0]:g},{box[1]:g})"}


_MAKERS = {
    "circle": _circle,
    "ellipse": _ellipse,
    "polygon": _polygon,
    "inset": _inset,
    "xywh": _xywh,
    "path": _path,
}
