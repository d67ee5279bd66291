"""Undo: bringing back what a change set wrote, a set at a time, and saying what stays.

Three steps: what it deleted comes back (with its id), what it updated gets its old values (where the new ones
still stand), what it created goes (where nobody wrote to it since). Each step leaves out what has changed
since and lists it. The undo is a change set itself, so it can be undone too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from accounts_kit.records.completing import settle_tasks
from accounts_kit.records.fields.order import renumber
from accounts_kit.records.history import ChangeSet, Source, delete, recording
from accounts_kit.records.last_contact import refresh
from accounts_kit.records.layout import Table, quoted
from accounts_kit.records.undoing.definitions import undo_definitions
from accounts_kit.records.undoing.merges import merged_in, refuse_half_a_merge
from accounts_kit.records.undoing.restoring import keep, restore
from accounts_kit.records.undoing.reverting import keep_what_is_needed, revert_keys, revert_values
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import require_to_undo
from accounts_kit.workspace.tables import literal

# Restored from left to right, so that what is linked to is there first; taken away from right to left.
TABLES = ("users", "custom_fields", "field_options", "segments", "snapshots", "accounts", "contacts",
          "aliases", "tags", "contact_tags", "deals", "tasks", "notes", "activities")  # fmt: skip

# A later change set that was undone, and its undo, leave nothing behind that has to be kept.
_STANDS = (
    "change_set_id NOT IN (SELECT undoes FROM change_sets WHERE undoes IS NOT NULL) "
    "AND coalesce(later.undoes, 0) <= (SELECT max(change_set_id) FROM undone)"
)


@dataclass(frozen=True)
class Undone:
    """What an undo did. `kept` has a row for each thing that stays: table, record_id, field, why."""

    change_set_id: int | None
    restored: int
    reverted: int
    removed: int
    kept: pd.DataFrame

    def __repr__(self) -> str:
        return (
            f"Undone({self.restored} records restored, {self.reverted} records set back, "
            f"{self.removed} records removed, {len(self.kept)} kept because they changed since)"
        )


def undo_change_set(ws: Workspace, change_set_id: int) -> Undone:
    """Take a change set back; see changes.undo."""
    with recording(ws, f"undo change set {change_set_id}", undoes=change_set_id) as change:
        return take_back(change, "SELECT * FROM changes WHERE change_set_id = ?", [change_set_id])


def take_back(change: ChangeSet, changes: str, params: Sequence[object]) -> Undone:
    """Take back what a SELECT on the table of changes gives; it may also be a part of a change set."""
    ws = change.ws
    ws.execute(f"CREATE OR REPLACE TEMP TABLE undone AS {changes}", params)
    ws.execute(
        'CREATE OR REPLACE TEMP TABLE kept ("table" VARCHAR, record_id BIGINT, field VARCHAR, why VARCHAR)'
    )
    ws.execute("CREATE OR REPLACE TEMP TABLE reverted (table_name VARCHAR, record_id BIGINT)")
    touched = {name for (name,) in ws.rows("SELECT DISTINCT table_name FROM undone")}
    require_to_undo(ws, touched)
    names = [name for name in TABLES if name in touched]
    merged = merged_in(ws)
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE touched_tasks AS "
        "SELECT DISTINCT record_id AS task_id FROM undone WHERE table_name = 'tasks'"
    )
    fields_restored = undo_definitions(change)
    for name in names:
        keep_what_is_needed(change, change.table(name))
    # A record that took the name of one that was deleted gives it back first, or that one could not return;
    # one that wants the name of a record that goes has to wait for that.
    for name in names:
        revert_keys(change, change.table(name), last=False)
    # Each table is looked at when its turn has come: a field that comes back gives it its column back.
    restored = fields_restored + sum(restore(change, change.table(name)) for name in names)
    for name in names:
        revert_values(change, change.table(name))
    removed = sum(_remove(change, change.table(name)) for name in reversed(names))
    for name in names:
        revert_keys(change, change.table(name), last=True)
    reverted = int(ws.value("SELECT count(*) FROM (SELECT DISTINCT table_name, record_id FROM reverted)"))
    refuse_half_a_merge(ws, merged)
    if "tasks" in touched:
        settle_tasks(change, "touched_tasks")
    if "activities" in touched:
        refresh(change)
    if "custom_fields" in touched:
        renumber(change)
    if "segments" in touched:
        ws.catalogue_changed()
    kept = ws.frame("SELECT * FROM kept ORDER BY ALL")
    for name in ("undone", "kept", "reverted", "touched_tasks"):
        ws.execute(f"DROP TABLE {name}")
    made = change.change_set_id if change.written else None
    return Undone(made, restored, reverted, removed, kept)


def _remove(change: ChangeSet, table: Table) -> int:
    """Delete the records that were created, where no later change set wrote to them and nothing points to
    them.
    """
    created = f"SELECT record_id FROM undone WHERE action = 'create' AND table_name = {literal(table.name)}"
    if not change.ws.rows(f"{created} LIMIT 1"):
        return 0
    used = [
        f"SELECT {link} FROM {other.name} WHERE {link} IS NOT NULL"
        for other in (change.table(name) for name in TABLES)
        for link, linked in other.links.items()
        if linked == table.name
    ]
    written = (
        f"SELECT record_id FROM changes JOIN change_sets AS later USING (change_set_id) "
        f"WHERE table_name = {literal(table.name)} "
        f"AND change_set_id > (SELECT max(change_set_id) FROM undone) AND change_set_id <> ? AND {_STANDS} "
        # A field that only made room for another is as it was.
        "AND (table_name <> 'custom_fields' OR field IS DISTINCT FROM 'position') "
        "AND record_id IN (SELECT record_id FROM undone WHERE action = 'create')"
    )
    stays = " OR ".join(f"record_id IN ({those})" for those in (written, *used))
    params = (change.change_set_id,)
    here = f"({created} AND record_id IN (SELECT {table.id_column} FROM {table.name}))"
    ids = f"SELECT record_id AS {table.id_column} FROM {here}"
    keep(change, table, "written to or linked since", f"FROM ({ids} WHERE {stays})", params=params)
    goes = f"({ids} WHERE NOT ({stays}))"
    if table.name == "custom_fields":
        return _remove_fields(change, Source(goes, params))
    return delete(change, table.name, Source(goes, params))


def _remove_fields(change: ChangeSet, goes: Source) -> int:
    """Delete definitions with their columns, where the column holds no value."""
    definitions = change.ws.rows(
        'SELECT field_id, "of", key FROM custom_fields '
        f"WHERE field_id IN (SELECT field_id FROM {goes.relation})",
        goes.params,
    )
    removed = 0
    for field_id, of, key in definitions:
        if change.ws.value(f"SELECT count({quoted(key)}) FROM {of}s"):
            table, here = change.table("custom_fields"), "FROM (SELECT ? AS field_id)"
            keep(change, table, "records have a value in it", here, params=(field_id,))
            continue
        removed += delete(change, "custom_fields", Source.of_row({"field_id": field_id}))
        change.ws.execute(f"ALTER TABLE {of}s DROP COLUMN {quoted(key)}")
        change.ws.catalogue_changed()
    return removed
