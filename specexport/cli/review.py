"""`specexport review`: what people said and changed in Word, by the lines of the Markdown."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from specexport.cli import options as command_line
from specexport.cli.console import Console, Grouped, common_options, visible

if TYPE_CHECKING:
    from specexport.api.reviewing import Result, Reviewed
    from specexport.review.found import Change
    from specexport.review.remarks import Form

_FORMATS = ("text", "json", "markdown", "github", "sarif", "patch")
_WORD = frozenset({".docx", ".docm", ".dotx"})


@click.command("review", cls=Grouped)
@click.argument("paths", nargs=-1, required=True, metavar="RETURNED... [SPEC]", type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How what was found is written; patch is a diff of the Markdown.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Where that is written."
)
@click.option("--apply", is_flag=True, help="Make the changes in the Markdown.")
@click.option("--only", multiple=True, metavar="AUTHOR", help="Only the changes of this author.")
@click.option(
    "--accept",
    multiple=True,
    metavar="ID,...",
    callback=command_line.split,
    help="Only these changes, by the numbers that the list has.",
)
@click.option(
    "--comments",
    "remarks",
    type=click.Choice(("footnotes", "html", "criticmarkup", "none")),
    default="none",
    show_default=True,
    help="How --apply and the patch write comments beside their text; exported again they are in Word.",
)
@click.option("--interactive", is_flag=True, help="Ask of every change whether to make it, then make them.")
@click.option("--strip", is_flag=True, help="Take the map out of the Word files, and do nothing else.")
@command_line.look
@command_line.of_field("dialect")
@command_line.of_field("variables")
@command_line.of_field("root")
@common_options
@click.pass_obj
def command(console: Console, /, paths: tuple[str, ...], form: str, output: str | None, **asked: Any) -> int:
    """List what people said and changed in the Word files RETURNED, each with file, line and column.

    SPEC is the specification that they were made from; by default the one that the files name, beside them.
    Changes that Word has not tracked are found as well. With --apply they are made in the Markdown, and
    nothing else in it changes; where it has changed itself by now, both are joined. Ends with 0, with 1 if
    there are conflicts, which are marked in the file as git marks them.
    """
    if asked["strip"]:
        return _strip(console, paths, output)
    from specexport.api import reviewing
    from specexport.core.options import Options

    returned = [path for path in paths if PurePath(path).suffix.lower() in _WORD]
    others = [path for path in paths if path not in returned]
    if not returned or len(others) > 1:
        raise click.UsageError("Name Word files that came back, and at most one specification.")
    options = Options(dialect=asked["dialect"], variables=asked["variables"], root=asked["root"])
    found = reviewing.review(
        returned, next(iter(others), None), asked["style"], options=options, report=console.diagnostic
    )
    changes = [one for one in found.review.changes if one.applies]
    accepted = _accepted(changes, asked)
    if asked["interactive"]:
        accepted = _asked(changes, accepted, err=console.json)
    if asked["apply"] or asked["interactive"]:
        return _apply(console, found, accepted, asked["remarks"])
    return _write(console, found, accepted, form, output, asked["remarks"])


def _accepted(changes: list[Change], asked: dict[str, Any]) -> list[str]:
    from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

    only = {name.casefold() for name in asked["only"]}
    known = {one.id for one in changes}
    for ident in asked["accept"]:
        if ident not in known:
            hint = "specexport review lists them; some cannot be made in the Markdown"
            raise EnvironmentProblem(
                Diagnostic("SX834", f"there is no change {ident!r} that can be made", "error", hint=hint)
            )
    return [
        one.id
        for one in changes
        if (not only or one.author.casefold() in only) and (not asked["accept"] or one.id in asked["accept"])
    ]


def _asked(changes: list[Change], accepted: list[str], *, err: bool) -> list[str]:
    from specexport.review.reports import said, signed

    chosen = []
    for one in changes:
        if one.id in accepted:
            who = signed(one) if one.tracked else "not tracked"
            click.echo(visible(f"{one.place}: {who}: {said(one)}"), err=err)
            if click.confirm("Make this change?", default=True, err=err):
                chosen.append(one.id)
    return chosen


def _apply(console: Console, found: Reviewed, accepted: list[str], remarks: Form) -> int:
    results = found.result(accepted, remarks)
    for one in results:
        one.write()
        places = (change.place for change in found.review.changes if change.id in accepted)
        count = sum(place is not None and place.path == one.path for place in places)
        console.line(f"{one.path}  {count} changes")
        console.result(path=one.path, changes=count, conflicts=one.conflicts)
    if not results:
        console.line("nothing to change")
    return _told(console, found, results, remarks)


def _told(console: Console, found: Reviewed, results: list[Result], remarks: Form) -> int:
    from specexport.core.diagnostics import Diagnostic

    lost = [one for one in found.review.changes if not one.applies]
    if lost:
        names = ", ".join(one.id for one in lost[:12]) + (" …" if len(lost) > 12 else "")
        count = "1 change" if len(lost) == 1 else f"{len(lost)} changes"
        console.diagnostic(
            Diagnostic(
                "SX832",
                f"{count} cannot be made in the Markdown: {names}",
                "warning",
                found.path,
                hint="the list says where and why; make them by hand",
            )
        )
    if left := found.lost(remarks):
        message = (
            f"{len(left)} comments hang on what has no place for them: {', '.join(one.id for one in left)}"
        )
        console.diagnostic(
            Diagnostic("SX832", message, "warning", found.path, hint="the list says where and what")
        )
    for one in results:
        if one.conflicts:
            message = f"{one.conflicts} places changed here and in Word: both are between marks"
            console.diagnostic(
                Diagnostic("SX833", message, "warning", one.path, hint="choose, and remove the marks")
            )
    return int(any(one.conflicts for one in results))


def _write(
    console: Console,
    found: Reviewed,
    accepted: list[str],
    form: str,
    output: str | None,
    remarks: Form,
) -> int:
    from specexport.review import reports
    from specexport.review.reports.json import members
    from specexport.system import files

    results: list[Result] = []
    if form == "patch":
        results = found.result(accepted, remarks)
        text = "".join(one.difference for one in results)
    else:
        hunks = found.hunks(accepted) if form == "github" else ()
        text = reports.load(form)(found.review, hunks)
    code = _told(console, found, results, remarks)
    if console.json and output is None:
        console.result(path=found.path, **members(found.review))
    elif form == "text" and output is None:
        for line in text.removesuffix("\n").split("\n"):
            console.line(line)
    else:
        console.output_taken = output in (None, files.STREAM)
        files.write(Path(output or files.STREAM), text.encode())
    return code


def _strip(console: Console, paths: tuple[str, ...], output: str | None) -> int:
    """Take the map out of Word files, each in its place or in the one named."""
    from specexport.api import reviewing

    if output is not None and len(paths) > 1:
        raise click.UsageError("-o names one file, but several are to be stripped.")
    for path in paths:
        place = reviewing.strip(path, output)
        console.line(str(place))
        console.result(path=str(place))
    return 0
