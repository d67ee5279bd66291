"""accounts-kit segments push: between the workspace and a folder of YAML."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, say, show


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it; left out, only show what would change.")
@format_option
@workspace_option
def push(folder: Path, yes: bool, form: str, path: Path) -> None:
    """Write the saved segments to a folder of YAML, one file each: shown first, done with --yes.

    \b
    Example:
      accounts-kit segments push segmenten
      accounts-kit segments push segmenten --yes
    """
    from accounts_kit.segments import push as pushed

    with existing(path) as ws:
        show(pushed(ws, folder, confirm=yes), form, reading_of(ws))
    if not yes:
        say("Nothing was changed. Add --yes to do it.")
