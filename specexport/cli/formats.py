"""`specexport formats`: what can be read and what can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import click

from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from specexport.core.registry import Kind

Row: TypeAlias = "tuple[str, tuple[str, ...], str]"


@click.command("formats")
@common_options
@click.pass_obj
def command(console: Console) -> None:
    """List the formats that can be read and the targets that can be made, with what provides them.

    Of targets, what they cannot show is told as well.
    """
    from specexport.core import registry

    sources = registry.names("readers").items()
    rows = [(name, registry.known_suffixes("readers", name), provider) for name, provider in sources]
    _keep(console, "source", rows)
    _list(console, "Source formats", [*rows, *_families("readers")])
    console.line("")
    rows = [_target(name, provider) for name, provider in registry.names("renderers").items()]
    _keep(console, "target", rows)
    _list(console, "Targets", [*rows, *_families("renderers")])


def _keep(console: Console, kind: str, rows: list[Row]) -> None:
    """Keep rows for JSON."""
    for name, endings, provider in rows:
        console.result(kind=kind, name=name, suffixes=endings, provider=provider)


def _families(kind: Kind) -> list[Row]:
    from specexport.core import registry

    return [(f"{family}:NAME", (), f"any other of {family}'s") for family in registry.FAMILIES.get(kind, {})]


def _target(name: str, provider: str) -> Row:
    """Return the row of a target: its suffixes, what makes it, and what it cannot show."""
    from specexport.core import registry
    from specexport.core.diagnostics import EnvironmentProblem

    try:
        target = registry.target(name)
    except EnvironmentProblem:
        return name, (), f"{provider} (cannot be loaded: see specexport doctor)"
    lost = f" (without {', '.join(target.lacks)})" if target.lacks else ""
    return name, target.suffixes, (target.engine or provider) + lost


def _list(console: Console, title: str, rows: list[Row]) -> None:
    table = [(name, " ".join(endings), provider) for name, endings, provider in rows]
    name_width, suffix_width = (max(len(row[column]) for row in table) for column in (0, 1))
    console.line(title)
    for name, endings, provider in table:
        console.line(f"  {name:{name_width}}  {endings:{suffix_width}}  {provider}")
