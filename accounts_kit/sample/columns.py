"""Columns of many rows at once, in Arrow: texts picked, joined and left out, lists, amounts and moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.sample.chance import Flags, Rows

EPOCH = date(1970, 1, 1)
_CENT = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))


def picked(texts: Sequence[str | None], places: Rows) -> pa.Array:
    """Return the text at each place."""
    return pa.array(texts, pa.string()).take(pa.array(places))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Return the parts after one another; missing where one of them is."""
    return pc.binary_join_element_wise(*parts, "")


def digits(numbers: Rows, width: int = 0) -> pa.Array:
    """Return whole numbers as text, with zeros in front up to a width."""
    text = pa.array(numbers).cast(pa.string())
    return pc.utf8_lpad(text, width, "0") if width else text


def only(where: Flags, values: pa.Array) -> pa.Array:
    """Return the values where the flag is set, and nothing elsewhere."""
    return pc.if_else(pa.array(where), values, pa.scalar(None, values.type))


def either(where: Flags, values: pa.Array, others: pa.Array) -> pa.Array:
    """Return the values where the flag is set, and the others elsewhere."""
    return pc.if_else(pa.array(where), values, others)


def one_of(choice: Rows, *columns: pa.Array) -> pa.Array:
    """Return for each row its value in the column that was chosen for it."""
    return pc.choose(pa.array(choice), *columns)


def lists(options: Sequence[str], chosen: Sequence[Flags]) -> pa.Array:
    """Return for each row the options that were chosen for it, in their order; missing without any."""
    matrix = np.stack(chosen, axis=1)
    offsets = np.concatenate([[0], np.cumsum(matrix.sum(axis=1))]).astype(np.int32)
    texts = picked(options, np.nonzero(matrix)[1])
    return pa.ListArray.from_arrays(pa.array(offsets), texts, mask=pa.array(~matrix.any(axis=1)))


def numbers(whole: Rows) -> pa.Array:
    """Return whole numbers as fields of kind number hold them."""
    return pa.array(whole).cast(pa.decimal128(25, 6)).cast(pa.decimal128(18, 6))


def amounts(cents: Rows) -> pa.Array:
    """Return cents as fields of kind currency hold amounts."""
    return pc.multiply(pa.array(cents).cast(pa.decimal128(19, 0)), _CENT).cast(pa.decimal128(18, 2))


def days(since_epoch: Rows) -> pa.Array:
    """Return days since 1970 as dates."""
    return pa.array(since_epoch.astype(np.int32)).cast(pa.date32())


def moments(seconds: Rows) -> pa.Array:
    """Return seconds since 1970 as moments."""
    return pa.array(seconds * 1_000_000).cast(pa.timestamp("us", tz="UTC"))


def day_number(day: date) -> int:
    """Return the number of a day since 1970."""
    return (day - EPOCH).days
