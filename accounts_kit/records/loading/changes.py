"""What a load would change, cell by cell: the old and the new value of each field of each record, as people
read them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa

from accounts_kit.model import Field, RecordType, record_types
from accounts_kit.records.loading.naming import linked_columns
from accounts_kit.records.loading.resolution import Resolution
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

COLUMNS = {"line": "int64", "record_id": "int64", "name": "str", "field": "str", "old": "str", "new": "str"}

# What people know a record by, the best first.
_CALLED = {
    "contact": "coalesce(stored_.email, stored_.phone)",
    "note": "left(stored_.text, 40)",
    "activity": "coalesce(stored_.name, stored_.kind)",
    "account": "stored_.name",
}


def changes_of(ws: Workspace, resolution: Resolution, limit: int | None = None) -> pd.DataFrame:
    """Return what a resolution changes in records that are there, by line and then by field.

    Columns: line, record_id, name, field (its label), old, new; missing values are None. `limit` is the
    number of rows of the load that are shown, the first ones. Reads the temporary table `resolved`, so it
    must come before another resolution, and before the writing. Empty when nothing is updated.
    """
    record = record_types()[resolution.of]
    last = ws.value(
        "SELECT max(line) FROM (SELECT line FROM resolved WHERE action_ = 'update' ORDER BY line LIMIT ?)",
        [limit],
    )
    none = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
    if last is None:
        return none
    parts = [none]
    for place, (field, old, new) in enumerate(_cells(ws, record, resolution)):
        found = ws.table(_changed_sql(record, old, new), [last])
        if found.num_rows:
            parts.append(_shown(ws, field, found).assign(place=place))
    ordered = pd.concat(parts).sort_values(["line", "place"]) if len(parts) > 1 else none
    return ordered.reset_index(drop=True)[list(COLUMNS)].astype({"line": "int64", "record_id": "int64"})


def _cells(ws: Workspace, record: RecordType, resolution: Resolution) -> Iterator[tuple[Field, str, str]]:
    """Yield the fields that may change, each with the SQL of its old and of its new value."""
    titled = record.name == "contact" and "account" in resolution.columns
    for field in ws.catalogue.fields(record.name):
        if field.key in resolution.columns or (titled and field.key == "job_title"):
            named = _user if field.kind.family == "user" else _itself
            yield field, named(f"stored_.{quoted(field.column)}"), named(f"now_.{quoted(field.column)}")
    related = {one.key: one for one in record.related}
    for name in linked_columns(record, resolution.columns):
        new = _named(name, f"now_.{name}_id")
        new = f"coalesce({new}, now_.account_name_)" if name == "account" else new
        yield related[name], _named(name, f"stored_.{name}_id"), new


def _changed_sql(record: RecordType, old: str, new: str) -> str:
    called = _CALLED.get(record.name, "stored_.title")
    return (
        f"SELECT now_.line, record_id_ AS record_id, {called} AS name, {old} AS old_, {new} AS new_ "
        f"FROM resolved AS now_ JOIN {record.table} AS stored_ ON stored_.{record.id_column} = record_id_ "
        "WHERE action_ = 'update' AND now_.line <= ? AND old_ IS DISTINCT FROM new_ ORDER BY now_.line"
    )


def _itself(value: str) -> str:
    return value


def _user(user_id: str) -> str:
    return f"(SELECT max(users.name) FROM users WHERE {user_id} = users.user_id)"


def _named(of: str, record_id: str) -> str:
    """Return the SQL of what people call a record that is linked."""
    table, called = {
        "account": ("accounts", "name"),
        "contact": ("contacts", "coalesce(email, phone)"),
        "deal": ("deals", "title"),
    }[of]
    return f"(SELECT max({called}) FROM {table} AS linked_ WHERE {record_id} = linked_.{of}_id)"


def _shown(ws: Workspace, field: Field, found: pa.Table) -> pd.DataFrame:
    """Return the changes of one field with its values as text."""
    reading = Reading(ws.language, ws.timezone)

    def texts(name: str) -> list[str | None]:
        values = found.column(name).to_pylist()
        return [None if one is None else reading.text(one, field.decimals) for one in values]

    return pd.DataFrame(
        {
            "line": found.column("line").to_pylist(),
            "record_id": found.column("record_id").to_pylist(),
            "name": pd.array(found.column("name").to_pylist(), dtype="str"),
            "field": field.label(ws.language),
            "old": pd.array(texts("old_"), dtype="str"),
            "new": pd.array(texts("new_"), dtype="str"),
        }
    )
