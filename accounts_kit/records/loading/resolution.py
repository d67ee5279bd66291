"""What a load would do: each row with its record, its new values, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from accounts_kit.model import Field, RecordType, record_types
from accounts_kit.records.loading.fresh import Batches
from accounts_kit.records.loading.keys import is_usual
from accounts_kit.records.loading.matching import by_alias_sql, matched_sql
from accounts_kit.records.loading.modes import (
    CLEARED,
    Modes,
    mode_of,
    modes_of,
    new_link,
    new_value,
    unless_cleared,
)
from accounts_kit.records.loading.naming import linked_columns
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

# Of which rows new values stand in `resolved`: of all, of those whose record is there, of none.
Values = Literal["all", "of known", "none"]


@dataclass(frozen=True)
class Resolution:
    """What a load would do, held in the temporary table `resolved` until it is written or another one is
    made.

    `accounts_created` has the columns line, name; `moved` line, contact_id, from_account, to_account. Where
    `rows` are at hand, what they say of new records is not in `resolved` too.
    """

    of: str
    columns: tuple[str, ...]
    tags: tuple[str, ...]
    created: int
    updated: int
    unchanged: int
    accounts_created: pd.DataFrame
    moved: pd.DataFrame
    tags_new_only: bool = False
    rows: Batches | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be resolved: the record type, the fields and links that rows have, and how they change."""

    record: RecordType
    fields: Sequence[Field]
    linked: Sequence[str]
    columns: Sequence[str]
    update: Modes
    cleared: frozenset[str]
    values: Values = "all"


def resolve(
    ws: Workspace,
    of: str,
    staged: str,
    columns: Sequence[str],
    *,
    update: Modes = "if_not_blank",
    key: str | None = None,
    tags: Sequence[str] = (),
    contacts: str | None = None,
    rows: Batches | None = None,
) -> Resolution:
    """Answer what loading the staged rows would do; nothing is written but the temporary table `resolved`.

    `staged` names a relation with the column `line`, a typed column for each field key in `columns`, and
    among them what the rows name: account (text), contact (e-mail), deal (external id or title), tags (list).
    A boolean column `cleared <key>` says where a clear token stood. Every row has passed the checks, and no
    two have the same key. `update` is a mode, or a mode by field key with "" for all others; what rows name
    obeys it under its own key, and tags are added to what is there by every mode but never. `key` is one of
    `possible_keys`. `contacts` names a relation of line and contact_id: who the contact of a row is, whatever
    it says of that. Needs a running reading() or transaction(). `rows` are the staged ones, where they can be
    run through once more when they are written: then the values of new records are taken from there.
    """
    record = record_types()[of]
    update = modes_of(update, of)
    cleared = frozenset(one.removeprefix(CLEARED) for one in columns if one.startswith(CLEARED))
    values = _values_needed(ws, record, key, cleared) if rows is not None else "all"
    asked = _Asked(
        record,
        [field for field in ws.catalogue.fields(of) if field.key in columns],
        linked_columns(record, columns),
        columns,
        update,
        cleared,
        values,
    )
    matched = matched_sql(record, asked.fields, staged, columns, key, ws.currency, contacts)
    ws.rows(f"CREATE OR REPLACE TEMP TABLE resolved AS {_resolved_sql(asked, matched)}")
    counts = dict(ws.rows("SELECT action_, count(*) FROM resolved GROUP BY action_"))
    return Resolution(
        of,
        tuple(columns),
        tuple(tags),
        created=counts.get("create", 0),
        updated=counts.get("update", 0),
        unchanged=counts.get("unchanged", 0),
        accounts_created=_accounts_created(ws) if "account" in asked.linked else _no_accounts(),
        moved=_moved(ws) if of == "contact" and "account" in asked.linked else _no_moves(),
        tags_new_only=mode_of(update, "tags") == "never",
        rows=rows if values != "all" else None,
    )


def _values_needed(ws: Workspace, record: RecordType, key: str | None, cleared: frozenset[str]) -> Values:
    """Return of which rows the values have to stand in `resolved`, when the rows themselves are at hand.

    Checks on tasks and activities, on rows that are known by another key and on cleared ones look at values
    of new records there.
    """
    if record.name not in ("account", "contact") or not is_usual(record, key) or cleared:
        return "all"
    return "of known" if ws.rows(f"SELECT 1 FROM {record.table} LIMIT 1") else "none"


def _resolved_sql(asked: _Asked, matched: str) -> str:
    """Return the SELECT with a row a staged row: its record, its new values, and what becomes of it."""
    new = _new_values(asked)
    links = {f"{name}_id": _new_link(asked, name) for name in asked.linked}
    moves = "false"
    if asked.record.name == "contact" and links:
        moves = (
            "record_id_ IS NOT NULL AND stored.account_id IS NOT NULL "
            f"AND ({links['account_id']}) IS DISTINCT FROM stored.account_id"
        )
        new["job_title"] = _job_title(asked, moves, new.get("job_title", "stored.job_title"))
    new |= links
    differs = " OR ".join(f"({one}) IS DISTINCT FROM stored.{quoted(column)}" for column, one in new.items())
    if "account" in asked.linked and (mode := mode_of(asked.update, "account")) != "never":
        fills = " AND stored.account_id IS NULL" if mode == "if_existing_blank" else ""
        differs += f" OR (given.account_key_ IS NOT NULL AND given.account_id IS NULL{fills})"
    shown = {column: one for column, one in new.items() if asked.values != "none" or column in links}
    values = "".join(
        f", CASE WHEN record_id_ IS NULL THEN {_given(asked, column, links)} ELSE {one} END "
        f"AS {quoted(column)}"
        for column, one in shown.items()
    )
    named = "".join(f", {_named(asked, name)}" for name in asked.linked)
    return (
        f"SELECT line, record_id_{values}{named}"
        f"{', given.tags' if 'tags' in asked.columns else ''}, ({moves}) AS moves_, stored_account_id_, "
        f"CASE WHEN record_id_ IS NULL THEN 'create' WHEN {differs} THEN 'update' ELSE 'unchanged' "
        "END AS action_ "
        f"FROM ({matched})"
    )


def _new_values(asked: _Asked) -> dict[str, str]:
    """Return the SQL of what the columns of a record that is there become; a name goes with its key."""
    record = asked.record
    new = {
        field.column: new_value(field, field.column, asked.update, asked.cleared) for field in asked.fields
    }
    if record.key_column and record.key_field in asked.columns:
        [named] = [field for field in asked.fields if field.key == record.key_field]
        new[record.key_column] = new_value(named, record.key_column, asked.update, asked.cleared)
        for column in (record.key_column, str(record.key_field)):
            new[column] = f"CASE WHEN {by_alias_sql(record)} THEN stored.{column} ELSE {new[column]} END"
    return new


def _new_link(asked: _Asked, name: str) -> str:
    """Return the SQL of the id of what a record that is there is linked to."""
    if asked.record.name != "activity" or name != "contact" or "deal" not in asked.linked:
        return new_link(name, asked.update, asked.cleared)
    # Who was the primary contact of the deal stays who it happened with, unless it is another deal now.
    other_deal = (
        f"given.deal_id IS NOT NULL AND ({new_link('deal', asked.update, asked.cleared)}) = given.deal_id"
    )
    other_deal += " AND given.deal_id IS DISTINCT FROM stored.deal_id"
    told = (
        f"CASE WHEN given.contact_key_ IS NOT NULL THEN {new_link(name, asked.update, frozenset())} "
        f"WHEN {other_deal} THEN given.contact_id ELSE stored.contact_id END"
    )
    return unless_cleared(told, name, mode_of(asked.update, name), asked.cleared)


def _job_title(asked: _Asked, moves: str, kept: str) -> str:
    """Return the SQL of a contact's job title: moving clears it, unless the row gives one (design, section
    4).
    """
    given = "job_title" in asked.columns and mode_of(asked.update, "job_title") != "never"
    return f"CASE WHEN {moves} THEN {'given.job_title' if given else 'NULL'} ELSE {kept} END"


def _named(asked: _Asked, name: str) -> str:
    """Return the columns that say how a row names another record, where that counts for anything."""
    if mode_of(asked.update, name) != "never":
        return f"given.{name}_key_, given.{name}_name_"
    new = "CASE WHEN record_id_ IS NULL THEN given.{0} END AS {0}"
    return f"{new.format(f'{name}_key_')}, {new.format(f'{name}_name_')}"


def _given(asked: _Asked, column: str, links: Collection[str]) -> str:
    """Return the SQL of what a row says of a new record."""
    absent = column == "job_title" and column not in asked.columns
    elsewhere = asked.values != "all" and column not in links
    return "NULL" if absent or elsewhere else f"given.{quoted(column)}"


def _accounts_created(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT min(line) AS line, arg_min(account_name_, line) AS name FROM resolved "
        "WHERE account_key_ IS NOT NULL AND account_id IS NULL AND action_ <> 'unchanged' "
        "GROUP BY account_key_ ORDER BY min(line)"
    )


def _moved(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT line, record_id_ AS contact_id, old.name AS from_account, coalesce(new.name, account_name_) "
        "AS to_account FROM resolved LEFT JOIN accounts AS old ON old.account_id = stored_account_id_ "
        "LEFT JOIN accounts AS new ON new.account_id = resolved.account_id WHERE moves_ ORDER BY line"
    )


def _no_accounts() -> pd.DataFrame:
    return pd.DataFrame({"line": pd.Series(dtype="int64"), "name": pd.Series(dtype="str")})


def _no_moves() -> pd.DataFrame:
    columns = {"line": "int64", "contact_id": "int64", "from_account": "str", "to_account": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
