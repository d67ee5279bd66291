"""Everything from files into an empty workspace: whole or not at all; what is wrong is said by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from accounts_kit.errors import AlreadyExists, UnreadableFile, WorkspaceTooNew, WrongValue
from accounts_kit.imports.everything.files import TableFile, table_files
from accounts_kit.imports.everything.judging import (
    missing,
    no_rules,
    refuse_broken,
    refuse_definitions,
    refuse_headers,
    twice,
    unreadable,
)
from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import KINDS
from accounts_kit.records.everything import (
    SETTINGS,
    TABLES,
    WITHOUT_ID,
    columns_of,
    known,
    made_key,
    read,
    row_counts,
)
from accounts_kit.records.history import ChangeSet, Source, insert, recording
from accounts_kit.records.integrity import check
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.migrations import FORMAT
from accounts_kit.workspace.tables import quoted


@dataclass(frozen=True, eq=False)
class Everything:
    """What was read: the rows of each table, and what ak.check finds in the workspace they make."""

    path: Path
    rows: Mapping[str, int]
    problems: pd.DataFrame

    def __repr__(self) -> str:
        counted = ", ".join(f"{count:,} {table}" for table, count in self.rows.items() if count)
        found = f" ak.check() finds {len(self.problems):,} problems." if len(self.problems) else ""
        return f"{self.path.name}: {counted or 'nothing'}.{found}"

    def _repr_html_(self) -> str:
        tables = table_html(("table", "rows"), [(name, f"{count:,}") for name, count in self.rows.items()])
        said = f"<p>ak.check() finds {len(self.problems):,} problems.</p>" if len(self.problems) else ""
        return titled_html(self.path.name, tables, said)


def read_everything(ws: Workspace, path: str | Path) -> Everything:
    """Bring what `exports.write_everything` wrote into an empty workspace, which is equal to the first then.

    `path` is the folder (CSV or Parquet) or the workbook. All records keep their ids; a table whose file is
    not there has no rows. All of it is one transaction and one change set. A CSV that a spreadsheet saved
    again is read in the form that is found. What ak.check() finds afterwards is in the `problems` of the
    result (its columns): required values that were missing already, say.

    Raises AlreadyExists for a workspace with records in it, FileMissing, UnreadableFile, WorkspaceTooNew for
    an export of a newer version, and WrongValue, whose `problems` say line, column, check and value of every
    cell that cannot be read, of ids and keys that stand twice, and of links that point to nothing; nothing is
    written then.
    """
    source = Path(path)
    rows: dict[str, int] = {}
    with recording(ws, f"import everything from {source.name}") as change:
        _refuse_filled(ws)
        files = table_files(source)
        _set_up(ws, files["settings"]() if "settings" in files else None)
        for table in TABLES:
            if table == "settings" or table not in files:
                continue
            found = files[table]()
            rows[table] = _load(change, table, found)
            if table == "custom_fields":
                _add_columns(ws, found)
            if table in ("field_options", "custom_fields", "users"):
                ws.catalogue_changed()
        ws.catalogue_changed()
        problems = check(ws)
        refuse_broken(source, problems)
    return Everything(source, rows, problems)


def _refuse_filled(ws: Workspace) -> None:
    filled = [table for table in row_counts(ws) if table != "settings"]
    if filled:
        raise AlreadyExists(
            f"This workspace holds {filled[0].replace('_', ' ')} already, and everything goes into an empty "
            "one. Open a new file: ak.open('nieuw.duckdb')."
        )


def _set_up(ws: Workspace, settings: TableFile | None) -> None:
    """Give the workspace the settings of the first one; raises WorkspaceTooNew and WrongValue."""
    if settings is None:
        return
    if not {"key", "value"} <= {*settings.rows.column_names}:
        raise UnreadableFile(f"{settings.file} has no columns key and value. Write the export again.")
    rows = settings.rows.select(["key", "value"]).to_pydict()
    said = {str(key): str(value) for key, value in zip(rows["key"], rows["value"], strict=True)}
    said_format = said.get("format", "")
    if said_format.isdecimal() and int(said_format) > FORMAT:
        raise WorkspaceTooNew(
            f"{settings.file} was written by a newer accounts_kit (format {said_format}; this one knows "
            f"{FORMAT}). Update it: pip install --upgrade accounts-kit."
        )
    for name in SETTINGS:
        if name in said:
            setattr(ws, name, said[name])


def _load(change: ChangeSet, table: str, found: TableFile) -> int:
    """Write the rows of one table; raises WrongValue that names every cell that is none."""
    ws = change.ws
    columns = columns_of(ws.catalogue, table)
    refuse_headers(table, found, columns)
    there = {name: kind for name, kind in columns.items() if name in found.rows.column_names}
    with ws.staged("everything", found.rows) as staged:
        values = {
            name: known(f"TRY_CAST({quoted(name)} AS {kind})" if found.is_typed else read(name, kind), kind)
            for name, kind in there.items()
        }
        listed = ", ".join(f"{value} AS {quoted(name)}" for name, value in values.items())
        problems = list(unreadable(ws, staged, found, values))
        ws.execute(f"CREATE OR REPLACE TEMP TABLE coming AS SELECT line, {listed} FROM {staged}")
    problems += missing(ws, table, found, there) if not problems else []
    problems += twice(ws, table, found, there) if not problems else []
    problems += no_rules(ws, found, there) if not problems else []
    if problems:
        raise WrongValue.of(problems)
    key = made_key(ws.catalogue, table)
    made = f", {key.sql} AS {quoted(key.column)}" if key and key.value in there else ""
    names = [*there, *([key.column] if key and made else [])]
    source = Source(f"(SELECT * EXCLUDE (line){made} FROM coming)")
    if table in WITHOUT_ID:
        into = ", ".join(quoted(name) for name in names)
        count = ws.execute(f"INSERT INTO {table} ({into}) SELECT {into} FROM {source.relation}")
        change.written += count
    else:
        id_column = change.table(table).id_column
        count = insert(change, table, [name for name in names if name != id_column], source)
        _go_on_from(ws, change.table(table).sequence, id_column)
    ws.execute("DROP TABLE coming")
    return count


def _go_on_from(ws: Workspace, sequence: str, id_column: str) -> None:
    """Let new ids come after those that were read."""
    last = ws.value(f"SELECT max({quoted(id_column)}) FROM coming")
    if last is not None:
        ws.execute(f"CREATE OR REPLACE SEQUENCE {quoted(sequence)} START {int(last) + 1}")


def _add_columns(ws: Workspace, found: TableFile) -> None:
    """Give the tables the columns of the custom fields; raises WrongValue for a definition that is none."""
    rows = ws.table("SELECT * EXCLUDE (field_id) FROM custom_fields ORDER BY field_id")
    refuse_definitions(ws, rows, found.file)
    for one in rows.to_pylist():
        kind = KINDS[one["kind"]].column_type
        ws.execute(f"ALTER TABLE {one['of']}s ADD COLUMN {quoted(one['key'])} {kind}")
