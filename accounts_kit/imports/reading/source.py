"""From a path or a frame to a Reading: the door of this package."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

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
from accounts_kit.imports.reading.rows import read_rows
from accounts_kit.imports.reading.suspects import doubts_about_encoding, doubts_about_letters
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import WHITE_SPACE


def read(source: Any, *, encoding: str | None = None) -> Reading:
    """Return the table that a file (CSV, TSV, TXT) or a pandas, Polars or Arrow frame holds.

    Without `encoding` it is found, and what is uncertain stands in the assumptions; a frame has none. Rows
    that do not fit the header are in `broken`, with their lines.

    Raises FileMissing, UnreadableFile (empty, a header only, another kind of file, bytes that the encoding
    cannot read), UnknownEncoding, and WrongKind for a source that is neither path nor frame.
    """
    if isinstance(source, str | Path):
        return read_file(Path(source), encoding)
    if is_frame(source):
        if encoding is not None:
            raise WrongKind("A frame has no encoding. Leave encoding= out.")
        return read_frame(source)
    raise WrongKind(
        f"A {type(source).__name__} is no source of rows. "
        "Give the path of a CSV file, or a pandas, Polars or Arrow frame."
    )


def read_file(path: Path, encoding: str | None) -> Reading:
    """Return the table in a file."""
    data = _bytes_of(path)
    file, fingerprint = path.name, Fingerprint(len(data), hashlib.sha256(data).hexdigest())
    refuse_other_formats(data, file)
    text, used = decode(data, file, encoding)
    doubts = [] if encoding else [*doubts_about_encoding(data, used)]
    del data  # as large as the text
    refuse_binary(text, file)
    dialect, originals = _divide(text, file)
    rows = read_rows(
        text, dialect.header.end, dialect.header.next_line, dialect.grammar, len(originals), file
    )
    table = rows.table()
    if not table.num_rows and not rows.broken:
        raise UnreadableFile(f"{file} has a header and no rows. Export it again, with its rows.")
    table, originals = _without_empty_edge(table, originals)
    headers = unique_headers(originals)
    return Reading(
        name=file,
        headers=headers,
        original_headers=originals,
        table=table,
        fingerprint=fingerprint,
        assumptions=(
            *doubts,
            *doubts_about_letters(text),
            *about_division(dialect, len(headers)),
            *about_headers(originals, headers),
            *about_rows(rows.remarks),
        ),
        broken=tuple(rows.broken),
        encoding=used,
        encoding_stated=encoding is not None,
        delimiter=dialect.grammar.delimiter.decode() or None,
        quote='"',
    )


def _bytes_of(path: Path) -> bytes:
    """Return what is in the file, or say why it cannot be read."""
    if path.is_dir():
        raise UnreadableFile(f"{path.name} is a folder. Give the path of one CSV file in it.")
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


def _divide(text: bytes, file: str) -> tuple[Dialect, tuple[str, ...]]:
    """Return the dialect of a text and its headers, as they are."""
    dialect = detect(text)
    if dialect is None:
        raise UnreadableFile(
            f"{file} holds blank lines only. A file needs a header line and rows. Export it again."
        )
    if dialect.header.cells is None:
        raise UnreadableFile(
            f"{file} line {dialect.header.line}: the header opens a quote and none closes it. Mend that line."
        )
    return dialect, tuple(cell.decode() for cell in dialect.header.cells)


def _without_empty_edge(table: pa.Table, originals: tuple[str, ...]) -> tuple[pa.Table, tuple[str, ...]]:
    """Return the table without the columns at its right that have neither a header nor any value."""
    while len(originals) > 1 and not originals[-1].strip(WHITE_SPACE):
        last = table.column(len(originals) - 1)
        if pc.max(pc.binary_length(last)).as_py():
            break
        originals = originals[:-1]
        table = table.remove_column(len(originals))
    return table, originals
