"""Work beside the kernel, of which only the latest counts.

A kernel runs one cell or message at a time, so an answer that takes long would hold up the next keystroke.
Here it is worked on in a thread, DuckDB on its own cores; what was asked since makes older work stop at its
next step, and its answers are not told.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

# Work in steps: what each yields is told, as long as nothing newer was asked.
Steps = Callable[[], Iterator[object]]
Tell = Callable[[object], None]


class Latest:
    """Runs the newest work of each kind in one thread, which ends when there is none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[str, tuple[Steps, Tell]] = {}
        self._asked: dict[str, int] = {}
        self._busy = False

    def ask(self, kind: str, steps: Steps, tell: Tell) -> None:
        """Have this work done instead of what was asked of its kind before."""
        with self._changed:
            self._waiting.pop(kind, None)
            self._waiting[kind] = (steps, tell)
            self._asked[kind] = self._asked.get(kind, 0) + 1
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._run, name="accounts_kit answers", daemon=True).start()

    def settled(self, timeout: float) -> bool:
        """Wait until all work is done, and return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy, timeout)

    def _run(self) -> None:
        try:
            self._work()
        except BaseException:
            # What nobody foresaw ends this thread; the next work starts another.
            with self._changed:
                self._rest()
            raise

    def _work(self) -> None:
        while (work := self._next()) is not None:
            kind, number, steps, tell = work
            for told in steps():
                with self._changed:
                    stale = self._asked[kind] != number
                if stale:
                    break
                tell(told)

    def _next(self) -> tuple[str, int, Steps, Tell] | None:
        with self._changed:
            if not self._waiting:
                self._rest()  # here, where nothing can be asked in between
                return None
            kind = next(iter(self._waiting))
            steps, tell = self._waiting.pop(kind)
            return kind, self._asked[kind], steps, tell

    def _rest(self) -> None:
        self._busy = False
        self._changed.notify_all()
