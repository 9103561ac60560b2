"""What a project and a user may set: every table and key of `specexport.toml`, with its type and usual value.

The types are the only statement of what there is. Keys are written with hyphens where the fields here have
underscores. Reading the files is the affair of `specexport.system.settings`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NewType, TypeAlias

from msgspec import Struct

from specexport.core.diagnostics import Severity
from specexport.core.options import PdfEngine

Readme: TypeAlias = Literal["alone", "always", "never"]

AskedLimits = NewType("AskedLimits", dict[str, float])
"""Limits by the names of the fields of `Limits`; those that are not set are not there."""

CommandLine = NewType("CommandLine", tuple[str, ...])
"""The words of a command. In the file it is a list of them, or one line as for a shell."""

STATUSES = (
    *("Draft", "Proposed", "In Progress", "In Review", "Review", "Under Review", "Accepted", "Approved"),
    *("Final", "Implementable", "Implemented", "Active", "Stable", "Experimental", "Provisional"),
    *("Withdrawn", "Rejected", "Deferred", "Postponed", "On Hold", "Stagnant", "Living", "Last Call"),
    *("Superseded", "Deprecated", "Obsolete", "Replaced", "Retired", "Archived", "Completed", "Complete"),
    *("Closed", "Cancelled", "Published", "Released", "Returned for Revision", "Returned"),
    *("Partially Implemented", "Ready", "Open", "New", "WIP", "Work in Progress"),
)
"""What the status of a specification may be, unless the project has its own list."""


class CheckSettings(Struct, frozen=True):
    """The table `[check]`. Codes may be shortened to the beginning of several: `SX1`.

    `template` is the form that the specifications were written from, empty to find it out. The patterns of
    `per_file_ignores` are those of fnmatch, relative to the file that has them.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, Severity] = {}
    template: str = ""
    statuses: tuple[str, ...] = STATUSES


class BatchSettings(Struct, frozen=True):
    """The table `[batch]`: which files of a folder are specifications, for `batch` and for `check`.

    `include` and `exclude` are patterns as in `.gitignore`, relative to the file that has them. `readme` says
    whether README and index files are specifications: only those with no other Markdown beside or below them,
    always, or never.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    readme: Readme = "alone"


class DocumentSettings(Struct, frozen=True):
    """The table `[document]`: of a folder that is one document, its parts in order.

    They are paths relative to the file that has them, or patterns of fnmatch; empty where the folder's own
    files say the order.
    """

    parts: tuple[str, ...] = ()


class ProjectTables(Struct, frozen=True):
    """What a project's `specexport.toml` may say, or `[tool.specexport]` of its `pyproject.toml`.

    `style` is the name of a style, or the path of its folder from that file. `dialect` is that of the
    project's Markdown (`core.dialects`), empty to tell it by the project's files. `pdf_engine` lays out a
    PDF. `source_map` says whether Word files carry what `review` goes by. `templates` are paths of forms by
    name. `limits` may come from whoever sends the specification: they hold where they are lower than the
    user's.
    """

    style: str = ""
    dialect: str = ""
    pdf_engine: PdfEngine = "auto"
    source_map: bool = True
    check: CheckSettings = CheckSettings()
    templates: dict[str, str] = {}
    batch: BatchSettings = BatchSettings()
    document: DocumentSettings = DocumentSettings()
    limits: AskedLimits = AskedLimits({})


class ProjectSettings(ProjectTables, frozen=True):
    """The settings that hold in a folder, and where they stand.

    `file` says them, None where there is none. `folder` is that of the file, which paths in it are relative
    to, or else the one that was asked about. `root` is the folder of the repository around it, or else
    `folder` itself: what lies outside of it is not the project's.
    """

    file: Path | None = None
    folder: Path = Path()
    root: Path = Path()

    def template_files(self) -> dict[str, Path]:
        """Return the project's own forms by name."""
        return {name: self.folder / path for name, path in self.templates.items()}


class DiagramSettings(Struct, frozen=True):
    """A table `[diagrams.<language>]`: the program that draws this language, text in and SVG out."""

    command: CommandLine


class UserSettings(Struct, frozen=True):
    """What a user says of this machine: `specexport.toml` in the user's folder of settings, nowhere else.

    Whoever sends a specification must not decide what the machine that exports it runs, and whom it asks.
    """

    allow_remote: bool = False
    limits: AskedLimits = AskedLimits({})
    diagrams: dict[str, DiagramSettings] = {}
