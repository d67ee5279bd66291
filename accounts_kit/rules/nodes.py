"""The nodes of a rule: a closed, small set of frozen dataclasses. Pure data, and ordinary `==`.

A rule says what was asked, in plain values (text, numbers, lists of them; dates as ISO text), and knows
nothing of a workspace: `rules.checking` confirms it against a catalogue, `rules.matching` and
`rules.compiler` give it its meaning, `rules.plain` and `rules.words` write it down. Each of them is one
`match` over these nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import ClassVar, Literal, NoReturn

from accounts_kit.errors import RuleError, WrongKind

Scalar = str | int | float
Value = Scalar | tuple[Scalar, ...] | None
Missing = Literal["drop"]
Case = Literal["exact"]
RelatedAsks = Literal["count", "sum", "avg", "min", "max", "any", "all", "none"]

HOW_TO_COMBINE = """\
Python has no meaning for that on rules. Combine them with & | and ~, each test in its own parentheses:
  (account.industry == "Software") & (account.employees >= 50)      not: a and b; not: a == "x" & b > 1
  (account.city == "Gent") | (account.city == "Brugge")             not: a or b
  ~(account.city == "Gent")                                         not: not a
  account.employees.between(50, 500)                                not: 50 <= account.employees <= 500
  account.city.is_any_of("Gent", "Brugge")                          not: account.city in ["Gent", "Brugge"]
  account.description.contains("cloud")                             not: "cloud" in account.description"""


def plain(field: str, given: object) -> Scalar | tuple[Scalar, ...]:
    """Return what a field is asked for as JSON has it: dates as ISO text, whole numbers without decimals.

    Raises RuleError for None and NaN, and WrongKind for what no field holds.
    """
    if (
        isinstance(given, Iterable)
        and not isinstance(given, (str, bytes, Mapping))
        and getattr(given, "ndim", True)
    ):
        return tuple(_scalar(field, one) for one in given)
    return _scalar(field, given)


def _scalar(field: str, given: object) -> Scalar:
    match given:
        case bool():
            hint = 'A yes/no field is a dropdown: write "Ja" or "Nee", or whatever its options are.'
            raise WrongKind(f"{field!r} was asked for {given}, which no field holds. {hint}")
        case str() | int():
            return given
        case float() | Decimal():
            return _number(field, given)
        case date():
            return given.isoformat()
        case None:
            raise RuleError(f"{field!r} was asked for None. Use is_blank() or is_filled().")
    if hasattr(given, "item"):  # a number of numpy
        return _scalar(field, given.item())
    raise WrongKind(f"{field!r} was asked for {given!r}, and no field holds a {type(given).__name__}.")


def _number(field: str, given: float | Decimal) -> Scalar:
    if not isfinite(given):
        raise RuleError(
            f"{field!r} was asked for {given}, which is not a number. Use is_blank() or is_filled()."
        )
    if given == int(given):
        return int(given)
    as_float = float(given)
    return as_float if Decimal(repr(as_float)) == Decimal(str(given)) else str(given)


def refuse_in_python(*_: object) -> NoReturn:
    """Raise RuleError with the ways to write what `and`, `or`, `not`, `in` and chains cannot say."""
    raise RuleError(HOW_TO_COMBINE)


class Rule:
    """A condition on accounts or contacts. `&`, `|` and `~` of rules are rules; `str()` reads as English."""

    __slots__ = ()

    def __and__(self, other: Rule) -> Rule:
        return _joined(All, self, other)

    def __or__(self, other: Rule) -> Rule:
        return _joined(Any, self, other)

    def __invert__(self) -> Rule:
        return Not(self)

    __rand__ = __ror__ = __bool__ = __contains__ = refuse_in_python

    def __repr__(self) -> str:
        from accounts_kit.rules.spelling import spelled

        return spelled(self)

    def __str__(self) -> str:
        return self.describe("en")

    def describe(self, language: str = "en") -> str:
        """Return the rule as a sentence in Dutch ("nl") or English ("en")."""
        from accounts_kit.rules.words import described

        return described(self, language)

    def to_dict(self) -> dict[str, object]:
        """Return the rule as JSON has it: dicts, lists, text and numbers."""
        from accounts_kit.rules.plain import to_dict

        return to_dict(self)

    @staticmethod
    def from_dict(said: Mapping[str, object]) -> Rule:
        """Return the rule that JSON says; raises RuleError for keys and shapes that it cannot have."""
        from accounts_kit.rules.plain import from_dict

        return from_dict(said)


@dataclass(frozen=True, repr=False, slots=True)
class Everyone(Rule):
    """Everybody: the rule without a condition."""


@dataclass(frozen=True, repr=False, slots=True, init=False)
class All(Rule):
    """Holds when all of its rules hold."""

    rules: tuple[Rule, ...]

    def __init__(self, *rules: Rule) -> None:
        object.__setattr__(self, "rules", rules)


@dataclass(frozen=True, repr=False, slots=True, init=False)
class Any(Rule):
    """Holds when at least one of its rules holds."""

    rules: tuple[Rule, ...]

    def __init__(self, *rules: Rule) -> None:
        object.__setattr__(self, "rules", rules)


@dataclass(frozen=True, repr=False, slots=True)
class Not(Rule):
    """Holds when its rule does not."""

    rule: Rule


@dataclass(frozen=True, repr=False, slots=True)
class Test(Rule):
    """A leaf: what is asked (`op`) of a field, with a value, or with another field (`value_field`).

    `missing="drop"` leaves out records without the value, `case="exact"` compares letters as written.
    """

    __test__: ClassVar[bool] = False  # for pytest, which takes every class named Test for one of its own

    field: str
    op: str
    value: Value = None
    value_field: str | None = None
    missing: Missing | None = None
    case: Case | None = None

    def __post_init__(self) -> None:
        if self.value is not None:
            object.__setattr__(self, "value", plain(self.field, self.value))
        if self.missing not in (None, "drop"):
            raise RuleError(f'missing={self.missing!r} is not known. Write missing="drop", or leave it out.')
        if self.case not in (None, "exact"):
            raise RuleError(f'case={self.case!r} is not known. Write case="exact", or leave it out.')


@dataclass(frozen=True, repr=False, slots=True)
class Related(Rule):
    """What the related records say: a measure of them that is compared, or whether any, all or none are such.

    `of` is a relation ("account.contacts"), for sum, avg, min and max with a field ("account.deals.value"),
    for count also a field of several values ("contact.tags"). Only those for which `where` holds count.
    """

    asks: RelatedAsks
    of: str
    where: Rule | None = None
    op: str | None = None
    value: Value = None
    missing: Missing | None = None

    def __post_init__(self) -> None:
        if self.value is not None:
            object.__setattr__(self, "value", plain(self.of, self.value))
        if self.missing not in (None, "drop"):
            raise RuleError(f'missing={self.missing!r} is not known. Write missing="drop", or leave it out.')


@dataclass(frozen=True, repr=False, slots=True)
class InSegment(Rule):
    """Holds for the members of a saved segment; of a contact, for one whose account is in one of accounts."""

    name: str

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise RuleError(f"in_segment takes the name of a saved segment, not {self.name!r}.")


def parts(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules that a rule is made of: of a group its members, of related records their `where`."""
    match rule:
        case All(rules) | Any(rules):
            return rules
        case Not(inner):
            return (inner,)
        case Related(where=Rule() as where):
            return (where,)
    return ()


def depth(rule: Rule) -> int:
    """Return how many groups lie in each other, at most; 0 for a test. Counts without calling itself."""
    deepest, waiting = 0, [(rule, 0)]
    while waiting:
        one, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(member, level + 1) for member in parts(one)]
    return deepest


def _joined(group: type[All] | type[Any], left: Rule, right: object) -> Rule:
    """Return the group of both; `a & b & c` is one group of three."""
    if not isinstance(right, Rule):
        raise RuleError(HOW_TO_COMBINE)
    # A group of one or none stays whole: only what & and | made is joined, so that repr can spell it.
    first = left.rules if isinstance(left, group) and len(left.rules) > 1 else (left,)
    return group(*first, right)
