"""Text, line by line: one `text` element with an absolute place for every line that is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.svg.cascade import FONT, inherited
from specexport.graphics.svg.names import SVG, local
from specexport.graphics.svg.values import FONT_SIZE, length, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from specexport.graphics.svg.cascade import Look

# Spaces that are taken together; those that must stay are no-break spaces.
_SPACE = regex(r"[ \t\n\r\f]+")
_SET = (
    *FONT,
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "text-anchor", "paint-order"),
)
# What is said of a text as a whole, and goes to the group of its lines.
_OF_WHOLE = (
    *("id", "transform", "opacity", "display", "visibility", "clip-path", "mask", "filter", "mix-blend-mode"),
)
_KEPT = frozenset({"pre", "pre-wrap", "break-spaces", "-webkit-pre-wrap"})
_CASES: dict[str, Callable[[str], str]] = {
    "uppercase": str.upper,
    "lowercase": str.lower,
    "capitalize": lambda text: re.sub(r"\b[^\W\d_]", lambda match: match[0].upper(), text),
}
# How far raised and lowered letters are from the line, in the size of what they stand in (SVG 1.1, 10.9.2).
_SHIFTS = {"super": 0.4, "sub": -0.2, "baseline": 0.0}
_VERTICAL = frozenset({"tb", "tb-rl", "vertical-rl", "vertical-lr"})
# Text with these is placed letter by letter or along a path, which only its own form says.
_UNTOUCHED = ("textLength", "rotate", "lengthAdjust")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Font(Struct, frozen=True):
    """The font that text is set in, whatever the drawing says; without a `family`, the drawing's own.

    It reaches `ascent` above and `descent` below its baseline, its x is `x_height` high, in em. `scale` is
    what its size is to the one that the drawing was laid out for.
    """

    family: str = ""
    ascent: float = 0.905
    descent: float = 0.212
    x_height: float = 0.519
    scale: float = 1.0


class _Run(Struct):
    text: str
    look: dict[str, str]
    dx: float = 0.0
    dy: float = 0.0


class _Line(Struct):
    x: float
    y: float
    rise: float
    runs: list[_Run]
    turned: bool = False


def place(root: _Element, looks: dict[_Element, Look], font: Font) -> None:
    """Replace every `text` of `root` by its lines."""
    for element in [node for node in root.iter() if local(node) == "text"]:
        if _is_plain(element):
            _replace(element, _Setter(looks, font).lines(element))
    if font.family:
        for element in root.iter():
            if not _is_mono(element.get("font-family", "mono")):
                element.set("font-family", font.family)


def _is_mono(family: str) -> bool:
    return "mono" in family.lower() or "courier" in family.lower()


def _is_plain(element: _Element) -> bool:
    for node in element.iter():
        if local(node) not in ("text", "tspan") or any(node.get(name) for name in _UNTOUCHED):
            return False
        if any(len(numbers(node.get(name) or "")) > 1 for name in ("x", "y", "dx", "dy")):
            return False
    return True


class _Setter:
    """Follows the pen through one `text` (SVG 1.1, 10.5): absolute places, shifts, and what is written."""

    def __init__(self, looks: dict[_Element, Look], font: Font) -> None:
        self._looks = looks
        self._font = font
        self._found: list[_Line] = []
        # Where the next character goes; what an inner element says replaces what an outer one said.
        self._next: dict[str, float] = {}

    def lines(self, element: _Element) -> list[_Line]:
        self._walk(element)
        if self._vertical(element):
            for line in self._found:
                line.turned = True
                line.rise = _baseline("central", self._font) * self._size(element)
        return [line for line in self._found if any(run.text.strip() for run in line.runs)]

    def _walk(self, element: _Element) -> None:
        size = self._size(element)
        for name in ("x", "y", "dx", "dy"):
            value = element.get(name)
            if value and (number := length(value, size, size)) is not None:
                self._next[name] = number
        shift = self._shift(element)
        if shift:
            self._next["dy"] = self._next.get("dy", 0.0) - shift
        self._write(element.text, element)
        for child in element:
            self._walk(child)
            self._write(child.tail, element)
        if shift:
            self._next["dy"] = self._next.get("dy", 0.0) + shift

    def _shift(self, element: _Element) -> float:
        """Return how far an element is raised above the line, in pixels."""
        said = self._looks.get(element, {}).get("baseline-shift", "")
        parent = element.getparent()
        if not said or parent is None or local(element) == "text":
            return 0.0
        size = self._size(parent)
        return _SHIFTS[said] * size if said in _SHIFTS else length(said, size, size) or 0.0

    def _vertical(self, element: _Element) -> bool:
        return inherited(element, "writing-mode", self._looks) in _VERTICAL

    def _write(self, text: str | None, element: _Element) -> None:
        kept = self._is_kept(element)
        if not text or (not kept and not text.strip() and ("x" in self._next or not self._found)):
            return
        pen, self._next = self._next, {}
        look = self._look(element)
        if not self._found or "x" in pen or "y" in pen:
            x, y = (self._found[-1].x, self._found[-1].y) if self._found else (0.0, 0.0)
            x, y = pen.get("x", x) + pen.pop("dx", 0), pen.get("y", y) + pen.pop("dy", 0)
            self._found.append(_Line(x, y, self._rise(element), []))
        text = _without_collapse(text) if kept else _SPACE.sub(" ", text)
        if case := _CASES.get(inherited(element, "text-transform", self._looks)):
            text = case(text)
        shifts = pen.get("dx", 0.0), pen.get("dy", 0.0)
        self._found[-1].runs.extend(self._spaced(_Run(text, look, *shifts), element))

    def _spaced(self, run: _Run, element: _Element) -> list[_Run]:
        """Return a run as one, or word by word where words stand farther apart than usual."""
        gap = length(inherited(element, "word-spacing", self._looks) or "0", self._size(element), 0.0)
        if not gap:
            return [run]
        first, *others = re.split(r"(?<= )(?=[^ ])", run.text)
        return [_Run(first, run.look, run.dx, run.dy), *(_Run(word, run.look, gap) for word in others)]

    def _is_kept(self, element: _Element) -> bool:
        """Return whether spaces stay as they are written (CSS Text 3, 3; SVG 1.1, 10.15)."""
        said = inherited(element, "white-space", self._looks)
        if said:
            return said.split()[0] in _KEPT or said.split()[0] == "preserve"
        node: _Element | None = element
        while node is not None:
            if value := node.get(_XML_SPACE):
                return value == "preserve"
            node = node.getparent()
        return False

    def _look(self, element: _Element) -> Look:
        look = {name: value for name in _SET if (value := inherited(element, name, self._looks))}
        if self._font.family and not _is_mono(look.get("font-family", "")):
            look["font-family"] = self._font.family
        if self._font.scale != 1:
            look["font-size"] = f"{self._size(element) * self._font.scale:.2f}"
        return look

    def _rise(self, element: _Element) -> float:
        """Return how far below the place of a line its baseline is, in pixels (SVG 1.1, 10.9.2)."""
        name = inherited(element, "dominant-baseline", self._looks)
        if name in ("", "auto"):
            name = inherited(element, "alignment-baseline", self._looks)
        return _baseline(name, self._font) * self._size(element)

    def _size(self, element: _Element) -> float:
        return float(inherited(element, "font-size", self._looks) or FONT_SIZE)


def _without_collapse(text: str) -> str:
    """Return text whose spaces no program takes together."""
    return re.sub(r"^ | $| (?= )", "\N{NO-BREAK SPACE}", re.sub(r"[\n\r\t]", " ", text))


def _baseline(name: str, font: Font) -> float:
    match name:
        case "central":
            return (font.ascent - font.descent) / 2
        case "middle":
            return font.x_height / 2
        case "hanging":
            return font.ascent * 0.8
        case "text-before-edge" | "before-edge" | "text-top":
            return font.ascent
        case "text-after-edge" | "after-edge" | "text-bottom" | "ideographic":
            return -font.descent
    return 0.0


def _replace(element: _Element, lines: list[_Line]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    group = etree.Element(f"{{{SVG}}}g")
    for name in _OF_WHOLE:
        if value := element.get(name):
            group.set(name, value)
    for line in lines:
        group.append(_text(line))
    only = group[0] if len(group) == 1 and not group.attrib else group
    only.tail = element.tail
    parent.replace(element, only)


def _text(line: _Line) -> _Element:
    element = etree.Element(f"{{{SVG}}}text", {"x": f"{line.x:.3f}", "y": f"{line.y + line.rise:.3f}"})
    first = line.runs[0].look
    if line.turned:
        element.set("transform", f"rotate(90,{line.x:.3f},{line.y:.3f})")
    for name, value in first.items():
        element.set(name, value)
    line.runs[0].text = line.runs[0].text.lstrip(" ")
    line.runs[-1].text = line.runs[-1].text.rstrip(" ")
    if all(run.look == first and not run.dx and not run.dy for run in line.runs):
        element.text = "".join(run.text for run in line.runs)
        return element
    for run in line.runs:
        _append(element, run, first)
    return element


def _append(element: _Element, run: _Run, first: Look) -> None:
    part = etree.SubElement(element, f"{{{SVG}}}tspan")
    part.text = run.text
    for name, value in run.look.items():
        if first.get(name) != value and name != "text-anchor":
            part.set(name, value)
    for name, shift in (("dx", run.dx), ("dy", run.dy)):
        if shift:
            part.set(name, f"{shift:g}")
