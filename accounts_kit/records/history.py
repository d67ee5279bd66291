"""Writing with history: every insert, update and delete of records goes through here, a set at a time.

A change set is all that one public call wrote. Its rows are written in the same transaction as the records,
by one statement for each write, whatever the number of records: creates as ids, updates as cells with old and
new text, deletes as the whole row in JSON, so that `undoing` can bring everything back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts_kit.records.layout import Table, quoted, table_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import Right, require
from accounts_kit.workspace.tables import literal


@dataclass(frozen=True, slots=True)
class Source:
    """A relation with rows to write: the name of a staged table, or the values of one record."""

    relation: str
    params: tuple[Any, ...] = ()

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Source:
        """Return the relation that holds this one row."""
        marks = ", ".join("?" for _ in row)
        names = ", ".join(quoted(name) for name in row)
        return cls(f"(SELECT * FROM (VALUES ({marks})) AS one({names}))", tuple(row.values()))


@dataclass
class ChangeSet:
    """A change set while it is being written.

    Its row is made by the first write, so an idle call leaves none.
    """

    ws: Workspace
    what: str
    at: datetime
    import_id: int | None = None
    undoes: int | None = None
    written: int = 0
    _id: list[int] = field(default_factory=list)

    @property
    def change_set_id(self) -> int:
        """The id of this change set; made on first use."""
        if not self._id:
            made = self.ws.rows(
                "INSERT INTO change_sets VALUES (nextval('change_set_ids'), ?, ?, ?, ?, ?) "
                "RETURNING change_set_id",
                [self.at, self.ws.user_name, self.what, self.import_id, self.undoes],
            )
            self._id.append(made[0][0])
        return self._id[0]

    def table(self, name: str) -> Table:
        """Return the table of that name as it stands now."""
        return table_of(self.ws.catalogue, name)

    def finish(self) -> None:
        """Take the change set's own row back when nothing was written under it."""
        if self._id and not self.written:
            self.ws.execute("DELETE FROM change_sets WHERE change_set_id = ?", [self._id[0]])


@contextmanager
def recording(
    ws: Workspace,
    what: str,
    *,
    right: Right | None = "edit",
    import_id: int | None = None,
    undoes: int | None = None,
) -> Iterator[ChangeSet]:
    """Run a block as one transaction and one change set; `what` says in a few words what the call did.

    Raises NotAllowed when the acting user has not the right that it takes; a preview, which writes nothing,
    takes none.
    """
    with ws.transaction():
        if right is not None:
            require(ws, right)
        change = ChangeSet(ws, what, datetime.now(ZoneInfo(ws.timezone)), import_id, undoes)
        yield change
        change.finish()


def new_ids(change: ChangeSet, table: str, count: int) -> int:
    """Return the first of `count` new ids in a row; one writer at a time makes them consecutive."""
    sequence = change.table(table).sequence
    drawn = change.ws.rows(f"SELECT min(id) FROM (SELECT nextval('{sequence}') AS id FROM range(?))", [count])
    return int(drawn[0][0])


def insert(
    change: ChangeSet, table: str, columns: Sequence[str], source: Source, ids: Source | None = None
) -> int:
    """Insert the rows of a source that has the id column and these columns; return how many.

    `ids` has the id column alone, where that is cheaper to run through than the source.
    """
    into = change.table(table)
    listed = ", ".join(quoted(column) for column in (into.id_column, *columns))
    # The history goes first: a source may leave out what is there already, which the insert would change.
    change.written += change.ws.execute(
        f"INSERT INTO changes SELECT ?, 'create', {literal(into.name)}, {into.id_column}, NULL, NULL, NULL "
        f"FROM {(ids or source).relation}",
        [change.change_set_id, *(ids or source).params],
    )
    return change.ws.execute(
        f"INSERT INTO {into.name} ({listed}) SELECT {listed} FROM {source.relation}", source.params
    )


def update(change: ChangeSet, table: str, columns: Sequence[str], source: Source) -> int:
    """Bring these columns to the values of a source that has the id column; return how many rows changed.

    A value that is equal already is no change, in the table and in the history.
    """
    into = change.table(table)
    cells = ", ".join(_cell(into, column) for column in columns)
    # What changed is taken aside first: a fifth of the time, and DuckDB 2.0 breaks off with an internal error
    # where the cells of a million joined rows are unfolded at once.
    changed = (
        f"SELECT stored_ AS stored, given_ AS given FROM {into.name} AS stored_ "
        f"JOIN {source.relation} AS given_ ON given_.{into.id_column} = stored_.{into.id_column} "
        f"WHERE {_differs(into, columns)}"
    )
    count = change.ws.execute(
        f"INSERT INTO changes WITH changed AS MATERIALIZED ({changed}) "
        f"SELECT ?, 'update', {literal(into.name)}, id, cell.field, cell.old, cell.new "
        f"FROM (SELECT stored.{into.id_column} AS id, unnest([{cells}]) AS cell FROM changed) "
        "WHERE cell.old IS DISTINCT FROM cell.new",
        [*source.params, change.change_set_id],
    )
    if not count:
        return 0
    change.written += count
    written = _columns_written(change, into, columns)
    stamped = ", updated_at = ?" if "updated_at" in into.columns else ""
    assigned = ", ".join(f"{quoted(column)} = given_.{quoted(column)}" for column in written)
    return change.ws.execute(
        f"UPDATE {into.name} AS stored_ SET {assigned}{stamped} FROM {source.relation} AS given_ "
        f"WHERE given_.{into.id_column} = stored_.{into.id_column} AND ({_differs(into, written)})",
        [*([change.at] if stamped else []), *source.params],
    )


def _columns_written(change: ChangeSet, into: Table, columns: Sequence[str]) -> Sequence[str]:
    """Return the columns that really change.

    DuckDB rewrites a whole row, and its key, for each that it is told.
    """
    if len(columns) == 1:
        return columns
    written = change.ws.rows(
        "SELECT DISTINCT field FROM changes WHERE change_set_id = ? AND table_name = ? AND action = 'update'",
        [change.change_set_id, into.name],
    )
    return [column for column in columns if (column,) in written]


def delete(change: ChangeSet, table: str, source: Source) -> int:
    """Delete the rows whose ids a source has, keeping each whole in the history; return how many."""
    out_of = change.table(table)
    chosen = f"{out_of.id_column} IN (SELECT {out_of.id_column} FROM {source.relation})"
    row = ", ".join(f"{quoted(column)}: {_whole(column, kind)}" for column, kind in out_of.columns.items())
    count = change.ws.execute(
        f"INSERT INTO changes SELECT ?, 'delete', {literal(out_of.name)}, {out_of.id_column}, NULL, "
        f"CAST(to_json({{{row}}}) AS VARCHAR), NULL FROM {out_of.name} WHERE {chosen}",
        [change.change_set_id, *source.params],
    )
    if count:
        change.written += count
        change.ws.execute(f"DELETE FROM {out_of.name} WHERE {chosen}", source.params)
    return count


def _whole(column: str, kind: str) -> str:
    """Return the SQL of a value as JSON keeps it whole; a number in JSON has too few digits for an amount."""
    return quoted(column) if kind.endswith("[]") else f"CAST({quoted(column)} AS VARCHAR)"


def as_text(expression: str, sql_type: str) -> str:
    """Return the SQL that writes a value of a type as the text that history keeps; NULL stays NULL."""
    if sql_type.endswith("[]"):
        return f"CASE WHEN {expression} IS NOT NULL THEN CAST(to_json({expression}) AS VARCHAR) END"
    return f"CAST({expression} AS VARCHAR)"


def from_text(expression: str, sql_type: str) -> str:
    """Return the SQL that reads a value of a type back from the text that history keeps."""
    return (
        f"CAST(CAST({expression} AS JSON) AS {sql_type})"
        if sql_type.endswith("[]")
        else (f"CAST({expression} AS {sql_type})")
    )


def _differs(into: Table, columns: Sequence[str]) -> str:
    """Return the test on rows that a write changes at all."""
    return " OR ".join(
        f"stored_.{quoted(column)} IS DISTINCT FROM CAST(given_.{quoted(column)} AS {into.type_of(column)})"
        for column in columns
    )


def _cell(into: Table, column: str) -> str:
    kind = into.type_of(column)
    old, new = f"stored.{quoted(column)}", f"CAST(given.{quoted(column)} AS {kind})"
    return f"{{'field': '{column}', 'old': {as_text(old, kind)}, 'new': {as_text(new, kind)}}}"
