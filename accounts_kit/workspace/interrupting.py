"""Ctrl-C ends a statement at once.

Python handles a signal when the main thread is back in Python. DuckDB looks for one between the tasks that
the main thread itself works on, and when another of its threads has them all that took up to half a minute.
So a thread of ours waits for the signal meanwhile, and tells DuckDB. Called by `sessions` only.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import threading

import duckdb


class _Watch:
    """What the main thread is waiting for, and the thread that ends it.

    Python writes the number of each signal into the socket. Whoever used that before us gets it passed on.
    """

    def __init__(self) -> None:
        self._inside, self._outside = socket.socketpair()
        self._inside.setblocking(False)
        self._outside.setblocking(False)
        self._lock = threading.Lock()
        self._running: duckdb.DuckDBPyConnection | None = None
        self._passed_on_to = -1
        threading.Thread(target=self._wait, name="accounts_kit: Ctrl-C", daemon=True).start()

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Listen; once more, without harm, when Ctrl-C came before the last `end` could do its work."""
        with self._lock:
            self._running = cursor
        before = signal.set_wakeup_fd(self._inside.fileno(), warn_on_full_buffer=False)
        if before != self._inside.fileno():
            self._passed_on_to = before

    def end(self) -> None:
        """Listen no longer; a signal that came in the last moment is not left for the next statement."""
        try:
            signal.set_wakeup_fd(self._passed_on_to, warn_on_full_buffer=False)
        except (OSError, ValueError):  # closed by whoever used it
            signal.set_wakeup_fd(-1)
        with self._lock:
            self._running = None
            self._take()

    def _wait(self) -> None:
        while True:
            select.select([self._outside], [], [])
            with self._lock:
                if signal.SIGINT in self._take() and self._running:
                    self._running.interrupt()

    def _take(self) -> bytes:
        with contextlib.suppress(BlockingIOError):
            numbers = self._outside.recv(64)
            if self._passed_on_to != -1:
                with contextlib.suppress(OSError):  # closed by now, or full
                    os.write(self._passed_on_to, numbers)
            return numbers
        return b""


_watch: _Watch | None = None


def begin(cursor: duckdb.DuckDBPyConnection) -> None:
    """Let Ctrl-C end what this thread runs on the cursor from here on; other threads get no signals."""
    global _watch  # one a process, as the signals are
    if threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT)):
        if _watch is None:
            _watch = _Watch()
        _watch.begin(cursor)


def end() -> None:
    """Undo `begin`."""
    if _watch and threading.current_thread() is threading.main_thread():
        _watch.end()


def _forget() -> None:
    """A forked child has no thread that waits."""
    global _watch
    _watch = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
