"""Reading records: one as a plain object, many as a frame, always with the owner's name and the account's
name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts_kit.model import Catalogue, record_types
from accounts_kit.model.records import RECORD_CLASSES, Record
from accounts_kit.records.layout import quoted
from accounts_kit.workspace import Workspace

# What a contact shows of its account, and a note of what it is about; the names are those of `related` in
# schemas/.
_JOINS = {
    "account": ("accounts", "account_id", "name"),
    "contact": ("contacts", "contact_id", "email"),
}


def record_by_id(ws: Workspace, of: str, record_id: int) -> Record:
    """Return one record whole; the id is known to exist."""
    record = record_types()[of]
    keys = [field.key for field in ws.catalogue.fields(of)]
    select, names = selection_sql(ws.catalogue, of, keys)
    [row] = ws.rows(f"{select} WHERE record.{record.id_column} = ?", [record_id])
    values = dict(zip(names, row, strict=True))
    # Asked apart: joined, DuckDB would look through every account for the one.
    for link, linked in record.links.items():
        if linked in _JOINS:
            table, id_column, named = _JOINS[linked]
            values[linked] = ws.value(f"SELECT {named} FROM {table} WHERE {id_column} = ?", [values[link]])
    return RECORD_CLASSES[of](values)


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
