"""How far an import is, for whoever listens: a bar on a terminal, a line in a notebook.

Whoever runs the import says who listens (`telling`); what does the work tells the stage it is in and its
rows, every few ten thousand of them, and costs nothing when nobody listens. The listener may be called from
another thread, one call at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, Protocol

Stage = Literal["reading", "typing", "checking", "writing"]


class Progress(Protocol):
    """Who is told how far an import is."""

    def __call__(self, stage: Stage, rows: int, total: int | None) -> None:
        """Take note that so many rows of all have been through a stage; `total` is None while unknown."""


_listener: ContextVar[Progress | None] = ContextVar("listener", default=None)


@contextmanager
def telling(progress: Progress | None) -> Iterator[None]:
    """Tell somebody how far the import in this block is; None tells nobody."""
    before = _listener.set(progress)
    try:
        yield
    finally:
        _listener.reset(before)


def listener() -> Progress | None:
    """Return who listens here, for work that another thread does."""
    return _listener.get()


def tell(stage: Stage, rows: int, total: int | None = None) -> None:
    """Tell how many rows have been through a stage."""
    if (told := _listener.get()) is not None:
        told(stage, rows, total)
