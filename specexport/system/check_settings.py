"""Configuration of `check` and `new`: `specexport.toml`, or `[tool.specexport]` in `pyproject.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, Severity
from specexport.system import settings

FILE = "specexport.toml"
STATUSES = (
    *(
        "Draft",
        "Proposed",
        "In Progress",
        "In Review",
        "Review",
        "Under Review",
        "Accepted",
        "Approved",
        "Final",
    ),
    *(
        "Implementable",
        "Implemented",
        "Active",
        "Stable",
        "Experimental",
        "Provisional",
        "Withdrawn",
        "Rejected",
    ),
    *(
        "Deferred",
        "Postponed",
        "On Hold",
        "Stagnant",
        "Living",
        "Last Call",
        "Superseded",
        "Deprecated",
        "Obsolete",
    ),
    *(
        "Replaced",
        "Retired",
        "Archived",
        "Completed",
        "Complete",
        "Closed",
        "Cancelled",
        "Published",
        "Released",
    ),
    *(
        "Returned for Revision",
        "Returned",
        "Partially Implemented",
        "Ready",
        "Open",
        "New",
        "WIP",
        "Work in Progress",
    ),
)


class Check(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """The table `[check]`. Codes may be shortened to the beginning of several: `SX1`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, Severity] = {}
    template: str = ""
    statuses: tuple[str, ...] = STATUSES


class Config(msgspec.Struct, frozen=True):
    """What a project says to `check` and `new`; the other settings in its file are others' affair.

    `root` is the folder of the file that says it, which paths are relative to.
    """

    check: Check = Check()
    templates: dict[str, str] = {}
    root: Path = Path()

    def template_files(self) -> dict[str, Path]:
        """Return the project's own forms by name."""
        return {name: self.root / path for name, path in self.templates.items()}


def find(start: Path) -> Config:
    """Return the configuration that holds in the folder `start`: the nearest file there or above it.

    Raises EnvironmentProblem when that file is not understood (SX060 no TOML, SX061 an unknown key or a wrong
    value).
    """
    folder = start.absolute()
    for place in (folder, *folder.parents):
        for name in (FILE, "pyproject.toml"):
            path = place / name
            if path.is_file() and (table := _table(path)) is not None:
                return _config(path, table)
    return Config(root=folder)


def load(path: Path) -> Config:
    """Return the configuration in the file at `path`. Raises EnvironmentProblem like `find`."""
    if not path.is_file():
        hint = "check its path"
        raise EnvironmentProblem(
            Diagnostic("SX060", "there is no such configuration", "error", str(path), hint=hint)
        )
    return _config(path, _table(path) or {})


def _table(path: Path) -> dict[str, Any] | None:
    try:
        table = tomllib.loads(settings.text(path))
    except (OSError, ValueError) as error:
        if path.name == "pyproject.toml":
            return None
        raise EnvironmentProblem(
            Diagnostic(
                "SX060",
                f"the configuration cannot be read: {error}",
                "error",
                str(path),
                hint="mend the file, which is TOML",
            )
        ) from None
    if path.name != "pyproject.toml":
        return table
    own: dict[str, Any] | None = table.get("tool", {}).get("specexport")
    return own


def _config(path: Path, table: dict[str, Any]) -> Config:
    try:
        config = msgspec.convert(
            {name: table[name] for name in ("check", "templates") if name in table}, Config
        )
    except msgspec.ValidationError as error:
        known = (
            "check: select, extend-select, ignore, per-file-ignores, severity, template, statuses; templates"
        )
        raise EnvironmentProblem(
            Diagnostic(
                "SX061",
                f"the configuration is not understood: {error}",
                "error",
                str(path),
                hint=f"known: {known}",
            )
        ) from None
    return msgspec.structs.replace(config, root=path.parent)
