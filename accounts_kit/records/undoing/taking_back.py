"""Undo: bringing back what a change set wrote, a set at a time, and saying what stays.

Three steps: what it deleted comes back (with its id), what it updated gets its old values (where the new ones
still stand), what it created goes (where nobody wrote to it since). Each step leaves out what has changed
since and lists it. The undo is a change set itself, so it can be undone too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from accounts_kit.errors import AlreadyExists
from accounts_kit.model import record_types
from accounts_kit.records.fields.definitions_undoing import undo_definitions
from accounts_kit.records.fields.order import renumber
from accounts_kit.records.history import ChangeSet, Source, delete, from_text, recording, update
from accounts_kit.records.last_contact import refresh
from accounts_kit.records.layout import Table, quoted
from accounts_kit.records.undoing.restoring import keep, restore
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import require_to_undo
from accounts_kit.workspace.tables import literal

# Restored from left to right, so that what is linked to is there first; taken away from right to left.
TABLES = ("users", "custom_fields", "field_options", "accounts", "contacts", "aliases", "tags",
          "contact_tags", "deals", "tasks", "notes", "activities")  # fmt: skip

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
        _refuse_half_a_merge(ws, change_set_id)
        return take_back(change, "SELECT * FROM changes WHERE change_set_id = ?", [change_set_id])


def _refuse_half_a_merge(ws: Workspace, change_set_id: int) -> None:
    """Refuse to undo a merge when another record has the name of one that was merged: nothing of it would be
    right without that one.
    """
    what = ws.value("SELECT what FROM change_sets WHERE change_set_id = ?", [change_set_id])
    for of in ("account", "contact"):
        record = record_types()[of]
        if what != f"merge {record.table}":
            continue
        key, name = f"$.{record.key_column}", f"$.{record.key_field}"
        taken = ws.rows(
            f"SELECT gone.record_id, gone.old ->> {literal(name)}, now.{record.id_column} FROM changes AS "
            "gone "
            f"JOIN {record.table} AS now ON (gone.old ->> {literal(key)}) = now.{record.key_column} "
            "WHERE gone.change_set_id = ? AND gone.action = 'delete' AND gone.table_name = ? "
            f"AND now.{record.id_column} NOT IN (SELECT record_id FROM changes WHERE change_set_id = ? "
            "AND table_name = ? AND action = 'update') ORDER BY ALL LIMIT 1",
            [change_set_id, record.table, change_set_id, record.table],
        )
        if taken:
            merged, called, now = taken[0]
            raise AlreadyExists(
                f"{of.capitalize()} {merged} cannot come back, because {now} is called {called!r} now. Give "
                "that "
                f"one another {record.key_field} with {record.table}.update(), and undo the merge then."
            )


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
    fields_restored = undo_definitions(change)
    # A record that took the name of one that was deleted gives it back first, or that one could not return.
    for name in names:
        _revert(change, change.table(name), keys=True)
    # Each table is looked at when its turn has come: a field that comes back gives it its column back.
    restored = fields_restored + sum(restore(change, change.table(name)) for name in names)
    for name in names:
        _revert(change, change.table(name), keys=False)
    reverted = int(ws.value("SELECT count(*) FROM (SELECT DISTINCT table_name, record_id FROM reverted)"))
    removed = sum(_remove(change, change.table(name)) for name in reversed(names))
    if "activities" in touched:
        refresh(change)
    if "custom_fields" in touched:
        renumber(change)
    kept = ws.frame("SELECT * FROM kept ORDER BY ALL")
    for name in ("undone", "kept", "reverted"):
        ws.execute(f"DROP TABLE {name}")
    made = change.change_set_id if change.written else None
    return Undone(made, restored, reverted, removed, kept)


def _revert(change: ChangeSet, table: Table, *, keys: bool) -> None:
    """Give updated cells their old values, a statement a column, where the new value still stands."""
    cells = f"FROM undone WHERE action = 'update' AND table_name = {literal(table.name)}"
    columns = [field for (field,) in change.ws.rows(f"SELECT DISTINCT field {cells} ORDER BY field")]
    known = (table.key_column, table.key_field) if table.key_column else ()
    for column in columns:
        if column in table.columns and (column in known) == keys:
            _revert_column(change, table, column, cells)
            if (table.name, column) == ("contacts", "account_id"):
                _keep_job_titles(change)


def _keep_job_titles(change: ChangeSet) -> None:
    """Leave the job title of a contact whose account stays: it stands on the association."""
    change.ws.execute(
        "DELETE FROM undone WHERE table_name = 'contacts' AND field = 'job_title' AND record_id IN "
        "(SELECT record_id FROM kept WHERE \"table\" = 'contacts' AND field = 'account_id')"
    )


def _revert_column(change: ChangeSet, table: Table, column: str, cells: str) -> None:
    kind, key = table.type_of(column), quoted(column)
    joined = (
        f"(SELECT stored.{table.id_column}, stored.{key} AS now, {from_text('cell.old', kind)} AS old, "
        f"{from_text('cell.new', kind)} AS new FROM (SELECT record_id, old, new {cells} AND field = "
        f"{literal(column)}) AS cell "
        f"JOIN {table.name} AS stored ON stored.{table.id_column} = cell.record_id) AS joined"
    )
    changed = "now IS DISTINCT FROM new"
    if column in table.links:
        changed += f" OR (old IS NOT NULL AND old NOT IN ({table.linked_ids(column)}))"
    if column in (table.key_column, table.key_field):
        # Somebody else may have taken the old name meanwhile; name and key stay together.
        changed += (
            f" OR EXISTS (SELECT 1 FROM {table.name} AS other WHERE other.{table.key_column} = key_of(old) "
            f"AND other.{table.id_column} <> joined.{table.id_column})"
        )
    keep(change, table, "changed since", f"FROM {joined} WHERE {changed}", field=column)
    rows = f"(SELECT {table.id_column}, old AS {key} FROM {joined} WHERE NOT ({changed}))"
    change.ws.execute(f"INSERT INTO reverted SELECT {literal(table.name)}, {table.id_column} FROM {rows}")
    update(change, table.name, [column], Source(rows))


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
