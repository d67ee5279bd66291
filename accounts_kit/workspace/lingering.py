"""When an idle workspace file is let go: soon after its last use, sooner when somebody waits, always at exit.

One small daemon thread looks at every open file of this process twenty times a second, and ends with the last
of them. A forked child starts with nothing open: DuckDB's threads and locks stay with the parent.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
import weakref
from typing import Protocol

_LOOK_SECONDS = 0.05


class Lingering(Protocol):
    """What the watcher knows of a file."""

    def is_open(self) -> bool:
        """Return whether this process holds the file."""

    def let_go_if_idle(self, *, now: bool = False) -> None:
        """Close the file when nobody uses it."""

    def abandon(self) -> None:
        """Start anew in a forked child."""


_known: weakref.WeakSet[Lingering] = weakref.WeakSet()
_open_files: set[Lingering] = set()
_guard = threading.Lock()
_watcher: threading.Thread | None = None


def know(file: Lingering) -> None:
    """Remember a file, open or not, for when this process forks."""
    with _guard:
        _known.add(file)


def watch(file: Lingering) -> None:
    """Look after a file from now on, until it is closed."""
    global _watcher
    with _guard:
        _open_files.add(file)
        if _watcher is None:
            _watcher = threading.Thread(target=_look, name="accounts_kit lets go of files", daemon=True)
            _watcher.start()


def _look() -> None:
    while _still_open():
        time.sleep(_LOOK_SECONDS)
        for file in tuple(_open_files):
            file.let_go_if_idle()


def _still_open() -> bool:
    """Forget the files that were closed; the watcher ends when none is left."""
    global _watcher
    with _guard:
        _open_files.difference_update([file for file in _open_files if not file.is_open()])
        if not _open_files:
            _watcher = None
        return bool(_open_files)


@atexit.register
def let_go_of_all() -> None:
    """Close every file that nobody uses."""
    for file in tuple(_open_files):
        file.let_go_if_idle(now=True)


def _start_anew() -> None:
    """Run in a forked child, which has one thread and none of the parent's locks."""
    global _guard, _watcher
    _guard, _watcher = threading.Lock(), None
    _open_files.clear()
    for file in tuple(_known):
        file.abandon()


def keep_for_ever(connection: object) -> None:
    """Keep Python from ever ending a parent's connection in a forked child: its threads are not there."""
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=let_go_of_all, after_in_child=_start_anew)
