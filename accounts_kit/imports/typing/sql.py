"""The pieces of SQL that typing is made of: sqlglot nodes, so that names are quoted and values literals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

Node = exp.Expr

# How files say that there is nothing, folded; in a field of free text they stay what they are.
MISSING = ("-", "--", "n.v.t.", "n.v.t", "nvt", "n/a", "#n/b", "#n/a", "onbekend", "null")
# What a spreadsheet shows for a formula that failed, in English and Dutch, folded.
ERRORS = (
    "#div/0!", "#deel/0!", "#ref!", "#verw!", "#value!", "#waarde!", "#name?", "#naam?", "#num!", "#getal!",
    "#null!", "#leeg!",
)  # fmt: skip
MISSING_MOMENTS = ("0000-00-00", "0000-00-00 00:00:00", "00-00-0000")


def column(name: str) -> exp.Column:
    """Return a column by its name, whatever letters that has."""
    return exp.column(name, quoted=True)


def call(function: str, *arguments: Node | str | int) -> Node:
    """Return a call of a function of DuckDB or of the workspace's macros; texts and numbers are literals."""
    return exp.Anonymous(this=function, expressions=[literal(one) for one in arguments])


def literal(value: Node | str | int) -> Node:
    """Return a value as a literal; an expression as it is."""
    match value:
        case str():
            return exp.Literal.string(value)
        case int():
            return exp.Literal.number(value)
    return value


def texts(values: Iterable[str]) -> Node:
    """Return a list of texts."""
    return exp.Array(expressions=[literal(value) for value in values])


def cast(value: Node, sql_type: str) -> Node:
    """Return the value in another type; an error where it has none."""
    return exp.cast(value, exp.DataType.build(sql_type, dialect="duckdb"))


def try_cast(value: Node, sql_type: str) -> Node:
    """Return the value in another type, NULL where it has none."""
    return exp.TryCast(this=value, to=exp.DataType.build(sql_type, dialect="duckdb"))


def matches(text: Node, pattern: str) -> Node:
    """Return whether the whole text matches a pattern."""
    return call("regexp_full_match", text, pattern)


def when(condition: Node, value: Node, otherwise: Node | None = None) -> Node:
    """Return the value where the condition holds, else the other one, else NULL."""
    return exp.Case().when(condition, value).else_(otherwise or exp.null())


def is_null(value: Node) -> Node:
    """Return whether there is no value."""
    return exp.Is(this=value, expression=exp.null())


def is_filled(value: Node) -> Node:
    """Return whether there is a value."""
    return exp.Not(this=is_null(value))


def is_mark(text: Node, marks: Sequence[str] = MISSING) -> Node:
    """Return whether a clean text is one of the ways to say that there is nothing, which are folded."""
    if not marks:
        return exp.false()
    short = exp.LTE(this=call("length", text), expression=literal(max(map(len, marks))))
    return exp.and_(short, exp.In(this=call("lower", text), expressions=[literal(mark) for mark in marks]))


def select(columns: Iterable[Node], source: exp.Select | str) -> exp.Select:
    """Return the SELECT of these columns from a query, or from a relation by its name."""
    if isinstance(source, str):
        return exp.select(*columns).from_(exp.Table(this=exp.to_identifier(source, quoted=True)))
    return exp.select(*columns).from_(source.subquery("source"))


def named(value: Node, name: str) -> Node:
    """Return the value under a name."""
    return exp.alias_(value, name, quoted=True)


def text_of(query: exp.Select) -> str:
    """Return the query as DuckDB takes it."""
    return query.sql(dialect="duckdb")
