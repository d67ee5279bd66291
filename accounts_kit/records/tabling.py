"""Records as frames: the overview of a record type, in any order, whole or a piece of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

from accounts_kit.model import Catalogue, record_types
from accounts_kit.records.finding.folding import asked_words, holds
from accounts_kit.records.layout import quoted
from accounts_kit.records.ordering import Order, order_sql, ordered_columns, require_column, whole_number
from accounts_kit.records.reading import selection_sql
from accounts_kit.records.references import user_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.words.text import as_list
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

# What an account shows of its contacts; asked in one pass over them, and only when it is shown.
ROLLED_UP = {"contacts": "count(*)", "last_contacted_at": "max(last_contacted_at)"}

_NAME = {"account": ("name",), "contact": ("first_name", "last_name")}


@dataclass(frozen=True)
class Test:
    """A test on the records to show, over the alias `record`, with its parameters."""

    sql: str
    params: tuple[Any, ...] = ()


def table_of_records(
    ws: Workspace,
    of: str,
    *,
    columns: Sequence[str] | None = None,
    where: object = None,
    tests: Sequence[Test] = (),
    order: Order = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the records of a type as a frame; see accounts.table and contacts.table."""
    shown = None if columns is None else as_list(columns)
    piece = [whole_number("limit", limit), whole_number("offset", offset)]
    with ws.one_state(), _tested(ws, of, where, tests) as only:
        known = _columns(ws.catalogue, of)
        asked = ordered_columns(order, known)
        for column in shown or ():
            require_column(column, known)
        needed = known if shown is None else [*shown, *(column for column, _ in asked)]
        select = _select(ws.catalogue, of, needed, only.sql)
        id_column = record_types()[of].id_column
        listed = ", ".join(
            quoted(one) for one in dict.fromkeys([id_column, *(known if shown is None else shown)])
        )
        ordered, params = order_sql(asked, id_column, *_orders(ws.catalogue, of))
        frame = ws.frame(
            f"SELECT {listed} FROM ({select}) {ordered} LIMIT ? OFFSET ?", [*only.params, *params, *piece]
        )
        return frame if shown is None else frame[shown]


def newest_first(
    ws: Workspace,
    of: str,
    tests: Mapping[str, object],
    limit: int | None,
    *,
    order: str | None = None,
    params: Sequence[object] | None = None,
) -> pd.DataFrame:
    """Return the notes, activities, deals or tasks that pass the tests (SQL with one `?`, and its value),
    newest first unless another order (SQL) is given.
    """
    select, _ = selection_sql(ws.catalogue, of)
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    limit = whole_number("limit", limit)
    by = order or f"record.at DESC, record.{record_types()[of].id_column} DESC"
    return ws.frame(
        f"{select} {where} ORDER BY {by} LIMIT ?", [*(tests.values() if params is None else params), limit]
    )


def named(of: str, search: str | None) -> list[Test]:
    """Return the tests on records whose name holds each word of a text; none for a blank one."""
    words = [] if search is None else asked_words(search)
    return [
        Test(" OR ".join(holds(f"record.{text}", word, literal(word)) for text in _NAME[of]))
        for word in words
    ]


def owned(ws: Workspace, owner: object) -> list[Test]:
    """Return the test on records that a user looks after; none when nobody is named."""
    return [] if owner is None else [Test("record.owner_id = ?", (user_id_of(ws, owner),))]


@contextmanager
def _tested(ws: Workspace, of: str, where: object, tests: Sequence[Test]) -> Iterator[Test]:
    """Hold the WHERE of all tests together, for the length of a block."""
    if where is None:
        yield _together(tests)
        return
    id_column = record_types()[of].id_column
    with chosen(ws, of, where) as those:
        ids = f"record.{id_column} IN (SELECT {id_column} FROM {those.relation})"
        yield _together([Test(ids, those.params), *tests])


def _together(tests: Sequence[Test]) -> Test:
    where = " AND ".join(f"({test.sql})" for test in tests)
    return Test(f"WHERE {where}" if where else "", tuple(one for test in tests for one in test.params))


def _columns(catalogue: Catalogue, of: str) -> list[str]:
    _, names = selection_sql(catalogue, of)
    return [*names, *(_rolled_up(catalogue, names) if of == "account" else ())]


def _rolled_up(catalogue: Catalogue, names: Sequence[str]) -> list[str]:
    # An older workspace may have a custom field of that name, which then is what the name means.
    return [name for name in ROLLED_UP if name not in names]


def _select(catalogue: Catalogue, of: str, columns: Sequence[str], where: str) -> str:
    select, names = selection_sql(catalogue, of, columns)
    rolled = [name for name in _columns(catalogue, of) if name in columns and name not in names]
    if not rolled:
        return f"{select} {where}"
    listed = ", ".join(f"{ROLLED_UP[name]} AS {name}" for name in rolled)
    contacts = f"SELECT account_id, {listed} FROM contacts WHERE account_id IS NOT NULL GROUP BY account_id"
    none = {"contacts": "coalesce(its.contacts, 0) AS contacts"}
    shown = ", ".join(none.get(name, f"its.{name}") for name in rolled)
    return (
        f"SELECT shown.*, {shown} FROM ({select} {where}) AS shown "
        f"LEFT JOIN ({contacts}) AS its USING (account_id)"
    )


def _orders(catalogue: Catalogue, of: str) -> tuple[set[str], Mapping[str, Sequence[str]]]:
    """Return the columns with text, and those whose options have an order."""
    fields = catalogue.fields(of)
    options = {one.key: one.options for one in fields if one.kind.family == "option" and one.options}
    texts = {one.key for one in fields if one.kind.family in ("text", "user")}
    return texts | set(record_types()[of].links.values()), options
