"""A style and those it extends, laid over each other."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.style import colors
from specexport.style.brand import ROLES
from specexport.style.brand.values import ColorPair, File
from specexport.style.keys import dig, dotted, nearest
from specexport.style.units import Length

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic
    from specexport.style.brand import Raw
    from specexport.style.keys import Key
    from specexport.style.layers import Layer

# Points, from which the size of running text counts that is a share of nothing.
FIRST_SIZE = 10.5
SIZE: Key = ("typography", "base", "size")
_PALETTE: Key = ("color", "palette")


class Stack:
    """The layers of a style, nearest first, and `data`: what they say together.

    In `data` every file is a path, and every colour is `#rrggbb` or the name of a role. `problems` are those
    of the layers, and what is found when they are laid over each other.
    """

    def __init__(self, layers: tuple[Layer, ...], theme: str = "light") -> None:
        """Lay `layers` over each other; of a light and a dark colour that of `theme` counts."""
        self.layers = layers
        self.problems = [problem for layer in layers for problem in layer.problems]
        self.palette: dict[str, str] = {}
        self.data: Raw = {}
        for layer in reversed(layers):
            painter = _Painter(layer, theme, self.palette)
            own = painter.painted(layer.data)
            self.problems += dict.fromkeys(painter.problems)
            self.palette = self.palette | (dig(own, _PALETTE) or {})
            self.data = merge(self.data, _in_points(own, self.data))

    def problem(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return an error about the nearest layer that sets `key`."""
        owner = next((layer for layer in self.layers if layer.get(key) is not None), self.layers[0])
        return owner.problem(code, key, message, hint)

    def warning(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return a warning about the nearest layer that sets `key`."""
        return replace(self.problem(code, key, message, hint), severity="warning")


class _Painter:
    """Replaces what means something in a layer's file alone: names of its palette, and of its files."""

    def __init__(self, layer: Layer, theme: str, inherited: dict[str, str]) -> None:
        own = layer.get(_PALETTE) or {}
        self.problems: list[Diagnostic] = []
        self._layer, self._theme = layer, theme
        # A palette name means what it means in the file that uses it: no other file's palette recolours it.
        self._palette = inherited | {name: pair.of(theme) for name, pair in own.items()}

    def painted(self, said: Any, key: Key = ()) -> Any:
        """Return what is said under `key`, with paths for files and `#rrggbb` or roles for colours."""
        if isinstance(said, dict):
            return {name: self.painted(value, (*key, name)) for name, value in said.items()}
        if isinstance(said, list):
            return [self.painted(value, (*key, index)) for index, value in enumerate(said)]
        if isinstance(said, ColorPair):
            return self._color(said.of(self._theme).removeprefix("$"), key)
        return self._path(said) if isinstance(said, File) else said

    def _color(self, name: str, key: Key) -> str:
        if name in ROLES and key[:2] != _PALETTE and key != ("color", name):
            return name
        if (found := color_of(name, self._palette)) is None:
            hint = nearest(name, [*ROLES, *self._palette])
            message = f"{dotted(key)}: {name!r} is no colour, role or palette name"
            self.problems.append(self._layer.problem("SX053", key, message, hint))
        return found or "#000000"

    def _path(self, file: File) -> Path | None:
        """Return the path of a file. `package:name/file` is a file of an installed Python package."""
        folder, name = self._layer.folder, file.name
        if name.startswith("package:"):
            package, _, name = name.removeprefix("package:").partition("/")
            folder = _package(package)
        if (found := _inside(folder, name)) is None:
            message = f"{dotted(file.key)} names a file outside the style's folder"
            self.problems.append(self._layer.problem("SX054", file.key, message, "copy it into the folder"))
        return found


def merge(below: Raw, above: Raw) -> Raw:
    """Return `above` laid over `below`: mappings key by key, the rest whole."""
    return below | {
        name: merge(below[name], value)
        if isinstance(value, dict) and isinstance(below.get(name), dict)
        else value
        for name, value in above.items()
    }


def color_of(name: str, palette: dict[str, str]) -> str | None:
    """Return the colour that `name` leads to in `palette`, at any remove, or that it is; None for neither."""
    seen: set[str] = set()
    while name in palette and name not in seen:
        seen.add(name)
        name = palette[name].removeprefix("$")
    return None if name in seen else colors.parse(name)


def has_dark(layers: tuple[Layer, ...]) -> bool:
    """Return whether any of `layers` has colours of its own for a dark ground."""
    return any(map(_has_dark, (layer.data for layer in layers)))


def _has_dark(said: Any) -> bool:
    if isinstance(said, ColorPair):
        return bool(said.dark)
    return isinstance(said, dict) and any(map(_has_dark, said.values()))


def _in_points(own: Raw, below: Raw) -> Raw:
    """Return `own` with a body size in units of the screen turned into that share of the size below."""
    size, inherited = dig(own, SIZE), dig(below, SIZE)
    if size is None or inherited is None or size.share is None:
        return own
    points = Length(size.share * inherited.points(FIRST_SIZE, FIRST_SIZE), "pt")
    return merge(own, {"typography": {"base": {"size": points}}})


def _inside(folder: Path, path: str) -> Path | None:
    """Return the file at `path` below `folder`, or None if that leads out of it.

    A path that begins with `/` counts from the folder too, as it does for Quarto.
    """
    path = path.lstrip("/")
    try:
        real = (folder / path).resolve()
    except (ValueError, OSError, RuntimeError):
        return None
    return folder / path if real.is_relative_to(folder.resolve()) else None


@cache
def _package(name: str) -> Path:
    from importlib.util import find_spec

    found = find_spec(name) if name.isidentifier() else None
    return Path((found.submodule_search_locations or [name])[0]) if found else Path(name)
