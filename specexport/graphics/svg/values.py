"""Values that not every program reads, in a form that all do: colours, lengths, weights, brightness."""

from __future__ import annotations

from colorsys import hls_to_rgb
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.svg import colors
from specexport.graphics.svg.calculation import calculated

if TYPE_CHECKING:
    import re

    from lxml.etree import _Element

FONT_SIZE = 16.0
_HSL = regex(r"hsla?\(\s*([-\d.]+)(?:deg)?[ ,]+([-\d.]+)%[ ,]+([-\d.]+)%(?:[ ,/]+([\d.]+)(%?))?\s*\)")
_RGB = regex(r"rgba?\(\s*([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)(?:[ ,/]+([\d.]+)(%?))?\s*\)")
_HEX_ALPHA = regex(r"#(?:([0-9a-fA-F]{6})([0-9a-fA-F]{2})|([0-9a-fA-F]{3})([0-9a-fA-F]))")
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
GLOBAL = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_UNITS = {
    "q": 96 / 101.6,
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_OPACITY = {
    "fill": "fill-opacity",
    "stroke": "stroke-opacity",
    "stop-color": "stop-opacity",
    "flood-color": "flood-opacity",
}
_BRIGHTNESS = regex(r"\s*brightness\(\s*([\d.]+)(%?)\s*\)\s*")
_OPAQUE_HEX = regex(
    r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})|#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])"
)
_COLORS = ("fill", "stroke")
_LENGTHS = ("stroke-width", "letter-spacing", "stroke-dashoffset")
_X_HEIGHT = 0.52


def settled(look: dict[str, str], above: float) -> dict[str, str]:
    """Return `look` with absolute lengths and plain colours; `above` is the parent's font size in pixels."""
    out: dict[str, str] = {}
    size = above
    if "font-size" in look:
        size = length(look["font-size"], above, above) or above
        out["font-size"] = f"{size:g}"
    for name, value in look.items():
        if name in _OPACITY:
            _color(name, value, out)
        elif name == "font-weight":
            out[name] = {"bolder": "bold", "lighter": "normal"}.get(value, value)
        elif name in _LENGTHS:
            _measure(name, value, size, out)
        elif name != "font-size" and value not in GLOBAL:
            out.setdefault(name, value)
    return out


def _measure(name: str, value: str, size: float, out: dict[str, str]) -> None:
    """Keep a length in pixels; a share of the viewport stays one until that is known."""
    if value.strip().endswith("%") and name != "letter-spacing":
        out[name] = value.strip()
        return
    number = length(value, size, size)
    if number is not None and (number >= 0 or name != "stroke-width"):
        out[name] = f"{number:g}"


def length(value: str, size: float, whole: float) -> float | None:
    """Return a CSS length in pixels; `size` is what `em` means and `whole` what a percentage is of."""
    value = value.strip().lower()
    if value in _SIZES:
        return float(_SIZES[value])
    match = _NUMBER.match(value)
    if not match:
        return calculated(value, lambda part: length(part, size, whole)) if "(" in value else None
    number, unit = float(match[0]), value[match.end() :].strip()
    relative = {"em": size, "ex": size * _X_HEIGHT, "ch": size * 0.5, "rem": FONT_SIZE, "%": whole / 100}
    factor = _UNITS.get(unit, relative.get(unit))
    return None if factor is None else number * factor


def numbers(value: str) -> list[float]:
    """Return the numbers in a list of them."""
    return [float(match[0]) for match in _NUMBER.finditer(value)]


def font_size(look: dict[str, str], looks: dict[_Element, dict[str, str]], element: _Element | None) -> float:
    """Return the font size of `element`, whose own look is `look`, in pixels."""
    while "font-size" not in look:
        if element is None:
            return FONT_SIZE
        element = element.getparent()
        look = looks.get(element, {}) if element is not None else {}
    return float(look["font-size"])


def _color(name: str, value: str, out: dict[str, str]) -> None:
    color, alpha = opaque(value)
    if value in GLOBAL:
        return
    if value.lower() == "rebeccapurple":  # the only name of a colour that SVG 1.1 does not have
        color = "#663399"
    out[name] = "none" if color == "transparent" or alpha == 0 else color
    if 0 < alpha < 1:
        out.setdefault(_OPACITY[name], f"{alpha:g}")


def opaque(value: str) -> tuple[str, float]:
    """Return a colour without its opacity, and its opacity; other values as they are."""
    if match := _HSL.fullmatch(value):
        hue, saturation, light = float(match[1]) % 360 / 360, float(match[2]) / 100, float(match[3]) / 100
        return _hex(*(255 * part for part in hls_to_rgb(hue, _unit(light), _unit(saturation)))), _alpha(match)
    if match := _RGB.fullmatch(value):
        return _hex(float(match[1]), float(match[2]), float(match[3])), _alpha(match)
    if match := _HEX_ALPHA.fullmatch(value):
        alpha = match[2] or match[4] * 2
        return f"#{match[1] or match[3]}".lower(), round(int(alpha, 16) / 255, 3)
    return (colors.opaque(value) if "(" in value else None) or (value, 1.0)


def _alpha(match: re.Match[str]) -> float:
    return 1.0 if match[4] is None else _unit(float(match[4]) / (100 if match[5] else 1))


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 255)):02x}" for channel in channels)


def brighten(root: _Element) -> None:
    """Work brightness (Filter Effects Module Level 1, 4.3) into the colours of what has no other filter."""
    for element in root.iter("{*}*"):
        found = _BRIGHTNESS.fullmatch(element.get("filter", ""))
        if found is None or found[1].count(".") > 1:
            continue
        del element.attrib["filter"]
        factor = float(found[1]) / (100 if found[2] else 1)
        for one in element.iter("{*}*"):
            for name in _COLORS:
                if name in one.attrib:
                    one.set(name, _brighter(str(one.attrib[name]), factor))


def _brighter(color: str, factor: float) -> str:
    match = _OPAQUE_HEX.fullmatch(color)
    if match is None:
        return color
    parts = [part * (2 // len(part)) for part in match.groups() if part]
    return "#" + "".join(f"{min(round(int(part, 16) * factor), 255):02x}" for part in parts)
