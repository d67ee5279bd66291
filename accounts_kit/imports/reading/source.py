"""From a path or a frame to a Reading: the door of this package."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind
from accounts_kit.imports.reading.assumptions import about_division, about_headers, about_rows
from accounts_kit.imports.reading.dialect import Dialect, detect
from accounts_kit.imports.reading.disguise import refuse_binary, refuse_other_formats
from accounts_kit.imports.reading.encoding import decode
from accounts_kit.imports.reading.frames import is_frame, read_frame
from accounts_kit.imports.reading.headers import unique_headers
from accounts_kit.imports.reading.result import Fingerprint, Reading
from accounts_kit.imports.reading.rows import Rows, read_rows
from accounts_kit.imports.reading.suspects import doubts_about_encoding, doubts_about_letters
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import WHITE_SPACE


def read(source: Any, *, encoding: str | None = None, language: str = "en") -> Reading:
    """Return the table that a file (CSV, TSV, TXT) or a pandas, Polars or Arrow frame holds.

    Without `encoding` it is found, and what is uncertain stands in the assumptions; a frame has none. Rows
    that do not fit the header are in `broken`, with their lines and a sentence in `language`.

    >>> import pandas
    >>> reading = read(pandas.DataFrame({"Bedrijfsnaam ": ["Acme B.V."], "KvK": ["01234567"]}))
    >>> reading.headers, reading.table.to_pylist()
    (('Bedrijfsnaam', 'KvK'), [{'c0': 'Acme B.V.', 'c1': '01234567', 'line': 1}])

    Raises FileMissing, UnreadableFile (empty, a header only, another kind of file, bytes that the encoding
    cannot read), UnknownEncoding, and WrongKind for a source that is neither path nor frame.
    """
    if isinstance(source, str | os.PathLike):
        return read_file(Path(source), encoding, language)
    if is_frame(source):
        if encoding is not None:
            raise WrongKind("A frame has no encoding. Leave encoding= out.")
        return read_frame(source)
    raise WrongKind(
        f"A {type(source).__name__} is no source of rows. "
        "Give the path of a CSV file, or a pandas, Polars or Arrow frame."
    )


def read_file(path: Path, encoding: str | None, language: str) -> Reading:
    """Return the table in a file."""
    data = _bytes_of(path)
    fingerprint = Fingerprint(len(data), hashlib.sha256(data).hexdigest())
    refuse_other_formats(data, path.name)
    text, used = decode(data, path.name, encoding)
    doubts = [] if encoding else [*doubts_about_encoding(data, used)]
    del data  # as large as the text
    refuse_binary(text, path.name)
    dialect, originals, table, rows = _divide(text, path.name, language)
    headers = unique_headers(originals)
    doubts += [*doubts_about_letters(text), *about_division(dialect, len(headers))]
    return Reading(
        name=path.name,
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


def _bytes_of(path: Path) -> bytes:
    """Return what is in the file, or say why it cannot be read."""
    if path.is_dir():
        raise UnreadableFile(f"{path.name or path} is a folder. Give the path of one CSV file in it.")
    if not path.is_file():
        folder = path.parent
        names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        hint = suggestion(path.name, names) or "Give the path of a CSV file."
        raise FileMissing(f"No file {path.name!r} in the folder {folder.name or '.'!r}. {hint}")
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be opened: {error.strerror}. Close it elsewhere, or copy it."
        raise UnreadableFile(message) from error


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
