"""accounts-kit report: a report as one HTML file that opens without a network."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, workspace_option
from accounts_kit.cli.output import say


@click.command()
@click.argument("name")
@click.option("--segment", metavar="NAME", help="The saved segment that it is about.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: NAME.html]"
)
@click.option(
    "-p", "--parameter", "parameters", metavar="NAME=VALUE", multiple=True,
    help="A parameter of the notebook; a number, a list and a text in quotation marks are read as JSON.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a file that exists already.")
@as_of_option
@workspace_option
def report(
    name: str,
    segment: str | None,
    out: Path | None,
    parameters: tuple[str, ...],
    overwrite: bool,
    as_of: str | None,
    path: Path,
) -> None:
    """Build a report as one HTML file: open it, print it, mail it; it needs no network.

    NAME is accounts, segment, quality or campaign, or the path of a notebook of your own that has a cell
    tagged "parameters". The path of the file is written to stdout. Needs the extra [notebook].

    \b
    Example:
      accounts-kit report accounts
      accounts-kit report segment --segment Klanten --out klanten.html --as-of 2026-03-31
      accounts-kit report my.ipynb -p region=Gent -p at_least=5
    """
    from accounts_kit.reports import build

    given = dict(_parameter(one) for one in parameters)
    target = out or Path(f"{Path(name).stem}.html")
    with existing(path) as ws:
        made = build(ws, name, target, segment=segment, as_of=as_of, parameters=given, overwrite=overwrite)
    say(f"{made.title}: {made.charts} charts, {made.tables} tables")
    click.echo(made.path)


def _parameter(said: str) -> tuple[str, object]:
    import json

    name, found, value = said.partition("=")
    if not found or not name:
        raise click.BadParameter(f"{said!r} is no parameter. Write it as name=value.", param_hint="-p")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
