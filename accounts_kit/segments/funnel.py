"""The funnel of a segment: what each part of its rule leaves, and what missing values decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.model import Field
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.marking import Marks
from accounts_kit.rules.nodes import Everyone
from accounts_kit.rules.questions import Question, owners
from accounts_kit.rules.words import described
from accounts_kit.segments.changes import parts_of
from accounts_kit.segments.patterns import Patterns, checked_parts, membership_of, patterns
from accounts_kit.segments.segment import Pins
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import NDArray

PINS = {"en": "pins", "nl": "vastgezet"}
EVERYONE = {"en": "everyone", "nl": "iedereen"}
_ACCOUNT = Field(of="contact", key="account_id", kind_name="number", labels={})


def funnel(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> pandas.DataFrame:
    """Return what each part of a segment's rule leaves, in one scan.

    The steps are the parts of its top-level `all`; another rule is one step. Columns: step (0 is everyone),
    part (in the workspace's language), remaining (who meet this part and those before it), alone (who meet
    this part, whatever the others say), removes_alone (who are out because of this part only),
    missing_no_account and missing_no_value (those that reach the step and would be NULL in SQL: a missing
    value decides; of a test that both count, no account comes first). A last step shows what pins change, so
    that the last `remaining` is always the count.
    """
    import numpy as np
    import pandas as pd

    chosen, clock = segment_of(ws, segment), clock_at(as_of, ws.timezone)
    parts = parts_of(chosen.rule)
    nodes = checked_parts(ws, chosen, parts, clock)
    marks = Marks(chosen.of, clock)
    account = Question(_ACCOUNT, "is_filled") if chosen.of == "contacts" else Everyone()
    wanted = [marks.holds(membership_of(ws, chosen, clock)), marks.holds(account)]
    wanted += [marks.holds(one) for one in nodes] + [marks.unknown(one) for one in nodes]
    found = patterns(ws, marks, wanted)
    member, has_account = found.hold[:, 0], found.hold[:, 1]
    holds, unknown = found.hold[:, 2 : 2 + len(nodes)], found.hold[:, 2 + len(nodes) :]
    rows = [_row(0, EVERYONE[ws.language], found, np.ones_like(member))]
    reached = np.ones_like(member)
    for place, (part, node) in enumerate(zip(parts, nodes, strict=True)):
        others = np.delete(holds, place, axis=1).all(axis=1)
        blank = reached & unknown[:, place]
        no_account = blank & ~has_account & ("account" in owners(node))
        reached = reached & holds[:, place]
        rows.append(
            _row(place + 1, described(part, ws.language, ws.catalogue), found, reached)
            | {
                "alone": found.count(holds[:, place]),
                "removes_alone": found.count(others & ~holds[:, place]),
                "missing_no_account": found.count(no_account),
                "missing_no_value": found.count(blank & ~no_account),
            }
        )
    if chosen.pins != Pins():
        rows.append(_row(len(rows), PINS[ws.language], found, member))
    return pd.DataFrame(rows)


def _row(step: int, part: str, found: Patterns, remaining: NDArray[np.bool_]) -> dict[str, object]:
    """Return a step that removes nobody by a test of its own: everyone, or the pins."""
    count = found.count(remaining)
    return {
        "step": step,
        "part": part,
        "remaining": count,
        "alone": count,
        "removes_alone": 0,
        "missing_no_account": 0,
        "missing_no_value": 0,
    }
