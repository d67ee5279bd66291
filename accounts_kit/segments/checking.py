"""Advice on a segment: tests that cannot be, and members whom only a missing value brought in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accounts_kit.model import Catalogue, Field
from accounts_kit.rules.contradictions import findings
from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.marking import Marks
from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Related, Rule
from accounts_kit.rules.questions import Measured, Question, leaves_of
from accounts_kit.rules.words import described
from accounts_kit.segments.patterns import membership_of, patterns
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of
from accounts_kit.words.numbers import grouped
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

# Which share of the members a missing value may decide about before it is worth saying.
MOSTLY = 0.5

MESSAGES: dict[str, dict[str, str]] = {
    "contradiction": {
        "en": "These can never be true together, so nobody meets them: {parts}.",
        "nl": "Deze kunnen nooit samen waar zijn, dus niemand voldoet eraan: {parts}.",
    },
    "tautology": {
        "en": "One of these is always true, so everybody meets them: {parts}.",
        "nl": "Een van deze is altijd waar, dus iedereen voldoet eraan: {parts}.",
    },
    "redundant": {
        "en": "The other tests on the same field say this already: {parts}.",
        "nl": "De andere tests op hetzelfde veld zeggen dit al: {parts}.",
    },
    "nobody": {
        "en": "Nobody is in this segment now, of {all}.",
        "nl": "Niemand zit nu in dit segment, van {all}.",
    },
    "everyone": {
        "en": "All {all} are in this segment: it selects nothing.",
        "nl": "Alle {all} zitten in dit segment: het selecteert niets.",
    },
    "decided_by_missing": {
        "en": "{some} of {members} members are in because a value is missing, mostly of {parts}. "
        'Leave them out with missing="drop", or with is_filled().',
        "nl": "{some} van {members} leden zitten erin omdat een waarde ontbreekt, meestal van {parts}. "
        'Laat ze weg met missing="drop", of met is_filled().',
    },
    "never_filled": {
        "en": "No record has a value in {parts}: this test sees missing values only.",
        "nl": "Niemand heeft een waarde in {parts}: deze test ziet alleen ontbrekende waarden.",
    },
    "pin_is_gone": {
        "en": "Pinned records that are not there (any more): {parts}.",
        "nl": "Vastgezet, maar niet (meer) aanwezig: {parts}.",
    },
}


def check(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> pandas.DataFrame:
    """Return advice on a segment, in the workspace's language; no rows when there is none.

    Columns: advice, part (what it is about, in words), message. Advice is one of: contradiction and tautology
    (tests of one group that can never be true, or never false, together), redundant (a test that others on
    the same field imply), nobody, everyone, decided_by_missing (a missing value decides about more than half
    of the members), never_filled (a field that no record has), pin_is_gone. What is no rule for this
    workspace raises, as everywhere.
    """
    import pandas as pd

    chosen, clock = segment_of(ws, segment), clock_at(as_of, ws.timezone)
    with ws.reading():
        rows = [*_of_the_rule(ws, chosen, clock), *_of_the_members(ws, chosen, clock), *_of_pins(ws, chosen)]
    return pd.DataFrame(rows, columns=["advice", "part", "message"])


Advice = tuple[str, str, str]


def _advice(ws: Workspace, advice: str, parts: str, **said: object) -> Advice:
    return advice, parts, MESSAGES[advice][ws.language].format(parts=parts, **said)


def _of_the_rule(ws: Workspace, segment: Segment, clock: Clock) -> Iterator[Advice]:
    """Yield what is wrong whatever the data are."""
    rule = membership_of(ws, segment, clock).rule
    words = dict(_words(segment.rule, rule, ws.language, ws.catalogue))
    for found in findings(rule, clock):
        yield _advice(ws, found.advice, "; ".join(words[id(leaf)] for leaf in found.leaves))


def _words(plain: Rule, rule: Rule, language: str, catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Yield the words of every leaf, by the checked node that it became."""
    match plain, rule:
        case (All(rules), All(inside)) | (Any(rules), Any(inside)):
            for one, other in zip(rules, inside, strict=True):
                yield from _words(one, other, language, catalogue)
        case Not(one), Not(other):
            yield from _words(one, other, language, catalogue)
        case Related(where=Rule() as where), Measured():
            yield id(rule), described(plain, language, catalogue)
            yield from _words(where, rule.where, language, catalogue)
        case ((Everyone() | InSegment() | Related()), _):
            yield id(rule), described(plain, language, catalogue)
        case _:
            yield id(rule), described(plain, language, catalogue)


def _of_the_members(ws: Workspace, segment: Segment, clock: Clock) -> Iterator[Advice]:
    """Yield what the data say, from one scan."""
    member = membership_of(ws, segment, clock)
    fields = _fields(member.rule, segment.of)
    marks = Marks(segment.of, clock)
    wanted = [marks.holds(member), marks.unknown(member.rule)]
    wanted += [marks.holds(Question(field, "is_filled")) for field in fields]
    found = patterns(ws, marks, wanted)
    inside, unknown, filled = found.hold[:, 0], found.hold[:, 1], found.hold[:, 2:]
    everybody, members = int(found.records.sum()), found.count(inside)
    if not everybody:
        return
    if members in (0, everybody) and not isinstance(segment.rule, Everyone):
        yield _advice(ws, "everyone" if members else "nobody", "", all=grouped(everybody, ws.language))
    for place, field in enumerate(fields):
        if not found.count(filled[:, place]):
            yield _advice(ws, "never_filled", _label(ws, field))
    blank = found.count(inside & unknown)
    if fields and blank > MOSTLY * members:
        missing = [found.count(inside & unknown & ~filled[:, place]) for place in range(len(fields))]
        most = fields[missing.index(max(missing))]
        some, all_ = grouped(blank, ws.language), grouped(members, ws.language)
        yield _advice(ws, "decided_by_missing", _label(ws, most), some=some, members=all_)


def _fields(rule: Rule, of: str) -> list[Field]:
    """Return the fields of contacts and accounts that a rule asks by themselves."""
    asked = [one for one in leaves_of(rule) if isinstance(one, Question)]
    reach = ("contact", "account") if of == "contacts" else ("account",)
    fields = dict.fromkeys(field for one in asked for field in one.fields if field.of in reach)
    return [field for field in fields if field.labels]


def _label(ws: Workspace, field: Field) -> str:
    return f"{field.of} {field.label(ws.language)}"


def _of_pins(ws: Workspace, segment: Segment) -> Iterator[Advice]:
    pinned = sorted({*segment.pins.always, *segment.pins.never})
    record = segment.of.removesuffix("s")
    gone = ws.rows(
        "SELECT id FROM (SELECT unnest(?::BIGINT[]) AS id) "
        f"WHERE id NOT IN (SELECT {record}_id FROM {segment.of})",
        [pinned],
    )
    if gone:
        yield _advice(ws, "pin_is_gone", ", ".join(str(one) for (one,) in sorted(gone)))
