"""Deleting a custom field: first shown with the values that it holds, then done on confirm.

Its values go into the history, its definition too, and its column is dropped: that is the archive, from which
`changes.undo` brings all of it back.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import Field
from accounts_kit.records.fields.order import renumber
from accounts_kit.records.fields.references import field_id_of, field_of
from accounts_kit.records.fields.uses import uses_of_field
from accounts_kit.records.history import ChangeSet, Source, as_text, delete, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.saved_segments import (
    refuse_used_by_segments,
    rename_in_segments,
    segments_with_field,
)
from accounts_kit.rules.checking import checked
from accounts_kit.rules.mentions import Renaming
from accounts_kit.rules.plain import from_dict
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace

SAMPLE = 10


@dataclass(frozen=True)
class FieldDeletion:
    """What deleting a field takes away: how many records have a value in it, and which values those are.

    `uses` says in words what uses it; `distinct` counts the different values, and `values` has the ten most
    frequent of them: value, records. `done` says whether it happened.
    """

    field: str
    label: str
    kind: str
    uses: tuple[str, ...]
    records: int
    distinct: int
    values: pd.DataFrame
    done: bool
    change_set_id: int | None = None

    def __repr__(self) -> str:
        return f"FieldDeletion({self.sentence()})"

    def sentence(self) -> str:
        """Return the deletion in one sentence."""
        verb = "was deleted" if self.done else "would be deleted (confirm=True deletes)"
        used = f"used by {', '.join(self.uses)}; different values: {self.distinct}"
        used = used if self.uses else "nothing uses it"
        return f"{self.field} ({self.label}, {self.kind}) {verb}; {used}"

    def _repr_html_(self) -> str:
        shown = table_html(list(self.values.columns), self.values.itertuples(index=False))
        return titled_html(self.sentence(), *([shown] if len(self.values) else []))


def delete_field(change: ChangeSet, field: Field, *, confirm: bool) -> FieldDeletion:
    """Show or do the deletion of a custom field; see fields.delete."""
    ws, column = change.ws, f"record.{quoted(field.column)}"
    said = as_text(column, field.kind.column_type)
    filled = f"FROM {field.of}s AS record WHERE {column} IS NOT NULL"
    [(records, distinct)] = ws.rows(f"SELECT count(*), count(DISTINCT {said}) {filled}")
    uses = tuple(uses_of_field(ws, field))
    values = _most_frequent(ws, field, f"SELECT any_value({column}), count(*) {filled} GROUP BY {said}")
    if confirm:
        archive_field(change, field)
    return FieldDeletion(
        field.name,
        field.label(ws.language),
        field.kind_name,
        uses,
        int(records),
        int(distinct),
        values,
        done=confirm,
        change_set_id=change.change_set_id if change.written else None,
    )


def ask_another_field(change: ChangeSet, field: Field, replacement: object) -> None:
    """Have saved segments ask another field instead of one that goes; raises FieldInUse when none is given.

    Raises WrongKind or UnknownOption when that field cannot answer what they ask.
    """
    ws = change.ws
    if replacement is None:
        refuse_used_by_segments(f"{field.name!r}", segments_with_field(ws, field.name))
        return
    rename_in_segments(change, Renaming(fields={field.name: field_of(ws, replacement).name}))
    for saved in ws.catalogue.segments:
        checked(from_dict(saved.rule), ws.catalogue, saved.of)


def _most_frequent(ws: Workspace, field: Field, counted: str) -> pd.DataFrame:
    reading = Reading(ws.language, ws.timezone)
    often = ws.rows(f"{counted} ORDER BY 2 DESC, 1 LIMIT ?", [SAMPLE])
    return pd.DataFrame(
        {
            "value": pd.Series([reading.text(value, field.decimals) for value, _ in often], dtype="str"),
            "records": pd.Series([count for _, count in often], dtype="int64"),
        }
    )


def archive_field(change: ChangeSet, field: Field) -> None:
    """Take a custom field away, with its values in the history, its definition and its column."""
    table, column = f"{field.of}s", quoted(field.column)
    empty = f"CAST(NULL AS {field.kind.column_type}) AS {column}"
    filled = f"(SELECT {field.of}_id, {empty} FROM {table} AS record WHERE record.{column} IS NOT NULL)"
    update(change, table, [field.column], Source(filled))
    delete(change, "custom_fields", Source.of_row({"field_id": field_id_of(change.ws, field)}))
    change.ws.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    renumber(change)
    change.ws.catalogue_changed()
