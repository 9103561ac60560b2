"""A corporate look: found by name or folder, read from `_brand.yml`, checked, and turned into tokens."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from specexport.model.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specexport.core.diagnostics import Diagnostic
    from specexport.style.layers import Layer

__all__ = ["Style", "available", "load"]

# Enough for the styles of a batch; a style that is edited while it is watched must not fill the memory.
_MOST_LOADED = 64
_loaded: dict[object, tuple[Style, tuple[Diagnostic, ...]]] = {}


def load(name_or_folder: str | Path = "base", report: Callable[[Diagnostic], None] | None = None) -> Style:
    """Return the style with this name, in this folder, or in this `_brand.yml`.

    Within a process a style is built once for the same files. `report` gets what is worth knowing about it,
    such as a font that another stands in for. Raises EnvironmentProblem when there is no such style or when
    something is wrong with it, with every error of the style's files in its `diagnostics`.
    """
    from specexport.style import find
    from specexport.style.layers import chain

    layers = chain(find.folder(name_or_folder))
    key = tuple((layer, _fingerprint(layer.folder)) for layer in layers)
    if key not in _loaded:
        if len(_loaded) >= _MOST_LOADED:
            _loaded.clear()
        _loaded[key] = _resolve(layers)
    style, notes = _loaded[key]
    if report:
        for note in notes:
            report(note)
    return style


def available() -> dict[str, Path]:
    """Return the folder of every style that has a name, sorted by name.

    Raises EnvironmentProblem (SX014) when two folders have the same name.
    """
    from specexport.style import find

    return find.available()


def _resolve(layers: tuple[Layer, ...]) -> tuple[Style, tuple[Diagnostic, ...]]:
    from specexport.core.diagnostics import EnvironmentProblem
    from specexport.style.resolve import StyleReader, resolve
    from specexport.style.stack import Stack

    stack = Stack(layers)
    if stack.problems:
        raise EnvironmentProblem(*stack.problems)
    reader = StyleReader(stack)
    style = resolve(reader)
    if stack.problems:
        raise EnvironmentProblem(*stack.problems)
    return style, tuple(reader.notes)


def _fingerprint(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether files in a style's folder have come, gone or changed."""
    places = (folder, folder / "fonts")
    entries = [entry for place in places if place.is_dir() for entry in os.scandir(place)]
    return tuple(sorted((entry.path, (stat := entry.stat()).st_mtime_ns, stat.st_size) for entry in entries))
