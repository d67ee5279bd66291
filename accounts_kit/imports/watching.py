"""Showing how far a long import is: one line that is written over, on a terminal or in a notebook.

Short imports, pipes and CI see nothing of it, so that no output depends on how fast a machine is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TextIO

from accounts_kit.imports.progress import Progress, Stage, telling

AFTER = 5.0  # seconds
MANY = 100_000  # rows
EVERY = 0.2


@contextmanager
def watched(progress: Progress | Literal[False] | None) -> Iterator[None]:
    """Tell whoever was given how far the import in this block is; False tells nobody, and None shows it when
    it takes long and somebody is there to see it.
    """
    if progress is False:
        yield
    elif progress is not None:
        with telling(progress):
            yield
    elif not _is_seen(sys.stderr):
        yield
    else:
        line = Line(sys.stderr)
        with telling(line):
            try:
                yield
            finally:
                line.end()


class Line:
    """One line that says stage, rows and rows a second, once an import turns out to be long."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._began = self._last = time.monotonic()
        self._stage: Stage | None = None
        self._stage_began = self._began
        self._width = 0

    def __call__(self, stage: Stage, rows: int, total: int | None) -> None:
        """Show the stage and its rows, not more often than an eye follows."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._stage_began = stage, now
        if now - self._began < AFTER or now - self._last < EVERY or max(rows, total or 0) < MANY:
            return
        self._last = now
        of = f" of {total:,}" if total else ""
        speed = rows / max(now - self._stage_began, 0.001)
        self._show(f"{stage}: {rows:,}{of} rows, {speed:,.0f} a second")

    def end(self) -> None:
        """Leave the line with how long all of it took; nothing where nothing was shown."""
        if self._width:
            self._show(f"done in {time.monotonic() - self._began:.0f} seconds")
            self._stream.write("\n")
            self._stream.flush()

    def _show(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)


def _is_seen(stream: TextIO) -> bool:
    """Whether somebody sees what is written there: a terminal, or the output below a cell."""
    return stream.isatty() or type(stream).__module__.startswith("ipykernel")
