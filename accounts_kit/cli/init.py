"""accounts-kit init: a new, empty workspace, or a project folder with one."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import new_or_existing, workspace_option
from accounts_kit.cli.output import say
from accounts_kit.cli.project import make_project
from accounts_kit.errors import AlreadyExists


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--timezone", metavar="ZONE", help="Such as Europe/Brussels.  [default: Europe/Amsterdam]")
@click.option("--language", type=click.Choice(["nl", "en"]), help="[default: nl]")
@click.option("--currency", metavar="CODE", help="Such as USD.  [default: EUR]")
@workspace_option
def init(
    folder: Path | None, timezone: str | None, language: str | None, currency: str | None, path: Path
) -> None:
    """Make a new, empty workspace, or a project folder that has one. What is there already is refused.

    With FOLDER, a project to keep: the workspace crm.duckdb, segments/ and mappings/ as text for git, the
    notebooks with the files of a made-up firm, folders for your own files and exports, a .gitignore that
    keeps personal data out of git, and an example of CI that runs the notebooks.

    \b
    Example:
      accounts-kit init
      accounts-kit init klanten
      accounts-kit init --language en --workspace klanten.duckdb
    """
    if folder is not None:
        path = folder / path.name
    if path.exists():
        raise AlreadyExists(f"{path} is there already. Use it as it is, or give another --workspace FILE.")
    settings = {"timezone": timezone, "language": language, "currency": currency}
    asked = {name: value for name, value in settings.items() if value is not None}
    _set(Path(":memory:"), asked)  # what is wrong is refused before there is a file
    if folder is not None:
        make_project(folder)
    _set(path, asked)
    said = f"{path} is a new, empty workspace."
    say(said if folder is None else f"{said} Go on with: accounts-kit lab {folder / 'notebooks'}")


def _set(path: Path, settings: dict[str, str]) -> None:
    with new_or_existing(path) as ws:
        for name, value in settings.items():
            setattr(ws, name, value)
