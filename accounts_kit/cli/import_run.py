"""accounts-kit import run: load a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.import_options import import_options, rejects_option
from accounts_kit.cli.import_report import report, say_rejected
from accounts_kit.cli.options import format_option, new_when_kept, strict_option, workspace_option
from accounts_kit.cli.output import reading_of
from accounts_kit.errors import FileMissing


@click.command()
@import_options
@rejects_option
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

    WHAT is accounts, contacts, notes, deals, tasks, activities or custom_fields, and FILE is CSV or other
    delimited text, Excel, ODS or JSON. Or WHAT is activecampaign or salesforce, and FILE is JSON as those
    deliver it, or a folder of that.

    The workspace file is made when it is not there. CSV output is the problems, JSON is everything.

    \b
    Example:
      accounts-kit import run accounts klanten.csv
      accounts-kit import run contacts contacten.csv --rejects afgekeurd.csv --strict
      accounts-kit import run contacts beurs.xlsx --tag beurs --update phone=if_existing_blank
      accounts-kit import run activecampaign antwoorden/
    """
    from accounts_kit.imports import plan, run as load

    if not source.exists():  # before a workspace is made for it
        raise FileMissing(f"There is no file {source}. Check the path.")
    with new_when_kept(path) as ws:
        planned = plan(ws, what, source, **asked)
        # Before anything is loaded: a file that stands in the way of the rejects stops the import.
        count = planned.write_rejects(rejects) if rejects is not None else 0
        outcome = load(ws, planned)
        report(outcome, form, reading_of(ws))
    say_rejected(outcome, rejects, count)
    if strict and len(outcome.problems):
        context.exit(ExitCode.PROBLEMS)
