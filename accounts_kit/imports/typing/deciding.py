"""How each column of numbers or moments in text is read: one query counts what all cells say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from accounts_kit.imports.typing import moments, numbers
from accounts_kit.imports.typing.columns import AnyReading, Column
from accounts_kit.imports.typing.sql import Node, call, column, is_filled, named, select, text_of
from accounts_kit.workspace import Workspace


def said(columns: Sequence[Column], source: str, flags: Sequence[Node] = ()) -> exp.Select:
    """Return the SELECT of what the cells of these columns say, under their keys, and `line`.

    Where a text can empty values, `cleared <key>` says whether it stands in the cell. `flags` are other tests
    on the clean texts, beside which `marked <key>` says which of them are a mark for nothing.
    """
    clean = select([column("line"), *(named(one.clean(), one.key) for one in columns)], source)
    marked = [named(one.marked(), f"marked {one.key}") for one in columns if one.has_marks]
    clean = select([column("line"), *(column(one.key) for one in columns), *marked], clean)
    cleared = [named(one.cleared(), f"cleared {one.key}") for one in columns if one.can_clear]
    return select([column("line"), *(named(one.said(), one.key) for one in columns), *cleared, *flags], clean)


def decide(
    ws: Workspace,
    columns: Sequence[Column],
    source: str,
    file_language: str,
    locale: str | None,
    dates: str | None = None,
) -> dict[str, AnyReading]:
    """Return how each column of numbers or moments in text is read, by its key.

    `locale` and `dates` (an order of day, month and year) are stated for all columns; what a mapping says of
    one column goes before.
    """
    deciding = [one for one in columns if one.decides]
    if not deciding:
        return {}
    tests = {f"{one.key} {name}": test for one in deciding for name, test in _tallies(one).items()}
    counted = [named(call("count_if", test), name) for name, test in tests.items()]
    [row] = ws.table(text_of(select(counted, said(deciding, source)))).to_pylist()
    counts = {name: count or 0 for name, count in row.items()}  # of a column that says nothing it is NULL
    return {
        one.key: _reading(
            one,
            {name: counts[f"{one.key} {name}"] for name in _tallies(one)},
            file_language,
            one.mapped.locale or locale,
            one.mapped.dates or dates,
        )
        for one in deciding
    }


def _reading(
    one: Column, counts: Mapping[str, int], file_language: str, locale: str | None, dates: str | None
) -> AnyReading:
    if one.field.kind.family == "number":
        return numbers.decide(counts, file_language, locale)
    return moments.decide(counts, file_language if locale is None else locale[:2].lower(), dates)


def _tallies(one: Column) -> Mapping[str, Node]:
    text = column(one.key)
    if one.field.kind.family == "number":
        tallies = numbers.tallies(text, percent=one.has_percents, decimals=one.field.decimals or 6)
    else:
        tallies = moments.tallies(text)
    return {**tallies, "filled": is_filled(text)}
