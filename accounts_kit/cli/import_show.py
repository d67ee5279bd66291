"""accounts-kit import show: which files came in, and what came of one."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accounts_kit.cli.import_report import fields_and_notes, show_titled
from accounts_kit.cli.options import existing, format_option, workspace_option
from accounts_kit.cli.output import printable, reading_of, records, show as show_table, show_facts
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    from accounts_kit.imports import PastImport

FACTS = ("import_id", "at", "who", "what", "file", "rows", "created", "updated", "unchanged", "rejected",
         "change_set_id", "undone_by", "sha256")  # fmt: skip
TABLES = ("records", "problems", "mapping")


@click.command()
@click.argument("import_id", type=int, required=False)
@format_option
@workspace_option
def show(import_id: int | None, form: str, path: Path) -> None:
    """List the imports, newest first; with IMPORT_ID, what came of that one.

    Values of the file are not kept, only counts. CSV output of one import is its problems by check.

    \b
    Example:
      accounts-kit import show
      accounts-kit import show 3 --format json
    """
    from accounts_kit.imports import get, table

    with existing(path) as ws:
        if import_id is None:
            show_table(table(ws), form, reading_of(ws))
            return
        found = get(ws, import_id)
        match form:
            case "csv":
                show_table(found.problems, "csv", reading_of(ws))
            case "json":
                click.echo(json.dumps(_everything(found), ensure_ascii=False, indent=2))
            case _:
                _describe(found, reading_of(ws))


def _describe(found: PastImport, reading: Reading) -> None:
    """Write what is known of an import for people: facts, tables, and what was assumed."""
    facts = {name: getattr(found, name) for name in FACTS}
    show_facts(facts | {"at": reading.text(found.at)}, "table")
    columns = found.mapping.assign(fills=fields_and_notes(found.mapping))[["column", "fills"]]
    for title, frame in {"Records": found.records, "Problems": found.problems, "Columns": columns}.items():
        show_titled(title, frame, reading)
    if found.assumptions:
        click.echo("\n".join(["\nAssumed", *map(printable, found.assumptions)]))


def _everything(found: PastImport) -> dict[str, Any]:
    """Return all that is known of an import, as JSON takes it."""
    facts = asdict(found) | {"at": found.at.isoformat()}
    return facts | {name: records(getattr(found, name)) for name in TABLES}
