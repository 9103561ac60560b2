"""`specexport data`: what a specification says, for other programs."""

from __future__ import annotations

import click

from specexport.cli.console import Console, common_options


def _schema(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from specexport.api.specifications import schema

        click.echo(schema(), nl=False)
        ctx.exit(0)


@click.command("data")
@click.argument("spec", metavar="SPEC", type=click.Path(allow_dash=True))
@click.option(
    "-t",
    "--to",
    "target",
    type=click.Choice(("json", "yaml", "openapi", "csv")),
    default="json",
    show_default=True,
    help="What to make: all facts as JSON or YAML, the API as OpenAPI 3.1, a table as CSV.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(allow_dash=True), help="Where to write.")
@click.option("--table", default="", metavar="NUMBER|HEADING", help="The table that becomes CSV.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_schema,
    help="Print the JSON Schema of the facts, and end.",
)
@common_options
@click.pass_obj
def command(console: Console, spec: str, target: str, output: str | None, table: str) -> None:
    """Print what SPEC (- is standard input) says: its facts with the lines of the source where they stand.

    Nothing is made up: what the specification does not say is absent, and what could not be read as a value
    is there in words, with a diagnostic. An OpenAPI description is YAML when -o ends in .yaml or .yml.
    """
    from pathlib import Path

    from specexport.api import specifications
    from specexport.system import files

    yaml = Path(output or "").suffix.lower() in (".yaml", ".yml")
    text = specifications.data(spec, target, table=table, yaml=yaml, report=console.diagnostic)
    console.output_taken = output in (None, files.STREAM)
    files.write(Path(output or files.STREAM), text.encode())
    console.result(path=output or files.STREAM, target=target)
