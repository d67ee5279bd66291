"""Headers among the rows, where one export was put below another: they are left out and said."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from accounts_kit.imports.reading.grammar import Record, line_ends_in
from accounts_kit.imports.waiting import chosen


def without_repeated_header(
    text: bytes, header: Record | None, table: pa.Table
) -> tuple[pa.Table, list[int]]:
    """Return the table without the rows that repeat the header (if there is one) letter by letter, and their
    lines.

    A mark at the start of the other export (U+FEFF) is no letter. A header of one cell may be a value too.
    """
    if header is None or len(header.cells or ()) < 2 or text.find(header.raw, header.end) < 0:
        return table, []
    lines = table.column("line").to_numpy()
    repeats = np.isin(lines, _lines_with(text, header))
    if not repeats.any():
        return table, []
    return chosen(table, pa.chunked_array([pa.array(~repeats)])), lines[repeats].tolist()


def _lines_with(text: bytes, header: Record) -> list[int]:
    """Return the lines below the header that are the header again."""
    again = re.compile(rb"(?<=[\r\n])(?:\xef\xbb\xbf)?" + re.escape(header.raw) + rb"(?=[\r\n])")
    lines, line, since = [], header.next_line, header.end
    for found in again.finditer(text, header.end):
        line += line_ends_in(text, since, found.start())
        since = found.start()
        lines.append(line)
    return lines
