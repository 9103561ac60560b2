"""`specexport formats`: what can be read and what can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from specexport.core.registry import Kind


@click.command("formats", short_help="List what can be read and what can be made.")
@common_options
@click.pass_obj
def command(console: Console) -> None:
    """List the formats that can be read and the targets that can be made, with what provides them."""
    _list(console, "Source formats", "readers")
    console.line("")
    _list(console, "Targets", "renderers")


def _list(console: Console, title: str, kind: Kind) -> None:
    from specexport.core import registry

    found = registry.names(kind).items()
    rows = [(name, " ".join(registry.known_suffixes(kind, name)), by) for name, by in found]
    rows += [(f"{family}:NAME", "", f"any other of {family}'s") for family in registry.FAMILIES.get(kind, {})]
    name_width, suffix_width = (max(len(row[column]) for row in rows) for column in (0, 1))
    console.line(title)
    for name, endings, provider in rows:
        console.line(f"  {name:{name_width}}  {endings:{suffix_width}}  {provider}")
