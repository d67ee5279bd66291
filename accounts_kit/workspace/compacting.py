"""Writing a workspace's file anew, so that what was deleted and purged leaves no bytes in it.

DuckDB keeps the text of deleted rows in the file until something else is written over it. A copy holds only
what is there, and takes the place of the file in one step: whoever is killed in the middle has the old file
or the new one, whole. Called by `borrowing` only, which sees to it that nobody of this process uses the file.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from accounts_kit.workspace.gate import Gate
from accounts_kit.workspace.tables import literal, quoted


def write_anew(cursor: duckdb.DuckDBPyConnection, path: Path, gate: Gate, close: Callable[[], None]) -> None:
    """Copy the database behind a read-write cursor and put the copy in its place.

    Others wait at the gate meanwhile. `close` closes the connection. Where the system allows it, the file is
    replaced before it is closed: until then nobody else can open it, and from then on all open the new one.
    """
    copy = path.with_name(path.name + ".compacting")
    with gate.held(time.monotonic()):
        copy.unlink(missing_ok=True)
        cursor.execute("CHECKPOINT")  # nothing is left beside the file that a close would still have to write
        [(database,)] = cursor.execute("SELECT current_database()").fetchall()
        try:
            cursor.execute(f"ATTACH {literal(str(copy))} AS compacted")
            cursor.execute(f"COPY FROM DATABASE {quoted(database)} TO compacted")
            cursor.execute("DETACH compacted")
            shutil.copymode(path, copy)  # whoever may read the file may read the new one, and nobody else
            if sys.platform == "win32":
                close()
            copy.replace(path)
        finally:
            copy.unlink(missing_ok=True)
            close()
