"""The names of WordprocessingML and its neighbours (ECMA-376 part 1), and what their values mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
V = "{urn:schemas-microsoft-com:vml}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"

STRICT = b"http://purl.oclc.org/ooxml/"
"""What the namespaces of strict files begin with (part 1, annex A)."""
TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
    (
        b"drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
)
"""What follows that in strict files, and the namespaces of transitional ones for the same."""

MARKS = frozenset({f"{W}bookmarkStart", f"{W}commentRangeStart", f"{W}commentRangeEnd"})
"""What may stand between paragraphs, rows and cells, and begins or ends something there."""

_OFF = frozenset({"0", "false", "off", "none"})
# Ink (`wpi`) and models (`am3d`) are none of them: what stands for them elsewhere is a picture.
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "w14", "w15", "w16", "a14", "asvg", "cx", "cx1"})


def val(element: _Element, name: str, default: str = "") -> str:
    """Return the value (`w:val`) of the child `w:name`, the default where there is none."""
    child = element.find(W + name)
    return default if child is None else str(child.get(f"{W}val", ""))


def is_on(element: _Element | None) -> bool:
    """Say whether a property of yes and no is on (17.17.4): it is when it has no value."""
    return element is not None and str(element.get(f"{W}val", "1")) not in _OFF


def switch(element: _Element | None, name: str) -> bool | None:
    """Return whether the child `w:name` is on, None where there is none."""
    child = None if element is None else element.find(W + name)
    return None if child is None else is_on(child)


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number; measures may have a fraction or, in strict files, a unit of points."""
    text = (text or "").strip()
    digits = text[1:] if text[:1] == "-" else text
    if digits.isdecimal() and len(digits) < 12:
        return int(text)
    return _measure(text, default)


_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}


def _measure(text: str, default: int) -> int:
    factor = _TWIPS.get(text[-2:], 0.0)
    try:
        return round(float(text[:-2]) * factor) if factor else round(float(text))
    except (ValueError, OverflowError):
        return default


def chosen(alternate: _Element) -> _Element | None:
    """Return the one of several forms of a thing (`mc:AlternateContent`, part 3, 10.2) that is read."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if set(str(choice.get("Requires", "")).split()) <= _UNDERSTOOD:
            return choice
    return alternate.find(f"{MC}Fallback")


def texts(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield every paragraph at and below `root` with the words that stand in it itself, in one string.

    Of things that have several forms only the one is looked at that is read.
    """
    within: list[str] = []
    waiting: list[_Element] = [root]
    paragraphs: list[_Element] = []
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}p":
            paragraphs.append(node)
            within = []
            yield node, "".join(_own(node, waiting, within))
        else:
            waiting += _inner(node)[::-1]


def _own(paragraph: _Element, later: list[_Element], found: list[str]) -> list[str]:
    """Return the words in a paragraph; paragraphs within it, those of text boxes, are looked at `later`."""
    waiting = list(paragraph)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag in _WORDS:
            found.append(node.text or "")
        elif node.tag in _GAPS:
            found.append(" ")
        elif node.tag == f"{W}p":
            later.append(node)
        else:
            waiting += _inner(node)[::-1]
    return found


def _inner(node: _Element) -> list[_Element]:
    if node.tag == f"{MC}AlternateContent":
        form = chosen(node)
        return [] if form is None else list(form)
    return list(node)


_WORDS = frozenset({f"{W}t", f"{W}delText"})
_GAPS = frozenset({f"{W}{name}" for name in ("tab", "br", "cr", "ptab", "rt", "sym")} | {f"{M}oMath"})
