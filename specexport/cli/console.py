"""What commands say: lines on standard output, diagnostics and progress on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specexport.core.diagnostics import Diagnostic, SpecExportError

Command = TypeVar("Command", bound="Callable[..., Any]")

# Characters that would move the cursor, colour the terminal or turn text around, from names and documents.
_ACTIVE = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_VISIBLE = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _ACTIVE}

_COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}


def visible(text: str) -> str:
    """Return `text` without what would act on a terminal."""
    return text.translate(_VISIBLE)


class Console:
    """Where a run's words go. `quiet` keeps only errors, `debug` adds tracebacks.

    With `json` there are none until the end, and then one object on standard output: what came out, and all
    diagnostics. `command` is the name of the command that runs.

    `output_taken`: standard output is the document that the command makes, and no word goes there beside it.
    """

    def __init__(self) -> None:
        self.quiet = False
        self.debug = False
        self.color: bool | None = False if os.environ.get("NO_COLOR") else None
        self.output_taken = False
        self.json = False
        self.command = ""
        self._results: list[Mapping[str, object]] = []
        self._diagnostics: list[Diagnostic] = []
        self._status = False

    def line(self, text: str) -> None:
        """Print one line of the command's result, unless that is printed itself."""
        self.clear()
        if not self.quiet and not self.output_taken and not self.json:
            click.echo(text.translate(_VISIBLE), color=self.color)

    def note(self, text: str) -> None:
        """Print one line about the run on standard error."""
        self.clear()
        if not self.quiet and not self.json:
            click.echo(text.translate(_VISIBLE), err=True, color=self.color)

    def diagnostic(self, diagnostic: Diagnostic) -> None:
        """Print `diagnostic` on standard error, in one line."""
        if self.json:
            self._diagnostics.append(diagnostic)
            return
        if self.quiet and diagnostic.severity != "error":
            return
        self.clear()
        click.echo(_styled(diagnostic), err=True, color=self.color)

    def finding(self, diagnostic: Diagnostic) -> None:
        """Print a diagnostic that is the result itself, on standard output."""
        self.clear()
        if not self.quiet and not self.output_taken:
            click.echo(_styled(diagnostic), color=self.color)

    def error(self, error: SpecExportError) -> None:
        """Print the diagnostics of `error`, and with `debug` where it came from."""
        for diagnostic in error.diagnostics:
            self.diagnostic(diagnostic)
        if self.debug:
            import traceback

            traceback.print_exception(error)

    def status(self, text: str) -> None:
        """Say on a terminal what is being worked on, until the next line is printed."""
        if not self.quiet and not self.json and sys.stderr.isatty():
            self.clear()
            sys.stderr.write(text.translate(_VISIBLE)[: _width() - 1])
            sys.stderr.flush()
            self._status = True

    def result(self, **fields: object) -> None:
        """Keep one of the results for the object in JSON; those that are None say nothing."""
        if self.json:
            self._results.append({name: value for name, value in fields.items() if value is not None})

    def finish(self) -> None:
        """Write the object in JSON, where that was asked for."""
        if self.json:
            from specexport.cli.envelope import envelope

            click.echo(
                envelope(self.command, self._results, self._diagnostics), nl=False, err=self.output_taken
            )

    def clear(self) -> None:
        """Take the status away."""
        if self._status:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._status = False


def _styled(diagnostic: Diagnostic) -> str:
    """Return a diagnostic in one line, its severity and code coloured."""
    text = str(diagnostic).translate(_VISIBLE)
    word = f"{diagnostic.severity} {diagnostic.code}"
    return text.replace(word, click.style(word, fg=_COLORS[diagnostic.severity], bold=True), 1)


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def common_options(command: Command) -> Command:
    """Add the options that every command has, which set the console's ways."""
    for names, field, value, text in _COMMON:
        callback = _setter(field, value)
        option = click.option(
            *names,
            cls=Option,
            group=EVERYWHERE,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            help=text,
            callback=callback,
        )
        command = option(command)
    return command


class Option(click.Option):
    """An option that help lists below the heading `group`."""

    def __init__(self, *names: Any, group: str = "", **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.group = group


class Grouped(click.Command):
    """A command whose options help lists below headings, in the order of their first options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by their groups; those of every command come last."""
        groups: dict[str, list[tuple[str, str]]] = {"Options": [], EVERYWHERE: []}
        for parameter in self.get_params(ctx):
            if (record := parameter.get_help_record(ctx)) is not None:
                own = getattr(parameter, "group", "")
                name = own or (EVERYWHERE if parameter.name == "help" else "Options")
                groups.setdefault(name, []).append(record)
        last = groups.pop(EVERYWHERE)
        for title, records in (*groups.items(), (EVERYWHERE, last)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def help_instead(ctx: click.Context) -> int:
    """Print the help of a group that is asked for without a command, and return the exit code: 2."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        return 2
    return 0


_COMMON = (
    (("--debug",), "debug", True, "Show where an error came from."),
    (("--no-color",), "color", False, "Print without colours, as with NO_COLOR."),
    (("-q", "--quiet"), "quiet", True, "Print errors only."),
    (("--json",), "json", True, "Print one object in JSON: results and diagnostics."),
)
EVERYWHERE = "Every command"
"""The heading of options that every command has."""


def _setter(field: str, value: bool) -> Callable[[click.Context, click.Parameter, bool], None]:
    def set_field(ctx: click.Context, _parameter: click.Parameter, given: bool) -> None:
        console = ctx.ensure_object(Console)
        console.command = ctx.command_path.partition(" ")[2] or console.command
        if given:
            setattr(console, field, value)

    return set_field
