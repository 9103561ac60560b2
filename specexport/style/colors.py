"""Colours as `#rrggbb`: reading what CSS allows, mixing, contrast as WCAG 2.2 defines it, and the dark theme.

A light colour is mirrored into a dark one in OKLab (Ottosson 2020), whose lightness is even to the eye: hue
stays, lightness turns over, chroma shrinks until the colour can be shown.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")

# Lightness of the dark page, and the power that lifts its text.
_FLOOR = 0.20
_LIFT = 0.72


def parse(text: str) -> str | None:
    """Return a CSS colour as `#rrggbb` in lower case, or None if it is not one. Transparency is dropped."""
    if match := _HEX.match(text):
        digits = match[1].lower()
        if len(digits) < 6:
            digits = "".join(digit * 2 for digit in digits)
        return f"#{digits[:6]}"
    return None if text.startswith("#") else _named(text)


def mix(color: str, ground: str, share: float) -> str:
    """Return `share` (0 to 1) of `color` laid over `ground`."""
    pairs = zip(_channels(color), _channels(ground), strict=True)
    return _hex(share * one + (1 - share) * other for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, definitions)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def legible(color: str, ground: str, ratio: float = 4.5) -> str:
    """Return `color`, moved towards black or white only as far as its contrast to `ground` needs."""
    goal = "#000000" if luminance(ground) > 0.18 else "#ffffff"
    steps = (mix(goal, color, step / 50) for step in range(51))
    return next((one for one in steps if contrast(one, ground) >= ratio), goal)


def washed(ground: str, color: str, inks: Iterable[str], ratio: float = 4.5) -> str:
    """Return `ground` with as much of `color` laid over it, up to an eighth, as letters in `inks` bear."""
    inks = [ink for ink in inks if contrast(ink, ground) >= ratio]
    shades = (mix(color, ground, step / 100) for step in range(12, 0, -2))
    return next((one for one in shades if all(contrast(ink, one) >= ratio for ink in inks)), ground)


def opposite(ground: str) -> str:
    """Return black or white, whichever is read better on `ground`."""
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, ground))


def mirrored(color: str) -> str:
    """Return the dark theme's colour for a light theme's `#RRGGBB`."""
    lightness, a, b = _oklab(color)
    return _from_oklab(_FLOOR + (1 - _FLOOR) * (1 - min(lightness, 1.0)) ** _LIFT, a, b)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> float:
    return float(value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def _named(text: str) -> str | None:
    """Read the rarer forms: names, rgb(), hsl() and the rest of CSS Color 4."""
    from tinycss2.color4 import parse_color

    color = parse_color(text)
    if color is None or color == "currentcolor":
        return None
    red, green, blue = color.to("srgb").coordinates
    return _hex(max(0.0, min(1.0, channel)) * 255 for channel in (red, green, blue))


def _oklab(color: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> str:
    channels = _rgb(lightness, a, b)
    while not all(-0.001 <= value <= 1.001 for value in channels) and math.hypot(a, b) > 0.002:
        a, b = a * 0.95, b * 0.95
        channels = _rgb(lightness, a, b)
    return _hex(255 * _gamma(min(max(value, 0.0), 1.0)) for value in channels)


def _rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
