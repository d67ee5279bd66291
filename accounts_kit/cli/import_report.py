"""What became of a file, on stdout: tables for people, the problems as CSV, or all of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accounts_kit.cli.output import records, say, show, show_facts
from accounts_kit.cli.shell_spelling import in_shell
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.imports.results import Outcome

COUNTS = ("rows", "created", "updated", "unchanged", "rejected")
SHOWN = 10
SHOWN_COLUMNS = 50  # each of them is a decision that somebody should see

# How many letters of a cell a table shows; JSON has all of them.
WIDEST = {"example": 100, "samples": 40}
WIDE = 60


def report(outcome: Outcome, form: str, reading: Reading) -> None:
    """Write an outcome to stdout, and to stderr what was assumed on the way."""
    for assumed in outcome.assumptions:
        say(f"{outcome.file}: {in_shell(assumed.text)}")
    match form:
        case "csv":
            show(outcome.problems, "csv", reading)
        case "json":
            click.echo(json.dumps(_everything(outcome), ensure_ascii=False, indent=2))
        case _:
            show_facts(_counts(outcome), "table")
            for title, frame in _tables(outcome).items():
                _titled(title, frame, reading)


def write_rejects(outcome: Outcome, path: Path | None) -> None:
    """Write the rejected rows where a path is given, and say so on stderr; nothing where there are none."""
    say_rejected(outcome, path, outcome.write_rejects(path) if path is not None else 0)


def say_rejected(outcome: Outcome, path: Path | None, count: int) -> None:
    """Say on stderr where so many rejected rows are; nothing without a path or rows."""
    if path is not None and count:
        rows = "1 rejected row is" if count == 1 else f"{count:,} rejected rows are"
        several = "file" in outcome.problems.columns
        where = f"{path.with_stem(path.stem + '-*')}, a file for each source" if several else path
        say(f"{rows} in {where}.")


def show_titled(title: str, frame: pd.DataFrame, reading: Reading) -> None:
    """Write a table under its title, long cells cut off; nothing for a table without rows."""
    if len(frame):
        click.echo(f"\n{title}")
        show(_cut(frame), "table", reading)


def fields_and_notes(mapping: pd.DataFrame) -> pd.Series:
    """Return for each column what it fills, or why it fills nothing."""
    return mapping["field"].where(mapping["field"] != "", mapping["note"])


def _counts(outcome: Outcome) -> dict[str, object]:
    return {name: getattr(outcome, name) for name in COUNTS}


def _everything(outcome: Outcome) -> dict[str, object]:
    named = {"what": outcome.what, "file": outcome.file}
    tables = ("problems", "accounts_created", "moved", "changes", "records", "mapping")
    return {
        **named,
        **_counts(outcome),
        **{name: records(getattr(outcome, name)) for name in tables},
        "assumptions": [assumed.text for assumed in outcome.assumptions],
    }


def _tables(outcome: Outcome) -> dict[str, pd.DataFrame]:
    several = len(outcome.records) > 1
    return {
        "Records": outcome.records if several else outcome.records.head(0),
        "Problems": outcome.problems_by_check,
        "New accounts": outcome.accounts_created,
        "Contacts that move": outcome.moved,
        "Values that change": outcome.changes,
        "Columns": _mapping(outcome.mapping),
    }


def _mapping(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return for each column what it fills, or why it fills nothing; how sure that is; and what it holds."""
    sure = mapping["confidence"].map("{:.0%}".format)
    doubtful = mapping["confidence"] < 1
    how = mapping["how"].where(~doubtful, mapping["how"] + " " + sure)
    shown = {"column": mapping["column"], "fills": fields_and_notes(mapping), "how": how}
    files = {"file": mapping["file"]} if "file" in mapping else {}
    return mapping.assign(**shown)[[*shown, "samples", *files]]


def _titled(title: str, frame: pd.DataFrame, reading: Reading) -> None:
    """Write the first rows of a table, with how many there are."""
    most = SHOWN_COLUMNS if title == "Columns" else SHOWN
    rest = f", the first {most}; --format json has all" if len(frame) > most else ""
    show_titled(f"{title} ({len(frame):,}{rest})", frame.head(most), reading)


def _cut(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are short enough to stand side by side."""
    texts = [name for name in frame.columns if frame[name].dtype.kind not in "iufbM"]
    return frame.assign(**{str(name): frame[name].map(_shortened(str(name))) for name in texts})


def _shortened(column: str) -> Callable[[object], object]:
    widest = WIDEST.get(column, WIDE)

    def shortened(cell: object) -> object:
        is_long = isinstance(cell, str) and len(cell) > widest
        return f"{str(cell)[: widest - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}" if is_long else cell

    return shortened
