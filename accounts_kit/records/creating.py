"""Creating one record: its values judged, its defaults filled in, its key free, then written as a set of
one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts_kit.checks.values import check_required, check_row, checked
from accounts_kit.errors import AlreadyExists, Problem, UnknownField, WrongValue
from accounts_kit.model import Catalogue, record_types
from accounts_kit.model.values import Value, is_missing, value_of
from accounts_kit.records.aliases import HAVE_ALIASES
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids
from accounts_kit.records.reading import row_values
from accounts_kit.records.references import user_id_of
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

# What rules may ask of a contact and files may say of it, but what is no value of its own.
_SET_ELSEWHERE = {
    "tags": "Use tags.add() and tags.remove().",
    "account": "Use associations.link(), move() and unlink().",
}


def create_record(
    change: ChangeSet, of: str, given: Mapping[str, object], links: Mapping[str, int | None], **shown: Any
) -> dict[str, Any]:
    """Write a new record and return its values as reading gives them.

    `given` is by field key, as the caller wrote it; `links` are ids; `shown` names what is linked
    ("account"). Raises WrongValue (each problem with its check), UnknownField, AlreadyExists.
    """
    ws = change.ws
    catalogue = ws.catalogue
    record = record_types()[of]
    refuse_unsettable(catalogue, of, given)
    values = checked(catalogue, of, {key: one for key, one in given.items() if not is_missing(one)})
    values = _with_defaults(catalogue, of, values)
    check_required(catalogue, of, values)
    check_row(of, {**values, **links})
    stored: dict[str, Any] = {}
    for field in catalogue.fields(of):
        value = values.get(field.key)
        if field.kind.family == "user" and value is not None:
            stored[field.column] = user_id_of(ws, value)
            shown[field.key] = ws.value("SELECT name FROM users WHERE user_id = ?", [stored[field.column]])
        elif value is not None:
            stored[field.column] = value
    for stamp in ("created_at", "updated_at"):
        if catalogue.find(f"{of}.{stamp}"):
            stored[stamp] = stored.get(stamp) or change.at
    if record.key_column and record.key_field:
        stored = {record.key_column: free_key(ws, of, values.get(record.key_field)), **stored}
        refuse_alias(ws, of, values.get(record.key_field))
    stored |= links
    stored[record.id_column] = new_ids(change, record.table, 1)
    columns = [column for column in stored if column != record.id_column]
    insert(change, record.table, columns, Source.of_row(stored))
    return row_values(catalogue, of, stored, **shown)


def free_key(ws: Workspace, of: str, value: Value, but: int | None = None) -> str | None:
    """Return the key of a unique value, None for a missing one; raises AlreadyExists when a record has it."""
    if value is None:
        return None
    record = record_types()[of]
    key = key_of(str(value))
    taken = ws.rows(f"SELECT {record.id_column} FROM {record.table} WHERE {record.key_column} = ?", [key])
    if taken and taken[0][0] != but:
        raise AlreadyExists(
            f"{of.capitalize()} {value!r} exists already ({record.id_column} {taken[0][0]}; check: unique). "
            f"Change it with {record.table}.update()."
        )
    return key


def refuse_alias(ws: Workspace, of: str, value: Value) -> None:
    """Refuse to make a second record of what another is also called, such as one that was merged into it."""
    if value is None or of not in HAVE_ALIASES:
        return
    record = record_types()[of]
    known = ws.rows(
        f"SELECT named.{record.id_column}, named.{record.key_field} FROM aliases "
        f"JOIN {record.table} AS named ON named.{record.id_column} = aliases.{record.id_column} "
        "WHERE aliases.alias_key = ? ORDER BY aliases.alias_id LIMIT 1",
        [key_of(str(value))],
    )
    if known:
        raise AlreadyExists(
            f"{value!r} is another name of {of} {known[0][1]!r} ({record.id_column} {known[0][0]}; check: "
            "unique). "
            f"Use that one; or, if it is another {of} after all, create it under another {record.key_field} "
            "and "
            f"rename it with {record.table}.update()."
        )


def refuse_unsettable(catalogue: Catalogue, of: str, given: Mapping[str, object]) -> None:
    """Refuse keys that are no field (UnknownField) and fields that accounts_kit keeps itself (WrongValue)."""
    for key in given:
        if of == "contact" and key in _SET_ELSEWHERE:
            raise UnknownField(f"Contact has no field {key!r} that takes a value. {_SET_ELSEWHERE[key]}")
    problems = [
        Problem(check="computed", message=f"{key!r} is kept by accounts_kit and cannot be set", column=key)
        for key in given
        if catalogue.field_of(of, key).computed
    ]
    if problems:
        raise WrongValue.of(problems)


def _with_defaults(catalogue: Catalogue, of: str, values: Mapping[str, Value]) -> dict[str, Value]:
    defaults = {
        field.key: value_of(field, field.default, catalogue.timezone)
        for field in catalogue.fields(of)
        if field.default is not None and values.get(field.key) is None
    }
    return {**values, **defaults}
