"""What was deleted and is still known from history: which records, and what went along with each.

`restoring` an account needs the part of a deletion that is about it, `purging` forgets the same part. Writes
the temporary table `of_deleted` (table_name, record_id, change_set_id). Called by `recovery` and `purging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts_kit.errors import UnknownRecord, WrongValue
from accounts_kit.model import record_types
from accounts_kit.model.records import Record
from accounts_kit.records.cascade import DOWNWARDS
from accounts_kit.records.deletion import Deletion
from accounts_kit.records.layout import table_of
from accounts_kit.records.references import as_id
from accounts_kit.words.text import as_list, key_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


def deleted_sql(of: str) -> str:
    """Return the SELECT of the deleted records of a type: record_id, change_set_id (its latest deletion),
    whole (the row as JSON), key.
    """
    record = record_types()[of]
    return (
        "SELECT record_id, max(change_set_id) AS change_set_id, arg_max(old, change_set_id) AS whole, "
        f"arg_max(old ->> '$.{record.key_column}', change_set_id) AS key FROM changes "
        f"WHERE action = 'delete' AND table_name = {literal(record.table)} "
        f"AND record_id NOT IN (SELECT {record.id_column} FROM {record.table}) GROUP BY record_id"
    )


def deleted_ids(ws: Workspace, of: str, subjects: object) -> list[int]:
    """Return the ids of deleted records given by id, name or e-mail, as a record, a list or frame of these,
    or by their Deletion.

    A name that several had is that of the one deleted last. Raises UnknownRecord.
    """
    record = record_types()[of]
    listed = _listed(subjects, record.id_column)
    names = sorted({key_of(one) for one in listed if isinstance(one, str)})
    ids = sorted({as_id(one, record.table) for one in listed if not isinstance(one, str)})
    by_name = dict(
        ws.rows(
            f"SELECT key, arg_max(record_id, change_set_id) FROM ({deleted_sql(of)}) "
            "WHERE key IN (SELECT unnest(?::VARCHAR[])) GROUP BY key",
            [names],
        )
    )
    by_id = ws.rows(
        f"SELECT record_id FROM ({deleted_sql(of)}) WHERE record_id IN (SELECT unnest(?::BIGINT[]))", [ids]
    )
    found = {one for (one,) in by_id}
    known = {*by_name, *found}
    unknown = [one for one in listed if _key(one, record.table) not in known]
    if unknown:
        shown = ", ".join(repr(one) for one in unknown[:5])
        raise UnknownRecord(
            f"No deleted {of} {shown}{' ...' if len(unknown) > 5 else ''}. It is still there, was never "
            "there, or "
            "was purged. changes.table() lists what was deleted."
        )
    return sorted({*by_name.values(), *found})


def find_what_went_along(ws: Workspace, of: str, ids: Sequence[int]) -> None:
    """Make `of_deleted`: these deleted records, and what was deleted with each in the same change set."""
    table = record_types()[of].table
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE of_deleted AS "
        f"SELECT {literal(table)} AS table_name, record_id, change_set_id FROM ({deleted_sql(of)}) "
        "WHERE record_id IN (SELECT unnest(?::BIGINT[]))",
        [list(ids)],
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
    if hasattr(subjects, "columns"):
        if id_column not in subjects.columns:
            raise UnknownRecord(f"The frame has no column {id_column!r}, which says which records are meant.")
        return list(subjects[id_column])
    if isinstance(subjects, Record):
        return [subjects.values[id_column]]
    if isinstance(subjects, str) or not hasattr(subjects, "__iter__"):
        return [subjects]
    return [one.values[id_column] if isinstance(one, Record) else one for one in as_list(subjects)]


def _key(one: object, table: str) -> object:
    return key_of(one) if isinstance(one, str) else as_id(one, table)
