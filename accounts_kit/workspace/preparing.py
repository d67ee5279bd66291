"""A connection made ready to use: its format looked at, missing tables made, the time zone set.

Every fresh connection is looked at, because another process may have changed the file meanwhile. A file that
is refused is left as it was. Called by `borrowing` only.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

import duckdb

from accounts_kit.errors import WorkspaceMissing, WorkspaceReadOnly
from accounts_kit.workspace.connecting import Mode, connect, connect_in_memory
from accounts_kit.workspace.gate import Gate
from accounts_kit.workspace.migrations import DEFAULT_SETTINGS, prepare

# What may be done to a file that is not ready to be used.
May = Literal["nothing", "migrate", "create"]

Identity = tuple[int, int]


def ready(
    path: Path, mode: Mode, gate: Gate, deadline: float, may: May
) -> tuple[duckdb.DuckDBPyConnection, Mode]:
    """Return a connection that is ready, and its mode: also "write" when a reader's file had to be made.

    Raises WorkspaceMissing for a file that is gone, and what `connect` and `prepare` raise.
    """
    if may != "create" and not path.exists():
        raise WorkspaceMissing(
            f"{path} is not there any more. Was it moved or deleted? Open it where it is now: open(path)."
        )
    connection = connect(path, mode, gate, deadline)
    try:
        if not _is_ready(connection, may):
            if mode == "read":
                connection.close()
                connection, mode = connect(path, "write", gate, deadline), "write"
            _write_what_is_missing(connection)
        if mode == "write":
            _remove_left_over(path)
        set_time_zone(connection)
    except BaseException:
        connection.close()
        raise
    return connection, mode


def _remove_left_over(path: Path) -> None:
    """Remove what a process that was killed had put beside the file for want of memory; whoever writes is
    alone, so nobody needs it.
    """
    beside = path.with_name(f"{path.name}.tmp")
    if beside.is_dir():
        with contextlib.suppress(OSError):
            for one in beside.glob("duckdb_temp_*"):
                one.unlink()
            beside.rmdir()


def ready_in_memory() -> duckdb.DuckDBPyConnection:
    """Return a connection of a new workspace that lives in memory."""
    connection = connect_in_memory()
    _write_what_is_missing(connection)
    set_time_zone(connection)
    return connection


def set_time_zone(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every cursor, old and new, give and take moments in the workspace's time zone."""
    said = connection.execute("SELECT value FROM settings WHERE key = 'timezone'").fetchall()
    connection.execute("SET GLOBAL TimeZone = ?", said[0] if said else [DEFAULT_SETTINGS["timezone"]])


def identity(path: Path | None) -> Identity | None:
    """Return what tells a file from another one of the same name; None for no file."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _is_ready(connection: duckdb.DuckDBPyConnection, may: May) -> bool:
    """Return whether the file is a workspace of today's format; raises when it may not become one."""
    try:
        prepare(connection, read_only=True)
    except WorkspaceReadOnly:
        if may == "nothing":
            raise
        return False
    return True


def _write_what_is_missing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    try:
        prepare(connection, read_only=False)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
