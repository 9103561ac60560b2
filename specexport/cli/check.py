"""`specexport check`: what is missing, left over or wrong in specifications."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specexport.cli import statuses
from specexport.cli.console import Console, Grouped, common_options
from specexport.cli.options import split

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specexport.cli.console import Command
    from specexport.core.diagnostics import Diagnostic
    from specexport.core.settings import ProjectSettings
    from specexport.specification.check.run import Result

# Options that stand over what the settings say of `check`.
_CHOICES = ("select", "extend_select", "ignore", "template", "per_file")
_FORMATS = ("text", "json", "sarif", "github", "junit")


def _explain(ctx: click.Context, _parameter: click.Parameter, code: str | None) -> None:
    if code:
        from specexport.specification.check.explain import explanation

        console = ctx.ensure_object(Console)
        text = explanation(code)
        for line in text.splitlines():
            console.line(line)
        console.result(about=code, text=text)
        ctx.exit(0)


def _codes(*names: str, text: str) -> Callable[[Command], Command]:
    return click.option(*names, multiple=True, metavar="CODE,...", callback=split, help=text)


@click.command("check", cls=Grouped)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(allow_dash=True))
@_codes(
    "--select", text="Only these rules: codes, their beginnings (SX1), families (unfilled), names, or ALL."
)
@_codes("--extend-select", text="These rules too.")
@_codes("--ignore", text="Not these rules.")
@click.option(
    "--per-file-ignores",
    "per_file",
    multiple=True,
    metavar="PATTERN:CODE,...",
    help="Not these rules for files that match the pattern.",
)
@click.option("-T", "--template", metavar="NAME", help="The form that the specifications were written from.")
@click.option("--config", "config_file", metavar="FILE", type=click.Path(), help="The configuration to use.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Where findings are written."
)
@click.option(
    "--fix", is_flag=True, help="Mend what can be mended safely: dates, heading levels, numbers of lists."
)
@click.option("--links", is_flag=True, help="Ask the network whether links to the web lead somewhere.")
@click.option(
    "--fail-on",
    type=click.Choice(("info", "warning", "error", "never")),
    default="warning",
    show_default=True,
    help="What ends the check with 1: findings as bad as this, or worse.",
)
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever is found. As --fail-on never.")
@click.option(
    "--excuse",
    multiple=True,
    metavar="STATUS,...",
    callback=split,
    help="Let what is unfilled (SX1) be for specifications with this status, such as Draft.",
)
@click.option("--statistics", is_flag=True, help="Print how often each rule was broken.")
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="Print what a rule, or the code of any message, is about, and end.",
)
@common_options
@click.pass_obj
def command(console: Console, /, paths: tuple[str, ...], form: str, output: str | None, **asked: Any) -> int:
    """Check the specifications at each PATH, a file or a folder (- is standard input).

    Ends with 0 if there is nothing but notes, 1 if there are warnings or errors, or a file is no
    specification, 2 if the check could not run. In a document, <!-- specexport: ignore SX102 --> silences a
    rule: at the end of a line for that line, below a heading for its section, elsewhere for the block that
    follows.
    """
    from specexport.api import specifications
    from specexport.core.diagnostics import EnvironmentProblem, SpecExportError
    from specexport.pipeline import environment

    chosen = {name: asked[name] for name in _CHOICES}
    configure = _Configuration(chosen, asked["config_file"], console.diagnostic)
    probe = None
    if asked["links"]:
        from specexport.specification.check.web import Prober

        probe = Prober()
    alone = len(paths) == 1 and not Path(paths[0]).is_dir()
    results: list[Result] = []
    code = 0
    for path in specifications.specifications(paths, configure.given):
        console.status(f"{path} ...")
        try:
            result = specifications.check(
                path, config=configure(path), fix=asked["fix"], probe=probe, today=environment.today
            )
        except EnvironmentProblem:
            raise
        except SpecExportError as error:
            console.error(error)
            code = max(code, statuses.of(error))
            continue
        results.append(result)
        code = max(code, _status(result, asked))
        if console.json:
            _keep(console, result)
        elif form == "text" and output is None:
            _print(console, result, alone)
    console.clear()
    _finish(console, results, form, output, asked["statistics"])
    return int(code)


_SEVERITIES = ("info", "warning", "error")


def _status(result: Result, asked: Mapping[str, Any]) -> int:
    """Return 1 where a specification has findings that are not to be passed over, else 0."""
    least = "never" if asked["exit_zero"] else asked["fail_on"]
    if least == "never":
        return 0
    excused = result.status.casefold() in {status.casefold() for status in asked["excuse"]}
    bad = _SEVERITIES[_SEVERITIES.index(least) :]
    counted = (one for one in result.diagnostics if not (excused and one.code.startswith("SX1")))
    return int(any(one.severity in bad for one in counted))


class _Configuration:
    """The settings for each file: what the nearest file of settings says, with the options over it."""

    def __init__(
        self, options: Mapping[str, object], file: str | None, report: Callable[[Diagnostic], None]
    ) -> None:
        from specexport.system import settings

        self._options = options
        self._report = report
        self._told: set[Diagnostic] = set()
        self.given = settings.load(Path(file), self._note) if file else None
        self._by_folder: dict[Path, ProjectSettings] = {}

    def __call__(self, path: str) -> ProjectSettings:
        from specexport.specification.check.overrides import overridden
        from specexport.system import settings

        folder = Path(path).parent
        if folder not in self._by_folder:
            found = self.given or settings.of_project(folder, self._note)
            self._by_folder[folder] = overridden(found, self._options)
        return self._by_folder[folder]

    def _note(self, diagnostic: Diagnostic) -> None:
        """Tell what a file of settings says in vain, once for all the folders that it holds for."""
        if diagnostic not in self._told:
            self._told.add(diagnostic)
            self._report(diagnostic)


def _keep(console: Console, result: Result) -> None:
    """Keep what was found for JSON."""
    console.result(
        path=result.name,
        findings=len(result.diagnostics),
        complete=result.score.percent,
        template=result.template or None,
    )
    for told in result.diagnostics:
        console.diagnostic(told)


def _print(console: Console, result: Result, clean: bool) -> None:
    """Print what was found; of a file without findings something only where `clean` ones are asked about."""
    from specexport.specification.check.reports.text import completeness, findings

    found = list(findings(result))
    for diagnostic, excerpt in found:
        console.finding(diagnostic)
        for line in excerpt:
            console.line(line)
    if found or clean:
        console.line(completeness(result))


def _finish(console: Console, results: list[Result], form: str, output: str | None, statistics: bool) -> None:
    """Write the report where it is not printed already, then the sums."""
    from specexport.specification.check import reports
    from specexport.specification.check.reports import text

    if form != "text" or output is not None:
        from specexport.system import files

        console.output_taken = output in (None, files.STREAM)
        files.write(Path(output or files.STREAM), reports.load(form)(results).encode())
    else:
        for line in text.sums(results):
            console.line(line)
    if statistics:
        for line in text.statistics(results):
            console.line(line)
