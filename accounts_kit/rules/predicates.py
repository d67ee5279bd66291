"""The SQL of one question: a condition on a column of `contact` or `account`, or on the tables behind it.

TRUE where the answer is yes; FALSE or NULL where it is no.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlglot import exp

from accounts_kit.model import Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.rules.questions import Question
from accounts_kit.rules.several import of_several, of_tags, tagged
from accounts_kit.rules.single import column_of, day_of, folded, literals, of_moment, of_one, of_user
from accounts_kit.rules.sql import Sql, not_true


def predicate(question: Question, zone: ZoneInfo, *, negated: bool = False) -> Sql:
    """Return the condition under which the answer to the question is yes, or no when `negated`."""
    positive = _positive(question, zone)
    opposite = exp.not_ if question.field == TAGS else not_true  # of ids of contacts none is NULL
    if question.opposite and question.drops:
        # Where the value is missing `positive` is NULL, or FALSE when it looks for tags or has an empty list.
        dropped = exp.and_(_present(question), exp.not_(positive))
        return not_true(dropped) if negated else dropped
    return opposite(positive) if question.opposite != negated else positive


def _present(question: Question) -> Sql:
    if question.field == TAGS:
        return tagged(None)
    return exp.not_(exp.Is(this=column_of(question.field), expression=exp.null()))


def _positive(question: Question, zone: ZoneInfo) -> Sql:
    if question.asks == "is_filled":
        return _present(question)
    if question.other is not None:
        return _with_other(question, question.other, zone)
    if not question.values:
        return exp.false()  # an empty list is nobody
    if question.field == TAGS:
        return of_tags(question)
    match question.field.kind.family:
        case "several":
            return of_several(question, exp.array(*literals(question), dialect="duckdb"))
        case "user":
            return of_user(question)
        case "moment":
            return of_moment(question, zone)
    return of_one(question, folded(column_of(question.field), question), literals(question))


def _with_other(question: Question, other: Field, zone: ZoneInfo) -> Sql:
    """Return a comparison of two columns: of a day and a moment, as days."""
    field = question.field
    if {field.kind_name, other.kind_name} == {"date", "datetime"}:
        return of_one(question, day_of(field, zone), [day_of(other, zone)])
    if field.kind.several:
        return of_several(question, column_of(other))
    if field.kind.family == "user":
        return column_of(field).eq(column_of(other))
    return of_one(question, folded(column_of(field), question), [folded(column_of(other), question)])
