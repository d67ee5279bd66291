"""What agreement is worth, after Fellegi and Sunter (1969), by what the workspace itself holds.

A level speaks for one person as far as records of one person come to it more often than strangers do. How
often records of one person do is assumed, in `accounts` and `contacts`, and never taken from the workspace:
estimated there (by expectation and maximisation) it made one person of namesakes as soon as there were more
of those than duplicates. How often strangers do is counted: in random pairs, and for an equal value by how
many records have just that value, so that Quispel weighs more than Jansen.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from accounts_kit.records.duplicates.comparisons import (
    ALIKE,
    DIFFERENT,
    EQUAL,
    LEVELS,
    MISSING,
    SLIPPED,
    TURNED,
    Comparison,
)
from accounts_kit.records.duplicates.staging import Sizes
from accounts_kit.workspace import Workspace

# What is assumed of strangers weighs as much as so many random pairs, and so many records with a value.
ASSUMED_PAIRS, ASSUMED_RECORDS = 20_000, 1_000
# So many records with one value may all be duplicates; how common it is, the others tell.
HANDFUL = 5
# How many duplicates a record has, on average; and among how many records it is looked for at least, so that
# the few of a small workspace are not taken for one another.
RATE, FEW = 0.02, 30
# How many random pairs are counted where none was seen: it may be much more seldom than could be seen.
_UNSEEN = 0.05


def chance_sql(one: Comparison, known: int) -> str:
    """Return the SQL of how often strangers have the value of a compared pair, by how many have it."""
    others = f"greatest({one.count} - {HANDFUL!r}, 0)"
    return f"({others} + {ASSUMED_RECORDS * one.chance!r}) / {known + ASSUMED_RECORDS!r}"


def chances(ws: Workspace, comparisons: Sequence[Comparison]) -> list[list[float]]:
    """Return how often strangers come to each level, a list a comparison, by random pairs in `compared`."""
    counts = ", ".join(
        f"count(*) FILTER ({one.column} = {level!r})" for one in comparisons for level in LEVELS
    )
    [seen] = ws.rows(f"SELECT {counts} FROM compared")
    width = len(LEVELS)
    return [_smoothed(one, seen[n * width : (n + 1) * width]) for n, one in enumerate(comparisons)]


def _smoothed(one: Comparison, seen: Sequence[int]) -> list[float]:
    expected = dict.fromkeys((ALIKE, SLIPPED, TURNED, EQUAL), one.chance)
    expected[DIFFERENT] = 1 - sum(expected.values())
    counts = {level: seen[level] + max(ASSUMED_PAIRS * share, _UNSEEN) for level, share in expected.items()}
    return [1.0 if level == MISSING else counts[level] / sum(counts.values()) for level in LEVELS]


def odds(sizes: Sizes) -> float:
    """Return log2 of the odds that any two records are one, before they are compared."""
    return log2(2 * RATE / max(sizes.records - 1, FEW))
