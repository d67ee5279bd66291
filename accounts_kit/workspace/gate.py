"""The gate: a small lock file beside a workspace that gives processes turns.

DuckDB's own lock is unfair: whoever asks often gets it, and a writer can starve among readers. Whoever has to
wait for the workspace therefore holds the gate while waiting, so that later comers queue behind; and a
process that holds the workspace without using it looks at the gate and lets go. The gate only orders: what
keeps two writers apart is DuckDB's lock. So everything works without one too, in a folder where nothing can
be written or on a file system without locks, and a lock file that was left behind does no harm.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.005  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, *, shared: bool) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        with contextlib.suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int, *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: there is no gate, and nobody to wait for
            return True
        return True

    def _give_back(descriptor: int) -> None:
        # Closing would not do: a forked child may hold the same descriptor.
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)


class Gate:
    """The lock file of one workspace, as one process uses it."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".lock")
        self._holding: int | None = None
        self._looking: int | None = None

    def exists(self) -> bool:
        """Return whether somebody has had to wait before: only then is there a lock file."""
        return self.path.exists()

    @contextlib.contextmanager
    def held(self, deadline: float) -> Iterator[None]:
        """Hold the gate, waiting for it until `deadline` (of time.monotonic), then go on without it.

        Going on without it after the deadline is the last try: it names the process that holds the file,
        and a reader may get in among other readers.
        """
        self._holding = self._descriptor(os.O_RDWR | os.O_CREAT, os.O_RDONLY)
        try:
            while self._holding is not None and not _take(self._holding, shared=False):
                if time.monotonic() >= deadline:
                    break
                time.sleep(_PAUSE)
            yield
        finally:
            if self._holding is not None:
                _give_back(self._holding)
                os.close(self._holding)
                self._holding = None

    def is_wanted(self) -> bool:
        """Return whether somebody stands at the gate now; costs two microseconds."""
        if self._looking is None:
            self._looking = self._descriptor(os.O_RDONLY)
        if self._looking is None:
            return False
        if not _take(self._looking, shared=True):
            return True
        _give_back(self._looking)
        return False

    def close(self) -> None:
        """Stop looking; also what a forked child does with the descriptors that it inherited."""
        for descriptor in (self._looking, self._holding):
            if descriptor is not None:
                os.close(descriptor)
        self._looking = self._holding = None

    def _descriptor(self, *ways: int) -> int | None:
        """Return an open descriptor of the lock file, or None where there can be none."""
        for way in ways:  # somebody else's lock file may be for reading only
            with contextlib.suppress(OSError):
                return os.open(self.path, way | getattr(os, "O_CLOEXEC", 0), 0o666)
        return None
