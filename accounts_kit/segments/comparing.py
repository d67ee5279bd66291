"""Two segments side by side: who enters, who leaves, and through which parts of their rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from accounts_kit.errors import RuleError, WrongValue
from accounts_kit.markup import table_html, titled_html
from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.marking import Marks
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.words import described
from accounts_kit.segments.changes import parts_of
from accounts_kit.segments.columns import shown
from accounts_kit.segments.patterns import Patterns, checked_parts, membership_of, patterns
from accounts_kit.segments.saving import get
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of, selection
from accounts_kit.words.numbers import grouped
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

Which = Literal["enters", "leaves", "stays"]
Version = tuple[str, int]

SENTENCES = {
    "en": "{enters} enter, {leaves} leave, {stays} stay: from {before} to {after} members.",
    "nl": "{enters} komen erbij, {leaves} gaan eruit, {stays} blijven: van {before} naar {after} leden.",
}
ONLY_THE_CLOCK = {
    "en": "The rule is the same: only the clock moved, the data are those of now.",
    "nl": "De regel is dezelfde: alleen de klok is verzet, de gegevens zijn die van nu.",
}


@dataclass(frozen=True)
class Comparison:
    """Who enters from one segment to another, who leaves and who stays.

    `parts` says why, a row for each part of a rule that somebody did not meet: which (enters or leaves), part
    (in words), and records (for how many of these it was false; one may fail several parts). Who enters
    failed parts of the first rule, who leaves fails parts of the second.
    """

    enters: int
    leaves: int
    stays: int
    only_the_clock_moved: bool
    parts: pandas.DataFrame
    _ws: Workspace
    _sides: tuple[tuple[Segment, Clock], tuple[Segment, Clock]]

    def members(self, which: Which) -> pandas.DataFrame:
        """Return the records that enter, leave or stay, with the columns of `segments.members`, by id.

        Raises WrongValue for another word.
        """
        before, after = (selection(self._ws, segment, clock.now) for segment, clock in self._sides)
        wanted = {
            "enters": (after, before, False),
            "leaves": (before, after, False),
            "stays": (after, before, True),
        }
        if which not in wanted:
            raise WrongValue(f"{which!r} is not known here. Write 'enters', 'leaves' or 'stays'.")
        ids, others, among = wanted[which]
        identity = ids.expressions[0].copy()
        found = identity.isin(query=others)
        ids = ids.where(found if among else exp.not_(found))
        of = self._sides[0][0].of
        return self._ws.frame(shown(self._ws.catalogue, of, ids).sql("duckdb"))

    def sentence(self) -> str:
        """Return the comparison in a sentence or two, in the workspace's language."""
        language = self._ws.language
        before, after = self.leaves + self.stays, self.enters + self.stays
        counts = {"enters": self.enters, "leaves": self.leaves, "stays": self.stays}
        numbers = {
            name: grouped(count, language)
            for name, count in (counts | {"before": before, "after": after}).items()
        }
        said = SENTENCES[language].format(**numbers)
        return f"{said} {ONLY_THE_CLOCK[language]}" if self.only_the_clock_moved else said

    def __repr__(self) -> str:
        return f"Comparison({self.sentence()})"

    def _repr_html_(self) -> str:
        shown_parts = table_html(list(self.parts.columns), self.parts.itertuples(index=False))
        return titled_html(self.sentence(), *([shown_parts] if len(self.parts) else []))


def compare(
    ws: Workspace,
    a: SegmentLike | Version,
    b: SegmentLike | Version,
    *,
    as_of: AsOf = None,
    as_of_b: AsOf = None,
) -> Comparison:
    """Return who enters, leaves and stays when one segment becomes another.

    Each is whatever stands for a segment, or a saved name with a version: `("Customers", 3)`. `as_of` sets
    the clock of both, `as_of_b` that of the second: one segment at two clocks says that only the clock moved.
    Raises RuleError for one of contacts and one of accounts.
    """
    before, after = _segment(ws, a), _segment(ws, b)
    if before.of != after.of:
        raise RuleError(
            f"{before.name!r} selects {before.of} and {after.name!r} {after.of}: compare two of a kind."
        )
    clock = clock_at(as_of, ws.timezone)
    clock_b = clock if as_of_b is None else clock_at(as_of_b, ws.timezone)
    same = (before.rule, before.pins) == (after.rule, after.pins)
    marks = Marks(before.of, clock)
    parts_a, parts_b = parts_of(before.rule), parts_of(after.rule)
    nodes_a = checked_parts(ws, before, parts_a, clock)
    nodes_b = checked_parts(ws, after, parts_b, clock_b)
    found = patterns(
        ws,
        marks,
        [
            marks.holds(membership_of(ws, before, clock)),
            marks.holds(membership_of(ws, after, clock_b), clock_b),
            *(marks.holds(one) for one in nodes_a),
            *(marks.holds(one, clock_b) for one in nodes_b),
        ],
    )
    in_a, in_b = found.hold[:, 0], found.hold[:, 1]
    return Comparison(
        enters=found.count(in_b & ~in_a),
        leaves=found.count(in_a & ~in_b),
        stays=found.count(in_a & in_b),
        only_the_clock_moved=same and clock != clock_b,
        parts=_causes(ws, found, parts_a, parts_b),
        _ws=ws,
        _sides=((before, clock), (after, clock_b)),
    )


def _segment(ws: Workspace, given: SegmentLike | Version) -> Segment:
    if isinstance(given, tuple):
        name, version = given
        return get(ws, name, version=version)
    return segment_of(ws, given)


def _causes(
    ws: Workspace, found: Patterns, parts_a: tuple[Rule, ...], parts_b: tuple[Rule, ...]
) -> pandas.DataFrame:
    """Return the parts that those who enter or leave failed, with how many failed each."""
    import pandas as pd

    in_a, in_b = found.hold[:, 0], found.hold[:, 1]
    enters, leaves = in_b & ~in_a, in_a & ~in_b
    failed = [("enters", enters, part, 2 + place) for place, part in enumerate(parts_a)]
    failed += [("leaves", leaves, part, 2 + len(parts_a) + place) for place, part in enumerate(parts_b)]
    rows = [
        (which, described(part, ws.language, ws.catalogue), found.count(who & ~found.hold[:, place]))
        for which, who, part, place in failed
    ]
    frame = pd.DataFrame(rows, columns=["which", "part", "records"])
    return (
        frame[frame["records"] > 0]
        .sort_values(["which", "records"], ascending=[True, False], kind="stable")
        .reset_index(drop=True)
    )
