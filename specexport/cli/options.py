"""Options that several commands have, and what completes and reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.cli.console import Command

# Folders whose name is its own URL.
_BESIDE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")


def _split(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _variables(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, mark, _ in pairs:
        if not name.strip() or not mark:
            raise click.BadParameter(f"{name!r} is not NAME=VALUE")
    return {name.strip(): value for name, _, value in pairs}


def _passes(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from specexport.core import registry

    names = _split(ctx, parameter, values)
    for name in names:
        registry.load("passes", name)
    return names


def _targets(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport.core import registry

    done, comma, rest = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in registry.names("renderers") if name.startswith(rest)]


def _readers(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport.core import registry

    return [name for name in registry.names("readers") if name.startswith(incomplete)]


def _styles(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport import style

    return [name for name in style.available() if name.startswith(incomplete)]


def _limits(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport.core.limits import NAMES

    return [f"{name}=" for name in NAMES if name.startswith(incomplete)]


def targets(text: str) -> Callable[[Command], Command]:
    """Return the option for what is to be made, described by `text`."""
    return click.option(
        "-t",
        "--to",
        multiple=True,
        metavar="TARGET,...",
        callback=_split,
        shell_complete=_targets,
        help=text,
    )


def root(text: str) -> Callable[[Command], Command]:
    """Return the option for the folder that `/` means; `text` says what it is by default."""
    return click.option(
        "--root",
        metavar="DIR",
        type=click.Path(),
        help=f"The folder that / means in a specification, and that pictures may come from. {text}",
    )


look = click.option(
    "-s",
    "--style",
    metavar="NAME|DIR",
    shell_complete=_styles,
    help="The look: the name of a style, or its folder. By default what the project asks for, else base.",
)
reader = click.option(
    "--from",
    "reader",
    metavar="FORMAT",
    shell_complete=_readers,
    help="The format of the specification. By default its suffix tells.",
)
variables = click.option(
    "--set",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_variables,
    help="What {{NAME}} stands for in the specification, before what its front matter says.",
)
limits = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_variables,
    shell_complete=_limits,
    help="What a specification may take at most, such as pixels=10m, seconds=300 or memory=1GiB; 0 is no "
    "limit. Before what [limits] in specexport.toml says.",
)
unfilled = click.option(
    "--unfilled",
    type=click.Choice(["mark", "hide", "keep"]),
    default="mark",
    help="What becomes of placeholders: marked so that nobody misses them (the default), left out, or "
    "kept as they are written.",
)
require_complete = click.option(
    "--require-complete",
    is_flag=True,
    help="Export nothing in which something is missing or not filled in, and name what.",
)
raw_html = click.option(
    "--raw-html",
    type=click.Choice(["sanitize", "escape", "drop"]),
    default="sanitize",
    help="What becomes of HTML in the specification: what it means without what acts (the default), "
    "its tags as text, or nothing.",
)
paper = click.option(
    "--paper",
    metavar="NAME",
    help="Another sheet than the style's: A3, A4, A5, B5, Letter, Legal, Executive or Tabloid.",
)
allow_remote = click.option(
    "--allow-remote/--no-allow-remote",
    default=None,
    help="Fetch pictures from public addresses of the web, over http and https. By default what your "
    "settings say, else nothing is fetched.",
)
docx_template = click.option(
    "--docx-template",
    metavar="FILE",
    type=click.Path(),
    help="A Word file (.docx, .dotx, .dotm) of the company's, into which the text goes. "
    "By default that of the style, if it has one.",
)


def _folder(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not _BESIDE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a folder beside the page, such as assets")
    return value


def extras(command: Command) -> Command:
    """Add the options for what documents, pages and PDFs are to be beyond the style."""
    found = (
        click.option(
            "--pass",
            "passes",
            multiple=True,
            metavar="NAME,...",
            callback=_passes,
            help="What installed packages do to the document before it is numbered, in this order.",
        ),
        click.option("--fragment", is_flag=True, help="Of pages, write only what stands within the body."),
        click.option(
            "--assets",
            metavar="FOLDER",
            default="",
            callback=_folder,
            help="Put pictures, fonts and style sheet of pages into this folder beside them, "
            "not into the pages.",
        ),
        click.option("--attach-source", is_flag=True, help="Put the specification into the PDF."),
    )
    for option in reversed(found):
        command = option(command)
    return command


def size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 10**6 else f"{count / 10**6:.1f} MB"
