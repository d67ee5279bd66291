"""A sheet of a workbook (xlsx, xlsm, xlsb, xls, ods) as a Reading: `line` is the number of the row in the
sheet.

Text stays text, with its zeros. A column of nothing but numbers, dates or moments has that type; in any other
a whole number reads without a point, a fraction by the fifteen digits that a spreadsheet keeps and with the
decimal mark of the texts around it (12,50 beside "1.250,-"), a date as ISO, a time of day as a time, yes and
no as true and false, and an error as the text it shows (#DIV/0!), so that a check refuses it. Percentages and
amounts of money are the numbers that they are. Of merged cells the first holds the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.assumptions import about_headers
from accounts_kit.imports.reading.cells import Cells, text_of
from accounts_kit.imports.reading.headers import unique_headers
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.imports.reading.result import Assumption, Fingerprint, Reading
from accounts_kit.imports.reading.workbook_bytes import hides_errors
from accounts_kit.imports.reading.workbooks import Row, Sheet, Workbook
from accounts_kit.words.text import WHITE_SPACE

BATCH = 20_000
TOP = 50  # rows in which the header is looked for
LONG_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")  # a duration as OpenDocument writes it
ESCAPED = re.compile(r"_x([0-9A-F]{4})_")  # a control character as Excel writes it


def read_workbook(
    data: bytes, file: str, fingerprint: Fingerprint, layout: Layout, language: str = "en"
) -> Reading:
    """Return the table on one sheet of a workbook.

    Raises UnreadableFile for a workbook that cannot be opened, a sheet that is not there, and one without
    rows.
    """
    book = Workbook(data, file)
    sheet = book.sheet(layout.sheet)
    header = _header(sheet, layout.header, file)
    table, blank = _table(sheet, header, language)
    if not table.num_rows:
        raise UnreadableFile(
            f"{file}, sheet {sheet.name!r}: below the header there are no rows. "
            "Name another sheet, with sheet=, or the row of the header, with header=."
        )
    originals, table = _without_empty(header.cells, table)
    headers = unique_headers(originals)
    return Reading(
        name=file,
        headers=headers,
        original_headers=originals,
        table=table,
        fingerprint=fingerprint,
        assumptions=(
            *_about_workbook(book, sheet, hides_errors(data)),
            *_about_rows(header, blank),
            *about_headers(originals, headers),
        ),
    )


class _Header(NamedTuple):
    """The cells of the header, the row that it stands on (0: there is none), and the filled rows above."""

    cells: tuple[str, ...]
    line: int
    above: int


def _header(sheet: Sheet, stated: int | bool | None, file: str) -> _Header:
    """Return the header: the row that is stated, none for False, else the first that is wide enough."""
    if isinstance(stated, bool) or stated is None:
        top = list(islice(sheet.rows(), TOP))
        place = _likeliest(top)
    else:
        place = stated - 1
        top = list(islice(sheet.rows(), max(stated, 0)))
        if not 0 <= place < len(top) or not _filled(top[place]):
            raise UnreadableFile(
                f"{file}, sheet {sheet.name!r}: row {stated} is no header, for it holds nothing. "
                "Write the number of the row as Excel shows it, or leave header= out to have it found."
            )
    if place is None:
        raise UnreadableFile(f"{file}, sheet {sheet.name!r} is empty. Name another sheet: sheet='...'.")
    if stated is False:
        return _Header(("",) * len(top[place]), 0, 0)
    cells = tuple("" if cell == "" else text_of(cell) for cell in top[place])
    return _Header(cells, place + 1, sum(1 for row in top[:place] if _filled(row)))


def _likeliest(top: Sequence[Row]) -> int | None:
    """Return the place of the first row that fills more than half as many cells as the widest row does."""
    widths = [_filled(row) for row in top]
    enough = max(widths, default=0) // 2 + 1
    return next((place for place, width in enumerate(widths) if width >= enough), None)


def _filled(row: Row) -> int:
    return sum(map(_holds, row))


def _holds(cell: Any) -> bool:
    return not isinstance(cell, str) or cell.strip(WHITE_SPACE) != ""


def _table(sheet: Sheet, header: _Header, language: str) -> tuple[pa.Table, list[int]]:
    """Return the rows below the header that hold something, with their lines; and the lines of the others."""
    columns = [Cells() for _ in header.cells]
    lines: list[int] = []
    blank: list[int] = []
    below = enumerate(islice(sheet.rows(), header.line, None), start=header.line + 1)
    while batch := list(islice(below, BATCH)):
        kept = [(line, row) for line, row in batch if any(map(_holds, row))]
        lines += [line for line, _ in kept]
        blank += [line for line, row in batch if not any(map(_holds, row))] if len(kept) < len(batch) else []
        by_column = zip(*(row for _, row in kept), strict=True) if kept else [()] * len(columns)
        for cells, values in zip(columns, by_column, strict=True):
            cells.add(_values(values))
    named = {f"c{place}": cells.column(language) for place, cells in enumerate(columns)}
    last = lines[-1] if lines else 0
    return pa.table({**named, "line": pa.array(lines, pa.int64())}), [line for line in blank if line < last]


def _values(cells: Sequence[Any]) -> list[Any]:
    """Return the cells of a column, None for empty ones; texts without the codes of their format."""
    values = [None if cell == "" else cell for cell in cells]
    if any(isinstance(value, str) and ("_x" in value or value.startswith("PT")) for value in values):
        return [_decoded(value) if isinstance(value, str) else value for value in values]
    return values


def _decoded(text: str) -> str:
    """Return a text with its control characters, and a duration as [h]:mm shows it."""
    if found := LONG_TIME.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
        return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _without_empty(headers: Sequence[str], table: pa.Table) -> tuple[tuple[str, ...], pa.Table]:
    """Return headers and table without the columns that have neither a header nor a value."""
    kept = [
        place
        for place, header in enumerate(headers)
        if header.strip(WHITE_SPACE) or table.column(place).null_count < table.num_rows
    ]
    columns = {f"c{new}": table.column(place) for new, place in enumerate(kept)}
    return tuple(headers[place] for place in kept), pa.table({**columns, "line": table.column("line")})


def _about_workbook(book: Workbook, sheet: Sheet, hides: bool) -> Iterator[Assumption]:
    """Return which sheet was read of several, and what the format keeps from us."""
    others = [
        f"{name!r} (hidden)" if book.hidden[name] else repr(name) for name in book.names if name != sheet.name
    ]
    if others or sheet.hidden:
        hidden = ", which is hidden," if sheet.hidden else ""
        rest = f"; the workbook also has {', '.join(others)}" if others else ""
        yield Assumption("sheet", f"Sheet {sheet.name!r}{hidden} is read{rest}.")
    if merged := sheet.merged():
        areas = "1 area of merged cells has" if merged == 1 else f"{merged} areas of merged cells have"
        yield Assumption("merged_cells", f"{areas} a value in the first cell only; the others are empty.")
    if book.unvalued:
        formulas = "1 formula has" if book.unvalued == 1 else f"{book.unvalued} formulas have"
        yield Assumption(
            "formulas",
            f"{formulas} no value stored, and read as empty. Open the workbook in Excel, and save it again.",
        )
    if hides:
        yield Assumption("hidden_errors", "In this old format a cell with an error (#N/A) reads as empty.")


def _about_rows(header: _Header, blank: Sequence[int]) -> Iterator[Assumption]:
    """Return where the header was found when that is not the first row, and how many rows hold nothing."""
    if header.above:
        rows = "1 row above it is" if header.above == 1 else f"{header.above} rows above it are"
        yield Assumption("header_row", f"The header stands on row {header.line}; {rows} left out.")
    if blank:
        rows = "1 row holds" if len(blank) == 1 else f"{len(blank)} rows hold"
        yield Assumption("blank_rows", f"{rows} nothing: left out (first on row {blank[0]}).")
