"""The command group: its commands, loaded when used, and how a run ends."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from specexport._version import __version__
from specexport.cli import statuses
from specexport.cli.console import Console, common_options, help_instead
from specexport.cli.statuses import CANNOT_RUN, GOOD, INTERRUPTED, TERMINATED
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Listed(NamedTuple):
    """A command as help lists it: the module that has it as `command`, and what it does in a line."""

    home: str
    summary: str


# As help lists them: in groups, by what somebody wants to do.
GROUPS = {
    "Make documents": {
        "export": Listed("specexport.cli.export", "Turn specifications into documents."),
        "batch": Listed("specexport.cli.batch", "Turn folders of specifications into documents."),
    },
    "Review": {
        "diff": Listed("specexport.cli.diff", "Say what changed between two versions of a specification."),
    },
    "Write and check": {
        "new": Listed("specexport.cli.new", "Begin a specification from a template."),
        "import": Listed("specexport.cli.importing", "Turn a document from elsewhere into a specification."),
        "review": Listed("specexport.cli.review", "Bring comments and changes made in Word to the Markdown."),
        "check": Listed(
            "specexport.cli.check", "Find what is missing, left over or wrong in specifications."
        ),
        "data": Listed(
            "specexport.cli.data", "Get the facts out of a specification: JSON, YAML, OpenAPI, CSV."
        ),
    },
    "Set up": {
        "styles": Listed("specexport.cli.styles", "List, show, check and begin styles."),
        "formats": Listed("specexport.cli.formats", "List what can be read and what can be made."),
        "config": Listed("specexport.cli.config", "Show the settings that hold here, and where they stand."),
        "doctor": Listed("specexport.cli.doctor", "Say what is missing on this machine and what mends it."),
        "completion": Listed(
            "specexport.cli.completion", "Print a script that completes the command in a shell."
        ),
        "help": Listed("specexport.cli.helping", "Explain a command, or the code of a message."),
    },
}
COMMANDS = {name: listed for group in GROUPS.values() for name, listed in group.items()}

_EXAMPLES = """\b
Examples:
  specexport new "Payment Ledger"
  specexport check payment-ledger.md
  specexport export payment-ledger.md -t pdf,docx --open
  specexport batch specs/ -o out/

\b
specexport help COMMAND explains a command, specexport help SX403 a message.
The documentation is in the folder docs, which begins with docs/start.md."""


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - both signatures are click's
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return the command called `cmd_name`, importing it."""
        if cmd_name not in COMMANDS:
            return None
        home, summary = COMMANDS[cmd_name]
        command: click.Command = import_module(home).command
        command.short_help = summary
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """Write the list of commands, without importing one."""
        width = max(map(len, COMMANDS))
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:{width}}", listed.summary) for name, listed in group.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for. Raises EnvironmentProblem (SX019) if there is none."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise EnvironmentProblem(_no_command(name))


@click.command(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLES,
)
@click.version_option(__version__, "-V", "--version", message="specexport %(version)s")
@common_options
@click.pass_context
def application(ctx: click.Context) -> int:
    """Turn technical specifications in Markdown into Word, PDF and HTML documents in the company's look.

    Exit codes: 0 good, 1 a document failed, 2 the request or the machine is at fault, 130 interrupted.
    """
    return help_instead(ctx)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing but SystemExit on SIGTERM ever leaves it."""
    _prepare_streams()
    previous = signal.signal(signal.SIGTERM, _terminate)
    console = Console()
    # Before the options are read: whatever is wrong with them is told as it is asked for.
    console.json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        result = application.main(arguments, prog_name="specexport", standalone_mode=False, obj=console)
        console.finish()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last resort: whatever it is, it is told in one line
        console.error(error if isinstance(error, SpecExportError) else _as_error(error))
        console.finish()
        return statuses.of(error) if isinstance(error, SpecExportError) else CANNOT_RUN
    else:
        return result if isinstance(result, int) else GOOD
    finally:
        signal.signal(signal.SIGTERM, previous)
        _let_go_of_output()


def _no_command(name: str) -> Diagnostic:
    """Return the message for a word that is no command: most often a specification, or one mistyped."""
    import difflib
    from pathlib import Path

    if (path := Path(name)).exists():
        asked = f"batch {name} -o out" if path.is_dir() else f"export {name}"
        hint = f"to export it: specexport {asked}"
        return Diagnostic("SX019", f"{name!r} is no command", "error", hint=hint)
    near = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(COMMANDS)}"
    return Diagnostic("SX019", f"there is no command {name!r}", "error", hint=hint)


def _as_error(error: Exception) -> SpecExportError:
    fault = SpecExportError(_diagnostic(error))
    fault.__cause__ = error
    return fault


def _diagnostic(error: Exception) -> Diagnostic:
    match error:
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "specexport"
            message = " ".join(error.format_message().split()).rstrip(".")
            return Diagnostic("SX019", message, "error", hint=f"see: {command} --help")
        case OSError():
            message, hint = f"writing failed: {error.strerror or error}", "free some space or write elsewhere"
            return Diagnostic("SX031", message, "error", "standard output", hint=hint)
    hint = "this is a fault of specexport: please report it with what --debug prints"
    return Diagnostic("SX099", f"unexpected {type(error).__name__}: {error}", "error", hint=hint)


def _prepare_streams() -> None:
    """Let no file name or text fail to print for want of an encoding."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Throw away what a closed pipe or a full disk would not take, so that the interpreter ends in peace."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminate(_number: int, _frame: object) -> NoReturn:
    """End as an exception does, so that a file half written is taken away."""
    sys.exit(TERMINATED)
