"""A workbook with a sheet for each table, for reading back: texts in full, numbers and days as such.

A text longer than a cell can hold goes on in columns to the right of it: text, text 2, text 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa

from accounts_kit.errors import WrongValue
from accounts_kit.exports.formats.streamed_book import StreamedBook

_ROWS, _FIRST_YEAR = 1_048_575, 1901
# A cell has room for 32,767 units of UTF-16, and a sign may take two.
_PIECE = 16_000
_SURE = 2**53  # the numbers that Excel keeps to the last digit


class TablesWriter:
    """Writes sheets one after the other; rows are never held."""

    def __init__(self, file: BinaryIO) -> None:
        self._streamed = StreamedBook(file)
        self._book = self._streamed.book
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._sheet: Any = None
        self._row = 0
        self._places: list[int] = []

    def begin(self, table: str, headers: Sequence[str], longest: Mapping[str, int]) -> None:
        """Begin the sheet of a table; `longest` says how many letters the longest text of a column has."""
        self._sheet, self._row, self._places = self._book.add_worksheet(table), 0, []
        self._sheet.freeze_panes(1, 0)
        place = 0
        for header in headers:
            self._places.append(place)
            pieces = max(1, -(-longest.get(header, 0) // _PIECE))
            for piece in range(1, pieces + 1):
                self._sheet.write_string(0, place, header if piece == 1 else f"{header} {piece}", self._bold)
                place += 1

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write the rows below the last; raises WrongValue for more than a sheet has."""
        if self._row + len(cells[0]) > _ROWS:
            raise WrongValue(
                f"A sheet of Excel has {_ROWS:,} rows below its header, and a table here has more. "
                "Write a folder of CSV or Parquet files."
            )
        for values in zip(*(cell.to_pylist() for cell in cells), strict=True):
            self._row += 1
            for place, value in zip(self._places, values, strict=True):
                if value is not None:
                    self._put(place, value)

    def close(self) -> None:
        """Write the file."""
        self._streamed.close()

    def abandon(self) -> None:
        """Remove the rows that wait on disk."""
        self._streamed.abandon()

    def _put(self, place: int, value: Any) -> None:
        match value:
            case str():
                for piece, start in enumerate(range(0, len(value), _PIECE)):
                    self._sheet.write_string(self._row, place + piece, value[start : start + _PIECE])
            case bool():
                self._sheet.write_boolean(self._row, place, value)
            case int() if abs(value) < _SURE:
                self._sheet.write_number(self._row, place, value)
            case float() | Decimal() if _is_sure(value):
                self._sheet.write_number(self._row, place, float(value))
            case date() if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(self._row, place, value, self._day)
            case _:
                self._sheet.write_string(self._row, place, str(value))


def _is_sure(value: float | Decimal) -> bool:
    """Whether a number of Excel, which has 15 to 17 digits, is this very number."""
    near = float(value)
    return abs(near) < _SURE and Decimal(f"{near:.15g}") == Decimal(str(value))
