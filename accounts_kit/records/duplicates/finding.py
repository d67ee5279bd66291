"""Finding duplicates: records staged, paired, compared, scored and explained. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from numbers import Integral, Real

import pandas as pd
import pyarrow as pa

from accounts_kit.errors import WrongValue
from accounts_kit.records.duplicates.accounts import account_search
from accounts_kit.records.duplicates.blocking import stage_keys, stage_pairs, stage_random_pairs
from accounts_kit.records.duplicates.contacts import contact_search
from accounts_kit.records.duplicates.explaining import because_sql
from accounts_kit.records.duplicates.scoring import parameters, scored_sql
from accounts_kit.records.duplicates.staging import Search, forget, stage_compared, stage_subjects
from accounts_kit.records.duplicates.weights import chances
from accounts_kit.workspace import Workspace

# How many pairs are compared at once, which bounds the memory that it takes.
AT_ONCE = 8_000_000
# How many random pairs tell how often strangers agree.
RANDOM = 200_000


def account_duplicates(
    ws: Workspace, fields: str | Iterable[str] | None, threshold: float, limit: int | None
) -> pd.DataFrame:
    """Return pairs of accounts that may be one firm; see accounts.duplicates."""
    return _duplicates(ws, account_search, fields, threshold, limit)


def contact_duplicates(
    ws: Workspace, fields: str | Iterable[str] | None, threshold: float, limit: int | None
) -> pd.DataFrame:
    """Return pairs of contacts that may be one person; see contacts.duplicates."""
    return _duplicates(ws, contact_search, fields, threshold, limit)


def _duplicates(
    ws: Workspace,
    search_for: Callable[[Workspace, str | Iterable[str] | None], Search],
    fields: str | Iterable[str] | None,
    threshold: float,
    limit: int | None,
) -> pd.DataFrame:
    _judge_request(threshold, limit)
    with ws.reading():
        search = search_for(ws, fields)
        scored = _scored(ws, search, threshold, limit)
        return _explained(ws, search, scored, limit)


def _judge_request(threshold: object, limit: object) -> None:
    """Check what a caller asks; raises WrongValue."""
    if isinstance(threshold, bool) or not isinstance(threshold, Real) or not 0 <= float(threshold) <= 1:
        raise WrongValue(
            f"threshold={threshold!r} is no score. Scores go from 0 to 1. Write one such as threshold=0.8."
        )
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, Integral) or int(limit) < 0):
        raise WrongValue(
            f"limit={limit!r} is no number of pairs. It is a whole number, or None for all. Write limit=100."
        )


def _scored(ws: Workspace, search: Search, threshold: float, limit: int | None) -> pa.Table:
    """Return the pairs from the threshold on (id_1, id_2, score); of each part the best, where limited."""
    sizes = stage_subjects(ws, search)
    if sizes.records < 2:
        return ws.table("SELECT id AS id_1, id AS id_2, 0.0 AS score FROM subjects WHERE false")
    stage_random_pairs(ws, sizes.records, RANDOM)
    stage_compared(ws, search.comparisons)
    given = parameters(search.comparisons, sizes, chances(ws, search.comparisons))
    parts = max(1, ceil(stage_keys(ws, search) / AT_ONCE))
    best = (
        f"SELECT * FROM ({scored_sql(search.comparisons, sizes)}) WHERE score >= $threshold "
        "ORDER BY score DESC, id_1, id_2 LIMIT $limit"
    )
    found = []
    for part in range(parts):
        stage_pairs(ws, part, parts)
        stage_compared(ws, search.comparisons)
        found.append(ws.table(best, {**given, "threshold": threshold, "limit": limit}))
    forget(ws, "keys")
    return pa.concat_tables(found)


def _explained(ws: Workspace, search: Search, scored: pa.Table, limit: int | None) -> pd.DataFrame:
    with ws.staged("scored", scored) as staged:
        ws.rows(
            f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT * FROM {staged} "
            "ORDER BY score DESC, id_1, id_2 LIMIT ?",
            [limit],
        )
    stage_compared(ws, search.comparisons)
    frame = ws.frame(_explained_sql(search, ws.language))
    forget(ws, "subjects", "pairs", "compared")
    return frame


def _explained_sql(search: Search, language: str) -> str:
    """Return the SELECT of the pairs in `pairs` as people read them."""
    own = ", ".join(f"{shown} AS {name}" for name, shown in search.shown.items())
    of_each = f"(SELECT {search.id_column} AS id, {own} FROM {search.table})"
    columns = ", ".join(
        f"{record}.{name} AS {search.id_column if name == 'id' else name}_{number}"
        for number, record in enumerate(("one", "other"), start=1)
        for name in ("id", *search.shown)
    )
    return (
        f"SELECT {columns}, score, {because_sql(search.comparisons, language)} AS because "
        "FROM pairs JOIN compared USING (id_1, id_2) "
        "JOIN subjects AS a ON a.id = id_1 JOIN subjects AS b ON b.id = id_2 "
        f"JOIN {of_each} AS one ON one.id = id_1 JOIN {of_each} AS other ON other.id = id_2 "
        "ORDER BY score DESC, id_1, id_2"
    )
