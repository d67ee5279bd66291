"""Tables as CSV by RFC 4180, in UTF-8: cells as text, quoted where they must be."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.words.reading import JOINER

DELIMITER, LINE_END = ",", "\r\n"
MUST_BE_QUOTED = '["\r\n,]'


def header_line(headers: Iterable[str]) -> bytes:
    """Return the first line of a file."""
    return _lines(pa.table({header: pa.array([header]) for header in headers}))


def data_lines(table: pa.Table) -> bytes:
    """Return a line for each row: ISO 8601 dates and moments, a decimal point, commas in lists."""
    return _lines(pa.table({name: as_text(table[name]) for name in table.column_names}))


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


def _lines(table: pa.Table) -> bytes:
    if not table.num_rows:
        return b""
    cells = [_quoted(table[name]) for name in table.column_names]
    lines = pc.binary_join_element_wise(*cells, DELIMITER, null_handling="replace", null_replacement="")
    return (LINE_END.join(lines.to_pylist()) + LINE_END).encode()


def _quoted(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the cells, those with a quote, a delimiter or a line end between quotes."""
    needed = pc.match_substring_regex(column, MUST_BE_QUOTED)
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), column)
