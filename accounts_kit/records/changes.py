"""Changes: who changed what and when, and the one way to take it back."""

from __future__ import annotations

import pandas as pd

from accounts_kit.errors import UnknownRecord
from accounts_kit.records.undoing import Undone, undo_change_set
from accounts_kit.workspace import Workspace


def table(ws: Workspace, *, limit: int | None = None) -> pd.DataFrame:
    """Return the change sets, newest first.

    Columns: change_set_id, at, who, what, records (how many different ones), undoes (the change set it took
    back), undone_by. Empty for a new workspace.
    """
    return ws.frame(
        "SELECT change_set_id, made.at, who, what, "
        "(SELECT count(DISTINCT (table_name, record_id)) FROM changes "
        "          WHERE changes.change_set_id = made.change_set_id) AS records, "
        "undoes, (SELECT max(later.change_set_id) FROM change_sets AS later "
        "         WHERE later.undoes = made.change_set_id) AS undone_by "
        "FROM change_sets AS made ORDER BY change_set_id DESC LIMIT ?",
        [limit],
    )


def get(ws: Workspace, change_set: int) -> pd.DataFrame:
    """Return what one change set wrote, a row a cell, in the order of table, record and field.

    Columns: table, record_id, action (create, update, delete), field, old, new (as text). Raises
    UnknownRecord.
    """
    with ws.one_state():
        _require(ws, change_set)
        return ws.frame(
            'SELECT table_name AS "table", record_id, action, field, old, new FROM changes '
            "WHERE change_set_id = ? "
            "ORDER BY table_name, record_id, action, field",
            [change_set],
        )


def undo(ws: Workspace, change_set: int) -> Undone:
    """Take back what a change set wrote, as far as nobody changed it since; that is a change set too.

    `.kept` lists what stays because it changed since. Raises UnknownRecord.
    """
    _require(ws, change_set)
    return undo_change_set(ws, change_set)


def _require(ws: Workspace, change_set: int) -> None:
    if not ws.rows("SELECT 1 FROM change_sets WHERE change_set_id = ?", [change_set]):
        raise UnknownRecord(f"No change set {change_set!r}. changes.table() lists them.")
