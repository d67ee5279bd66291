"""accounts-kit import run: load a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.import_options import import_options
from accounts_kit.cli.import_report import report
from accounts_kit.cli.options import format_option, new_or_existing, strict_option, workspace_option
from accounts_kit.cli.output import reading_of
from accounts_kit.errors import FileMissing


@click.command()
@import_options
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the rejected rows go, to correct and load again.",
)
@strict_option
@format_option
@workspace_option
@click.pass_context
def run(
    context: click.Context,
    /,
    what: str,
    source: Path,
    rejects: Path | None,
    strict: bool,
    form: str,
    path: Path,
    **asked: Any,
) -> None:
    """Load FILE: good rows go in, all or nothing, and bad rows are kept apart.

    The workspace file is made when it is not there. CSV output is the problems, JSON is everything.

    \b
    Example:
      accounts-kit import run accounts klanten.csv
      accounts-kit import run contacts contacten.csv --rejects afgekeurd.csv --strict
    """
    from accounts_kit.imports import run as load

    if not source.exists():  # before a workspace is made for it
        raise FileMissing(f"There is no file {source}. Check the path.")
    with new_or_existing(path) as ws:
        outcome = load(ws, what, source, **asked)
        report(outcome, form, reading_of(ws))
    if rejects is not None and outcome.write_rejects(rejects):
        click.echo(f"{outcome.rejected} rejected rows are in {rejects}.", err=True)
    if strict and len(outcome.problems):
        context.exit(ExitCode.PROBLEMS)
