"""Changes: who changed what and when, and the one way to take it back."""

from __future__ import annotations

from typing import Any

import pandas as pd

from accounts_kit.errors import UnknownRecord, WrongValue
from accounts_kit.records.deleting.deleted import deleted_ids
from accounts_kit.records.ordering import whole_number
from accounts_kit.records.references import account_id_of, as_id, contact_id_of
from accounts_kit.records.undoing.taking_back import Undone, undo_change_set
from accounts_kit.workspace import Workspace


def table(
    ws: Workspace,
    *,
    account: object = None,
    contact: object = None,
    who: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the change sets, newest first; those that touched one account or contact, or that a user made.

    Columns: change_set_id, at, who, what, records (how many different ones), undoes (the change set it took
    back), undone_by. Empty for a new workspace. A deleted account or contact may be named too. Raises
    UnknownRecord.
    """
    with ws.one_state():
        tests, params = _about(ws, account, contact)
        touched = f"change_set_id IN (SELECT change_set_id FROM changes WHERE {tests})" if tests else "true"
        return ws.frame(
            "SELECT change_set_id, made.at, who, what, "
            "(SELECT count(DISTINCT (table_name, record_id)) FROM changes "
            "          WHERE changes.change_set_id = made.change_set_id) AS records, "
            "undoes, (SELECT max(later.change_set_id) FROM change_sets AS later "
            "         WHERE later.undoes = made.change_set_id) AS undone_by "
            f"FROM change_sets AS made WHERE {touched} AND coalesce(key_of(who) = key_of(?), ? IS NULL) "
            "ORDER BY change_set_id DESC LIMIT ?",
            [*params, who, who, whole_number("limit", limit)],
        )


def history(
    ws: Workspace,
    *,
    account: object = None,
    contact: object = None,
    field: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return what became of one account or contact, a row a cell, newest first: who changed what, when.

    Columns: at, who, what, change_set_id, action (create, update, delete), field (by its key; nothing for a
    create or delete), old, new (as text; a user and an account by name). `field` keeps one of them. A deleted
    record may be named too. Raises UnknownRecord, UnknownField, WrongValue when none or both are named.

    >>> history(ws, account="Acme B.V.")["what"].tolist()
    ['create account Acme B.V.']
    """
    if (account is None) == (contact is None):
        raise WrongValue(
            "The history is that of one record. Name an account or a contact: history(ws, account=1)."
        )
    of = "account" if contact is None else "contact"
    with ws.one_state():
        tests, params = _about(ws, account, contact)
        if field is not None:
            tests += " AND field = ?"
            params.append(_column(ws, of, field))
        cells = ws.frame(
            "SELECT made.at, who, what, change_set_id, action, field, old, new FROM changes "
            f"JOIN change_sets AS made USING (change_set_id) WHERE {tests} "
            "AND field IS DISTINCT FROM 'name_key' AND field IS DISTINCT FROM 'email_key' "
            "ORDER BY change_set_id DESC, field LIMIT ?",
            [*params, whole_number("limit", limit)],
        )
        return _readable(ws, of, cells)


def get(ws: Workspace, change_set: object) -> pd.DataFrame:
    """Return what one change set wrote, a row a cell, in the order of table, record and field.

    Columns: table, record_id, action (create, update, delete), field, old, new (as text). Raises
    UnknownRecord.
    """
    with ws.one_state():
        change_set_id = _id_of(ws, change_set)
        return ws.frame(
            'SELECT table_name AS "table", record_id, action, field, old, new FROM changes '
            "WHERE change_set_id = ? "
            "ORDER BY table_name, record_id, action, field",
            [change_set_id],
        )


def undo(ws: Workspace, change_set: object) -> Undone:
    """Take back what a change set wrote, as far as nobody changed it since; that is a change set too.

    `change_set` is its id, or what the call returned (a Deletion, a Merge, an ImportResult ...). `.kept`
    lists what stays because it changed since. A merge is taken back whole or not at all. Raises
    UnknownRecord, and AlreadyExists when somebody else has the name of a record that was merged.
    """
    return undo_change_set(ws, _id_of(ws, change_set))


def _id_of(ws: Workspace, change_set: Any) -> int:
    """Return the id of a change set that is there."""
    given = getattr(change_set, "change_set_id", change_set)
    try:
        found = ws.rows(
            "SELECT change_set_id FROM change_sets WHERE change_set_id = ?", [as_id(given, "change sets")]
        )
    except UnknownRecord:
        found = []
    if not found:
        raise UnknownRecord(f"No change set {change_set!r}. changes.table() lists them.")
    return int(found[0][0])


def _about(ws: Workspace, account: object, contact: object) -> tuple[str, list[object]]:
    """Return the test on changes that are about one record, there or deleted; nothing when none is named."""
    for of, given, find in (("account", account, account_id_of), ("contact", contact, contact_id_of)):
        if given is not None:
            try:
                found = find(ws, given)
            except UnknownRecord as unknown:
                try:
                    found = deleted_ids(ws, of, [given])[0]
                except UnknownRecord:
                    raise unknown from None
            return "table_name = ? AND record_id = ?", [f"{of}s", found]
    return "", []


def _column(ws: Workspace, of: str, field: str) -> str:
    return "account_id" if (of, field) == ("contact", "account") else ws.catalogue.field_of(of, field).column


def _readable(ws: Workspace, of: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with the fields by key, and names for ids; a deleted record's row stays out."""
    keys = {one.column: one.key for one in ws.catalogue.fields(of)} | {"account_id": "account"}
    names = {
        "owner_id": {str(one): name for one, name in ws.rows("SELECT user_id, name FROM users")},
        "account_id": {
            str(one): name
            for one, name in ws.rows(
                "SELECT account_id, name FROM accounts WHERE account_id IN (SELECT unnest(?::BIGINT[]))",
                [_ids_in(cells, "account_id")],
            )
        },
    }
    for column in ("old", "new"):
        said = [
            None if action == "delete" else names.get(field, {}).get(text, text)
            for action, field, text in zip(cells["action"], cells["field"], cells[column], strict=True)
        ]
        cells[column] = pd.Series(said, index=cells.index, dtype="str")
    cells["field"] = pd.Series([keys.get(one, one) for one in cells["field"]], index=cells.index, dtype="str")
    return cells


def _ids_in(cells: pd.DataFrame, field: str) -> list[int]:
    of_field = cells[cells["field"] == field]
    return [int(text) for text in pd.concat([of_field["old"], of_field["new"]]).dropna()]


__all__ = [
    "get",
    "history",
    "table",
    "undo",
]


def __dir__() -> list[str]:
    return __all__
