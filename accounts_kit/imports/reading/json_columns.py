"""Records of JSON as columns: nested objects by dotted path, lists of plain values as lists of text, anything
deeper as JSON text; in the order in which the keys first appear.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import pyarrow as pa

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.cells import Number, column_of, text_of

DEEPEST_COLUMN = 10
MOST_COLUMNS = 2_000

PLAIN = {str, Number, bool, type(None)}

Record = Mapping[str, Any]


class Columns:
    """Columns on their way: one for each path that a record has had; a record without it has NULL there."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._columns: dict[str, list[Any]] = {}
        self._count = 0

    def add(self, record: Record) -> None:
        """Take the next record.

        Raises UnreadableFile when it nests too deep, or makes more different keys than a table is wide.
        """
        try:
            self._add(record, "", 1)
        except RecursionError:
            raise UnreadableFile(
                f"{self._file} nests its values too deep to be records. Give flatter ones."
            ) from None
        self._count += 1
        if len(self._columns) > MOST_COLUMNS:
            raise UnreadableFile(
                f"{self._file} has more than {MOST_COLUMNS:,} different keys, and a table is not that wide. "
                "Records with the same keys stand in a list: [{...}, {...}]."
            )

    def arrow(self) -> dict[str, pa.ChunkedArray]:
        """Return the columns by their paths, in the order of first appearance."""
        for column in self._columns.values():
            column.extend([None] * (self._count - len(column)))
        return {path: column_of(column) for path, column in self._columns.items()}

    def _add(self, record: Record, within: str, depth: int) -> None:
        for key, value in record.items():
            path = f"{within}{key}"
            if type(value) in PLAIN:
                self._put(path, value)
            elif isinstance(value, Mapping) and value and depth < DEEPEST_COLUMN:
                self._add(value, f"{path}.", depth + 1)
            else:
                self._put(path, _cell(value))

    def _put(self, path: str, cell: Any) -> None:
        column = self._columns.get(path)
        if column is None:
            column = self._columns[path] = []
        if len(column) > self._count:  # {"a.b": 1, "a": {"b": 2}}
            self._put(f"{path} (2)", cell)
            return
        if len(column) < self._count:
            column.extend([None] * (self._count - len(column)))
        column.append(cell)


def _cell(value: Any) -> Any:
    """Return a value as a cell: None for nothing, a list of texts, JSON text for what is no plain value."""
    match value:
        case list() | tuple() | set() | frozenset():
            return _list(value)
        case None | str() | bool():
            return value
        case datetime():
            return text_of(value) if value.tzinfo else datetime.fromisoformat(value.isoformat())
        case date() | time() | timedelta():
            return value
        case Decimal() | Real():
            return _number(value)
        case Mapping():
            return json_text(value) if value else None
    return None if type(value).__name__ in ("NaTType", "NAType") else str(value)


def _number(value: Decimal | Real) -> Number | None:
    """Return a number of Python by its digits; None for NaN, which is how it says that there is none."""
    if value != value:
        return None
    if isinstance(value, Integral):
        return Number(int(value))
    return Number(f"{value:f}" if isinstance(value, Decimal) else _plain(float(value)))


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _list(values: Any) -> list[str] | str | None:
    items = sorted(values, key=str) if isinstance(values, set | frozenset) else list(values)
    if all(type(item) is str for item in items):
        return items or None
    if any(isinstance(item, Mapping | list | tuple) for item in items):
        return json_text(items)
    return [text_of(cell) for item in items if (cell := _cell(item)) is not None] or None


def json_text(value: Any) -> str:
    """Return a value as JSON, with the digits that its numbers have.

    >>> json_text([{"prijs": Number("1.10"), "op": ["ma", None]}])
    '[{"prijs": 1.10, "op": ["ma", null]}]'
    """
    match value:
        case Number():
            return str(value)
        case Mapping():
            members = (
                f"{json.dumps(str(key), ensure_ascii=False)}: {json_text(one)}" for key, one in value.items()
            )
            return "{" + ", ".join(members) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(json_text, value)) + "]"
        case None | bool() | str() | int() | float():
            return json.dumps(value, ensure_ascii=False)
    return json.dumps(str(value), ensure_ascii=False)
