"""A condition of `if` and `unless` in SQL: always true or false, never NULL, exactly as Liquid judges it.

Text and numbers compare with their like and with nil. What Liquid answers for unlike kinds (false, or an
error) is left to Liquid (NotInSql).
"""

from __future__ import annotations

from decimal import Decimal

from liquid.builtin.expressions import BooleanExpression, Nil, Path, StringLiteral
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    LtExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import FalseLiteral, FloatLiteral, IntegerLiteral, TrueLiteral
from liquid.expression import Expression
from sqlglot import exp

from accounts_kit.merge_fields.field_sql import call, column, stored, text, written
from accounts_kit.merge_fields.naming import SENDER, TODAY
from accounts_kit.merge_fields.scope import NotInSql, Scope

# A number beyond these compares in Liquid: DuckDB's decimals do not hold it beside ours.
_LARGEST, _FINEST = Decimal(10) ** 12, -6

Operand = tuple[str, exp.Expr]


def condition(expression: Expression, scope: Scope) -> exp.Expr:
    """Return the test that this expression is what Liquid calls true."""
    match expression:
        case BooleanExpression():
            return condition(expression.expression, scope)
        case LogicalAndExpression():
            return exp.and_(condition(expression.left, scope), condition(expression.right, scope))
        case LogicalOrExpression():
            return exp.or_(condition(expression.left, scope), condition(expression.right, scope))
        case EqExpression():
            return equal(expression.left, expression.right, scope)
        case NeExpression():
            return exp.not_(equal(expression.left, expression.right, scope))
        case LtExpression() | LeExpression() | GtExpression() | GeExpression():
            return _compared(expression, scope)
        case ContainsExpression():
            return _contains(expression.left, expression.right, scope)
        case Path():
            return _there(expression, scope)
        case TrueLiteral() | StringLiteral() | IntegerLiteral() | FloatLiteral():
            return exp.true()
        case FalseLiteral() | Nil():
            return exp.false()
        case _:
            raise NotInSql


def _there(path: Path, scope: Scope) -> exp.Expr:
    """Return the test that a field has a value, or that there is such a record at all."""
    if path.path == [TODAY]:
        return exp.true()
    if path.path == [SENDER]:
        return _filled(column(SENDER, "user_id"))
    if path.path in (["contact"], ["account"]):
        return _filled(column(str(path.path[0]), f"{path.path[0]}_id"))
    return _filled(written(scope.field(path), scope.form))


def equal(left: Expression, right: Expression, scope: Scope) -> exp.Expr:
    """Return the test that two values are the same to Liquid; nothing is the same as nothing."""
    (one, a), (other, b) = _operand(left, scope), _operand(right, scope)
    if one != other and "nil" not in (one, other):
        raise NotInSql
    return exp.NullSafeEQ(this=a, expression=b)


def _compared(
    expression: LtExpression | LeExpression | GtExpression | GeExpression, scope: Scope
) -> exp.Expr:
    (one, a), (other, b) = _operand(expression.left, scope), _operand(expression.right, scope)
    if one != other or one not in ("text", "number"):
        raise NotInSql
    return call("coalesce", _COMPARISONS[type(expression)](this=a, expression=b), exp.false())


def _contains(left: Expression, right: Expression, scope: Scope) -> exp.Expr:
    if not isinstance(left, Path) or not isinstance(right, StringLiteral):
        raise NotInSql
    field = scope.field(left)
    if field.kind.family not in ("text", "option", "several", "user"):
        raise NotInSql
    function = "list_contains" if field.kind.several else "contains"
    return call("coalesce", call(function, stored(field), text(right.value)), exp.false())


def _operand(expression: Expression, scope: Scope) -> Operand:
    """Return one side of a comparison and what it is: text, a number, nil, or a field of another kind."""
    match expression:
        case Path(path=[only]) if only == TODAY:
            return "day", exp.cast(text(scope.today.isoformat()), "DATE")
        case Path():
            field = scope.field(expression)
            if field.kind_name == "date":
                return "day", stored(field)
            family = field.kind.family
            kind = "text" if family in ("text", "option", "user") else family
            value = stored(field) if kind in ("text", "number") else written(field, scope.form)
            return kind if kind in ("text", "number") else field.name, value
        case StringLiteral():
            return "text", text(expression.value)
        case IntegerLiteral() | FloatLiteral():
            return "number", _number(Decimal(repr(expression.value)))
        case Nil():
            return "nil", exp.null()
        case _:
            raise NotInSql


def _number(number: Decimal) -> exp.Expr:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _FINEST or abs(number) >= _LARGEST:
        raise NotInSql
    return exp.Literal.number(f"{number:f}")


def _filled(value: exp.Expr) -> exp.Expr:
    return exp.not_(exp.Is(this=value, expression=exp.null()))


_COMPARISONS: dict[type[Expression], type[exp.Binary]] = {
    LtExpression: exp.LT, LeExpression: exp.LTE, GtExpression: exp.GT, GeExpression: exp.GTE,
}  # fmt: skip
