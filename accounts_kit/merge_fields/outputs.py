"""An output `{{ ... }}` in SQL: the values that may stand there, the first that is not missing wins.

Refuses (NotInSql) each filter and value for which SQL is not sure to say the same as Liquid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from liquid.builtin.expressions import Filter, FilteredExpression, Literal, Nil, Path, StringLiteral
from liquid.expression import Expression
from sqlglot import exp

from accounts_kit.merge_fields import filter_sql
from accounts_kit.merge_fields.field_sql import call, text, written
from accounts_kit.merge_fields.naming import TODAY
from accounts_kit.merge_fields.scope import NotInSql, Scope
from accounts_kit.merge_fields.typed_filters import TYPED, typed
from accounts_kit.merge_fields.values import Day
from accounts_kit.words import names

# What str.strip() takes away; DuckDB's trim() gets it as an argument.
_STRIPPED = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

# The letters that upper and lower agree on in both engines, whatever their version of Unicode: Latin without
# the few that become two letters. With any other letter Liquid renders the record.
_DOUBTFUL_LETTERS = r"[ßŉİ\x{180}-\x{10FFFF}]"

# markupsafe's, in an order in which none undoes another.
_ESCAPES = (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ('"', "&#34;"))


@dataclass(frozen=True)
class Leaf:
    """One value that may stand in an output: a field as text (NULL when missing), or the author's literal.

    `value` is what it is until a filter has made text of it: the field, or the author's number or date.
    `safe` says that it is written into HTML as it is.
    """

    field: str | None = None
    sql: exp.Expr | None = None
    literal: str = ""
    doubtful: exp.Expr | None = None
    value: object = None
    safe: bool = False

    @property
    def never_missing(self) -> bool:
        """Whether something always stands here."""
        return self.sql is None and self.literal != ""


def leaves_of(expression: Expression, scope: Scope) -> list[Leaf]:
    """Return the values that may stand in this output, in the order in which they are tried."""
    if not isinstance(expression, FilteredExpression):
        raise NotInSql
    leaves = [_leaf(expression.left, scope)]
    for one in expression.filters or ():
        leaves = _filtered(leaves, one, scope)
    return leaves


def output_text(leaves: Sequence[Leaf], html: bool) -> exp.Expr:
    """Return the text of an output; NULL or empty when nothing stands there."""
    said = [
        text(leaf.literal) if leaf.sql is None else _escaped(leaf.sql, html and not leaf.safe)
        for leaf in leaves
    ]
    return said[0] if len(said) == 1 else call("coalesce", *said)


def _said(leaf: Leaf, html: bool) -> exp.Expr:
    return text(leaf.literal) if leaf.sql is None else _escaped(leaf.sql, html and not leaf.safe)


def emptiness(leaves: Sequence[Leaf]) -> exp.Expr:
    """Return the test that nothing stands there."""
    if any(leaf.never_missing for leaf in leaves):
        return exp.false()
    missing = [exp.Is(this=leaf.sql.copy(), expression=exp.null()) for leaf in leaves if leaf.sql is not None]
    return exp.and_(*missing) if missing else exp.true()


def _leaf(expression: Expression, scope: Scope) -> Leaf:
    match expression:
        case Path(path=[only]) if only == TODAY:
            said = scope.reading.text(scope.today)
            return Leaf(literal=said, value=Day.of(scope.today, said))
        case Path():
            field = scope.field(expression)
            return Leaf(field=field.name, sql=written(field, scope.form), value=field)
        case Nil():
            return Leaf()
        case StringLiteral():
            return Leaf(literal=expression.value)
        case Literal(value=int() as number) if not isinstance(number, bool):
            return Leaf(literal=str(number), value=number)
        case _:
            raise NotInSql


def _filtered(leaves: list[Leaf], one: Filter, scope: Scope) -> list[Leaf]:
    if one.name == "default":
        return _with_default(leaves, one, scope)
    if one.name in TYPED:
        return [typed(leaf, one, scope) for leaf in leaves]
    if one.args or one.name not in _TEXT_FILTERS:
        raise NotInSql
    if one.name == "raw":
        return [replace(leaf, safe=True, value=None) for leaf in leaves]
    if one.name == "title_name":
        return [_titled(leaf) for leaf in leaves]
    if one.name in _CASES:
        return [_in_case(leaf, *_CASES[one.name]) for leaf in leaves]
    if len(leaves) > 1:
        raise NotInSql  # a value that strip leaves empty has had its default already
    return [_stripped(leaves[0], *_STRIPS[one.name])]


def _with_default(leaves: list[Leaf], one: Filter, scope: Scope) -> list[Leaf]:
    given = [_leaf(argument.value, scope) for argument in one.args]
    if len(given) > 1 or any(getattr(argument, "name", None) for argument in one.args):
        raise NotInSql
    if leaves[-1].never_missing:
        return leaves
    return [leaf for leaf in leaves if leaf.sql is not None] + (given or [Leaf()])


def _in_case(leaf: Leaf, in_python: Callable[[str], str], in_sql: Callable[[exp.Expr], exp.Expr]) -> Leaf:
    if leaf.sql is None:
        return replace(leaf, literal=in_python(leaf.literal), value=None)
    doubtful = call("regexp_matches", leaf.sql.copy(), text(_DOUBTFUL_LETTERS))
    return replace(leaf, sql=in_sql(leaf.sql), doubtful=_either(leaf.doubtful, doubtful), value=None)


def _titled(leaf: Leaf) -> Leaf:
    cased = _in_case(leaf, names.title_name, filter_sql.title_name)
    if leaf.sql is None:
        return cased
    return replace(cased, doubtful=_either(cased.doubtful, filter_sql.title_name_doubtful(leaf.sql.copy())))


def _either(one: exp.Expr | None, other: exp.Expr) -> exp.Expr:
    return other if one is None else exp.or_(one, other)


def _stripped(leaf: Leaf, in_python: Callable[[str], str], function: str) -> Leaf:
    if leaf.sql is None:
        return replace(leaf, literal=in_python(leaf.literal), value=None)
    return replace(leaf, sql=call("nullif", call(function, leaf.sql, text(_STRIPPED)), text("")), value=None)


def _capitalized(said: exp.Expr) -> exp.Expr:
    first = call("upper", call("left", said, exp.Literal.number(1)))
    return exp.DPipe(
        this=first, expression=call("lower", call("substring", said.copy(), exp.Literal.number(2)))
    )


def _escaped(said: exp.Expr, html: bool) -> exp.Expr:
    said = said.copy()
    for sign, entity in _ESCAPES if html else ():
        said = call("replace", said, text(sign), text(entity))
    return said


_CASES: dict[str, tuple[Callable[[str], str], Callable[[exp.Expr], exp.Expr]]] = {
    "upcase": (str.upper, lambda said: call("upper", said)),
    "downcase": (str.lower, lambda said: call("lower", said)),
    "capitalize": (str.capitalize, _capitalized),
}
_STRIPS: dict[str, tuple[Callable[[str], str], str]] = {
    "strip": (str.strip, "trim"),
    "lstrip": (str.lstrip, "ltrim"),
    "rstrip": (str.rstrip, "rtrim"),
}
_TEXT_FILTERS = ("raw", "title_name", *_CASES, *_STRIPS)
