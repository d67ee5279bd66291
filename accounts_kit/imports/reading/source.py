"""From a path or a frame to a Reading: the door of this package."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind
from accounts_kit.imports.reading.disguise import refuse_other_formats
from accounts_kit.imports.reading.frames import is_frame, read_frame
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND, Layout
from accounts_kit.imports.reading.result import Fingerprint, Reading
from accounts_kit.imports.reading.text import read_text
from accounts_kit.words.nearest import suggestion


def read(source: Any, layout: Layout = EVERYTHING_FOUND, language: str = "en") -> Reading:
    """Return the table that a file (CSV, TSV, TXT) or a pandas, Polars or Arrow frame holds.

    What `layout` leaves open is found, and what is uncertain stands in the assumptions; a frame has none.
    Rows that do not fit the header are in `broken`, with their lines and a sentence in `language`.

    >>> import pandas
    >>> reading = read(pandas.DataFrame({"Bedrijfsnaam ": ["Acme B.V."], "KvK": ["01234567"]}))
    >>> reading.headers, reading.table.to_pylist()
    (('Bedrijfsnaam', 'KvK'), [{'c0': 'Acme B.V.', 'c1': '01234567', 'line': 1}])

    Raises FileMissing, UnreadableFile (empty, a header only, another kind of file, bytes that the encoding
    cannot read), UnknownEncoding, and WrongKind for a source that is neither path nor frame.
    """
    if isinstance(source, str | os.PathLike):
        return read_file(Path(source), layout, language)
    if is_frame(source):
        if layout.encoding is not None:
            raise WrongKind("A frame has no encoding. Leave encoding= out.")
        return read_frame(source)
    raise WrongKind(
        f"A {type(source).__name__} is no source of rows. "
        "Give the path of a CSV file, or a pandas, Polars or Arrow frame."
    )


def read_file(path: Path, layout: Layout, language: str) -> Reading:
    """Return the table in a file, by what its bytes are."""
    data = _bytes_of(path)
    fingerprint = Fingerprint(len(data), hashlib.sha256(data).hexdigest())
    refuse_other_formats(data, path.name)
    return read_text(data, path.name, fingerprint, layout, language)


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
