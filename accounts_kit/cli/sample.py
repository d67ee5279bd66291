"""accounts-kit sample: the files of a made-up firm, at any size."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--accounts", type=click.IntRange(min=0), default=150, show_default=True)
@click.option("--contacts", type=click.IntRange(min=0), default=900, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed makes the same firm.")
def sample(folder: Path, accounts: int, contacts: int, seed: int) -> None:
    """Write the files of a made-up firm to a folder. Accounts, contacts, notes and custom fields, as CSV. A
    folder that has one of those files already is refused.

    \b
    Example:
      accounts-kit sample build/sample --accounts 1000 --contacts 10000
    """
    from accounts_kit.sample import generate

    generate(folder, accounts=accounts, contacts=contacts, seed=seed)
    for file in sorted(folder.glob("*.csv")):
        click.echo(file)
