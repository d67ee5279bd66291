"""A rule confirmed against a catalogue: every error there can be, before any SQL runs.

Its tests come back as questions: the field itself, a positive operator, values of the field's kind. Both
engines start from there. Refuses unknown fields and options, operators and values of another kind, and empty
groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
)  # fmt: skip
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule, Test
from accounts_kit.rules.values import Known, options_between, text_value, value_for

Of = Literal["contacts", "accounts"]

# Which records a rule may speak of directly: a contact has one account, an account has many contacts.
WITHIN_REACH: dict[str, tuple[str, ...]] = {"contacts": ("contact", "account"), "accounts": ("account",)}

WITHOUT_VALUE = ("is_filled",)
OF_A_LIST = ("is_any_of", "has_any_of", "has_all_of", "is_exactly")
BUILT = frozenset({"is", "is_any_of", ">", ">=", "<", "<=", "between", "contains", "starts_with", "ends_with",
    "is_filled", "has_any_of", "has_all_of", "is_exactly"})  # fmt: skip


@dataclass(frozen=True, repr=False, slots=True)
class Question(Rule):
    """A test that a catalogue has confirmed. `asks` is positive; `opposite` turns the answer round.

    The answer on a missing value is no, so its opposite is yes, unless `drops`.
    """

    field: Field
    asks: str
    values: tuple[Known, ...] = ()
    opposite: bool = False
    drops: bool = False
    exact: bool = False


def checked(rule: Rule, catalogue: Catalogue, of: Of = "contacts") -> Rule:
    """Return the rule with questions for tests.

    Raises UnknownField, UnknownOption, WrongKind or RuleError, each with what to write instead.
    """
    match rule:
        case Everyone() | Question():
            return rule
        case All(rules):
            return All(*(checked(one, catalogue, of) for one in _not_empty(rules, "all")))
        case Any(rules):
            return Any(*(checked(one, catalogue, of) for one in _not_empty(rules, "any")))
        case Not(inner):
            return Not(checked(inner, catalogue, of))
        case Test():
            return _question(rule, catalogue, of)
    raise RuleError(f"{rule!r} is not a rule. Write one with ak.account and ak.contact, or use everyone().")


def _not_empty(rules: tuple[Rule, ...], key: str) -> tuple[Rule, ...]:
    if not rules:
        raise RuleError(f"The group {key!r} is empty. Put tests in it, or use everyone().")
    return rules


def _question(test: Test, catalogue: Catalogue, of: Of) -> Question:
    field = _field(test.field, catalogue, of)
    operator = _operator(test, field)
    asks = POSITIVE_OF.get(operator, operator)
    if asks not in BUILT or test.value_field is not None:
        what = "comparing with another field" if test.value_field is not None else repr(test.op)
        raise RuleError(f"{field.name!r}: {what} is not built yet in this version of accounts_kit.")
    if test.missing and operator not in NEGATIVES:
        raise RuleError(
            f'{field.name!r}: missing="drop" is for negative tests such as is_not. '
            f"Leave it out of {test.op!r}, which says by itself what it does with a missing value."
        )
    asks, values = _values(test, field, asks, catalogue)
    # Options were brought to their spelling: they compare as written.
    exact = bool(test.case) or (bool(field.options) and asks not in TEXT_PARTS)
    return Question(field, asks, values, operator in POSITIVE_OF, bool(test.missing), exact)


def _field(name: str, catalogue: Catalogue, of: Of) -> Field:
    field = catalogue.field(name)
    if field.of in WITHIN_REACH[of]:
        return field
    if of == "accounts" and field.of == "contact":
        raise RuleError(
            f"A segment of accounts cannot test {name!r} by itself: an account has many contacts. "
            "Count them: count_of account.contacts with a where, or make a segment of contacts."
        )
    raise RuleError(f"{name!r} belongs to a {field.of}; a segment of {of} tests {_reach(of)} fields.")


def _reach(of: Of) -> str:
    return " and ".join(WITHIN_REACH[of])


def _operator(test: Test, field: Field) -> str:
    family = field.kind.family
    if test.op not in OPERATORS[family]:
        raise WrongKind(
            f"{field.name!r} holds {HOLDS[family]}, and {test.op!r} is for {is_for(test.op)}. "
            f"Use {ASK_WITH[family]}."
        )
    return SYNONYMS.get(test.op, test.op)


def _values(test: Test, field: Field, asks: str, catalogue: Catalogue) -> tuple[str, tuple[Known, ...]]:
    """Return the operator and the values of the field's kind; equality and order of options become a list."""
    given = _given(test, asks)
    if asks in TEXT_PARTS:
        return asks, tuple(text_value(field, one) for one in given)
    values = tuple(value_for(field, one, catalogue.timezone, exact=bool(test.case)) for one in given)
    if asks == "is":
        return "is_any_of", values
    if field.kind.family == "option" and asks not in ("is_any_of", "is_filled"):
        return "is_any_of", options_between(field, asks, values)
    return asks, values


def _given(test: Test, asks: str) -> Sequence[object]:
    """Return the values that were given, as many as the operator takes."""
    given, said = test.value, f"{test.field!r}: {test.op!r}"
    listed = isinstance(given, tuple)
    if asks in WITHOUT_VALUE:
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
    if listed:
        raise RuleError(f"{said} takes one value, not a list. Use is_any_of, has_any_of, or a group 'any'.")
    return (given,)
