"""What goes along when records go: a row goes when the last link that it lives by goes, and only loses the
link otherwise.

One walk down the tables, set-wise: `going` says what would go, as a temporary table of ids for each table,
and `take_away` does it. Called by `deletion` and `merge`.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.records.history import ChangeSet, Source, delete, update
from accounts_kit.records.layout import Table
from accounts_kit.workspace import Workspace

# What is linked to comes before what links to it.
DOWNWARDS = ("deals", "tasks", "notes", "activities", "contact_tags", "aliases")


def going(ws: Workspace, tables: Sequence[Table], root: Table, ids: Source) -> dict[str, int]:
    """Make the temporary tables `going_<table>` of what goes with the chosen rows of the root table; return
    how many go of each.
    """
    ws.execute(
        f"CREATE OR REPLACE TEMP TABLE going_{root.name} AS "
        f"SELECT {root.id_column} FROM {root.name} "
        f"WHERE {root.id_column} IN (SELECT {root.id_column} FROM {ids.relation})",
        ids.params,
    )
    gone = {root.name: root.id_column}
    for table in tables:
        ws.execute(
            f"CREATE OR REPLACE TEMP TABLE going_{table.name} AS SELECT {table.id_column} "
            f"FROM {table.name} WHERE {_goes(table, gone)}"
        )
        gone[table.name] = table.id_column
    return {name: int(ws.value(f"SELECT count(*) FROM going_{name}")) for name in gone}


def take_away(change: ChangeSet, counts: dict[str, int]) -> None:
    """Delete what `going` found, and empty the links of what stays."""
    gone = [change.table(name) for name, count in counts.items() if count]
    for table in (change.table(name) for name in DOWNWARDS):
        for link, linked in table.links.items():
            if any(one.name == linked for one in gone):
                _unlink(change, table, link, stays=counts.get(table.name, 0) > 0)
    for table in reversed(gone):
        delete(change, table.name, Source(f"going_{table.name}"))
    for name in counts:
        change.ws.execute(f"DROP TABLE going_{name}")


def below(change: ChangeSet) -> list[Table]:
    """Return the tables whose rows may go along, in the order in which that is asked."""
    return [change.table(name) for name in DOWNWARDS]


def _goes(table: Table, gone: dict[str, str]) -> str:
    """Return the SQL of whether a row goes, when the rows in `going_<table>` of these tables do."""
    lost = {
        link: f"coalesce({link} IN (SELECT {gone[table.links[link]]} FROM going_{table.links[link]}), false)"
        for link in table.lives_by
        if table.links[link] in gone
    }
    if not lost:
        return "false"
    some = " OR ".join(lost.values())
    if table.needs_all:
        return some
    left = [f"({link} IS NULL OR {lost.get(link, 'false')})" for link in table.lives_by]
    return f"({some}) AND {' AND '.join(left)}"


def _unlink(change: ChangeSet, table: Table, link: str, *, stays: bool) -> None:
    target = table.links[link]
    id_of_target = change.table(target).id_column
    but = f"AND {table.id_column} NOT IN (SELECT {table.id_column} FROM going_{table.name})" if stays else ""
    rows = (
        f"(SELECT {table.id_column}, CAST(NULL AS BIGINT) AS {link} FROM {table.name} "
        f"WHERE {link} IN (SELECT {id_of_target} FROM going_{target}) {but})"
    )
    update(change, table.name, [link], Source(rows))
