"""`specexport diff`: what changed between two versions of a specification."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specexport.cli import options as shared
from specexport.cli.console import Console, Grouped, common_options
from specexport.cli.statuses import CANNOT_RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from specexport.api.differences import FileChange, Version
    from specexport.compare.reports import Told
    from specexport.core.options import Options
    from specexport.pipeline.plan import Job
    from specexport.style import Style

SAME, CHANGED = 0, 1
_REPORTS = ("text", "markdown", "json", "github")
_NAMES = {"md": "markdown"}
"""What people call a report as a target."""

_EXAMPLES = """\b
Examples:
  specexport diff old.md new.md                    in the terminal
  specexport diff spec.md --since v1.2 -t docx     tracked changes in Word
  specexport diff spec.md --between v1.1 v1.2 -t html,pdf -o out/
  specexport diff specs-2025/ specs-2026/          two folders
  specexport diff specs/012-swap --since main      a folder that is one document
  specexport diff spec.md --since main --format github --fail-on breaking

\b
docs/diff.md says more."""


@click.command("diff", cls=Grouped, epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="[OLD] NEW", type=click.Path())
@click.option("--since", metavar="REV", help="Compare the file as it is with a revision of its repository.")
@click.option("--between", nargs=2, metavar="REV1 REV2", help="Compare two revisions of the file.")
@shared.targets("What to make: docx, html, pdf, ... or text, md, json. By default text in the terminal.")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True),
    help="Where to write. By default beside NEW, as NEW-changes.",
)
@shared.look
@click.option(
    "--format",
    "form",
    type=click.Choice(_REPORTS),
    help="How it is told on standard output: text (the default), markdown for a pull request, json, github.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("any", "breaking", "never")),
    default="any",
    show_default=True,
    help="What ends the command with 1: any change, one that breaks something, or nothing.",
)
@click.option(
    "--side-by-side", "layout", flag_value="side-by-side", help="In HTML, both versions side by side."
)
@click.option("--fold", "layout", flag_value="folded", help="In HTML, fold away what did not change.")
@shared.asked()
@common_options
@click.pass_obj
def command(console: Console, /, paths: tuple[str, ...], **asked: Any) -> int:
    """Say what changed between OLD and NEW, or between revisions of one file.

    Words, rows, items, lines of code, pictures and what the specification says are compared, not lines of
    Markdown: contents, numbers and page references are derived and never marked. Ends with 0 if nothing
    changed, 1 if something did, 2 if that could not be told.
    """
    from specexport.core.diagnostics import SpecExportError

    try:
        return _Run(console, asked).of(paths)
    except SpecExportError as error:
        console.error(error)
        return CANNOT_RUN


class _Run:
    """One run of the command, with what is asked of it."""

    def __init__(self, console: Console, asked: Mapping[str, Any]) -> None:
        from specexport.pipeline import environment

        self._console = console
        self._asked = asked
        names = [_NAMES.get(name, name) for name in asked["to"]]
        self._targets = [name for name in names if name not in _REPORTS]
        self._form = asked["form"] or next((name for name in names if name in _REPORTS), "")
        if not self._form and not self._targets:
            self._form = "text"
        self._projects = environment.Projects(
            shared.options(asked), asked["limits"], asked["style"], console.diagnostic
        )

    def of(self, paths: tuple[str, ...]) -> int:
        """Compare what the paths name, and return the exit code."""
        git = bool(self._asked["since"] or self._asked["between"])
        if len(paths) != (1 if git else 2) or (self._asked["since"] and self._asked["between"]):
            raise click.UsageError("Name two files or folders, or one file and --since or --between")
        if not git and all(Path(path).is_dir() for path in paths) and not _are_documents(paths):
            return self._folders(*paths)
        planned = self._planned(paths)
        return self._one(*self._versions(paths), paths[-1], planned)

    def _versions(self, paths: tuple[str, ...]) -> tuple[Version, Version]:
        from specexport.api import differences

        options = self._settled(paths[-1])[1]
        if self._asked["between"]:
            first, last = self._asked["between"]
            return differences.since(paths[0], first, last, options)
        if self._asked["since"]:
            return differences.since(paths[0], self._asked["since"], "", options)
        old, new = (differences.of_file(path, options) for path in paths)
        if old.label == new.label:
            old, new = (_renamed(one, path) for one, path in zip((old, new), paths, strict=True))
        return old, new

    def _settled(self, path: str) -> tuple[Style, Options]:
        return self._projects.of(path)

    def _planned(self, paths: Sequence[str], below: str = "") -> Job | None:
        """Return what is written of a comparison of files, in a folder `below` the place that -o names.

        Raises EnvironmentProblem, as `plan.plan` does.
        """
        from specexport.pipeline import plan
        from specexport.system.files import STREAM

        if not self._targets:
            return None
        place = self._asked["output"]
        if place is not None and not plan.is_file(place):
            place = f"{Path(place, below)}/"
        self._console.output_taken = place == STREAM
        (planned,) = plan.plan([_changes(paths[-1])], self._targets, place)
        plan.check_distinct([*(plan.Job(path, ()) for path in paths), planned])
        return planned

    def _one(self, old: Version, new: Version, name: str, planned: Job | None) -> int:
        """Compare two versions, tell of it and write it, and return the exit code."""
        from specexport.api import differences
        from specexport.system import processes

        style, options = self._settled(name)
        with processes.limited(options.limits, name):
            told = differences.difference(old, new, style, options=options, report=self._console.diagnostic)
            self._tell(told, name)
            written = self._write(told, new, planned, style, options) if planned else SAME
        return max(written, self._status(told))

    def _status(self, told: Told) -> int:
        fails = {"any": told.changed, "breaking": told.breaking, "never": False}[self._asked["fail_on"]]
        return CHANGED if fails else SAME

    def _tell(self, told: Told, name: str) -> None:
        from specexport.compare import reports

        self._console.clear()
        if self._form == "json":
            self._console.json = True
        self._console.result(path=name, **reports.record(told))
        if self._console.json or not self._form or self._console.quiet:
            return
        text = reports.github(told, name) if self._form == "github" else getattr(reports, self._form)(told)
        say = self._console.note if self._console.output_taken else self._console.line
        for line in text.split("\n")[:-1]:
            say(line)

    def _write(self, told: Told, new: Version, planned: Job, style: Style, options: Options) -> int:
        from specexport.api import differences
        from specexport.core.diagnostics import SpecExportError

        code = SAME
        for result in differences.write(
            told,
            new,
            planned.outputs,
            style,
            options,
            layout=self._asked["layout"] or "",
            report=self._console.diagnostic,
        ):
            if isinstance(result, SpecExportError):
                self._console.error(result)
                code = CANNOT_RUN
                continue
            self._console.line(f"{result.path}  {shared.size(result.bytes)}  {result.seconds:.2f} s")
            self._console.result(path=str(result.path), target=result.target, bytes=result.bytes)
        return code

    def _folders(self, old: str, new: str) -> int:
        from specexport.api import differences
        from specexport.pipeline import plan

        if self._targets and plan.is_file(self._asked["output"] or ""):
            raise click.UsageError("Name a folder with -o, since folders are compared file by file")
        found = [one for one in differences.in_folders(old, new) if one.what != "same"]
        planned = [
            self._planned((one.old, one.new), _above(one.name)) for one in found if one.old and one.new
        ]
        plan.check_distinct(filter(None, planned))
        return max(map(self._file, found), default=SAME)

    def _file(self, change: FileChange) -> int:
        from specexport.api import differences

        origin = f" (was {change.old})" if change.what == "renamed" else ""
        self._console.line(f"{change.what:8} {change.name}{origin}")
        if change.what in ("added", "removed"):
            self._console.result(path=change.name, what=change.what)
            return CHANGED if self._asked["fail_on"] == "any" else SAME
        options = self._settled(change.new)[1]
        old, new = (differences.of_file(path, options) for path in (change.old, change.new))
        planned = self._planned((change.old, change.new), _above(change.name))
        return self._one(_renamed(old, change.old), _renamed(new, change.new), change.new, planned)


def _above(name: str) -> str:
    return str(Path(name).parent)


def _changes(path: str) -> str:
    """Return what a comparison would be made of, were it a source: NAME-changes beside a file or a folder."""
    from specexport.pipeline import plan

    place = Path(path)
    if place.is_dir():
        return str(plan.beside(path) / f"{place.resolve().name}-changes.md")
    return str(place.parent / f"{place.stem}-changes.md")


def _are_documents(paths: Iterable[str]) -> bool:
    """Say whether folders are documents, not collections of them: all are of a known kind."""
    from specexport.api import folders

    return all(folders.plan(path).kind != "folder" for path in paths)


def _renamed(version: Version, path: str) -> Version:
    from msgspec.structs import replace

    return replace(version, label=path)
