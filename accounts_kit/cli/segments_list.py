"""accounts-kit segments list: the saved segments."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show


@click.command("list")
@format_option
@workspace_option
def list_(form: str, path: Path) -> None:
    """Print the saved segments: name, what they select, owner, version.

    \b
    Example:
      accounts-kit segments list
    """
    from accounts_kit.segments import table

    with existing(path) as ws:
        show(table(ws), form, reading_of(ws))
