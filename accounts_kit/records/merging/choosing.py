"""Which value each field of a merge gets: by a rule for all fields, or one for each.

`keep` leaves what the survivor has, `fill_blanks` takes the others' where it has nothing, `newest` takes what
was written last, and the id of one of the records takes that record's value. Called by `merge`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accounts_kit.errors import WrongValue
from accounts_kit.model import Field, record_types
from accounts_kit.records.layout import quoted
from accounts_kit.words.nearest import suggestion
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

CHOICES = ("keep", "fill_blanks", "newest")
Choice = str | int
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Chosen:
    """The value that a field gets, the id of the record that it comes from, and the choice that took it."""

    field: Field
    value: Any
    taken_from: int
    choice: Choice


def choose(
    ws: Workspace,
    of: str,
    ids: Sequence[int],
    choice: str,
    fields: Mapping[str, Choice],
    only: Mapping[str, Sequence[int]],
) -> list[Chosen]:
    """Return what each field gets when these records become one; the first of the ids is the survivor's.

    `only` names the records that a field may be taken from. What a record is known by stays the survivor's
    unless its own choice says otherwise. Raises UnknownField, WrongValue for a choice that is none.
    """
    for one in (choice, *fields.values()):
        _judge(one, ids)
    listed = {ws.catalogue.field_of(of, key).key: one for key, one in fields.items()}
    if choice == "newest":
        listed.setdefault(str(record_types()[of].key_field), "fill_blanks")
    columns = [field for field in ws.catalogue.fields(of) if not field.computed and field.key != "created_at"]
    rows = _rows(ws, of, ids, columns)
    written = _moments(ws, of, ids)
    return [
        _taken(
            field,
            [(one, rows[one][field.column]) for one in only.get(field.key, ids)],
            listed.get(field.key, choice),
            written,
        )
        for field in columns
    ]


def _judge(choice: Choice, ids: Sequence[int]) -> None:
    if choice in CHOICES or (choice in ids and not isinstance(choice, bool)):
        return
    hint = suggestion(str(choice), CHOICES)
    raise WrongValue(f"{choice!r} is no choice. {hint} Or give the id of one of the records: {list(ids)}.")


def _rows(ws: Workspace, of: str, ids: Sequence[int], fields: Sequence[Field]) -> dict[int, dict[str, Any]]:
    record = record_types()[of]
    columns = [record.id_column, *(field.column for field in fields)]
    found = ws.rows(
        f"SELECT {', '.join(map(quoted, columns))} FROM {record.table} "
        f"WHERE {record.id_column} IN (SELECT unnest(?::BIGINT[]))",
        [list(ids)],
    )
    return {row[0]: dict(zip(columns, row, strict=True)) for row in found}


def _moments(ws: Workspace, of: str, ids: Sequence[int]) -> dict[tuple[int, str | None], datetime]:
    """Return when each cell was last written, by id and column; of a whole record under None."""
    table = record_types()[of].table
    found = ws.rows(
        "SELECT record_id, field, max(change_sets.at) FROM changes JOIN change_sets USING (change_set_id) "
        f"WHERE table_name = {literal(table)} AND record_id IN (SELECT unnest(?::BIGINT[])) "
        "GROUP BY record_id, field",
        [list(ids)],
    )
    return {(record_id, column): at for record_id, column, at in found}


def _taken(
    field: Field,
    values: Sequence[tuple[int, Any]],
    choice: Choice,
    written: Mapping[tuple[int, str | None], datetime],
) -> Chosen:
    survivor, own = values[0]
    filled = [(one, value) for one, value in values if value is not None]
    if choice == "keep" or not filled:
        return Chosen(field, own, survivor, choice)
    if choice == "fill_blanks":
        return Chosen(field, filled[0][1], filled[0][0], choice)
    if choice == "newest":
        # Of two that were written at one moment the survivor's counts, and then the one named first.
        newest = max(filled, key=lambda one: _written(one[0], field, written))
        return Chosen(field, newest[1], newest[0], choice)
    named = int(choice)
    return Chosen(field, dict(values).get(named, own), named if named in dict(values) else survivor, choice)


def _written(record_id: int, field: Field, written: Mapping[tuple[int, str | None], datetime]) -> datetime:
    return written.get((record_id, field.column)) or written.get((record_id, None)) or _BEFORE_ALL
