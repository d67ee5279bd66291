"""Updating records: the same values on one or many, or a value each from a frame of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts_kit.checks.rows import row_checks_of
from accounts_kit.checks.values import checked
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import record_types
from accounts_kit.records.creating import free_key, refuse_unsettable
from accounts_kit.records.history import ChangeSet, Source, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.references import user_id_of
from accounts_kit.records.selection import Chosen
from accounts_kit.records.writing import set_values
from accounts_kit.words.sentences import sentence


def update_records(
    change: ChangeSet,
    of: str,
    chosen: Chosen,
    given: Mapping[str, object],
    *,
    links: Mapping[str, int | None] | None = None,
) -> int:
    """Bring the chosen records to these values (None and "" empty a field) and return how many changed.

    `links` are ids by column. Raises WrongValue, UnknownField, AlreadyExists (a key can only be given to one
    record).
    """
    ws = change.ws
    record = record_types()[of]
    refuse_unsettable(ws.catalogue, of, given)
    values = checked(ws.catalogue, of, given)
    stored: dict[str, Any] = dict(links or {})
    for key, value in values.items():
        field = ws.catalogue.field_of(of, key)
        is_user = field.kind.family == "user" and value is not None
        stored[field.column] = user_id_of(ws, value) if is_user else value
    if record.key_field in values and record.key_column:
        stored[record.key_column] = _key_for_one(change, of, chosen, values[record.key_field])
    if not stored:
        return 0
    _check_rows(change, of, chosen, stored)
    return _written(change, of, chosen, stored)


def _written(change: ChangeSet, of: str, chosen: Chosen, stored: Mapping[str, Any]) -> int:
    record = record_types()[of]
    if chosen.single:
        return set_values(change, of, chosen.params[0], stored)
    marks = ", ".join(f"? AS {quoted(column)}" for column in stored)
    source = Source(
        f"(SELECT {record.id_column}, {marks} FROM {chosen.relation})", (*stored.values(), *chosen.params)
    )
    return update(change, record.table, list(stored), source)


def _key_for_one(change: ChangeSet, of: str, chosen: Chosen, value: Any) -> str | None:
    record = record_types()[of]
    ids = change.ws.rows(f"SELECT {record.id_column} FROM {chosen.relation} LIMIT 2", chosen.params)
    if len(ids) > 1 and value is not None:
        problem = Problem(
            "unique", f"{value!r} can be the {record.key_field} of one {of} only", record.key_field
        )
        raise WrongValue.of([problem])
    return free_key(change.ws, of, value, but=ids[0][0] if ids else None)


def _check_rows(change: ChangeSet, of: str, chosen: Chosen, stored: Mapping[str, object]) -> None:
    """Refuse, before anything is written, what would leave a record that breaks a check on whole records."""
    record = record_types()[of]
    for check in row_checks_of(of):
        if check.judge is not None or not set(check.columns) & set(stored):
            continue
        if any(stored.get(column) is not None for column in check.columns):
            continue
        rest = [f"{quoted(column)} IS NULL" for column in check.columns if column not in stored]
        nothing = " AND ".join(rest) or "true"
        broken = change.ws.rows(
            f"SELECT count(*) FROM {record.table} WHERE {nothing} AND {record.id_column} IN "
            f"(SELECT {record.id_column} FROM {chosen.relation})",
            chosen.params,
        )[0][0]
        if broken:
            raise WrongValue.of([Problem(check.name, sentence(check.name, "en"), check.column)])
