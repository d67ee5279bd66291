"""What the demo writes on: chapters, paragraphs, points and tables; bold on a terminal, plain in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import click

from accounts_kit.cli.output import printable, table

WIDTH = 96


class Page:
    """Writes to stdout, with one blank line between whatever follows each other."""

    def title(self, text: str) -> None:
        """Write the title of the page."""
        click.secho(text, bold=True)

    def chapter(self, number: int, text: str) -> None:
        """Begin a chapter."""
        heading = f"{number}. {text}"
        click.echo()
        click.secho(heading, bold=True)
        click.echo("=" * len(heading))

    def say(self, text: str) -> None:
        """Write a paragraph."""
        click.echo()
        click.echo(fill(printable(text), WIDTH, break_on_hyphens=False))

    def points(self, texts: Sequence[str], sign: str = "-") -> None:
        """Write a list; the lines of a point that is longer than one stand below each other."""
        click.echo()
        for text in texts:
            point = fill(
                printable(text),
                WIDTH,
                initial_indent=f"  {sign} ",
                subsequent_indent=f"  {' ' * len(sign)} ",
                break_on_hyphens=False,
                break_long_words=False,
            )
            click.echo(point)

    def rows(self, headers: Sequence[str], cells: Sequence[Sequence[object]]) -> None:
        """Write a table; numbers stand to the right."""
        click.echo()
        table(headers, [[str(cell) for cell in row] for row in cells], right=_numbers(cells))

    def letter(self, text: str) -> None:
        """Write a text as it stands, with a line in front of it."""
        click.echo()
        for line in text.splitlines():
            click.echo(f"  | {printable(line)}".rstrip())


def _numbers(cells: Sequence[Sequence[object]]) -> list[int]:
    columns = list(zip(*cells, strict=True))
    return [place for place, column in enumerate(columns) if all(isinstance(cell, int) for cell in column)]
