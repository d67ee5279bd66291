"""The records to compare, staged once: what each comparison looks at, and how many records share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts_kit.records.duplicates.comparisons import Comparison
from accounts_kit.workspace import Workspace


@dataclass(frozen=True)
class Search:
    """Which records to compare, how, and what to show of them.

    `shown` is SQL over a record by name of column. `keys`, `divided_by` and `ordered_by` are SQL over the
    values that are compared; see `blocking`.
    """

    table: str
    id_column: str
    shown: Mapping[str, str]
    comparisons: tuple[Comparison, ...]
    keys: tuple[str, ...]
    divided_by: tuple[str, ...]
    ordered_by: tuple[str, ...]


@dataclass(frozen=True)
class Sizes:
    """How many records there are, and how many of them have a value for each comparison."""

    records: int
    known: tuple[int, ...]


def stage_subjects(ws: Workspace, search: Search) -> Sizes:
    """Make the temporary table `subjects`, and return how many there are.

    Columns: id, turn (a number in an order that has nothing to do with the values), and of each comparison
    its value and in how many records that is.
    """
    values = ", ".join(f"{one.value} AS {one.column}" for one in search.comparisons)
    ws.rows(
        f"CREATE OR REPLACE TEMP TABLE valued AS SELECT {search.id_column} AS id, "
        f"row_number() OVER (ORDER BY hash({search.id_column}), {search.id_column}) AS turn, {values} "
        f"FROM {search.table}"
    )
    counts = " ".join(
        f"LEFT JOIN (SELECT {one.column} AS said, count(*) AS times FROM valued GROUP BY said) "
        f"AS its_{number} ON its_{number}.said = valued.{one.column}"
        for number, one in enumerate(search.comparisons)
    )
    counted = ", ".join(
        f"CAST(its_{number}.times AS INTEGER) AS {one.count}" for number, one in enumerate(search.comparisons)
    )
    ws.rows(f"CREATE OR REPLACE TEMP TABLE subjects AS SELECT valued.*, {counted} FROM valued {counts}")
    forget(ws, "valued")
    known = ", ".join(f"count({one.column})" for one in search.comparisons)
    records, *with_value = ws.rows(f"SELECT count(*), {known} FROM subjects")[0]
    return Sizes(records, tuple(with_value))


def stage_compared(ws: Workspace, comparisons: Sequence[Comparison]) -> None:
    """Make the temporary table `compared` of the pairs in `pairs` (id_1, id_2).

    It adds the level of each comparison, and how many records have the first one's value.
    """
    columns = ", ".join(
        f"CAST({one.level_sql()} AS UTINYINT) AS {one.column}, a.{one.count}" for one in comparisons
    )
    ws.rows(
        f"CREATE OR REPLACE TEMP TABLE compared AS SELECT id_1, id_2, {columns} FROM pairs "
        "JOIN subjects AS a ON a.id = id_1 JOIN subjects AS b ON b.id = id_2"
    )


def forget(ws: Workspace, *tables: str) -> None:
    """Give back the room of temporary tables; they themselves go when the reading ends."""
    for table in tables:
        ws.rows(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT NULL AS nothing WHERE false")
