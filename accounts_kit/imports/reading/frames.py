"""A pandas, Polars or Arrow frame as a Reading: its columns keep their types, and missing is NULL everywhere.

What comes out is text, whole numbers, fractions, decimals, yes/no, dates, moments, times, or lists of text; a
column of anything else becomes text. A pandas column of objects keeps the one type that all its values have;
values of several types become their text each, so that no time of day or zone is lost in a common type.

A column of fractions that are all whole becomes whole numbers, and an assumption says so: pandas makes
fractions of whole numbers as soon as one is missing, and 612345678.0 is no telephone number.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from accounts_kit.errors import UnreadableFile, WrongKind, WrongValue
from accounts_kit.imports.reading.assumptions import about_headers, about_rows
from accounts_kit.imports.reading.headers import unique_headers
from accounts_kit.imports.reading.result import Assumption, Fingerprint, Reading
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import is_whole

NAME = "frame"
NO_ROWS = "The frame has no rows. Give one with columns and rows."
USED_UP = (
    "The RecordBatchReader has no rows, or no rows any more: it can be read once. "
    "Give a table, which can be read again: reader.read_all()."
)
LARGEST_EXACT = 2**53  # beyond it, a float skips whole numbers
KEPT = (
    *(types.is_integer, types.is_floating, types.is_decimal, types.is_boolean),
    *(types.is_date, types.is_timestamp, types.is_time, types.is_string),
)


SEVERAL: tuple[type[Any], ...] = (list, tuple, set, frozenset, np.ndarray)


def is_frame(source: object) -> bool:
    """Whether the source is a pandas DataFrame, a lazy Polars one, or hands its columns out through Arrow."""
    through_arrow = hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__")
    return _is_pandas(source) or _is_lazy(source) or through_arrow


def read_frame(frame: Any) -> Reading:
    """Return the table of a frame, without rows that hold nothing; `line` counts its rows from 1."""
    frame = frame.collect() if _is_lazy(frame) else frame
    named = list(_pandas_columns(frame) if _is_pandas(frame) else _arrow_columns(frame))
    originals = tuple(name for name, _ in named)
    columns = [_plain(column) for _, column in named]
    if not columns or not len(columns[0]):
        raise UnreadableFile(USED_UP if isinstance(frame, pa.RecordBatchReader) else NO_ROWS)
    table, remarks = _numbered(columns)
    if not table.num_rows:
        raise UnreadableFile(NO_ROWS)
    headers = unique_headers(originals)
    whole = [
        header
        for header, (_, before), column in zip(headers, named, columns, strict=True)
        if types.is_floating(before.type) and types.is_integer(column.type)
    ]
    return Reading(
        name=NAME,
        headers=headers,
        original_headers=originals,
        table=table,
        fingerprint=fingerprint_of(table),
        assumptions=(*about_headers(originals, headers), *_about_whole(whole), *about_rows(remarks)),
    )


def _is_pandas(source: object) -> bool:
    pandas = sys.modules.get("pandas")  # a frame of pandas can only come from where pandas was imported
    return pandas is not None and isinstance(source, pandas.DataFrame)


def _is_lazy(source: object) -> bool:
    polars = sys.modules.get("polars")  # as pandas
    return polars is not None and isinstance(source, polars.LazyFrame)


def _pandas_columns(frame: Any) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """Return name and values of each column; levels of the index that have a name come first."""
    for level, name in enumerate(frame.index.names):
        if name is not None:
            yield str(name), _from_pandas(frame.index.get_level_values(level).to_series())
    for place, label in enumerate(frame.columns):
        parts = label if isinstance(label, tuple) else (label,)
        named = [str(part) for part in parts if not sys.modules["pandas"].isna(part)]
        yield " ".join(named), _from_pandas(frame.iloc[:, place])


def _from_pandas(series: Any) -> pa.ChunkedArray:
    """Return the values of a pandas column, in the type that they all have, or else as their texts."""
    types_there = {_type_of(value) for value in series[series.notna()]} if series.dtype == object else set()
    if types_there and types_there.issubset(SEVERAL):
        return pa.chunked_array([[_items(value) for value in series]], pa.list_(pa.string()))
    try:
        column = pa.array(_texts(series) if len(types_there) > 1 else series, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        column = pa.array(_texts(series), pa.string())
    if isinstance(column.type, pa.BaseExtensionType):  # periods, intervals
        column = pa.array(_texts(series), pa.string())
    return column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])


def _type_of(value: object) -> object:
    """Return what decides whether values can share a column: their type, and of a moment its zone."""
    return (type(value), value.tzinfo) if isinstance(value, datetime) else type(value)


def _texts(series: Any) -> list[str | None]:
    present = series.notna()
    return [_text(value) if there else None for value, there in zip(series, present, strict=True)]


def _text(value: object) -> str:
    """Return the text of one value; bytes are read as UTF-8. Raises WrongValue for half a surrogate pair."""
    text = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
    if not is_whole(text):
        message = sentence("signs", "en", value=text)
        raise WrongValue(f"The frame cannot be stored: {message}. Mend it there, or leave its row out.")
    return text


def _arrow_columns(frame: Any) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """Return name and values of each column of whatever speaks Arrow."""
    try:
        table = pa.table(frame)
    except (pa.ArrowException, TypeError, ValueError):
        raise WrongKind(
            f"A {type(frame).__name__} is no table. Give a frame: of a single column, to_frame() makes one."
        ) from None
    yield from zip(table.column_names, table.columns, strict=True)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the column in one of the types that this module promises."""
    kind = column.type
    if types.is_dictionary(kind):
        return _plain(pa.chunked_array([_undictionaried(chunk) for chunk in column.chunks]))
    if types.is_large_string(kind) or types.is_string_view(kind) or types.is_null(kind):
        return column.cast(pa.string())
    if types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column)
        return column.cast(pa.int64()) if _is_whole(column) else column
    if any(is_kept(kind) for is_kept in KEPT):
        column = column.cast(pa.date32()) if types.is_date64(kind) else column
        return column if _in_calendar(column) else column.cast(pa.string())
    if types.is_list(kind) or types.is_large_list(kind):
        return pa.chunked_array([[_items(value) for value in column.to_pylist()]], pa.list_(pa.string()))
    return pa.chunked_array(
        [[None if value is None else _text(value) for value in column.to_pylist()]], pa.string()
    )


def _in_calendar(column: pa.ChunkedArray) -> bool:
    """Whether Python knows every day and moment of a column: those of the years 1 to 9999."""
    if not (types.is_date(column.type) or types.is_timestamp(column.type)) or not len(column):
        return True
    years = pc.min_max(pc.year(column)).as_py()
    return years["min"] is None or (years["min"] >= 1 and years["max"] <= 9999)


def _undictionaried(chunk: pa.DictionaryArray) -> pa.Array:
    """Return the values of a categorical chunk; Arrow cannot look them up in views of text."""
    values = chunk.dictionary
    plain = values.cast(pa.string()) if types.is_string_view(values.type) else values
    return pa.DictionaryArray.from_arrays(chunk.indices, plain).dictionary_decode()


def _items(values: Any) -> list[str] | None:
    """Return the texts of several values in one cell; a set has no order, so it gets one."""
    if not isinstance(values, SEVERAL):
        return None
    items = [_text(value) for value in values if value is not None]
    return sorted(items) if isinstance(values, set | frozenset) else items


def _is_whole(column: pa.ChunkedArray) -> bool:
    """Whether a column of fractions has values, and all of them are whole and exact."""
    if column.null_count == len(column):
        return False
    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less_equal(pc.abs(column), float(LARGEST_EXACT)))
    return bool(pc.all(whole).as_py())


def _numbered(columns: list[pa.ChunkedArray]) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
    """Return the table with row numbers and without rows that hold nothing, and a remark about those."""
    lines = pa.chunked_array([pa.array(range(1, len(columns[0]) + 1), pa.int64())])
    table = pa.table([*columns, lines], names=[*(f"c{place}" for place in range(len(columns))), "line"])
    filled = _has_value(columns[0])
    for column in columns[1:]:
        filled = pc.or_(filled, _has_value(column))
    if pc.all(filled).as_py():
        return table, {}
    blank = pc.filter(lines, pc.invert(filled))
    return table.filter(filled), {"blank_rows": (len(blank), blank[0].as_py())}


def _has_value(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if types.is_string(column.type):
        return pc.fill_null(pc.greater(pc.binary_length(column), 0), False)
    return pc.is_valid(column)


def _about_whole(headers: list[str]) -> Iterator[Assumption]:
    if headers:
        named = ", ".join(repr(header) for header in headers)
        yield Assumption("whole_numbers", f"All values of {named} are whole, so 8.0 is read as 8.")


def fingerprint_of(table: pa.Table) -> Fingerprint:
    """Return size and hash of all values, with their types."""
    sink = _Hash()
    with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), table.schema) as stream:
        stream.write_table(table)
    return Fingerprint(table.nbytes, sink.hash.hexdigest())


class _Hash(io.RawIOBase):
    """A file to write to, of which only the hash is kept."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.hash.update(data)
        return len(data)
