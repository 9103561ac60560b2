"""`specexport export`: specifications to documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specexport.cli import options as shared
from specexport.cli import statuses
from specexport.cli.console import Console, Grouped, common_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specexport.core.diagnostics import SpecExportError
    from specexport.core.options import Options
    from specexport.pipeline.job import Written
    from specexport.pipeline.plan import Job
    from specexport.style import Style


_EXAMPLES = """\b
Examples:
  specexport export spec.md                      spec.html, spec.pdf, spec.docx beside it
  specexport export spec.md -t pdf --open        one format, and see it
  specexport export specs/012-swap               a folder as one document
  specexport export *.md -s corporate -o out/    several, in a look, into a folder
  specexport export spec.md -t html -o -         to standard output

\b
docs/commands.md and docs/formats.md say more."""


@click.command("export", cls=Grouped, epilog=_EXAMPLES)
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...", type=click.Path(allow_dash=True))
@shared.targets(
    "What to make: html, pdf, docx, json, ... By default what -o's suffix says, else html,pdf,docx."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True),
    help="Where to write: a folder, a file for one target, or - for standard output. "
    "By default beside the specification.",
)
@shared.look
@click.option("--parts", is_flag=True, help="Say of which parts a folder's document is made; make nothing.")
@click.option("--open", "show", is_flag=True, help="Open what was made, in the program that shows it.")
@click.option("--watch", is_flag=True, help="Go on, and export again whatever changes, until Ctrl-C.")
@click.option(
    "--changes-since",
    metavar="REV",
    help="Show with bars, and in a table at the top, what changed since a revision of the repository.",
)
@shared.asked(root="By default only the specification's own.")
@common_options
@click.pass_obj
def command(console: Console, /, specs: tuple[str, ...], **asked: Any) -> int:
    """Export each SPEC (- is standard input) as documents. A folder is one document of its parts.

    Prints a line for every file written, and diagnostics on standard error as

        FILE:LINE:COLUMN: SEVERITY CODE MESSAGE (HINT)
    """
    if asked["watch"]:
        from specexport.batch import watch

        watch.need_watchfiles()
        if "-" in specs:
            raise click.UsageError("Standard input cannot be watched: name a file")
    if asked["parts"]:
        return _parts(console, specs)
    made: set[Path] = set()
    code = _once(console, specs, asked, made)
    if asked["show"]:
        _open(console, specs, asked, made)
    return _watch(console, specs, asked) if asked["watch"] else code


def _parts(console: Console, specs: tuple[str, ...]) -> int:
    """Print of which parts each folder's document is made, and what decided their order."""
    from specexport.api import folders

    for spec in specs:
        if not Path(spec).is_dir():
            raise click.UsageError(f"--parts tells of folders: {spec} is none")
        plan = folders.plan(spec)
        console.line(f"{spec}: {plan.kind}, in the order of: {plan.how}")
        for number, part in enumerate(plan.parts, 1):
            console.line(f"{number:4}  {part.role:8}  {'  ' * (part.level - 1)}{part.path or part.title}")
            console.result(
                spec=spec, kind=plan.kind, role=part.role, level=part.level, path=part.path or None
            )
        for what, paths in (("in no part", plan.left), ("not there", plan.missing)):
            for path in paths:
                console.line(f"      {what}: {path}")
    return 0


def _once(console: Console, specs: tuple[str, ...], asked: Mapping[str, Any], made: set[Path]) -> int:
    """Export every specification, and return the exit code; what was `made` is added."""
    from specexport.pipeline import environment, plan
    from specexport.system import files, processes

    jobs = plan.plan(specs, asked["to"] or None, asked["output"])
    console.output_taken = asked["output"] == files.STREAM
    options = shared.options(asked)
    projects = environment.Projects(options, asked["limits"], asked["style"], console.diagnostic)
    settled = [projects.of(planned.spec) for planned in jobs]
    files.sweep(made.path.parent for planned in jobs for made in planned.outputs)
    together = plan.together(jobs) if len(jobs) > 1 else None
    code = 0
    for number, (planned, (look, options)) in enumerate(zip(jobs, settled, strict=True), 1):
        console.status(f"{planned.spec} ({number} of {len(jobs)}) ...")
        with processes.limited(options.limits, planned.spec):
            results = _results(planned, asked["changes_since"], look, options, together, console)
            code = max(code, _tell(console, results, made))
    console.clear()
    return code


def _results(
    planned: Job,
    revision: str | None,
    look: Style,
    options: Options,
    together: Mapping[str, Job] | None,
    console: Console,
) -> Iterable[Written | SpecExportError]:
    """Yield what is written of one specification, with what changed since a revision if that is asked for."""
    if revision:
        from specexport.api.differences import export_since

        return export_since(planned, revision, look, options, together, console.diagnostic)
    from specexport.pipeline import job

    return job.run(planned, look, options, together, console.diagnostic)


def _open(console: Console, specs: tuple[str, ...], asked: Mapping[str, Any], made: set[Path]) -> None:
    """Open the first document of every specification that was `made`, none that was there before."""
    from specexport.pipeline import plan

    for planned in plan.plan(specs, asked["to"] or None, asked["output"]):
        path = next((one.path for one in planned.outputs if one.path in made), None)
        if path and path.is_file() and click.launch(str(path)) != 0:
            console.note(f"{path} was made; nothing on this machine opens it")


def _watch(console: Console, specs: tuple[str, ...], asked: Mapping[str, Any]) -> int:
    """Export again whenever something changes beside the specifications or in their styles."""
    from specexport.batch import watch
    from specexport.core.diagnostics import SpecExportError
    from specexport.pipeline import environment, plan

    jobs = plan.plan(specs, asked["to"] or None, asked["output"])
    paths = [made.path for planned in jobs for made in planned.outputs]
    own = {os.path.realpath(path) for path in paths}
    if asked["assets"]:
        own |= {os.path.realpath(path.parent / asked["assets"]) for path in paths}
    looks = {asked["style"] or environment.project_style(spec) for spec in specs}
    styles = {str(folder) for look in looks for folder in environment.load_style(look).folders}
    # What is included may lie anywhere in the root, and the template anywhere at all.
    more = {os.path.realpath(asked[name]) for name in ("root", "docx_template") if asked.get(name)}
    places = {os.path.realpath(Path(spec).parent) for spec in specs}
    for changed in watch.changes(sorted({*places, *filter(os.path.exists, styles | more)})):
        if all(_is_ours(path, own) for path in changed):
            continue
        try:
            _once(console, specs, asked, set())
        except SpecExportError as error:
            console.error(error)
    return 0


def _is_ours(path: str, own: set[str]) -> bool:
    """Return whether a path is that of an output, of what lies beside it, or of one that is being written."""
    here = Path(path)
    return here.name.startswith(".specexport-") or not own.isdisjoint(map(str, (here, *here.parents)))


def _tell(console: Console, results: Iterable[Written | SpecExportError], made: set[Path]) -> int:
    """Print what became of one specification, and return its exit code; when time is up, nothing more is
    made.
    """
    from specexport.pipeline.job import Written

    code = 0
    for result in results:
        if isinstance(result, Written):
            made.add(result.path)
            console.line(_summary(result))
            console.result(
                path=str(result.path),
                target=result.target,
                bytes=result.bytes,
                pages=result.pages,
                seconds=round(result.seconds, 3),
            )
            continue
        console.error(result)
        code = max(code, statuses.of(result))
        if result.diagnostic.code == "SX084":
            break
    return code


def _summary(written: Written) -> str:
    """Return `report.pdf  120 kB  14 pages  1.32 s`."""
    pages = "" if written.pages is None else f"  {written.pages} page{'s' * (written.pages != 1)}"
    return f"{written.path}  {shared.size(written.bytes)}{pages}  {written.seconds:.2f} s"
