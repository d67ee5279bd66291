"""Bringing deleted records back, the first step of an undo; and noting what an undo leaves as it is.

Reads the temporary table `undone`, the changes that are taken back, and writes the temporary table `kept`.
Called by `taking_back`.
"""

from __future__ import annotations

import json

from accounts_kit.model import KINDS
from accounts_kit.records.history import ChangeSet, Source, insert
from accounts_kit.records.layout import Table, quoted
from accounts_kit.workspace.tables import literal

# What may be there once only, where no key column says so.
_ONCE = {
    "contact_tags": ("contact_id", "tag_id"),
    "custom_fields": ("of", "key"),
    "field_options": ("field",),
}


def keep(
    change: ChangeSet,
    table: Table,
    why: str,
    rows: str,
    *,
    field: str | None = None,
    params: tuple[int, ...] = (),
) -> None:
    """Note what stays and why: `rows` is the FROM ... WHERE of the records, which have their id column."""
    said = [literal(table.name), table.id_column, literal(field) if field else "NULL", literal(why)]
    change.ws.execute(f"INSERT INTO kept SELECT {', '.join(said)} {rows}", params)


def restore(change: ChangeSet, table: Table) -> int:
    """Insert the rows that were deleted, as they were.

    One whose key or id is taken meanwhile stays away, and so does one that is nothing without what it was
    linked to; any other comes back without a link that points to nothing now.
    """
    if not _read(change, table):
        return 0
    _judge(change, table)
    keep(change, table, "another record has its name or id now", "FROM judged_rows WHERE taken_")
    keep(change, table, "what it belonged to is gone", "FROM judged_rows WHERE NOT taken_ AND alone_")
    comes = "FROM judged_rows AS gone WHERE NOT taken_ AND NOT alone_"
    for link in table.links:
        keep(change, table, "what it was linked to is gone", f"{comes} AND lost_{link}_", field=link)
    repaired = ", ".join(
        f"CASE WHEN NOT lost_{column}_ THEN gone.{column} END AS {quoted(column)}"
        if column in table.links
        else f"gone.{quoted(column)}"
        for column in table.columns
    )
    if table.name == "custom_fields":
        _add_columns(change, comes)
    source = Source(f"(SELECT {repaired} {comes})")
    count = insert(change, table.name, [name for name in table.columns if name != table.id_column], source)
    if table.name == "custom_fields":
        change.ws.catalogue_changed()  # only now do they stand in it, for the values that come back next
    for name in ("gone_rows", "judged_rows"):
        change.ws.execute(f"DROP TABLE {name}")
    return count


def _judge(change: ChangeSet, table: Table) -> None:
    """Make `judged_rows`: the rows, whether each is taken_ or nothing alone_, and which links are lost."""
    lost = _lost_links(table)
    said = [f"({_taken(table)}) AS taken_", f"({_nothing_alone(table, lost)}) AS alone_"]
    said += [f"coalesce({missing}, false) AS lost_{link}_" for link, missing in lost.items()]
    change.ws.execute(
        f"CREATE OR REPLACE TEMP TABLE judged_rows AS SELECT gone.*, {', '.join(said)} FROM gone_rows AS gone"
    )


def _read(change: ChangeSet, table: Table) -> int:
    """Read the rows that were deleted into the temporary table `gone_rows`, and return how many they are.

    Each row is JSON that is parsed once: asked for a column at a time, it takes several times as long.
    """
    shape = {name: ["VARCHAR"] if _is_list(table, name) else "VARCHAR" for name in table.columns}
    columns = ", ".join(
        f"CAST(row_.{quoted(name)} AS {table.type_of(name)}) AS {quoted(name)}" for name in table.columns
    )
    change.ws.execute(
        f"CREATE OR REPLACE TEMP TABLE gone_rows AS SELECT {columns} FROM (SELECT from_json(old, "
        f"{literal(json.dumps(shape))}) AS row_ FROM undone "
        f"WHERE action = 'delete' AND table_name = {literal(table.name)})"
    )
    return int(change.ws.value("SELECT count(*) FROM gone_rows"))


def _is_list(table: Table, column: str) -> bool:
    return table.type_of(column).endswith("[]")


def _taken(table: Table) -> str:
    """Return the SQL of whether another row has the id of `gone`, or values that one row only may have."""
    tests = [f"now.{table.id_column} = gone.{table.id_column}"]
    if (unique := [table.key_column] if table.key_column else _ONCE.get(table.name)) is not None:
        tests.append(" AND ".join(f"now.{quoted(column)} = gone.{quoted(column)}" for column in unique))
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table.name} AS now WHERE {test})" for test in tests)


def _lost_links(table: Table) -> dict[str, str]:
    """Return for each link the SQL of whether what `gone` pointed to is gone too."""
    return {
        link: f"(gone.{link} IS NOT NULL AND gone.{link} NOT IN ({table.linked_ids(link)}))"
        for link in table.links
    }


def _nothing_alone(table: Table, lost: dict[str, str]) -> str:
    """Return the SQL of whether `gone` means nothing without the links that it lost."""
    if not table.lives_by:
        return "false"
    gone = [lost[link] for link in table.lives_by]
    if table.needs_all:
        return " OR ".join(gone)
    missing = " AND ".join(f"(gone.{link} IS NULL OR {lost[link]})" for link in table.lives_by)
    return f"({missing}) AND ({' OR '.join(gone)})"


def _add_columns(change: ChangeSet, comes: str) -> None:
    """Give definitions that come back their columns back, empty as they were when they were taken away."""
    for of, key, kind in change.ws.rows(f'SELECT gone."of", gone.key, gone.kind {comes}'):
        change.ws.execute(f"ALTER TABLE {of}s ADD COLUMN {quoted(key)} {KINDS[kind].column_type}")
