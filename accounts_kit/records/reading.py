"""Reading records: one as a plain object, many as a frame, always with the owner's name and the account's
name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from accounts_kit.model import Catalogue, Field, record_types
from accounts_kit.model.records import RECORD_CLASSES, Record
from accounts_kit.records.layout import quoted
from accounts_kit.workspace import Workspace

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# What a contact shows of its account, and a note of what it is about; the names are those of `related` in
# schemas/.
_JOINS = {
    "account": ("accounts", "account_id", "name"),
    "contact": ("contacts", "contact_id", "email"),
    "deal": ("deals", "deal_id", "title"),
    "task": ("tasks", "task_id", "title"),
}


def record_by_id(ws: Workspace, of: str, record_id: int) -> Record:
    """Return one record whole; the id is known to exist.

    What it links to is asked apart: joined, DuckDB would look through every account for the one.
    """
    catalogue, record = ws.catalogue, record_types()[of]
    fields = catalogue.fields(of)
    columns = [record.id_column, *record.links, *(field.column for field in fields)]
    listed = [quoted(column) for column in columns[: 1 + len(record.links)]] + [_plain(one) for one in fields]
    [row] = ws.rows(
        f"SELECT {', '.join(listed)} FROM {record.table} WHERE {record.id_column} = ?", [record_id]
    )
    stored = dict(zip(columns, row, strict=True))
    shown = {}
    for field in fields:
        value = stored[field.column]
        if field.kind_name == "datetime" and value is not None:
            stored[field.column] = _EPOCH + timedelta(microseconds=value)
        elif field.kind.family == "user":
            shown[field.key] = _name(ws, "users", "user_id", "name", value)
    for link, linked in record.links.items():
        if linked in _JOINS:
            shown[linked] = _name(ws, *_JOINS[linked], stored[link])
    return RECORD_CLASSES[of](row_values(catalogue, of, stored, **shown))


def _plain(field: Field) -> str:
    """Return the column of a field; a moment as a number, which comes out of DuckDB several times as fast."""
    column = quoted(field.column)
    return f"epoch_us({column})" if field.kind_name == "datetime" else column


def _name(ws: Workspace, table: str, id_column: str, named: str, linked_id: int | None) -> str | None:
    if linked_id is None:
        return None
    return cast("str | None", ws.value(f"SELECT {named} FROM {table} WHERE {id_column} = ?", [linked_id]))


def selection_sql(catalogue: Catalogue, of: str, keys: Sequence[str] | None = None) -> tuple[str, list[str]]:
    """Return `SELECT ... FROM ...` for records of a type, and the names of its columns.

    The columns are the id, each field under its key (a user as name), and what is linked as id and name.
    """
    record = record_types()[of]
    columns = {record.id_column: f"record.{record.id_column}"}
    joins = []
    for field in catalogue.fields(of):
        if keys is not None and field.key not in keys:
            continue
        if field.kind.family == "user":
            columns[field.key] = f"{quoted('user of ' + field.key)}.name"
            joins.append(_join("users", f"user of {field.key}", "user_id", field.column))
        else:
            columns[field.key] = f"record.{quoted(field.column)}"
    for link, linked in record.links.items():
        columns[link] = f"record.{link}"
        if linked in _JOINS and (keys is None or linked in keys):
            table, id_column, named = _JOINS[linked]
            columns[linked] = f"{quoted('its ' + linked)}.{named}"
            joins.append(_join(table, f"its {linked}", id_column, link))
    listed = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in columns.items())
    return f"SELECT {listed} FROM {record.table} AS record {' '.join(joins)}", list(columns)


def _join(table: str, alias: str, id_column: str, column: str) -> str:
    return f"LEFT JOIN {table} AS {quoted(alias)} ON {quoted(alias)}.{id_column} = record.{quoted(column)}"


def row_values(catalogue: Catalogue, of: str, stored: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the values of a record that was just written, in the order in which reading gives them."""
    record = record_types()[of]
    values = {record.id_column: stored[record.id_column]}
    for field in catalogue.fields(of):
        value = more.get(field.key) if field.kind.family == "user" else stored.get(field.column)
        if isinstance(value, datetime):
            value = value.astimezone(ZoneInfo(catalogue.timezone))
        values[field.key] = value
    for link, linked in record.links.items():
        values[link] = stored.get(link)
        if linked in _JOINS:
            values[linked] = more.get(linked)
    return values
