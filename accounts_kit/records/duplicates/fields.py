"""Further fields that a caller wants compared, each by its kind: a birthday, a street, a customer number."""

from __future__ import annotations

from collections.abc import Iterable

from accounts_kit.errors import WrongKind, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.duplicates.comparisons import (
    Comparison,
    Rates,
    level_of_days,
    level_of_digits,
    level_of_sameness,
    level_of_text,
)
from accounts_kit.records.duplicates.spelling import letters_sql, phone_sql
from accounts_kit.records.layout import quoted
from accounts_kit.words.text import as_list
from accounts_kit.workspace import Workspace


def label_of(ws: Workspace, of: str, key: str) -> str:
    """Return what people call a field of a record type."""
    return ws.catalogue.field_of(of, key).label(ws.language)


def further_comparisons(
    ws: Workspace, of: str, fields: str | Iterable[str] | None, known: Iterable[str]
) -> list[Comparison]:
    """Return the comparisons of fields named by key or dotted name, each once.

    Raises UnknownField; WrongKind for several values and users; WrongValue for what is compared already.
    """
    keys = dict.fromkeys(key.removeprefix(f"{of}.") for key in as_list(() if fields is None else fields))
    found = [ws.catalogue.field_of(of, key) for key in keys]
    for field in found:
        if field.kind.family in ("several", "user"):
            raise WrongKind(
                f"Field {field.name!r} is of kind {field.kind_name}, which records are not compared by. "
                "Text, numbers, dates and options are. Leave it out of fields=."
            )
        if field.key in known:
            raise WrongValue(
                f"Field {field.name!r} is compared already, as always. "
                f"{', '.join(known)} need not be named. Leave it out of fields=."
            )
    digits = _of_digits(ws, of, [field for field in found if field.kind.family == "text"])
    return [_comparison(field, field.label(ws.language), field.key in digits) for field in found]


def _of_digits(ws: Workspace, of: str, fields: list[Field]) -> set[str]:
    """Return the keys of text fields whose values are nearly all of digits: two alike are nothing there."""
    if not fields:
        return set()
    shares = ", ".join(
        f"avg(CAST(regexp_full_match({quoted(one.column)}, '[-0-9 ./()+]*[0-9][-0-9 ./()+]*') AS INTEGER))"
        for one in fields
    )
    [found] = ws.rows(f"SELECT {shares} FROM {of}s")
    return {
        field.key for field, share in zip(fields, found, strict=True) if share is not None and share > 0.9
    }


def _comparison(field: Field, label: str, of_digits: bool) -> Comparison:
    name, column = f"field {field.key}", quoted(field.column)
    if field.kind.family == "moment":
        # A day is taken for somebody's own, such as a birthday; the rest may be a whole family's.
        value = f"strftime(CAST({column} AS DATE), '%Y%m%d')"
        return Comparison(name, label, value, level_of_days, Rates(equal=0.89, slipped=0.05), chance=1e-4)
    if field.kind_name == "phone":
        return Comparison(
            name, label, phone_sql(column), level_of_digits, Rates(equal=0.65, slipped=0.05), 1e-6, shared=0.4
        )
    if field.kind.family == "option":
        return Comparison(name, label, column, level_of_sameness, Rates(equal=0.8), 0.1, shared=0.8)
    if field.kind.family == "number":
        value = f"CAST({column} AS VARCHAR)"
        return Comparison(
            name, label, value, level_of_digits, Rates(equal=0.75, slipped=0.05), 0.01, shared=0.6
        )
    level = level_of_digits if of_digits else level_of_text
    value = letters_sql(column)
    return Comparison(name, label, value, level, Rates(equal=0.6, slipped=0.1, alike=0.05), 0.003, shared=0.6)
