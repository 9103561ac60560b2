"""`specexport export`: specifications to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from specexport.cli import options
from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.api import export
    from specexport.core.diagnostics import Diagnostic, SpecExportError
    from specexport.core.options import RawHtml, Unfilled


@click.command("export", short_help="Turn specifications into documents.")
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...", type=click.Path(allow_dash=True))
@options.targets(
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
@options.look
@options.reader
@options.root("By default only the specification's own.")
@options.variables
@options.raw_html
@options.unfilled
@options.require_complete
@options.allow_remote
@options.docx_template
@options.paper
@options.limits
@options.extras
@common_options
@click.pass_obj
def command(
    console: Console,
    specs: tuple[str, ...],
    to: tuple[str, ...],
    output: str | None,
    style: str | None,
    reader: str | None,
    root: str | None,
    variables: dict[str, str],
    raw_html: RawHtml,
    unfilled: Unfilled,
    require_complete: bool,
    allow_remote: bool | None,
    docx_template: str | None,
    paper: str | None,
    limits: dict[str, str],
    fragment: bool,
    assets: str,
    attach_source: bool,
    passes: tuple[str, ...],
) -> int:
    """Export each SPEC (- is standard input) as documents.

    Prints a line for every file written, and diagnostics on standard error as

        FILE:LINE:COLUMN: SEVERITY CODE MESSAGE (HINT)
    """
    from specexport.api import export
    from specexport.core import registry
    from specexport.core.options import Options
    from specexport.pipeline import plan
    from specexport.system import files, processes

    jobs = plan.plan(specs, to or None, output)
    wishes = [style or export.project_style(job.spec) for job in jobs]
    report = console.diagnostic
    looks = {wish: export.load_style(wish, report, docx_template, paper) for wish in dict.fromkeys(wishes)}
    notes: list[Diagnostic] = []
    bounds = [export.project_limits(job.spec, limits, notes.append) for job in jobs]
    for note in dict.fromkeys(notes):  # a project speaks for all of its specifications at once
        report(note)
    if reader:
        registry.load("readers", reader)
    files.sweep(made.path.parent for job in jobs for made in job.outputs)
    together = plan.together(jobs) if len(jobs) > 1 else None
    code = 0
    for number, (job, wish, bound) in enumerate(zip(jobs, wishes, bounds, strict=True), 1):
        console.status(f"{job.spec} ({number} of {len(jobs)}) ...")
        with processes.limited(bound, job.spec):
            results = export.run(
                job,
                looks[wish],
                reader=reader,
                root=root,
                variables=variables,
                raw_html=raw_html,
                unfilled=unfilled,
                require_complete=require_complete,
                allow_remote=allow_remote,
                options=Options(fragment, assets, attach_source, passes),
                limits=bound,
                together=together,
                report=console.diagnostic,
            )
            code = max(code, _tell(console, results))
    console.clear()
    return code


def _tell(console: Console, results: Iterable[export.Written | SpecExportError]) -> int:
    """Print what became of one specification, and return its exit code; when time is up, nothing more is
    made.
    """
    from specexport.api import export
    from specexport.core.diagnostics import EnvironmentProblem

    code = 0
    for result in results:
        if isinstance(result, export.Written):
            console.line(_summary(result))
            continue
        console.error(result)
        code = max(code, 2 if isinstance(result, EnvironmentProblem) else 1)
        if result.diagnostic.code == "SX084":
            break
    return code


def _summary(written: export.Written) -> str:
    """Return `report.pdf  120 kB  14 pages  1.32 s`."""
    pages = "" if written.pages is None else f"  {written.pages} page{'s' * (written.pages != 1)}"
    return f"{written.path}  {options.size(written.bytes)}{pages}  {written.seconds:.2f} s"
