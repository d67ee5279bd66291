"""accounts-kit import plan: what a file would bring, without writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.import_options import import_options, in_a_folder, rejects_option
from accounts_kit.cli.import_report import report, write_rejects
from accounts_kit.cli.options import (
    existing,
    format_option,
    new_or_existing,
    strict_option,
    workspace_option,
)
from accounts_kit.cli.output import reading_of, say


@click.command()
@import_options
@click.option(
    "--save-mapping",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=in_a_folder,
    help="Where to write what was decided of each column, to edit and to give as --mapping.",
)
@rejects_option
@strict_option
@format_option
@workspace_option
@click.pass_context
def plan(
    context: click.Context,
    /,
    what: str,
    source: Path,
    save_mapping: Path | None,
    rejects: Path | None,
    strict: bool,
    form: str,
    path: Path,
    **asked: Any,
) -> None:
    """Show what importing FILE would do: counts, problems, new accounts, columns. Loads nothing.

    WHAT is accounts, contacts, notes, deals, tasks, activities or custom_fields, and FILE is CSV or other
    delimited text, Excel, ODS or JSON. Or WHAT is activecampaign or salesforce, and FILE is JSON as those
    deliver it, or a folder of that.

    Without a workspace file the plan is for an empty one. CSV output is the problems, JSON is everything.

    \b
    Example:
      accounts-kit import plan contacts contacten.csv
      accounts-kit import plan accounts klanten.csv --mapping klanten.yaml --format csv > problems.csv
      accounts-kit import plan contacts beurs.xlsx --sheet 2 --save-mapping beurs.yaml
    """
    from accounts_kit.imports import plan as planned

    with existing(path) if path.exists() else new_or_existing(Path(":memory:")) as ws:
        outcome = planned(ws, what, source, **asked)
        report(outcome, form, reading_of(ws))
        if save_mapping is not None:
            outcome.save_mapping(save_mapping)
    write_rejects(outcome, rejects)
    say("This is a plan: nothing is written.")
    if strict and len(outcome.problems):
        context.exit(ExitCode.PROBLEMS)
