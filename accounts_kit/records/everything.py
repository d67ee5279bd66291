"""Everything in a workspace as tables for files: which tables and columns, and how a cell is written as text.

What a column is written as and what it is read from stand next to each other, for `exports` and `imports`.
Left behind are what made the records (change sets, imports) and keys, which are made from their values again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts_kit.model import Catalogue
from accounts_kit.records.layout import table_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import OWN_TABLES, literal, quoted

# In the order in which they are read: what others link to, and the fields that give tables their columns,
# first.
TABLES = (
    "settings", "users", "field_options", "custom_fields", "accounts", "contacts", "aliases", "tags",
    "contact_tags", "notes", "deals", "tasks", "activities", "segments", "segment_versions", "snapshots",
    "snapshot_members",
)  # fmt: skip
# Those whose rows have no id of their own, and no history.
WITHOUT_ID = ("settings", "segment_versions", "snapshot_members")
# What belongs to a workspace's settings; the rest of that table is of the file itself.
SETTINGS = ("language", "currency", "region", "timezone")
# No change set comes along.
_LEFT_BEHIND = {"segment_versions": ("change_set_id",)}
# A text that begins like this gets an apostrophe in front, and so does an empty one: no spreadsheet makes a
# formula of it, and a cell with nothing in it is a missing value.
_MARKED = r"^(?:$|['=+@\t\r\-])"
# A text with signs that files do not take is percent-encoded behind its apostrophe: no other begins so.
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"


@dataclass(frozen=True, slots=True)
class MadeKey:
    """The key of a table, which is made from a value: its column, the value's, and whether rows need one."""

    column: str
    value: str
    required: bool

    @property
    def sql(self) -> str:
        """The SQL that makes it."""
        return f"key_of({quoted(self.value)})"


def columns_of(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the columns of a table that files have, with their SQL types; the id comes first."""
    key = made_key(catalogue, table)
    left = (key.column if key else None, *_LEFT_BEHIND.get(table, ()))
    return {name: _type(kind) for name, kind in _stored(catalogue, table).items() if name not in left}


def made_key(catalogue: Catalogue, table: str) -> MadeKey | None:
    """Return the key of a table that is made from a value; None where there is none."""
    own = None if table in WITHOUT_ID else table_of(catalogue, table)
    if own is None or not own.key_column or not own.key_field:
        return None
    return MadeKey(own.key_column, own.key_field, "NOT NULL" in own.columns[own.key_column])


def needed(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the columns that every row of a table has a value in, and the SQL that is not NULL then."""
    stored, key = _stored(catalogue, table), made_key(catalogue, table)
    always = {name: quoted(name) for name in columns_of(catalogue, table) if "NOT NULL" in stored[name]}
    return always | ({key.value: key.sql} if key and key.required else {})


def unique_columns(catalogue: Catalogue, table: str) -> dict[str, str]:
    """Return the SQL of what differs from row to row in a table, by the column to look at."""
    if table in WITHOUT_ID:
        return {}
    id_column, key = table_of(catalogue, table).id_column, made_key(catalogue, table)
    return {id_column: quoted(id_column)} | ({key.value: key.sql} if key else {})


def row_counts(ws: Workspace) -> dict[str, int]:
    """Return how many rows each table has, of those that have any."""
    counting = " UNION ALL ".join(
        f"SELECT {place}, count(*) FROM {quoted(table)}" for place, table in enumerate(TABLES)
    )
    counted = dict(ws.rows(counting))
    return {table: counted[place] for place, table in enumerate(TABLES) if counted[place]}


def _stored(catalogue: Catalogue, table: str) -> Mapping[str, str]:
    """Return the columns of a table as they are stored, with their types and constraints."""
    return OWN_TABLES[table] if table in WITHOUT_ID else table_of(catalogue, table).columns


def order_of(columns: Mapping[str, str]) -> str:
    """Return the SQL by which rows are in order: the id, and what comes after it where rows share one."""
    return ", ".join(quoted(name) for name in list(columns)[:2])


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
