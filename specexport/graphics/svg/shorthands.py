"""Shorthands written out: `font` (CSS Fonts 4, 2.7) and `marker` (SVG 2, 11.6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tinycss2

from specexport.graphics.svg.names import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHORTHANDS = ("font", "marker")
_WEIGHTS = frozenset({"bold", "bolder", "lighter"})
_STYLES = frozenset({"italic", "oblique"})
_SIZES = words(
    """
    xx-small x-small small medium large x-large xx-large xxx-large larger smaller
    """
)


def is_ordered(name: str, look: Mapping[str, str]) -> bool:
    """Return whether it matters that a declaration comes after those in `look`: one is a shorthand."""
    return name in _SHORTHANDS or any(short in look and name.startswith(short) for short in _SHORTHANDS)


def written_out(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a declaration stands for."""
    if name == "marker":
        for place in ("marker-start", "marker-mid", "marker-end"):
            yield place, value
    elif name == "font":
        yield from _font(value)
    else:
        yield name, value


def _font(value: str) -> Iterator[tuple[str, str]]:
    """Follow the grammar: style, variant and weight in any order, size, perhaps line height, family."""
    tokens = [token for token in tinycss2.parse_component_value_list(value) if token.type not in ("comment",)]
    look = {"font-style": "normal", "font-weight": "normal", "font-size": "", "font-family": ""}
    for at, token in enumerate(tokens):
        word = token.lower_value if token.type == "ident" else ""
        if token.type == "number" or word in _WEIGHTS:
            look["font-weight"] = token.serialize()
        elif word in _STYLES:
            look["font-style"] = word
        elif token.type in ("dimension", "percentage", "function") or word in _SIZES:
            look["font-size"] = token.serialize()
            look["font-family"] = tinycss2.serialize(_behind(tokens[at + 1 :])).strip()
            break
    if look["font-size"] and look["font-family"]:
        yield from look.items()


def _behind(tokens: list[tinycss2.ast.Node]) -> list[tinycss2.ast.Node]:
    """Return what follows a size and, behind a slash, the height of lines."""
    dense = [at for at, token in enumerate(tokens) if token.type != "whitespace"]
    return tokens[dense[1] + 1 :] if len(dense) > 1 and tokens[dense[0]] == "/" else tokens
