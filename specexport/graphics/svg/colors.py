"""Colours as every program reads them: all of CSS Color 4, and `color-mix()` of CSS Color 5, in sRGB."""

from __future__ import annotations

import math
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import tinycss2
from tinycss2.color5 import parse_color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Triple: TypeAlias = "tuple[float, float, float]"
Matrix: TypeAlias = "tuple[Triple, Triple, Triple]"

# CSS Color 4, 18: from the primaries of each space to XYZ (D65), and between white points.
_XYZ_OF: dict[str, Matrix] = {
    "srgb": ((0.41239, 0.35758, 0.18048), (0.21264, 0.71517, 0.07219), (0.01933, 0.11919, 0.95053)),
    "display-p3": ((0.48657, 0.26567, 0.19822), (0.22897, 0.69174, 0.07929), (0.0, 0.04511, 1.04394)),
    "a98-rgb": ((0.57667, 0.18556, 0.18823), (0.29734, 0.62736, 0.07529), (0.02703, 0.07069, 0.99134)),
    "rec2020": ((0.63696, 0.14462, 0.16888), (0.2627, 0.678, 0.0593), (0.0, 0.02807, 1.06099)),
}
_LINEAR_OF_XYZ: Matrix = (
    (3.24097, -1.53738, -0.49861),
    (-0.96924, 1.87597, 0.04156),
    (0.05563, -0.20398, 1.05697),
)
_D65_OF_D50: Matrix = (
    (0.95547, -0.0231, 0.06326),
    (-0.02837, 1.01, 0.02104),
    (0.01231, -0.02051, 1.33037),
)
_D50_OF_D65: Matrix = (
    (1.04793, 0.02295, -0.05019),
    (0.02963, 0.99043, -0.01707),
    (-0.00924, 0.01506, 0.75187),
)
_WHITE_D50: Triple = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)
_LMS_OF_LINEAR: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LINEAR_OF_LMS: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LAB_OF_LMS: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LMS_OF_LAB: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_POLAR = {"lch": "lab", "oklch": "oklab"}
_HUE_AT = {"hsl": 0, "hwb": 0, "lch": 2, "oklch": 2}


@lru_cache(maxsize=512)
def opaque(value: str) -> tuple[str, float] | None:
    """Return a colour function as `#rrggbb` and its opacity, None where it is not one that CSS knows."""
    token = tinycss2.parse_one_component_value(value, skip_comments=True)
    found = _mixed(token) if _is_mix(token) else _plain(token)
    if found is None:
        return None
    linear, alpha = found
    channels = (round(255 * min(max(_gamma(part), 0.0), 1.0)) for part in linear)
    return "#" + "".join(f"{channel:02x}" for channel in channels), alpha


def _is_mix(token: Any) -> bool:
    return bool(token.type == "function" and token.lower_name == "color-mix")


def _plain(token: Any) -> tuple[Triple, float] | None:
    try:
        found = parse_color(token)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    if found is None or found == "currentcolor":
        return None
    parts = tuple(float(part or 0.0) for part in found.coordinates[:3])
    if found.space == "device-cmyk" or len(parts) != 3:
        return None
    return _linear_of(found.space, parts), found.alpha


def _mixed(token: Any) -> tuple[Triple, float] | None:
    """Follow CSS Color 5, 3: two colours, by their shares, with their opacity worked in."""
    way, *sides = _divided(token.arguments)
    names = [part.lower_value for part in way if part.type == "ident"]
    if len(sides) != 2 or names[:1] != ["in"] or len(names) < 2:
        return None
    halves = [_side(side) for side in sides]
    if None in halves:
        return None
    (one, first), (other, second) = (half for half in halves if half)
    shares = _shares(first, second)
    if shares is None:
        return None
    longer = "longer" in names
    return _between(names[1], one, other, shares[1], longer, min(shares[2], 1.0))


def _divided(tokens: Iterable[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        elif token.type not in ("whitespace", "comment"):
            parts[-1].append(token)
    return parts


def _side(tokens: Sequence[Any]) -> tuple[tuple[Triple, float], float | None] | None:
    share = next((token.value / 100 for token in tokens if token.type == "percentage"), None)
    rest = [token for token in tokens if token.type != "percentage"]
    if len(rest) != 1:
        return None
    found = _mixed(rest[0]) if _is_mix(rest[0]) else _plain(rest[0])
    return (found, share) if found else None


def _shares(first: float | None, second: float | None) -> tuple[float, float, float] | None:
    """Return the shares of two colours, which are 1 together, and what they were (CSS Color 5, 3.1)."""
    if first is None:
        first = 1 - second if second is not None else 0.5
    if second is None:
        second = 1 - first
    total = first + second
    return (first / total, second / total, total) if total > 0 else None


def _between(  # the colours, their place between each other, and how hues go
    space: str, one: tuple[Triple, float], other: tuple[Triple, float], at: float, longer: bool, whole: float
) -> tuple[Triple, float] | None:
    if space not in _TO:
        return None
    alpha = one[1] * (1 - at) + other[1] * at
    parts = [list(_TO[space](_carried(side, mate))) for side, mate in ((one, other), (other, one))]
    hue = _HUE_AT.get(space)
    if hue is not None:
        parts[1][hue] = _turned(parts[0][hue], parts[1][hue], longer)
    made = []
    for index, (a, b) in enumerate(zip(*parts, strict=True)):
        if index == hue or not alpha:
            made.append(a * (1 - at) + b * at)
        else:
            made.append((a * one[1] * (1 - at) + b * other[1] * at) / alpha)
    return _linear_of(space, tuple(made)), alpha * whole


def _carried(side: tuple[Triple, float], mate: tuple[Triple, float]) -> Triple:
    """Return a colour; one that is not seen is that of its mate (CSS Color 4, 12.2)."""
    return side[0] if side[1] else mate[0]


def _turned(one: float, other: float, longer: bool) -> float:
    """Return `other` as the hue that is reached from `one` the shorter or longer way (CSS Color 4, 12.4)."""
    apart = (other - one + 180) % 360 - 180
    if longer and apart:
        apart += -360 if apart > 0 else 360
    return one + apart


def _times(matrix: Matrix, parts: Triple) -> Triple:
    a, b, c = (sum(x * y for x, y in zip(row, parts, strict=True)) for row in matrix)
    return a, b, c


def _each(function: Callable[[float], float], parts: Triple) -> Triple:
    return function(parts[0]), function(parts[1]), function(parts[2])


def _linear(value: float) -> float:
    sign, size = math.copysign(1, value), abs(value)
    return sign * (size / 12.92 if size <= 0.04045 else float(((size + 0.055) / 1.055) ** 2.4))


def _gamma(value: float) -> float:
    sign, size = math.copysign(1, value), abs(value)
    return sign * (size * 12.92 if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055)


def _linear_of(space: str, parts: tuple[float, ...]) -> Triple:
    """Return a colour of any space in linear sRGB."""
    a, b, c = parts[:3]
    if space in _POLAR:
        return _linear_of(_POLAR[space], (a, b * math.cos(math.radians(c)), b * math.sin(math.radians(c))))
    match space:
        case "srgb":
            return _each(_linear, (a, b, c))
        case "srgb-linear":
            return a, b, c
        case "hsl":
            return _each(_linear, hls_to_rgb(a % 360 / 360, _unit(c / 100), _unit(b / 100)))
        case "hwb":
            return _each(_linear, _of_hwb(a, b / 100, c / 100))
        case "oklab":
            return _times(_LINEAR_OF_LMS, _each(lambda part: part**3, _times(_LMS_OF_LAB, (a, b, c))))
        case "lab":
            return _times(_LINEAR_OF_XYZ, _times(_D65_OF_D50, _of_lab(a, b, c)))
        case "xyz" | "xyz-d65":
            return _times(_LINEAR_OF_XYZ, (a, b, c))
        case "xyz-d50":
            return _times(_LINEAR_OF_XYZ, _times(_D65_OF_D50, (a, b, c)))
    # The curves of the wide spaces are close to sRGB's.
    return _times(_LINEAR_OF_XYZ, _times(_XYZ_OF.get(space, _XYZ_OF["srgb"]), _each(_linear, (a, b, c))))


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _of_hwb(hue: float, white: float, black: float) -> Triple:
    if white + black >= 1:
        return (white / (white + black),) * 3
    pure = hls_to_rgb(hue % 360 / 360, 0.5, 1.0)
    return _each(lambda part: part * (1 - white - black) + white, pure)


def _of_lab(lightness: float, a: float, b: float) -> Triple:
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200
    curves = (part**3 if part**3 > 216 / 24389 else (116 * part - 16) * 27 / 24389 for part in (x, y, z))
    one, two, three = (curve * white for curve, white in zip(curves, _WHITE_D50, strict=True))
    return one, two, three


def _to_lab(linear: Triple) -> Triple:
    xyz = _times(_D50_OF_D65, _times(_XYZ_OF["srgb"], linear))
    ratios = (part / white for part, white in zip(xyz, _WHITE_D50, strict=True))
    x, y, z = (math.cbrt(part) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _to_oklab(linear: Triple) -> Triple:
    return _times(_LAB_OF_LMS, _each(math.cbrt, _times(_LMS_OF_LINEAR, linear)))


def _polar(parts: Triple) -> Triple:
    lightness, a, b = parts
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _to_hsl(linear: Triple) -> Triple:
    hue, light, saturation = rgb_to_hls(*_each(_gamma, linear))
    return hue * 360, saturation * 100, light * 100


def _to_hwb(linear: Triple) -> Triple:
    channels = _each(_gamma, linear)
    return rgb_to_hls(*channels)[0] * 360, min(channels) * 100, (1 - max(channels)) * 100


_TO: dict[str, Callable[[Triple], Triple]] = {
    "srgb": lambda linear: _each(_gamma, linear),
    "srgb-linear": lambda linear: linear,
    "xyz": lambda linear: _times(_XYZ_OF["srgb"], linear),
    "xyz-d65": lambda linear: _times(_XYZ_OF["srgb"], linear),
    "xyz-d50": lambda linear: _times(_D50_OF_D65, _times(_XYZ_OF["srgb"], linear)),
    "lab": _to_lab,
    "lch": lambda linear: _polar(_to_lab(linear)),
    "oklab": _to_oklab,
    "oklch": lambda linear: _polar(_to_oklab(linear)),
    "hsl": _to_hsl,
    "hwb": _to_hwb,
}
