"""accounts-kit lab: the notebooks of a project in JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from accounts_kit.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("notebooks"))
def lab(folder: Path) -> None:
    """Open JupyterLab on the notebooks of a project.

    FOLDER is where they are, "notebooks" when it is left out. `accounts-kit init FOLDER` makes a project
    that has them. Needs the extra [notebook].

    \b
    Example:
      accounts-kit lab
      accounts-kit lab klanten/notebooks
    """
    if not folder.is_dir():
        raise click.ClickException(
            f"There is no folder {folder}. Make a project that has one: accounts-kit init FOLDER."
        )
    if find_spec("jupyterlab") is None:
        raise click.ClickException('JupyterLab is not installed. Run: pip install "accounts-kit[notebook]".')
    say(f"JupyterLab opens {folder}. Ctrl-C ends it.")
    done = subprocess.run([sys.executable, "-m", "jupyterlab", str(folder)], check=False)
    click.get_current_context().exit(done.returncode)
