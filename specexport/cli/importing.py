"""`specexport import`: a document from elsewhere as a Markdown specification."""

from __future__ import annotations

import click

from specexport.cli import options
from specexport.cli.console import Console, common_options


@click.command("import")
@click.argument("document", metavar="FILE", type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(allow_dash=True),
    help="Where to write: a folder, a file, or - for standard output. "
    "By default beside the document, with the suffix .md.",
)
@click.option(
    "-T",
    "--template",
    default="",
    metavar="NAME",
    help="The form whose sections it is to have: technical-spec, api-spec, adr, prd, test-plan, or one of "
    "the project's. By default sections stay as they are.",
)
@options.of_field("reader")
@click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to say which sections were found, are missing, or are extra.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there already.")
@common_options
@click.pass_obj
def command(
    console: Console,
    document: str,
    output: str | None,
    template: str,
    reader: str | None,
    report: str,
    force: bool,
) -> None:
    """Write the document in FILE (- is standard input) as a specification in Markdown.

    Its pictures are saved in a folder beside it. With a template, its sections go where the template has
    them, and what has no place there goes under a heading of its own: nothing is lost. What was found,
    missing and extra is told on standard error, or as JSON on standard output, unless the document is
    printed there.
    """
    from specexport.api import importing
    from specexport.system import files

    console.output_taken = output == files.STREAM
    done = importing.import_document(
        document, output, template, reader=reader, force=force, report=console.diagnostic
    )
    if report == "json":
        import msgspec

        said = msgspec.json.format(msgspec.json.encode(done), indent=2).decode()
        click.echo(said, err=console.output_taken)
        return
    console.line(done.path)
    for line in done.lines():
        console.note(line)
