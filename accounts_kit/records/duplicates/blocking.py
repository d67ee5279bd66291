"""Which pairs are worth comparing: those with something rare in common.

The records with one value are a block, which makes a pair of each two. A value that too many have is divided
by what `divided_by` says (the first letters of names), and what is then still too large is left alone: so
many records with one value say little about any two of them. Besides, all records stand in the order that
`ordered_by` says, and each is paired with those next to it: many copies of one record are found by that. So
the number of pairs grows with the number of records, and not with its square.
"""

from __future__ import annotations

from accounts_kit.records.duplicates.staging import Search, forget
from accounts_kit.workspace import Workspace

# How many records a block has at most, and how many stand next to each other.
LARGEST, NEIGHBOURS = 25, 3


def stage_keys(ws: Workspace, search: Search) -> int:
    """Make the temporary table `keys` (id, key) of the blocks; return how many pairs they make at most."""
    whole = " UNION ALL ".join(
        f"SELECT id, hash({number}, {key}) AS key FROM subjects WHERE {key} IS NOT NULL"
        for number, key in enumerate(search.keys)
    )
    parts = " UNION ALL ".join(
        f"SELECT id, hash(key, {number}, {part}) AS key FROM large JOIN subjects USING (id) "
        f"WHERE {part} IS NOT NULL"
        for number, part in enumerate(search.divided_by)
    )
    ws.rows(f"CREATE OR REPLACE TEMP TABLE whole AS {whole}")
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE sizes AS "
        "SELECT key, count(*) AS size FROM whole GROUP BY key HAVING count(*) > 1"
    )
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE parts AS "
        "WITH large AS MATERIALIZED (SELECT id, key FROM whole JOIN sizes USING (key) WHERE size > ?) "
        f"{parts}",
        [LARGEST],
    )
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE keys AS "
        "WITH fitting AS (SELECT key FROM parts GROUP BY key HAVING count(*) BETWEEN 2 AND $1) "
        "SELECT id, key FROM whole JOIN sizes USING (key) WHERE size <= $1 "
        "UNION ALL SELECT id, key FROM parts JOIN fitting USING (key) "
        f"UNION ALL {_neighbours_sql(search)}",
        [LARGEST, NEIGHBOURS],
    )
    forget(ws, "whole", "sizes", "parts")
    counted = "SELECT count(*) AS size FROM keys GROUP BY key"
    return int(ws.value(f"SELECT coalesce(sum(size * (size - 1) // 2), 0) FROM ({counted})"))


def _neighbours_sql(search: Search) -> str:
    """Return the SELECT of a key for each few records that stand next to each other."""
    order = ", ".join((*search.ordered_by, "id"))
    return (
        "SELECT id, hash('next', place + step) AS key FROM range($2) AS steps(step), "
        f"(SELECT id, row_number() OVER (ORDER BY {order}) AS place FROM subjects)"
    )


def stage_pairs(ws: Workspace, part: int, parts: int) -> None:
    """Make the temporary table `pairs` (id_1, id_2), each pair once, the smaller id first.

    It is one of so many equal parts of all pairs; the first id says which.
    """
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE pairs AS "
        "SELECT DISTINCT one.id AS id_1, other.id AS id_2 FROM keys AS one JOIN keys AS other "
        "ON other.key = one.key AND other.id > one.id WHERE hash(one.id) % ? = ?",
        [parts, part],
    )


def stage_random_pairs(ws: Workspace, records: int, wanted: int) -> None:
    """Make `pairs` of records that have nothing to do with each other; all there are where they are few."""
    steps = max(1, min(records - 1, wanted // records))
    met = "SELECT id, turn + step AS met FROM subjects, range(1, $1 + 1) AS steps(step) WHERE turn <= $2"
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE pairs AS SELECT one.id AS id_1, other.id AS id_2 "
        f"FROM ({met}) AS one JOIN subjects AS other ON other.turn = one.met",
        [steps, wanted],
    )
