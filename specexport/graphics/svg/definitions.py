"""Definitions and what refers to them: written out where they are used once, else under ids of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.graphics.svg.names import HREFS, SVG, local
from specexport.graphics.svg.values import length, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+?)['\"]?\s*\)")
_DEFINITIONS = frozenset(
    {"marker", "linearGradient", "radialGradient", "filter", "clipPath", "mask", "pattern", "symbol"}
)
_HOLLOW = frozenset({"g", "defs"})


def unfold(root: _Element) -> None:
    """Write out every `use` that is the only one of a definition, and every `svg` inside `root`."""
    _unfold_uses(root)
    for nested in [element for element in root.iter() if local(element) == "svg" and element is not root]:
        _flatten(nested)


def _target(element: _Element) -> str:
    """Return the id that a `use` names, empty if it names none."""
    return next((str(value)[1:] for name in HREFS if (value := element.get(name, "")).startswith("#")), "")


def _unfold_uses(root: _Element) -> None:
    uses: dict[str, list[_Element]] = {}
    for element in root.iter():
        if name := _target(element):
            uses.setdefault(name, []).append(element)
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    for name, users in uses.items():
        definition = named.get(name)
        if (
            len(users) == 1
            and local(users[0]) == "use"
            and definition is not None
            and _is_private(definition, users[0])
        ):
            _move(definition, users[0])


def _is_private(definition: _Element, user: _Element) -> bool:
    """Say whether a definition is seen only where it is used."""
    parents = list(definition.iterancestors())
    return (
        local(definition) == "g"
        and any(local(parent) == "defs" for parent in parents)
        and not any(local(parent) == "defs" for parent in user.iterancestors())
    )


def _move(definition: _Element, user: _Element) -> None:
    x, y = (length(user.get(name, "0"), 16, 0) or 0.0 for name in ("x", "y"))
    user.tag = f"{{{SVG}}}g"
    for name in (*HREFS, "x", "y", "width", "height"):
        user.attrib.pop(name, "")
    if x or y:
        user.set("transform", f"{user.get('transform', '')} translate({x:g},{y:g})".strip())
    definition.attrib.pop("id", "")
    definition.tail = None
    user.append(definition)


def _flatten(nested: _Element) -> None:
    """Turn a nested `svg` that only moves its content into a group (SVG 1.1, 7.2); others stay."""
    box = numbers(nested.get("viewBox") or "")
    x, y, width, height = (
        length(nested.get(name, "0"), 16, 0) or 0.0 for name in ("x", "y", "width", "height")
    )
    scale = (1.0, 1.0)
    if len(box) == 4 and box[2] > 0 and box[3] > 0 and width and height:
        scale = (width / box[2], height / box[3])
        if nested.get("preserveAspectRatio") != "none":
            both = min(scale)
            x += (width - box[2] * both) / 2
            y += (height - box[3] * both) / 2
            scale = (both, both)
        x, y = x - box[0] * scale[0], y - box[1] * scale[1]
    for name in ("x", "y", "width", "height", "viewBox", "preserveAspectRatio", "version", "overflow"):
        nested.attrib.pop(name, "")
    nested.tag = f"{{{SVG}}}g"
    moved = f"translate({x:g},{y:g})" if x or y else ""
    if abs(scale[0] - 1) > 1e-4 or abs(scale[1] - 1) > 1e-4:
        moved += f" scale({scale[0]:g},{scale[1]:g})"
    if moved:
        nested.set("transform", f"{nested.get('transform', '')} {moved.strip()}".strip())


def tidy(root: _Element, prefix: str) -> None:
    """Take out definitions that nothing uses and groups with nothing in them; name what is left."""
    while unused := list(_unused(root)):
        for element in unused:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
    _rename(root, prefix)


def _unused(root: _Element) -> list[_Element]:
    used = _references(root)
    found = []
    for element in root.iter():
        kind, name = local(element), element.get("id")
        if element is root:
            continue
        orphan = kind in _DEFINITIONS and (not name or name not in used)
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
