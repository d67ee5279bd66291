"""Bringing deleted accounts and contacts back: an undo of the part of a deletion that is about them.

Of ten accounts that went together, one comes back with its notes, deals and contacts, and the others stay
away. Called by accounts.restore and contacts.restore.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from accounts_kit.checks.values import checked
from accounts_kit.errors import AlreadyExists, WrongValue
from accounts_kit.model import record_types
from accounts_kit.records.deleting.deleted import (
    deleted_ids,
    find_what_went_along,
    links_sql,
    refuse_merged,
)
from accounts_kit.records.history import recording
from accounts_kit.records.undoing.taking_back import Undone, take_back
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

# A cell that the deletion emptied: the link to what was deleted, and the job title that stood on the link.
_EMPTIED = (
    "SELECT cell.* FROM changes AS cell JOIN links USING (table_name) "
    "JOIN of_deleted AS known ON known.change_set_id = cell.change_set_id AND known.table_name = "
    "links.target "
    "AND known.record_id = TRY_CAST(cell.old AS BIGINT) "
    "WHERE cell.action = 'update' AND cell.field = links.link"
)
_TITLES = (
    "SELECT cell.* FROM changes AS cell SEMI JOIN emptied ON emptied.change_set_id = cell.change_set_id "
    "AND emptied.record_id = cell.record_id AND emptied.field = 'account_id' AND emptied.table_name = "
    "'contacts' "
    "WHERE cell.action = 'update' AND cell.table_name = 'contacts' AND cell.field = 'job_title'"
)
_ROWS = (
    "SELECT gone.* FROM changes AS gone SEMI JOIN of_deleted AS known "
    "ON known.table_name = gone.table_name AND known.record_id = gone.record_id "
    "AND known.change_set_id = gone.change_set_id WHERE gone.action = 'delete'"
)


def restore_records(ws: Workspace, of: str, subjects: object, renamed: str | None) -> Undone:
    """Bring deleted records back, one of them under another name or address where `renamed` gives one."""
    table = record_types()[of].table
    with recording(ws, f"restore {table}") as change:
        ids = deleted_ids(ws, of, subjects)
        refuse_merged(ws, of)
        patch = {} if renamed is None else _patch(ws, of, ids, renamed)
        _refuse_taken(ws, of, patch)
        find_what_went_along(ws, of)
        part = (
            f"WITH links AS ({links_sql(ws)}), emptied AS ({_EMPTIED}) SELECT * REPLACE ("
            f"CASE WHEN action = 'delete' AND table_name = {literal(table)} THEN "
            "CAST(json_merge_patch(CAST(old AS JSON), CAST(? AS JSON)) AS VARCHAR) ELSE old END AS old) "
            f"FROM ({_ROWS} UNION ALL SELECT * FROM emptied UNION ALL {_TITLES})"
        )
        undone = take_back(change, part, [json.dumps(patch)])
        for table_name in ("of_deleted", "deleted_records", "all_deleted"):
            ws.execute(f"DROP TABLE {table_name}")
        return undone


def _patch(ws: Workspace, of: str, ids: Sequence[int], renamed: str) -> dict[str, str]:
    """Return the columns of the new name, as the history has them."""
    record = record_types()[of]
    assert record.key_field and record.key_column
    if len(ids) != 1:
        raise WrongValue(
            f"One {record.key_field} cannot be that of {len(ids)} {record.table}. Restore one at a time."
        )
    name = checked(ws.catalogue, of, {record.key_field: renamed})[record.key_field]
    if name is None:
        raise WrongValue(f"A blank {record.key_field} is none to come back under. Give one, or leave it out.")
    return {record.key_field: str(name), record.key_column: key_of(str(name))}


def _refuse_taken(ws: Workspace, of: str, patch: dict[str, str]) -> None:
    """Refuse names that others have now, or that two of these had, and offer what to write."""
    record = record_types()[of]
    twice = ws.rows(
        "SELECT max(record_id), min(named) FROM deleted_records WHERE key IS NOT NULL "
        "GROUP BY key HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    )
    if twice:
        raise AlreadyExists(
            f"Two of these {record.table} are called {twice[0][1]!r}. Bring one of them back under another: "
            f"{record.table}.restore(ws, {twice[0][0]}, {record.key_field}='...')."
        )
    taken = ws.rows(
        f"SELECT record_id, name, {record.id_column} FROM (SELECT record_id, coalesce(?, named) AS name, "
        "coalesce(?, key) AS coming_key FROM deleted_records) "
        f"AS coming JOIN (SELECT {record.key_column}, {record.id_column} FROM {record.table}) AS now "
        f"ON now.{record.key_column} = coming_key ORDER BY record_id LIMIT 1",
        [patch.get(str(record.key_field)), patch.get(str(record.key_column))],
    )
    if taken:
        gone_id, name, now_id = taken[0]
        raise AlreadyExists(
            f"{of.capitalize()} {name!r} exists already ({record.id_column} {now_id}; check: unique). Bring "
            f"this one back under another: {record.table}.restore(ws, {gone_id}, {record.key_field}='...')."
        )
