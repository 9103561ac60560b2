"""`specexport styles`: the looks that there are, and what makes a new one."""

from __future__ import annotations

import click

from specexport.cli import options
from specexport.cli.console import Console, common_options, help_instead

_TEMPLATES = (".docx", ".dotx", ".dotm")


@click.group(
    "styles",
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@common_options
@click.pass_context
def command(ctx: click.Context) -> int:
    """List, show, check and begin styles: the looks that documents can have."""
    return help_instead(ctx)


def _made(console: Console, path: object) -> None:
    """Tell of a file or folder that was made."""
    console.line(str(path))
    console.result(path=str(path))


@command.command("list")
@common_options
@click.pass_obj
def list_styles(console: Console) -> None:
    """List the styles that can be named, with their folders."""
    from specexport import style

    found = style.available()
    width = max(map(len, found), default=0)
    for name, folder in found.items():
        console.line(f"{name:{width}}  {folder}")
        console.result(name=name, folder=str(folder))


@command.command("check")
@click.argument("name", metavar="NAME|DIR|TEMPLATE")
@click.option("-s", "--style", "look", default="base", help="The style whose text goes into a template.")
@common_options
@click.pass_obj
def check_style(console: Console, name: str, look: str) -> int:
    """Say what is wrong with a style, or missed where it is used. Exits 1 if something is wrong.

    Of a Word template (.docx, .dotx, .dotm), say what stays, and what is filled, mapped, added and replaced.
    """
    if name.lower().endswith(_TEMPLATES):
        return _preview(console, name, look)
    from specexport.style.tools import audit

    said = audit.check(name)
    for diagnostic in said:
        console.diagnostic(diagnostic)
    if not said:
        console.line(f"{name}: nothing to mend")
    console.result(name=name, errors=sum(diagnostic.severity == "error" for diagnostic in said))
    return 1 if any(diagnostic.severity == "error" for diagnostic in said) else 0


def _preview(console: Console, path: str, look: str) -> int:
    from pathlib import Path

    from specexport import style
    from specexport.renderers.docx.template.preview import preview

    remarks = preview(Path(path), style.load(look))
    width = max(len(remark.verdict) for remark in remarks)
    for remark in remarks:
        console.line(f"{remark.verdict:{width}}  {remark.what}")
        console.result(verdict=remark.verdict, what=remark.what)
    return 0


@command.command("init")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--company", default="", help="The company's name. By default the folder's.")
@common_options
@click.pass_obj
def init_style(console: Console, folder: str, company: str) -> None:
    """Write a style to start from into a folder."""
    from specexport.style.tools import scaffold

    _made(console, scaffold.init(folder, company))


@command.command("from-docx")
@click.argument("template", metavar="TEMPLATE", type=click.Path())
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(), help="The style's folder.")
@click.option("--company", default="", help="The company's name. By default what the template says.")
@common_options
@click.pass_obj
def take_over(console: Console, template: str, output: str, company: str) -> None:
    """Make a style that looks like a company's Word TEMPLATE (.docx or .dotx)."""
    from specexport.style.tools import audit, from_word

    adopted = from_word.from_docx(template, output, company)
    for diagnostic in (*adopted.notes, *audit.check(adopted.path)):
        console.diagnostic(diagnostic)
    _made(console, adopted.path)


@command.command("fetch")
@click.argument("name", metavar="NAME|DIR")
@common_options
@click.pass_obj
def fetch_fonts(console: Console, name: str) -> None:
    """Fetch the fonts that a style names with `source: google` or `bunny` into its folder.

    No other command asks the network. Read the fonts' licences.
    """
    from specexport.style.tools.fetch_fonts import fetch

    for path in fetch(name):
        _made(console, path)


@command.command("show")
@click.argument("name", metavar="NAME|DIR")
@click.option(
    "-t",
    "--to",
    "targets",
    multiple=True,
    metavar="TARGET",
    help="What to make. By default html, pdf and docx.",
)
@click.option("-o", "--output", default=".", metavar="DIR", type=click.Path(), help="Where to write.")
@options.of_field("paper")
@common_options
@click.pass_obj
def show_style(console: Console, name: str, targets: tuple[str, ...], output: str, paper: str | None) -> None:
    """Export a specimen of a style: every element, and its colours with their contrast."""
    from pathlib import Path

    from specexport.api import export
    from specexport.core import registry
    from specexport.core.options import Options
    from specexport.pipeline import environment, plan
    from specexport.style.tools import specimen
    from specexport.system import files

    look = environment.load_style(name, Options(paper=paper), console.diagnostic)
    source = specimen.specimen(look)
    wanted = targets or plan.DEFAULT_TARGETS
    made = export.convert(source, wanted, look, resources=specimen.Swatches(look), report=console.diagnostic)
    for target, rendered in made.items():
        path = Path(output, Path(source.name).stem + registry.suffix(target))
        files.write(path, rendered.data)
        _made(console, path)
