"""accounts-kit check: whether a workspace keeps its promises."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.options import existing, format_option, strict_option, workspace_option
from accounts_kit.cli.output import reading_of, say, show


@click.command()
@strict_option
@format_option
@workspace_option
@click.pass_context
def check(context: click.Context, strict: bool, form: str, path: Path) -> None:
    """Prove links, keys and values of a workspace. Prints what is broken.

    \b
    Example:
      accounts-kit check --strict
    """
    from accounts_kit.records.integrity import check as proven

    with existing(path) as ws:
        broken = proven(ws)
        show(broken, form, reading_of(ws))
    say(f"{path}: {len(broken)} problems." if len(broken) else f"{path} is sound.")
    if strict and len(broken):
        context.exit(ExitCode.PROBLEMS)
