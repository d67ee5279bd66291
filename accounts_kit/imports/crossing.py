"""Rows against each other and against the workspace: keys that repeat, names that are taken or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from accounts_kit.imports.found import found
from accounts_kit.model import record_types
from accounts_kit.records.aliases import HAVE_ALIASES, keys_sql
from accounts_kit.records.matching import row_key
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal, quoted


def check_rows(
    ws: Workspace,
    of: str,
    staged: str,
    columns: Sequence[str],
    *,
    key: str | None,
    refuse_accounts: bool,
    beside: Sequence[str] = (),
) -> Iterator[pd.DataFrame]:
    """Yield what rows have wrong together: `staged` names a relation of all typed rows, with `line`.

    `beside` are the records that the same rows hold: those need not be there yet.
    """
    for column in _keys(of, columns, key):
        yield _repeated(ws, of, staged, column, columns)
    if key == "external_id" and record_types()[of].key_field in columns:
        yield _taken(ws, of, staged)
    if of != "account" and "account" in columns and refuse_accounts:
        yield _unknown(ws, staged, "account")
    if of == "note" and "contact" in columns and "contact" not in beside:
        yield _unknown(ws, staged, "contact")


def check_resolved(
    ws: Workspace, of: str, staged: str, columns: Sequence[str], *, key: str | None
) -> Iterator[pd.DataFrame]:
    """Yield what shows when the rows have found their records, in the temporary table of a resolution."""
    yield from _missing_in_new(ws, of, columns)
    yield from _same_record(ws, of, staged, columns, key)


def _missing_in_new(ws: Workspace, of: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Yield the rows that make a new record without a required field that the file does not have at all."""
    for field in ws.catalogue.fields(of):
        if field.required and field.default is None and field.key not in columns:
            lines = ws.rows("SELECT line FROM resolved WHERE action_ = 'create' ORDER BY line")
            yield found([line for (line,) in lines], field.key, "required")


def _same_record(
    ws: Workspace, of: str, staged: str, columns: Sequence[str], key: str | None
) -> Iterator[pd.DataFrame]:
    """Yield the rows whose record an earlier row has found by another key: one by e-mail, one by number."""
    keys = _keys(of, columns, key)
    if len(keys) < 2 and of not in HAVE_ALIASES:  # by an alias, one key finds a record twice too
        return
    told = " ".join(f"WHEN said.{one} IS NOT NULL THEN {literal(one)}" for one in keys)
    rows = ws.frame(
        "WITH again AS (SELECT record_id_, min(line) AS first_ FROM resolved WHERE record_id_ IS NOT NULL "
        "GROUP BY record_id_ HAVING count(*) > 1) "
        f"SELECT line, first_, CASE {told} END AS key_ FROM resolved JOIN again USING (record_id_) "
        f"JOIN {staged} AS said USING (line) WHERE line > first_ ORDER BY line"
    )
    for column, some in rows.groupby("key_"):
        yield found(some["line"], str(column), "duplicate_in_file", some["first_"])


def _keys(of: str, columns: Sequence[str], key: str | None) -> list[str]:
    """Return the fields by which two rows are the same record; of a contact any of them that it has."""
    key_field = record_types()[of].key_field
    keys = [key_field] if key_field else []
    if key == "external_id" or of != "account":
        keys.append("external_id")
    if of == "contact":
        keys.append("phone")
    return [one for one in keys if one in columns]


def _repeated(ws: Workspace, of: str, staged: str, column: str, columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows whose key stood on an earlier line; a phone number is one if nothing else is there."""
    key = row_key(record_types()[of], [column], column)
    better = [one for one in ("email", "external_id") if column == "phone" and one in columns]
    only = " AND ".join([f"{key} IS NOT NULL", *(f"{one} IS NULL" for one in better)])
    keyed = f"(SELECT line, {key} AS key FROM {staged} WHERE {only})"
    repeated = ws.frame(
        f"WITH repeated AS (SELECT key, min(line) AS first FROM {keyed} GROUP BY key HAVING count(*) > 1) "
        f"SELECT line, first FROM {keyed} JOIN repeated USING (key) WHERE line > first ORDER BY line"
    )
    return found(repeated["line"], column, "duplicate_in_file", repeated["first"])


def _taken(ws: Workspace, of: str, staged: str) -> pd.DataFrame:
    """Return the rows, known by their external id, whose name or e-mail another record has."""
    record = record_types()[of]
    assert record.key_field
    lines = ws.rows(
        f"SELECT given.line FROM {staged} AS given JOIN {record.table} AS stored "
        f"ON stored.{record.key_column} = key_of(given.{quoted(record.key_field)}) "
        "WHERE given.external_id IS NOT NULL AND stored.external_id IS DISTINCT FROM given.external_id "
        "ORDER BY line"
    )
    return found([line for (line,) in lines], record.key_field, "unique")


def _unknown(ws: Workspace, staged: str, column: str) -> pd.DataFrame:
    """Return the rows that name a record which is not there, by its name or an alias."""
    lines = ws.rows(
        f"SELECT line FROM {staged} AS given ANTI JOIN ({keys_sql(column)}) AS known(key, id) "
        f"ON key_of(given.{column}) = known.key WHERE {column} IS NOT NULL ORDER BY line"
    )
    return found([line for (line,) in lines], column, "unknown_" + column)
