"""accounts-kit demo: the whole job, on the files of a made-up firm."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/demo"),
    show_default=True,
    help="Where everything goes that the demo writes.",
)
def demo(folder: Path) -> None:
    """Show the whole job on the files of a made-up firm.

    Loads, checks and links, makes two segments, counts who gets a fallback, renders messages, and writes
    CSV files. An earlier demo in the folder is replaced; a folder with other files is refused.

    \b
    Example:
      accounts-kit demo
    """
    from accounts_kit.cli.demonstration import tell

    tell(folder)
