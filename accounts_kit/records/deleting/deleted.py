"""What was deleted and is still known from history: which records, and what went along with each.

Restoring an account needs the part of a deletion that is about it, purging forgets the same part. Makes
the temporary tables `all_deleted`, `deleted_records` and `of_deleted` (table_name, record_id, change_set_id).
Called by `recovery` and `purging`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from accounts_kit.errors import UnknownRecord, WrongValue
from accounts_kit.model import record_types
from accounts_kit.model.records import Record
from accounts_kit.records.deleting.cascade import DOWNWARDS
from accounts_kit.records.deleting.deletion import Deletion
from accounts_kit.records.layout import table_of
from accounts_kit.records.references import as_id, refuse_half_signs
from accounts_kit.records.selection import in_pandas, is_many
from accounts_kit.words.text import as_list, key_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


def find_deleted(ws: Workspace, of: str) -> None:
    """Make `all_deleted`: record_id, change_set_id (its latest deletion), key and named (what it is known
    by), of each record of a type that was deleted and is not there now.
    """
    record = record_types()[of]
    key, named = f"$.{record.key_column}", f"$.{record.key_field}"
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE all_deleted AS SELECT record_id, change_set_id, "
        f"whole ->> {literal(key)} AS key, whole ->> {literal(named)} AS named FROM (SELECT record_id, "
        "max(change_set_id) AS change_set_id, arg_max(old, change_set_id) AS whole FROM changes "
        f"WHERE action = 'delete' AND table_name = {literal(record.table)} "
        f"AND record_id NOT IN (SELECT {record.id_column} FROM {record.table}) GROUP BY record_id)"
    )


def deleted_ids(ws: Workspace, of: str, subjects: object) -> list[int]:
    """Return the ids of deleted records given by id, name or e-mail, as a record, a list or frame of these,
    or by their Deletion; makes `deleted_records` of these.

    A name that several had is that of the one deleted last. Raises UnknownRecord.
    """
    record = record_types()[of]
    find_deleted(ws, of)
    listed = _listed(subjects, record.id_column)
    for one in listed:
        if isinstance(one, str):
            refuse_half_signs(one, record.table)
    names = sorted({key_of(one) for one in listed if isinstance(one, str)})
    ids = sorted({as_id(one, record.table) for one in listed if not isinstance(one, str)})
    by_name = dict(
        ws.rows(
            "SELECT key, arg_max(record_id, change_set_id) FROM all_deleted "
            "WHERE key IN (SELECT unnest(?::VARCHAR[])) GROUP BY key",
            [names],
        )
    )
    by_id = "SELECT record_id FROM all_deleted WHERE record_id IN (SELECT unnest(?::BIGINT[]))"
    found = {one for (one,) in ws.rows(by_id, [ids])}
    known = {*by_name, *found}
    unknown = [one for one in listed if _key(one, record.table) not in known]
    if unknown:
        shown = ", ".join(repr(one) for one in unknown[:5])
        raise UnknownRecord(
            f"No deleted {of} {shown}{' ...' if len(unknown) > 5 else ''}. It is still there, was never "
            "there, "
            f"or was purged. {record.table}.deleted(ws) lists what can come back."
        )
    chosen = sorted({*by_name.values(), *found})
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE deleted_records AS SELECT known.* FROM "
        "(SELECT unnest(?::BIGINT[]) AS record_id) JOIN all_deleted AS known USING (record_id)",
        [chosen],
    )
    return chosen


def refuse_merged(ws: Workspace, of: str) -> None:
    """Refuse those of `deleted_records` that were merged: undoing the merge parts them again."""
    record = record_types()[of]
    merged = ws.rows(
        f"SELECT former_id, {record.id_column}, change_set_id FROM aliases JOIN deleted_records "
        f"ON record_id = former_id WHERE {record.id_column} IS NOT NULL ORDER BY former_id LIMIT 1"
    )
    if merged:
        former_id, became, change_set_id = merged[0]
        raise WrongValue(
            f"{of.capitalize()} {former_id} was not deleted but merged into {of} {became}. To part them "
            f"again, undo the merge: changes.undo(ws, {change_set_id})."
        )


def choose_all_deleted(ws: Workspace, of: str) -> list[int]:
    """Return the ids of all deleted records but those that were merged; makes `deleted_records` of these."""
    find_deleted(ws, of)
    id_column = record_types()[of].id_column
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE deleted_records AS SELECT * FROM all_deleted WHERE record_id NOT IN "
        f"(SELECT former_id FROM aliases WHERE {id_column} IS NOT NULL AND former_id IS NOT NULL)"
    )
    return [one for (one,) in ws.rows("SELECT record_id FROM deleted_records ORDER BY record_id")]


def deleted_frame(ws: Workspace, of: str) -> pd.DataFrame:
    """Return the records that can be restored; see accounts.deleted and contacts.deleted."""
    record = record_types()[of]
    with ws.reading():
        choose_all_deleted(ws, of)
        return ws.frame(
            f"SELECT record_id AS {record.id_column}, named AS {record.key_field}, made.at AS deleted_at, "
            "made.who, change_set_id FROM deleted_records JOIN change_sets AS made USING (change_set_id) "
            "ORDER BY change_set_id DESC, record_id"
        )


def find_what_went_along(ws: Workspace, of: str) -> None:
    """Make `of_deleted`: the `deleted_records`, and what was deleted with each in its change set."""
    table = record_types()[of].table
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE of_deleted AS "
        f"SELECT {literal(table)} AS table_name, record_id, change_set_id FROM deleted_records"
    )
    # Read once: where a join compares what is read from JSON, DuckDB pairs every row with every other.
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE deleted_links AS SELECT table_name, record_id, change_set_id, "
        "links.target, "
        "TRY_CAST(old ->> ('$.' || links.link) AS BIGINT) AS target_id "
        f"FROM changes JOIN ({links_sql(ws)}) AS links USING (table_name) "
        "WHERE action = 'delete' AND change_set_id IN (SELECT change_set_id FROM of_deleted)"
    )
    along = (
        "INSERT INTO of_deleted SELECT DISTINCT gone.table_name, gone.record_id, gone.change_set_id "
        "FROM deleted_links AS gone JOIN of_deleted AS known ON known.change_set_id = gone.change_set_id "
        "AND known.table_name = gone.target AND known.record_id = gone.target_id "
        "ANTI JOIN of_deleted AS already ON already.table_name = gone.table_name "
        "AND already.record_id = gone.record_id AND already.change_set_id = gone.change_set_id"
    )
    while ws.execute(along):
        pass
    ws.execute("DROP TABLE deleted_links")


def find_all_that_was_theirs(ws: Workspace) -> None:
    """Add to `of_deleted` what was about these records and went before them, in whatever change set."""
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE deleted_links AS SELECT table_name, record_id, change_set_id, "
        "links.target, "
        "TRY_CAST(old ->> ('$.' || links.link) AS BIGINT) AS target_id "
        f"FROM changes JOIN ({links_sql(ws)}) AS links USING (table_name) "
        "WHERE action = 'delete' AND table_name <> 'contacts'"
    )
    theirs = (
        "INSERT INTO of_deleted SELECT DISTINCT gone.table_name, gone.record_id, gone.change_set_id "
        "FROM deleted_links AS gone JOIN of_deleted AS known ON known.table_name = gone.target "
        "AND known.record_id = gone.target_id ANTI JOIN of_deleted AS already "
        "ON already.table_name = gone.table_name AND already.record_id = gone.record_id"
    )
    while ws.execute(theirs):
        pass
    ws.execute("DROP TABLE deleted_links")


def links_sql(ws: Workspace) -> str:
    """Return the relation of all links that records live by or lose: table_name, link, target."""
    rows = [
        f"({literal(name)}, {literal(link)}, {literal(target)})"
        for name in ("contacts", *DOWNWARDS)
        for link, target in table_of(ws.catalogue, name).links.items()
        if target != "users"
    ]
    return f"SELECT * FROM (VALUES {', '.join(rows)}) AS listed(table_name, link, target)"


def _listed(subjects: Any, id_column: str) -> list[Any]:
    if isinstance(subjects, Deletion):
        if not subjects.done:
            raise WrongValue(
                "This deletion was only shown and deleted nothing. There is nothing to bring back."
            )
        subjects = subjects.records
    subjects = in_pandas(subjects)
    if hasattr(subjects, "columns"):
        if id_column not in subjects.columns:
            raise UnknownRecord(f"The frame has no column {id_column!r}, which says which records are meant.")
        return list(subjects[id_column])
    if isinstance(subjects, str | bytes | Record) or not is_many(subjects):
        subjects = [subjects]
    return [_bare(one, id_column) for one in as_list(subjects)]


def _bare(one: Any, id_column: str) -> Any:
    """Return the id of a record, and anything else as it is; raises UnknownRecord for one of another type."""
    if not isinstance(one, Record):
        return one
    if one.id_name != id_column:
        raise UnknownRecord(
            f"{one!r} is no {id_column.removesuffix('_id')}, which this restores or purges. Give its id, or "
            "what it was known by."
        )
    return one.values[id_column]


def _key(one: object, table: str) -> object:
    return key_of(one) if isinstance(one, str) else as_id(one, table)
