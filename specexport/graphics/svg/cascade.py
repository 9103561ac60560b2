"""Style sheets and `style` attributes into presentation attributes (SVG 1.1, 6.4; CSS 2.2, 6.4)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import cssselect2
import tinycss2

from specexport.graphics.svg.names import local
from specexport.graphics.svg.values import font_size, length, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

Look: TypeAlias = "dict[str, str]"
Declaration: TypeAlias = "tuple[str, str, bool]"
Match: TypeAlias = "tuple[tuple[int, ...], int, str | None, list[Declaration]]"

FONT = ("font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-decoration")
INHERITED = (
    *FONT,
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "text-anchor",
    "color",
)
PRESENTATION = frozenset(
    {
        *INHERITED,
        *("fill-rule", "clip-rule", "clip-path", "mask", "filter", "opacity", "display", "visibility"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("marker", "marker-start", "marker-mid", "marker-end", "stop-color", "stop-opacity", "flood-color"),
        *(
            "dominant-baseline",
            "alignment-baseline",
            "baseline-shift",
            "transform",
            "flood-opacity",
            "overflow",
        ),
        *("paint-order", "transform-origin"),
    }
)
_HANDED_DOWN = frozenset(
    {
        *INHERITED,
        *("fill-rule", "clip-rule", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "visibility"),
    }
)
# What these say is what happens without them; `paint-order` and filters are not known everywhere.
_IDLE = {
    "clip-path": "none",
    "mask": "none",
    "filter": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
    "transform": "none",
    "display": "inline",
    "visibility": "inherit",
    "opacity": "1",
    "paint-order": "",
    "overflow": "",
    "stroke-dashoffset": "0",
    "transform-origin": "",
}
_UNIT_MATRIX = re.compile(r"matrix\(\s*1[ ,]+0[ ,]+0[ ,]+1[ ,]+0[ ,]+0\s*\)")
_UNITS = re.compile(r"(?<=[\d.])(?:deg|px)\b")
_CUSTOM = re.compile(r"var\([^()]*?(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")
_LIGHT_DARK = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))*\)")


def settle(root: _Element) -> dict[_Element, Look]:
    """Move every element's own look into its attributes, and return it; style sheets are gone afterwards."""
    sheets = [element for element in root.iter() if local(element) == "style"]
    looks: dict[_Element, Look] = {}
    for element, matches in _matched(root, sheets):
        if not local(element):
            continue
        parent = element.getparent()
        above = {} if parent is None else looks.get(parent, {})
        look = settled(_own(element, matches), font_size(above, looks, parent))
        looks[element] = look
        _write(element, look, looks)
    for sheet in sheets:
        if (holder := sheet.getparent()) is not None:
            holder.remove(sheet)
    return looks


def _matched(root: _Element, sheets: Sequence[_Element]) -> Iterator[tuple[_Element, Sequence[Match]]]:
    """Yield every element with the rules that match it, in the order of the document."""
    if not sheets:
        yield from ((element, ()) for element in root.iter())
        return
    matcher = _matcher(sheets)
    for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        yield wrapper.etree_element, matcher.match(wrapper)


def inherited(element: _Element, name: str, looks: dict[_Element, Look], default: str = "") -> str:
    """Return the value of an inherited property for `element`."""
    node: _Element | None = element
    while node is not None:
        if name in (look := looks.get(node, {})):
            return look[name]
        node = node.getparent()
    return default


def _matcher(sheets: Iterable[_Element]) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    for sheet in sheets:
        rules = tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True)
        for rule in rules:
            if rule.type == "qualified-rule":
                _add(matcher, rule)
    return matcher


def _add(matcher: cssselect2.Matcher, rule: tinycss2.ast.QualifiedRule) -> None:
    declarations = list(_declarations(rule.content))
    if not declarations:
        return
    try:
        selectors = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:
        return
    for selector in selectors:
        if selector.pseudo_element is None:
            matcher.add_selector(selector, declarations)


def _declarations(source: object) -> Iterator[Declaration]:
    for item in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and item.lower_name in PRESENTATION:
            yield item.lower_name, tinycss2.serialize(item.value).strip(), item.important


@lru_cache(maxsize=1024)
def _declared(style: str) -> tuple[Declaration, ...]:
    """Return the declarations of a `style` attribute; drawing programs write the same again and again."""
    return tuple(_declarations(style)) if style else ()


def _own(element: _Element, matches: Iterable[Match]) -> Look:
    """Return the declared values of an element: attributes, then rules by specificity, then `style`."""
    look = {name: str(value) for name, value in element.attrib.items() if name in PRESENTATION}
    important: Look = {}
    for *_, declarations in sorted(matches, key=lambda match: (match[0], match[1])):
        _apply(declarations, look, important)
    _apply(_declared(str(element.get("style") or "")), look, important)
    look.update(important)
    if marker := look.pop("marker", ""):
        for place in ("marker-start", "marker-mid", "marker-end"):
            look.setdefault(place, marker)
    if transform := look.get("transform"):
        look["transform"] = _about(transform, look.pop("transform-origin", ""))
    return {name: _resolved(value) for name, value in look.items()}


def _about(transform: str, origin: str) -> str:
    """Return a transform as attributes have it: without units and an origin (CSS Transforms 1)."""
    bare = _UNITS.sub("", transform)
    place = [length(part, 16.0, 0.0) for part in origin.split()[:2]] if "%" not in origin else []
    if len(place) == 2 and None not in place and any(place):
        x, y = place
        return f"translate({x:g},{y:g}) {bare} translate({-(x or 0):g},{-(y or 0):g})"
    return bare


def _apply(declarations: Iterable[Declaration], look: Look, important: Look) -> None:
    for name, value, heavy in declarations:
        (important if heavy else look)[name] = value


def _resolved(value: str) -> str:
    """Return `value` with what a drawing that stands alone makes of `light-dark()` and `var()`."""
    if "(" not in value:
        return value
    value = _LIGHT_DARK.sub(lambda match: match[1].strip(), value)
    return _CUSTOM.sub(lambda match: (match[1] or "").strip(), value)


def _write(element: _Element, look: Look, looks: dict[_Element, Look]) -> None:
    parent = element.getparent()
    for name in list(element.attrib):
        key = str(name)
        if (
            key in ("style", "class")
            or key in PRESENTATION
            or key.startswith(("data-", "aria-", "{http://www.w3.org/XML"))
        ):
            del element.attrib[name]
    for name, value in look.items():
        idle = _IDLE.get(name)
        if idle is not None and (not idle or value == idle):
            continue
        if name == "transform" and _UNIT_MATRIX.fullmatch(value):
            continue
        if name in ("dominant-baseline", "alignment-baseline") or not value:
            continue
        if name in _HANDED_DOWN and parent is not None and inherited(parent, name, looks) == value:
            continue
        element.set(name, value)
