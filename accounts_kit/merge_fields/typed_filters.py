"""Filters of numbers, dates and several values, on one value that may stand in an output.

The stored value is what they take, as long as no other filter has made text of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from liquid.builtin.expressions import Filter, StringLiteral
from liquid.builtin.expressions.primitive import IntegerLiteral
from liquid.exceptions import FilterArgumentError
from sqlglot import exp

from accounts_kit.errors import WrongValue
from accounts_kit.merge_fields import filter_sql, filters
from accounts_kit.merge_fields.field_sql import stored, text
from accounts_kit.merge_fields.scope import NotInSql, Scope
from accounts_kit.model import Field
from accounts_kit.words.amounts import MOST_DECIMALS
from accounts_kit.words.locales import LANGUAGES
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    from accounts_kit.merge_fields.outputs import Leaf

TYPED = ("number", "currency", "date", "join_words")


def typed(leaf: Leaf, one: Filter, scope: Scope) -> Leaf:
    """Return what such a filter makes of a value; the value itself where it is not for it."""
    given = [_argument(argument) for argument in one.args]
    if leaf.sql is None and leaf.value is None and not leaf.literal:
        return leaf  # nothing stays nothing
    if one.name == "date":
        return _dated(leaf, given, scope)
    if leaf.sql is None:
        return _literal(leaf, one.name, given, scope)
    if not isinstance(leaf.value, Field):
        return leaf
    value, family = stored(leaf.value), leaf.value.kind.family
    match one.name, family:
        case "number", "number":
            decimals = _decimals(given, 0) if given else leaf.value.decimals
            said = filter_sql.number(value, scope.reading.language, decimals)
        case "currency", "number":
            code = str(given[0]) if given and given[0] else leaf.value.currency or scope.reading.currency
            if not filters.is_currency(code):
                raise NotInSql
            said = filter_sql.currency(value, scope.reading.language, code, _decimals(given, 1, 2))
        case "join_words", "several":
            last = str(given[0]) if given else filters.last_word(scope.reading.language)
            said = filter_sql.join_words(value, last)
        case _:
            return leaf
    return replace(leaf, sql=said, value=None)


def _literal(leaf: Leaf, name: str, given: list[str | int], scope: Scope) -> Leaf:
    """Return what the filter makes of the author's own value, by Python's meaning of it."""
    value = leaf.literal if leaf.value is None else leaf.value
    try:
        said = _IN_PYTHON[name](value, scope.reading, *given)
    except (FilterArgumentError, TypeError):  # Liquid says so
        raise NotInSql from None
    return leaf if said is value else replace(leaf, literal=str(said), value=None)


def _dated(leaf: Leaf, given: list[str | int], scope: Scope) -> Leaf:
    pattern = str(given[0]) if given else filters.USUAL_DAY
    language = str(given[1]) if len(given) > 1 else scope.reading.language
    by_strftime = filters.is_strftime(pattern)
    if language not in LANGUAGES or len(given) > 2 or not pattern:
        raise NotInSql
    if leaf.sql is None:
        if isinstance(leaf.value, date) and not by_strftime:
            return _literal(leaf, "date", [pattern, language], scope)
        if by_strftime or leaf.value is not None or leaf.literal in filters.CLOCKS:
            raise NotInSql
        return leaf
    field = leaf.value if isinstance(leaf.value, Field) else None
    if field is None or field.kind.family != "moment":
        if by_strftime:
            raise NotInSql  # Liquid reads a date from a text
        return leaf
    local = stored(field)
    if field.kind_name == "datetime":
        local = exp.AtTimeZone(this=local, zone=text(scope.reading.timezone))
    if not by_strftime:
        try:
            return replace(leaf, sql=filter_sql.day(local, pattern, language), value=None)
        except WrongValue:
            raise NotInSql from None  # Liquid says so
    doubtful = filter_sql.strftime_doubtful(local.copy())
    return replace(leaf, sql=filter_sql.strftime(local, pattern), doubtful=doubtful, value=None, safe=True)


def _argument(argument: object) -> str | int:
    """Return an argument that the author wrote out; one that is another field is Liquid's to fill in."""
    value = getattr(argument, "value", None)
    if getattr(argument, "name", None) is None and isinstance(value, StringLiteral | IntegerLiteral):
        return value.value
    raise NotInSql


def _decimals(given: list[str | int], place: int, usual: int = 0) -> int:
    found = given[place] if len(given) > place else usual
    if isinstance(found, int) and 0 <= found <= MOST_DECIMALS and len(given) <= place + 1:
        return found
    raise NotInSql


def _day_by_pattern(value: object, reading: Reading, pattern: object, language: object) -> object:
    return filters.day_by_pattern(value, str(pattern), str(language))


_IN_PYTHON: dict[str, filters.Filter] = {
    "number": filters.number,
    "currency": filters.currency,
    "join_words": filters.join_words,
    "date": _day_by_pattern,
}
