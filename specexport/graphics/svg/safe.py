"""What a drawing may not bring along: activity, and references to anything outside itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.graphics.svg.labels import as_text
from specexport.graphics.svg.names import HREFS, SVG, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ACTIVE = frozenset(
    {
        *("script", "iframe", "audio", "video", "canvas", "handler", "listener", "discard", "metadata"),
        *("animate", "animateColor", "animateMotion", "animateTransform", "set", "foreignObject"),
    }
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
# The end of a value closes what is open (CSS Syntax Level 3, 4.3.6).
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"]?\s*#)[^)]*\)?|@import[^;]*;?", re.IGNORECASE)
# Letters and digits alone can be part of `url` or `@import` (CSS Syntax Level 3, 4.3.7).
_ESCAPED = re.compile(r"\\+(?=\w)")


def clean(root: _Element) -> None:
    """Leave in `root` only what draws, resolving every `switch` and turning links into groups."""
    for switch in [element for element in root.iter() if local(element) == "switch"]:
        _resolve(switch)
    for foreign in [element for element in root.iter() if local(element) == "foreignObject"]:
        _write_out(foreign)
    for element in list(root.iter()):
        kind = local(element)
        if not kind or kind in _ACTIVE or not _is_svg(element):
            remove(element)
            continue
        if kind == "a":
            element.tag = f"{{{SVG}}}{'tspan' if _in_text(element) else 'g'}"
        _clean_attributes(element, kind)
        if kind == "style" and element.text:
            element.text = _inside(element.text)


def remove(element: _Element) -> None:
    """Take `element` out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _resolve(switch: _Element) -> None:
    """Leave one alternative (SVG 1.1, 5.8.2): a label in HTML that has words, else the first drawn."""
    switch.tag = f"{{{SVG}}}g"
    drawn = [child for child in switch if local(child) and local(child) != "foreignObject"]
    written = [child for child in switch if local(child) == "foreignObject" and _has_words(child)]
    for child in list(switch):
        if child not in (written or drawn)[:1]:
            switch.remove(child)


def _has_words(element: _Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _write_out(foreign: _Element) -> None:
    text, parent = as_text(foreign), foreign.getparent()
    if text is not None and parent is not None:
        text.tail = foreign.tail
        parent.replace(foreign, text)


def _is_svg(element: _Element) -> bool:
    return str(element.tag).startswith((f"{{{SVG}}}",)) or not str(element.tag).startswith("{")


def _in_text(element: _Element) -> bool:
    return any(local(parent) in ("text", "tspan", "textPath") for parent in element.iterancestors())


def _clean_attributes(element: _Element, kind: str) -> None:
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        short = name.rpartition("}")[2].lower()
        if short.startswith("on") or short in ("href", "src"):
            if short.startswith("on") or not (
                value.startswith("#") or (kind == "image" and _PICTURE.match(value))
            ):
                del element.attrib[name]
        elif "url(" in value.lower() or "\\" in value:
            element.set(name, _inside(value))


def check(root: _Element) -> None:
    """Take out what, once style sheets are read, refers to anything outside after all."""
    for element in root.iter():
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name not in HREFS and (_OUTSIDE.search(value) or "://" in value):
                del element.attrib[name]


def _inside(css: str) -> str:
    """Return `css` without references to anything outside, and without escapes, which could hide one."""
    return _OUTSIDE.sub("none", _ESCAPED.sub("", css))
