"""The meaning of a rule in plain Python: whether it holds for one row.

A row maps dotted names ("account.industry") to values: text, Decimal, date, aware datetime, lists, Person for
users; what is not there is missing. This is the reference that the SQL of `rules.compiler` must equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any as Anything, NamedTuple
from zoneinfo import ZoneInfo

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import TEXT_PARTS
from accounts_kit.rules.checking import Of, Question, checked
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.words.text import fold, key_of

Row = Mapping[str, object]


class Person(NamedTuple):
    """A user in a row: known by name or e-mail address."""

    name: str
    email: str


def matches(rule: Rule, row: Row, catalogue: Catalogue, of: Of = "contacts") -> bool:
    """Return whether the rule holds for the row; raises what `checked` raises."""
    return holds(checked(rule, catalogue, of), row, ZoneInfo(catalogue.timezone))


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
            return _answer(rule, row.get(rule.field.name), zone)
    raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")


def _answer(question: Question, value: object, zone: ZoneInfo) -> bool:
    if value is None or value == []:
        return question.opposite and not question.drops
    return _holds(question, value, zone) != question.opposite


def _holds(question: Question, value: object, zone: ZoneInfo) -> bool:
    asked = [_comparable(question, one) for one in question.values]
    if isinstance(value, Person):
        return any(_comparable(question, one) in asked for one in value) or question.asks == "is_filled"
    if isinstance(value, list):
        return _of_several(question.asks, [_comparable(question, item) for item in value], asked)
    seen = [_as_seen(_comparable(question, value), one, zone) for one in asked]
    return _of_one(question.asks, seen, asked)


def _comparable(question: Question, value: object) -> Anything:
    """Return text as it compares: folded, unless exact; tags by the key that makes them one tag."""
    if not isinstance(value, str) or question.exact:
        return value
    return key_of(value) if question.field == TAGS and question.asks not in TEXT_PARTS else fold(value)


def _as_seen(value: Anything, asked: object, zone: ZoneInfo) -> Anything:
    """Return a moment as the day it is in the zone, where it is compared with a day."""
    whole_day = isinstance(value, datetime) and not isinstance(asked, datetime)
    return value.astimezone(zone).date() if whole_day else value


def _of_one(asks: str, seen: list[Anything], asked: list[Anything]) -> bool:
    match asks:
        case "is_filled":
            return True
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
        case "contains":
            return asked[0] in seen[0]
        case "starts_with":
            return bool(seen[0].startswith(asked[0]))
        case "ends_with":
            return bool(seen[0].endswith(asked[0]))
    raise RuleError(f"The operator {asks!r} has no meaning for one value.")


def _of_several(asks: str, items: list[Anything], asked: list[Anything]) -> bool:
    match asks:
        case "is_filled":
            return True
        case "has_any_of":
            return any(one in items for one in asked)
        case "has_all_of":
            return bool(asked) and all(one in items for one in asked)
        case "is_exactly":
            return set(items) == set(asked)
    return any(_of_one(asks, [item], asked) for item in items)
