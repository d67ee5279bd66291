"""The segment builder: from a change to all of its numbers, and how long a kernel has to wait meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from statistics import median

import accounts_kit as ak
from accounts_kit.widgets.builder import SegmentBuilder
from accounts_kit.widgets.drafts import draft_of
from benchmarks.firm import Firm
from benchmarks.segments import RULE
from benchmarks.timing import Figure, at_most, within

ALL_NUMBERS = 2.0
FIRST_NUMBERS = 1.0
WAITING = 0.1
TICK = 0.002


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of a builder on the segment of ten tests."""
    ws = firm.active
    with ws.reading():
        builder = ak.segment_builder(ws, ak.Segment("Gemeten", RULE))
        builder.settled()
        first = median(_first(builder) for _ in range(7))
        yield _timed("builder: a change until the counts of every test", first, FIRST_NUMBERS)
        yield at_most(
            "builder: a change until all numbers", "one count of it",
            lambda: _all(builder), lambda: ak.segments.count(ws, RULE), times=20, runs=5,
        )  # fmt: skip
        yield within("builder: a change until all numbers", ALL_NUMBERS, lambda: _all(builder), runs=5)
        longest = max(_longest_wait(builder) for _ in range(5))
        yield within(
            "builder: a value from 1M names while typing", 0.3,
            lambda: ak.segments.values(ws, "contact.last_name", "ja"), runs=5,
        )  # fmt: skip
        yield within(
            "builder: an address of 1M while typing",
            0.3,
            lambda: ak.segments.values(ws, "contact.email", "jan"),
            runs=5,
        )
        yield _timed("builder: longest wait of the kernel meanwhile", longest, WAITING)


def _timed(what: str, took: float, seconds: float) -> Figure:
    """Return the figure of what was timed where it happens."""
    holds = took <= seconds
    return Figure(what, "the time allowed", took, seconds, took / seconds, f"within {seconds:g} s", holds)


def _change(builder: SegmentBuilder) -> None:
    """Change the rule as the page does: another draft, with the next revision."""
    revision = int(builder.draft["revision"]) + 1
    rule = RULE & (ak.account.employees >= revision % 7)
    builder.draft = {**builder.draft, "rule": draft_of(rule), "revision": revision}


def _first(builder: SegmentBuilder) -> float:
    """Return the seconds from a change to the counts of every test; the other numbers come after them."""
    told = threading.Event()
    builder.observe(lambda change: told.set(), ["answers"])
    begin = time.perf_counter()
    _change(builder)
    told.wait(60)
    took = time.perf_counter() - begin
    builder.unobserve_all("answers")
    builder.settled()
    return took


def _all(builder: SegmentBuilder) -> None:
    _change(builder)
    if not builder.settled() or builder.answers["of"] != builder.draft["revision"]:
        raise AssertionError("The numbers did not come.")


def _longest_wait(builder: SegmentBuilder) -> float:
    """Return for how long, at most, this thread could do nothing while the numbers were worked on."""
    before = time.perf_counter()
    _change(builder)
    longest = time.perf_counter() - before
    while not builder.settled(0):
        before = time.perf_counter()
        time.sleep(TICK)
        longest = max(longest, time.perf_counter() - before - TICK)
    return longest
