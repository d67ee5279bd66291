"""Output: a frame on stdout, as a table for people (coloured on a terminal, plain in a pipe), CSV or JSON.

A value from a file can neither colour the terminal nor move its cursor.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.workspace import Workspace

STEERING = ("Cc", "Cs")  # control characters, such as what begins a colour; halves of a letter
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # the direction of a line


def say(text: str) -> None:
    """Say something to people, on stderr; nothing with --quiet. What goes wrong is said by errors."""
    context = click.get_current_context(silent=True)
    if context is None or not context.find_root().params.get("quiet"):
        click.echo(text, err=True)


def show(
    frame: pd.DataFrame, form: str, reading: Reading, *, decimals: Mapping[str, int] | None = None
) -> None:
    """Write a frame to stdout; as a table the values read as they do everywhere, else as programs want them.

    `decimals` says how many of them the numbers of a column always show. A frame without rows is its header
    in CSV, `[]` in JSON, and nothing as a table.
    """
    match form:
        case "csv":
            click.echo(_csv(frame), nl=False)
        case "json":
            click.echo(json.dumps(records(frame), ensure_ascii=False, indent=2))
        case _ if len(frame):
            table(
                list(map(str, frame.columns)), _texts(frame, reading, decimals or {}), right=_numbers(frame)
            )


def reading_of(ws: Workspace) -> Reading:
    """Return how values of a workspace read: in its language and time zone."""
    return Reading(ws.language, ws.timezone)


def show_facts(facts: dict[str, object], form: str) -> None:
    """Write a few named values to stdout: a line each, one row of CSV, or one JSON object."""
    match form:
        case "csv":
            click.echo(_csv_lines([list(facts), list(facts.values())]), nl=False)
        case "json":
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        case _:
            width = max(map(len, facts), default=0)
            for name, value in facts.items():
                click.echo(f"{name.ljust(width)}  {printable('' if value is None else value)}")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as JSON has them: missing values as null, dates and moments as ISO text."""
    columns = [str(column) for column in frame.columns]
    return [
        dict(zip(columns, map(_plain, row), strict=True)) for row in frame.itertuples(index=False, name=None)
    ]


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> None:
    """Write a table: with rich on a terminal, and in a pipe as columns of text, each as wide as it needs.

    `right` are the places of the columns that stand to the right, as numbers do.
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich_table(headers, shown, right)
        return
    widths = [max(map(len, column)) for column in zip(headers, *shown, strict=True)]
    for row in (headers, ["-" * width for width in widths], *shown):
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def printable(value: object) -> str:
    """Return text without what steers a terminal, on one line."""
    text = " ".join(str(value).splitlines())
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(letter) else letter for letter in text)


def _steers(letter: str) -> bool:
    return letter in TURNING or category(letter) in STEERING


def _rich_table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, header in enumerate(headers):
        drawn.add_column(Text(header), justify="right" if place in right else "left")
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console().print(drawn)


def _texts(frame: pd.DataFrame, reading: Reading, decimals: Mapping[str, int]) -> list[list[str]]:
    fixed = [decimals.get(str(column)) for column in frame.columns]
    return [
        [_text(reading, cell, places) for cell, places in zip(row, fixed, strict=True)]
        for row in frame.itertuples(index=False, name=None)
    ]


def _numbers(frame: pd.DataFrame) -> list[int]:
    return [place for place, kind in enumerate(frame.dtypes) if kind.kind in "iuf"]


def _text(reading: Reading, cell: object, decimals: int | None) -> str:
    value = _value(cell)
    return reading.text(Decimal(repr(value)) if isinstance(value, float) else value, decimals)


def _csv(frame: pd.DataFrame) -> str:
    rows = ([_plain(cell) for cell in row] for row in frame.itertuples(index=False, name=None))
    return _csv_lines([list(frame.columns), *rows])


def _csv_lines(rows: Sequence[Sequence[object]]) -> str:
    import csv
    import io

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([_joined(cell) for cell in row] for row in rows)
    return written.getvalue()


def _joined(cell: object) -> object:
    """Return several values as the profile rfc4180 writes them, so that an item may hold a comma."""
    return f"||{'||'.join(map(str, cell))}||" if isinstance(cell, list) else cell


def _plain(cell: object) -> object:
    """Return a cell as JSON can have it."""
    value = _value(cell)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _value(cell: object) -> Any:
    """Return a cell as plain Python: None when it is missing, whole numbers whole."""
    import pandas as pd

    if isinstance(cell, list):
        return cell
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]  # any scalar may be asked
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime()
    plain = cell.item() if hasattr(cell, "item") else cell
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain
