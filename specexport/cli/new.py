"""`specexport new`: a specification to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from specexport.cli.console import Console, common_options

if TYPE_CHECKING:
    from specexport.core.settings import ProjectSettings


def _pairs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := next((name for name, sign, _ in pairs if not sign or not name.strip()), None):
        raise click.BadParameter(f"{wrong!r} is not FIELD=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _templates(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from specexport.specification.forms import choose
    from specexport.system import settings as projects

    return [name for name in choose.names(projects.of_project(Path())) if name.startswith(incomplete)]


_WHICH = "?"


def _listed(ctx: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Print the forms that there are, with where each comes from, when no name is given."""
    if name != _WHICH or ctx.resilient_parsing:
        return name
    from specexport.specification.forms import choose
    from specexport.system import settings as projects

    console = ctx.ensure_object(Console)
    known = choose.names(projects.of_project(Path()))
    width = max(map(len, known))
    for each, path in known.items():
        console.line(f"{each:{width}}  {choose.home(path)}")
        console.result(name=each, home=choose.home(path))
    return ctx.exit(0)


@click.command("new")
@click.argument("title")
@click.option(
    "-T",
    "--template",
    default="technical-spec",
    show_default=True,
    is_flag=False,
    flag_value=_WHICH,
    is_eager=True,
    callback=_listed,
    metavar="[NAME]",
    shell_complete=_templates,
    help="The form to begin with: technical-spec, api-spec, adr, prd, test-plan, one of a convention such as "
    "speckit-spec or madr, or one of the project's. Without a name: list them, and end.",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    callback=_pairs,
    help="A field of the document information, such as author=... or status=...",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True),
    help="Where to write: a folder, a file, or - for standard output. By default here, named after TITLE.",
)
@click.option("--interactive", is_flag=True, help="Ask for the fields that are not set.")
@common_options
@click.pass_obj
def command(
    console: Console, title: str, template: str, values: dict[str, str], output: str | None, interactive: bool
) -> None:
    """Write a specification called TITLE: the template's sections, with author and date filled in.

    The author is git's user.name unless it is set. A file that is there already is never overwritten.
    """
    from specexport.api import specifications
    from specexport.pipeline import environment
    from specexport.system import files
    from specexport.system import settings as projects

    console.output_taken = output == files.STREAM
    settings = projects.of_project(Path(output or ".").parent if output else Path(), console.diagnostic)
    author = specifications.git_author(Path())
    if interactive:
        values = _asked(template, settings, values, author)
    path = specifications.new(
        title, template, values, output=output, config=settings, author=author, today=environment.today
    )
    console.line(f"{path}")
    console.result(path=str(path))


def _asked(template: str, settings: ProjectSettings, values: dict[str, str], author: str) -> dict[str, str]:
    """Return `values` with what is answered for every other field of the form; no answer leaves the
    question.
    """
    from specexport.api import specifications
    from specexport.pipeline import environment
    from specexport.specification.forms import new

    view, _ = specifications.form(template, settings)
    known = new.default_values(view, author, environment.today().isoformat())
    answers = dict(values)
    for name in new.asked(view):
        if not new.value_name(name, answers):
            default = known.get(name) or new.shown_default(view, name)
            answer = click.prompt(name, default=default, show_default=bool(default), err=True)
            answers |= {name: answer} if answer else {}
    return answers
