"""The template's styles, matched by name to those of the text; only missing ones are added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.renderers.docx.template import style_names, tree
from specexport.renderers.docx.template.tree import W
from specexport.renderers.docx.wml import Element, Lvl, P, R, Tbl, w
from specexport.style.colors import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element

    from specexport.renderers.docx.styles.style import StyleDefinition
    from specexport.renderers.docx.wml import Node, Props

_KINDS = ("paragraph", "character", "table", "numbering")
# As deep as a style may reasonably be based on others.
_DEEPEST = 20
# The contrast that WCAG 2.2 asks for (1.4.3).
_LEGIBLE = 4.5
_TABLE, _DENSE = "SpecificationTable", "DenseTable"


class ListLevel(Struct, frozen=True):
    """The list that a style of the template makes its paragraphs items of, and the level in it, from 0."""

    number: str
    level: int


class Styles:
    """Which style of the template stands for which of ours, by the ids of both in `matched`.

    `root` is the template's `w:styles`, `wishes` are pairs of names: of ours, and of the template's.
    """

    def __init__(
        self, root: _Element, ours: Iterable[StyleDefinition], wishes: Iterable[tuple[str, str]]
    ) -> None:
        self._elements = list(root.iter(f"{W}style"))
        self._by_id: dict[str, _Element] = {}
        self._by_name: dict[tuple[str, str], _Element] = {}
        for element in self._elements:
            if ident := element.get(f"{W}styleId"):
                self._by_id.setdefault(ident, element)
            for name in _names(element):
                self._by_name.setdefault((element.get(f"{W}type", "paragraph"), name), element)
        self._wishes = {style_names.key(own): theirs for own, theirs in wishes}
        self.matched: dict[str, str] = {}
        self._fresh: dict[str, str] = {}
        for own in ours:
            found = self._match(own)
            if found is None:
                self._fresh[own.id] = self._free(own.id)
            else:
                self.matched[own.id] = found.get(f"{W}styleId", "")
        if _TABLE in self.matched and _DENSE in self._fresh:
            # A company has one look for tables.
            self.matched[_DENSE] = self.matched[_TABLE]
            del self._fresh[_DENSE]

    def _match(self, own: StyleDefinition) -> _Element | None:
        """Return the style of the template that stands for one of ours, None where there is none."""
        found = self._default(own.kind) if own.default else self._named(own)
        if found is None and own.id == "BodyText":
            # A template without it sets its text in the style of all paragraphs.
            return self._default("paragraph")
        return found

    def _default(self, kind: str) -> _Element | None:
        of_kind = (one for one in self._elements if one.get(f"{W}type") == kind)
        return next((one for one in of_kind if one.get(f"{W}default") in ("1", "true", "on")), None)

    def _named(self, own: StyleDefinition) -> _Element | None:
        wish = self._wishes.get(style_names.key(own.name))
        wanted = ([wish] if wish else []) + style_names.candidates(own.name)
        found = (self._by_name.get((own.kind, style_names.key(name))) for name in wanted)
        return next((element for element in found if element is not None), None)

    def _free(self, ident: str) -> str:
        while ident in self._by_id:
            ident = f"Specification{ident}"
        return ident

    @property
    def missing(self) -> list[str]:
        """The names of styles that were asked for and that the template lacks."""
        known = {name for _, name in self._by_name}
        return [theirs for theirs in self._wishes.values() if style_names.key(theirs) not in known]

    def is_heading(self, element: _Element) -> bool:
        """Return whether an element of the template is a heading that begins a section of the text."""
        style = tree.at(element, "pPr/pStyle")
        return style is not None and tree.value(style) == self.matched.get("Heading1")

    def numbered(self, ident: str) -> bool:
        """Return whether one of our styles is the template's, which numbers its paragraphs."""
        return self.list_of(ident) is not None

    def list_of(self, ident: str) -> ListLevel | None:
        """Return where in a list of the template one of our styles puts its paragraphs, if anywhere.

        A style has what it does not say of its list from the style that it is based on (17.3.1.19).
        """
        level = ""
        for style in self._chain(self.matched.get(ident, "")):
            level = level or _list_value(style, "ilvl")
            if number := _list_value(style, "numId"):
                return ListLevel(number, int(level) if level.isdecimal() else 0) if number != "0" else None
        return None

    def _chain(self, ident: str) -> Iterator[_Element]:
        """Yield a style of the template, and those that it is based on."""
        for _ in range(_DEEPEST):
            element = self._by_id.get(ident)
            if element is None:
                return
            yield element
            ident = tree.value(element, "basedOn")

    def name(self, ident: str) -> str:
        """Return the id that one of our styles has in the file: the template's, or one that it has not."""
        return self.matched[ident] if ident in self.matched else self._fresh.get(ident, ident)

    def renamed(self, node: Node) -> Node:
        """Return a value that refers to one of our styles as it refers to that in the file."""
        ident = reference(node)
        name = self.name(ident)
        if name == ident:
            return node
        if isinstance(node, R):
            return replace(node, props=replace(node.props, style=name))
        return replace(node, style=name)

    def added(self, used: AbstractSet[str], ours: Iterable[StyleDefinition]) -> list[StyleDefinition]:
        """Return those of our styles that the template lacks: the `used` ones, and what they refer to."""
        lacking = {one.id: one for one in ours if one.id not in self.matched}
        wanted: set[str] = set()
        waiting = used & lacking.keys()
        while waiting:
            wanted |= waiting
            referred = {ident for one in waiting for ident in (lacking[one].based_on, lacking[one].next)}
            waiting = (referred & lacking.keys()) - wanted
        return [self._own(one) for one in lacking.values() if one.id in wanted]

    @property
    def bands(self) -> bool:
        """Whether the template has a table style for our tables, which sets every other row apart."""
        parts = [
            part for one in self._chain(self.matched.get(_TABLE, "")) for part in one.iter(f"{W}tblStylePr")
        ]
        return any(part.get(f"{W}type") in ("band1Horz", "band2Horz") for part in parts)

    def _letters(self, own: StyleDefinition) -> Props:
        """Return how one of our styles sets letters, without what the styles say on which it stands.

        Colours of a paragraph's style would hide those that a table style of the template has (17.7.2).
        """
        kept = own.rpr
        if own.kind == "paragraph" and "Normal" in self.matched:
            kept = tuple(prop for prop in kept if not _is_of_text(prop))
        if own.id.startswith(("TableText", "TableHeading")) and _TABLE in self.matched:
            kept = tuple(prop for prop in kept if prop.name != "w:color")
            kept += self._head_color() if own.id.startswith("TableHeading") and own.rpr else ()
        return kept

    def _head_color(self) -> Props:
        """Return the colour of letters in the head of the template's tables: said again at paragraphs.

        Where the template's text has a colour of its own, that would win over the table's.
        """
        parts = [
            part
            for one in self._chain(self.matched[_TABLE])
            for part in one.iter(f"{W}tblStylePr")
            if part.get(f"{W}type") == "firstRow"
        ]
        color = next((found for part in parts if (found := tree.at(part, "rPr/color")) is not None), None)
        if color is not None:
            said = [(str(name).rpartition("}")[2], str(value)) for name, value in color.items()]
            return (Element("w:color", tuple((f"w:{name}", value) for name, value in said)),)
        fills = [tree.at(part, "tcPr/shd") for part in parts]
        fill = next((str(one.get(f"{W}fill")) for one in fills if one is not None), "")
        return (w("color", val="FFFFFF"),) if _is_dark(fill) else ()

    def _own(self, own: StyleDefinition) -> StyleDefinition:
        """Return a style under an id and a name that no style of the template has, and never as default."""
        taken = any((kind, style_names.key(own.name)) in self._by_name for kind in _KINDS)
        return replace(
            own,
            id=self._fresh[own.id],
            name=f"Specification {own.name}" if taken else own.name,
            based_on=self.name(own.based_on),
            next=self.name(own.next),
            rpr=self._letters(own),
            default=False,
        )


def _is_dark(fill: str) -> bool:
    """Return whether black letters are hard to read on a ground of that colour."""
    return re.fullmatch("[0-9A-Fa-f]{6}", fill) is not None and contrast(f"#{fill}", "#000000") < _LEGIBLE


def _is_of_text(prop: Element) -> bool:
    """Return whether a property names the fonts of text, which the template's own styles do."""
    return ("w:asciiTheme", "minorHAnsi") in prop.attributes


def reference(node: Node) -> str:
    """Return the id of the style that a value is in, or is bound to, nothing for one that refers to none."""
    if isinstance(node, R):
        return node.props.style
    return node.style if isinstance(node, P | Tbl | Lvl) else ""


def _list_value(style: _Element, name: str) -> str:
    """Return what a style says of its list (17.3.1.19)."""
    return tree.value(style, f"pPr/numPr/{name}")


def _names(element: _Element) -> list[str]:
    """Return the names by which a style is known, as they are compared (17.7.4.1, 17.7.4.9)."""
    texts = [tree.value(element, "name"), tree.value(element, "aliases")]
    return [style_names.key(name) for text in texts if text for name in (text, *text.split(","))]


def languages(root: _Element, lang: str, *, override: bool) -> None:
    """Say in the defaults of `w:styles` what language the text is in, if they do not or `override` asks."""
    from lxml import etree

    place = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = tree.at(place, tag)
        if found is None:
            found = etree.Element(f"{W}{tag}")
            place.insert(0, found)
        place = found
    known = tree.at(place, "lang")
    if known is None:
        known = etree.SubElement(place, f"{W}lang")
        override = True
    if override:
        known.set(f"{W}val", lang)
