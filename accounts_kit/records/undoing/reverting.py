"""Setting cells back to what they were before a change set, as far as the new value still stands.

A name goes back together with its key or not at all; names that were swapped go back together. What a record
would be nothing without stays. Reads the temporary table `undone` and takes out of it what is settled; notes
in `kept` what stays, and in `reverted` which records went back. Called by `taking_back`.
"""

from __future__ import annotations

from accounts_kit.checks.rows import row_checks_of
from accounts_kit.model import record_types
from accounts_kit.records.history import ChangeSet, Source, from_text, update
from accounts_kit.records.layout import Table, quoted
from accounts_kit.records.undoing.restoring import keep
from accounts_kit.workspace.tables import literal

CHANGED = "changed since"
TAKEN = "another record has its name or id now"
GONE = "it is gone"
NOTHING_LEFT = "nothing would be left that it is known by, or is about"


def keep_what_is_needed(change: ChangeSet, table: Table) -> None:
    """Leave the cells that a record needs: its only address or phone, the only thing that it is about."""
    of = next((record.name for record in record_types().values() if record.table == table.name), None)
    for check in row_checks_of(of) if of else ():
        if check.judge is None:
            _keep_last_of(change, table, check.columns)


def _keep_last_of(change: ChangeSet, table: Table, columns: tuple[str, ...]) -> None:
    """Leave cells that would go back to nothing where none of these columns had a value then."""
    after, joins = [], []
    for number, column in enumerate(columns):
        now = f"CAST(stored_.{quoted(column)} AS VARCHAR)"
        back = f"cell_{number}.record_id IS NOT NULL AND {now} IS NOT DISTINCT FROM cell_{number}.new"
        after.append(f"(CASE WHEN {back} THEN cell_{number}.old ELSE {now} END) IS NULL")
        joins.append(
            f"LEFT JOIN (SELECT record_id, old, new FROM undone WHERE {_cells(table)} "
            f"AND field = {literal(column)}) AS cell_{number} "
            f"ON cell_{number}.record_id = stored_.{table.id_column}"
        )
    some_now = " OR ".join(f"stored_.{quoted(column)} IS NOT NULL" for column in columns)
    change.ws.execute(
        f"CREATE OR REPLACE TEMP TABLE needed AS SELECT stored_.{table.id_column} AS record_id "
        f"FROM {table.name} AS stored_ {' '.join(joins)} WHERE {' AND '.join(after)} AND ({some_now})"
    )
    listed = [*columns, *([table.key_column] if table.key_column and table.key_field in columns else [])]
    theirs = (
        f"{_cells(table)} AND field IN ({', '.join(map(literal, listed))}) AND old IS NULL "
        "AND record_id IN (SELECT record_id FROM needed)"
    )
    change.ws.execute(
        f"INSERT INTO kept SELECT table_name, record_id, field, {literal(NOTHING_LEFT)} FROM undone WHERE "
        f"{theirs}"
    )
    change.ws.execute(f"DELETE FROM undone WHERE {theirs}")
    change.ws.execute("DROP TABLE needed")


def revert_keys(change: ChangeSet, table: Table, *, last: bool) -> None:
    """Give records their old names and addresses back, with their keys; names that others have wait until the
    last time, when they are noted.
    """
    if table.key_column is None or table.key_field is None:
        return
    listed = f"field IN ({literal(table.key_column)}, {literal(table.key_field)})"
    theirs = f"{_cells(table)} AND {listed} AND record_id IN (SELECT id_ FROM key_cells)"
    if not _find_key_cells(change, table, listed):
        change.ws.execute("DROP TABLE key_cells")
        return
    for test, why in (("is_back", None), ("is_changed", CHANGED)):
        _settle(change, f"{theirs[:-1]} WHERE {test})", why)
        change.ws.execute(f"DELETE FROM key_cells WHERE {test}")
    # Who gives its own name back makes room for another: only a name that somebody keeps is taken.
    change.ws.execute("CREATE OR REPLACE TEMP TABLE waiting AS SELECT * FROM key_cells LIMIT 0")
    taken = (
        f"has_key AND becomes_key IN (SELECT {table.key_column} FROM {table.name} "
        f"WHERE {table.id_column} NOT IN (SELECT id_ FROM key_cells WHERE has_key))"
    )
    while change.ws.execute(f"INSERT INTO waiting SELECT * FROM key_cells WHERE {taken}"):
        change.ws.execute("DELETE FROM key_cells WHERE id_ IN (SELECT id_ FROM waiting)")
    rows = (
        f"(SELECT id_ AS {table.id_column}, becomes_key AS {table.key_column}, becomes AS {table.key_field} "
        "FROM key_cells)"
    )
    update(change, table.name, [table.key_column, table.key_field], Source(rows))
    change.ws.execute(f"INSERT INTO reverted SELECT {literal(table.name)}, id_ FROM key_cells")
    _settle(change, theirs, None)
    if last:
        _settle(change, theirs.replace("key_cells", "waiting"), TAKEN)
    for name in ("key_cells", "waiting"):
        change.ws.execute(f"DROP TABLE {name}")


def _find_key_cells(change: ChangeSet, table: Table, listed: str) -> int:
    """Make `key_cells`: for each record what its name and key are to be, and whether they are it already, or
    were changed since.
    """
    name, key = literal(str(table.key_field)), literal(str(table.key_column))
    said = ", ".join(
        f"bool_or(field = {column}) AS has_{called}, max(old) FILTER (field = {column}) AS old_{called}, "
        f"max(new) FILTER (field = {column}) AS new_{called}"
        for called, column in (("name", name), ("key", key))
    )
    back = "(NOT has_name OR stored_.now_name_ IS NOT DISTINCT FROM old_name)"
    back += " AND (NOT has_key OR stored_.now_key_ IS NOT DISTINCT FROM old_key)"
    changed = "(has_name AND stored_.now_name_ IS DISTINCT FROM new_name)"
    changed += " OR (has_key AND stored_.now_key_ IS DISTINCT FROM new_key)"
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE key_cells AS SELECT record_id AS id_, has_key, "
        f"CASE WHEN has_key THEN old_key ELSE stored_.now_key_ END AS becomes_key, "
        f"CASE WHEN has_name THEN old_name ELSE stored_.now_name_ END AS becomes, "
        f"{back} AS is_back, NOT ({back}) AND ({changed}) AS is_changed "
        f"FROM (SELECT record_id, {said} FROM undone WHERE {_cells(table)} AND {listed} GROUP BY record_id) "
        f"JOIN (SELECT {table.id_column} AS stored_id_, {table.key_field} AS now_name_, "
        f"{table.key_column} AS now_key_ FROM {table.name}) AS stored_ ON stored_id_ = record_id"
    )
    return int(change.ws.value("SELECT count(*) FROM key_cells"))


def _settle(change: ChangeSet, cells: str, why: str | None) -> None:
    """Take cells out of `undone`, and note why they stay if they do."""
    if why is not None:
        change.ws.execute(
            f"INSERT INTO kept SELECT table_name, record_id, field, {literal(why)} FROM undone WHERE {cells}"
        )
    change.ws.execute(f"DELETE FROM undone WHERE {cells}")


def revert_values(change: ChangeSet, table: Table) -> None:
    """Give the other cells their old values, a statement a column."""
    columns = f"SELECT DISTINCT field FROM undone WHERE {_cells(table)} ORDER BY field"
    for column in [field for (field,) in change.ws.rows(columns)]:
        if column in table.columns and column not in (table.key_column, table.key_field):
            _revert_column(change, table, column)
            if (table.name, column) == ("contacts", "account_id"):
                _keep_job_titles(change)
    gone = (
        f"FROM undone WHERE {_cells(table)} AND record_id NOT IN (SELECT {table.id_column} FROM {table.name})"
    )
    change.ws.execute(f"INSERT INTO kept SELECT table_name, record_id, field, {literal(GONE)} {gone}")


def _keep_job_titles(change: ChangeSet) -> None:
    """Leave the job title of a contact whose account stays: it stands on the association."""
    change.ws.execute(
        "DELETE FROM undone WHERE table_name = 'contacts' AND field = 'job_title' AND record_id IN "
        "(SELECT record_id FROM kept WHERE \"table\" = 'contacts' AND field = 'account_id')"
    )


def _revert_column(change: ChangeSet, table: Table, column: str) -> None:
    kind, key = table.type_of(column), quoted(column)
    joined = (
        f"(SELECT stored_.{table.id_column}, stored_.{key} AS now_, {from_text('cell.old', kind)} AS old_, "
        f"{from_text('cell.new', kind)} AS new_ FROM (SELECT record_id, old, new FROM undone "
        f"WHERE {_cells(table)} AND field = {literal(column)}) AS cell "
        f"JOIN {table.name} AS stored_ ON stored_.{table.id_column} = cell.record_id) AS joined_"
    )
    changed = "now_ IS DISTINCT FROM new_"
    if column in table.links:
        changed += f" OR (old_ IS NOT NULL AND old_ NOT IN ({table.linked_ids(column)}))"
    stays = f"FROM {joined} WHERE ({changed}) AND now_ IS DISTINCT FROM old_"
    keep(change, table, CHANGED, stays, field=column)
    rows = f"(SELECT {table.id_column}, old_ AS {key} FROM {joined} WHERE NOT ({changed}))"
    change.ws.execute(f"INSERT INTO reverted SELECT {literal(table.name)}, {table.id_column} FROM {rows}")
    update(change, table.name, [column], Source(rows))


def _cells(table: Table) -> str:
    return f"action = 'update' AND table_name = {literal(table.name)}"
