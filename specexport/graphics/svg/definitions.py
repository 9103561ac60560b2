"""Definitions and what refers to them: only those that something needs, under ids of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.graphics.svg.names import DEFINITIONS, HREFS, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = regex(r"url\(\s*['\"]?#([^'\")]+?)['\"]?\s*\)")
_HOLLOW = frozenset({"g", "defs"})


def tidy(root: _Element, prefix: str) -> None:
    """Take out definitions that nothing uses and groups with nothing in them; name what is left."""
    while unused := list(_unused(root)):
        used = _references(root)
        for element in unused:
            parent = element.getparent()
            assert parent is not None
            for needed in [one for one in element.iter() if _is_needed(one, used) and one is not element]:
                element.addprevious(needed)
            parent.remove(element)
    _rename(root, prefix)


def _is_needed(element: _Element, used: set[str]) -> bool:
    """Say whether an element is a definition that others refer to, wherever it stands."""
    return local(element) in DEFINITIONS and element.get("id") in used


def _unused(root: _Element) -> list[_Element]:
    used = _references(root)
    found = []
    for element in root.iter():
        kind, name = local(element), element.get("id")
        if element is root:
            continue
        orphan = kind in DEFINITIONS and (not name or name not in used)
        hollow = kind in _HOLLOW and len(element) == 0 and not (name and name in used)
        parent = element.getparent()
        undefined = parent is not None and local(parent) == "defs" and kind == "g" and name not in used
        if orphan or hollow or undefined:
            found.append(element)
    return [element for element in found if not any(parent in found for parent in element.iterancestors())]


def _references(root: _Element) -> set[str]:
    used = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            text = str(value)
            if name in HREFS and text.startswith("#"):
                used.add(text[1:])
            elif "url(" in text:
                used.update(_REFERENCE.findall(text))
    return used


def _rename(root: _Element, prefix: str) -> None:
    used = sorted(_references(root))
    fresh = {name: f"{prefix}{number}" for number, name in enumerate(used, 1)} if prefix else {}
    for element in root.iter():
        name = element.get("id")
        if name is not None:
            if name not in used:
                del element.attrib["id"]
            elif prefix:
                element.set("id", fresh[name])
        if prefix:
            _redirect(element, fresh)


def _redirect(element: _Element, fresh: dict[str, str]) -> None:
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name in HREFS and value[1:] in fresh:
            element.set(name, f"#{fresh[value[1:]]}")
        elif "url(" in value:
            element.set(name, _REFERENCE.sub(lambda match: f"url(#{fresh.get(match[1], match[1])})", value))
