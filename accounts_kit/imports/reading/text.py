"""A delimited text (CSV, TSV, TXT) as a Reading: decoded, divided, and every row that fits its header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.assumptions import (
    about_division,
    about_header_lines,
    about_headers,
    about_rows,
)
from accounts_kit.imports.reading.dialect import Dialect, detect
from accounts_kit.imports.reading.disguise import refuse_binary
from accounts_kit.imports.reading.encoding import decode
from accounts_kit.imports.reading.grammar import ESCAPE, Record
from accounts_kit.imports.reading.headers import begins_a_reject_file, unique_headers
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.imports.reading.repeated import without_repeated_header
from accounts_kit.imports.reading.result import Fingerprint, Reading
from accounts_kit.imports.reading.rows import Rows, read_rows
from accounts_kit.imports.reading.shapes import shape_of
from accounts_kit.imports.reading.stated import Stated, stated_dialect
from accounts_kit.imports.reading.suspects import doubts_about_encoding, doubts_about_letters
from accounts_kit.words.text import WHITE_SPACE


def read_text(data: bytes, name: str, fingerprint: Fingerprint, layout: Layout, language: str) -> Reading:
    """Return the table in the bytes of a delimited text."""
    stated = stated_dialect(layout)
    decoded = decode(data, name, layout.encoding)
    doubts = [] if layout.encoding else [*doubts_about_encoding(data, decoded)]
    del data  # as large as the text
    text = decoded.text
    refuse_binary(text, name, stated.delimiter)
    if stated.header is not None and begins_a_reject_file(text):
        stated = stated._replace(header=1)
    dialect, originals, table, rows, again = _divide(text, stated, name, language)
    headers = unique_headers(originals)
    grammar, header = dialect.grammar, dialect.header
    doubts += doubts_about_letters(text, grammar.delimiter)
    doubts += about_division(dialect, len(headers))
    if header is not None:
        doubts += [*about_headers(originals, headers), *about_header_lines(header, grammar.delimiter, again)]
    return Reading(
        name=name,
        headers=headers,
        original_headers=originals,
        table=table,
        fingerprint=fingerprint,
        assumptions=(*doubts, *about_rows(rows.remarks)),
        broken=tuple(rows.broken),
        encoding=decoded.encoding,
        encoding_stated=layout.encoding is not None,
        delimiter=grammar.delimiter.decode() or None,
        quote=grammar.quote.decode(),
        escape="\\" if grammar.escape else "",
        header_line=header.line if header else None,
        preamble=text[: dialect.top].decode(),
    )


class _Divided(NamedTuple):
    dialect: Dialect
    originals: tuple[str, ...]
    table: pa.Table
    rows: Rows
    again: Sequence[int]


def _divide(text: bytes, stated: Stated, file: str, language: str) -> _Divided:
    """Return how a text is divided, its headers as they are, and its rows; refuse a text without rows."""
    dialect = detect(text, stated, file)
    if dialect is None:
        raise UnreadableFile(f"{file} has blank lines only. Export it again, with a header line and rows.")
    dialect, rows = _read(text, dialect, file, language)
    header = dialect.header
    if header is not None:
        _refuse_header(header, file)
    table, again = without_repeated_header(text, header, rows.table())
    if not table.num_rows and not rows.broken:
        raise UnreadableFile(f"{file} has a header and no rows. {_no_rows(header)}")
    cells = header.cells or [] if header else [b""] * dialect.width
    originals, table = _without_empty_edge([cell.decode() for cell in cells], table)
    return _Divided(dialect, tuple(originals), table, rows, again)


def _read(text: bytes, dialect: Dialect, file: str, language: str) -> tuple[Dialect, Rows]:
    """Return the rows; with a backslash as escape where that mends more rows than it breaks."""
    rows = _rows(text, dialect, file, language)
    if not _may_be_escaped(text, dialect, rows):
        return dialect, rows
    escaped = dialect.escaped(text)
    other = _rows(text, escaped, file, language)
    return (escaped, other) if _damage(escaped, other) < _damage(dialect, rows) else (dialect, rows)


def _rows(text: bytes, dialect: Dialect, file: str, language: str) -> Rows:
    return read_rows(text, dialect.at, dialect.line, dialect.grammar, dialect.width, file, language=language)


def _may_be_escaped(text: bytes, dialect: Dialect, rows: Rows) -> bool:
    """Whether quotes did harm, and some stand behind a backslash."""
    grammar = dialect.grammar
    if not grammar.quote or ESCAPE in (grammar.delimiter, grammar.quote):
        return False
    return _damage(dialect, rows) > (False, 0) and ESCAPE + grammar.quote in text


def _damage(dialect: Dialect, rows: Rows) -> tuple[bool, int]:
    """Return what a reading of a text cost: its header, and how many rows are refused or keep quotes."""
    header = dialect.header
    kept, _ = rows.remarks.get("kept_quotes", (0, 0))
    kept += header is not None and header.keeps_quotes
    return header is not None and header.cells is None, len(rows.broken) + kept


def _refuse_header(header: Record, file: str) -> None:
    if header.cells is None:
        raise UnreadableFile(f"{file} line {header.line}: a quote is opened and not closed. Mend the header.")
    if b"\0" in header.raw:
        raise UnreadableFile(f"{file} line {header.line} holds a NUL byte. Mend the header.")


def _no_rows(header: Record | None) -> str:
    """Return what to do about a text of a header only, which may be a row."""
    cells = [cell.decode() for cell in (header.cells if header else None) or []]
    if any(map(shape_of, cells)):
        return "If that line is a row, say header=False."
    return "Export it again, with its rows."


def _without_empty_edge(originals: list[str], table: pa.Table) -> tuple[list[str], pa.Table]:
    """Return headers and table without the columns at the right that have neither a header nor a value."""
    while len(originals) > 1 and not originals[-1].strip(WHITE_SPACE):
        last = table.column(len(originals) - 1)
        if pc.max(pc.binary_length(last)).as_py():
            break
        originals = originals[:-1]
        table = table.remove_column(len(originals))
    return originals, table
