"""Values that an undo cannot bring back, because their field is another now: gone, converted, with other
options or another check, or required.

They are taken out of the temporary table `undone` before anything else happens to values, and noted in
`kept`; so whoever restores and reverts finds only values that their columns can hold. Called by
`definitions`, when the definitions stand as they will.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts_kit.model import Field
from accounts_kit.records.fields.judging import refused_of
from accounts_kit.records.history import ChangeSet, from_text
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


@dataclass
class Life:
    """What the history says of one custom field: when it came and went, and was of which kind."""

    name: str
    came: list[int] = field(default_factory=list)
    went: list[int] = field(default_factory=list)
    kinds: list[tuple[int, str]] = field(default_factory=list)  # until which change set it was of which kind
    changed: int = 0  # its options, its check, or whether it is required

    def was_there(self, at: int) -> bool:
        """Return whether the field was there when a change set wrote values."""
        came = max((one for one in self.came if one <= at), default=0)
        return (came > 0 or not self.came) and not any(came <= one < at for one in self.went)

    def kind(self, at: int, now: str) -> str:
        """Return the kind that it had then."""
        return next((kind for until, kind in self.kinds if until > at), now)


@dataclass(frozen=True)
class Stale:
    """A column with values that do not fit now: which ones, as tests in SQL, and why.

    `cells` is about the text `old` of an update, `rows` about that of the column in a deleted row.
    """

    key: str
    why: str
    cells: str
    rows: str

    @classmethod
    def all_of(cls, key: str, why: str) -> Stale:
        """Return that no value of the column fits."""
        return cls(key, why, "true", f"{in_row(key)} IS NOT NULL")


def in_row(key: str) -> str:
    """Return the SQL of the text that a column had in a deleted row."""
    return f"(old ->> '$.{key}')"


def leave_out_stale(change: ChangeSet) -> None:
    """Take out of `undone` the values of accounts and contacts that their columns cannot hold now."""
    ws = change.ws
    written = ws.rows(
        "SELECT DISTINCT table_name, change_set_id FROM undone "
        "WHERE table_name IN ('accounts', 'contacts') AND action <> 'create' ORDER BY ALL"
    )
    if not written or not _redefined_since(ws, min(at for _, at in written)):
        return
    lives = _lives(ws)
    for table, at in written:
        for stale in _stale(ws, table.removesuffix("s"), at, lives):
            _leave_out_cells(change, table, at, stale)
            _leave_out_of_rows(change, table, at, stale)


def _redefined_since(
    ws: Workspace, at: int, tables: tuple[str, ...] = ("custom_fields", "field_options")
) -> bool:
    found = ws.rows(
        "SELECT 1 FROM changes WHERE table_name IN (SELECT unnest(?)) AND change_set_id >= ? LIMIT 1",
        [list(tables), at],
    )
    return bool(found)


def _lives(ws: Workspace) -> dict[int, Life]:
    """Return what the history says of each custom field there is or was, by its id."""
    known = ws.rows("SELECT field_id, \"of\" || '.' || key FROM custom_fields")
    lives = {field_id: Life(name) for field_id, name in known}
    events = ws.rows(
        "SELECT record_id, change_set_id, action, field, old FROM changes WHERE table_name = 'custom_fields' "
        "AND (action <> 'update' OR field IN ('kind', 'options', 'required', 'check')) ORDER BY change_set_id"
    )
    for field_id, _, action, _, old in events:
        if action == "delete":
            said = json.loads(old)
            lives.setdefault(field_id, Life(f"{said['of']}.{said['key']}"))
    for field_id, at, action, column, old in events:
        life = lives.get(field_id, Life(""))
        match action, column:
            case "create", _:
                life.came.append(at)
            case "delete", _:
                life.went.append(at)
            case _, "kind":
                life.kinds.append((at, old))
        life.changed = at
    return lives


def _stale(ws: Workspace, of: str, at: int, lives: dict[int, Life]) -> Iterator[Stale]:
    """Yield the columns with values of a change set that do not fit now."""
    catalogue = ws.catalogue
    ids = dict(ws.rows('SELECT key, field_id FROM custom_fields WHERE "of" = ?', [of]))
    for field_id, life in lives.items():
        if not life.name.startswith(f"{of}.") or not life.was_there(at):
            continue
        now, key = catalogue.find(life.name), life.name.removeprefix(f"{of}.")
        if now is None:
            yield Stale.all_of(key, "its field was deleted since")
        elif ids[key] != field_id:
            yield Stale.all_of(key, "another field has its key now")
        elif life.kind(at, now.kind_name) != now.kind_name:
            yield Stale.all_of(key, f"its field is of kind {now.kind_name} now")
        elif life.changed >= at:
            yield from _unfit(now)
            yield from _refused(ws, now, at)
    if ws.rows(
        "SELECT 1 FROM changes WHERE table_name = 'field_options' AND change_set_id >= ? LIMIT 1", [at]
    ):
        for standard in catalogue.fields(of):
            if standard.editable_options:
                yield from _unfit(standard)


def _unfit(now: Field) -> Iterator[Stale]:
    if now.options:
        cells, rows = (f"NOT coalesce({fits(now, text)}, true)" for text in ("old", in_row(now.key)))
        yield Stale(now.key, "its option is gone", cells, rows)
    if now.required:
        yield Stale(now.key, "its field is required now", "old IS NULL", f"{in_row(now.key)} IS NULL")


def _refused(ws: Workspace, now: Field, at: int) -> Iterator[Stale]:
    """Yield the values that the check of a field refuses, which it did not ask for when they were written."""
    if now.check is None:
        return
    texts = ws.rows(
        "SELECT DISTINCT CASE action WHEN 'update' THEN old ELSE json_extract_string(old, ?) END AS text_ "
        "FROM undone WHERE table_name = ? AND change_set_id = ? AND (action = 'delete' OR field = ?)",
        [f"$.{now.key}", f"{now.of}s", at, now.key],
    )
    refused = refused_of(now, (text for (text,) in texts if text is not None))
    if refused:
        listed = ", ".join(literal(text) for text in refused)
        why = f"its field asks for the check {now.check!r} now"
        yield Stale(now.key, why, f"old IN ({listed})", f"{in_row(now.key)} IN ({listed})")


def fits(now: Field, text: str) -> str:
    """Return the SQL of whether a value, by the text that history has of it, is among a field's options."""
    listed = ", ".join(literal(option) for option in now.options)
    if now.kind.several:
        return f"list_has_all([{listed}], {from_text(text, now.kind.column_type)})"
    return f"{text} IN ({listed})"


def _leave_out_cells(change: ChangeSet, table: str, at: int, stale: Stale) -> None:
    cells = (
        f"FROM undone WHERE action = 'update' AND table_name = {literal(table)} "
        f"AND field = {literal(stale.key)} AND change_set_id = ? AND ({stale.cells})"
    )
    there = f"record_id IN (SELECT {table.removesuffix('s')}_id FROM {table})"
    change.ws.execute(
        f"INSERT INTO kept SELECT table_name, record_id, field, {literal(stale.why)} {cells} AND {there}",
        [at],
    )
    change.ws.execute(f"DELETE {cells}", [at])


def _leave_out_of_rows(change: ChangeSet, table: str, at: int, stale: Stale) -> None:
    rows = (
        f"WHERE action = 'delete' AND table_name = {literal(table)} AND change_set_id = ? AND ({stale.rows})"
    )
    noted = f"table_name, record_id, {literal(stale.key)}, {literal(stale.why)}"
    change.ws.execute(f"INSERT INTO kept SELECT {noted} FROM undone {rows}", [at])
    emptied = literal(json.dumps({stale.key: None}))
    change.ws.execute(f"UPDATE undone SET old = json_merge_patch(old, {emptied}) {rows}", [at])
