"""A workbook of Excel: typed cells, a header that stays, a filter, widths, and options to choose from.

Texts are texts: nothing is a formula or a link, and phone numbers, postcodes and numbers of a chamber of
commerce keep their zeros. Rows are written as they come and never held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import pyarrow as pa
from sqlglot import exp

from accounts_kit.errors import WrongValue
from accounts_kit.exports.formats.format import Format, Layout
from accounts_kit.exports.formats.streamed_book import StreamedBook
from accounts_kit.exports.profiles import Profile
from accounts_kit.merge_fields.field_sql import stored, text, written
from accounts_kit.model import Field

# What Excel can hold.
_ROWS, _LETTERS, _FIRST_YEAR = 1_048_575, 32_767, 1900
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 60, 1_000
# How Excel shows days and moments: in the order of the profile's own dates.
_SHOWN = {"%d-%m-%Y": "dd-mm-yyyy", "%Y-%m-%d": "yyyy-mm-dd"}
_OPTIONS = "Opties"


class WorkbookWriter:
    """Writes one sheet, and a hidden one with the options of its fields."""

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._streamed = StreamedBook(file)
        self._book = self._streamed.book
        self._layout = layout
        self._sheet = self._book.add_worksheet()
        self._row = self.guarded = self.cut = self.plainer = 0
        day = _SHOWN[layout.profile.date]
        self._day = self._book.add_format({"num_format": day, "align": "left"})
        self._moment = self._book.add_format({"num_format": f"{day} hh:mm:ss", "align": "left"})
        self._amount = self._book.add_format({"num_format": "#,##0.00"})
        self._widths = [len(header) + 4 for header in layout.headers]
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True, "bottom": 1})
        for place, header in enumerate(layout.headers):
            self._sheet.write_string(0, place, header, bold)
        self._put = [self._putting(field) for field in layout.fields]

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write the rows below the last; raises WrongValue for more than a sheet has."""
        if self._row + len(cells[0]) > _ROWS:
            raise WrongValue(
                f"A sheet of Excel has {_ROWS:,} rows below its header, and these are more. "
                "Write a CSV file, Parquet or JSON Lines, or a smaller segment."
            )
        columns = [cell.to_pylist() for cell in cells]
        if self._row < _LOOKED_AT:
            self._look_at(columns)
        for values in zip(*columns, strict=True):
            self._row += 1
            for place, value in enumerate(values):
                if value is not None:
                    self._put[place](self._row, place, value)

    def close(self) -> None:
        """Write what belongs to the whole sheet, then the file."""
        last = max(self._row, 1)
        self._sheet.autofilter(0, 0, last, len(self._widths) - 1)
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
        self._offer_options(last)
        self._streamed.close()

    def abandon(self) -> None:
        """Remove the rows that wait on disk."""
        self._streamed.abandon()

    def _putting(self, field: Field | None) -> Callable[[int, int, Any], None]:
        """Return how a value of this column is put into a cell."""
        amount = field is not None and field.kind_name == "currency"

        def put(row: int, column: int, value: Any) -> None:
            match value:
                case str():
                    self._put_text(row, column, value)
                case bool():
                    self._sheet.write_boolean(row, column, value)
                case int() | float() | Decimal():
                    self._put_number(row, column, value, amount=amount)
                case datetime() if value.year >= _FIRST_YEAR:
                    self._sheet.write_datetime(row, column, self._local(value), self._moment)
                case date() if value.year >= _FIRST_YEAR and not isinstance(value, datetime):
                    self._sheet.write_datetime(row, column, value, self._day)
                case list() | tuple():
                    self._put_text(row, column, ", ".join(map(str, value)))
                case _:
                    self._put_text(row, column, str(value))

        return put

    def _local(self, moment: datetime) -> datetime:
        """Return a moment by the clock of the workspace: Excel knows no offsets."""
        zone = ZoneInfo(self._layout.timezone)
        return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None)

    def _put_text(self, row: int, column: int, value: str) -> None:
        if len(value) > _LETTERS:
            value, self.cut = value[:_LETTERS], self.cut + 1
        self._sheet.write_string(row, column, value)

    def _put_number(self, row: int, column: int, value: float | Decimal, *, amount: bool) -> None:
        """Put a number as one where Excel keeps all its digits, as a text where it would not."""
        near = float(value)
        if isinstance(value, Decimal) and Decimal(repr(near)) != value:
            self._put_text(row, column, f"{value:f}")
        else:
            self._sheet.write_number(row, column, near, self._amount if amount else None)

    def _look_at(self, columns: Sequence[Sequence[Any]]) -> None:
        """Make columns as wide as what stands in the first rows."""
        for place, values in enumerate(columns):
            longest = max((len(str(value)) for value in values[:_LOOKED_AT] if value is not None), default=0)
            self._widths[place] = max(self._widths[place], longest + 1)

    def _offer_options(self, last: int) -> None:
        """Let the cells of a field with options be chosen from them; a hidden sheet holds them."""
        chosen = [
            (place, field.options)
            for place, field in enumerate(self._layout.fields)
            if field is not None and field.options and not field.kind.several
        ]
        if not chosen:
            return
        sheet = self._book.add_worksheet(_OPTIONS)
        sheet.hide()
        for row in range(max(len(options) for _, options in chosen)):
            for column, (_, options) in enumerate(chosen):
                if row < len(options):
                    sheet.write_string(row, column, options[row])
        from xlsxwriter.utility import xl_col_to_name

        for column, (place, options) in enumerate(chosen):
            name = xl_col_to_name(column, col_abs=True)
            source = f"={_OPTIONS}!{name}$1:{name}${len(options)}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            self._sheet.data_validation(1, place, last, place, rule)


def _cell(field: Field, profile: Profile, timezone: str) -> exp.Expr:
    if field.kind.several:
        return written(field, profile.form(timezone))
    if field.kind_name == "datetime":
        return exp.AtTimeZone(this=stored(field), zone=text(timezone))
    return stored(field)


FORMAT = Format("Excel", _cell, WorkbookWriter, as_text=False)
