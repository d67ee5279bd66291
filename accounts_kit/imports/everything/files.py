"""The tables of an export of everything, as its files have them: CSV, Parquet, or a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from accounts_kit.errors import AccountsKitError, FileMissing, UnreadableFile
from accounts_kit.imports.reading import Layout, read as read_source
from accounts_kit.imports.reading.workbooks import Workbook
from accounts_kit.records.everything import TABLES

_AS_WRITTEN = Layout("utf-8", ",", '"', 1, None, None)
_GOES_ON = re.compile(r"(.+) ([2-9]|[1-9][0-9]+)")


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table: `rows` has the columns of the file and `line`; every cell is text, unless it `is_typed`."""

    file: str
    rows: pa.Table
    is_typed: bool = False


def table_files(path: Path) -> dict[str, Callable[[], TableFile]]:
    """Return how to read each table that is there, by its name; raises FileMissing and UnreadableFile."""
    if not path.exists():
        raise FileMissing(f"There is no file or folder {path}. Check the path.")
    found = _of_folder(path) if path.is_dir() else _of_workbook(path)
    if not found:
        raise UnreadableFile(
            f"{path} holds no export of everything: none of its files or sheets is called accounts, contacts "
            "or settings. Give what exports.write_everything() wrote, or import one file with imports.run()."
        )
    return found


def _of_folder(folder: Path) -> dict[str, Callable[[], TableFile]]:
    found: dict[str, Callable[[], TableFile]] = {}
    for table in TABLES:
        text, typed = folder / f"{table}.csv", folder / f"{table}.parquet"
        if text.exists():
            found[table] = partial(_text_table, text)
        elif typed.exists():
            found[table] = partial(_typed_table, typed)
    return found


def _text_table(path: Path) -> TableFile:
    """Return a CSV as it was written; one that a spreadsheet saved again, in the form that is found."""
    try:
        reading = read_source(path, _AS_WRITTEN)
    except AccountsKitError:
        reading = read_source(path)
    if len(reading.headers) == 1:
        reading = read_source(path)
    if reading.broken:
        raise UnreadableFile(
            f"{path.name}: {len(reading.broken)} rows do not have the cells of the header, the first on line "
            f"{reading.broken[0].line}. Write the export again."
        )
    names = [*reading.original_headers, "line"]
    cells = [reading.table.column(f"c{place}") for place in range(len(reading.headers))]
    return TableFile(path.name, pa.table([*cells, reading.table.column("line")], names=names))


def _typed_table(path: Path) -> TableFile:
    try:
        rows = pq.read_table(path)
        rows.validate(full=True)  # bytes that are no text fail here, and not where they are used
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} is no Parquet file that can be read ({error}).") from error
    return TableFile(path.name, rows.append_column("line", pa.array(range(1, len(rows) + 1))), is_typed=True)


def _of_workbook(path: Path) -> dict[str, Callable[[], TableFile]]:
    book = Workbook(path.read_bytes(), path.name)
    return {table: partial(_sheet_table, book, table) for table in TABLES if table in book.names}


def _sheet_table(book: Workbook, table: str) -> TableFile:
    rows = book.sheet(table).rows()
    headers = [_text(cell) or "" for cell in next(rows, [])]
    lines = [(line, row) for line, row in enumerate(rows, 2) if any(cell != "" for cell in row)]
    columns = {
        header: pa.array([_joined(row, places) for _, row in lines], pa.large_string())
        for header, places in _places(headers).items()
    }
    numbers = pa.array([line for line, _ in lines], pa.int64())
    return TableFile(f"{book.file}, sheet {table}", pa.table({**columns, "line": numbers}))


def _places(headers: Sequence[str]) -> Mapping[str, list[int]]:
    """Return where the cells of each column stand: text, text 2 and text 3 are one text."""
    places: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        goes_on = _GOES_ON.fullmatch(header)
        places.setdefault(goes_on[1] if goes_on and goes_on[1] in places else header, []).append(place)
    return places


def _joined(row: Sequence[Any], places: Sequence[int]) -> str | None:
    said = "".join(_pieces(row, places))
    return said or None


def _pieces(row: Sequence[Any], places: Sequence[int]) -> Iterator[str]:
    for place in places:
        if place < len(row):
            yield _text(row[place]) or ""


def _text(cell: Any) -> str | None:
    match cell:
        case "" | None:
            return None
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
