"""`specexport config`: the settings that hold somewhere, and the files that say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct


@click.command("config")
@click.argument("path", default=".", metavar="[PATH]", type=click.Path())
@common_options
@click.pass_obj
def command(console: Console, path: str) -> None:
    """Show the settings that hold for the specification or folder at PATH, by default here.

    Behind each setting stands the file that says it; those without one are as they usually are.
    """
    import json
    from pathlib import Path

    from specexport.core.settings import ProjectTables, UserSettings
    from specexport.pipeline import environment
    from specexport.system import settings

    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    project, user = settings.of_project(folder, console.diagnostic), settings.of_user(console.diagnostic)
    _files(console, project.file, settings.user_file())
    rows = [
        *_rows("project", project, ProjectTables(), ProjectTables.__struct_fields__, project.file),
        *_rows("yours", user, UserSettings(), UserSettings.__struct_fields__, settings.user_file()),
    ]
    width = max(len(name) for name, _, _ in rows)
    for name, value, file in rows:
        console.line(f"{name:{width}}  {_shortened(value)}" + (f"  ({file})" if file else ""))
        console.result(name=name, value=json.loads(value), file=file or None)
    name, style = "style that is used", str(environment.project_style(str(folder / "-")))
    console.line(f"{name:{width}}  {style}")
    console.result(name=name, value=style)


def _files(console: Console, project: Any, user: Any) -> None:
    """Say which files are read, whether they are there or not."""
    console.line(
        f"project settings: {project or 'none (specexport.toml or [tool.specexport] in pyproject.toml)'}"
    )
    there = user is not None and user.is_file()
    console.line(f"your settings:    {user if there else f'none ({user})' if user else 'none'}")
    console.line("")


def _rows(
    whose: str, found: Struct, usual: Struct, names: tuple[str, ...], file: Any
) -> Iterator[tuple[str, str, str]]:
    """Yield the settings of a file: their names with dots, their values, and the file where it says them."""
    for name in names:
        value, other = getattr(found, name), getattr(usual, name)
        spelt = f"{whose}.{name.replace('_', '-')}"
        if hasattr(value, "__struct_fields__"):
            yield from _rows(spelt, value, other, value.__struct_fields__, file)
        else:
            yield spelt, _written(value), str(file) if value != other and file else ""


def _written(value: Any) -> str:
    """Return a value as a file of settings has it."""
    import json

    return json.dumps(value, ensure_ascii=False, default=lambda one: getattr(one, "command", str(one)))


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"
