"""The colours of a style: roles, code, diagrams, tables, and the labels of what a document says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model.style import (
    Admonition,
    AdmonitionKind,
    CodeTheme,
    Colors,
    DiagramTheme,
    Lists,
    TableRules,
    Watermark,
)
from specexport.style.colors import contrast, legible, mix, opposite, washed

if TYPE_CHECKING:
    from specexport.style.brand.own import State
    from specexport.style.resolve.reader import StyleReader

_READABLE = 4.5
_KINDS: tuple[AdmonitionKind, ...] = ("note", "tip", "important", "warning", "caution")
_INKS = ("keyword", "string", "number", "comment", "name", "type", "inserted", "deleted")


def colors(reader: StyleReader) -> Colors:
    """Return the colours by the roles that they play."""
    brand, own = reader.brand.color, reader.brand.own.color

    def ink(color: str) -> str:
        return reader.ink(color, reader.tint)

    return Colors(
        text=ink(brand.foreground),
        secondary=ink(own.text_secondary),
        rule=own.rule,
        tint=reader.tint,
        background=reader.background,
        primary=ink(brand.primary),
        accent=ink(reader.role(_accent(reader))),
        link=ink(reader.brand.typography.link.color or brand.link),
        success=ink(brand.success),
        info=ink(brand.info),
        warning=ink(brand.warning),
        danger=ink(brand.danger),
        palette=tuple(reader.stack.palette.items()),
    )


def _accent(reader: StyleReader) -> str:
    """Return the role of the accent: a brand with a primary colour of its own gets no other's accent."""
    for layer in reader.stack.layers:
        if layer.get(("defaults", "specexport", "color", "accent")):
            return "accent"
        for role in ("tertiary", "secondary", "primary"):
            if layer.get(("color", role)):
                return role
    return "accent"


def code_theme(reader: StyleReader) -> CodeTheme:
    """Return the colours of code, whose ground is that of its text, else the tint."""
    typography, said = reader.brand.typography, reader.brand.own.code_theme
    ground = typography.monospace_block.background_color or typography.monospace.background_color
    ground = ground or reader.brand.own.color.tint
    inks = {name: reader.ink(getattr(said, name), ground) for name in _INKS}
    tint = washed(ground, said.bar, inks.values())
    return replace(said, **inks, background=ground, highlight_tint=tint)


def table_rules(reader: StyleReader) -> TableRules:
    """Return the lines and grounds of tables, with letters in the head that can be read."""
    rules = reader.brand.own.table_rules
    letters = rules.head_color or reader.brand.own.table.color or reader.brand.color.foreground
    if contrast(letters, rules.head_background_color) < _READABLE:
        letters = opposite(rules.head_background_color)
    return replace(rules, head_color=letters)


def lists(reader: StyleReader) -> Lists:
    """Return the space between items and the colour of their marks."""
    said = reader.brand.own.lists
    return replace(said, marker_color=reader.ink(said.marker_color, reader.background))


def diagrams(reader: StyleReader) -> DiagramTheme:
    """Return the colours of diagrams."""
    said = reader.brand.own.diagrams
    ground = said.background or mix(reader.brand.color.primary, reader.background, 0.09)
    return replace(said, text=reader.ink(said.text, ground), background=ground)


def watermark(reader: StyleReader) -> Watermark:
    """Return which documents carry their status behind the text, and in what colour."""
    said = reader.brand.own.watermark
    return replace(said, statuses=tuple(status.lower() for status in said.statuses))


def labels(reader: StyleReader, states: dict[str, State]) -> dict[str, str]:
    """Return the colour of each value of a status or classification, by its name in lower case."""
    return {name.lower(): reader.ink(state.color, reader.tint) for name, state in states.items()}


def admonitions(reader: StyleReader) -> dict[AdmonitionKind, Admonition]:
    """Return label and colours of each kind of admonition."""
    found: dict[AdmonitionKind, Admonition] = {}
    for kind in _KINDS:
        said: Admonition = getattr(reader.brand.own.admonition, kind)
        ground = said.background or mix(said.color, reader.background, 0.08)
        label = said.label or getattr(reader.words, kind)
        found[kind] = Admonition(label=label, color=legible(said.color, ground), background=ground)
    return found
