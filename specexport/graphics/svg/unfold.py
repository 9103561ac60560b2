"""Nested drawings and single uses of definitions, written out where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.graphics.svg.safe import HREFS, SVG, local
from specexport.graphics.svg.values import length, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element


def unfold(root: _Element) -> None:
    """Write out every `use` that is the only one of a definition, and every `svg` inside `root`."""
    _unfold_uses(root)
    for nested in [element for element in root.iter() if local(element) == "svg" and element is not root]:
        _flatten(nested)


def target(element: _Element) -> str:
    """Return the id that a `use` names, empty if it names none."""
    return next((str(value)[1:] for name in HREFS if (value := element.get(name, "")).startswith("#")), "")


def _unfold_uses(root: _Element) -> None:
    uses: dict[str, list[_Element]] = {}
    for element in root.iter():
        if name := target(element):
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
