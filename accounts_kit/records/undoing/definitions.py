"""Undoing what was done to definitions: fields come back, and what they were called, held and asked.

The first step of an undo, before any value: values are judged by the definitions that stand after it. Its
rows are taken out of the temporary table `undone`; what stays is noted in `kept`. Kind, options, check and
default of a field go back together or not at all, and a kind only when every value written since can follow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts_kit.model import Field, record_types
from accounts_kit.records.fields.options import write_standard_options
from accounts_kit.records.fields.updating import lacks_values
from accounts_kit.records.history import ChangeSet, Source, as_text, delete
from accounts_kit.records.layout import quoted
from accounts_kit.records.undoing.restoring import restore
from accounts_kit.records.undoing.shapes import undo_shape, why_options_stay
from accounts_kit.records.undoing.stale_values import leave_out_stale
from accounts_kit.records.writing import set_values

TABLES = ("custom_fields", "field_options")
_SHAPE = ("kind", "options", "default", "currency", "check")
_CHANGED = "changed since"


@dataclass(frozen=True)
class Cell:
    """One cell of a definition in what is undone: its text before, after, and now."""

    old: str | None
    new: str | None
    now: str | None

    @property
    def is_back(self) -> bool:
        """Whether it is as it was before already."""
        return self.now == self.old

    @property
    def stands(self) -> bool:
        """Whether nobody has changed it since."""
        return self.now == self.new


def undo_definitions(change: ChangeSet) -> int:
    """Undo what `undone` has of definitions, and leave out of it what values cannot come back.

    Returns how many definitions came back.
    """
    ws = change.ws
    touched = {name for (name,) in ws.rows("SELECT DISTINCT table_name FROM undone")}
    here = [name for name in TABLES if name in touched]
    restored = 0
    if here:
        moved = not ws.rows("SELECT 1 FROM undone WHERE table_name = 'custom_fields' AND action <> 'update'")
        restored = sum(restore(change, change.table(name)) for name in here)
        if restored:
            ws.catalogue_changed()  # their columns came before they did
        _undo_standard_options(change)
        for field_id, cells in _cells(change).items():
            _undo_definition(change, field_id, cells, moved=moved)
        ws.execute(
            "DELETE FROM undone WHERE table_name = 'field_options' "
            "OR (table_name = 'custom_fields' AND action <> 'create')"
        )
    leave_out_stale(change)
    return restored


def _undo_standard_options(change: ChangeSet) -> None:
    """Give standard fields their options back; those that they come with need no row."""
    ws = change.ws
    rows = ws.rows(
        "SELECT record_id, field_options.field, old, new FROM undone JOIN field_options "
        "ON field_options_id = record_id WHERE table_name = 'field_options' AND action = 'update'"
    )
    for row_id, name, old, new in rows:
        field = ws.catalogue.field(name)
        before, after = tuple(json.loads(old)), tuple(json.loads(new))
        if field.options == before:
            continue
        why = why_options_stay(ws, replace(field, options=before)) if field.options == after else _CHANGED
        if why is not None:
            _keep(change, "field_options", row_id, "options", why)
            continue
        write_standard_options(change, field, before)
        _note_reverted(change, "field_options", row_id)
        ws.catalogue_changed()
    made = ws.rows(
        "SELECT record_id, field_options.field FROM undone JOIN field_options "
        "ON field_options_id = record_id WHERE table_name = 'field_options' AND action = 'create'"
    )
    for row_id, name in made:
        if ws.catalogue.field(name).options == _shipped_options(name):
            delete(change, "field_options", Source.of_row({"field_options_id": row_id}))
            ws.catalogue_changed()


def _shipped_options(name: str) -> tuple[str, ...]:
    of, _, key = name.partition(".")
    return next(one.options for one in record_types()[of].fields if one.key == key)


def _cells(change: ChangeSet) -> dict[int, dict[str, Cell]]:
    """Return the cells of definitions that are there, by field and column."""
    table = change.table("custom_fields")
    now = ", ".join(f"{quoted(one)}: {as_text(quoted(one), table.type_of(one))}" for one in table.columns)
    found = change.ws.rows(
        f"SELECT record_id, undone.field, old, new, CAST(to_json({{{now}}}) AS VARCHAR) FROM undone "
        "JOIN custom_fields ON field_id = record_id "
        "WHERE table_name = 'custom_fields' AND action = 'update' ORDER BY record_id, undone.field"
    )
    cells: dict[int, dict[str, Cell]] = {}
    for field_id, column, old, new, row in found:
        cells.setdefault(field_id, {})[column] = Cell(old, new, json.loads(row)[column])
    return cells


def _undo_definition(change: ChangeSet, field_id: int, cells: Mapping[str, Cell], *, moved: bool) -> None:
    ws = change.ws
    [(of, key)] = ws.rows('SELECT "of", key FROM custom_fields WHERE field_id = ?', [field_id])
    field = ws.catalogue.field(f"{of}.{key}")
    values: dict[str, object] = {}
    for column, cell in cells.items():
        if column in _SHAPE or cell.is_back:
            continue
        why = None if cell.stands else _CHANGED
        if column == "required" and cell.old == "yes" and lacks_values(ws, field):
            why = "records have no value in it"
        if why is None:
            values[column] = cell.old
        elif column != "position" or moved:  # others only made room, and are numbered anew
            _keep(change, "custom_fields", field_id, column, why)
    values |= _undo_shape(change, field, field_id, {one: cells[one] for one in _SHAPE if one in cells})
    if values:
        set_values(change, "custom_field", field_id, values)
        _note_reverted(change, "custom_fields", field_id)
        ws.catalogue_changed()


def _undo_shape(
    change: ChangeSet, field: Field, field_id: int, cells: Mapping[str, Cell]
) -> dict[str, object]:
    """Undo kind, options, default, currency and check of a field as far as they go together.

    Returns what is to be written yet; a kind is written here, with the values that go with it.
    """
    moving = {name: cell for name, cell in cells.items() if not cell.is_back}
    kept = {name: _CHANGED for name, cell in moving.items() if not cell.stands}
    if "kind" in kept or "options" in kept:
        kept = dict.fromkeys(moving, _CHANGED)
    going = {name: cell.old for name, cell in moving.items() if name not in kept}
    if going and (why := undo_shape(change, field, going)) is not None:
        kept, going = dict.fromkeys(moving, why), {}
    if "kind" in cells:
        _forget_values(change, field)
    for name, why in kept.items():
        _keep(change, "custom_fields", field_id, name, why)
    options = going.get("options")
    return going | ({"options": json.loads(options)} if options is not None else {})


def _forget_values(change: ChangeSet, field: Field) -> None:
    """Leave out the values of a conversion: they went back with the kind, or stay with it."""
    change.ws.execute(
        "DELETE FROM undone WHERE action = 'update' AND table_name = ? AND field = ?",
        [f"{field.of}s", field.key],
    )


def _keep(change: ChangeSet, table: str, record_id: int, column: str, why: str) -> None:
    change.ws.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", [table, record_id, column, why])


def _note_reverted(change: ChangeSet, table: str, record_id: int) -> None:
    change.ws.execute("INSERT INTO reverted VALUES (?, ?)", [table, record_id])
