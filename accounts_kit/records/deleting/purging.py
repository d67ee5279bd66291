"""Purging: forgetting deleted accounts and contacts for good, with all that history says of them.

Until then everything that was deleted can be brought back, which for a person who asks to be forgotten is the
wrong answer. Shown first, done on confirm, and never undone. Called by accounts.purge and contacts.purge.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import record_types
from accounts_kit.records.deleting.deleted import (
    choose_all_deleted,
    deleted_ids,
    find_all_that_was_theirs,
    find_what_went_along,
    refuse_merged,
)
from accounts_kit.records.history import ChangeSet, recording
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


@dataclass(frozen=True)
class Purge:
    """What a purge forgets: `records` (id, name or e-mail, deleted_at, who deleted it), `rows` of history."""

    what: str
    records: pd.DataFrame
    rows: int
    done: bool = False

    def __repr__(self) -> str:
        return f"Purge({self.sentence()})"

    def sentence(self) -> str:
        """Return the purge in one sentence."""
        verb = "are forgotten" if self.done else "would be forgotten for good (confirm=True does it)"
        return f"{len(self.records)} deleted {self.what} and {self.rows} rows of history {verb}"

    def _repr_html_(self) -> str:
        rows = self.records.head(20).itertuples(index=False)
        return titled_html(self.sentence(), table_html(list(self.records.columns), rows))


def purge_records(ws: Workspace, of: str, subjects: object | None, *, confirm: bool) -> Purge:
    """Show or do the purge of deleted records, all of them when none is named.

    Records that were merged are not deleted: they are part of another, and go when that is purged.
    """
    record = record_types()[of]
    with recording(ws, f"purge {record.table}", right="edit" if confirm else None) as change:
        if subjects is None:
            choose_all_deleted(ws, of)
        else:
            deleted_ids(ws, of, subjects)
            refuse_merged(ws, of)
        shown = ws.frame(
            f"SELECT record_id AS {record.id_column}, named AS {record.key_field}, made.at AS deleted_at, "
            "made.who FROM deleted_records JOIN change_sets AS made USING (change_set_id) ORDER BY record_id"
        )
        find_what_went_along(ws, of)
        _add_merged(ws, of)
        find_all_that_was_theirs(ws)
        rows = int(ws.value(f"SELECT count(*) FROM changes WHERE {_THEIRS}"))
        if confirm:
            _forget(change)
        ws.execute("DROP TABLE of_deleted")
        return Purge(record.table, shown, rows, done=confirm)


_THEIRS = (
    "EXISTS (SELECT 1 FROM of_deleted AS theirs WHERE theirs.table_name = changes.table_name "
    "AND theirs.record_id = changes.record_id)"
)


def _add_merged(ws: Workspace, of: str) -> None:
    """Add the records that were merged into these: their former ids stand in the aliases that went along."""
    ws.execute(
        f"INSERT INTO of_deleted SELECT DISTINCT {literal(record_types()[of].table)}, "
        "CAST(old ->> '$.former_id' AS BIGINT), change_set_id FROM changes SEMI JOIN of_deleted "
        "USING (table_name, record_id, change_set_id) "
        "WHERE table_name = 'aliases' AND action = 'delete' AND old ->> '$.former_id' IS NOT NULL"
    )


def _forget(change: ChangeSet) -> None:
    """Delete the history of these records, and what change sets say of them in words.

    "create contact jan@acme.nl" keeps its first two words.
    """
    change.ws.execute(
        "UPDATE change_sets SET what = array_to_string(string_split(what, ' ')[:2], ' ') "
        "WHERE what LIKE 'create %' "
        f"AND change_set_id IN (SELECT change_set_id FROM changes WHERE action = 'create' AND {_THEIRS})"
    )
    change.written += change.ws.execute(f"DELETE FROM changes WHERE {_THEIRS}")
    assert change.change_set_id  # it stays, without rows: that something was purged is no secret
