"""A rule confirmed against a catalogue: every error there can be, before any SQL runs.

Its tests come back as questions. Refuses unknown fields and options, operators and values of another kind,
spans, periods and patterns that are none, and empty groups.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule, Test, depth
from accounts_kit.rules.others import other_field
from accounts_kit.rules.patterns import pattern
from accounts_kit.rules.periods import COUNTING, by_the_clock
from accounts_kit.rules.questions import Asks, Known, Of, Question
from accounts_kit.rules.values import options_between, text_value, value_for

# Which records a rule may speak of directly: a contact has one account, an account has many contacts.
WITHIN_REACH: dict[Of, tuple[str, ...]] = {"contacts": ("contact", "account"), "accounts": ("account",)}

# Python gives up at a thousand calls in calls, and each level takes six of them where SQL is written.
LEVELS = 100

OF_A_LIST = ("is_any_of", "has_any_of", "has_all_of", "is_exactly")


def checked(rule: Rule, catalogue: Catalogue, of: Of = "contacts", clock: Clock | None = None) -> Rule:
    """Return the rule with questions for tests; what counts from today counts from the clock.

    Raises UnknownField, UnknownOption, WrongKind or RuleError, each with what to write instead.
    """
    refuse_depth(rule)
    return _checked(rule, catalogue, of, clock or clock_at(None, catalogue.timezone))


def refuse_depth(rule: Rule) -> None:
    """Raise RuleError for a rule with more groups in groups than Python can follow."""
    if (levels := depth(rule)) > LEVELS:
        raise RuleError(
            f"This rule has groups in groups, {levels} levels deep. At most {LEVELS} can be followed: "
            "put tests of one kind side by side in one group."
        )


def _checked(rule: Rule, catalogue: Catalogue, of: Of, clock: Clock) -> Rule:
    match rule:
        case Everyone() | Question():
            return rule
        case All(rules):
            return All(*(_checked(one, catalogue, of, clock) for one in _not_empty(rules, "all")))
        case Any(rules):
            return Any(*(_checked(one, catalogue, of, clock) for one in _not_empty(rules, "any")))
        case Not(inner):
            return Not(_checked(inner, catalogue, of, clock))
        case Test():
            return _question(rule, catalogue, of, clock)
    raise RuleError(f"{rule!r} is not a rule. Write one with ak.account and ak.contact, or use everyone().")


def counts_from_today(rule: Rule) -> set[object]:
    """Return the units in which a rule counts from the clock; none when the clock changes nothing."""
    match rule:
        case All(rules) | Any(rules):
            return {unit for one in rules for unit in counts_from_today(one)}
        case Not(inner):
            return counts_from_today(inner)
        case Test() if POSITIVE_OF.get(rule.op, rule.op) in COUNTING:
            return {rule.value[-1]} if isinstance(rule.value, tuple) and rule.value else {"days"}
    return set()


def _not_empty(rules: tuple[Rule, ...], key: str) -> tuple[Rule, ...]:
    if not rules:
        raise RuleError(f"The group {key!r} is empty. Put tests in it, or use everyone().")
    return rules


def _question(test: Test, catalogue: Catalogue, of: Of, clock: Clock) -> Question:
    field = _field(test.field, catalogue, of)
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
    if test.value_field is not None:
        asks, other = other_field(test, field, asks, _field(test.value_field, catalogue, of))
        return Question(field, asks, (), other, opposite, drops, exact or field.kind.several)
    asks, values = _values(test, field, asks, clock)
    # Options were brought to their spelling: they compare as written.
    exact = exact or (bool(field.options) and asks not in TEXT_PARTS)
    return Question(field, asks, values, None, opposite, drops, exact)


def _field(name: str, catalogue: Catalogue, of: Of) -> Field:
    field = catalogue.field(name)
    if field.of in WITHIN_REACH[of]:
        return field
    if of == "accounts" and field.of == "contact":
        raise RuleError(
            f"A segment of accounts cannot test {name!r} by itself: an account has many contacts. "
            "Count them: count_of account.contacts with a where, or make a segment of contacts."
        )
    reach = " and ".join(WITHIN_REACH[of])
    raise RuleError(f"{name!r} belongs to a {field.of}; a segment of {of} tests fields of {reach}.")


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
