"""Every colour of a style by the name of its custom property, light and dark."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from specexport.style.colors import legible, mirrored, mix, washed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.model.style import Style, Type

_GROUNDS = frozenset(
    {
        *("background", "tint", "rule", "code-background", "code-bar", "inline-code-background"),
        *("table-rule", "table-head-rule", "table-head-background", "table-stripe"),
    }
)
# The ground of lines of code that stand out, and the colours of the letters on it.
_HIGHLIGHT = "code-highlight-tint"
_TOKENS = ("keyword", "string", "number", "comment", "name", "type", "inserted", "deleted")


def colors(style: Style) -> dict[str, str]:
    """Return every colour of the light theme, by the name of its custom property."""
    roles = ("text", "secondary", "rule", "tint", "background", "primary", "accent", "link")
    states = ("success", "info", "warning", "danger")
    found = {role: getattr(style.colors, role) for role in roles}
    found |= {f"state-{role}": getattr(style.colors, role) for role in states}
    found["state-warning-tint"] = mix(style.colors.warning, style.colors.background, 0.12)
    found |= {f"palette-{slug(name)}": color for name, color in style.colors.palette}
    found |= {f"{name}-color": kind.color for name, kind in types(style).items()}
    found |= _details(style)
    theme = style.code_theme
    found |= {f"code-{name.replace('_', '-')}": getattr(theme, name) for name in theme.__struct_fields__}
    for kind, admonition in style.admonitions.items():
        found |= {kind: admonition.color, f"{kind}-tint": admonition.background}
    for status, color in style.status_colors.items():
        tint = mix(color, style.colors.background, 0.12)
        found |= {f"status-{slug(status)}": legible(color, tint), f"status-{slug(status)}-tint": tint}
    return found


def _details(style: Style) -> dict[str, str]:
    """Return the colours of lists, tables and code in text, without those that the style lacks."""
    rules, inline = style.table_rules, style.inline_code
    optional = {"table-stripe": rules.stripe_background_color, "inline-code-color": inline.color}
    return {
        "marker-color": style.lists.marker_color,
        "table-rule": rules.border_color,
        "table-head-rule": rules.head_border_color,
        "table-head-background": rules.head_background_color,
        "table-head-color": rules.head_color,
        "inline-code-background": inline.background,
        **{name: color for name, color in optional.items() if color},
    }


def dark(light: Mapping[str, str], given: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the dark theme of the colours in `light`: `given` or mirrored, text colours made legible."""
    found = {name: given.get(name) or mirrored(color) for name, color in light.items()}
    shaded = {
        name: color if _is_ground(name) else legible(color, found.get(_ground(name), found["tint"]))
        for name, color in found.items()
    }
    if _HIGHLIGHT in light and _HIGHLIGHT not in given:
        inks = [shaded[f"code-{kind}"] for kind in _TOKENS]
        shaded[_HIGHLIGHT] = washed(shaded["code-background"], shaded["code-bar"], inks)
    return shaded


def _ground(name: str) -> str:
    """Return the name of the colour behind letters of the colour `name`."""
    return "table-head-background" if name == "table-head-color" else f"{name}-tint"


def slug(status: str) -> str:
    """Return a status as a part of a CSS name: `In Review` is `in-review`."""
    return re.sub(r"[\W_]+", "-", status.lower()).strip("-")


def _is_ground(name: str) -> bool:
    return name in _GROUNDS or name.endswith("-tint")


def types(style: Style) -> dict[str, Type]:
    """Return every kind of text by the name that custom properties give it."""
    names = ("base", "title", "code", "caption", "table")
    types = {name: getattr(style, name) for name in names} | {"furniture": style.running}
    return types | {f"h{level}": heading.type for level, heading in enumerate(style.headings, 1)}
