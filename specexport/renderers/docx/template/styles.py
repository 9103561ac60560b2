"""The template's styles, matched by name to those of the text; only missing ones are added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.renderers.docx import wml
from specexport.renderers.docx.styles import definitions
from specexport.renderers.docx.template import style_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.style import StyleDefinition

_W = f"{{{wml.W}}}"
_REFERENCE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val=")([^"]*)"')
# The types of style by what refers to them; a reference finds only styles of its own type.
_NORMAL, _BODY = "Normal", "BodyText"


class Styles:
    """Which style of the template stands for which of ours.

    `root` is the template's `w:styles`, `wishes` are pairs of names: of ours, and of the template's.
    """

    def __init__(self, root: Any, style: Style, wishes: Iterable[tuple[str, str]]) -> None:
        self._root = root
        self._ours = {entry.id: entry for entry in definitions(style)}
        self._theirs: dict[tuple[str, str], Any] = {}
        for element in root.iter(f"{_W}style"):
            for name in _names(element):
                self._theirs.setdefault(
                    (element.get(f"{_W}type", "paragraph"), style_names.key(name)), element
                )
        self._ids = {element.get(f"{_W}styleId", "") for element in root.iter(f"{_W}style")}
        self._wishes = {style_names.key(ours): theirs for ours, theirs in wishes}
        self.matched = dict(self._matches())
        self._fresh = {entry: self._free(entry) for entry in self._ours if entry not in self.matched}
        self.used: set[str] = set()

    def _matches(self) -> Iterable[tuple[str, str]]:
        for entry in self._ours.values():
            found = self._default(entry.kind) if entry.default else self._named(entry)
            if found is not None:
                yield entry.id, found.get(f"{_W}styleId", "")
            elif entry.id == _BODY and (normal := self._default("paragraph")) is not None:
                # A template without it sets its text in the style of all paragraphs.
                yield entry.id, normal.get(f"{_W}styleId", "")

    def _default(self, kind: str) -> Any:
        of_kind = (one for one in self._root.iter(f"{_W}style") if one.get(f"{_W}type") == kind)
        return next((one for one in of_kind if one.get(f"{_W}default") in ("1", "true", "on")), None)

    def _named(self, entry: StyleDefinition) -> Any:
        wish = self._wishes.get(style_names.key(entry.name))
        wanted = ([wish] if wish else []) + style_names.candidates(entry.name)
        found = (self._theirs.get((entry.kind, style_names.key(name))) for name in wanted)
        return next((element for element in found if element is not None), None)

    def _free(self, ident: str) -> str:
        while ident in self._ids:
            ident = f"Specification{ident}"
        return ident

    @property
    def missing(self) -> list[str]:
        """The names of styles that were asked for and that the template lacks."""
        known = {name for _, name in self._theirs}
        return [theirs for theirs in self._wishes.values() if style_names.key(theirs) not in known]

    def numbered(self, ident: str) -> bool:
        """Return whether one of our styles is the template's, which numbers its paragraphs."""
        return self.list_of(ident) is not None

    def list_of(self, ident: str) -> tuple[str, int] | None:
        """Return the number of the list, and the level in it, that one of our styles has in the template."""
        element = self._by_id(self.matched.get(ident, ""))
        level = ""
        for _ in range(20):  # as deep as a style may reasonably be based on others
            if element is None:
                return None
            level = level or _said(element, "ilvl")
            if number := _said(element, "numId"):
                return (number, int(level) if level.isdecimal() else 0) if number != "0" else None
            based = element.find(f"{_W}basedOn")
            element = None if based is None else self._by_id(based.get(f"{_W}val", ""))
        return None

    def _by_id(self, ident: str) -> Any:
        return next((one for one in self._root.iter(f"{_W}style") if one.get(f"{_W}styleId") == ident), None)

    def renamed(self, markup: str) -> str:
        """Return `markup` with the template's styles for ours; those that it lacks are remembered."""

        def theirs(match: re.Match[str]) -> str:
            ident = match[2]
            self.used.add(ident)
            if ident in self.matched:
                return f'{match[1]}{self.matched[ident]}"'
            return f'{match[1]}{self._fresh.get(ident, ident)}"'

        return _REFERENCE.sub(theirs, markup)

    def added(self) -> str:
        """Return the definitions of all styles that have been remembered, and of those they refer to."""
        done: dict[str, str] = {}
        while waiting := sorted(self.used - self.matched.keys() - done.keys()):
            for ident in waiting:
                entry = self._ours.get(ident)
                done[ident] = self.renamed(self._own(entry).xml()) if entry else ""
        return "".join(done[ident] for ident in self._ours if ident in done)

    def _own(self, entry: StyleDefinition) -> StyleDefinition:
        """Return a style under an id and a name that no style of the template has, and never as default."""
        from msgspec.structs import replace

        taken = any((kind, style_names.key(entry.name)) in self._theirs for kind in _KINDS)
        name = f"Specification {entry.name}" if taken else entry.name
        return replace(entry, id=self._fresh[entry.id], name=name, default=False)


_KINDS = ("paragraph", "character", "table", "numbering")


def _said(style: Any, name: str) -> str:
    """Return what a style says of its list (17.3.1.19)."""
    found = style.find(f"{_W}pPr/{_W}numPr/{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _names(element: Any) -> list[str]:
    found = [element.find(f"{_W}{tag}") for tag in ("name", "aliases")]
    texts = [one.get(f"{_W}val", "") for one in found if one is not None]
    return [name.strip() for text in texts for name in (text, *text.split(","))]


def languages(root: Any, lang: str, *, override: bool) -> None:
    """Say in the defaults of `w:styles` what language the text is in, if they do not or `override` asks."""
    from lxml import etree

    place = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(f"{_W}{tag}")
        if found is None:
            found = etree.Element(f"{_W}{tag}")
            place.insert(0, found)
        place = found
    known = place.find(f"{_W}lang")
    if known is None:
        known = etree.SubElement(place, f"{_W}lang")
        override = True
    if override:
        known.set(f"{_W}val", lang)
