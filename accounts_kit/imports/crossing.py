"""Rows against each other and against the workspace: keys that repeat, names that are taken or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from accounts_kit.imports.found import found
from accounts_kit.imports.needs import check_needs
from accounts_kit.imports.placeholders import check_placeholders
from accounts_kit.model import record_types
from accounts_kit.records.aliases import HAVE_ALIASES, keys_sql
from accounts_kit.records.completing import DEAL_TASK
from accounts_kit.records.loading.keys import EXTERNAL_ID, OWN_ID, is_usual, key_column, keys_of, row_key
from accounts_kit.records.loading.matching import answered_twice_sql
from accounts_kit.records.loading.naming import NAMED, names_sql
from accounts_kit.words.numbers import SCIENTIFIC
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal, quoted

FEWEST_DIGITS = 3  # of a telephone number that says who somebody is


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
    if of == "account" and "name" in columns:
        yield from check_placeholders(ws, staged)
    if of == "contact" and "phone" in columns and key != OWN_ID:
        yield _odd_phones(ws, staged, columns, key)
    for column in _keys(of, columns, key):
        yield _repeated(ws, of, staged, column, columns, key)
    yield from _shared(ws, of, staged, columns, key)
    named = [name for name in record_types()[of].links.values() if name in NAMED and name in columns]
    for name in named:
        if name not in beside and (name != "account" or refuse_accounts):
            yield _unknown(ws, staged, name, name)
    if "deal" in named:
        yield _several_deals(ws, staged)


def check_known(ws: Workspace, staged: str) -> pd.DataFrame:
    """Return the rows of accounts, several of which may be about one, whose name nobody has."""
    return _unknown(ws, staged, "account", "name")


def check_resolved(
    ws: Workspace, of: str, staged: str, columns: Sequence[str], *, key: str | None
) -> Iterator[pd.DataFrame]:
    """Yield what shows when the rows have found their records, in the temporary table of a resolution."""
    yield from check_needs(ws, of, columns, is_keyed=not is_usual(record_types()[of], key))
    yield from _same_record(ws, of, staged, columns, key)
    if not is_usual(record_types()[of], key) and record_types()[of].key_field in columns:
        yield _taken(ws, of)
    if key == OWN_ID:
        yield _unknown_id(ws, of, staged)
    if of == "task":
        yield from _of_two(ws, columns)
    if of == "activity" and "deal" in columns:
        yield _not_primary(ws)


def _odd_phones(ws: Workspace, staged: str, columns: Sequence[str], key: str | None) -> pd.DataFrame:
    """Return the rows that only a phone number would tell apart, where that is none: "geen", 6,12E+08.

    Such a text is kept beside another key. As a key it would make one contact of several people.
    """
    keys = keys_of(record_types()["contact"], key)
    better = [] if key == "phone" else [one for one in keys if one in columns and one != "phone"]
    tests = [f"{quoted(one)} IS NULL" for one in better]
    tests.append(f"(length(regexp_replace(phone, '[^0-9]', '', 'g')) < {FEWEST_DIGITS}")
    tests[-1] += f" OR regexp_matches(phone, {literal(SCIENTIFIC)}))"
    lines = ws.rows(
        f"SELECT line FROM {staged} WHERE phone IS NOT NULL AND {' AND '.join(tests)} ORDER BY line"
    )
    return found([line for (line,) in lines], "phone", "phone")


def _keys(of: str, columns: Sequence[str], key: str | None) -> list[str]:
    """Return the fields by which two rows are the same record; of a contact any of them that it has."""
    record = record_types()[of]
    keys = [record.key_field] if record.key_field else []
    if of != "account":
        keys.append(EXTERNAL_ID)
    if of == "contact":
        keys.append("phone")
    if (chosen := key_column(record, key)) is not None and chosen not in keys:
        keys.append(chosen)
    return [one for one in keys if one in columns]


def _key_sql(of: str, column: str, key: str | None) -> str:
    """Return the SQL of what a row is known by through one field alone."""
    record = record_types()[of]
    sql = row_key(record, [column], key if column == key_column(record, key) else column)
    assert sql is not None
    return sql


def _repeated(
    ws: Workspace, of: str, staged: str, column: str, columns: Sequence[str], key: str | None
) -> pd.DataFrame:
    """Return the rows whose key stood on an earlier line; a phone number is one if nothing else is there."""
    sql = _key_sql(of, column, key)
    chosen = key_column(record_types()[of], key)
    better = [one for one in ("email", EXTERNAL_ID, chosen) if one in columns]
    better = better if column == "phone" and column != chosen else []
    only = " AND ".join([f"{sql} IS NOT NULL", *(f"{quoted(str(one))} IS NULL" for one in better)])
    keyed = f"(SELECT line, {sql} AS key FROM {staged} WHERE {only})"
    repeated = ws.frame(
        f"WITH repeated AS (SELECT key, min(line) AS first FROM {keyed} GROUP BY key HAVING count(*) > 1) "
        f"SELECT line, first FROM {keyed} JOIN repeated USING (key) WHERE line > first ORDER BY line"
    )
    return found(repeated["line"], column, "duplicate_in_file", repeated["first"])


def _shared(
    ws: Workspace, of: str, staged: str, columns: Sequence[str], key: str | None
) -> Iterator[pd.DataFrame]:
    """Yield the rows whose key several records have, so that nobody knows which of them is meant."""
    record = record_types()[of]
    match = row_key(record, columns, key)
    for column, shared in answered_twice_sql(record, columns, key).items():
        if not ws.rows(f"{shared} LIMIT 1"):
            continue
        lines = ws.rows(
            f"SELECT line FROM (SELECT line, {match} AS match_ FROM {staged}) "
            f"SEMI JOIN ({shared}) AS shared_(match_, nth_, id_) USING (match_) ORDER BY line"
        )
        yield found([line for (line,) in lines], column, "several_records")


def _same_record(
    ws: Workspace, of: str, staged: str, columns: Sequence[str], key: str | None
) -> Iterator[pd.DataFrame]:
    """Yield the rows whose record an earlier row has found by another key: one by e-mail, one by number."""
    keys = _keys(of, columns, key)
    if len(keys) < 2 and of not in HAVE_ALIASES:  # by an alias, one key finds a record twice too
        return
    told = " ".join(f"WHEN said.{quoted(one)} IS NOT NULL THEN {literal(one)}" for one in keys)
    rows = ws.frame(
        "WITH again AS (SELECT record_id_, min(line) AS first_ FROM resolved WHERE record_id_ IS NOT NULL "
        "GROUP BY record_id_ HAVING count(*) > 1) "
        f"SELECT line, first_, CASE {told} END AS key_ FROM resolved JOIN again USING (record_id_) "
        f"JOIN {staged} AS said USING (line) WHERE line > first_ ORDER BY line"
    )
    for column, some in rows.groupby("key_"):
        yield found(some["line"], str(column), "duplicate_in_file", some["first_"])


def _taken(ws: Workspace, of: str) -> pd.DataFrame:
    """Return the rows, known by another key, whose name or e-mail another record has; a new record may not be
    called by another name of one either.
    """
    record = record_types()[of]
    assert record.key_field
    lines = ws.rows(
        "SELECT DISTINCT line FROM resolved "
        f"JOIN ({keys_sql(of)}) AS known_(key_, id_) ON key_ = resolved.{record.key_column} "
        "WHERE id_ IS DISTINCT FROM record_id_ AND action_ <> 'unchanged' AND (record_id_ IS NULL "
        f"OR key_ IN (SELECT {record.key_column} FROM {record.table})) ORDER BY line"
    )
    return found([line for (line,) in lines], record.key_field, "unique")


def _unknown_id(ws: Workspace, of: str, staged: str) -> pd.DataFrame:
    """Return the rows with an id of ours that no record has."""
    id_column = record_types()[of].id_column
    lines = ws.rows(
        f"SELECT line FROM {staged} AS said JOIN resolved USING (line) "
        f"WHERE said.{id_column} IS NOT NULL AND record_id_ IS NULL ORDER BY line"
    )
    return found([line for (line,) in lines], id_column, "unknown_id")


def _unknown(ws: Workspace, staged: str, of: str, column: str) -> pd.DataFrame:
    """Return the rows that name a record which is not there, by its name or an alias."""
    lines = ws.rows(
        f"SELECT line FROM {staged} AS given ANTI JOIN ({names_sql(of)}) AS known(key, id) "
        f"ON key_of(given.{column}) = known.key WHERE {column} IS NOT NULL ORDER BY line"
    )
    return found([line for (line,) in lines], column, "unknown_" + of)


def _several_deals(ws: Workspace, staged: str) -> pd.DataFrame:
    """Return the rows that name a deal as several are called."""
    lines = ws.rows(
        f"SELECT line FROM {staged} AS given SEMI JOIN ({names_sql('deal')}) AS known(key, id) "
        "ON key_of(given.deal) = known.key AND known.id IS NULL ORDER BY line"
    )
    return found([line for (line,) in lines], "deal", "several_deals")


def _of_two(ws: Workspace, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Yield the tasks that would belong to a contact and to a deal: one that a row names beside the other
    that is there.
    """
    named = [name for name in ("contact", "deal") if name in columns]
    for name in named[:1]:
        both = " AND ".join(
            f"{f'resolved.{one}_id' if one in named else f'tasks.{one}_id'} IS NOT NULL"
            for one in ("contact", "deal")
        )
        lines = ws.rows(
            "SELECT line FROM resolved LEFT JOIN tasks ON task_id = record_id_ "
            f"WHERE {both} AND action_ <> 'unchanged' ORDER BY line"
        )
        yield found([line for (line,) in lines], name, "of_two")


def _not_primary(ws: Workspace) -> pd.DataFrame:
    """Return the tasks on a deal that were done with somebody else than its primary contact; what is there
    already was judged when it came in.
    """
    lines = ws.rows(
        "SELECT line FROM resolved JOIN deals USING (deal_id) LEFT JOIN activities AS stored_ "
        "ON stored_.activity_id = record_id_ "
        f"WHERE resolved.kind = {literal(DEAL_TASK)} AND contact_key_ IS NOT NULL "
        "AND resolved.contact_id IS DISTINCT FROM deals.contact_id "
        "AND (record_id_ IS NULL OR (stored_.contact_id, stored_.deal_id, stored_.kind) "
        "IS DISTINCT FROM (resolved.contact_id, resolved.deal_id, resolved.kind)) ORDER BY line"
    )
    return found([line for (line,) in lines], "contact", "primary_contact")
