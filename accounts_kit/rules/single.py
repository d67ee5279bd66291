"""The SQL of a question on one value: text, a number, a day or moment, an option, a user.

DuckDB's `lower()` folds as `words.text.fold` does.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlglot import exp, select

from accounts_kit.errors import RuleError
from accounts_kit.model import Field
from accounts_kit.rules.days import bounds
from accounts_kit.rules.periods import month_days
from accounts_kit.rules.questions import Question
from accounts_kit.rules.sql import Sql, column, literal, table
from accounts_kit.words.text import fold

_COMPARED: dict[str, type[exp.Binary]] = {"=": exp.EQ, ">": exp.GT, ">=": exp.GTE, "<": exp.LT, "<=": exp.LTE}
_PARTS: dict[str, type[exp.Func]] = {
    "contains": exp.Contains, "starts_with": exp.StartsWith, "ends_with": exp.EndsWith,
}  # fmt: skip


def of_one(question: Question, value: Sql, asked: list[Sql]) -> Sql:
    """Return what the question asks of a value in SQL, compared with others in SQL."""
    if question.asks in _COMPARED:
        return _COMPARED[question.asks](this=value, expression=asked[0])
    if question.asks in _PARTS:
        return _PARTS[question.asks](this=value, expression=asked[0])
    match question.asks:
        case "is_any_of":
            return value.eq(asked[0]) if len(asked) == 1 else value.isin(*asked)
        case "between":
            return exp.Between(this=value, low=asked[0], high=asked[1])
        case "matches":
            case = exp.Literal.string("c" if question.exact else "i")
            return exp.RegexpLike(this=value, expression=asked[0], flag=case)
    raise RuleError(f"The operator {question.asks!r} has no SQL for one value.")


def folded(value: Sql, question: Question) -> Sql:
    """Return text in lower case, unless it compares as written; anything else as it is."""
    text = question.field.kind.family in ("text", "option", "several", "user")
    as_written = question.exact or question.asks == "matches"
    return exp.Lower(this=value) if text and not as_written else value


def literals(question: Question) -> list[Sql]:
    """Return the values that a question asks for, folded where they compare so."""
    as_written = question.exact or question.asks == "matches"
    return [literal(fold(one) if isinstance(one, str) and not as_written else one) for one in question.values]


def column_of(field: Field) -> exp.Column:
    """Return the column of a field, in the table that has the record's name as alias."""
    return column(field.column, field.of)


def of_moment(question: Question, zone: ZoneInfo) -> Sql:
    """Return comparisons with instants: no function on the column, so that scans skip by zone map.

    (`col >= instant` takes 5 ms a million, a cast of the column to DATE 37.)
    """
    values = cast("tuple[date, ...]", question.values)
    if question.asks == "anniversary_in":
        return _anniversary(day_of(question.field, zone), values)
    if question.field.kind_name == "date":
        return of_one(question, column_of(question.field), literals(question))
    spans = bounds(question.asks, values, zone)
    return exp.or_(*(exp.and_(*(_compared(question, *one) for one in span)) for span in spans))


def _compared(question: Question, sign: str, instant: datetime) -> Sql:
    return _COMPARED[sign](this=column_of(question.field), expression=literal(instant))


def day_of(field: Field, zone: ZoneInfo) -> Sql:
    """Return the day of a value: of a moment, the one that it is in the zone."""
    value = column_of(field)
    if field.kind_name == "date":
        return value
    return exp.cast(exp.AtTimeZone(this=value, zone=exp.Literal.string(str(zone))), "date")


def _anniversary(day: Sql, window: tuple[date, ...]) -> Sql:
    number = exp.Add(
        this=exp.Mul(this=exp.Month(this=day), expression=exp.Literal.number(100)),
        expression=exp.Day(this=day.copy()),
    )
    spans = month_days(window[0], window[1])
    return exp.or_(*(number.copy().between(low, high) for low, high in spans)) if spans else exp.false()


def of_user(question: Question) -> Sql:
    """Return that the user has that name or e-mail address."""
    letters = (folded(column(key, "user"), question) for key in ("name", "email"))
    called = [of_one(question, one, literals(question)) for one in letters]
    users = select(column("user_id", "user")).from_(table("users", "user")).where(exp.or_(*called))
    return column_of(question.field).isin(query=users)
