"""Where settings stand: the project's around a specification, and the user's own.

There is one rule for everything that a project sets. From a folder upward, the first file that has settings
counts, and it counts whole: `specexport.toml`, or a `pyproject.toml` with a table `[tool.specexport]`, in one
folder in this order. The search ends at the root of the git repository around the folder; where
there is none, at the root of the file system.
"""

from __future__ import annotations

import math
import os
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.limits import STANDARD, Limits, applied
from specexport.core.settings import ProjectSettings, ProjectTables, UserSettings
from specexport.system import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from msgspec import Struct

Report: TypeAlias = "Callable[[Diagnostic], None]"
Stamp: TypeAlias = tuple[int, int]

VARIABLE = "SPECEXPORT_SETTINGS"
"""The variable of the environment that names the file of the user's settings."""

NAME = "specexport.toml"
# Each file in which settings may stand, with the table that holds them.
_FILES: dict[str, tuple[str, ...]] = {NAME: (), "pyproject.toml": ("tool", "specexport")}

FILES = tuple(_FILES)
"""The files in which a project says what it wants; of two in one folder the first counts."""


def of_project(folder: Path, report: Report | None = None) -> ProjectSettings:
    """Return the settings that hold in `folder`; `report` is told what they say in vain (SX061).

    Raises EnvironmentProblem: SX060 their file cannot be read, SX061 it says what is not understood.
    """
    for place in upward(folder):
        for name in FILES:
            if (found := _project_file(place / name, report)) is not None:
                return found
    here = folder.resolve()
    return ProjectSettings(folder=here, root=root(here))


def load(path: Path, report: Report | None = None) -> ProjectSettings:
    """Return the settings in the file at `path`. Raises EnvironmentProblem as `of_project` does."""
    if not places.is_file(path):
        message, hint = "there is no such configuration", "check its path"
        raise EnvironmentProblem(Diagnostic("SX060", message, "error", str(path), hint=hint))
    return _project_file(path, report) or ProjectSettings(folder=path.parent, root=root(path.parent))


def upward(folder: Path) -> Iterator[Path]:
    """Yield `folder` and the folders above it, to the root of the repository or of the file system."""
    here = folder.resolve()
    end = places.repository(here)
    for place in (here, *here.parents):
        yield place
        if place == end:
            return


def root(folder: Path) -> Path:
    """Return the root of the repository around `folder`, or else `folder` itself."""
    here = folder.resolve()
    return places.repository(here) or here


def _project_file(path: Path, report: Report | None) -> ProjectSettings | None:
    """Return the settings in the file at `path`, None where it has none or is not there."""
    if (stamp := _stamp(path)) is None:
        return None
    tables, notes = _project_tables(path, stamp)
    _tell(notes, report)
    if tables is None:
        return None
    fields = {name: getattr(tables, name) for name in ProjectTables.__struct_fields__}
    return ProjectSettings(**fields, file=path, folder=path.parent, root=root(path.parent))


def _stamp(path: Path) -> Stamp | None:
    """Return the time and size of a file, which tell whether it was changed; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size) if S_ISREG(stat.st_mode) else None


def _tell(notes: Iterable[Diagnostic], report: Report | None) -> None:
    if report:
        for note in notes:
            report(note)


@lru_cache(maxsize=256)
def _project_tables(path: Path, _stamp: Stamp) -> tuple[ProjectTables | None, tuple[Diagnostic, ...]]:
    from specexport.system import toml

    table = _FILES.get(path.name, ())
    source = toml.text(path)
    raw: Any = toml.parsed(path, source)
    for key in table:
        raw = raw.get(key) if isinstance(raw, dict) else None
    if raw is None:
        return None, ()
    reader = toml.TableReader(path, source, table, _at_home(UserSettings, ProjectTables, "your own settings"))
    return reader.read(ProjectTables, raw), tuple(reader.notes)


def _at_home(there: type[Struct], here: type[Struct], name: str) -> dict[str, str]:
    """Return the keys that files of the type `there` have and those of `here` do not, each with `name`."""
    fields = set(there.__struct_fields__) - set(here.__struct_fields__)
    return {field.replace("_", "-"): name for field in fields}


# The user's own


def of_user(report: Report | None = None) -> UserSettings:
    """Return the user's own settings; `report` is told what they say in vain (SX061).

    Raises EnvironmentProblem: SX060 their file cannot be read, SX061 it says what is not understood.
    """
    path = user_file()
    if path is None or (stamp := _stamp(path)) is None:
        return UserSettings()
    found, notes = _user_settings(path, stamp)
    _tell(notes, report)
    return found


def user_file() -> Path | None:
    """Return where the user's settings are, whether there are any or not; None where users have no folder."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    folder = places.settings_folder()
    return folder / NAME if folder else None


@lru_cache(maxsize=4)
def _user_settings(path: Path, _stamp: Stamp) -> tuple[UserSettings, tuple[Diagnostic, ...]]:
    from specexport.system import toml

    source = toml.text(path)
    reader = toml.TableReader(
        path, source, (), _at_home(ProjectTables, UserSettings, "the project's settings")
    )
    return reader.read(UserSettings, toml.parsed(path, source)), tuple(reader.notes)


# Limits, which are asked for in three places


def limits(folder: Path, wanted: Mapping[str, object] | None = None, report: Report | None = None) -> Limits:
    """Return the limits of specifications in `folder`: `wanted` before those of their project and the user's.

    The project lowers limits and never raises them, since its settings may come from whoever sends the
    specification; `report` is told where they ask for that (SX025). Raises EnvironmentProblem as `of_project`
    does.
    """
    wanted = wanted or {}
    own, project = replace(STANDARD, **of_user(report).limits), of_project(folder, report)
    lower = {name: value for name, value in project.limits.items() if not _above(own, name, value)}
    vain = [field.replace("_", "-") for field in project.limits if field not in lower]
    _tell((_in_vain(name, project.file) for name in vain if name not in wanted), report)
    return applied(wanted, replace(own, **lower))


def _above(own: Limits, field: str, value: float) -> bool:
    """Return whether `value` is more than a field of `own` allows; 0 is no limit."""
    return (value or math.inf) > (getattr(own, field) or math.inf)


def _in_vain(name: str, file: Path | None) -> Diagnostic:
    message = f"the project asks for a higher limit {name} than you allow; yours holds"
    hint = f"allow it with --limit {name}=VALUE, or under [limits] in your own settings"
    return Diagnostic("SX025", message, "warning", str(file or ""), hint=hint)
