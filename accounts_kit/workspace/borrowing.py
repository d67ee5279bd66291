"""One workspace file as one process shares it: a connection borrowed for as long as it is used.

DuckDB lets one process write a file, or several read it; and it refuses a read-only and a read-write
connection in one process. So there is one connection for each file and process, shared by every Workspace
object and thread: read-only for a read, read-write for a write, never both at once. It is kept for a moment
after the last use and closed as soon as another process waits at the gate. Called by `sessions`; nothing else
borrows.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from accounts_kit.errors import WorkspaceBusy, WorkspaceClosed, WorkspaceReadOnly
from accounts_kit.model import Catalogue
from accounts_kit.workspace import lingering
from accounts_kit.workspace.compacting import write_anew
from accounts_kit.workspace.connecting import Mode
from accounts_kit.workspace.gate import Gate
from accounts_kit.workspace.preparing import (
    Identity,
    May,
    identity,
    ready,
    ready_in_memory,
    set_time_zone,
)
from accounts_kit.workspace.results import Shapes

KEPT_SECONDS = 1.5  # how long after the last use, while nobody waits
_QUIET_SECONDS = 0.25  # without a write: then a long read opens the file anew, for reading only


@dataclass(eq=False, slots=True)
class Lease:
    """One cursor, for one thread, until it is given back; `mode` is what its connection can do."""

    cursor: duckdb.DuckDBPyConnection
    mode: Mode
    thread: int = field(default_factory=threading.get_ident)


class SharedFile:
    """The file, or the database in memory, behind all Workspace objects of one path in this process."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.shapes = Shapes()
        self.catalogues: dict[int, Catalogue] = {}  # the latest one that was committed, by its version
        self.local = threading.local()  # what the running thread does: see sessions
        self._gate = Gate(path) if path else None
        self._closed = self._inherited = False
        self._forget_connection()
        if path is None:
            self._take(ready_in_memory(), "write")
        lingering.know(self)

    def _forget_connection(self) -> None:
        """Start with nothing open; also what a forked child does, which shares nothing with its parent."""
        self._changed = threading.Condition()  # reentrant: the garbage collector may give back a lease
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._mode: Mode = "read"
        self._identity: Identity | None = None
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._leases: set[Lease] = set()
        self._switching = 0  # threads that wait for a read-write connection
        self._opening = False
        self._writer: int | None = None
        self._last_used = 0.0

    # --- borrowing

    def borrow(self, mode: Mode, deadline: float, may: May, *, for_long: bool = False) -> Lease:
        """Return a cursor, waiting for other threads and processes until `deadline` (of time.monotonic).

        A read takes the read-write connection where that is open; a read `for_long` closes it first when it
        has been quiet, so that other processes can read along. Raises WorkspaceBusy, and WorkspaceReadOnly
        when this thread itself is still reading.
        """
        with self._changed:
            self._refuse_when_gone()
            if self._connection and not self._leases and self._is_stale(for_long):
                self._let_go()
            self._wait_for_turn(mode, deadline)
            if self._connection is None:
                self._open(mode, deadline, may)
            return self._lease()

    def give_back(self, lease: Lease, *, broken: bool = False) -> None:
        """Take a cursor back, and let the file go at once when somebody waits for it."""
        with self._changed:
            if lease not in self._leases:
                return  # in a forked child, where it is the parent's
            self._leases.remove(lease)
            if broken:
                lease.cursor.close()
            else:
                self._cursors.append(lease.cursor)
            if not self._leases:
                self._last_used = time.monotonic()
                if self._closed or (self._gate and self._gate.is_wanted()):
                    self._let_go()
            self._changed.notify_all()

    def become_writer(self, deadline: float) -> None:
        """Make this thread the one that writes, after the others."""
        with self._changed:
            while self._writer is not None:
                self._wait(deadline)
            self._writer = threading.get_ident()

    def stop_writing(self) -> None:
        """Let the next thread write."""
        with self._changed:
            self._writer = None
            self._changed.notify_all()

    def compact(self, deadline: float, may: May) -> None:
        """Write the file anew, when no other thread uses it any more; in memory there is nothing to do."""
        if self.path is None or self._gate is None:
            return
        self.become_writer(deadline)
        try:
            lease = self.borrow("write", deadline, may)
            try:
                self._become_alone(lease, deadline)
                write_anew(lease.cursor, self.path, self._gate, close=self._close_for_good)
            finally:
                with self._changed:
                    self._opening = False
                self.give_back(lease, broken=True)
        finally:
            self.stop_writing()

    def let_go_if_idle(self, *, now: bool = False) -> None:
        """Close the connection when nobody uses it, and it was long enough ago or another process waits."""
        with self._changed:
            if self._gate and self._connection and not self._leases:
                over = time.monotonic() - self._last_used > KEPT_SECONDS
                if now or over or self._gate.is_wanted():
                    self._let_go()
                    self._changed.notify_all()

    def abandon(self) -> None:
        """Start anew in a forked child: the connection, its threads and its locks are the parent's."""
        if self._connection:
            self._inherited = True
            for used in (self._connection, *self._cursors, *(lease.cursor for lease in self._leases)):
                lingering.keep_for_ever(used)
        if self._gate:
            self._gate.close()
        self.local = threading.local()
        self._forget_connection()

    def is_open(self) -> bool:
        """Return whether this process holds the file."""
        return self._connection is not None

    def end(self) -> None:
        """Close a database in memory for good; a file only when nobody uses it."""
        if self.path:
            self.let_go_if_idle(now=True)
            return
        with self._changed:
            self._closed = True
            if not self._leases:
                self._let_go()

    def time_zone_changed(self) -> None:
        """Take the workspace's time zone from its settings again."""
        with self._changed:
            if self._connection:
                set_time_zone(self._connection)

    # --- waiting, opening, closing: all with self._changed held

    def _refuse_when_gone(self) -> None:
        if self._inherited:
            raise WorkspaceClosed(
                "This process was forked by one that was using the workspace, and cannot use it too. "
                "Fork outside reading() and transaction(), or start processes by the method 'spawn'."
            )
        if self._closed:
            raise WorkspaceClosed("This workspace was in memory, and is gone. Make another: open().")

    def _wait_for_turn(self, mode: Mode, deadline: float) -> None:
        """Return when the open connection suits, or when there is none and this thread may open one."""
        while not self._suits(mode):
            if not self._leases and not self._opening and (mode == "write" or not self._switching):
                self._let_go()
            elif mode == "write" and self._is_mine():
                raise WorkspaceReadOnly(
                    "This thread is still reading from the workspace, and a write needs it alone. "
                    "Write after the reading() block or the unfinished batches, or do both in transaction()."
                )
            else:
                self._switching += mode == "write"
                try:
                    self._wait(deadline)
                finally:
                    self._switching -= mode == "write"
                    self._changed.notify_all()

    def _become_alone(self, lease: Lease, deadline: float) -> None:
        """Wait until no other thread uses the connection, and let none begin."""
        with self._changed:
            if any(one.thread == lease.thread for one in self._leases - {lease}):
                raise WorkspaceReadOnly(
                    "This thread is still reading from the workspace. Compact it after the reading() block."
                )
            self._opening = True
            while self._leases != {lease}:
                self._wait(deadline)

    def _close_for_good(self) -> None:
        """Close the connection of a file that makes way for another."""
        with self._changed:
            self._let_go()

    def _suits(self, mode: Mode) -> bool:
        if self._opening:
            return False
        if self._connection is None:
            return mode == "write" or not self._switching
        if self._mode == "write":
            return True
        # A writer that waits goes first; who reads already may go on, or both would wait for each other.
        return mode == "read" and (not self._switching or self._is_mine())

    def _is_mine(self) -> bool:
        """Return whether this thread itself uses the connection."""
        return any(lease.thread == threading.get_ident() for lease in self._leases)

    def _wait(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            name = self.path.name if self.path else "This workspace in memory"
            raise WorkspaceBusy(
                f"{name} is in use by another thread of this process. "
                "Finish there first, or wait: open(..., lock_timeout=60)."
            )
        self._changed.wait(left)

    def _open(self, mode: Mode, deadline: float, may: May) -> None:
        """Open the file while other threads may do as they like."""
        assert self.path and self._gate
        self._opening = True
        self._changed.release()
        try:
            connection, got = ready(self.path, mode, self._gate, deadline, may)
        finally:
            self._changed.acquire()
            self._opening = False
            self._changed.notify_all()
        self._take(connection, got)

    def _take(self, connection: duckdb.DuckDBPyConnection, mode: Mode) -> None:
        self._connection, self._mode, self._last_used = connection, mode, time.monotonic()
        self.shapes.forget()
        if identity(self.path) != self._identity:
            self._identity = identity(self.path)
            self.catalogues.clear()
        if self.path:
            lingering.watch(self)

    def _lease(self) -> Lease:
        assert self._connection
        lease = Lease(self._cursors.pop() if self._cursors else self._connection.cursor(), self._mode)
        self._leases.add(lease)
        return lease

    def _is_stale(self, for_long: bool) -> bool:
        """Return whether the idle connection is of a file that was replaced, or would keep readers out."""
        if self.path is None:
            return False
        quiet = time.monotonic() - self._last_used > _QUIET_SECONDS
        return (for_long and quiet and self._mode == "write") or identity(self.path) != self._identity

    def _let_go(self) -> None:
        """Close the connection. Its cursors go first: a forgotten one would keep the file open."""
        for cursor in self._cursors:
            cursor.close()
        self._cursors.clear()
        if self._connection:
            self._connection.close()
        self._connection = None
        if self._gate:
            self._gate.close()
