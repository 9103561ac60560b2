"""`specexport help`: what a command does, or what a message means."""

from __future__ import annotations

import click

from specexport.cli.console import Console, common_options


@click.command("help")
@click.argument("about", nargs=-1, metavar="[COMMAND|CODE]...")
@common_options
@click.pass_context
def command(ctx: click.Context, about: tuple[str, ...]) -> None:
    """Explain a COMMAND, such as export or styles check, or a CODE that a message has, such as SX403."""
    top, console = ctx.find_root(), ctx.ensure_object(Console)
    if about and about[0].upper().startswith("SX") and about[0][2:].isdigit():
        from specexport.specification.check.explain import explanation

        text = explanation(about[0])
        for line in text.splitlines():
            console.line(line)
        console.result(about=about[0], text=text)
        return
    here, shown = top, top.command
    for name in about:
        if not isinstance(shown, click.Group):
            break
        _, found, _ = shown.resolve_command(here, [name])
        assert found is not None
        here, shown = click.Context(found, info_name=name, parent=here), found
    if not console.json:
        click.echo(shown.get_help(here))
    console.result(about=" ".join(about), text=shown.get_help(here))
