"""Updating from a frame of changes: a row a record, a column a field. What people do with a table that they
corrected by hand, or with a sheet that a colleague filled in.

A missing cell changes nothing (update(..., city=None) empties). Columns that nobody can write may stand
in the frame as long as they say what is stored; updated_at may say anything, as it moves with each call.
Called by accounts.update and contacts.update.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from accounts_kit.checks.values import checked_value
from accounts_kit.errors import AlreadyExists, MappingError, Problem, UnknownField, WrongValue
from accounts_kit.model import Field, record_types
from accounts_kit.model.values import Value, is_missing
from accounts_kit.records.history import ChangeSet, Source, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.references import user_id_of
from accounts_kit.records.selection import in_pandas, one_by_one
from accounts_kit.records.tabling import table_of_records

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_TOLD = 10


def is_frame_of_changes(subjects: object, values: object) -> bool:
    """Return whether a call of update gives its values in a frame, and not as keywords."""
    return not values and hasattr(subjects, "columns") and len(subjects.columns) > 1


def update_from_frame(change: ChangeSet, of: str, frame: pd.DataFrame) -> int:
    """Bring records to the values of their rows and return how many changed.

    Records are known by the id column, or by name (of a contact: e-mail) without it. Raises UnknownRecord,
    UnknownField, WrongValue with every problem, AlreadyExists; then nothing is changed.
    """
    ws = change.ws
    record = record_types()[of]
    frame = in_pandas(frame)
    _refuse_columns_twice([str(one) for one in frame.columns])
    known_by = next((one for one in (record.id_column, record.key_field) if one in frame.columns), None)
    if known_by is None:
        raise UnknownField(
            f"The frame has no column {record.id_column!r} and no {record.key_field!r}, so nothing says "
            "which "
            f"{record.table} it is about. It has: {', '.join(map(str, frame.columns))}."
        )
    ids = one_by_one(ws, of, list(frame[known_by]))
    _refuse_twice(of, ids)
    columns = [str(one) for one in frame.columns if one != known_by]
    fields = [ws.catalogue.field_of(of, one) for one in columns if one not in _shown_only(of)]
    read_only = [one for one in columns if one in _shown_only(of)]
    read_only += [field.key for field in fields if field.computed]
    _refuse_other_values(change, of, frame, ids, read_only)
    written = [field for field in fields if not field.computed]
    if not written:
        return 0
    return _written(change, of, _typed(change, frame, ids, written), written)


def _shown_only(of: str) -> tuple[str, ...]:
    """Return what a table of records shows beside the fields."""
    return ("contacts", "last_contacted_at") if of == "account" else ("account_id", "account", "tags")


def _refuse_columns_twice(columns: Sequence[str]) -> None:
    twice = next((one for one in columns if columns.count(one) > 1), None)
    if twice is not None:
        raise MappingError(
            f"The frame has {columns.count(twice)} columns {twice!r}. One of them can be meant. "
            "Leave one: frame.loc[:, ~frame.columns.duplicated()]."
        )


def _refuse_twice(of: str, ids: Sequence[int]) -> None:
    twice = [one for one, count in Counter(ids).items() if count > 1]
    if twice:
        raise WrongValue(
            f"The frame has two rows for {of} {twice[0]}, and one value only can be kept. Leave one row for "
            "each."
        )


def _refuse_other_values(
    change: ChangeSet, of: str, frame: pd.DataFrame, ids: Sequence[int], columns: Sequence[str]
) -> None:
    """Refuse another value in a column that is only shown; as it was read, it may stand there."""
    record = record_types()[of]
    # The table was read before, and what was written since moved its updated_at: that one may say anything.
    there = [one for one in columns if one not in ("tags", "updated_at")]
    stored = table_of_records(
        change.ws, of, columns=[record.id_column, *there], where=list(ids), limit=None, offset=0
    ).set_index(record.id_column)
    problems = []
    for column in there:
        pairs = zip(ids, frame[column], stored[column].reindex(list(ids)), strict=True)
        other = next((one for one, given, now in pairs if _is_another(given, now)), None)
        if other is not None:
            message = f"{column!r} of {of} {other} is only shown and cannot be set here. Leave the column out"
            problems.append(Problem("computed", message, column))
    if problems:
        raise WrongValue.of(problems)


def _is_another(given: object, now: object) -> bool:
    """Return whether a cell says something else than what is stored; several values are never what is."""
    return not is_missing(given) and (not isinstance(given, Hashable) or bool(given != now))


def _typed(change: ChangeSet, frame: pd.DataFrame, ids: Sequence[int], fields: Sequence[Field]) -> pa.Table:
    """Return the rows with values of the fields' kinds; each distinct value is judged once."""
    import pyarrow as pa

    from accounts_kit.checks.arrow import arrow_type

    problems: list[Problem] = []
    arrays = {"id_": pa.array(ids, pa.int64())}
    for field in fields:
        judge = _judge(change, field)
        values = _judged(field, ids, list(frame[field.key]), judge, problems)
        arrays[field.column] = pa.array(values, arrow_type(field))
    if problems:
        raise WrongValue.of(problems[:_TOLD])
    return pa.table(arrays)


def _judge(change: ChangeSet, field: Field) -> Callable[[object], Value]:
    ws = change.ws
    if field.kind.family == "user":
        return lambda given: None if is_missing(given) else user_id_of(ws, given)
    return lambda given: None if is_missing(given) else checked_value(ws.catalogue, field, given)


def _judged(
    field: Field,
    ids: Sequence[int],
    given: Sequence[Any],
    judge: Callable[[object], Value],
    problems: list[Problem],
) -> list[Value]:
    known: dict[Hashable, Value] = {}
    values: list[Value] = []
    for record_id, one in zip(ids, given, strict=True):
        if hasattr(one, "tolist") and getattr(one, "ndim", False):  # a list, as frames of ours hold it
            one = one.tolist()
        key = _known_as(one)
        if key not in known:
            try:
                known[key] = judge(one)
            except WrongValue as refused:
                known[key] = None
                where = f"{field.of} {record_id}"
                problems += [
                    Problem(each.check, f"{where}: {each.message}", field.key, each.value)
                    for each in refused.problems
                ]
        values.append(known[key])
    return values


def _known_as(one: Any) -> Hashable:
    """Return what equal cells have in common; what cannot be a value at all goes by how it is written."""
    try:
        key = (type(one), tuple(one) if isinstance(one, list | tuple) else one)
        hash(key)
    except TypeError:
        return (type(one), repr(one))
    return key


def _written(change: ChangeSet, of: str, rows: pa.Table, fields: Sequence[Field]) -> int:
    record = record_types()[of]
    columns = [field.column for field in fields]
    values = [f"coalesce(given_.{quoted(one)}, stored_.{quoted(one)}) AS {quoted(one)}" for one in columns]
    if record.key_field in columns:
        key = f"key_of(given_.{record.key_field})"
        values.insert(0, f"coalesce({key}, stored_.{record.key_column}) AS {record.key_column}")
        columns.insert(0, str(record.key_column))
    with change.ws.staged("edits", rows) as view:
        if record.key_field in columns:
            _refuse_taken(change, of, view)
        listed = ", ".join(values)
        source = (
            f"(SELECT stored_.{record.id_column}, {listed} FROM {view} AS given_ "
            f"JOIN {record.table} AS stored_ ON stored_.{record.id_column} = given_.id_)"
        )
        return update(change, record.table, columns, Source(source))


def _refuse_taken(change: ChangeSet, of: str, view: str) -> None:
    """Refuse a name or address that two rows give, or that a record without another in the frame has."""
    record = record_types()[of]
    key = f"key_of(given_.{record.key_field})"
    taken = change.ws.rows(
        f"WITH after_ AS (SELECT stored_.{record.id_column} AS id_, coalesce({key}, "
        f"stored_.{record.key_column}) "
        f"AS key_ FROM {record.table} AS stored_ LEFT JOIN {view} AS given_ "
        f"ON stored_.{record.id_column} = given_.id_) "
        "SELECT key_, min(id_), max(id_) FROM after_ WHERE key_ IN "
        f"(SELECT {key} FROM {view} AS given_) GROUP BY key_ HAVING count(*) > 1 ORDER BY key_ LIMIT 1"
    )
    if taken:
        key_, one, other = taken[0]
        raise AlreadyExists(
            f"{of.capitalize()} {one} and {other} would both be {key_!r} (check: unique). Give one of them "
            "another "
            f"{record.key_field}, or merge them: {record.table}.merge()."
        )
