"""Timing two ways of doing one thing, in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One figure: our seconds, those of what it is measured against, their ratio, what the design asks."""

    what: str
    against: str
    ours: float
    theirs: float
    ratio: float
    asked: str
    holds: bool
    note: str = ""


def in_turn(ours: Work, theirs: Work, runs: int) -> tuple[float, float, float]:
    """Return the median seconds of both and the median of their ratios (ours / theirs), after one warm-up
    each.
    """
    ours(), theirs()
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(runs)]
    return (
        median(one for one, _ in pairs),
        median(other for _, other in pairs),
        median(one / other for one, other in pairs),
    )


def at_most(
    what: str, against: str, ours: Work, theirs: Work, *, times: float, runs: int = 5, note: str = ""
) -> Figure:
    """Return the figure of work that may take at most so many times as long as something else."""
    mine, other, ratio = in_turn(ours, theirs, runs)
    return Figure(what, against, mine, other, ratio, f"at most {times:g} x", ratio <= times, note)


def faster(
    what: str, against: str, ours: Work, theirs: Work, *, times: float, runs: int = 3, note: str = ""
) -> Figure:
    """Return the figure of work that has to be so many times faster than something else."""
    mine, other, _ = in_turn(ours, theirs, runs)
    ratio = other / mine
    return Figure(what, against, mine, other, ratio, f"{times:g} x faster", ratio >= times, note)


def within(what: str, seconds: float, work: Work, *, runs: int = 1, note: str = "") -> Figure:
    """Return the figure of work that has to be done within so many seconds; the median of the runs."""
    mine = median(_seconds(work) for _ in range(runs))
    return Figure(
        what,
        "the time allowed",
        mine,
        seconds,
        mine / seconds,
        f"within {seconds:g} s",
        mine <= seconds,
        note,
    )


def _seconds(work: Work) -> float:
    gc.collect()
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
