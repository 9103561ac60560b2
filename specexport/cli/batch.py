"""`specexport batch`: folders of specifications to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from specexport.cli import options as shared
from specexport.cli.console import Console, Grouped, common_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.batch import Plan, Summary, Task
    from specexport.batch.plan import FolderDocuments
    from specexport.batch.run import Run
    from specexport.core.limits import Limits


def _positive(_ctx: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    if value is not None and value < 0:
        raise click.BadParameter("it must not be negative")
    return value


@click.command("batch", cls=Grouped)
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(),
    help="Where to write, by the same names.",
)
@shared.targets("What to make of each: html, pdf, docx, json, ... By default html,pdf,docx.")
@shared.look
@shared.asked(root="By default the FOLDER that it lies in.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 1024),
    help="How many at once. By default all processors.",
)
@click.option(
    "--executor",
    metavar="NAME",
    default="process",
    show_default=True,
    help="Who works: process, thread, dask, or module:factory of a concurrent.futures.Executor.",
)
@click.option("--dask-address", metavar="URL", help="The scheduler for dask. By default one of its own.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=float,
    callback=_positive,
    help="The time for one specification, by default 120; 0 is no limit. As --limit seconds=SECONDS.",
)
@click.option(
    "--max-memory",
    metavar="MIB",
    type=float,
    callback=_positive,
    help="The memory for one specification, by default 2048; 0 is no limit. As --limit memory=MIBMiB.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("-f", "--force", is_flag=True, help="Make everything, also what has not changed.")
@click.option("--prune", is_flag=True, help="Remove outputs whose specification is gone.")
@click.option(
    "--since", metavar="REV", help="Only what changed since a git revision, and what depends on it."
)
@click.option(
    "--changes-since",
    metavar="REV",
    help="Say what changed in each since a git revision, also in changes.html beside the index.",
)
@click.option("--watch", is_flag=True, help="Go on, and make again whatever changes, until Ctrl-C.")
@click.option(
    "--folder-documents",
    is_flag=True,
    help="One document for every folder of a known kind, such as spec-kit, instead of its files.",
)
@click.option("--each-file", is_flag=True, help="With --folder-documents, their files by themselves as well.")
@click.option(
    "--site",
    is_flag=True,
    help="Make the pages a site: one navigation, search over all, what leads to a page; without a server.",
)
@click.option("--index/--no-index", default=True, help="Whether to write index.html and index.json.")
@click.option("--warnings", is_flag=True, help="Print the warnings about every specification.")
@click.option(
    "--report", metavar="FILE", type=click.Path(), help="Write what became of each: .json, or .xml for JUnit."
)
@common_options
@click.pass_obj
def command(console: Console, /, folders: tuple[str, ...], **options: Any) -> int:
    """Export every specification in each FOLDER, by several processes at once.

    What has not changed since the last run is not made again. One that fails does not stop the others; all
    failures are told at the end. Ends with 0 if all is good, 1 if some failed, 2 if it could not run, or if
    something that some need is missing on this machine.
    """
    from specexport.batch import reports

    report = reports.choose(options["report"])
    if options["site"] and not options["index"]:
        raise click.UsageError("--site needs the index: leave out --no-index")
    run = _run(console, folders, options)
    if options["site"] and "html" not in run.plan.targets:
        raise click.UsageError("--site is one of web pages: name html among -t")
    tasks = _changed(run.plan, options["since"])
    if options["dry_run"]:
        return _dry_run(console, run, tasks)
    if options["changes_since"]:
        from specexport.batch import changes

        changes.check(run.plan, options["changes_since"])
    if options["watch"]:
        return _watch(console, folders, options)
    try:
        summary = run.do(tasks, options["prune"])
    finally:
        run.progress.end()
    if report:
        report(summary)
    _tell(console, summary, options["warnings"])
    if options["changes_since"]:
        _tell_changes(console, run.plan, options["changes_since"])
    return _status(summary)


def _status(summary: Summary) -> int:
    """Return 2 where the machine lacks something (SX04x), 1 where documents failed for themselves, else 0."""
    codes = [error.code for entry in summary.entries for error in entry.errors]
    return max((2 if code.startswith("SX04") else 1 for code in codes), default=0)


def _run(console: Console, folders: tuple[str, ...], options: dict[str, Any]) -> Run:
    from specexport import batch
    from specexport.batch.run import Run
    from specexport.cli import progress

    limits = _limits(console, folders[0], options)
    plan = batch.plan(
        folders,
        options["output"],
        options["to"] or None,
        options["style"],
        options=replace(shared.options(options), limits=limits),
        index="site" if options["site"] else options["index"],
        folder_documents=_folder_documents(options),
    )
    backend = batch.backend(options["executor"], options["jobs"], options["dask_address"])
    shown = progress.choose(console)
    return Run(plan, backend, anew=options["force"], progress=shown, report=console.diagnostic)


def _folder_documents(options: dict[str, Any]) -> FolderDocuments:
    if not options["folder_documents"]:
        return ""
    return "beside" if options["each_file"] else "instead"


def _limits(console: Console, folder: str, options: dict[str, Any]) -> Limits:
    from specexport.pipeline import environment

    wanted = dict(options["limits"])
    if options["timeout"] is not None:
        wanted["seconds"] = str(options["timeout"])
    if options["max_memory"] is not None:
        wanted["memory"] = f"{options['max_memory']}MiB"
    return environment.project_limits(folder, wanted, console.diagnostic)


def _changed(plan: Plan, revision: str | None) -> tuple[Task, ...] | None:
    if revision is None:
        return None
    from specexport.batch import since

    return since.tasks(plan, revision)


def _dry_run(console: Console, run: Run, tasks: Iterable[Task] | None) -> int:
    """Print every output that would be made, with its source, and every one whose source is gone."""
    waiting, gone = run.preview(tasks)
    for one in sorted(waiting, key=lambda one: one.order.name):
        for output in one.order.outputs:
            console.line(f"{one.order.spec} -> {output.path}")
    for path in gone:
        console.line(f"gone: {run.plan.out / path}")
    outputs = sum(len(one.order.outputs) for one in waiting)
    console.line(
        f"{_counted(outputs, 'output')} to be made of {_counted(len(run.plan.tasks), 'specification')}"
    )
    return 0


def _tell(console: Console, summary: Summary, warnings: bool) -> None:
    """Print the warnings if they are wanted, every failure, what is left over, and the sums."""
    said = [one for entry in summary.entries for one in entry.diagnostics if one.severity != "info"]
    for diagnostic in said if warnings else ():
        console.diagnostic(diagnostic)
    for entry in summary.entries:
        for diagnostic in entry.errors:
            console.diagnostic(diagnostic)
        if entry.trace and console.debug:
            click.echo(entry.trace, err=True)
    for entry in summary.entries:
        made = [str(one.path) for one in entry.outputs]
        console.result(name=entry.name, state=entry.state, outputs=made)
    for path in summary.gone:
        word = "removed" if summary.pruned else "source is gone"
        console.line(f"{path}  {word}" + ("" if summary.pruned else " (--prune removes it)"))
    for line in _sums(summary, 0 if warnings else len(said)):
        console.line(line)


def _tell_changes(console: Console, plan: Plan, revision: str) -> None:
    """Print what changed in each specification since a revision, and write the page that says so."""
    from specexport.batch import changes

    found = list(changes.found(plan, revision, console.diagnostic))
    for change in found:
        console.line(f"{change.task.name}  {change.text}")
        console.result(name=change.task.name, changes=change.text)
    console.line(str(changes.write(plan, found, revision)))


def _sums(summary: Summary, unsaid: int) -> list[str]:
    """Return a small table: what was made of each target, then of the specifications."""
    made = [one for entry in summary.entries for one in entry.outputs if one.made]
    rows = []
    for target in dict.fromkeys(one.target for one in made):
        those = [one for one in made if one.target == target]
        pages = sum(one.pages or 0 for one in those)
        size = shared.size(sum(one.bytes for one in those))
        rows.append(
            f"{target:6} {len(those):6}  {size:>8}" + (f"  {_counted(pages, 'page')}" if pages else "")
        )
    states = ", ".join(
        f"{summary.count(state)} {word}" for state, word in _STATES.items() if summary.count(state)
    )
    more = f", {_counted(unsaid, 'warning')} (--warnings prints them)" if unsaid else ""
    return [
        *rows,
        f"{_counted(len(summary.entries), 'specification')}: {states}{more}, {summary.seconds:.1f} s",
    ]


_STATES: dict[Any, str] = {"made": "made", "kept": "up to date", "failed": "failed"}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _watch(console: Console, folders: tuple[str, ...], options: dict[str, Any]) -> int:
    """Make what there is, then again what changes."""
    from specexport.batch import watch

    def tell(summary: Summary) -> None:
        _tell(console, summary, options["warnings"])

    watch.go(lambda: _run(console, folders, options), tell, console.error)
    return 0
