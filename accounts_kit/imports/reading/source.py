"""From a path, a frame or parsed answers to a Reading: the door of this package."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind
from accounts_kit.imports.reading.disguise import refuse_other_formats
from accounts_kit.imports.reading.frames import is_frame, read_frame
from accounts_kit.imports.reading.json_records import is_json, no_source, read_json, read_values
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND, Layout
from accounts_kit.imports.reading.parquet import is_parquet, read_parquet
from accounts_kit.imports.reading.result import Fingerprint, Reading
from accounts_kit.imports.reading.sheets import read_workbook
from accounts_kit.imports.reading.text import read_text
from accounts_kit.imports.reading.workbook_bytes import is_workbook
from accounts_kit.imports.waiting import PIECE, joined
from accounts_kit.words.nearest import suggestion

NOUNS = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "quote": "quotes around cells",
    "header": "header line",
    "sheet": "sheets",
    "records": "lists of records",
}


# What each kind of file has of a layout.
TEXT = ("encoding", "delimiter", "quote", "header")
WORKBOOK = ("header", "sheet")
JSON = ("encoding", "records")


def read(
    source: Any,
    layout: Layout = EVERYTHING_FOUND,
    language: str = "en",
    likely: Sequence[str] = (),
    usual: Layout = EVERYTHING_FOUND,
) -> Reading:
    """Return the table that a source holds: a file (delimited text, a workbook, JSON, JSON Lines or Parquet,
    told by its bytes), a pandas, Polars or Arrow frame, or a list of dictionaries.

    What `layout` leaves open is as `usual` says, as far as this kind of source has such a thing (the reject
    file of a workbook has no sheets); the rest is found, and what is uncertain stands in the assumptions; a
    frame has none. Rows that do not fit the header are in `broken`, with their lines and a sentence in
    `language`. `likely` are keys under which a JSON envelope may hold the records.

    >>> import pandas
    >>> reading = read(pandas.DataFrame({"Bedrijfsnaam ": ["Acme B.V."], "KvK": ["01234567"]}))
    >>> reading.headers, reading.table.to_pylist()
    (('Bedrijfsnaam', 'KvK'), [{'c0': 'Acme B.V.', 'c1': '01234567', 'line': 1}])

    Raises FileMissing, UnreadableFile (empty, a header only, another kind of file, bytes that the encoding
    cannot read, no such sheet or list), UnknownEncoding, and WrongKind for what is no source, or has no
    encoding, sheets or lists that could be named.
    """
    if isinstance(source, str | os.PathLike):
        return read_file(Path(source), layout, language, likely, usual)
    if is_frame(source):
        _refuse_idle(layout, "A frame", ())
        return read_frame(source)
    if isinstance(source, Mapping | list | tuple):
        _refuse_idle(layout, "A parsed answer", ("records",))
        return read_values(source, layout.completed(usual, ("records",)), language, likely)
    raise no_source(source)


def read_file(
    path: Path,
    layout: Layout,
    language: str,
    likely: Sequence[str] = (),
    usual: Layout = EVERYTHING_FOUND,
) -> Reading:
    """Return the table in a file, by what its bytes are."""
    data, fingerprint = _bytes_of(path)
    if is_workbook(data):
        _refuse_idle(layout, f"{path.name} is a workbook, and", WORKBOOK)
        return read_workbook(bytes(data), path.name, fingerprint, layout.completed(usual, WORKBOOK), language)
    if is_parquet(data):
        _refuse_idle(layout, f"{path.name} is Parquet, and", ())
        return read_parquet(data, path.name, fingerprint)
    refuse_other_formats(data, path.name)
    if is_json(data, path.name):
        _refuse_idle(layout, f"{path.name} is JSON, and", JSON)
        return read_json(data, path.name, fingerprint, layout.completed(usual, JSON), language, likely)
    _refuse_idle(layout, f"{path.name} is delimited text, and", TEXT)
    return read_text(data, path.name, fingerprint, layout.completed(usual, TEXT), language)


def _refuse_idle(layout: Layout, kind: str, possible: Collection[str]) -> None:
    """Raise WrongKind when something is said of a source that this kind of source does not have."""
    for name, noun in NOUNS.items():
        if getattr(layout, name) is not None and name not in possible:
            it_has = f"{kind} it has" if kind.endswith("and") else f"{kind} has"
            raise WrongKind(f"{it_has} no {noun}. Leave {name}= out.")


def fingerprint_of(path: Path) -> Fingerprint:
    """Return what tells the bytes of a file from others, without reading any meaning into them.

    Raises what `read` raises for a file that is not there or cannot be opened.
    """
    hashed = _Hashed()
    for _ in hashed.passing(_pieces(path)):
        pass
    return hashed.fingerprint


def _bytes_of(path: Path) -> tuple[bytes, Fingerprint]:
    """Return what is in the file: a copy of our own, as the file may be saved again meanwhile."""
    hashed = _Hashed()
    data = joined(hashed.passing(_pieces(path)))
    return data, hashed.fingerprint


class _Hashed:
    """Bytes that are counted and hashed as they pass."""

    def __init__(self) -> None:
        self._size = 0
        self._hash = hashlib.sha256()

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces as they are."""
        for piece in pieces:
            self._size += len(piece)
            self._hash.update(piece)
            yield piece

    @property
    def fingerprint(self) -> Fingerprint:
        """What passed so far."""
        return Fingerprint(self._size, self._hash.hexdigest())


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield what is in a file, piece by piece, or say why it cannot be read."""
    _refuse_missing(path)
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        message = f"{path.name} cannot be opened: {error.strerror}. Close it elsewhere, or copy it."
        raise UnreadableFile(message) from error


def _refuse_missing(path: Path) -> None:
    if path.is_dir():
        raise UnreadableFile(f"{path.name or path} is a folder. Give the path of one file in it.")
    if not path.is_file():
        folder = path.parent
        names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        hint = suggestion(path.name, names) or "Give the path of a file."
        raise FileMissing(f"No file {path.name!r} in the folder {folder.name or '.'!r}. {hint}")
