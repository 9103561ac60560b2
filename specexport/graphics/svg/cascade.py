"""Style sheets and `style` attributes into presentation attributes (SVG 2, 6; CSS Cascade 5).

First it is found what is said of each element, then what that comes to where the element stands. In between,
copies of elements can be put elsewhere: what is said of them goes with them, what they inherit does not.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from specexport.core.patterns import regex
from specexport.graphics.svg import custom, properties, sheets, shorthands
from specexport.graphics.svg.conditions import View
from specexport.graphics.svg.names import local
from specexport.graphics.svg.properties import FONT, IDLE, INHERITED, PRESENTATION
from specexport.graphics.svg.values import GLOBAL, font_size, length, numbers, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from specexport.graphics.svg.sheets import Declaration, Rule

Look: TypeAlias = "dict[str, str]"
# What is said of elements: the declared values that win, custom properties among them, the last one last.
Said: TypeAlias = "dict[_Element, Look]"
Match: TypeAlias = "tuple[tuple[int, ...], int, str | None, Rule]"

__all__ = ["FONT", "PRESENTATION", "Look", "Said", "inherited", "said", "settle"]

_UNIT_MATRIX = regex(r"matrix\(\s*1[ ,]+0[ ,]+0[ ,]+1[ ,]+0[ ,]+0\s*\)")
_UNITS = regex(r"(?<=[\d.])(?:deg|px)\b")
_CURRENT = "currentcolor"


def said(root: _Element) -> Said:
    """Return what is said of every element of `root`; style sheets are gone afterwards."""
    found = [element for element in root.iter() if local(element) == "style"]
    texts = tuple("".join(map(str, element.itertext())) for element in found if _is_css(element))
    for sheet in found:
        if (holder := sheet.getparent()) is not None:
            holder.remove(sheet)
    if not texts:
        return {element: _declared_of(element, ()) for element in root.iter() if local(element)}
    return _matched(root, sheets.of(texts, _view(root)))


def _is_css(sheet: _Element) -> bool:
    """Return whether a sheet is CSS, and meant for screens."""
    kind, medium = (str(sheet.get(name) or "").strip().lower() for name in ("type", "media"))
    return kind in ("", "text/css") and (not medium or medium in ("all", "screen"))


def _view(root: _Element) -> View:
    box = numbers(root.get("viewBox") or "")
    sides = [length(root.get(name) or "", 16.0, 0.0) for name in ("width", "height")]
    width, height = (side or (box[at + 2] if len(box) == 4 else 0.0) for at, side in enumerate(sides))
    return View(width, height)


def _matched(root: _Element, sheet: sheets.Sheet) -> Said:
    import cssselect2

    everything = cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()
    looks = {
        wrapper.etree_element: _declared_of(wrapper.etree_element, sheet.matcher.match(wrapper))
        for wrapper in everything
        if local(wrapper.etree_element)
    }
    if sheet.initial:
        looks[root] = {**sheet.initial, **looks.get(root, {})}
    return looks


def settle(root: _Element, said: Said) -> dict[_Element, Look]:
    """Move every element's own look into its attributes, and return it."""
    looks: dict[_Element, Look] = {}
    known: dict[_Element | None, Mapping[str, str]] = {None: {}}
    for element in root.iter():
        if not local(element):
            continue
        parent = element.getparent()
        own = said.get(element, {})
        above = {} if parent is None else looks.get(parent, {})
        values = known.get(parent, {})
        if any(name.startswith("--") for name in own):
            values = custom.inherited({name: own[name] for name in own if name.startswith("--")}, values)
        known[element] = values
        look = settled(_computed(own, values, above), font_size(above, looks, parent))
        looks[element] = look
        _write(element, look, looks)
    return looks


def adopt(root: _Element, looks: dict[_Element, Look]) -> None:
    """Take the looks of drawings that were put into `root` from their attributes.

    What they do not say is as in a drawing of its own: nothing of what stands around them is handed down.
    """
    for element in root.iter():
        if element in looks or not local(element):
            continue
        parent = element.getparent()
        if parent is not None and parent in looks and local(parent) == "g" and local(element) == "svg":
            for name, value in properties.INITIAL.items():
                if name in PRESENTATION and name not in element.attrib and inherited(parent, name, looks):
                    element.set(name, value.removesuffix("px"))
        looks[element] = {name: str(value) for name, value in element.attrib.items() if name in PRESENTATION}


def inherited(element: _Element, name: str, looks: dict[_Element, Look], default: str = "") -> str:
    """Return the value of an inherited property for `element`."""
    node: _Element | None = element
    while node is not None:
        if name in (look := looks.get(node, {})):
            return look[name]
        node = node.getparent()
    return default


@lru_cache(maxsize=1024)
def _declared(style: str) -> tuple[Declaration, ...]:
    """Return the declarations of a `style` attribute; drawing programs write the same again and again."""
    return tuple(sheets.declarations(style)) if style else ()


def _declared_of(element: _Element, matches: Iterable[Match]) -> Look:
    """Return what is declared of an element: attributes, then rules by layer and specificity, then `style`.

    What is important comes after all others, the layers turned around (CSS Cascade 5, 6.1).
    """
    look = {name: str(value) for name, value in element.attrib.items() if name in PRESENTATION}
    style = _declared(str(element.get("style") or ""))
    if not matches and not style:
        return look
    kind = local(element)
    rules = sorted(matches, key=lambda match: (match[3].layer, match[0], match[1]))
    _apply(_of(rules, important=False), kind, look)
    _apply((one for one in style if not one[2]), kind, look)
    rules.sort(key=lambda match: (tuple(-place for place in match[3].layer), match[0], match[1]))
    _apply(_of(rules, important=True), kind, look)
    _apply((one for one in style if one[2]), kind, look)
    return look


def _of(matches: Sequence[Match], important: bool) -> Iterator[Declaration]:
    for match in matches:
        yield from (one for one in match[3].declarations if one[2] is important)


def _apply(declarations: Iterable[Declaration], kind: str, look: Look) -> None:
    for name, value, _ in declarations:
        if name.startswith("--") or name in properties.READ or name in properties.geometry(kind):
            if shorthands.is_ordered(name, look):
                look.pop(name, "")
            look[name] = value


def _computed(own: Look, values: Mapping[str, str], above: Look) -> Look:
    """Return what is said with `var()` put in, shorthands written out and inheritance decided."""
    look: Look = {}
    for name, value in own.items():
        if name.startswith("--"):
            continue
        found = custom.resolved(value, values)
        if found is None:
            look.pop(name, "")
            continue
        for one, part in shorthands.written_out(name, found):
            kept = _decided(one, part, above)
            if kept is not None:
                look[one] = kept
            else:
                look.pop(one, "")
    if transform := look.get("transform"):
        look["transform"] = _about(transform, look)
    return look


def _decided(name: str, value: str, above: Look) -> str | None:
    """Return a value, or what one that all properties know stands for; None for what is inherited or idle."""
    word = value.strip().lower()
    if word == _CURRENT:
        return "currentColor"
    if word not in GLOBAL:
        return value
    if word == "inherit":
        return None if name in INHERITED else above.get(name)
    return properties.INITIAL.get(name) if word == "initial" else None


def _about(transform: str, look: Look) -> str:
    """Return a transform as attributes have it: without units and an origin (CSS Transforms 1)."""
    origin = look.get("transform-origin", "")
    if not properties.is_simple_transform(transform) or "%" in origin or "transform-box" in look:
        return transform
    bare = _UNITS.sub("", transform)
    place = [length(part, 16.0, 0.0) for part in origin.split()[:2]]
    if len(place) == 2 and None not in place:
        look.pop("transform-origin")
        x, y = place
        if any(place):
            return f"translate({x:g},{y:g}) {bare} translate({-(x or 0):g},{-(y or 0):g})"
    return bare


def _write(element: _Element, look: Look, looks: dict[_Element, Look]) -> None:
    parent = element.getparent()
    for name in list(element.attrib):
        key = str(name)
        if (
            key in ("style", "class")
            or key in PRESENTATION
            or key.startswith(("data-", "aria-"))
            or (key.startswith("{http://www.w3.org/XML") and not key.endswith("}space"))
        ):
            del element.attrib[name]
    places = properties.geometry(local(element))
    for name, value in look.items():
        if name in places:
            element.set(name, properties.place(value))
            continue
        handed = (
            "" if name not in properties.HANDED_DOWN or parent is None else inherited(parent, name, looks)
        )
        if not _is_needless(name, value, handed):
            element.set(name, value)
    _colour(element, look, looks)


def _is_needless(name: str, value: str, handed: str) -> bool:
    """Return whether a value need not be written where `handed` is what the element inherits."""
    if name not in PRESENTATION or name in ("dominant-baseline", "alignment-baseline") or not value:
        return True
    if handed:
        return value == handed
    idle = IDLE.get(name)
    return value == idle or idle == "" or (name == "transform" and bool(_UNIT_MATRIX.fullmatch(value)))


def _colour(element: _Element, look: Look, looks: dict[_Element, Look]) -> None:
    """Write colours that name the current one (CSS Color 4, 6.2) as what that is here, where it is said."""
    for name in ("fill", "stroke", "stop-color", "flood-color"):
        if name not in look and ("color" not in look or name not in INHERITED):
            continue
        if inherited(element, name, looks) == "currentColor" and (
            color := inherited(element, "color", looks)
        ):
            element.set(name, color)
