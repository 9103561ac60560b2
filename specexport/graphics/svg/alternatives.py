"""Alternatives decided: `switch` leaves one, labels in HTML become text, links become groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.graphics.svg.labels import as_text
from specexport.graphics.svg.names import SVG, local
from specexport.graphics.svg.safe import remove

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE = "en"


def decide(root: _Element, labels: bool = True) -> None:
    """Leave one alternative of every `switch`, and text in place of `labels` in HTML."""
    for switch in [element for element in root.iter() if local(element) == "switch"]:
        _resolve(switch)
    for foreign in [element for element in root.iter() if labels and local(element) == "foreignObject"]:
        _write_out(foreign)


def group(root: _Element) -> None:
    """Turn links and what is left of a `switch` into groups, now that no selector asks for them any more."""
    for element in root.iter():
        kind = local(element)
        if kind == "a":
            element.tag = f"{{{SVG}}}{'tspan' if _in_text(element) else 'g'}"
        elif kind == "switch":
            element.tag = f"{{{SVG}}}g"


def _resolve(switch: _Element) -> None:
    """Leave the first alternative that can be drawn (SVG 2, 5.9.2); a label in HTML needs words for that."""
    fit = [child for child in switch if local(child) and _is_fit(child)]
    for child in list(switch):
        if child not in fit[:1]:
            switch.remove(child)


def _is_fit(child: _Element) -> bool:
    if child.get("requiredExtensions"):
        return False
    languages = child.get("systemLanguage")
    if languages is not None:
        said = [one.strip().lower().partition("-")[0] for one in languages.split(",")]
        if _LANGUAGE not in said:
            return False
    return local(child) != "foreignObject" or _has_words(child)


def _has_words(element: _Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _write_out(foreign: _Element) -> None:
    text, parent = as_text(foreign), foreign.getparent()
    if text is not None and parent is not None:
        text.tail = foreign.tail
        parent.replace(foreign, text)
    else:
        remove(foreign)


def _in_text(element: _Element) -> bool:
    return any(local(parent) in ("text", "tspan", "textPath") for parent in element.iterancestors())
