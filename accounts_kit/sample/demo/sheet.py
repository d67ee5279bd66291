"""A small table of text on its way to a file, with rows that can be spoilt one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from accounts_kit.words.reading import JOINER


@dataclass
class Sheet:
    """Headers, and rows: cells by header, or a line of text that goes into the file as it is."""

    headers: Sequence[str]
    rows: list[dict[str, str] | str]
    delimiter: str

    def spoil(self, row: int, **cells: str) -> None:
        """Put other texts into cells of a row, numbered from 0; headers have _ for what is no letter."""
        spoilt = self.cells(row)
        for name, text in cells.items():
            (header,) = (one for one in self.headers if _name(one) == name)
            spoilt[header] = text

    def cells(self, row: int) -> dict[str, str]:
        """Return the cells of a row, to read and to change."""
        cells = self.rows[row]
        if isinstance(cells, str):
            raise TypeError(f"Row {row} is a line of text: {cells!r}.")
        return cells

    def copy(self, row: int, **cells: str) -> None:
        """Add a copy of a row at the end, with other texts in some cells."""
        self.rows.append(dict(self.cells(row)))
        self.spoil(-1, **cells)

    def add(self, **cells: str) -> None:
        """Add a row at the end that has only these cells."""
        self.rows.append({})
        self.spoil(-1, **cells)

    def line(self, row: int) -> str:
        """Return a row as a line of the file, without its end."""
        cells = self.rows[row]
        if isinstance(cells, str):
            return cells
        return self.delimiter.join(self._quoted(cells.get(header, "")) for header in self.headers)

    def text(self) -> str:
        """Return the whole file, with CRLF."""
        header = self.delimiter.join(self._quoted(header) for header in self.headers)
        return "".join(f"{line}\r\n" for line in (header, *map(self.line, range(len(self.rows)))))

    def _quoted(self, cell: str) -> str:
        if not any(mark in cell for mark in (self.delimiter, '"', "\n", "\r")):
            return cell
        return '"' + cell.replace('"', '""') + '"'


def sheet_of(
    table: pa.Table, headers: dict[str, str], said: Callable[[object], str], delimiter: str
) -> Sheet:
    """Return a table as a sheet: the columns that have a header, in the order of the headers."""
    columns = {header: [said(value) for value in table[key].to_pylist()] for key, header in headers.items()}
    names = list(columns)
    rows: list[dict[str, str] | str] = [
        dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
    ]
    return Sheet(names, rows, delimiter)


def dutch(value: object) -> str:
    """Return a value as a Dutch spreadsheet saves it: 31-12-2026, 1.250,50, lists with commas.

    >>> dutch(date(2026, 3, 1)), dutch(Decimal("1250.50")), dutch(["a", "b"]), dutch(None)
    ('01-03-2026', '1.250,50', 'a, b', '')
    """
    match value:
        case None:
            return ""
        case datetime() | date():
            return f"{value:%d-%m-%Y}"
        case Decimal():
            text = f"{value:,.2f}" if value.as_tuple().exponent == -2 else f"{value:,.0f}"
            return text.translate(str.maketrans(",.", ".,"))
        case list():
            return JOINER.join(value)
    return str(value)


def iso(value: object) -> str:
    """Return a value as programs save it: 2026-12-31, lists with commas.

    >>> iso(date(2026, 3, 1)), iso(["a", "b"])
    ('2026-03-01', 'a, b')
    """
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else dutch(value)


def _name(header: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in header.strip())
