"""Rewriting the values of a field in every record that has one: the same mapping for all, set-wise, with
history.

Each distinct value is decided once, by its text; DuckDB brings the decision to the records. Called by what
renames options and converts kinds, and by the undo of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa

from accounts_kit.checks.arrow import ARROW_TYPES
from accounts_kit.model import Field, Kind
from accounts_kit.model.values import Value
from accounts_kit.records.history import ChangeSet, Source, as_text, update
from accounts_kit.records.layout import Table, quoted
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


def distinct_values(ws: Workspace, field: Field, only: str = "true") -> list[tuple[str, Value, int]]:
    """Return each value of a field as history writes it, the value itself, and how many records have it.

    `only` is a condition in SQL on the records, which are called `record`.
    """
    column = f"record.{quoted(field.column)}"
    said = as_text(column, field.kind.column_type)
    return ws.rows(
        f"SELECT {said} AS said_, any_value({column}), count(*) FROM {field.of}s AS record "
        f"WHERE {column} IS NOT NULL AND ({only}) GROUP BY said_ ORDER BY said_"
    )


@contextmanager
def staged_values(ws: Workspace, kind: Kind, becomes: Mapping[str, Value]) -> Iterator[str]:
    """Hold the relation of what texts become, for the length of a block: said_, value_ (of that kind)."""
    rows = pa.table(
        {
            "said_": pa.array(becomes.keys(), pa.string()),
            "value_": pa.array(becomes.values(), ARROW_TYPES[kind.column_type]),
        }
    )
    with ws.staged("becomes", rows) as view:
        yield view


def rewrite(change: ChangeSet, field: Field, becomes: Mapping[str, Value]) -> int:
    """Bring values to what they become, by their text; return how many records changed. The kind stays."""
    if not becomes:
        return 0
    column = quoted(field.column)
    with staged_values(change.ws, field.kind, becomes) as view:
        rows = (
            f"(SELECT {field.of}_id, value_ AS {column} FROM {field.of}s JOIN {view} "
            f"ON {as_text(column, field.kind.column_type)} = said_)"
        )
        return update(change, f"{field.of}s", [field.column], Source(rows))


def retype(change: ChangeSet, field: Field, kind: Kind, values: str) -> None:
    """Give a field's column the type of another kind, and its records the values of a relation with their
    id and `value_`; a record that it leaves out has none.

    The definition is the caller's to change, right after it.
    """
    table, column = change.table(f"{field.of}s"), quoted(field.column)
    rows = (
        f"(SELECT {table.id_column}, value_ AS {column} FROM {table.name} AS record LEFT JOIN {values} "
        f"USING ({table.id_column}) WHERE record.{column} IS NOT NULL OR value_ IS NOT NULL)"
    )
    if table.type_of(field.column) == kind.column_type:
        update(change, table.name, [field.column], Source(rows))
        return
    _write_history(change, table, field.column, kind, rows)
    _replace_column(change, table, field.column, kind, rows)


def _write_history(change: ChangeSet, table: Table, name: str, kind: Kind, rows: str) -> None:
    """Write the old and the new text of each value: `update` knows of one type of a column only.

    Also where the two are equal: as a date and as a text 2026-12-31 is the same, and not a value that was
    written since.
    """
    old = as_text(f"stored_.{quoted(name)}", table.type_of(name))
    new = as_text(f"given_.{quoted(name)}", kind.column_type)
    change.written += change.ws.execute(
        f"INSERT INTO changes SELECT ?, 'update', {literal(table.name)}, {table.id_column}, {literal(name)}, "
        f"{old}, {new} FROM {table.name} AS stored_ JOIN {rows} AS given_ USING ({table.id_column})",
        [change.change_set_id],
    )


def _replace_column(change: ChangeSet, table: Table, name: str, kind: Kind, rows: str) -> None:
    """Put a column of the other type in the place of this one: add, fill, drop, rename.

    (DuckDB alters a type by an expression on the row only, and these values come from elsewhere.)
    """
    ws, fresh = change.ws, quoted(f"{name}_")  # no key ends in an underscore
    ws.execute(f"ALTER TABLE {table.name} ADD COLUMN {fresh} {kind.column_type}")
    ws.execute(
        f"UPDATE {table.name} AS stored_ SET {fresh} = given_.{quoted(name)}, updated_at = ? "
        f"FROM {rows} AS given_ WHERE given_.{table.id_column} = stored_.{table.id_column}",
        [change.at],
    )
    ws.execute(f"ALTER TABLE {table.name} DROP COLUMN {quoted(name)}")
    ws.execute(f"ALTER TABLE {table.name} RENAME COLUMN {fresh} TO {quoted(name)}")
