"""The SQL of what is asked of related records: semi-joins with the owners that they answer for.

The related records are read once for each question, grouped by their owner where they are measured. An owner
without any is in no group: what holds of nothing is asked the other way round, so that IN finds those who are
out. NULL stands for FALSE, as in `compiler`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlglot import exp, select

from accounts_kit.model import Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.relations import HAPPENED_AT, Relation
from accounts_kit.rules.days import Clock
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import Not, Rule
from accounts_kit.rules.predicates import predicate
from accounts_kit.rules.questions import Measured, Question
from accounts_kit.rules.single import column_of
from accounts_kit.rules.sql import Sql, column, literal, not_true, table

# Stands for the clock's now until a query is asked: what was compiled is kept longer than a moment.
NOW = exp.Placeholder(this="as_of")

Asked = TypeVar("Asked", bound=exp.Expr)

# Makes the query of the related records for which a rule holds; it selects no columns yet.
Those = Callable[[Relation, Rule], exp.Select]


def at_the_moment(query: Asked, clock: Clock) -> Asked:
    """Return the query or condition at the clock's now."""
    now = literal(clock.now)
    for placeholder in list(query.find_all(exp.Placeholder)):
        placeholder.replace(now.copy())
    return query


def happened(relation: Relation) -> list[Sql]:
    """Return that a related record is not dated after now; nothing for those without such a moment."""
    key = HAPPENED_AT.get(relation.record)
    if key is None:
        return []
    at = column(key, relation.record)
    return [exp.or_(exp.Is(this=at, expression=exp.null()), exp.LTE(this=at.copy(), expression=NOW.copy()))]


def of_related(rule: Measured, those: Those, zone: ZoneInfo, *, negated: bool) -> Sql:
    """Return what a rule asks of related records, or its opposite, as a condition on their owner."""
    if rule.question is not None:
        return _compared(rule, rule.question, those, zone, negated=negated)
    found = _among(rule, _owners(rule, those, rule.where))
    if rule.asks != "all":
        return not_true(found) if (rule.asks == "none") != negated else found
    others = _among(rule, _owners(rule, those, Not(rule.where)))
    return exp.or_(not_true(found), others) if negated else exp.and_(found, not_true(others))


def _compared(rule: Measured, question: Question, those: Those, zone: ZoneInfo, *, negated: bool) -> Sql:
    """Return a measure in comparison, asked so that no owner without related records is to be found."""
    if rule.relation is None and rule.field is not None and rule.field != TAGS:
        return _number_of_values(rule.field, question, zone, negated=negated)
    of_nothing = _of_nothing(rule, question, zone)
    if _at_least_one(rule, question, zone):
        owners = _owners(rule, those, rule.where)
    else:
        asked = predicate(question, zone, negated=of_nothing)
        owner = column("owner_", question.field.of)
        owners = select(owner).from_(_groups(rule, question.field, those)).where(asked)
    found = _among(rule, owners)
    return not_true(found) if of_nothing != negated else found


def _of_nothing(rule: Measured, question: Question, zone: ZoneInfo) -> bool:
    """Return the answer for an owner without related records: its count is 0, other measures are missing."""
    return _answer(question, 0, zone) if rule.asks == "count" else question.opposite and not question.drops


def _at_least_one(rule: Measured, question: Question, zone: ZoneInfo) -> bool:
    """Return whether a count is only asked to be 0 or not: that needs no counting."""
    by_size = question.asks in (">", ">=", "<", "<=") or set(question.values) == {Decimal(0)}
    if rule.asks != "count" or not by_size:
        return False
    return _answer(question, 0, zone) != _answer(question, 1, zone)


def _answer(question: Question, number: int, zone: ZoneInfo) -> bool:
    return holds(question, {question.field.name: Decimal(number)}, Clock(datetime.now(UTC), zone))


def _among(rule: Measured, owners: exp.Select) -> Sql:
    return column(f"{rule.owner}_id", rule.owner).isin(query=owners)


def _owners(rule: Measured, those: Those, where: Rule) -> exp.Select:
    """Return the query of the ids of who owns related records for which the rule holds."""
    query, owner = _related(rule, those, where)
    return query.select(owner)


def _groups(rule: Measured, stand_in: Field, those: Those) -> Sql:
    """Return the related records by owner, as a table in which the measure is the stand-in's column."""
    query, owner = _related(rule, those, rule.where)
    measure = exp.alias_(_aggregate(rule), stand_in.column, quoted=True)
    groups = query.select(exp.alias_(owner, "owner_", quoted=True), measure).group_by(owner.copy())
    return exp.alias_(groups.subquery(), stand_in.of, table=True, quoted=True)


def _related(rule: Measured, those: Those, where: Rule) -> tuple[exp.Select, exp.Column]:
    """Return the query of what is measured, and its column that holds the owner's id."""
    if rule.relation is None:
        return select().from_(table("contact_tags", "contact_tag")), column("contact_id", "contact_tag")
    owner = column(rule.relation.link, rule.relation.record)
    return those(rule.relation, where).where(
        exp.not_(exp.Is(this=owner, expression=exp.null()))
    ), owner.copy()


def _aggregate(rule: Measured) -> Sql:
    if rule.asks == "count" or rule.field is None:
        return exp.Count(this=exp.Star())
    value = column_of(rule.field)
    match rule.asks:
        case "sum":
            return exp.Sum(this=value)
        case "avg":  # DuckDB's avg of decimals rounds otherwise than dividing does, and Python divides
            total = exp.cast(exp.Sum(this=value), "double")
            return exp.Div(this=total, expression=exp.Count(this=value.copy()), typed=False)
        case "min":
            return exp.Min(this=value)
    return exp.Max(this=value)


def _number_of_values(field: Field, question: Question, zone: ZoneInfo, *, negated: bool) -> Sql:
    """Return a condition on how many items a list has; none is 0."""
    number = exp.func("coalesce", exp.ArraySize(this=column_of(field)), exp.Literal.number(0))
    stand_in = column_of(question.field)
    asked = predicate(question, zone, negated=negated)
    return asked.transform(lambda node: number.copy() if node == stand_in else node)
