"""Running statements on a workspace: what the packages above read and write with.

Each of them joins the reading() or transaction() of this thread; outside, the file is borrowed for just that
call. Names and options for people are in `workspace`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from accounts_kit.errors import WorkspaceClosed, WorkspaceReadOnly
from accounts_kit.workspace import results, sessions
from accounts_kit.workspace.borrowing import SharedFile
from accounts_kit.workspace.preparing import May
from accounts_kit.workspace.results import Parameters
from accounts_kit.workspace.sessions import Rows, Session

if TYPE_CHECKING:
    import pandas
    import pyarrow


class _Tried(Exception):
    """Ends a transaction that was only tried."""


class Statements:
    """A workspace as far as SQL goes; those that users hold in hand are Workspace objects."""

    def __init__(self, file: SharedFile, *, read_only: bool, lock_timeout: float) -> None:
        self.read_only = read_only
        self.lock_timeout = lock_timeout
        self._shared_file = file
        self._closed = False

    @property
    def path(self) -> Path | None:
        """The file, None for a workspace in memory."""
        return self._shared_file.path

    def is_same_as(self, other: Statements) -> bool:
        """Return whether both are on the same file, or on the same database in memory."""
        return self._shared_file is other._shared_file

    @contextlib.contextmanager
    def reading(self) -> Iterator[Self]:
        """Hold one state of the workspace for many reads, whatever others write meanwhile.

        Inside it nothing can be written. Within a transaction() it joins that.
        """
        if self._running() is not None:
            yield self
            return
        with sessions.reading(self._file, self.lock_timeout, self._may):
            yield self

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Self]:
        """Keep all that is written in the block, or nothing of it when the block ends with an error.

        Within another transaction it joins that: only the outermost one commits. Raises WorkspaceReadOnly
        inside reading() and WorkspaceBusy when others write for longer than `lock_timeout`.
        """
        self._refuse_when_read_only()
        session = self._running()
        if session is None:
            with sessions.writing(self._file, self.lock_timeout, self._may):
                yield self
        elif session.writes:
            with session.joined():
                yield self
        else:
            raise sessions.not_while_reading()

    @contextlib.contextmanager
    def tried(self) -> Iterator[Self]:
        """Hold a transaction of which nothing is kept (internal): what a dry run of several steps needs.

        Raises WorkspaceReadOnly where nothing can be written, and inside reading(); inside transaction() too,
        whose other steps would go with it.
        """
        if self._running() is not None:
            raise WorkspaceReadOnly(
                "What is only tried cannot be part of reading() or transaction(): it is taken back at its "
                "end. Make the plan before that block."
            )
        with contextlib.suppress(_Tried), self.transaction():
            yield self
            raise _Tried

    def close(self) -> None:
        """Let go of the file; what is in memory only is gone. A second time does nothing."""
        if not self._closed:
            self._closed = True
            self._shared_file.end()

    def rows(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return the rows of one statement (internal); moments carry the workspace's time zone.

        A write that returns rows is in a transaction of its own when none is running.
        """
        session = self._running()
        if session is not None:
            return session.rows(sql, params)
        if sessions.writes(sql):
            with self.transaction():
                return self.rows(sql, params)
        with sessions.passing(self._file, self.lock_timeout, self._may) as session:
            return session.rows(sql, params)

    def value(self, sql: str, params: Parameters = ()) -> Any:
        """Return the first value of the first row (internal), None when there is no row."""
        found = self.rows(sql, params)
        return found[0][0] if found else None

    def table(self, sql: str, params: Parameters = ()) -> pyarrow.Table:
        """Return the result of one SELECT as an Arrow table (internal)."""
        session = self._running()
        if session is not None:
            return session.table(sql, params)
        with sessions.passing(self._file, self.lock_timeout, self._may) as session:
            return session.table(sql, params)

    def frame(self, sql: str, params: Parameters = ()) -> pandas.DataFrame:
        """Return the result of one SELECT as a frame for people (internal): see results.frame."""
        return results.frame(self.table(sql, params))

    def batches(
        self, sql: str, params: Parameters = (), rows_per_batch: int = 65_536
    ) -> Iterator[pyarrow.RecordBatch]:
        """Yield the result of one SELECT in Arrow batches (internal), in little memory.

        Inside a transaction the result is made as a whole first, because only its own cursor sees it.
        """
        session = self._running()
        if session is not None and session.sees_own_state:
            yield from session.table(sql, params).to_batches(max_chunksize=rows_per_batch)
            return
        with sessions.passing(self._file, self.lock_timeout, self._may, for_long=True) as own:
            yield from own.stream(sql, params, rows_per_batch)

    def stream(
        self, sql: str, params: Parameters = (), rows_per_batch: int = 65_536
    ) -> Generator[pyarrow.RecordBatch, None, None]:
        """Yield the result of one SELECT in Arrow batches (internal), in little memory and as this thread's
        reading() or transaction() sees it.

        Nothing else can be asked of the workspace by this thread until the last batch was taken.
        """
        with self._joined() as session:
            yield from session.stream(sql, params, rows_per_batch)

    def execute(self, sql: str, params: Parameters = ()) -> int:
        """Run one statement that writes (internal), in a transaction of its own when none is running.

        Returns how many rows it wrote.
        """
        self._refuse_when_read_only()
        session = self._running()
        if session is not None:
            return session.execute(sql, params)
        with self.transaction():
            return self.execute(sql, params)

    @contextlib.contextmanager
    def staged(self, prefix: str, data: Rows | pandas.DataFrame) -> Iterator[str]:
        """Give rows a name that SQL can use for the length of the block (internal); yields the name.

        Rows may come as a table, or as a stream that can be run through again.

        Joins the reading() or transaction() of this thread, and is a reading() of its own without one.
        """
        with self._joined() as session, session.staged(prefix, data) as name:
            yield name

    def stay_within(self, size: int) -> None:
        """Let DuckDB take so many bytes of memory until the running reading() or transaction() ends
        (internal), and put what is more beside the file. What lives in memory has no place beside it.
        """
        session = self._running()
        if session is not None and self.path is not None:
            session.stay_within(size)

    # --- within

    @property
    def _file(self) -> SharedFile:
        if self._closed:
            raise WorkspaceClosed(f"{self._name} was closed here. Open it again: open({self._name!r}).")
        return self._shared_file

    def _refuse_when_read_only(self) -> None:
        if self.read_only:
            raise WorkspaceReadOnly(
                f"{self._name} was opened with read_only=True. "
                f"To write, open it without: open({self._name!r})."
            )

    def _running(self) -> Session | None:
        return sessions.running(self._file)

    @contextlib.contextmanager
    def one_state(self) -> Iterator[None]:
        """Hold one state for the few reads of one call (internal).

        Unlike reading(), which lets other processes read too, it takes a connection that writes where that is
        open: opening another costs more than such a call.
        """
        with self._joined():
            yield

    @contextlib.contextmanager
    def _joined(self) -> Iterator[Session]:
        """Be part of what this thread is doing, or hold one state for a moment."""
        session = self._running()
        if session is not None:
            yield session
        else:
            with sessions.reading(self._file, self.lock_timeout, self._may, for_long=False) as session:
                yield session

    @property
    def _may(self) -> May:
        return "nothing" if self.read_only else "migrate"

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else ":memory:"
