"""Where styles are: with the program, in SPECEXPORT_STYLES, in installed packages, or in any folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.core import registry
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import places, settings

if TYPE_CHECKING:
    from specexport.core.settings import ProjectSettings

FILE = "_brand.yml"


def available() -> dict[str, Path]:
    """Return the folder of every style that has a name, sorted by name.

    Raises EnvironmentProblem (SX014) when two folders have the same name.
    """
    found = _in_folders()
    for name in registry.names("styles"):
        _add(found, name, _installed(name))
    return dict(sorted(found.items()))


def folder(name: str | Path, beside: Path | None = None) -> Path:
    """Return the folder of the style called `name`, or `name` itself when it is a folder with a `_brand.yml`.

    A relative folder counts from `beside`, by default the current one. Raises EnvironmentProblem (SX013) when
    there is no such style, (SX014) when there are two.
    """
    place = (beside or Path()) / name
    if isinstance(name, Path) or is_path(name):
        return _style_folder(place, str(name))
    if (known := _in_folders().get(name)) is not None:
        return known
    if places.is_file(place / FILE):
        return place.resolve()
    installed = available()
    if name in installed:
        return installed[name]
    raise EnvironmentProblem(registry.unknown("styles", name, dict.fromkeys(installed, "")))


def is_path(name: str) -> bool:
    """Return whether `name` is written as a path, and not as the name of a style."""
    return "/" in name or os.sep in name or name in (".", "..") or name.endswith((".yml", ".yaml"))


def _style_folder(place: Path, shown: str) -> Path:
    if place.suffix in (".yml", ".yaml") and places.is_file(place):
        return place.resolve()
    if places.is_file(place / FILE):
        return place.resolve()
    what = f"has no {FILE}" if places.is_folder(place) else "is not there"
    hint = "name a folder that holds one, or a style that `specexport styles list` names"
    raise EnvironmentProblem(Diagnostic("SX013", f"style folder {shown} {what}", "error", hint=hint))


def _in_folders() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in _roots():
        for place in _inside(root):
            if places.is_file(place / FILE):
                _add(found, place.name, place)
    return found


def _inside(root: Path) -> list[Path]:
    """Return what lies in a folder of styles, sorted; nothing where nobody lets this user look."""
    try:
        return sorted(root.iterdir())
    except OSError:
        return []


def _roots() -> list[Path]:
    package = Path(__file__).resolve().parents[1]
    carried = package / "_styles"
    own = carried if carried.is_dir() else package.parent / "styles"
    named = os.environ.get("SPECEXPORT_STYLES", "").split(os.pathsep)
    return [own, *(Path(root).expanduser() for root in named if root)]


def _add(found: dict[str, Path], name: str, place: Path) -> None:
    place = place.resolve()
    if (other := found.setdefault(name, place)) != place:
        message = f"style {name!r} is defined more than once ({other}, {place})"
        raise EnvironmentProblem(Diagnostic("SX014", message, "error", hint="rename or remove one of them"))


def _installed(name: str) -> Path:
    """Return the folder that an entry point names: a path, or the package that the `_brand.yml` lies in."""
    loaded = registry.load("styles", name)
    if isinstance(loaded, str | Path):
        return Path(loaded)
    return Path(loaded.__file__).parent


def nearby(place: Path) -> str | Path | None:
    """Return the style that the project around the folder `place` asks for, or None.

    The nearest counts, from `place` upward to the project's root: the `style` of its settings, or a
    `_brand.yml`. Raises EnvironmentProblem: SX052 the style lies outside of the project, SX060 and SX061 the
    settings cannot be read or understood.
    """
    project = settings.of_project(place)
    for at in settings.upward(place):
        if project.style and at == project.folder:
            return _of_project(project) if is_path(project.style) else project.style
        if places.is_file(at / FILE):
            return at
        if at == project.root:
            break
    return None


def _of_project(project: ProjectSettings) -> Path:
    """Return the style at the path that a project asks for: one of its own."""
    place = project.folder / project.style
    if not Path(os.path.realpath(place)).is_relative_to(project.root):
        message = "the style that the project asks for lies outside of it"
        hint = "keep it in the project, or name it yourself with --style"
        raise EnvironmentProblem(Diagnostic("SX052", message, "error", str(place), hint=hint))
    return place
