"""`specexport export`: specifications to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from specexport.cli import options as shared
from specexport.cli.console import Console, common_options
from specexport.core.diagnostics import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.diagnostics import SpecExportError
    from specexport.pipeline.job import Written


@click.command("export")
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
@shared.asked(root="By default only the specification's own.")
@common_options
@click.pass_obj
def command(
    console: Console, /, specs: tuple[str, ...], output: str | None, style: str | None, **asked: Any
) -> int:
    """Export each SPEC (- is standard input) as documents.

    Prints a line for every file written, and diagnostics on standard error as

        FILE:LINE:COLUMN: SEVERITY CODE MESSAGE (HINT)
    """
    from specexport.pipeline import environment, job, plan
    from specexport.system import files, processes

    jobs = plan.plan(specs, asked["to"] or None, output)
    console.output_taken = output == files.STREAM
    projects = environment.Projects(shared.options(asked), asked["limits"], style, console.diagnostic)
    settled = [projects.of(planned.spec) for planned in jobs]
    files.sweep(made.path.parent for planned in jobs for made in planned.outputs)
    together = plan.together(jobs) if len(jobs) > 1 else None
    code = 0
    for number, (planned, (look, options)) in enumerate(zip(jobs, settled, strict=True), 1):
        console.status(f"{planned.spec} ({number} of {len(jobs)}) ...")
        with processes.limited(options.limits, planned.spec):
            results = job.run(planned, look, options, together, console.diagnostic)
            code = max(code, _tell(console, results))
    console.clear()
    return code


def _tell(console: Console, results: Iterable[Written | SpecExportError]) -> int:
    """Print what became of one specification, and return its exit code; when time is up, nothing more is
    made.
    """
    from specexport.pipeline.job import Written

    code = 0
    for result in results:
        if isinstance(result, Written):
            console.line(_summary(result))
            continue
        console.error(result)
        code = max(code, 2 if isinstance(result, EnvironmentProblem) else 1)
        if result.diagnostic.code == "SX084":
            break
    return code


def _summary(written: Written) -> str:
    """Return `report.pdf  120 kB  14 pages  1.32 s`."""
    pages = "" if written.pages is None else f"  {written.pages} page{'s' * (written.pages != 1)}"
    return f"{written.path}  {shared.size(written.bytes)}{pages}  {written.seconds:.2f} s"
