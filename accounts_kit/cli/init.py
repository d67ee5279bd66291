"""accounts-kit init: a new, empty workspace."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import new_or_existing, workspace_option
from accounts_kit.errors import AlreadyExists


@click.command()
@click.option("--timezone", metavar="ZONE", help="Such as Europe/Brussels.  [default: Europe/Amsterdam]")
@click.option("--language", type=click.Choice(["nl", "en"]), help="[default: nl]")
@click.option("--currency", metavar="CODE", help="Such as USD.  [default: EUR]")
@workspace_option
def init(timezone: str | None, language: str | None, currency: str | None, path: Path) -> None:
    """Make a new, empty workspace. A file that is there already is refused.

    \b
    Example:
      accounts-kit init
      accounts-kit init --language en --workspace klanten.duckdb
    """
    if path.exists():
        raise AlreadyExists(f"{path} is there already. Use it as it is, or give another --workspace FILE.")
    settings = {"timezone": timezone, "language": language, "currency": currency}
    asked = {name: value for name, value in settings.items() if value is not None}
    _set(Path(":memory:"), asked)  # what is wrong is refused before there is a file
    _set(path, asked)
    click.echo(f"{path} is a new, empty workspace.", err=True)


def _set(path: Path, settings: dict[str, str]) -> None:
    with new_or_existing(path) as ws:
        for name, value in settings.items():
            setattr(ws, name, value)
