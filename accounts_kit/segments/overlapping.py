"""How segments overlap: the size of every intersection, as an UpSet plot shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounts_kit.errors import RuleError
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.marking import Marks
from accounts_kit.segments.patterns import membership_of, patterns
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import UNNAMED, AsOf, SegmentLike, segment_of
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas


def overlap(ws: Workspace, segments: Sequence[SegmentLike], *, as_of: AsOf = None) -> pandas.DataFrame:
    """Return the sizes of all intersections of segments, in one scan.

    A row for each combination that occurs: who is in exactly these segments and in no other of them. Columns:
    one of booleans for each segment, named as it is (rules without a name by their number), and `members`;
    the largest first. Raises RuleError for segments of contacts and of accounts together, and for none.
    """
    import pandas as pd

    chosen = [segment_of(ws, one) for one in segments]
    kinds = {one.of for one in chosen}
    if len(kinds) != 1:
        raise RuleError(
            "An overlap is of segments that select the same kind of records, and these select "
            f"{' and '.join(sorted(kinds)) or 'nothing'}. "
            "In a segment of contacts, in_segment asks for an account segment."
        )
    clock = clock_at(as_of, ws.timezone)
    marks = Marks(chosen[0].of, clock)
    found = patterns(ws, marks, [marks.holds(membership_of(ws, one, clock)) for one in chosen])
    names = _names(chosen)
    counted = pd.DataFrame(found.hold, columns=names).assign(members=found.records)
    frame = counted.groupby(names).sum().reset_index()
    some = frame[frame.iloc[:, :-1].any(axis="columns")]
    by = ["members", *(str(one) for one in some.columns[:-1])]
    return some.sort_values(by=by, ascending=False, kind="stable", ignore_index=True)


def _names(segments: Sequence[Segment]) -> list[str]:
    """Return a name for each segment, no two the same."""
    names: list[str] = []
    for number, one in enumerate(segments, 1):
        name = f"rule {number}" if one.name == UNNAMED else one.name
        names.append(f"{name} ({number})" if name in names else name)
    return names
