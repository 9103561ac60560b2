"""Style sheets in a drawing: rules with their selectors, nested ones too, where their conditions hold.

CSS Syntax 3, CSS Nesting 1, CSS Cascade 5 (layers), CSS Conditional Rules 3. Selectors are cssselect2's.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias

import cssselect2
import tinycss2
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.svg import conditions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.graphics.svg.conditions import View

Declaration: TypeAlias = "tuple[str, str, bool]"
# Where a rule stands among the layers: those of a later one count more, those in no layer most.
Layer: TypeAlias = "tuple[float, ...]"

_UNLAYERED: Layer = (inf,)
_NESTING = regex(r"&")
# Selectors that nesting multiplies may not grow without bounds.
_LONGEST_SELECTOR, _DEEPEST = 2_000, 12
# Of sheets up to this length in characters some are kept: an engine writes the same one into every drawing.
_KEPT = 20_000


class Rule(Struct, frozen=True):
    """What one rule declares, and the place of its layer."""

    layer: Layer
    declarations: tuple[Declaration, ...]


class Sheet:
    """All rules of a drawing's style sheets."""

    def __init__(self, texts: Iterable[str], view: View) -> None:
        self.matcher = cssselect2.Matcher()
        self.initial: dict[str, str] = {}
        self._view = view
        self._layers: dict[tuple[Layer, str], Layer] = {}
        for text in texts:
            self._rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), _Place())

    def _rules(self, nodes: Iterable[Any], place: _Place) -> None:
        """Take rules, and declarations where they stand in a rule."""
        own: list[Declaration] = []
        for node in nodes:
            if node.type == "declaration":
                own.append((_name(node), tinycss2.serialize(node.value).strip(), node.important))
                continue
            if own:
                self._add(place, own)
                own = []
            if node.type == "qualified-rule":
                self._rule(node, place)
            elif node.type == "at-rule":
                self._at_rule(node, place)
        if own:
            self._add(place, own)

    def _rule(self, node: Any, place: _Place) -> None:
        selector = _nested(tinycss2.serialize(node.prelude), place.selector)
        if place.depth < _DEEPEST and len(selector) <= _LONGEST_SELECTOR:
            self._rules(_contents(node.content), _Place(selector, place.layer, place.depth + 1))

    def _at_rule(self, node: Any, place: _Place) -> None:
        name = node.lower_at_keyword
        if name == "layer":
            self._layer(node, place)
        elif name == "property" and node.content is not None:
            self._property(node)
        elif node.content is not None and place.depth < _DEEPEST and self._holds(name, node.prelude):
            self._rules(_contents(node.content), _Place(place.selector, place.layer, place.depth + 1))

    def _holds(self, name: str, prelude: Any) -> bool:
        if name == "media":
            return conditions.media(prelude, self._view)
        return name == "supports" and conditions.supports(prelude)

    def _layer(self, node: Any, place: _Place) -> None:
        """Follow CSS Cascade 5, 6.4: layers count in the order in which they are first named."""
        names = [name.strip() for name in tinycss2.serialize(node.prelude).split(",")]
        found = [self._named(name, place.layer) for name in names]
        if node.content is not None:
            self._rules(_contents(node.content), _Place(place.selector, found[0], place.depth + 1))

    def _named(self, name: str, within: Layer) -> Layer:
        layer = within[:-1]
        for part in name.split(".") if name else [f" {len(self._layers)}"]:
            above = sum(
                len(known) == len(layer) + 1 and known[:-1] == layer for known in self._layers.values()
            )
            layer = self._layers.setdefault((layer, part), (*layer, float(above)))
        return (*layer, inf)

    def _property(self, node: Any) -> None:
        """Take the value that a registered property begins with (CSS Properties and Values 1, 2)."""
        for item in _contents(node.content):
            if item.type == "declaration" and item.lower_name == "initial-value":
                self.initial[tinycss2.serialize(node.prelude).strip()] = tinycss2.serialize(
                    item.value
                ).strip()

    def _add(self, place: _Place, declarations: list[Declaration]) -> None:
        try:
            selectors = cssselect2.compile_selector_list(place.selector or ":root")
        except cssselect2.SelectorError:
            return
        rule = Rule(place.layer, tuple(declarations))
        for selector in selectors:
            if selector.pseudo_element is None:
                self.matcher.add_selector(selector, rule)


def of(texts: tuple[str, ...], view: View) -> Sheet:
    """Return the rules of style sheets for a drawing of the size `view`."""
    asks = any("@" in text for text in texts)  # for the size of the drawing, perhaps
    return Sheet(texts, view) if asks or sum(map(len, texts)) > _KEPT else _kept(texts)


@lru_cache(16)
def _kept(texts: tuple[str, ...]) -> Sheet:
    return Sheet(texts, conditions.View(0.0, 0.0))


class _Place(Struct, frozen=True):
    """Where in a sheet rules stand: within which selector, in which layer, how deep."""

    selector: str = ""
    layer: Layer = _UNLAYERED
    depth: int = 0


def declarations(source: str) -> Iterator[Declaration]:
    """Yield what a `style` attribute declares."""
    for item in _contents(source):
        if item.type == "declaration":
            yield _name(item), tinycss2.serialize(item.value).strip(), item.important


def _name(declaration: Any) -> str:
    """Return the name of a property: that of a custom one is as it is written."""
    name: str = declaration.name
    return name if name.startswith("--") else name.lower()


def _contents(source: Any) -> list[Any]:
    found: list[Any] = tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True)
    return found


def _nested(selector: str, parent: str) -> str:
    """Return a selector with what it is nested in (CSS Nesting 1, 3.1 and 3.2)."""
    if not parent:
        return _NESTING.sub(":root", selector).strip()
    return ", ".join(_within(part.strip(), f":is({parent})") for part in _parts(selector))


def _within(selector: str, parent: str) -> str:
    if "&" in selector:
        return _NESTING.sub(parent, selector)
    return f"{parent} {selector}" if selector else parent


def _parts(selector: str) -> list[str]:
    """Return the selectors of a list; commas within parentheses are part of one."""
    parts, depth = [""], 0
    for char in selector:
        depth += (char in "([") - (char in ")]")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts
