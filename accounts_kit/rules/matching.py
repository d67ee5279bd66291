"""The meaning of a rule in plain Python: whether it holds for one row.

A row maps dotted names ("account.industry") to values: text, Decimal, date, aware datetime, lists, Person for
users; what is not there is missing. Related records are a list of rows ("account.deals"), and ids stand under
"contact.contact_id" and "account.account_id". This is the reference that the SQL of `rules.compiler` must
equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any as Anything, NamedTuple, cast
from zoneinfo import ZoneInfo

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import TEXT_PARTS
from accounts_kit.model.relations import HAPPENED_AT, Relation
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import AsOf, Clock, clock_at
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.patterns import pattern
from accounts_kit.rules.periods import anniversary
from accounts_kit.rules.questions import Measured, Member, Of, Question, membership
from accounts_kit.words.text import fold, key_of

Row = Mapping[str, object]


class Person(NamedTuple):
    """A user in a row: known by name or e-mail address."""

    name: str
    email: str | None


def matches(rule: Rule, row: Row, catalogue: Catalogue, of: Of = "contacts", *, as_of: AsOf = None) -> bool:
    """Return whether the rule holds for the row; raises what `checked` raises."""
    clock = clock_at(as_of, catalogue.timezone)
    return holds(checked(rule, catalogue, of, clock), row, clock)


def holds(rule: Rule, row: Row, clock: Clock) -> bool:
    """Return whether a checked rule holds for the row; what happened after the clock's now does not count."""
    match rule:
        case Everyone():
            return True
        case All(rules):
            return all(holds(one, row, clock) for one in rules)
        case Any(rules):
            return any(holds(one, row, clock) for one in rules)
        case Not(inner):
            return not holds(inner, row, clock)
        case Question():
            return _answer(rule, [row.get(field.name) for field in rule.fields], clock.zone)
        case Measured():
            return _related_answer(rule, row, clock)
        case Member():
            return holds(membership(rule), row, clock)
    raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")


def _related_answer(rule: Measured, row: Row, clock: Clock) -> bool:
    if rule.question is not None:
        return _answer(rule.question, [measure(rule, row, clock)], clock.zone)
    those = that_count(rule, row, clock)
    match rule.asks:
        case "any":
            return bool(those)
        case "none":
            return not those
    return bool(those) and len(those) == len(that_happened(rule, row, clock))


def measure(rule: Measured, row: Row, clock: Clock) -> object:
    """Return what the related records of a row add up to; None over nothing, except for a count."""
    if rule.relation is None and rule.field is not None:
        return Decimal(len(_listed(row.get(rule.field.name))))
    those = that_count(rule, row, clock)
    if rule.field is None:
        return Decimal(len(those))
    values: list[Anything] = [one[rule.field.name] for one in those if one.get(rule.field.name) is not None]
    if not values:
        return None
    match rule.asks:
        case "sum":
            return sum(values, Decimal(0))
        case "avg":
            return float(sum(values, Decimal(0))) / len(values)
    return min(values) if rule.asks == "min" else max(values)


def that_count(rule: Measured, row: Row, clock: Clock) -> list[Row]:
    """Return the related rows for which the rule's `where` holds."""
    return [one for one in that_happened(rule, row, clock) if holds(rule.where, one, clock)]


def that_happened(rule: Measured, row: Row, clock: Clock) -> list[Row]:
    """Return the related rows, without those that happened after the clock's now."""
    if rule.relation is None:
        return []
    rows = cast("list[Row]", _listed(row.get(rule.relation.name)))
    at = happened_at(rule.relation)
    return [one for one in rows if at is None or not _later(one.get(at), clock.now)]


def happened_at(relation: Relation) -> str | None:
    """Return the dotted name of the moment at which a related record happened; None for one that is."""
    key = HAPPENED_AT.get(relation.record)
    return f"{relation.record}.{key}" if key else None


def _later(moment: Anything, now: datetime) -> bool:
    return moment is not None and bool(moment > now)


def _listed(value: object) -> list[Anything]:
    return value if isinstance(value, list) else []


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
    """Return both as days, where a moment is compared with a day: the day that it is in the zone.

    A mean is a floating point number, and what it is compared with becomes one, as in DuckDB.
    """
    if isinstance(value, float):
        return value, float(asked)
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
