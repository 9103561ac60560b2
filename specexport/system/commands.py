"""The user's own settings: programs that draw diagrams, limits, and whether pictures may come from the web.

They are read from `specexport.toml` in the user's folder of settings, never from one beside a specification:
whoever sends a specification must not decide what the machine that exports it runs, and whom it asks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specexport.core.context import not_fetched
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.system import settings as project

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.model.document import Media

VARIABLE = "SPECEXPORT_SETTINGS"
"""The variable of the environment that names the file of settings."""

_FILE = Path("specexport") / "specexport.toml"


class Commands(Mapping[str, tuple[str, ...]]):
    """The commands under `[diagrams.<language>]`, read when the first one is asked for.

    Asking raises EnvironmentProblem (SX060) when the file cannot be understood.
    """

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self._found[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _found(self) -> dict[str, tuple[str, ...]]:
        try:
            tables = _read().get("diagrams", {})
            return {language: _argv(table["command"]) for language, table in tables.items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            hint = 'write [diagrams.plantuml] and below it command = ["plantuml", "-tsvg", "-pipe"]'
            raise _problem(error, hint) from None


def allow_remote() -> bool:
    """Return whether pictures may come from the web: `allow-remote = true`.

    Raises EnvironmentProblem (SX060) when the file cannot be understood.
    """
    said = _read().get("allow-remote", False)
    if not isinstance(said, bool):
        raise _problem(ValueError("allow-remote is neither true nor false"), "write allow-remote = true")
    return said


def limits() -> tuple[dict[str, Any], str]:
    """Return the limits of the user, the table `[limits]`, and the file in which they stand.

    Raises EnvironmentProblem (SX060) when the file cannot be understood.
    """
    found = _read().get("limits", {})
    if not isinstance(found, dict):
        raise _problem(ValueError("limits is no table"), "write [limits] and below it pixels = 1000000")
    return found, str(settings() or "")


def fetcher(allowed: bool | None) -> Callable[[str], Media]:
    """Return what fetches pictures from the web if that is `allowed`; None leaves it to the settings.

    Neither they nor what speaks to the web is looked at before the first picture.
    """
    made: list[Callable[[str], Media]] = []

    def fetch(url: str) -> Media:
        if not made:
            made.append(_remote() if (allow_remote() if allowed is None else allowed) else not_fetched)
        return made[0](url)

    return fetch


def _remote() -> Callable[[str], Media]:
    from specexport.system import web

    return web.Fetcher()


def _read() -> dict[str, Any]:
    path = settings()
    if path is None or not path.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(project.text(path))
    except (OSError, ValueError) as error:
        raise _problem(error, "mend the file, which is TOML") from None


def _problem(error: Exception, hint: str) -> EnvironmentProblem:
    message = f"the settings cannot be read ({error})"
    return EnvironmentProblem(Diagnostic("SX060", message, "error", str(settings()), hint=hint))


def settings() -> Path | None:
    """Return where the user's settings are, None where users have no folder."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return Path(base) / _FILE if base else None
    if named := os.environ.get("XDG_CONFIG_HOME"):
        return Path(named) / _FILE
    home = os.environ.get("HOME")
    return Path(home) / ".config" / _FILE if home else None


def _argv(command: str | list[str]) -> tuple[str, ...]:
    if isinstance(command, str):
        import shlex

        command = shlex.split(command)
    if not command or not all(isinstance(part, str) for part in command):
        raise ValueError("a command is a line, or a list of its words")
    return tuple(command)
