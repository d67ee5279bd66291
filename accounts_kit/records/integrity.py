"""Proving a workspace: what constraints would hold elsewhere is asked here, all of it, without repairing
anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from accounts_kit.checks.frames import failures
from accounts_kit.errors import AccountsKitError
from accounts_kit.model import record_types
from accounts_kit.records.last_contact import wrong_sql
from accounts_kit.records.layout import quoted, table_of
from accounts_kit.records.repairing import repair_of
from accounts_kit.rules.checking import checked
from accounts_kit.rules.plain import from_dict
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

BATCH = 100_000
WRONG_KEY = "is not the key of"
_OWN = ("tags", "contact_tags", "aliases", "segments", "snapshots")
_LINKED = ("accounts", "contacts", "notes", "deals", "tasks", "activities", "contact_tags", "aliases")
# What DuckDB calls a type where we say it shorter.
_CALLED = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}


def check(ws: Workspace) -> pd.DataFrame:
    """Return every broken promise of a workspace as a row; empty when all is well.

    Columns: check, table, record_id, message, and repair: what ak.repair(ws, problems) would do about it, ""
    where a person has to; ordered by them. Checks: key (a record's key is the fold of its value), id
    (unique), reference (what a link points to is there), pair (a tag once on a contact, a custom field once
    of a record), segment (the rule of a saved one means something here), column (a custom field has its
    column), kind (of the type of its kind), last_contact (what the activities say), history (a change has its
    change set), and every named check on values.
    """
    with ws.reading():
        found = [pd.DataFrame({"check": [], "table": [], "record_id": [], "message": []}), *_findings(ws)]
    frame = pd.concat([one for one in found if not one.empty] or found[:1], ignore_index=True)
    problems = zip(frame["check"], frame["table"], frame["message"], strict=True)
    offered = [
        repair_of(check, table) if _is_repairable(check, said) else "" for check, table, said in problems
    ]
    frame["repair"] = pd.Series(offered, index=frame.index, dtype="str")
    return frame.sort_values(list(frame.columns), ignore_index=True)


def _is_repairable(check: str, message: str) -> bool:
    """Return whether a finding is of the kind that the repair is for: a contact without address is no wrong
    key.
    """
    return check != "key" or WRONG_KEY in message


def _findings(ws: Workspace) -> Iterator[pd.DataFrame]:
    for name in (*(record.table for record in record_types().values()), *_OWN):
        table = table_of(ws.catalogue, name)
        twice = f"SELECT {table.id_column} FROM {name} GROUP BY 1 HAVING count(*) > 1"
        yield _query(ws, "id", name, twice, "the id is not unique")
        if table.key_column and table.key_field:
            value = f"key_of({quoted(table.key_field)})"
            wrong = f"SELECT {table.id_column} FROM {name} WHERE {table.key_column} IS DISTINCT FROM {value}"
            yield _query(ws, "key", name, wrong, f"{table.key_column} {WRONG_KEY} {table.key_field}")
    yield from _references(ws)
    yield _query(
        ws, "pair", "contact_tags",
        "SELECT min(contact_tag_id) FROM contact_tags GROUP BY contact_id, tag_id HAVING count(*) > 1",
        "the contact has the tag twice",
    )  # fmt: skip
    yield _query(
        ws, "pair", "custom_fields",
        'SELECT min(field_id) FROM custom_fields GROUP BY "of", key HAVING count(*) > 1',
        "the field is defined twice",
    )  # fmt: skip
    yield _query(
        ws, "history", "changes",
        "SELECT DISTINCT change_set_id FROM changes ANTI JOIN change_sets USING (change_set_id)",
        "changes without their change set",
    )  # fmt: skip
    yield _query(
        ws, "last_contact", "contacts", wrong_sql(), "last_contacted_at is not what the activities say"
    )
    yield from _segments(ws)
    yield from _columns(ws)
    for of in ("user", "account", "contact", "note", "deal", "task", "activity", "custom_field"):
        yield from _values(ws, of)


def _segments(ws: Workspace) -> Iterator[pd.DataFrame]:
    """Yield the saved segments whose rule means nothing in the workspace as it is now."""
    for saved in ws.catalogue.segments:
        try:
            checked(from_dict(saved.rule), ws.catalogue, saved.of)
        except AccountsKitError as error:
            named = "SELECT segment_id FROM segments WHERE segment_id = ?"
            yield _query(ws, "segment", "segments", named, str(error), [saved.segment_id])


def _references(ws: Workspace) -> Iterator[pd.DataFrame]:
    for name in _LINKED:
        table = table_of(ws.catalogue, name)
        for link in table.links:
            lost = (
                f"SELECT {table.id_column} FROM {name} WHERE {quoted(link)} IS NOT NULL "
                f"AND {quoted(link)} NOT IN ({table.linked_ids(link)})"
            )
            yield _query(ws, "reference", name, lost, f"{link} points to nothing")


def _columns(ws: Workspace) -> Iterator[pd.DataFrame]:
    for of in ("account", "contact"):
        there = _columns_there(ws, record_types()[of].table)
        custom = [one for one in ws.catalogue.fields(of) if one.custom]
        lost = [one.key for one in custom if one.column not in there]
        other = [
            one.key for one in custom if there.get(one.column, one.kind.column_type) != one.kind.column_type
        ]
        named = f'SELECT field_id FROM custom_fields WHERE "of" = {literal(of)} AND key IN (SELECT unnest(?))'
        yield _query(ws, "column", "custom_fields", named, "the field has no column", [lost])
        yield _query(ws, "kind", "custom_fields", named, "the column is not of the field's kind", [other])


def _columns_there(ws: Workspace, table: str) -> dict[str, str]:
    """Return the columns that a table has, with their types."""
    found = ws.rows("SELECT name, type FROM pragma_table_info(?)", [table])
    return {name: _CALLED.get(kind, kind) for name, kind in found}


def _values(ws: Workspace, of: str) -> Iterator[pd.DataFrame]:
    """Yield what the named checks refuse among stored values.

    An import or an edit would have refused it too.
    """
    record = record_types()[of]
    there = _columns_there(ws, record.table)
    fields = [
        one
        for one in ws.catalogue.fields(of)
        if one.kind.family != "user" and there.get(one.column) == one.kind.column_type
    ]
    listed = ", ".join(
        [record.id_column, *record.links, *(f"{quoted(one.column)} AS {quoted(one.key)}" for one in fields)]
    )
    for batch in ws.batches(f"SELECT {listed} FROM {record.table} ORDER BY {record.id_column}", (), BATCH):
        frame = batch.to_pandas(types_mapper=pd.ArrowDtype)
        refused = failures(ws.catalogue, of, frame.drop(columns=record.id_column))
        if not refused.empty:
            yield pd.DataFrame(
                {
                    "check": refused["check"],
                    "table": record.table,
                    "record_id": frame[record.id_column].take(refused["row"]).astype("int64").to_numpy(),
                    "message": refused["column"] + " has a value that the check refuses",
                }
            )


def _query(
    ws: Workspace, check: str, table: str, ids: str, message: str, params: Sequence[object] = ()
) -> pd.DataFrame:
    frame = ws.frame(ids, params)
    return pd.DataFrame({"check": check, "table": table, "record_id": frame.iloc[:, 0], "message": message})
