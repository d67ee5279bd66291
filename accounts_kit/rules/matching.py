"""The meaning of a rule in plain Python: whether it holds for one row.

A row maps dotted names ("account.industry") to values: text, Decimal, date, aware datetime, lists, Person for
users; what is not there is missing. This is the reference that the SQL of `rules.compiler` must equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any as Anything, NamedTuple
from zoneinfo import ZoneInfo

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import TEXT_PARTS
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import AsOf, clock_at
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.patterns import pattern
from accounts_kit.rules.periods import anniversary
from accounts_kit.rules.questions import Of, Question
from accounts_kit.words.text import fold, key_of

Row = Mapping[str, object]


class Person(NamedTuple):
    """A user in a row: known by name or e-mail address."""

    name: str
    email: str | None


def matches(rule: Rule, row: Row, catalogue: Catalogue, of: Of = "contacts", *, as_of: AsOf = None) -> bool:
    """Return whether the rule holds for the row; raises what `checked` raises."""
    clock = clock_at(as_of, catalogue.timezone)
    return holds(checked(rule, catalogue, of, clock), row, clock.zone)


def holds(rule: Rule, row: Row, zone: ZoneInfo) -> bool:
    """Return whether a checked rule holds for the row."""
    match rule:
        case Everyone():
            return True
        case All(rules):
            return all(holds(one, row, zone) for one in rules)
        case Any(rules):
            return any(holds(one, row, zone) for one in rules)
        case Not(inner):
            return not holds(inner, row, zone)
        case Question():
            return _answer(rule, [row.get(field.name) for field in rule.fields], zone)
    raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")


def _answer(question: Question, found: list[object], zone: ZoneInfo) -> bool:
    if any(value is None or value == [] for value in found):
        return question.opposite and not question.drops
    return _holds(question, found[0], found[1:], zone) != question.opposite


def _holds(question: Question, value: object, others: list[object], zone: ZoneInfo) -> bool:
    own = _comparable(question, value)
    asked = [_comparable(question, one) for one in question.values or others]
    if question.asks == "is_filled":
        return True
    if isinstance(own, Person):
        return own in asked or any(one in asked for one in own)
    if isinstance(own, list):
        return _of_several(question, own, asked[0] if question.other else asked)
    pairs = [_on_one_scale(own, one, zone) for one in asked]
    return _of_one(question, [one for one, _ in pairs], [one for _, one in pairs])


def _comparable(question: Question, value: Anything) -> Anything:
    """Return text as it compares: folded, unless exact; tags by the key that makes them one tag."""
    match value:
        case Person():
            return Person(*(_comparable(question, one) for one in value))
        case list():
            return [_comparable(question, one) for one in value]
        case str() if not question.exact and question.asks != "matches":
            by_key = question.field == TAGS and question.asks not in TEXT_PARTS
            return key_of(value) if by_key else fold(value)
    return value


def _on_one_scale(value: Anything, asked: Anything, zone: ZoneInfo) -> tuple[Anything, Anything]:
    """Return both as days, where a moment is compared with a day: the day that it is in the zone."""
    if isinstance(value, date) and isinstance(value, datetime) != isinstance(asked, datetime):
        return _day(value, zone), _day(asked, zone)
    return value, asked


def _day(value: date, zone: ZoneInfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def _of_one(question: Question, seen: list[Anything], asked: list[Anything]) -> bool:
    """Return whether one value answers; `seen` is the value as it compares with each of `asked`."""
    match question.asks:
        case "is_any_of":
            return any(one == other for one, other in zip(seen, asked, strict=True))
        case ">":
            return bool(seen[0] > asked[0])
        case ">=":
            return bool(seen[0] >= asked[0])
        case "<":
            return bool(seen[0] < asked[0])
        case "<=":
            return bool(seen[0] <= asked[0])
        case "between":
            return bool(asked[0] <= seen[0] and seen[1] <= asked[1])
        case "anniversary_in":
            years = range(asked[0].year, asked[1].year + 1)
            return any(asked[0] <= anniversary(seen[0], year) <= asked[1] for year in years)
        case "contains":
            return asked[0] in seen[0]
        case "starts_with":
            return bool(seen[0].startswith(asked[0]))
        case "ends_with":
            return bool(seen[0].endswith(asked[0]))
        case "matches":
            return pattern(asked[0], exact=question.exact).search(seen[0]) is not None
    raise RuleError(f"The operator {question.asks!r} has no meaning for one value.")


def _of_several(question: Question, items: list[Anything], asked: list[Anything]) -> bool:
    match question.asks:
        case "has_any_of":
            return any(one in items for one in asked)
        case "has_all_of":
            return bool(asked) and all(one in items for one in asked)
        case "is_exactly":
            return set(items) == set(asked)
    return any(_of_one(question, [item], asked) for item in items)
