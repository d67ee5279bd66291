"""What became of a file, on stdout: tables for people, the problems as CSV, or all of it as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from accounts_kit.cli.output import records, show, show_facts
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.imports.results import Outcome

COUNTS = ("rows", "created", "updated", "unchanged", "rejected")
SHOWN = 10


def report(outcome: Outcome, form: str, reading: Reading) -> None:
    """Write an outcome to stdout, and to stderr what was assumed on the way."""
    for assumed in outcome.assumptions:
        click.echo(f"{outcome.file}: {assumed.text}", err=True)
    match form:
        case "csv":
            show(outcome.problems, "csv", reading)
        case "json":
            click.echo(json.dumps(_everything(outcome), ensure_ascii=False, indent=2))
        case _:
            show_facts(_counts(outcome), "table")
            for title, frame in _tables(outcome).items():
                _titled(title, frame, reading)


def _counts(outcome: Outcome) -> dict[str, object]:
    return {name: getattr(outcome, name) for name in COUNTS}


def _everything(outcome: Outcome) -> dict[str, object]:
    named = {"what": outcome.what, "file": outcome.file}
    tables = ("problems", "accounts_created", "moved", "records", "mapping")
    return {
        **named,
        **_counts(outcome),
        **{name: records(getattr(outcome, name)) for name in tables},
        "assumptions": [assumed.text for assumed in outcome.assumptions],
    }


def _tables(outcome: Outcome) -> dict[str, pd.DataFrame]:
    return {
        "Problems": outcome.problems_by_check,
        "New accounts": outcome.accounts_created,
        "Contacts that move": outcome.moved,
        "Columns": outcome.mapping,
    }


def _titled(title: str, frame: pd.DataFrame, reading: Reading) -> None:
    """Write the first rows of a table under its title; nothing for a table without rows."""
    if not len(frame):
        return
    rest = f", the first {SHOWN}; --format json has all" if len(frame) > SHOWN else ""
    click.echo(f"\n{title} ({len(frame)}{rest})")
    show(frame.head(SHOWN), "table", reading)
