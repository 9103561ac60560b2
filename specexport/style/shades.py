"""A light palette mirrored into a dark one.

Mirroring works in OKLab (Ottosson 2020), whose lightness is even to the eye: hue stays, lightness turns over,
chroma shrinks until the colour can be shown.
"""

from __future__ import annotations

import math

# Lightness of the dark page, and the power that lifts its text.
_FLOOR = 0.20
_LIFT = 0.72


def mirrored(color: str) -> str:
    """Return the dark theme's colour for a light theme's `#RRGGBB`."""
    lightness, a, b = _oklab(color)
    return _from_oklab(_FLOOR + (1 - _FLOOR) * (1 - min(lightness, 1.0)) ** _LIFT, a, b)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(color[1:])
    return red / 255, green / 255, blue / 255


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * min(max(value, 0), 1)):02x}" for value in channels)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> float:
    return float(value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def _oklab(color: str) -> tuple[float, float, float]:
    red, green, blue = map(_linear, _channels(color))
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
    return _hex(tuple(_gamma(min(max(value, 0.0), 1.0)) for value in channels))


def _rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
