"""The numbers beside every branch of a rule: each group and test, counted in one scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.marking import Marks
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.words import described
from accounts_kit.segments.patterns import Patterns, checked_parts, patterns
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]

COLUMNS = ("path", "part", "alone", "remaining", "missing")


def branches(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> pandas.DataFrame:
    """Return how many records each branch of a segment's rule holds for, from one scan; pins do not count.

    One row for each node of the rule, from the top down. Columns: path (places from the top, "" for the whole
    rule, "0.1" for the second part of its first; what is inside a `not` is its part 0), part (in the
    workspace's language), alone (for how many it holds by itself), remaining (how many are left when the rule
    is read down to and including it: of an `all` those who meet what came before too, of an `any` those who
    meet it or one before, of a `not` those for whom it fails), missing (about how many of those it is asked
    of a missing value decides). The `remaining` of the whole rule is its count.
    """
    import numpy as np
    import pandas as pd

    chosen, clock = segment_of(ws, segment), clock_at(as_of, ws.timezone)
    plain = list(_walked(chosen.rule))
    [root] = checked_parts(ws, chosen, [chosen.rule], clock)
    found, answers = _answers(ws, chosen, [node for _, node in _walked(root)], clock)
    by_path = {path: answer for (path, _), answer in zip(plain, answers, strict=True)}
    reading = _Reading(found, by_path)
    reading.down(chosen.rule, "", np.ones(len(found.records), dtype=np.bool_))
    rows = [(path, described(node, ws.language, ws.catalogue), *reading.counts[path]) for path, node in plain]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _walked(rule: Rule, path: str = "") -> Iterator[tuple[str, Rule]]:
    """Yield the path and node of a rule and all inside it; a plain rule and a checked one walk alike."""
    yield path, rule
    for place, inner in enumerate(_inside(rule)):
        yield from _walked(inner, _below(path, place))


def _inside(rule: Rule) -> tuple[Rule, ...]:
    """Return the parts that ask something of the same record: what a `where` asks, it asks of others."""
    match rule:
        case All(rules) | Any(rules):
            return rules
        case Not(inner):
            return (inner,)
    return ()


def _below(path: str, place: int) -> str:
    return f"{path}.{place}" if path else str(place)


@dataclass(frozen=True)
class _Answer:
    """Which patterns a node holds for, and about which a missing value decides."""

    holds: Booleans
    unknown: Booleans


def _answers(
    ws: Workspace, segment: Segment, nodes: list[Rule], clock: Clock
) -> tuple[Patterns, list[_Answer]]:
    marks = Marks(segment.of, clock)
    # Without a leaf there is nothing to group by: everybody is one pattern all the same.
    wanted = [marks.holds(one) for one in nodes] + [marks.unknown(one) for one in nodes]
    found = patterns(ws, marks, [*wanted, marks.holds(Everyone())])
    return found, [
        _Answer(found.hold[:, place], found.hold[:, place + len(nodes)]) for place in range(len(nodes))
    ]


class _Reading:
    """A rule read from the top down: who is asked each node, and who is left after it."""

    def __init__(self, found: Patterns, answers: dict[str, _Answer]) -> None:
        self.found = found
        self.answers = answers
        self.counts: dict[str, tuple[int, int, int]] = {}

    def down(self, rule: Rule, path: str, asked: Booleans, turned: bool = False) -> None:
        """Count a node that is asked of these patterns; inside a `not`, those are left for whom it fails."""
        answer = self.answers[path]
        self._count(path, asked, answer.holds != turned)
        match rule:
            case Not(inner):
                self.down(inner, _below(path, 0), asked, not turned)
            case All(rules) | Any(rules):
                so_far = None
                for place, inner in enumerate(rules):
                    below = _below(path, place)
                    self.down(inner, below, self._reached(rule, asked, so_far))
                    holds = self.answers[below].holds
                    if so_far is None:
                        so_far = holds
                    else:
                        so_far = so_far & holds if isinstance(rule, All) else so_far | holds
                    self._count(below, asked, so_far != turned)

    def _reached(self, group: Rule, asked: Booleans, so_far: Booleans | None) -> Booleans:
        """Return of whom the next part of a group is asked: of an `all`, whom the parts before it left."""
        return asked & so_far if isinstance(group, All) and so_far is not None else asked

    def _count(self, path: str, asked: Booleans, left: Booleans) -> None:
        answer = self.answers[path]
        alone, remaining = self.found.count(answer.holds), self.found.count(asked & left)
        missing = self.counts[path][2] if path in self.counts else self.found.count(asked & answer.unknown)
        self.counts[path] = (alone, remaining, missing)
