"""How the members of several segments fall apart: one scan counts each pattern of answers.

A pattern says for every mark (a segment, a part of a rule, a missing value) whether it holds; funnel, overlap
and comparison are sums over the few patterns that occur.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import Clock
from accounts_kit.rules.leaves import BITS, Bit
from accounts_kit.rules.marking import Marks
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Member
from accounts_kit.segments.segment import Segment
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from accounts_kit.rules.marking import Mark


class Patterns:
    """The patterns that occur: `records` has how many have each, `hold` a column of booleans a mark."""

    def __init__(self, hold: NDArray[np.bool_], records: NDArray[np.int64]) -> None:
        self.hold = hold
        self.records = records

    def count(self, wanted: NDArray[np.bool_]) -> int:
        """Return how many records have one of the wanted patterns."""
        return int(self.records[wanted].sum())


def patterns(ws: Workspace, marks: Marks, wanted: Sequence[Mark]) -> Patterns:
    """Count the records by the pattern of these marks, in one scan."""
    import numpy as np

    found = ws.frame(marks.query().sql("duckdb"))
    numbers = {name: found[name].to_numpy(dtype=np.int64) for name in found.columns}

    def answers(bit: Bit | None) -> NDArray[np.bool_]:
        if bit is None:
            return np.ones(len(found), dtype=np.bool_)
        number = numbers[f"{bit.numbers}_{bit.place // BITS}"]
        return np.asarray(((number >> (bit.place % BITS)) & 1 == 1) != bit.turned)

    hold = np.column_stack([mark(answers) for mark in wanted])
    return Patterns(hold, numbers["records"])


def membership_of(ws: Workspace, segment: Segment, clock: Clock) -> Member:
    """Return a segment, with its pins, as a checked node."""
    rule = checked(segment.rule, ws.catalogue, segment.of, clock)
    return Member(segment.name, segment.of, rule, segment.pins.always, segment.pins.never)


def checked_parts(ws: Workspace, segment: Segment, parts: Sequence[Rule], clock: Clock) -> list[Rule]:
    """Return the parts of a segment's rule as checked nodes."""
    return [checked(one, ws.catalogue, segment.of, clock) for one in parts]
