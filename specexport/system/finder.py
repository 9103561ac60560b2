"""Which files of a folder are specifications: what the project includes and excludes, less what git ignores.

`batch`, `check` and everything else that takes a folder ask here, so that they see the same files.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.core import registry
from specexport.core.parts import ENDINGS
from specexport.system import places, settings, untrusted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathspec import GitIgnoreSpec

    from specexport.core.settings import BatchSettings, ProjectSettings, Readme

# Folders that hold what others have made.
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
# Hidden folders in which a tool keeps specifications that are documents.
_KEPT_HIDDEN = frozenset({".kiro"})
_MOST_PATTERNS = 4 * 1024**2
_READMES = frozenset({"readme", "index"})


def specs(folder: Path, but: Path | None = None, project: ProjectSettings | None = None) -> list[str]:
    """Return the specifications below `folder` as paths relative to it, with `/` between folders, sorted.

    Left out are hidden folders, what git ignores, symbolic links that lead outside, and all below `but`.
    `project` are the settings that count, by default those that hold in `folder`. Raises EnvironmentProblem
    (SX060, SX061) when they are not understood.
    """
    project = project or settings.of_project(folder)
    chosen = project.batch
    real = os.path.realpath(folder)
    found = [*_walk(real, real, _ignored_above(Path(real)), os.path.realpath(but) if but else "")]
    return sorted(_without_readmes(chosen_of(found, folder, project), chosen.readme))


def chosen_of(names: list[str], folder: Path, project: ProjectSettings | None = None) -> list[str]:
    """Return those of `names`, paths relative to `folder`, that `project` includes and does not exclude."""
    project = project or settings.of_project(folder)
    chosen = project.batch
    if not (chosen.include or chosen.exclude):
        return names
    return _selected(
        names, chosen, Path(os.path.relpath(folder.resolve(), project.folder.resolve())).as_posix()
    )


def document(folder: Path, matters: Callable[[str], bool]) -> list[str]:
    """Return the files of a folder that is a document, as `specs` returns specifications.

    They are those of whose paths `matters` says so, READMEs and what the project leaves out of batches among
    them: it is the plan of the document that says what its parts are.
    """
    real = os.path.realpath(folder)
    return sorted(_walk(real, real, _ignored_above(Path(real)), "", matters))


def _walk(
    folder: str, top: str, rules: tuple[Rules, ...], but: str, matters: Callable[[str], bool] | None = None
) -> Iterator[str]:
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    rules = (*rules, *_rules(folder, inside))
    suffixes = ENDINGS if matters else _suffixes()
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            hidden = entry.name.startswith(".") and not (matters and entry.name in _KEPT_HIDDEN)
            hidden = hidden or entry.name in _SKIPPED or entry.path == but
            if not hidden and not _ignored(entry.path + "/", rules):
                yield from _walk(entry.path, top, rules, but, matters)
        elif _is_source(entry, suffixes, top) and not _ignored(entry.path, rules):
            name = entry.path[len(top) :].lstrip(os.sep).replace(os.sep, "/")
            if matters is None or matters(name):
                yield name


def _is_source(entry: os.DirEntry[str], suffixes: tuple[str, ...], top: str) -> bool:
    if not entry.name.lower().endswith(suffixes):
        return False
    if entry.is_symlink():
        real = Path(os.path.realpath(entry.path))
        return places.is_file(real) and real.is_relative_to(top)
    return entry.is_file()


def _suffixes() -> tuple[str, ...]:
    readers = registry.suffixes("readers").items()
    return tuple(suffix for suffix, reader in readers if reader == "markdown")


def _selected(found: Iterable[str], chosen: BatchSettings, prefix: str) -> list[str]:
    """Return what `chosen` includes and does not exclude; its file lies above by `prefix`."""
    include, exclude = _patterns(chosen.include or ("*",)), _patterns(chosen.exclude)
    place = "" if prefix == "." else f"{prefix}/"
    return [
        name for name in found if include.match_file(place + name) and not exclude.match_file(place + name)
    ]


def _without_readmes(found: list[str], readme: Readme) -> list[str]:
    if readme == "always":
        return found
    others = [name for name in found if not is_readme(name)]
    if readme == "never" or len(others) == len(found):
        return others
    crowded = {str(above) for name in others for above in Path(name).parents}
    alone = (name for name in found if is_readme(name) and str(Path(name).parent) not in crowded)
    return [*others, *alone]


def is_readme(name: str) -> bool:
    """Return whether `name` is that of a README or index file."""
    return name.rpartition("/")[2].partition(".")[0].lower() in _READMES


# What git ignores (gitignore(5))


class Rules(Struct, frozen=True):
    """The patterns of one `.gitignore`, which count from its folder."""

    folder: str
    patterns: Any


def _patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _rules(folder: str, inside: Iterable[os.DirEntry[str]]) -> list[Rules]:
    return [
        _read(folder, entry.path)
        for entry in inside
        if entry.name == ".gitignore" and places.is_file(Path(entry.path))
    ]


def _read(folder: str, path: str) -> Rules:
    return Rules(folder, _patterns(_text(path).splitlines()))


def _text(path: str) -> str:
    """Return what a file of patterns says; nothing if it is none that a person could have written."""
    try:
        return untrusted.read(Path(path), _MOST_PATTERNS).decode("utf-8", "replace")
    except OSError:
        return ""


def _ignored_above(folder: Path) -> tuple[Rules, ...]:
    """Return what the repository around `folder` ignores, the farthest first."""
    if (root := places.repository(folder)) is None:
        return ()
    above = [place for place in reversed(folder.parents) if place.is_relative_to(root)]
    files = [(root, root / ".git" / "info" / "exclude"), *((place, place / ".gitignore") for place in above)]
    return tuple(_read(str(place), str(path)) for place, path in files if places.is_file(path))


def _ignored(path: str, rules: tuple[Rules, ...]) -> bool:
    """Return what the last pattern that speaks of `path` says; that of a deeper file counts first."""
    for each in reversed(rules):
        inside = path[len(each.folder) :].lstrip(os.sep).replace(os.sep, "/")
        if (said := each.patterns.check_file(inside).include) is not None:
            return bool(said)
    return False
