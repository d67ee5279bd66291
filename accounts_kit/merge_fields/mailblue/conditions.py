"""A condition of Liquid written as MailBlue writes it: !empty($CITY), in_array('x', $TAGS), $AGE >= 18."""

from __future__ import annotations

from liquid.builtin.expressions import BooleanExpression, Path, StringLiteral
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
from liquid.builtin.expressions.primitive import FloatLiteral, IntegerLiteral, Nil
from liquid.expression import Expression

from accounts_kit.merge_fields.mailblue.tags import ALL_TAGS, TagNames

# Each comparison, and what it is when it is turned round.
_COMPARISONS: dict[type[Expression], tuple[str, str]] = {
    EqExpression: ("==", "!="), NeExpression: ("!=", "=="), LtExpression: ("<", ">="),
    GeExpression: (">=", "<"), GtExpression: (">", "<="), LeExpression: ("<=", ">"),
}  # fmt: skip


class NotInMailblue(Exception):
    """A construct that MailBlue has no tag for; the message says why."""


def condition(expression: Expression, names: TagNames, *, negated: bool) -> str:
    """Return the condition, or its opposite; raises NotInMailblue for what cannot be said."""
    match expression:
        case BooleanExpression():
            return condition(expression.expression, names, negated=negated)
        case LogicalAndExpression() | LogicalOrExpression():
            return _joined(expression, names, negated=negated)
        case ContainsExpression():
            return _contains(expression, names, negated=negated)
        case Path():
            return f"{'' if negated else '!'}empty(${_tag(expression, names)})"
    if type(expression) in _COMPARISONS:
        return _compared(expression, names, negated=negated)
    raise NotInMailblue("MailBlue has no word for this condition. It stays.")


def _joined(expression: LogicalAndExpression | LogicalOrExpression, names: TagNames, *, negated: bool) -> str:
    parts = [expression.left, expression.right]
    other = LogicalOrExpression if isinstance(expression, LogicalAndExpression) else LogicalAndExpression
    if any(isinstance(one, other) for one in parts):
        raise NotInMailblue("MailBlue documents no brackets, for and beside or. It stays.")
    both = isinstance(expression, LogicalAndExpression) is not negated
    left, right = (condition(one, names, negated=negated) for one in parts)
    return f"{left} {'&&' if both else '||'} {right}"


def _contains(expression: ContainsExpression, names: TagNames, *, negated: bool) -> str:
    if not isinstance(expression.left, Path) or not isinstance(expression.right, StringLiteral):
        raise NotInMailblue("MailBlue asks only whether a field contains a text of yours. It stays.")
    tag, text = _tag(expression.left, names), _literal(expression.right.value)
    if tag == ALL_TAGS:
        return f"{'!' if negated else ''}in_array({text}, $TAGS)"
    return f"${tag} {'DCONTAINS' if negated else 'CONTAINS'} {text}"


def _compared(expression: Expression, names: TagNames, *, negated: bool) -> str:
    left, right = expression.children()
    usual, other = _COMPARISONS[type(expression)]
    if not isinstance(left, Path):
        raise NotInMailblue("MailBlue compares a field with a value, the field first. It stays.")
    if isinstance(right, Nil) and usual in ("==", "!="):
        return f"{'!' if (usual == '!=') is not negated else ''}empty(${_tag(left, names)})"
    if usual in ("<", "<=", ">", ">=") and negated:
        raise NotInMailblue("Turned round, a missing value would count too. It stays.")
    match right:
        case StringLiteral():
            value = _literal(right.value)
        case IntegerLiteral() | FloatLiteral():
            value = str(right.value)
        case _:
            raise NotInMailblue("MailBlue compares a field with a text or a number of yours. It stays.")
    return f"${_tag(left, names)} {other if negated else usual} {value}"


def _tag(path: Path, names: TagNames) -> str:
    tag = names.by_field.get(".".join(map(str, path.path)))
    if tag is None:
        raise NotInMailblue("MailBlue has no tag for this name. It stays.")
    return tag


def _literal(text: str) -> str:
    quote = "'" if "'" not in text else '"'
    if quote in text or "%" in text:
        raise NotInMailblue("MailBlue cannot hold this text in a condition. It stays.")
    return f"{quote}{text}{quote}"
