"""From what people call a record to its id: an id, a name or an e-mail address, or the record itself."""

from __future__ import annotations

from operator import index
from typing import Any

from accounts_kit.errors import UnknownRecord
from accounts_kit.model import record_types
from accounts_kit.model.records import Record
from accounts_kit.records.aliases import former_ids_sql, keys_sql
from accounts_kit.words.text import is_whole, key_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

_NAMED = ("accounts", "contacts", "users")

_LARGEST_ID = 2**63 - 1

# How alike (Jaro-Winkler) a name must be to be offered as the one that was meant.
OFFERED_FROM = 0.75


def account_id_of(ws: Workspace, account: object) -> int:
    """Return the id of an account given by id, name (compared by name_key, aliases too) or as a record.

    The id of an account that was merged into another is that of the other. Raises UnknownRecord.
    """
    return _id_of(ws, account, "accounts", "account_id", "name_key", "name")


def contact_id_of(ws: Workspace, contact: object) -> int:
    """Return the id of a contact given by id, e-mail (an older one too) or as a record.

    The id of a contact that was merged into another is that of the other. Raises UnknownRecord.
    """
    return _id_of(ws, contact, "contacts", "contact_id", "email_key", "email")


def user_id_of(ws: Workspace, user: object) -> int:
    """Return the id of a user given by id, name or e-mail or as a record; raises UnknownRecord."""
    if not isinstance(user, str):
        return _id_of(ws, user, "users", "user_id", "email_key", "name")
    found = ws.rows(
        "SELECT user_id FROM users WHERE email_key = $1 OR key_of(name) = $1 ORDER BY user_id", [key_of(user)]
    )
    if len(found) == 1:
        return int(found[0][0])
    if found:
        raise UnknownRecord(f"{len(found)} users are called {user!r}. Give the e-mail address or the id.")
    raise UnknownRecord(f"No user {user!r}. {_offer(ws, user, 'users', 'key_of(name)', 'name')}".rstrip())


def _id_of(ws: Workspace, given: object, table: str, id_column: str, key_column: str, named: str) -> int:
    if isinstance(given, Record) and given.id_name == id_column:
        given = given.values[id_column]
    if isinstance(given, str):
        found = ws.rows(f"SELECT {id_column} FROM {table} WHERE {key_column} = ?", [key_of(given)])
    else:
        found = ws.rows(f"SELECT {id_column} FROM {table} WHERE {id_column} = ?", [as_id(given, table)])
    found = found or _by_alias(ws, given, table.removesuffix("s"))
    if found:
        return int(found[0][0])
    of = table.removesuffix("s")
    if _was_deleted(ws, given, table, key_column):
        raise UnknownRecord(
            f"No {of} {given!r}: it was deleted. {table}.restore(ws, {given!r}) brings it back."
        )
    offer = _offer(ws, given, table, key_column, named) if isinstance(given, str) else ""
    raise UnknownRecord(f"No {of} {given!r}. {offer}".rstrip())


def _was_deleted(ws: Workspace, given: Any, table: str, key_column: str) -> bool:
    """Return whether history knows a deleted account or contact of that id, name or address."""
    if table not in ("accounts", "contacts"):
        return False
    is_it = f"old ->> {literal(f'$.{key_column}')} = ?" if isinstance(given, str) else "record_id = ?"
    said = key_of(given) if isinstance(given, str) else as_id(given, table)
    deleted = (
        f"SELECT 1 FROM changes WHERE action = 'delete' AND table_name = {literal(table)} AND {is_it} LIMIT 1"
    )
    return bool(ws.rows(deleted, [said]))


def _by_alias(ws: Workspace, given: Any, of: str) -> list[tuple[Any, ...]]:
    """Return the id of the record that is also called so, or that this one was merged into."""
    if isinstance(given, str):
        return ws.rows(
            f"SELECT {of}_id FROM ({keys_sql(of)}) AS known(key, {of}_id) WHERE key = ?", [key_of(given)]
        )
    return ws.rows(
        f"SELECT {of}_id FROM ({former_ids_sql(of)}) AS known(key, {of}_id) WHERE key = ?",
        [as_id(given, f"{of}s")],
    )


def record_id_of(ws: Workspace, of: str, given: object) -> int:
    """Return the id of a note, deal, task or activity given by id or as a record; raises UnknownRecord."""
    record = record_types()[of]
    if isinstance(given, Record) and given.id_name == record.id_column:
        given = given.values[record.id_column]
    found = ws.rows(
        f"SELECT {record.id_column} FROM {record.table} WHERE {record.id_column} = ?",
        [as_id(given, record.table)],
    )
    if not found:
        raise UnknownRecord(f"No {of} {given!r}. {record.table}.table() lists them.")
    return int(found[0][0])


def as_id(given: Any, table: str) -> int:
    """Return what was given as an id, if it is a whole number; raises UnknownRecord."""
    if type(given).__name__ in ("bool", "bool_"):  # Python's own, and numpy's under either of its names
        raise UnknownRecord(
            f"{given} is nothing that names one of the {table}. Give an id, or a rule such as "
            "ak.account.city == 'Ede'."
        )
    if getattr(given, "ndim", None) == 0:  # an array of numpy with one value and no dimension
        given = given.item()
    known_by = "Give its id, or its name or e-mail." if table in _NAMED else "Give its id."
    try:
        record_id = index(given)
    except TypeError:
        raise UnknownRecord(f"{given!r} is nothing that names one of the {table}. {known_by}") from None
    if not -_LARGEST_ID <= record_id <= _LARGEST_ID:
        of = table.removesuffix("s")
        raise UnknownRecord(f"No {of} {str(given)[:40]}: no id has so many digits. {known_by}")
    return record_id


def refuse_half_signs(said: str, table: str) -> None:
    """Refuse a name with half a sign in it (UnknownRecord): no record can have it, and SQL cannot hold it."""
    if not is_whole(said):
        raise UnknownRecord(
            f"None of the {table} is called {said!a}: a sign in it is broken in two, as "
            "text that was cut off has it. Write the whole sign, or give the id."
        )


def _offer(ws: Workspace, said: str, table: str, key_column: str, named: str) -> str:
    """Return the sentence that offers the most similar name there is, if one is similar."""
    nearest = ws.rows(
        f"SELECT {named} FROM {table} WHERE jaro_winkler_similarity({key_column}, $1) >= $2 "
        f"ORDER BY jaro_winkler_similarity({key_column}, $1) DESC, {key_column} LIMIT 1",
        [key_of(said), OFFERED_FROM],
    )
    return f"Did you mean {nearest[0][0]!r}?" if nearest else ""
