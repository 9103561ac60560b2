"""The colours of a style: roles, code, diagrams, tables, and the labels of what a document says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model.style import (
    Admonition,
    AdmonitionKind,
    CodeTheme,
    Colors,
    DiagramTheme,
    TableRules,
    Watermark,
)
from specexport.style import colors as color
from specexport.style.colors import washed
from specexport.style.faults import dig
from specexport.style.resolve.said import OWN

if TYPE_CHECKING:
    from specexport.style.resolve.said import Said

_READABLE = 4.5
_KINDS: tuple[AdmonitionKind, ...] = ("note", "tip", "important", "warning", "caution")


def colors(said: Said) -> Colors:
    """Return the colours by the roles that they play."""

    def ink(role: str) -> str:
        return said.ink(role, said.tint)

    return Colors(
        text=ink("foreground"),
        secondary=ink("text-secondary"),
        rule=said.color("rule"),
        tint=said.tint,
        background=said.background,
        primary=ink("primary"),
        accent=ink(_accent(said)),
        link=ink(said.get("typography", "link", "color") or "link"),
        success=ink("success"),
        info=ink("info"),
        warning=ink("warning"),
        danger=ink("danger"),
        palette=tuple(said.stack.palette.items()),
    )


def _accent(said: Said) -> str:
    """Return the role of the accent: a brand with a primary colour of its own gets no other's accent."""
    for layer in said.stack.layers:
        own = dig(layer.raw, ("color",)) or {}
        if dig(layer.raw, (*OWN, "color", "accent")):
            return "accent"
        found = next((role for role in ("tertiary", "secondary", "primary") if own.get(role)), None)
        if found:
            return found
    return "accent"


def code_theme(said: Said) -> CodeTheme:
    """Return the colours of code."""
    mono, block = said.get("typography", "monospace"), said.get("typography", "monospace-block") or {}
    ground = said.color(block.get("background-color") or mono.get("background-color") or "tint")
    theme = {name: said.ink(value, ground) for name, value in said.own("code", "theme").items()}
    bar = said.color(said.own("code", "border-color"))
    return CodeTheme(**theme, background=ground, bar=bar, highlight_tint=washed(ground, bar, theme.values()))


def table_rules(said: Said) -> TableRules:
    """Return the lines and grounds of tables."""
    raw = said.own("table")
    stripe, ground = raw.get("stripe-background-color"), said.color(raw["head-background-color"])
    letters = said.color(raw.get("head-color") or raw.get("color") or "foreground")
    return TableRules(
        rule=said.color(raw["border-color"]),
        head_rule=said.color(raw["head-border-color"]),
        head_background=ground,
        head_color=letters if color.contrast(letters, ground) >= _READABLE else color.opposite(ground),
        stripe=said.color(stripe) if stripe else "",
    )


def diagrams(said: Said) -> DiagramTheme:
    """Return the colours of diagrams."""
    raw, primary = said.own("diagrams"), said.color("primary")
    given = raw.get("background-color")
    ground = said.color(given) if given else color.mix(primary, said.background, 0.09)
    return DiagramTheme(
        text=said.ink(raw["color"], ground),
        background=ground,
        border=said.color(raw["border-color"]),
        line=said.color(raw["line-color"]),
    )


def watermark(said: Said) -> Watermark:
    """Return which documents carry their status behind the text, and in what colour."""
    raw = said.own("watermark")
    statuses = tuple(status.lower() for status in raw.get("status") or ())
    return Watermark(statuses, said.color(raw["color"]))


def labels(said: Said, key: str) -> dict[str, str]:
    """Return the colour of each value of a status or classification, by its name in lower case."""
    raw = said.own(key) or {}
    return {name.lower(): said.ink(state["color"], said.tint) for name, state in raw.items()}


def admonitions(said: Said) -> dict[AdmonitionKind, Admonition]:
    """Return label and colours of each kind of admonition."""
    found: dict[AdmonitionKind, Admonition] = {}
    for kind in _KINDS:
        raw = said.own("admonition", kind)
        plain = said.color(raw["color"])
        given = raw.get("background-color")
        ground = said.color(given) if given else color.mix(plain, said.background, 0.08)
        label = raw.get("label") or getattr(said.words, kind)
        found[kind] = Admonition(label, color.legible(plain, ground), ground)
    return found
