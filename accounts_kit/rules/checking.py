"""A rule confirmed against a catalogue: every error there can be, before any SQL runs.

Its tests come back as questions. Refuses unknown fields and options, operators and values of another kind,
spans, periods and patterns that are none, and empty groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.operators import (
    ASK_WITH,
    HOLDS,
    NEGATIVES,
    OPERATORS,
    POSITIVE_OF,
    SYNONYMS,
    TEXT_PARTS,
    is_for,
)
from accounts_kit.model.relations import RELATIONS
from accounts_kit.model.saved import SavedSegment
from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.measuring import measured_by, refuse_owner, refuse_segment, stand_in_for
from accounts_kit.rules.nodes import (
    All,
    Any,
    Everyone,
    InSegment,
    Not,
    Related,
    Rule,
    Test,
    depth,
    parts,
)
from accounts_kit.rules.others import other_field
from accounts_kit.rules.patterns import pattern
from accounts_kit.rules.periods import COUNTING, by_the_clock
from accounts_kit.rules.plain import from_dict
from accounts_kit.rules.questions import Asks, Known, Measured, Member, Question
from accounts_kit.rules.values import options_between, refuse_swapped, text_value, value_for

# Which records a rule on the rows of a table may speak of directly: a contact has one account, an account
# has many contacts.
WITHIN_REACH: dict[str, tuple[str, ...]] = {
    "contacts": ("contact", "account"),
    "accounts": ("account",),
} | {"notes": ("note",), "activities": ("activity",), "deals": ("deal",), "tasks": ("task",)}

# Python gives up at a thousand calls in calls, and each level takes six of them where SQL is written.
LEVELS = 100

OF_A_LIST = ("is_any_of", "has_any_of", "has_all_of", "is_exactly")


def checked(rule: Rule, catalogue: Catalogue, of: str = "contacts", clock: Clock | None = None) -> Rule:
    """Return the rule with questions for tests; what counts from today counts from the clock.

    Raises UnknownField, UnknownOption, UnknownRecord (a segment that is not saved), WrongKind or RuleError,
    each with what to write instead.
    """
    return _Checker(catalogue, clock or clock_at(None, catalogue.timezone)).checked(rule, of)


def refuse_depth(rule: Rule, above: int = 0) -> None:
    """Raise RuleError for a rule with more groups in groups than Python can follow."""
    if (levels := depth(rule) + above) > LEVELS:
        raise RuleError(
            f"This rule has groups in groups, {levels} levels deep. At most {LEVELS} can be followed: "
            "put tests of one kind side by side in one group."
        )


class _Checker:
    """One rule and the segments that it names, each checked once."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self.catalogue = catalogue
        self.clock = clock
        self.members: dict[int, Member] = {}
        self.open: list[SavedSegment] = []
        self.levels = 0

    def checked(self, rule: Rule, of: str) -> Rule:
        refuse_depth(rule, self.levels)
        return self.node(rule, of)

    def node(self, rule: Rule, of: str) -> Rule:
        match rule:
            case Everyone() | Question() | Measured() | Member():
                return rule
            case All(rules):
                return All(*(self.node(one, of) for one in _not_empty(rules, "all")))
            case Any(rules):
                return Any(*(self.node(one, of) for one in _not_empty(rules, "any")))
            case Not(inner):
                return Not(self.node(inner, of))
            case Test():
                return self.test(rule, _field(rule.field, self.catalogue, of), of)
            case Related():
                return self.related(rule, of)
            case InSegment(name):
                return self.member(self.catalogue.segment(name), of)
        raise RuleError(
            f"{rule!r} is not a rule. Write one with ak.account and ak.contact, or use everyone()."
        )

    def test(self, test: Test, field: Field, of: str) -> Question:
        other = None if test.value_field is None else _field(test.value_field, self.catalogue, of)
        return _question(test, field, other, self.clock)

    def related(self, rule: Related, of: str) -> Measured:
        measured = measured_by(rule, self.catalogue)
        if measured.owner not in WITHIN_REACH[of]:
            refuse_owner(rule, measured.owner, of)
        where: Rule = Everyone()
        if measured.relation and rule.where is not None:
            where = self.node(rule.where, measured.relation.records)
        question = None
        if (stand_in := stand_in_for(rule, measured)) is not None:
            test = Test(stand_in.name, rule.op or "", rule.value, missing=rule.missing)
            question = self.test(test, stand_in, of)
        return replace(measured, where=where, question=question)

    def member(self, saved: SavedSegment, of: str) -> Member:
        if of not in ("contacts", saved.of):
            refuse_segment(saved.name, saved.of, of)
        if saved in self.open:
            circle = " -> ".join(repr(one.name) for one in (*self.open[self.open.index(saved) :], saved))
            raise RuleError(f"Segments refer to each other in a circle: {circle}. Take one of them out.")
        if saved.segment_id not in self.members:
            rule, above = from_dict(saved.rule), self.levels
            self.open.append(saved)
            self.levels += 1 + depth(rule)
            refuse_depth(rule, above)
            inside = self.node(rule, saved.of)
            self.open.pop()
            self.levels = above
            self.members[saved.segment_id] = Member(saved.name, saved.of, inside, saved.always, saved.never)
        return self.members[saved.segment_id]


def counts_from_today(rule: Rule, catalogue: Catalogue) -> set[object]:
    """Return the units in which a rule counts from the clock; none when the clock changes nothing."""
    units: set[object] = set()
    waiting, seen = [rule], set()
    while waiting:
        one = waiting.pop()
        waiting += parts(one)
        if (
            isinstance(one, InSegment)
            and one.name not in seen
            and (found := catalogue.find_segment(one.name))
        ):
            seen.add(one.name)
            waiting.append(from_dict(found.rule))
        elif isinstance(one, (Test, Related)) and POSITIVE_OF.get(one.op or "", one.op) in COUNTING:
            units.add(one.value[-1] if isinstance(one.value, tuple) and one.value else "days")
    return units


def _not_empty(rules: tuple[Rule, ...], key: str) -> tuple[Rule, ...]:
    if not rules:
        raise RuleError(f"The group {key!r} is empty. Put tests in it, or use everyone().")
    return rules


def _question(test: Test, field: Field, other: Field | None, clock: Clock) -> Question:
    operator = _operator(test, field)
    if test.missing and operator not in NEGATIVES:
        raise RuleError(
            f'{field.name!r}: missing="drop" is for negative tests such as is_not. '
            f"Leave it out of {test.op!r}, which says by itself what it does with a missing value."
        )
    asks = cast(Asks, POSITIVE_OF.get(operator, operator))
    if test.case and (asks == "is_filled" or field.kind.family in ("number", "moment")):
        raise RuleError(f'{field.name!r}: case="exact" is for text. Leave it out of this {test.op!r}.')
    opposite, drops, exact = operator in POSITIVE_OF, bool(test.missing), bool(test.case)
    if other is not None:
        asks, other = other_field(test, field, asks, other)
        return Question(field, asks, (), other, opposite, drops, exact or field.kind.several)
    asks, values = _values(test, field, asks, clock)
    # Options were brought to their spelling: they compare as written.
    exact = exact or (bool(field.options) and asks not in TEXT_PARTS)
    return Question(field, asks, values, None, opposite, drops, exact)


def _field(name: str, catalogue: Catalogue, of: str) -> Field:
    field = catalogue.field(name)
    if field.of in WITHIN_REACH[of]:
        return field
    if of == "accounts" and field.of == "contact":
        raise RuleError(
            f"A segment of accounts cannot test {name!r} by itself: an account has many contacts. "
            "Count them: count_of account.contacts with a where, or make a segment of contacts."
        )
    reach = " and ".join(WITHIN_REACH[of])
    if of not in ("contacts", "accounts"):
        raise RuleError(f"{name!r} belongs to a {field.of}; inside this 'where' are fields of a {reach}.")
    raise RuleError(
        f"{name!r} belongs to a {field.of}; a segment of {of} tests fields of {reach}. "
        f"Ask its related records: count_of or any_of with a where. {_relations_with(field.of)}"
    )


def _relations_with(record: str) -> str:
    named = [one.name for one in RELATIONS.values() if one.record == record]
    return f"There is: {', '.join(named)}."


def _operator(test: Test, field: Field) -> str:
    family = field.kind.family
    if test.op not in OPERATORS[family]:
        raise WrongKind(
            f"{field.name!r} holds {HOLDS[family]}, and {test.op!r} is for {is_for(test.op)}. "
            f"Use {ASK_WITH[family]}."
        )
    return SYNONYMS.get(test.op, test.op)


def _values(test: Test, field: Field, asks: str, clock: Clock) -> tuple[Asks, tuple[Known, ...]]:
    """Return the operator and the values of the field's kind; equality and order of options become a list."""
    given = _given(test, asks)
    exact = bool(test.case)
    if asks in COUNTING:
        return by_the_clock(field, asks, test.value, clock)
    if asks in TEXT_PARTS:
        texts = tuple(text_value(field, one) for one in given)
        if asks == "matches":
            pattern(texts[0], exact=exact)
        return cast(Asks, asks), texts
    values = tuple(value_for(field, one, str(clock.zone), exact=exact) for one in given)
    if asks == "between":
        refuse_swapped(field, values, given, exact=exact)
    if asks == "is":
        return "is_any_of", values
    if field.kind.family == "option" and asks not in ("is_any_of", "is_filled"):
        return "is_any_of", options_between(field, asks, values)
    return cast(Asks, asks), values


def _given(test: Test, asks: str) -> Sequence[object]:
    """Return the values that were given, as many as the operator takes."""
    given, said = test.value, f"{test.field!r}: {test.op!r}"
    if asks == "is_filled":
        if given is not None:
            raise RuleError(f"{said} takes no value, and {given!r} was given. Leave it out.")
        return ()
    if given is None:
        raise RuleError(f"{said} needs a value. To ask for a missing value, use is_blank().")
    if asks == "between":
        if not isinstance(given, tuple) or len(given) != 2:
            raise RuleError(f"{said} takes two values, the lower and the higher one, not {given!r}.")
        return given
    if asks in OF_A_LIST:
        if not isinstance(given, tuple):
            raise RuleError(f"{said} takes a list of values. Write [{given!r}].")
        return given
    if isinstance(given, tuple) and asks not in COUNTING:
        raise RuleError(f"{said} takes one value, not a list. Use is_any_of, has_any_of, or a group 'any'.")
    return (given,)
