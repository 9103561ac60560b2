"""What commands say: lines on standard output, diagnostics and progress on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

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

    `output_taken`: standard output is the document that the command makes, and no word goes there beside it.
    """

    def __init__(self) -> None:
        self.quiet = False
        self.debug = False
        self.color: bool | None = False if os.environ.get("NO_COLOR") else None
        self.output_taken = False
        self._status = False

    def line(self, text: str) -> None:
        """Print one line of the command's result, unless that is printed itself."""
        self.clear()
        if not self.quiet and not self.output_taken:
            click.echo(text.translate(_VISIBLE), color=self.color)

    def note(self, text: str) -> None:
        """Print one line about the run on standard error."""
        self.clear()
        if not self.quiet:
            click.echo(text.translate(_VISIBLE), err=True, color=self.color)

    def diagnostic(self, diagnostic: Diagnostic) -> None:
        """Print `diagnostic` on standard error, in one line."""
        if self.quiet and diagnostic.severity != "error":
            return
        self.clear()
        text = str(diagnostic).translate(_VISIBLE)
        word = f"{diagnostic.severity} {diagnostic.code}"
        styled = click.style(word, fg=_COLORS[diagnostic.severity], bold=True)
        click.echo(text.replace(word, styled, 1), err=True, color=self.color)

    def error(self, error: SpecExportError) -> None:
        """Print the diagnostics of `error`, and with `debug` where it came from."""
        for diagnostic in error.diagnostics:
            self.diagnostic(diagnostic)
        if self.debug:
            import traceback

            traceback.print_exception(error)

    def status(self, text: str) -> None:
        """Say on a terminal what is being worked on, until the next line is printed."""
        if not self.quiet and sys.stderr.isatty():
            self.clear()
            sys.stderr.write(text.translate(_VISIBLE)[: _width() - 1])
            sys.stderr.flush()
            self._status = True

    def clear(self) -> None:
        """Take the status away."""
        if self._status:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._status = False


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def common_options(command: Command) -> Command:
    """Add the options that every command has, which set the console's ways."""
    for names, field, value, text in _COMMON:
        callback = _setter(field, value)
        command = click.option(*names, is_flag=True, expose_value=False, help=text, callback=callback)(
            command
        )
    return command


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
)


def _setter(field: str, value: bool) -> Callable[[click.Context, click.Parameter, bool], None]:
    def set_field(ctx: click.Context, _parameter: click.Parameter, given: bool) -> None:
        if given:
            setattr(ctx.ensure_object(Console), field, value)

    return set_field
