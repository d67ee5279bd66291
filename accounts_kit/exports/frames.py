"""A pandas frame as columns of text, in the form of a profile: what a notebook made is written like any
export.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.merge_fields.field_sql import DIVIDES, Form

if TYPE_CHECKING:
    import pandas as pd


def cells_of_frame(frame: pd.DataFrame, form: Form) -> list[pa.Array]:
    """Return each column of a frame as text; what is missing stays missing. The index is not written."""
    return [_cells(frame.iloc[:, place], form) for place in range(frame.shape[1])]


def values_of_frame(frame: pd.DataFrame, form: Form) -> list[pa.Array]:
    """Return each column of a frame with its own type; one that holds several types as text."""
    found = []
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        try:
            values = pa.Array.from_pandas(column)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            values = _cells(column, form)
        found.append(values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values)
    return found


def _cells(column: pd.Series[Any], form: Form) -> pa.Array:
    """Return a column as text: by Arrow where all values are of one type, else by Python."""
    try:
        values = pa.Array.from_pandas(column)
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # values of several types in one column
        values = pa.nulls(0)
    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return values
    if pa.types.is_integer(values.type) or pa.types.is_boolean(values.type):
        return values.cast(pa.string())
    if pa.types.is_floating(values.type):
        digits = pc.replace_substring_regex(values.cast(pa.string()), r"\.0$", "")
        return pc.replace_substring(digits, ".", form.decimal)
    given = zip(column, column.isna(), strict=True)
    return pa.array([None if missing else _text(value, form) for value, missing in given], pa.string())


def _text(value: object, form: Form) -> str | None:
    """Return one value as text; None for an empty list."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float():
            return repr(value).removesuffix(".0").replace(".", form.decimal)
        case Decimal():
            return f"{value:f}".replace(".", form.decimal)
        case datetime():
            return _moment(value, form)
        case date():
            return _written(value, form.date)
        case Collection():
            return _several([str(one) for one in value], form)
        case _:
            return str(value)


def _several(values: list[str], form: Form) -> str | None:
    divided = re.search(DIVIDES, "".join(values))
    before, between, after = form.in_doubt if form.in_doubt and divided else form.several
    return f"{before}{between.join(values)}{after}" if values else None


def _moment(moment: datetime, form: Form) -> str:
    """Return a moment with an offset in the zone of the form; one without an offset as it is."""
    if moment.tzinfo is not None:
        local = moment.astimezone(ZoneInfo(form.timezone))
        return _written(local, form.fraction if local.microsecond and form.fraction else form.moment)
    if moment.time() == datetime.min.time():
        return _written(moment, form.date)
    return _written(moment, form.moment).removesuffix("Z")


def _written(day: date, pattern: str) -> str:
    return day.strftime(pattern.replace("%Y", f"{day.year:04}"))  # not every system pads the year
