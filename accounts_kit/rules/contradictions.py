"""Tests that can never be true together, or never false together: found without looking at any data.

The tests of a group on one field are asked of witnesses: values that stand for every value the field can
have, as far as these tests tell them apart (missing, each value asked for, one between each two, one beyond;
each option; each set of options). What no witness meets nothing meets. Where witnesses cannot stand for all
values, as for parts of text, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from accounts_kit.model import Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import TEXT_PARTS
from accounts_kit.rules.days import Clock, end_of, start_of
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import All, Any, Not, Rule
from accounts_kit.rules.questions import Known, Measured, Member, Question

# With more values than this a list has more sets of them than are worth asking.
SEVERAL = 8
# No field holds this text by chance.
ANOTHER = "\ufdd0 another value"


class Literal(NamedTuple):
    """A leaf of a group, or its opposite."""

    leaf: Rule
    negated: bool


class Finding(NamedTuple):
    """What is wrong with a group: contradiction, tautology or redundant; and the leaves that make it so."""

    advice: str
    leaves: tuple[Rule, ...]


def findings(rule: Rule, clock: Clock) -> Iterator[Finding]:
    """Yield what is wrong inside the groups of a checked rule, from the outside in."""
    yield from _in_group(rule, clock, negated=False)


def _in_group(rule: Rule, clock: Clock, *, negated: bool) -> Iterator[Finding]:
    while isinstance(rule, Not):
        rule, negated = rule.rule, not negated
    together = isinstance(rule, All) != negated or not isinstance(rule, (All, Any))
    literals: list[Literal] = []
    for one, turned in _flat(rule, negated=negated, together=together):
        if isinstance(one, (All, Any)):
            yield from _in_group(one, clock, negated=turned)
        else:
            literals.append(Literal(one, turned))
            if isinstance(one, Measured):
                yield from _in_group(one.where, clock, negated=False)
    yield from _of_fields(literals, clock, together=together)
    yield from _of_the_same(literals, together=together)


def _flat(rule: Rule, *, negated: bool, together: bool) -> Iterator[tuple[Rule, bool]]:
    """Yield the members of a group, those of groups of its kind inside it too, without `not`."""
    while isinstance(rule, Not):
        rule, negated = rule.rule, not negated
    if isinstance(rule, (All, Any)) and (isinstance(rule, All) != negated) == together:
        for one in rule.rules:
            yield from _flat(one, negated=negated, together=together)
    else:
        yield rule, negated


def _of_fields(literals: Sequence[Literal], clock: Clock, *, together: bool) -> Iterator[Finding]:
    by_field: dict[Field, list[Literal]] = {}
    for one in literals:
        question = one.leaf.question if isinstance(one.leaf, Measured) else one.leaf
        if isinstance(question, Question) and question.other is None:
            key = question.field
            if isinstance(one.leaf, Measured):
                if one.leaf.asks == "count":
                    yield from _judged([one], _counts(question), question.field, clock, together=together)
                continue
            by_field.setdefault(key, []).append(one)
    for field, asked in by_field.items():
        known = [one for one in asked if _can_be_judged(one.leaf)]
        witnesses = _witnesses(field, known, clock, together=together)
        if known and witnesses is not None:
            # Texts that one test admits stand for all who meet it, and not for those who meet the others.
            whole = not (field.kind.family == "text" and together)
            yield from _judged(known, witnesses, field, clock, together=together, whole=whole)


def _judged(
    literals: Sequence[Literal],
    witnesses: Iterable[object],
    field: Field,
    clock: Clock,
    *,
    together: bool,
    whole: bool = True,
) -> Iterator[Finding]:
    """Yield what the witnesses say of literals on one field; `whole` when they stand for all its values."""
    said = [[_meets(one, field, witness, clock) for one in literals] for witness in witnesses]
    leaves = tuple(one.leaf for one in literals)
    if together and not any(all(row) for row in said):
        yield Finding("contradiction", _fewest(said, leaves, together=True) if whole else leaves)
    elif not together and all(any(row) for row in said):
        yield Finding("tautology", _fewest(said, leaves, together=False))
    elif whole and (alone := _alone(said, leaves, together=together)):
        yield alone
    elif whole and len(literals) > 1:
        extra = [leaf for place, leaf in enumerate(leaves) if _adds_nothing(said, place, together=together)]
        yield from (Finding("redundant", (leaf,)) for leaf in extra[:1])


def _alone(said: Sequence[Sequence[bool]], leaves: tuple[Rule, ...], *, together: bool) -> Finding | None:
    """Return what a leaf is by itself: always true beside others that must hold, or never among others."""
    for place, leaf in enumerate(leaves):
        if all(row[place] == together for row in said):
            return Finding("tautology" if together else "contradiction", (leaf,))
    return None


def _adds_nothing(said: Sequence[Sequence[bool]], place: int, *, together: bool) -> bool:
    """Return whether the other literals of a group decide alike without this one."""
    rows = [(row[place], [*row[:place], *row[place + 1 :]]) for row in said]
    if together:
        return all(own for own, others in rows if all(others))
    return not any(own and not any(others) for own, others in rows)


def _fewest(said: Sequence[Sequence[bool]], leaves: tuple[Rule, ...], *, together: bool) -> tuple[Rule, ...]:
    """Return one or two leaves that are enough for the finding, or all of them."""
    for size in (1, 2):
        for places in combinations(range(len(leaves)), size):
            answers = [[row[place] for place in places] for row in said]
            if (not any(map(all, answers))) if together else all(map(any, answers)):
                return tuple(leaves[place] for place in places)
    return leaves


def _meets(literal: Literal, field: Field, witness: object, clock: Clock) -> bool:
    question = literal.leaf.question if isinstance(literal.leaf, Measured) else literal.leaf
    if question is None:
        return False
    return holds(question, {field.name: witness}, clock) != literal.negated


def _can_be_judged(leaf: Rule) -> bool:
    return isinstance(leaf, Question) and leaf.asks != "anniversary_in"


def _witnesses(
    field: Field, asked: Sequence[Literal], clock: Clock, *, together: bool
) -> list[object] | None:
    """Return values that stand for all that the field can have; None where there are no such."""
    questions = [one.leaf for one in asked if isinstance(one.leaf, Question)]
    values = [value for one in questions for value in one.values]
    parts = any(one.asks in TEXT_PARTS for one in questions)
    match field.kind.family:
        case "number":
            return [None, *_between([value for value in values if isinstance(value, Decimal)])]
        case "moment" if field.kind_name == "date":
            return [None, *_days([value for value in values if isinstance(value, date)])]
        case "moment":
            return [None, *_moments(values, clock)]
        case "option" if field.options:
            return [None, *field.options]
        case "several" if not parts:
            return _sets(field, values)
        case "text":
            return _texts(asked, values, parts=parts, together=together)
    return [None, ANOTHER] if all(one.asks == "is_filled" for one in questions) else None


def _between(values: Sequence[Decimal]) -> list[Decimal]:
    ordered = sorted(set(values)) or [Decimal(0)]
    middle = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [ordered[0] - 1, *ordered, *middle, ordered[-1] + 1]


def _counts(question: Question) -> list[Decimal]:
    """Return whole numbers from 0 that stand for all."""
    asked = {
        int(value) + step for value in question.values if isinstance(value, Decimal) for step in (-1, 0, 1)
    }
    return [Decimal(one) for one in sorted({0, *(one for one in asked if one >= 0)})]


def _days(days: Sequence[date]) -> list[object]:
    return [one for day in days for one in _near(day, timedelta(days=1))] or [date(2026, 1, 1)]


def _near(moment: date, step: timedelta) -> list[date]:
    """Return a day or moment, and the ones before and after it, as far as the calendar goes."""
    found = [moment]
    for turned in (-step, step):
        try:
            found.append(moment + turned)
        except OverflowError:  # the first or last there is
            continue
    return found


def _moments(values: Sequence[Known], clock: Clock) -> list[object]:
    edges = [clock.now]
    for value in values:
        if isinstance(value, datetime):
            edges.append(value)
        elif isinstance(value, date):
            edges += [start_of(value, clock.zone), end_of(value, clock.zone)]
    return [one for edge in edges for one in _near(edge, timedelta(microseconds=1))]


def _sets(field: Field, values: Sequence[Known]) -> list[object] | None:
    """Return every set of the items asked for, with and without another one."""
    items = list(dict.fromkeys(str(value) for value in values))
    if len(items) > SEVERAL:
        return None
    others = [one for one in field.options if one not in items][:1] if field.options else [ANOTHER]
    if field != TAGS and not field.options:
        return None
    known = [*items, *others]
    sets = [list(one) for size in range(1, len(known) + 1) for one in combinations(known, size)]
    return [None, *sets]


def _texts(
    asked: Sequence[Literal], values: Sequence[Known], *, parts: bool, together: bool
) -> list[object] | None:
    """Return texts that stand for all: those of a test for equality, where letters compare without case."""
    questions = [(one.leaf, one.negated) for one in asked if isinstance(one.leaf, Question)]
    if together and any(one.asks == "is_filled" and one.opposite != turned for one, turned in questions):
        return [None]  # whoever meets the group has no value
    if any(one.exact or one.asks == "matches" for one, _ in questions):
        return None
    equal = [one for one, turned in questions if one.asks == "is_any_of" and one.opposite == turned]
    if together and equal:  # whoever meets the group has one of these
        return [None, *equal[0].values]
    only_equality = all(one.asks in ("is_any_of", "is_filled") for one, _ in questions)
    return [None, *values, ANOTHER] if only_equality and not parts else None


def _of_the_same(literals: Sequence[Literal], *, together: bool) -> Iterator[Finding]:
    """Yield leaves that stand in a group as they are and as their opposite: segments, related records."""
    plain = [one.leaf for one in literals if not one.negated]
    for one in literals:
        if one.negated and isinstance(one.leaf, (Measured, Member)) and one.leaf in plain:
            yield Finding("contradiction" if together else "tautology", (one.leaf,))
    asked = [one.leaf for one in literals if not one.negated and isinstance(one.leaf, Measured)]
    for first, second in combinations(asked, 2):
        same = (first.relation, first.where) == (second.relation, second.where) and first.relation
        if same and {first.asks, second.asks} == {"any", "none"}:
            yield Finding("contradiction" if together else "tautology", (first, second))
