"""A delimited text (CSV, TSV, TXT) as a Reading: decoded, divided, and every row that fits its header."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.assumptions import about_division, about_headers, about_rows
from accounts_kit.imports.reading.dialect import Dialect, detect
from accounts_kit.imports.reading.disguise import refuse_binary
from accounts_kit.imports.reading.encoding import decode
from accounts_kit.imports.reading.headers import unique_headers
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.imports.reading.result import Fingerprint, Reading
from accounts_kit.imports.reading.rows import Rows, read_rows
from accounts_kit.imports.reading.suspects import doubts_about_encoding, doubts_about_letters
from accounts_kit.words.text import WHITE_SPACE


def read_text(data: bytes, name: str, fingerprint: Fingerprint, layout: Layout, language: str) -> Reading:
    """Return the table in the bytes of a delimited text."""
    encoding = layout.encoding
    text, used = decode(data, name, encoding)
    doubts = [] if encoding else [*doubts_about_encoding(data, used)]
    del data  # as large as the text
    refuse_binary(text, name)
    dialect, originals, table, rows = _divide(text, name, language)
    headers = unique_headers(originals)
    doubts += [*doubts_about_letters(text), *about_division(dialect, len(headers))]
    return Reading(
        name=name,
        headers=headers,
        original_headers=originals,
        table=table,
        fingerprint=fingerprint,
        assumptions=(*doubts, *about_headers(originals, headers), *about_rows(rows.remarks)),
        broken=tuple(rows.broken),
        encoding=used,
        encoding_stated=encoding is not None,
        delimiter=dialect.grammar.delimiter.decode() or None,
        quote='"',
    )


class _Divided(NamedTuple):
    dialect: Dialect
    originals: tuple[str, ...]
    table: pa.Table
    rows: Rows


def _divide(text: bytes, file: str, language: str) -> _Divided:
    """Return how a text is divided, its headers as they are, and its rows; refuse a text without rows."""
    dialect = detect(text)
    if dialect is None:
        raise UnreadableFile(f"{file} has blank lines only. Export it again, with a header line and rows.")
    header = dialect.header
    if header.cells is None:
        raise UnreadableFile(f"{file} line {header.line}: a quote is opened and not closed. Mend the header.")
    width = len(header.cells)
    rows = read_rows(text, header.end, header.next_line, dialect.grammar, width, file, language=language)
    table = rows.table()
    if not table.num_rows and not rows.broken:
        raise UnreadableFile(f"{file} has a header and no rows. Export it again, with its rows.")
    originals, table = _without_empty_edge([cell.decode() for cell in header.cells], table)
    return _Divided(dialect, tuple(originals), table, rows)


def _without_empty_edge(originals: list[str], table: pa.Table) -> tuple[list[str], pa.Table]:
    """Return headers and table without the columns at the right that have neither a header nor a value."""
    while len(originals) > 1 and not originals[-1].strip(WHITE_SPACE):
        last = table.column(len(originals) - 1)
        if pc.max(pc.binary_length(last)).as_py():
            break
        originals = originals[:-1]
        table = table.remove_column(len(originals))
    return originals, table
