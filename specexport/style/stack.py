"""A style and those it extends, laid over each other."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.style import assets, colors, find
from specexport.style import layers as layer
from specexport.style.faults import Key, dig, dotted, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.brand import Raw
    from specexport.style.layers import Layer

BASE = "base"
_OWN = ("defaults", "specexport")
_TEXTS = ("base", "headings", "monospace", "monospace-inline", "monospace-block", "link")
# Mappings in which `light` and `dark` are names like any other.
_NAMED: tuple[Key, ...] = (("color",), ("color", "palette"), ("logo", "images"))
_LOGOS = ("small", "medium", "large")


# The roles that colours play: brand.yml's, and below them this program's own.
ROLES = (
    "foreground",
    "background",
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "dark",
    "link",
    "text-secondary",
    "rule",
    "tint",
    "accent",
)


class Stack:
    """The layers of a style, nearest first, and `raw`: what they say together.

    In `raw` every string that stands for a mapping has become one, every path is absolute, and every colour
    is `#rrggbb` or the name of a role.
    """

    def __init__(self, layers: tuple[Layer, ...], theme: str = "light") -> None:
        """Lay `layers` over each other; of pairs of a light and a dark value the one of `theme` counts."""
        self.layers = layers
        self.problems = [problem for one in layers for problem in one.problems]
        self.raw: Raw = {}
        palette: dict[str, str] = {}
        for one in reversed(layers):
            own = _normal(one.raw, one, theme)
            self._confine(one, own)
            palette = self._paint(one, own, palette)
            _screen_size(own, self.raw)
            self.raw = merge(self.raw, own)
        self.palette = palette

    def problem(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return an error about the nearest layer that sets `key`."""
        owner = next((one for one in self.layers if dig(one.raw, key) is not None), self.layers[0])
        return owner.problem(code, key, message, hint)

    def warning(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return a warning about the nearest layer that sets `key`."""
        found = self.problem(code, key, message, hint)
        return Diagnostic(code, message, "warning", found.path, found.pos, hint)

    def _confine(self, one: Layer, own: Raw) -> None:
        """Take out the files that lie outside the layer's folder: a style may show its own files only."""
        logos = dig(own, ("logo", "files")) or {}
        fonts = dig(own, ("typography", "fonts")) or {}
        word = (*_OWN, "docx")
        template = [path for name, path in (dig(own, word) or {}).items() if name == "template"]
        named = ((("logo",), logos.values()), (("typography", "fonts"), _files(fonts)), (word, template))
        for key, paths in named:
            if any(path is None for path in paths):
                message = f"{dotted(key)} names a file outside the style's folder"
                self.problems.append(one.problem("SX054", key, message, "copy it into the folder"))

    def _paint(self, one: Layer, own: Raw, inherited: dict[str, str]) -> dict[str, str]:
        """Replace the colours of a layer by `#rrggbb` or a role; return its palette over the inherited one.

        A palette name means what it means in the file that uses it: no other file's palette recolours it.
        """
        names = {**inherited, **_palette(own)}
        for key, holder in _colors(own, ()):
            name = str(key[-1])
            value = str(holder[name]).removeprefix("$")
            role = value in ROLES and key[:2] != ("color", "palette") and key != ("color", value)
            found = value if role else color_of(value, names)
            if found is None:
                near = nearest(value, [*ROLES, *names])
                message = f"{dotted(key)}: {value!r} is no colour, role or palette name"
                self.problems.append(one.problem("SX053", key, message, near))
                found = "#000000"
            holder[name] = found
        return {**inherited, **_palette(own)}


def build(place: Path) -> tuple[Layer, ...]:
    """Return the style at `place` and those it extends, nearest first. Raises EnvironmentProblem."""
    layers: list[Layer] = []
    while True:
        one = _read(place)
        if any(one.path == other.path for other in layers):
            chain = " > ".join(other.folder.name for other in (*layers, one))
            message, hint = f"styles extend each other in a circle: {chain}", "let one of them extend base"
            raise EnvironmentProblem(layers[-1].problem("SX054", (*_OWN, "extends"), message, hint))
        layers.append(one)
        if one.extends is None and one.folder == find.folder(BASE):
            return tuple(layers)
        place = _parent(one)


def _read(place: Path) -> Layer:
    path = place if place.is_file() else place / find.FILE
    assets.inspect(path.parent)
    return layer.read(path, assets.read(path))


def _parent(one: Layer) -> Path:
    try:
        name = one.extends or BASE
        return find.folder(name, one.folder if find.is_path(name) else one.folder.parent)
    except EnvironmentProblem as error:
        found = error.diagnostic
        raise EnvironmentProblem(
            one.problem(found.code, (*_OWN, "extends"), found.message, found.hint)
        ) from None


def merge(below: Any, above: Any) -> Any:
    """Return `above` laid over `below`: mappings key by key, the rest whole; None leaves what is below."""
    if isinstance(below, dict) and isinstance(above, dict):
        both = {name: merge(below[name], value) for name, value in above.items() if name in below}
        return {**below, **above, **both}
    return below if above is None else above


def color_of(text: str, palette: dict[str, str]) -> str | None:
    """Return the colour that `text` names in `palette`, at any remove, or that it is."""
    seen: set[str] = set()
    while text in palette and text not in seen:
        seen.add(text)
        text = palette[text].removeprefix("$")
    return None if text in seen else colors.parse(text)


# One form for what may be written in several


def has_dark(layers: tuple[Layer, ...]) -> bool:
    """Return whether any of `layers` has colours of its own for a dark ground."""
    return any(
        _pairs(one.raw.get(part), (part,)) for one in layers for part in ("color", "typography", "defaults")
    )


def _pairs(raw: Any, key: Key) -> bool:
    if isinstance(raw, dict):
        pair = "dark" in raw and key not in _NAMED and raw.keys() <= {"light", "dark"}
        return pair or any(_pairs(value, (*key, name)) for name, value in raw.items())
    return False


def _normal(raw: Raw, one: Layer, theme: str) -> Raw:
    own: Raw = _copy(raw, theme)
    for section, names, only in (("typography", _TEXTS, "family"), ("meta", ("name",), "full")):
        holder = own.get(section) or {}
        for name in names:
            if isinstance(holder.get(name), str):
                holder[name] = {only: holder[name]}
    for text in _families(own):
        text["family"] = _first_family(text["family"])
    if isinstance(own.get("logo"), str):
        own["logo"] = {"medium": own["logo"]}
    elif (logo := own.get("logo")) and "path" in logo:
        own["logo"] = {"medium": logo["path"]}
    if logo := own.get("logo"):
        own["logo"] = {"files": _logos(logo, one.folder)}
    if fonts := dig(own, ("typography", "fonts")):
        own["typography"]["fonts"] = {font["family"]: _font(font, one.folder) for font in fonts}
    if page := dig(own, (*_OWN, "page")):
        page["margin"] = _margins(page.get("margin"))
    if path := dig(own, (*_OWN, "docx", "template")):
        own["defaults"]["specexport"]["docx"]["template"] = _inside(one.folder, path)
    return own


def _families(raw: Any) -> Iterator[Raw]:
    """Yield every mapping that names a family."""
    if isinstance(raw, dict):
        if isinstance(raw.get("family"), str):
            yield raw
        for value in raw.values():
            yield from _families(value)
    for item in raw if isinstance(raw, list) else ():
        yield from _families(item)


def _first_family(said: str) -> str:
    """Return the first family of a list as CSS has them: `'Noto Sans', Arial, sans-serif`."""
    return said.split(",")[0].strip().strip("'\"").strip()


def _copy(raw: Any, theme: str, key: Key = ()) -> Any:
    """Return a copy of nested data in which a light-and-dark pair stands for its value of `theme`."""
    if isinstance(raw, dict):
        if raw and key not in _NAMED and raw.keys() <= {"light", "dark"}:
            return _copy(raw.get(theme) or raw.get("light") or raw.get("dark"), theme, key)
        return {name: _copy(value, theme, (*key, name)) for name, value in raw.items()}
    return [_copy(item, theme, key) for item in raw] if isinstance(raw, list) else raw


def _path_of(value: Any) -> Any:
    return value.get("path") if isinstance(value, dict) else value


def _logos(logo: Raw, folder: Path) -> dict[str, Path | str | None]:
    images = logo.get("images") or {}
    found: dict[str, Path | str | None] = {}
    for size in _LOGOS:
        value = _path_of(logo.get(size))
        if image := _path_of(images.get(value, value)):
            found[size] = image if "://" in image else _inside(folder, image)
    return found


def _margins(margin: Any) -> Any:
    """Return margins by side from CSS's shorthand of one to four values."""
    if margin is None or isinstance(margin, dict):
        return margin
    values = margin if isinstance(margin, list) else [margin]
    top, right, bottom, left = [
        *values,
        *[values[0], values[0], values[min(1, len(values) - 1)]][len(values) - 1 :],
    ]
    return {"top": top, "right": right, "bottom": bottom, "left": left}


def _font(font: Raw, folder: Path) -> Raw:
    files = [{"path": file} if isinstance(file, str) else file for file in font.pop("files", None) or ()]
    paths = [{**file, "path": _font_path(file["path"], folder)} for file in files]
    return {**font, "folder": folder, **({"files": paths} if paths else {})}


def _font_path(path: str, folder: Path) -> Path | str | None:
    """Return the path of a font file. `package:name/file` is a file of an installed Python package."""
    package, _, file = path.removeprefix("package:").partition("/")
    if path.startswith("package:"):
        return _inside(_package(package), file)
    return path if "://" in path else _inside(folder, path)


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


def _files(fonts: Raw) -> list[Path | str | None]:
    return [file["path"] for font in fonts.values() for file in font.get("files") or ()]


@cache
def _package(name: str) -> Path:
    from importlib.util import find_spec

    found = find_spec(name) if name.isidentifier() else None
    return Path((found.submodule_search_locations or [name])[0]) if found else Path(name)


def _palette(own: Raw) -> dict[str, str]:
    return {name: str(value) for name, value in (dig(own, ("color", "palette")) or {}).items()}


def _colors(raw: Any, key: Key) -> Iterator[tuple[Key, Raw]]:
    """Yield the key of every colour with the mapping that holds it.

    Colours are told by their keys: `color`, `*-color`, and whatever stands in `color`, `palette` or `theme`.
    """
    for name, value in raw.items() if isinstance(raw, dict) else ():
        here = (*key, name)
        if isinstance(value, dict):
            yield from _colors(value, here)
        elif isinstance(value, str) and (
            name == "color" or name.endswith("-color") or (key and key[-1] in ("color", "palette", "theme"))
        ):
            yield here, raw


def _screen_size(own: Raw, below: Raw) -> None:
    """Turn a body size in units of the screen, whose norm is 16 px, into that share of the size below."""
    base = dig(own, ("typography", "base"))
    size = str((base or {}).get("size") or "")
    norms = {"px": 16.0, "rem": 1.0, "em": 1.0, "%": 100.0}
    unit = next((unit for unit in norms if size.endswith(unit)), None)
    inherited = dig(below, ("typography", "base", "size"))
    if unit and inherited:
        share = float(size.removesuffix(unit)) / norms[unit]
        base["size"] = f"{share * float(str(inherited).removesuffix('pt')):g}pt"
