"""What is written behind a filter, checked before anything is rendered: a pattern, a language, a currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from liquid.builtin.expressions import Filter, StringLiteral
from liquid.builtin.expressions.primitive import IntegerLiteral, Nil
from liquid.exceptions import FilterArgumentError

from accounts_kit.merge_fields import filters
from accounts_kit.words.reading import Reading

_A_DAY, _A_NUMBER = date(2026, 3, 1), Decimal("1.5")


def wrong_argument(one: Filter) -> str | None:
    """Return what is wrong with the arguments of `date`, `number` or `currency` that the author wrote out.

    None when nothing is, for other filters, and where an argument is a field.
    """
    given: list[str | int | None] = []
    for argument in one.args:
        value = getattr(argument, "value", None)
        if isinstance(value, StringLiteral | IntegerLiteral):
            given.append(value.value)
        elif isinstance(value, Nil):
            given.append(None)
        else:
            return None
    try:
        _tried(one.name, given)
    except FilterArgumentError as error:
        return f"{one.name}: {error.message}."
    return None


def _tried(name: str, given: list[str | int | None]) -> None:
    match name, given:
        case "date", [str(pattern), *others] if not filters.is_strftime(pattern):
            filters.day_by_pattern(_A_DAY, str(pattern), str(others[0]) if others else "nl")
        case "number", [decimals]:
            filters.number(_A_NUMBER, Reading(), decimals)
        case "currency", [code]:
            filters.currency(_A_NUMBER, Reading(), code)
        case "currency", [code, decimals]:
            filters.currency(_A_NUMBER, Reading(), code, decimals)
