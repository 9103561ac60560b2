"""Where a conditional rule of a style sheet holds (CSS Conditional Rules 3, Media Queries 4).

A drawing is shown as on a light screen, whatever it is drawn for: that is how its author sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cssselect2
import tinycss2
from msgspec import Struct

from specexport.graphics.svg import colors
from specexport.graphics.svg.names import words
from specexport.graphics.svg.values import length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TRUE = {
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "scripting": "none",
    "update": "fast",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "dynamic-range": "standard",
    "color-gamut": "srgb",
    "display-mode": "browser",
}
_PAINTS = frozenset({"fill", "stroke", "color", "stop-color", "flood-color"})
_KEYWORDS = {
    "display": words(
        """
    block inline inline-block none flex grid inline-flex inline-grid contents table list-item flow-root
    """
    ),
    "visibility": frozenset({"visible", "hidden", "collapse"}),
}
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_OF_PAINT = frozenset({"none", "currentcolor", "context-fill", "context-stroke", "transparent"})
# Properties that a browser knows and that drawings ask after; all that SVG itself has are known as well.
_KNOWN = words(
    """
    alignment-baseline animation backdrop-filter background baseline-shift border clip-path clip-rule
    color color-interpolation-filters color-scheme cx cy d direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-style
    font-variant font-weight gap height isolation letter-spacing lighting-color marker marker-end
    marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
    position r rotate rx ry scale shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-decoration text-rendering text-transform transform transform-box transform-origin
    transition translate unicode-bidi vector-effect visibility white-space width word-spacing
    writing-mode x y
    """
)


class View(Struct, frozen=True):
    """The size of a drawing in CSS pixels, which media queries ask after."""

    width: float
    height: float


def media(prelude: Sequence[Any], view: View) -> bool:
    """Return whether one of the queries in a list holds."""
    queries = _divided([token for token in prelude if token.type != "comment"])
    return not any(queries) or any(_query(query, view) for query in queries)


def supports(prelude: Sequence[Any]) -> bool:
    """Return whether a condition of `@supports` holds."""
    return _boolean(_dense(prelude), _supported)


def _divided(tokens: Sequence[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        elif token.type != "whitespace":
            parts[-1].append(token)
    return parts


def _dense(tokens: Sequence[Any]) -> list[Any]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _query(tokens: list[Any], view: View) -> bool:
    """Follow Media Queries 4, 3: a type, perhaps turned around, and conditions."""
    words = [token.lower_value if token.type == "ident" else "" for token in tokens]
    if not words or not words[0] or (words[0] == "not" and len(words) > 1 and not words[1]):
        return _boolean(tokens, lambda token: _feature(token, view))
    turned = words[0] == "not"
    if words[0] in ("not", "only"):
        tokens, words = tokens[1:], words[1:]
    held = words[:1] in (["screen"], ["all"])
    if held and len(tokens) > 2 and words[1] == "and":
        held = _boolean(tokens[2:], lambda token: _feature(token, view))
    return held != turned


def _boolean(tokens: list[Any], holds: Callable[[Any], bool]) -> bool:
    """Return what `not`, `and` and `or` make of conditions; one that is not understood is false."""
    if not tokens:
        return False
    words = [token.lower_value if token.type == "ident" else "" for token in tokens]
    if words[0] == "not":
        return len(tokens) == 2 and not _condition(tokens[1], holds)
    values = [_condition(token, holds) for token in tokens[::2]]
    joints = set(words[1::2])
    if not joints:
        return values[0]
    return all(values) if joints == {"and"} else any(values) if joints == {"or"} else False


def _condition(token: Any, holds: Callable[[Any], bool]) -> bool:
    if token.type == "() block":
        inner = _dense(token.content)
        if inner and (inner[0].type in ("() block", "function") or _is_not(inner[0])):
            return _boolean(inner, holds)
    return holds(token)


def _is_not(token: Any) -> bool:
    return bool(token.type == "ident" and token.lower_value == "not")


def _feature(token: Any, view: View) -> bool:
    if token.type != "() block":
        return False
    inner = _dense(token.content)
    if inner and inner[0].type == "ident" and (len(inner) == 1 or inner[1] == ":"):
        return _told(inner[0].lower_value, tinycss2.serialize(inner[2:]).strip().lower(), view)
    return _ranged(inner, view)


def _told(name: str, value: str, view: View) -> bool:
    bound, _, plain = name.partition("-") if name.startswith(("min-", "max-")) else ("", "", name)
    size = _measured(plain, view)
    if size is None:
        if plain == "orientation":
            return value in ("", "landscape" if view.width > view.height else "portrait")
        if plain in ("color", "resolution"):
            return bound != "max"
        return _TRUE.get(plain, " ") == value or (not value and _TRUE.get(plain, "none") not in _NOTHING)
    if not value:
        return size > 0
    asked = _asked(value)
    if asked is None:
        return False
    return size >= asked if bound == "min" else size <= asked if bound == "max" else abs(size - asked) < 0.01


_NOTHING = ("none", "no-preference")


def _measured(name: str, view: View) -> float | None:
    width, height = view.width, view.height
    sizes = {"width": width, "height": height, "device-width": width, "device-height": height}
    sizes["aspect-ratio"] = width / height if height else 0.0
    return sizes.get(name)


def _asked(value: str) -> float | None:
    """Return a length in pixels, or a ratio."""
    above, slash, below = value.partition("/")
    if slash:
        pair = length(above, 16.0, 0.0), length(below, 16.0, 0.0)
        return pair[0] / pair[1] if pair[0] is not None and pair[1] else None
    return length(value, 16.0, 0.0)


def _ranged(tokens: list[Any], view: View) -> bool:
    """Follow Media Queries 4, 2.4.4: `width >= 600px`, `400px < width < 700px`."""
    sides: list[str] = [""]
    signs: list[str] = []
    for token in tokens:
        if token.type == "literal" and token.value in ("<", ">", "=", "<=", ">="):
            if sides[-1] or not signs:
                signs.append(token.value)
                sides.append("")
            else:
                signs[-1] += token.value
        else:
            sides[-1] += token.serialize()
    values = [size if (size := _measured(side.lower(), view)) is not None else _asked(side) for side in sides]
    if len(values) < 2 or None in values:
        return False
    pairs = zip(values, signs, values[1:], strict=False)
    return all(_compared(one or 0.0, sign, other or 0.0) for one, sign, other in pairs)


def _compared(one: float, sign: str, other: float) -> bool:
    if "=" in sign and abs(one - other) < 0.01:
        return True
    return ("<" in sign and one < other) or (">" in sign and one > other)


def _supported(token: Any) -> bool:
    if token.type == "function" and token.lower_name == "selector":
        try:
            return bool(cssselect2.compile_selector_list(tinycss2.serialize(token.arguments)))
        except cssselect2.SelectorError:
            return False
    if token.type != "() block":
        return False
    found = tinycss2.parse_one_declaration(token.content, skip_comments=True)
    return found.type == "declaration" and _is_known(
        found.lower_name, tinycss2.serialize(found.value).strip()
    )


def _is_known(name: str, value: str) -> bool:
    if name.startswith("--"):
        return True
    if name not in _KNOWN or not value:
        return False
    word = value.lower()
    if word in _WIDE or "var(" in word:
        return True
    if name in _PAINTS:
        return word in _OF_PAINT or word.startswith("url(") or colors.opaque(value) is not None
    return name not in _KEYWORDS or word in _KEYWORDS[name]
