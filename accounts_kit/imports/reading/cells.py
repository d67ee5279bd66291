"""Columns of cells that have types of their own, as workbooks, JSON and Python values do.

A column whose filled cells are all dates or moments, or all numbers, gets that type: what is a number already
is never read by the marks of a language. Any other column is text, in which dates read as ISO and numbers by
their digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

NOTHING = type(None)
# To a Dutch eye 1.038 is a thousand and more; with one zero added it can only be a little over one.
LIKE_THOUSANDS = r"^-?\d{1,3}(?:\.\d{3})+$"
# Texts that say which marks a person uses: 12,50 and 1.250,- and 1.000.000; 12.50 and 1,000,000.
DUTCH = r"^[^0-9]*[0-9][0-9.]*(?:,(?:[0-9]{1,2}|[0-9]{4,}|-{1,2})|\.[0-9]{3}\.[0-9]{3})[^0-9.,]*$"
ENGLISH = r"^[^0-9]*[0-9][0-9,]*(?:\.(?:[0-9]{1,2}|[0-9]{4,})|,[0-9]{3},[0-9]{3})[^0-9.,]*$"
SPREADSHEET_DIGITS = 15  # what a spreadsheet keeps and shows of a number; a sixteenth is noise
LARGEST_WHOLE = 10.0**SPREADSHEET_DIGITS


class Number(str):
    """A number by its digits, as they are written: 1.10 stays 1.10, and no digit of a long one is lost."""

    __slots__ = ()


class Cells:
    """One column on its way to Arrow, filled a batch of rows at a time; None is a cell that holds nothing."""

    def __init__(self, exact: bool = False) -> None:
        self._exact = exact  # fractions are decimals, and no floats of a spreadsheet
        self._kinds: set[type] = set()
        self._pieces: list[_Piece] = []

    def add(self, values: Sequence[Any]) -> None:
        """Take the cells of the next rows."""
        kinds = {Number if kind is float else kind for kind in map(type, values)} - {NOTHING}
        self._kinds |= kinds
        texts = values if kinds <= {str} else [None if value is None else text_of(value) for value in values]
        numbers: bool | pa.Array = Number in kinds
        if numbers and len(kinds) > 1:
            numbers = pa.array([type(value) in (float, Number) for value in values])
        self._pieces.append(_Piece(pa.array(texts, pa.string()), numbers))

    def column(self, language: str | None = None) -> pa.ChunkedArray:
        """Return the column, in the type that all its cells have, else as text.

        With a language, numbers among texts have the marks of those texts; where they tell nothing, its own.
        """
        texts = pa.chunked_array([piece.texts for piece in self._pieces], pa.string())
        if self._kinds and self._kinds <= {date, datetime}:
            return texts.cast(pa.date32() if self._kinds == {date} else pa.timestamp("us"))
        if self._kinds == {Number}:
            return _numbers(texts, self._exact)
        if Number in self._kinds:
            comma = language is not None and self._is_dutch(texts, language)
            return pa.chunked_array([piece.unmistakable(comma) for piece in self._pieces], pa.string())
        return texts

    def _is_dutch(self, texts: pa.ChunkedArray, language: str) -> bool:
        """Return whether the texts among numbers are numbers with a decimal comma."""
        numbers = [piece.which() for piece in self._pieces]
        typed = pc.filter(texts, pc.invert(pa.chunked_array(numbers, pa.bool_())))
        dutch, english = (
            pc.sum(pc.match_substring_regex(typed, one)).as_py() or 0 for one in (DUTCH, ENGLISH)
        )
        return dutch > english or (dutch == english == 0 and language == "nl")


class _Piece(NamedTuple):
    """The texts of some rows, and which of them are numbers: all, none, or those that the array says."""

    texts: pa.Array
    numbers: bool | pa.Array

    def which(self) -> pa.Array:
        """Return for each row whether it is a number."""
        return pa.repeat(self.numbers, len(self.texts)) if isinstance(self.numbers, bool) else self.numbers

    def unmistakable(self, comma: bool) -> pa.Array:
        """Return the texts, in which no number looks like another one: with a decimal comma to an English
        eye, else to a Dutch one.
        """
        if self.numbers is False:
            return self.texts
        alike = pc.fill_null(pc.match_substring_regex(self.texts, LIKE_THOUSANDS), False)
        alike = pc.and_(alike, self.which())
        texts = pc.if_else(alike, pc.binary_join_element_wise(self.texts, "0", ""), self.texts)
        return pc.if_else(self.which(), pc.replace_substring(texts, ".", ","), texts) if comma else texts


def column_of(values: Sequence[Any]) -> pa.ChunkedArray:
    """Return the cells of a column, among which may be lists, in the type that they all have."""
    if any(type(value) is list for value in values):
        lists = [one if one is None or type(one) is list else [text_of(one)] for one in values]
        return pa.chunked_array([lists], pa.list_(pa.string()))
    cells = Cells(exact=True)
    cells.add(values)
    return cells.column()


def text_of(value: Any) -> str:
    """Return the text of a cell: true and false, dates as ISO has them, whole numbers without a point.

    >>> text_of(612345678.0), text_of(0.1 + 0.2), text_of(True), text_of(timedelta(days=1, hours=12))
    ('612345678', '0.3', 'true', '36:00')
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return _digits(value)
        case datetime():
            text = value.isoformat(" ")
            return text if value.tzinfo else text.removesuffix(" 00:00:00")
        case time():
            return value.isoformat("auto").removesuffix(":00")
        case timedelta():
            return _duration(value)
    return str(value)


def _digits(value: float) -> str:
    """Return a number of a spreadsheet by the digits that it keeps; never with an exponent."""
    if value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    text = f"{value:.{SPREADSHEET_DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _duration(value: timedelta) -> str:
    """Return hours and minutes, and seconds when there are any, as [h]:mm shows them."""
    sign, left = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(round(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _numbers(texts: pa.ChunkedArray, exact: bool) -> pa.ChunkedArray:
    """Return a column of numbers as whole ones, decimals or floats; as text when no type holds them."""
    try:
        if not pc.any(pc.match_substring_regex(texts, "[.eE]")).as_py():
            return texts.cast(pa.int64())
        if exact:
            return pa.chunked_array([pa.array([one and Decimal(one) for one in texts.to_pylist()])])
    except pa.ArrowInvalid:
        return texts if exact else texts.cast(pa.float64())
    return texts.cast(pa.float64())
