"""Labels written in HTML (`foreignObject`) as text: lines, size, colour and place, as draw.io sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from specexport.core.patterns import regex
from specexport.graphics.svg.names import SVG, local
from specexport.graphics.svg.values import length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_BLOCKS = frozenset({"div", "p", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_HIDDEN = frozenset({"script", "style", "iframe", "object", "video", "audio", "template", "title"})
_SPACE = regex(r"\s+")
_LINE = 1.2
# How wide a letter is on average, in em: lines are broken by it.
_LETTER = 0.52
# Where the baseline is below the middle of a line, in em.
_MIDDLE = 0.35
_INHERITED = ("font-size", "font-family", "color", "font-weight", "font-style", "text-align", "white-space")


class _Box(Struct):
    x: float
    y: float
    width: float
    height: float
    across: str
    down: str


def as_text(foreign: _Element) -> _Element | None:
    """Return a `text` element with the words of a `foreignObject`, None if it has none."""
    look = _look(foreign)
    size = length(look.get("font-size", ""), 16.0, 16.0) or 16.0
    box = _box(foreign, look)
    room = box.width / (size * _LETTER) if box.width and "nowrap" not in look.get("white-space", "") else 0
    lines = [part for line in words_of(foreign) for part in _broken(line, room)]
    if not lines:
        return None
    anchor, x = _across(box, look)
    top = {"center": box.y + box.height / 2 - len(lines) * size * _LINE / 2}.get(box.down, box.y)
    if box.down == "end":
        top = box.y + box.height - len(lines) * size * _LINE
    element = etree.Element(f"{{{SVG}}}text", {"text-anchor": anchor, "font-size": f"{size:g}"})
    for name, source in (("font-family",) * 2, ("font-weight",) * 2, ("font-style",) * 2, ("fill", "color")):
        if value := look.get(source):
            element.set(name, value)
    for number, line in enumerate(lines):
        y = top + (number + 0.5) * size * _LINE + size * _MIDDLE
        etree.SubElement(element, f"{{{SVG}}}tspan", {"x": f"{x:g}", "y": f"{y:g}"}).text = line
    return element


def words_of(foreign: _Element) -> list[str]:
    """Return what is written in an element of HTML, line by line, without spaces at the ends."""
    joined = "".join(_pieces(foreign))
    return [line for part in joined.split("\n") if (line := _SPACE.sub(" ", part).strip())]


def _pieces(element: _Element) -> Iterator[str]:
    kind = local(element)
    if kind in _HIDDEN or not kind:
        return
    edge = "\n" if kind in _BLOCKS or kind == "br" else ""
    yield edge
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _SPACE.sub(" ", child.tail or "")
    if kind != "br":
        yield edge


def _broken(line: str, room: float) -> list[str]:
    if not room or len(line) <= room:
        return [line]
    out = [""]
    for word in line.split():
        longer = f"{out[-1]} {word}".strip()
        if out[-1] and len(longer) > room * 1.1:
            out.append(word)
        else:
            out[-1] = longer
    return out


def _look(foreign: _Element) -> dict[str, str]:
    """Return what the elements from the outermost to the first words say about type and place."""
    look: dict[str, str] = {}
    for element in foreign.iter():
        for name, value in _declarations(element):
            if name in _INHERITED:
                if value != "inherit" and (name, value) != ("font-size", "0px"):
                    look[name] = value
            else:
                look.setdefault(name, value)
        if (element.text or "").strip():
            break
    return look


def _declarations(element: _Element) -> Iterator[tuple[str, str]]:
    for part in str(element.get("style") or "").split(";"):
        name, _, value = part.partition(":")
        if value.strip():
            yield name.strip().lower(), value.strip()
    if local(element) in ("b", "strong"):
        yield "font-weight", "bold"
    if local(element) in ("i", "em"):
        yield "font-style", "italic"


def _box(foreign: _Element, look: dict[str, str]) -> _Box:
    """Return the place of a label: draw.io's is told by margins of a flexible box, others' by the element."""

    def number(value: str | None) -> float:
        return 0.0 if not value or value.endswith("%") else (length(value, 16.0, 0.0) or 0.0)

    down = look.get("align-items", "center")
    down = "start" if "start" in down else "end" if "end" in down else "center"
    if "margin-left" in look or "padding-top" in look:
        x, y = number(look.get("margin-left")), number(look.get("padding-top"))
        return _Box(x, y, number(look.get("width")), 0.0, look.get("justify-content", ""), down)
    x, y, width, height = (number(foreign.get(name)) for name in ("x", "y", "width", "height"))
    return _Box(x, y, width, height, "", down)


def _across(box: _Box, look: dict[str, str]) -> tuple[str, float]:
    align = box.across or look.get("text-align", "center")
    if "center" in align:
        return "middle", box.x + box.width / 2
    if "end" in align or "right" in align:
        return "end", box.x + box.width
    return "start", box.x
