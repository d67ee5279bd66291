"""Records as frames: the overview of a record type, and the suggestions while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from accounts_kit.errors import UnknownField
from accounts_kit.model import record_types
from accounts_kit.records.layout import quoted
from accounts_kit.records.reading import selection_sql
from accounts_kit.records.selection import chosen
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import as_list, key_of
from accounts_kit.workspace import Workspace


def table_of_records(
    ws: Workspace, of: str, *, columns: Sequence[str] | None, where: object, limit: int | None, offset: int
) -> pd.DataFrame:
    """Return the records of a type as a frame ordered by id; see accounts.table and contacts.table."""
    id_column = record_types()[of].id_column
    columns = None if columns is None else as_list(columns)
    with ws.one_state():
        _, names = selection_sql(ws.catalogue, of)
        for column in columns or ():
            if column not in names:
                raise UnknownField(f"No column {column!r}. {suggestion(column, names)}".rstrip())
        select, _ = selection_sql(ws.catalogue, of, columns)
        tail = f"ORDER BY record.{id_column} LIMIT ? OFFSET ?"
        if where is None:
            frame = ws.frame(f"{select} {tail}", [limit, offset])
        else:
            with chosen(ws, of, where) as those:
                only = f"WHERE record.{id_column} IN (SELECT {id_column} FROM {those.relation})"
                frame = ws.frame(f"{select} {only} {tail}", [*those.params, limit, offset])
        return frame[[*columns]] if columns else frame


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
    by = order or f"record.at DESC, record.{record_types()[of].id_column} DESC"
    return ws.frame(
        f"{select} {where} ORDER BY {by} LIMIT ?", [*(tests.values() if params is None else params), limit]
    )


def suggestions(
    ws: Workspace, of: str, text: str, searched: Sequence[str], shown: Sequence[str], limit: int
) -> pd.DataFrame:
    """Return the records one may mean by the text.

    The same first, then what begins with it, then what holds it.
    """
    id_column = record_types()[of].id_column
    select, names = selection_sql(ws.catalogue, of, shown)
    columns = [name for name in (id_column, *shown) if name in names]
    key = key_of(text)
    found = " OR ".join(f"contains(key_of({quoted(one)}), $1)" for one in searched)
    equal = " OR ".join(f"coalesce(key_of({quoted(one)}) = $1, false)" for one in searched)
    begins = " OR ".join(f"coalesce(starts_with(key_of({quoted(one)}), $1), false)" for one in searched)
    return ws.frame(
        f"SELECT {', '.join(quoted(one) for one in columns)} FROM ({select}) WHERE $1 <> '' AND ({found}) "
        f"ORDER BY CASE WHEN {equal} THEN 0 WHEN {begins} THEN 1 ELSE 2 END, {id_column} LIMIT $2",
        [key, limit],
    )
