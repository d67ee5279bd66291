"""The order and the piece that a caller asks of a frame: `order=`, `limit=` and `offset=`.

An order is a column or a list of them, "-" before it for descending; what is missing comes last either way,
and what is equal stands in the order of the ids. Text is ordered without case, options in their own order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import index
from types import MappingProxyType
from typing import Any

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.records.layout import quoted
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import as_list

Order = str | Iterable[str] | None


def whole_number(name: str, given: Any) -> int | None:
    """Return a limit or an offset, None for no limit; raises WrongValue below zero and for no number."""
    if given is None:
        return None
    try:
        number = None if isinstance(given, bool) else index(given)
    except TypeError:
        number = None
    if number is None or number < 0:
        raise WrongValue(f"{name}={given!r} is not a number of rows. Write a whole number from 0 up.")
    return number


def ordered_columns(order: Order, known: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the columns of an order, and whether each descends; raises UnknownField with the nearest."""
    asked = [
        (one.removeprefix("-"), one.startswith("-")) for one in ([] if order is None else as_list(order))
    ]
    for column, _ in asked:
        require_column(column, known)
    return asked


def require_column(column: str, known: Sequence[str]) -> None:
    """Raise UnknownField, with the nearest, for a column that is not one of those known."""
    if column not in known:
        raise UnknownField(f"No column {column!r}. {suggestion(column, known)}".rstrip())


def order_sql(
    asked: Sequence[tuple[str, bool]],
    id_column: str,
    texts: Collection[str],
    options: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[str, list[Any]]:
    """Return the ORDER BY of columns, which ends with the id, and its parameters.

    `texts` are the columns with text, `options` those whose values have an order of their own.
    """
    terms = []
    for column, descends in asked:
        term = f"lower({quoted(column)})" if column in texts else quoted(column)
        if column in options:
            term = f"list_position(CAST(? AS VARCHAR[]), {quoted(column)})"
        terms.append(f"{term} {'DESC' if descends else 'ASC'} NULLS LAST")
    params = [list(options[column]) for column, _ in asked if column in options]
    return f"ORDER BY {', '.join([*terms, id_column])}", params
