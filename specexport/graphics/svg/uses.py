"""Every `use` written out as a copy of what it names (SVG 2, 5.6), so that no program has to follow it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from specexport.graphics.svg.names import DEFINITIONS, HREFS, SVG, local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from specexport.graphics.svg.cascade import Said

# A drawing with more copies than this keeps them as they are.
_MOST = 20_000
_OWN = (*HREFS, "x", "y", "width", "height")


def write_out(root: _Element, said: Said) -> None:
    """Replace every `use` by a group with what it names; what is `said` of elements goes with the copies."""
    uses = [element for element in root.iter() if local(element) == "use"]
    if uses and not _is_too_much(root, uses):
        writer = _Writer(root, said)
        for use in uses:
            if use.getparent() is not None:
                writer.write_out(use, ())


def target(element: _Element) -> str:
    """Return the id that an element refers to by its address, empty if it refers to none."""
    return next((str(value)[1:] for name in HREFS if (value := element.get(name, "")).startswith("#")), "")


def _is_too_much(root: _Element, uses: list[_Element]) -> bool:
    named = {element.get("id"): element for element in reversed(list(root.iter())) if element.get("id")}
    sizes: dict[str, int] = {}

    def size(name: str, depth: int) -> int:
        if name not in sizes and name in named:
            sizes[name] = 0
            inner = list(named[name].iter())
            below = (size(target(one), depth + 1) for one in inner if local(one) == "use")
            sizes[name] = len(inner) + (sum(below) if depth < 50 else _MOST)
        return sizes.get(name, 0)

    return sum(size(target(use), 0) for use in uses) > _MOST


class _Writer:
    def __init__(self, root: _Element, said: Said) -> None:
        self._said = said
        self._named: dict[str, _Element] = {}
        for element in root.iter():
            if name := element.get("id"):
                self._named.setdefault(name, element)

    def write_out(self, use: _Element, path: tuple[str, ...]) -> None:
        """Write out one `use`; those on the `path` that leads to it may not be named again."""
        name = target(use)
        found = self._named.get(name)
        if found is None or name in path or found in (use, *use.iterancestors()):
            self._leave_out(use)
            return
        for inner in [element for element in found.iter() if local(element) == "use"]:
            self.write_out(inner, (*path, name))
        copy = self._copy(found)
        self._place(copy, use)

    def _leave_out(self, use: _Element) -> None:
        """Leave an empty group: nothing is drawn."""
        use.tag = f"{{{SVG}}}g"
        for name in _OWN:
            use.attrib.pop(name, "")

    def _copy(self, found: _Element) -> _Element:
        """Return a copy without ids and definitions, which are there already."""
        copy = deepcopy(found)
        copy.tail = None
        for old, new in zip(list(found.iter()), list(copy.iter()), strict=True):
            if old in self._said:
                self._said[new] = dict(self._said[old])
            new.attrib.pop("id", "")
        for inner in [one for one in copy.iter() if local(one) in DEFINITIONS and one is not copy]:
            if (parent := inner.getparent()) is not None:
                parent.remove(inner)
        return copy

    def _place(self, copy: _Element, use: _Element) -> None:
        x, y = (use.get(name, "") for name in ("x", "y"))
        size = {name: value for name in ("width", "height") if (value := use.get(name))}
        self._leave_out(use)
        holder = use
        if local(copy) in ("symbol", "svg"):
            copy.tag = f"{{{SVG}}}svg"
            for name, value in size.items():
                copy.set(name, value)
        if x.strip("0. ") or y.strip("0. "):
            # Where it is put is settled with all other places.
            holder = etree.SubElement(use, f"{{{SVG}}}g", {"place-x": x or "0", "place-y": y or "0"})
            self._said[holder] = {}
        holder.append(copy)
