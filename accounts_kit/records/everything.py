"""Everything in a workspace as tables for files: which tables and columns, and how a cell is written as text.

What a column is written as and what it is read from stand next to each other, for `exports` and `imports`.
Left behind are what made the records (change sets, imports) and keys, which are made from their values again.
"""

from __future__ import annotations

from collections.abc import Mapping

from accounts_kit.model import Catalogue, record_types
from accounts_kit.records.layout import table_of
from accounts_kit.workspace.tables import OWN_TABLES, literal, quoted

# In the order in which they are read: what others link to, and the fields that give tables their columns,
# first.
TABLES = (
    "settings", "users", "field_options", "custom_fields", "accounts", "contacts", "aliases", "tags",
    "contact_tags", "notes", "deals", "tasks", "activities", "segments", "segment_versions", "snapshots",
    "snapshot_members",
)  # fmt: skip
# What belongs to a workspace's settings; the rest of that table is of the file itself.
SETTINGS = ("language", "currency", "region", "timezone")
# No change set comes along.
_LEFT_BEHIND = {"segment_versions": ("change_set_id",)}
# A text that begins like this gets an apostrophe in front, and so does an empty one: no spreadsheet makes a
# formula of it, and a cell with nothing in it is a missing value.
_MARKED = r"^(?:$|['=+@\t\r\-])"
# A text with signs that files do not take is percent-encoded behind its apostrophe: no other begins so.
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"


def columns_of(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the columns of a table that files have, with their SQL types; the id comes first."""
    plain = OWN_TABLES.get(table)
    is_plain = table in ("settings", "segment_versions", "snapshot_members")
    own = None if is_plain else table_of(catalogue, table)
    columns = plain if own is None else own.columns
    made = own.key_column if own is not None and own.key_field else None
    left = (made, *_LEFT_BEHIND.get(table, ()))
    return {name: _type(kind) for name, kind in (columns or {}).items() if name not in left}


def needed(catalogue: Catalogue, table: str) -> list[str]:
    """Return the columns of a table that every row has a value in."""
    plain = OWN_TABLES.get(table) or table_of(catalogue, table).columns
    return [name for name in columns_of(catalogue, table) if "NOT NULL" in plain[name]]


def unique_columns(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the SQL of what differs from row to row in a table, by the column to look at."""
    if table in ("segment_versions", "snapshot_members"):
        return {}
    if table == "settings":
        return {"key": "key"}
    own = table_of(catalogue, table)
    keys = {own.key_field: f"key_of({quoted(own.key_field)})"} if own.key_column and own.key_field else {}
    return {own.id_column: quoted(own.id_column)} | keys


def made_key(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the column of a table's key and the SQL that makes it; empty where there is none."""
    if table in ("settings", "segment_versions", "snapshot_members"):
        return {}
    own = table_of(catalogue, table)
    if not own.key_column or not own.key_field:
        return {}
    return {own.key_column: f"key_of({quoted(own.key_field)})"}


def order_of(columns: Mapping[str, str]) -> str:
    """Return the SQL by which rows are in order: the id, and what comes after it where rows share one."""
    return ", ".join(quoted(name) for name in list(columns)[:2])


def record_of(table: str) -> str | None:
    """Return the record type whose table this is, None for a table of the workspace's own."""
    return next((one.name for one in record_types().values() if one.table == table), None)


def is_text(kind: str) -> bool:
    """Whether values of a type stand in a file as text in a form of our own."""
    return kind in ("VARCHAR", "TIMESTAMPTZ") or kind.endswith("[]")


def written(column: str, kind: str) -> str:
    """Return the SQL of a column as text that `read` brings back to the letter: UTC, lists as JSON."""
    name = quoted(column)
    if kind == "VARCHAR":
        odd, marked = literal(_UNSEEN), literal(_MARKED)
        return (
            f"CASE WHEN regexp_matches({name}, {odd}) THEN '''%' || url_encode({name}) "
            f"WHEN regexp_matches({name}, {marked}) THEN '''' || {name} ELSE {name} END"
        )
    if kind == "TIMESTAMPTZ":
        return f"CAST({name} AT TIME ZONE 'UTC' AS VARCHAR) || 'Z'"
    if kind.endswith("[]"):
        return f"CASE WHEN {name} IS NOT NULL THEN CAST(to_json({name}) AS VARCHAR) END"
    return f"CAST({name} AS VARCHAR)"


def read(column: str, kind: str) -> str:
    """Return the SQL of the value that a text means; NULL for nothing, and for what means none."""
    name = quoted(column)
    said = f"nullif({name}, '')"
    if kind == "VARCHAR":
        return (
            f"CASE WHEN starts_with({name}, '''%') THEN url_decode(substr({name}, 3)) "
            f"WHEN starts_with({name}, '''') THEN substr({name}, 2) ELSE {said} END"
        )
    if kind == "TIMESTAMPTZ":
        return f"TRY_CAST(rtrim({said}, 'Z') AS TIMESTAMP) AT TIME ZONE 'UTC'"
    if kind.endswith("[]"):
        return f"TRY_CAST(TRY_CAST({said} AS JSON) AS {kind})"
    return f"TRY_CAST({said} AS {kind})"


def known(value: str, kind: str) -> str:
    """Return the SQL of a value that is NULL where it lies outside of the calendar that Python knows."""
    if kind not in ("DATE", "TIMESTAMPTZ"):
        return value
    times = ("", "") if kind == "DATE" else (" 00:00:00Z", " 23:59:59.999999Z")
    first, last = literal(f"0001-01-01{times[0]}"), literal(f"9999-12-31{times[1]}")
    return f"CASE WHEN {value} BETWEEN CAST({first} AS {kind}) AND CAST({last} AS {kind}) THEN {value} END"


def _type(kind: str) -> str:
    return kind.removesuffix(" NOT NULL").removesuffix(" UNIQUE")
