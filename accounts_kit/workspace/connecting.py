"""Opening the DuckDB file, and saying in the user's words why it cannot be opened.

The one place that knows DuckDB's messages about locks and files. Called by `borrowing` only, never while this
process has the file open already.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Literal

import duckdb

from accounts_kit.errors import (
    AccountsKitError,
    NotAllowed,
    NotAWorkspace,
    WorkspaceBusy,
    WorkspaceMissing,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from accounts_kit.workspace.gate import Gate

Mode = Literal["read", "write"]

# No extension is ever fetched, and a name in SQL is never a Python variable of a caller. Tasks are done in
# parts, or a thread that is busy with a long one would not notice Ctrl-C (no slower, as measured).
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "scheduler_process_partial": "true",
}

_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.02  # seconds between two tries
_TAKEN = re.compile(
    r"could not set lock|conflicting lock|being used by another process|already open in", re.I
)
_TAKEN_HERE = re.compile(r"different configuration|already attached|unique file handle conflict", re.I)
# Seen once in a run of CI on a slow machine, while another process was putting a new file in place.
_HALF = re.compile("Serialization Error")
_PAUSES_BEFORE_HALF = (0.05, 0.1, 0.2, 0.4)
_FOREIGN = re.compile(r"not a valid DuckDB database file|^IO Error: Extension |Cannot launch in-memory")
_HOLDER = re.compile(r"(?:held in|already open in)\s+(?P<program>.*?)\s*\(PID (?P<pid>\d+)\)", re.S)


def connect(path: Path, mode: Mode, gate: Gate, deadline: float) -> duckdb.DuckDBPyConnection:
    """Return a connection of the file, waiting until `deadline` for another process to let go of it.

    Raises WorkspaceBusy after that, and the error that fits for a file that cannot be opened at all.
    """
    if not gate.exists():
        try:
            return _connect_once(path, mode)
        except WorkspaceBusy:
            pass  # from here on there is a queue, and this process stands in it
    with gate.held(deadline):
        return _connect_by(path, mode, deadline)


def connect_in_memory() -> duckdb.DuckDBPyConnection:
    """Return a connection of a database of its own, that lives in memory."""
    return duckdb.connect(":memory:", config=dict(CONFIG))


def _connect_by(path: Path, mode: Mode, deadline: float) -> duckdb.DuckDBPyConnection:
    pause = _FIRST_PAUSE
    while True:
        try:
            return _connect_once(path, mode)
        except WorkspaceBusy:
            if time.monotonic() + pause > deadline:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _connect_once(path: Path, mode: Mode) -> duckdb.DuckDBPyConnection:
    """Return a connection; what reads as half a file is looked at again, for it may be whole in a moment."""
    for pause in (*_PAUSES_BEFORE_HALF, None):
        try:
            return duckdb.connect(str(path), read_only=mode == "read", config=dict(CONFIG))
        except duckdb.Error as error:
            if pause is None or not _HALF.search(str(error)):
                raise _in_our_words(path, mode, str(error)) from None
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _in_our_words(path: Path, mode: Mode, said: str) -> AccountsKitError:
    """Return the exception that says what DuckDB's message means to a user."""
    if _TAKEN.search(said):
        return WorkspaceBusy(
            f"{path.name} is in use by another process{_holder(said)}. "
            "Close it there, or wait: open(..., lock_timeout=60)."
        )
    if _TAKEN_HERE.search(said):
        return WorkspaceBusy(
            f"{path.name} is in use by this same process, through another DuckDB connection. "
            "Close that one, or use this workspace's sql()."
        )
    if "does not exist" in said or "No such file" in said:
        return WorkspaceMissing(
            f"{path} is not there (any more). Was it moved or deleted? Open it where it is now: open(path)."
        )
    if "ermission denied" in said or "Access is denied" in said:
        return _not_allowed(path, mode)
    if "version number" in said:
        return WorkspaceTooNew(
            f"{path.name} was written by a newer DuckDB than this one. "
            "Upgrade accounts_kit: pip install --upgrade accounts-kit."
        )
    why = "it is no DuckDB file." if _FOREIGN.search(said) else _first_sentence(said)
    return NotAWorkspace(
        f"{path.name} is not a workspace: {why} It was left as it is. "
        "Give another path to make a new workspace there."
    )


def _not_allowed(path: Path, mode: Mode) -> AccountsKitError:
    if mode == "read":
        return NotAllowed(f"You have no right to read {path}. Ask its owner for that right.")
    if not path.exists():
        return NotAllowed(f"You have no right to make files in {path.parent}. Give a path in another folder.")
    return WorkspaceReadOnly(
        f"You have no right to write in {path}. For reading only: open(..., read_only=True)."
    )


def _holder(said: str) -> str:
    """Return " (python, PID 4711)" from DuckDB's message, and nothing where it names nobody."""
    found = _HOLDER.search(said)
    if not found:
        return ""
    program = _program_of(int(found["pid"])) or re.split(r"[/\\]", found["program"])[-1]
    return f" ({program}, PID {found['pid']})"


def _program_of(pid: int) -> str | None:
    """Return how a process was called, where the system tells it (Linux)."""
    try:
        called = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
    except OSError:
        return None
    return Path(called.decode(errors="replace")).name or None


def _first_sentence(said: str) -> str:
    line = said.removeprefix("IO Error: ").strip().splitlines()[0]
    return line.rstrip("!. ") + "."
