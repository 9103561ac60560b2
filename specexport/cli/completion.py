"""`specexport completion`: a script that completes the command in a shell."""

from __future__ import annotations

import os
from pathlib import PurePath

import click

from specexport.cli.console import Console, common_options

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", required=False, type=click.Choice(SHELLS))
@common_options
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> None:
    """Print a script that completes specexport in a shell, by default that of $SHELL.

    \b
    bash: echo 'eval "$(specexport completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(specexport completion zsh)"' >> ~/.zshrc
    fish: specexport completion fish > ~/.config/fish/completions/specexport.fish
    """
    from click.shell_completion import get_completion_class

    name = shell or PurePath(os.environ.get("SHELL", "")).name
    kind = get_completion_class(name) if name in SHELLS else None
    if kind is None:
        raise click.UsageError(f"The shell is not known: name one of {', '.join(SHELLS)}", ctx)
    script = kind(ctx.find_root().command, {}, "specexport", "_SPECEXPORT_COMPLETE").source()
    console = ctx.ensure_object(Console)
    console.output_taken = True
    click.echo(script, color=console.color)
