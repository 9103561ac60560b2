"""Options that several commands have: those of `Options`, from its fields, and what completes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import click
from msgspec.structs import fields

from specexport.cli.console import Option
from specexport.core.limits import NAMES, Limits
from specexport.core.options import Flag, Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from msgspec.structs import FieldInfo

    from specexport.cli.console import Command


def split(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words between commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _pairs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, mark, _ in pairs:
        if not name.strip() or not mark:
            raise click.BadParameter(f"{name!r} is not NAME=VALUE")
    return {name.strip(): value for name, _, value in pairs}


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
    return [f"{name}=" for name in NAMES if name.startswith(incomplete)]


def _dialects(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport.core.dialects import DIALECTS, PLAIN

    return [name for name in (*DIALECTS, PLAIN) if name.startswith(incomplete)]


_COMPLETES = {"readers": _readers, "dialects": _dialects, "limits": _limits}


def targets(text: str) -> Callable[[Command], Command]:
    """Return the option for what is to be made, described by `text`."""
    return click.option(
        "-t",
        "--to",
        multiple=True,
        metavar="TARGET,...",
        callback=split,
        shell_complete=_targets,
        help=text,
    )


look = click.option(
    "-s",
    "--style",
    metavar="NAME|DIR",
    shell_complete=_styles,
    help="The look: the name of a style, or its folder. By default what the project asks for, else base.",
)


def asked(**more: str) -> Callable[[Command], Command]:
    """Return what adds an option for every field of `Options`; `more` ends the help of some, by field."""

    def add(command: Command) -> Command:
        for name in reversed(_fields()):
            command = of_field(name, more.get(name, ""))(command)
        return command

    return add


def of_field(name: str, more: str = "") -> Callable[[Command], Command]:
    """Return the option for one field of `Options`; `more` ends its help."""
    field = _fields()[name]
    kind, flag = get_args(field.type)
    spelling = f"--{flag.name or name.replace('_', '-')}"
    if kind == bool | None:
        spelling = f"{spelling}/--no-{spelling[2:]}"
    return click.option(
        spelling,
        name,
        cls=Option,
        group=flag.group,
        metavar=flag.metavar,
        shell_complete=_COMPLETES.get(flag.completes),
        help=f"{flag.help} {more}".strip(),
        **_taken(kind, field.default, flag),
    )


def options(given: Mapping[str, Any]) -> Options:
    """Return the options among what was `given`; limits, which are wishes yet, are as usual."""
    return Options(**{name: given[name] for name in _fields() if name != "limits"})


@cache
def _fields() -> dict[str, FieldInfo]:
    return {field.name: field for field in fields(Options)}


def _taken(kind: Any, default: Any, flag: Flag) -> dict[str, Any]:
    """Return what click has to know of an option whose values are of the type `kind`."""
    if kind is bool:
        return {"is_flag": True}
    if kind is Limits or get_origin(kind) is Mapping:
        return {"multiple": True, "callback": _pairs}
    if get_origin(kind) is tuple:
        return {"multiple": True, "callback": split}
    if choices := next((part for part in (kind, *get_args(kind)) if get_origin(part) is Literal), None):
        return {"type": click.Choice(get_args(choices)), "default": default}
    if any(get_origin(part) is PathLike for part in get_args(kind)):
        return {"type": click.Path()}
    if flag.pattern:
        return {"default": default, "callback": _matching(flag)}
    return {"default": default}


def _matching(flag: Flag) -> Callable[[click.Context, click.Parameter, str], str]:
    def check(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
        if not re.fullmatch(flag.pattern, value):
            raise click.BadParameter(f"{value!r} is not {flag.meaning}")
        return value

    return check


def size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 10**6 else f"{count / 10**6:.1f} MB"
