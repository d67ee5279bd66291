"""accounts-kit completion: what makes a shell complete commands and options with TAB."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_ACCOUNTS_KIT_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete commands and options with TAB.

    \b
    Example:
      accounts-kit completion bash >> ~/.bashrc
      accounts-kit completion fish > ~/.config/fish/completions/accounts-kit.fish
    """
    made = get_completion_class(shell)
    assert made  # click knows these three
    click.echo(made(context.find_root().command, {}, "accounts-kit", VARIABLE).source())
