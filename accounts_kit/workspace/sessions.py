"""What one thread does with a workspace in one go: a state that it reads, or a transaction that it writes.

A thread has at most one session on a file; nested use joins it, also from another Workspace object. Outside a
session, a single statement borrows the file for itself. Called by `workspace` only.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from accounts_kit.errors import NoRoom, TransactionFailed, WorkspaceReadOnly, WrongValue
from accounts_kit.model import Catalogue
from accounts_kit.workspace import interrupting, results
from accounts_kit.workspace.borrowing import Lease, SharedFile
from accounts_kit.workspace.preparing import May
from accounts_kit.workspace.results import Parameters

if TYPE_CHECKING:
    import pandas
    import pyarrow

_numbers = itertools.count(1)
_INTERRUPTED = "Query interrupted"  # how DuckDB says Ctrl-C
_CUT_OFF = KeyboardInterrupt("Ctrl-C")  # and may do so again before the end of the statement is noticed
_HALF_A_SIGN = "surrogate"  # what it says of a text that is not Unicode
_DEFINING = ("ALTER", "CREATE", "DROP", "SET")
_WRITING = ("INSERT", "UPDATE", "DELETE", "MERGE", *_DEFINING)
# A temporary table is the session's own and goes with its cursor: a dry run may make one while it reads.
_TEMPORARY = re.compile(r"\s*CREATE (OR REPLACE )?TEMP\b")


class Rows(Protocol):
    """What hands its columns out through Arrow, as often as it is asked."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the rows from the first on."""


class Session:
    """One cursor and what is running on it."""

    def __init__(self, file: SharedFile, lease: Lease, *, writes: bool) -> None:
        self.cursor = lease.cursor
        self.writes = writes
        self.sees_own_state = lease.mode == "write"  # what another cursor need not see
        self.written = 0  # statements so far
        self.leaves_traces = False  # on the cursor: temporary tables, settings
        self.failure: BaseException | None = None
        self.process = os.getpid()
        self.catalogue: Catalogue | None = None  # as this session sees it, once it was asked for
        self.catalogue_changed = False
        self.time_zone_changed = self.memory_limited = False
        self._shapes = file.shapes
        self._noticing = Noticing(self)

    def rows(self, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        """Return the rows of one statement, which may also be a write that returns some."""
        with self._noticing:
            if writes(sql):
                self._will_write(sql)
            return results.rows(self.cursor, sql, parameters, self._shapes)

    def table(self, sql: str, parameters: Parameters) -> pyarrow.Table:
        """Return the result of one SELECT as an Arrow table."""
        with self._noticing:
            return results.table(self.cursor, sql, parameters)

    def execute(self, sql: str, parameters: Parameters) -> int:
        """Run one statement that writes; return how many rows it wrote, 0 for one that defines something."""
        with self._noticing:
            self._will_write(sql)
            found = self.cursor.execute(sql, parameters or None).fetchall()
        return int(found[0][0]) if found and isinstance(found[0][0], int) else 0

    def use_time_zone(self, name: str) -> None:
        """Take another time zone; the other cursors follow when the transaction is kept."""
        self.execute("SET TimeZone = ?", [name])
        self.time_zone_changed = True

    def _will_write(self, sql: str) -> None:
        if not self.writes and not _TEMPORARY.match(sql):
            raise not_while_reading()
        if not _TEMPORARY.match(sql):
            self.written += 1
        first = sql.lstrip()[:6].upper()
        if first.startswith(_DEFINING):
            self._shapes.forget()
            self.leaves_traces = True

    def stream(self, sql: str, parameters: Parameters, rows_per_batch: int) -> Iterator[pyarrow.RecordBatch]:
        """Yield the result of one SELECT in batches; nothing else can run on this session meanwhile."""
        with self._noticing:
            reader = self.cursor.sql(sql, params=parameters or None).to_arrow_reader(rows_per_batch)
        try:
            while (batch := self._next(reader)) is not None:
                yield batch
        finally:
            reader.close()  # DuckDB would wait for ever for a stream that was left open

    @contextlib.contextmanager
    def staged(self, prefix: str, data: Rows | pandas.DataFrame) -> Iterator[str]:
        """Give the rows a name that SQL can use, for the length of the block."""
        name = f"{prefix}_{next(_numbers)}"
        rows: Any = data if hasattr(data, "iloc") else Staged(data)  # DuckDB knows frames of pandas itself
        with self._noticing:
            self.cursor.register(name, rows)
        try:
            yield name
        finally:
            if isinstance(rows, Staged):
                rows.rows = None
            with contextlib.suppress(duckdb.Error):  # in a failed transaction it goes with the rest
                self.cursor.unregister(name)

    def stay_within(self, size: int) -> None:
        """Let DuckDB take so many bytes of memory until this session ends, unless it takes less anyway."""
        limit = "SELECT parse_formatted_bytes(value) FROM duckdb_settings() WHERE name = 'memory_limit'"
        if self.rows(limit, ())[0][0] > size:
            with contextlib.suppress(duckdb.OutOfMemoryException):  # more than that is in use already
                self.cursor.execute("SET memory_limit = ?", [f"{size}B"])
                self.memory_limited = True

    def free_memory(self) -> None:
        """Let DuckDB take as much memory as it did before this session."""
        if self.memory_limited:
            self.cursor.execute("RESET memory_limit")

    @contextlib.contextmanager
    def joined(self) -> Iterator[None]:
        """Be part of this session; a part that fails halfway takes the whole with it."""
        before = self.written
        try:
            yield
        except BaseException as error:
            if self.written != before and not self.failure:
                self.failure = error
            raise

    def _next(self, reader: pyarrow.RecordBatchReader) -> pyarrow.RecordBatch | None:
        with self._noticing:
            return next(reader, None)

    def failed(self) -> TransactionFailed:
        """Return the error that says why nothing more can be done here."""
        error = TransactionFailed(
            f"An earlier step in this block failed ({_first_line(self.failure)}), and the block cannot go on "
            "after it: nothing of it is kept. Let that error end the block, and start again."
        )
        error.__cause__ = self.failure
        return error


class Noticing:
    """Remembers a session's failure, refuses what comes after it, and says Ctrl-C as Python does."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> None:
        if self._session.failure:
            raise self._session.failed()
        self._session.failure = _CUT_OFF
        interrupting.begin(self._session.cursor)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        interrupting.end()
        self._session.failure = error
        if error is not None:
            if isinstance(error, duckdb.InterruptException) or str(error) == _INTERRUPTED:
                raise KeyboardInterrupt from error
            if isinstance(error, duckdb.OutOfMemoryException):
                raise NoRoom(
                    "There is not enough memory, or no room on the disk beside the workspace "
                    f"({_first_line(error)}). Make room, or load the rows in several parts."
                ) from error
            if isinstance(error, duckdb.InvalidInputException) and _HALF_A_SIGN in str(error):
                raise WrongValue(
                    "A text holds half of a sign, which was cut off somewhere: a lone surrogate, such as "
                    f"{chr(0xD83D)!r}. Give it whole, or without that half."
                ) from error


class Staged:
    """Rows that DuckDB reads, until it may no longer.

    It holds what was registered in a transaction until the end of that: without this, all rows of an import.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows: Rows | None = rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        assert self.rows is not None
        return self.rows.__arrow_c_stream__(requested_schema)


def not_while_reading() -> WorkspaceReadOnly:
    """Return the error for a write in the middle of a state that is being held."""
    return WorkspaceReadOnly(
        "Inside reading() nothing can be written. Write after that block, or use transaction() instead of it."
    )


def writes(sql: str) -> bool:
    """Return whether a statement of ours writes, from its first word."""
    return sql.lstrip()[:6].upper().startswith(_WRITING)


def running(file: SharedFile) -> Session | None:
    """Return what this thread is doing with the file, None when it is doing nothing."""
    return getattr(file.local, "session", None)


@contextlib.contextmanager
def passing(file: SharedFile, timeout: float, may: May, *, for_long: bool = False) -> Iterator[Session]:
    """Borrow the file for one statement that reads."""
    lease = file.borrow("read", time.monotonic() + timeout, may, for_long=for_long)
    broken = True
    try:
        yield Session(file, lease, writes=False)
        broken = False
    finally:
        file.give_back(lease, broken=broken)


@contextlib.contextmanager
def reading(file: SharedFile, timeout: float, may: May, *, for_long: bool = True) -> Iterator[Session]:
    """Hold one state of the file for this thread."""
    lease = file.borrow("read", time.monotonic() + timeout, may, for_long=for_long)
    with _session(file, lease, writes=False) as session:
        yield session


@contextlib.contextmanager
def writing(file: SharedFile, timeout: float, may: May) -> Iterator[Session]:
    """Hold a transaction for this thread, after those of other threads; all of it is kept, or nothing."""
    deadline = time.monotonic() + timeout
    file.become_writer(deadline)
    try:
        with _session(file, file.borrow("write", deadline, may), writes=True) as session:
            yield session
    finally:
        file.stop_writing()


@contextlib.contextmanager
def _session(file: SharedFile, lease: Lease, *, writes: bool) -> Iterator[Session]:
    session = Session(file, lease, writes=writes)
    broken = True
    try:
        lease.cursor.execute("BEGIN TRANSACTION" if writes else "BEGIN TRANSACTION READ ONLY")
        file.local.session = session
        yield session
        broken = not _kept(session)
    finally:
        if session.process == os.getpid():  # and not in a forked child, where all of this is the parent's
            file.local.session = None
            if broken:
                _undo(session)
            session.free_memory()
            file.give_back(lease, broken=broken or session.leaves_traces)
    if session.time_zone_changed and not broken:
        file.time_zone_changed()


def _kept(session: Session) -> bool:
    """Commit at the end of the block; raises when a step failed whose error was caught inside it."""
    if session.process != os.getpid():
        return False
    if session.failure and session.writes:
        raise session.failed()
    try:
        session.cursor.commit()
    except duckdb.Error as error:
        raise TransactionFailed(
            f"Nothing of this block was kept, because the file could not be written: {_first_line(error)}. "
            "Look at the room on the disk and the rights of the folder, and run it again."
        ) from error
    return True


def _undo(session: Session) -> None:
    with contextlib.suppress(duckdb.Error):  # DuckDB may have rolled it back already
        session.cursor.rollback()


def _first_line(error: BaseException | None) -> str:
    """Return what an error says, on one line; its name when it says nothing, as KeyboardInterrupt does."""
    return str(error).partition("\n")[0] or type(error).__name__
