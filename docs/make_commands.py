"""Write docs/commands.md from the commands themselves. Usage: python docs/make_commands.py."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specexport.cli.application import application

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).with_name("commands.md")
HEAD = """# Commands

Every command with all its options, as `--help` prints them. `docs/make_commands.py` makes this page of the
commands themselves. `specexport --version` prints the version; `python -m specexport` is the same program.

With `--json` a command prints one object and no other words, whose members are `schema` ("specexport/1"),
`command`, `results` and `diagnostics`. A result is what the command made or found, with members of its own; a
diagnostic has `code`, `severity`, `message` and, where they are known, `path`, `line`, `column` and `hint`.
`check --format` and `data` have forms of their own besides.

Every command also has `-h` or `--help`, and these:

"""
TABLE = "| Option | Meaning |\n|---|---|\n"
# What every command has.
COMMON = ("--json", "--quiet", "--no-color", "--debug")


def page() -> str:
    """Return the page: the common options, then every command in the order of help."""
    ctx = click.Context(application, info_name="specexport", **application.context_settings)
    everywhere = [one for one in application.get_params(ctx) if one.opts[-1] in COMMON]
    return f"{HEAD}{TABLE}{''.join(map(_row, everywhere))}\n" + "\n".join(_commands(application, ctx))


def _commands(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=ctx)
        yield _section(command, below)
        if isinstance(command, click.Group):
            yield from _commands(command, below)


def _section(command: click.Command, ctx: click.Context) -> str:
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    options = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    rows = "".join(_row(one) for one in options if one.opts[-1] not in (*COMMON, "--help"))
    parts = [f"## {ctx.command_path}", f"```\n{usage}\n```", _prose(command.help or "")]
    return "\n\n".join([*parts, TABLE + rows] if rows else parts) + ("" if rows else "\n")


def _prose(text: str) -> str:
    """Return help as Markdown: what it indents, or keeps from being wrapped with a backspace, is code."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(_code(one) if one[0] in " \b" else _plain(one) for one in paragraphs)


def _code(text: str) -> str:
    return f"```\n{inspect.cleandoc(text.removeprefix(chr(8)).lstrip(chr(10)))}\n```"


def _plain(text: str) -> str:
    """Return one paragraph in which what Markdown would take for markup is text."""
    quoted = re.sub(r"\{\{\w+\}\}|<!--.*?-->", r"`\g<0>`", " ".join(text.split()))
    return quoted.replace("|", r"\|")


def _row(option: click.Parameter) -> str:
    assert isinstance(option, click.Option)
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if not option.is_flag:
        names = f"{names[:-1]} {_value(option)}`"
    default = f" By default {option.default:g}." if type(option.default) in (int, float) else ""
    if option.show_default and isinstance(option.default, str):
        default = f" By default {option.default}."
    return f"| {names} | {_plain(option.help or '')}{default} |\n"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "\\|".join(option.type.choices)
    return (option.metavar or option.type.name.upper()).replace("|", r"\|")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
