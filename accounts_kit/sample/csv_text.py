"""Tables as CSV: cells as text, quoted where they must be, in one dialect or another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.words.reading import JOINER


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written."""

    delimiter: str = ","
    line_end: str = "\r\n"
    encoding: str = "utf-8"


RFC_4180 = Dialect()


def header_line(headers: Iterable[str], dialect: Dialect = RFC_4180) -> bytes:
    """Return the first line of a file."""
    return _lines(pa.table({header: pa.array([header]) for header in headers}), dialect)


def data_lines(table: pa.Table, dialect: Dialect = RFC_4180) -> bytes:
    """Return a line for each row: ISO 8601 dates and moments, a decimal point, commas in lists."""
    return _lines(pa.table({name: as_text(table[name]) for name in table.column_names}), dialect)


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column's values as a file holds them; missing ones stay missing."""
    kind = column.type
    if pa.types.is_string(kind):
        return column
    if pa.types.is_list(kind):
        return pc.binary_join(column, JOINER)
    if pa.types.is_timestamp(kind):
        seconds = column.cast(pa.timestamp("us")).cast(pa.timestamp("s"))
        return pc.binary_join_element_wise(pc.replace_substring(seconds.cast(pa.string()), " ", "T"), "Z", "")
    if pa.types.is_decimal(kind) and kind.scale > 2:
        return pc.replace_substring_regex(column.cast(pa.string()), r"\.?0+$", "")
    return column.cast(pa.string())


def _lines(table: pa.Table, dialect: Dialect) -> bytes:
    if not table.num_rows:
        return b""
    cells = [_quoted(table[name], dialect.delimiter) for name in table.column_names]
    lines = pc.binary_join_element_wise(
        *cells, dialect.delimiter, null_handling="replace", null_replacement=""
    )
    ended = pc.binary_join_element_wise(lines, "", dialect.line_end)
    text = "".join(ended.to_pylist())
    return text.encode(dialect.encoding)


def _quoted(column: pa.ChunkedArray, delimiter: str) -> pa.ChunkedArray:
    """Return the cells, those with a quote, a delimiter or a line end between quotes."""
    needed = pc.match_substring_regex(column, f'["\r\n{delimiter}]')
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), column)
