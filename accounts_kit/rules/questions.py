"""Questions: what a catalogue makes of the tests of a rule, and where both engines start.

A question has the field itself, a positive operator and values of the field's kind. Of the operators in JSON
few are left: `is` is a list of one, negatives are the opposite of a positive, the order of options is a list
of options, and what counts from today is days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from accounts_kit.model import Field
from accounts_kit.model.relations import Relation
from accounts_kit.rules.nodes import All, Any, Not, RelatedAsks, Rule

Known = str | Decimal | date | datetime
Of = Literal["contacts", "accounts"]
Asks = Literal[
    "is_filled", "is_any_of", ">", ">=", "<", "<=", "between", "anniversary_in",
    "contains", "starts_with", "ends_with", "matches", "has_any_of", "has_all_of", "is_exactly",
]  # fmt: skip


@dataclass(frozen=True, repr=False, slots=True)
class Question(Rule):
    """A test that a catalogue has confirmed: `asks` is positive, `opposite` turns the answer round.

    It asks for `values`, or for the value of the field `other`. Where the value (or the other one) is missing
    the answer is no, so its opposite is yes, unless `drops`.
    """

    field: Field
    asks: Asks
    values: tuple[Known, ...] = ()
    other: Field | None = None
    opposite: bool = False
    drops: bool = False
    exact: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields whose values it needs."""
        return (self.field,) if self.other is None else (self.field, self.other)


@dataclass(frozen=True, repr=False, slots=True)
class Measured(Rule):
    """Related records that a catalogue has confirmed: those for which `where` holds answer together.

    `any`, `all` and `none` answer by themselves. A measure (count, sum ...) is what `question` is about: the
    field of `question` stands for it. `field` is the field of the records that is measured, and of a count
    without a `relation` the one whose values are counted.
    """

    asks: RelatedAsks
    relation: Relation | None
    where: Rule
    field: Field | None = None
    question: Question | None = None

    @property
    def owner(self) -> str:
        """The record that has the related ones: account or contact."""
        return self.relation.owner if self.relation else self.field.of if self.field else ""


@dataclass(frozen=True, repr=False, slots=True)
class Member(Rule):
    """A saved segment that a catalogue has confirmed, with its rule checked; pins are ids, and never wins."""

    name: str
    of: Of
    rule: Rule
    always: tuple[int, ...] = ()
    never: tuple[int, ...] = ()


def membership(member: Member) -> Rule:
    """Return what makes a record a member: the rule or a pin, no pin against it, and being there at all."""
    identity = _IDS[member.of]
    rule = member.rule
    if member.always:
        rule = Any(rule, _pinned(identity, member.always))
    if member.never:
        rule = All(rule, Not(_pinned(identity, member.never)))
    # A contact may have no account, which then is in no segment, whatever the rule says of missing values.
    return All(Question(identity, "is_filled"), rule) if member.of == "accounts" else rule


_IDS: dict[Of, Field] = {
    "contacts": Field(of="contact", key="contact_id", kind_name="number", labels={}),
    "accounts": Field(of="account", key="account_id", kind_name="number", labels={}),
}


def _pinned(identity: Field, ids: tuple[int, ...]) -> Question:
    return Question(identity, "is_any_of", tuple(Decimal(one) for one in ids))


def leaves_of(rule: Rule) -> Iterator[Question | Measured]:
    """Yield the questions and measures of a checked rule, those of the segments that it names too."""
    match rule:
        case All(rules) | Any(rules):
            for one in rules:
                yield from leaves_of(one)
        case Not(inner):
            yield from leaves_of(inner)
        case Question() | Measured():
            yield rule
        case Member():
            yield from leaves_of(membership(rule))


def owners(rule: Rule) -> frozenset[str]:
    """Return the records that a checked rule asks something: account, contact, or what a `where` is about."""
    found: set[str] = set()
    for leaf in leaves_of(rule):
        found |= {leaf.owner} if isinstance(leaf, Measured) else {field.of for field in leaf.fields}
    return frozenset(found)
