"""The archive of custom fields: those that were deleted, as the history keeps them, definition and values.

Nothing is stored for it: a deleted field lies in the change set that deleted it, and `changes.undo` of that
brings it back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from accounts_kit.workspace import Workspace

# The latest deletion of each field that is not there now, newest first.
_DELETED = (
    "SELECT max(change_set_id), arg_max(old, change_set_id) FROM changes "
    "WHERE table_name = 'custom_fields' AND action = 'delete' "
    "AND record_id NOT IN (SELECT field_id FROM custom_fields) GROUP BY record_id "
    "ORDER BY 1 DESC, record_id DESC"
)


@dataclass(frozen=True)
class DeletedField:
    """A field that was deleted: the change set that did it, and its definition by column."""

    change_set_id: int
    definition: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its dotted name."""
        return f"{self.definition['of']}.{self.definition['key']}"


def deleted_fields(ws: Workspace) -> list[DeletedField]:
    """Return the fields that were deleted and are not there now, the latest first."""
    return [DeletedField(int(change_set), json.loads(old)) for change_set, old in ws.rows(_DELETED)]


def archived_fields(ws: Workspace) -> pd.DataFrame:
    """Return the deleted fields as a frame; see fields.archived."""
    with ws.one_state():
        rows = [(one, *_about(ws, one)) for one in deleted_fields(ws)]
    columns = {
        "label": pd.Series([one.definition["label"] for one, *_ in rows], dtype="str"),
        "of": pd.Series([one.definition["of"] for one, *_ in rows], dtype="str"),
        "kind": pd.Series([one.definition["kind"] for one, *_ in rows], dtype="str"),
        "values": pd.Series([values for *_, values in rows], dtype="int64"),
        "change_set_id": pd.Series([one.change_set_id for one, *_ in rows], dtype="int64"),
        "at": pd.Series([at for _, at, _, _ in rows], dtype=f"datetime64[us, {ws.timezone}]"),
        "who": pd.Series([who for _, _, who, _ in rows], dtype="str"),
        "key": pd.Series([one.definition["key"] for one, *_ in rows], dtype="str"),
    }
    return pd.DataFrame(columns)


def _about(ws: Workspace, one: DeletedField) -> tuple[Any, ...]:
    """Return when and by whom a field was deleted, and how many records had a value in it."""
    [about] = ws.rows(
        "SELECT made.at, who, (SELECT count(*) FROM changes WHERE changes.change_set_id = made.change_set_id "
        "AND table_name = ? AND field = ? AND action = 'update' AND new IS NULL) "
        "FROM change_sets AS made WHERE change_set_id = ?",
        [f"{one.definition['of']}s", one.definition["key"], one.change_set_id],
    )
    return about
