"""The small parts that all SQL of rules is made of: quoted names, literals, and NOT without NULL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlglot import exp

from accounts_kit.rules.questions import Known

# Whatever sqlglot makes of a condition.
Sql = exp.Expr


def column(name: str, table: str) -> exp.Column:
    """Return the quoted column of an aliased table."""
    return exp.column(name, table=table, quoted=True)


def table(name: str, alias: str) -> exp.Expr:
    """Return the quoted table under its alias."""
    return exp.alias_(exp.Table(this=exp.to_identifier(name, quoted=True)), alias, table=True, quoted=True)


def literal(value: Known) -> Sql:
    """Return the value as SQL has it."""
    match value:
        case str():
            return exp.Literal.string(value)
        case Decimal():
            number = exp.Literal.number(f"{abs(value):f}")
            return exp.Neg(this=number) if value < 0 else number
        case datetime():
            return exp.cast(exp.Literal.string(value.astimezone(UTC).isoformat(sep=" ")), "timestamptz")
        case date():
            return exp.cast(exp.Literal.string(value.isoformat()), "date")


def not_true(condition: Sql) -> Sql:
    """Return the exact opposite of a condition, NULL counting as FALSE.

    `IS NOT TRUE` is as fast in DuckDB as `IS NULL OR NOT ...` (2.6 and 2.2 ms a million), and says one thing
    once.
    """
    if isinstance(condition, (exp.Exists, exp.Is)):  # these are never NULL; NOT EXISTS becomes an anti-join
        return exp.not_(condition)
    if isinstance(condition, exp.Boolean):
        return exp.Boolean(this=not condition.this)
    return exp.not_(exp.Is(this=exp.paren(condition), expression=exp.true()))
