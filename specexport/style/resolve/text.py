"""How text is set: the types of a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.model.style import Heading, InlineCode, Lists, Type
from specexport.style.units import weight

if TYPE_CHECKING:
    from specexport.style.resolve.said import Said

_LEADING = 1.43


def base(said: Said, color: str) -> Type:
    """Return the type of running text, in `color` where the style says no other."""
    raw, size = said.get("typography", "base"), said.base_size
    return said.type({**raw, "size": size}, Type(raw["family"], size, size * _LEADING, 400, color))


def headings(said: Said, common: Type) -> tuple[Heading, ...]:
    """Return how headings of the six levels are set, where they say nothing in the type `common`."""
    return tuple(_heading(said, said.own("heading", f"h{level}"), common) for level in range(1, 7))


def _heading(said: Said, raw: Any, common: Type) -> Heading:
    type_ = said.type(raw, common)
    return Heading(
        type_,
        said.length(raw["margin-top"], type_.size),
        said.length(raw["margin-bottom"], type_.size),
        raw.get("text-align") or "left",
        raw.get("break-before") == "page",
    )


def code(said: Said, base: Type) -> Type:
    """Return the type of code blocks."""
    plain = said.type(said.get("typography", "monospace"), base)
    return said.type(said.get("typography", "monospace-block"), plain)


def inline_code(said: Said) -> InlineCode:
    """Return how code within text is set."""
    raw, base = said.get("typography", "monospace-inline"), said.base_size
    plain = said.get("typography", "monospace")
    ground = said.color(raw.get("background-color") or plain["background-color"])
    return InlineCode(
        family=said.family(raw.get("family") or plain["family"]),
        scale=round(said.length(raw["size"], base) / base, 3),
        weight=weight(raw.get("weight") or plain["weight"]),
        background=ground,
        color=said.ink(raw["color"], ground) if raw.get("color") else "",
    )


def lists(said: Said, base: Type) -> Lists:
    """Return the space between items and the colour of their marks."""
    marker = said.ink(said.own("list", "marker-color"), said.background)
    return Lists(said.length(said.own("list", "item-spacing"), base.size), marker)
