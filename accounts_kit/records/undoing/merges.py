"""A merge in what is undone: it is taken back whole or not at all.

Without the record that was merged, nothing of the rest would be right: contacts would stay with the survivor,
and the survivor would lose what it took over. Called by `taking_back`.
"""

from __future__ import annotations

from accounts_kit.errors import AlreadyExists
from accounts_kit.model import record_types
from accounts_kit.records.aliases import HAVE_ALIASES
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

# Type, id and name of a record that was merged, and its key.
Merged = tuple[str, int, str | None, str | None]


def merged_in(ws: Workspace) -> list[Merged]:
    """Return the records that `undone` says were merged: deleted, and known by an alias that came with it."""
    found: list[Merged] = []
    for of in HAVE_ALIASES:
        record = record_types()[of]
        named, key = f"$.{record.key_field}", f"$.{record.key_column}"
        found += ws.rows(
            f"SELECT {literal(of)}, gone.record_id, gone.old ->> {literal(named)}, gone.old ->> "
            f"{literal(key)} "
            "FROM undone AS gone JOIN aliases ON former_id = gone.record_id "
            f"AND aliases.{record.id_column} IS NOT NULL WHERE gone.action = 'delete' AND gone.table_name = "
            "? "
            "AND alias_id IN (SELECT record_id FROM undone WHERE table_name = 'aliases' AND action = "
            "'create') "
            "ORDER BY gone.record_id",
            [record.table],
        )
    return found


def refuse_half_a_merge(ws: Workspace, merged: list[Merged]) -> None:
    """Raise AlreadyExists when one of the merged records could not come back, since another has its name."""
    for of, record_id, name, key in merged:
        record = record_types()[of]
        there = f"SELECT 1 FROM {record.table} WHERE {record.id_column} = ?"
        if ws.rows(there, [record_id]):
            continue
        now = ws.value(f"SELECT {record.id_column} FROM {record.table} WHERE {record.key_column} = ?", [key])
        raise AlreadyExists(
            f"{of.capitalize()} {record_id} cannot come back, because {now} is called {name!r} now. Give "
            "that one "
            f"another {record.key_field} with {record.table}.update(), and undo the merge then."
        )
