"""Making a workspace, knowing one, and bringing an older one up to date.

A workspace says its format in `settings`; a file without that is somebody else's and is never written to.
Each migration is one function from a format to the next; the same statements that make a new file add what
an older one lacks, so that both end with the same catalogue.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from accounts_kit.errors import NotAWorkspace, WorkspaceReadOnly, WorkspaceTooNew
from accounts_kit.workspace.tables import creation, quoted, tables

FORMAT = 6
DEFAULT_SETTINGS = {
    "format": str(FORMAT),
    "catalogue_version": "0",
    "timezone": "Europe/Amsterdam",
    "language": "nl",
    "currency": "EUR",
    "region": "NL",
    "calling_code": "31",
}


def prepare(connection: duckdb.DuckDBPyConnection, *, read_only: bool) -> None:
    """Make the tables of an empty file, or bring an older workspace to today's format; nothing when it is
    today's.

    Raises NotAWorkspace for somebody else's file, WorkspaceTooNew for one of a newer accounts_kit, and
    WorkspaceReadOnly when it would have to write but may not. Nothing is written before it raises.
    """
    found = format_of(connection)
    if found == FORMAT:
        return
    if found is not None and found > FORMAT:
        raise WorkspaceTooNew(
            f"This workspace has format {found}; this accounts_kit reads up to {FORMAT}. "
            "Upgrade it: pip install --upgrade accounts-kit."
        )
    if read_only:
        raise WorkspaceReadOnly(
            "This workspace has to be brought to a newer format first, and it was opened for reading only. "
            "Open it once without read_only=True."
        )
    if found is None:
        _create(connection)
    else:
        _migrate(connection, found)


def format_of(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Return the format of a workspace, None for an empty file; raises NotAWorkspace for anything else."""
    names = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not names:
        return None
    if {"settings", "accounts", "contacts"} <= names:
        said = connection.execute("SELECT value FROM settings WHERE key = 'format'").fetchall()
        if said and said[0][0].isdigit():
            return int(said[0][0])
    raise NotAWorkspace(
        "This DuckDB file holds other tables, not an accounts_kit workspace. It was left as it is. "
        "Give another path to make a new workspace there."
    )


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in creation():
        connection.execute(statement)
    connection.executemany("INSERT INTO settings VALUES (?, ?)", list(DEFAULT_SETTINGS.items()))


def _migrate(connection: duckdb.DuckDBPyConnection, found: int) -> None:
    for step in range(found, FORMAT):
        _STEPS[step](connection)
    connection.execute("UPDATE settings SET value = ? WHERE key = 'format'", [str(FORMAT)])


def _from_1(connection: duckdb.DuckDBPyConnection) -> None:
    """Format 1 had no external ids, no contact status, no deals, tasks and activities."""
    _add_what_is_missing(connection)
    connection.execute("UPDATE contacts SET status = 'active' WHERE status IS NULL")


def _from_2(connection: duckdb.DuckDBPyConnection) -> None:
    """Format 2 had no aliases, no right to manage fields, no order and visibility of custom fields, and no
    history of the options of standard fields.
    """
    _add_what_is_missing(connection)
    connection.execute("UPDATE field_options SET field_options_id = nextval('field_options_ids')")


def _from_3(connection: duckdb.DuckDBPyConnection) -> None:
    """Format 3 had no checks of custom fields, no region of telephone numbers, and knew less of imports.

    Telephone numbers stay as they were written: what compares them reads both ways.
    """
    _add_what_is_missing(connection)
    connection.executemany(
        "INSERT INTO settings VALUES (?, ?)",
        [(name, DEFAULT_SETTINGS[name]) for name in ("region", "calling_code")],
    )


def _from_4(connection: duckdb.DuckDBPyConnection) -> None:
    """Format 4 had no saved segments and no snapshots."""
    _add_what_is_missing(connection)


def _from_5(connection: duckdb.DuckDBPyConnection) -> None:
    """Format 5 had no comments on the versions of segments."""
    _add_what_is_missing(connection)


def _add_what_is_missing(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in creation():
        connection.execute(statement)
    for table, columns in tables().items():
        described = connection.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
        present = {name for (name,) in described}
        for column in (one for one in columns if one not in present):
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(column)} {columns[column]}")


_STEPS: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {
    1: _from_1,
    2: _from_2,
    3: _from_3,
    4: _from_4,
    5: _from_5,
}
