"""`specexport export`: specifications to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from specexport import api
    from specexport.contracts import RawHtml


def _split(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _variables(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, mark, _ in pairs:
        if not name.strip() or not mark:
            raise click.BadParameter(f"{name!r} is not NAME=VALUE")
    return {name.strip(): value for name, _, value in pairs}


def _targets(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport import registry

    done, comma, rest = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in registry.names("renderers") if name.startswith(rest)]


def _readers(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport import registry

    return [name for name in registry.names("readers") if name.startswith(incomplete)]


def _styles(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport import style

    return [name for name in style.available() if name.startswith(incomplete)]


@click.command("export", short_help="Turn specifications into documents.")
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...", type=click.Path(allow_dash=True))
@click.option(
    "-t",
    "--to",
    multiple=True,
    metavar="TARGET,...",
    callback=_split,
    shell_complete=_targets,
    help="What to make: html, pdf, docx, json, ... By default what -o's suffix says, else html,pdf,docx.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True),
    help="Where to write: a folder, a file for one target, or - for standard output. "
    "By default beside the specification.",
)
@click.option(
    "-s",
    "--style",
    metavar="NAME|DIR",
    shell_complete=_styles,
    help="The look: the name of a style, or its folder. By default what the project asks for, else base.",
)
@click.option(
    "--from",
    "reader",
    metavar="FORMAT",
    shell_complete=_readers,
    help="The format of the specification. By default its suffix tells.",
)
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(),
    help="The folder that / means in the specification, and that pictures may come from. "
    "By default only the specification's own.",
)
@click.option(
    "--set",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_variables,
    help="What {{NAME}} stands for in the specification, before what its front matter says.",
)
@click.option(
    "--raw-html",
    type=click.Choice(["sanitize", "escape", "drop"]),
    default="sanitize",
    help="What becomes of HTML in the specification: what it means without what acts (the default), "
    "its tags as text, or nothing.",
)
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
) -> int:
    """Export each SPEC (- is standard input) as documents.

    Prints a line for every file written, and diagnostics on standard error as

        FILE:LINE:COLUMN: SEVERITY CODE MESSAGE (HINT)
    """
    from specexport import api, files, outputs, registry
    from specexport.contracts import EnvironmentProblem

    jobs = outputs.plan(specs, to or None, output)
    wishes = [style or api.project_style(job.spec) for job in jobs]
    looks = {wish: api.load_style(wish, console.diagnostic) for wish in dict.fromkeys(wishes)}
    if reader:
        registry.load("readers", reader)
    files.sweep(made.path.parent for job in jobs for made in job.outputs)
    together = outputs.together(jobs) if len(jobs) > 1 else None
    code = 0
    for number, (job, wish) in enumerate(zip(jobs, wishes, strict=True), 1):
        console.status(f"{job.spec} ({number} of {len(jobs)}) ...")
        for result in api.run(
            job,
            looks[wish],
            reader=reader,
            root=root,
            variables=variables,
            raw_html=raw_html,
            together=together,
            report=console.diagnostic,
        ):
            if isinstance(result, api.Written):
                console.line(_summary(result))
            else:
                console.error(result)
                code = max(code, 2 if isinstance(result, EnvironmentProblem) else 1)
    console.clear()
    return code


def _summary(written: api.Written) -> str:
    """Return `report.pdf  120 kB  14 pages  1.32 s`."""
    pages = "" if written.pages is None else f"  {written.pages} page{'s' * (written.pages != 1)}"
    return f"{written.path}  {_size(written.bytes)}{pages}  {written.seconds:.2f} s"


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 10**6 else f"{count / 10**6:.1f} MB"
