"""JSON Lines: an object a row; numbers as numbers, several values as lists, a missing one as null.

Dates and moments are texts of ISO 8601, moments in UTC. Arrow makes the lines, a batch at a time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.exports.cells import bytes_of
from accounts_kit.exports.formats.format import Format, Layout
from accounts_kit.exports.profiles import Profile, profile_of
from accounts_kit.merge_fields.field_sql import call, stored, written
from accounts_kit.model import Field

# Signs that stand in a text of JSON as two; others below a blank are written by number.
_ESCAPED = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


class JsonWriter:
    """Writes an object for each row; a frame's values are what Python's json makes of them."""

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file, self._fields = file, layout.fields
        self._keys = [json.dumps(header, ensure_ascii=False) for header in layout.headers]
        self.guarded = self.cut = self.plainer = 0

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write an object for each row."""
        parts = []
        for place, (cell, field) in enumerate(zip(cells, self._fields, strict=True)):
            start = "{" if place == 0 else ", "
            parts += [_text(f"{start}{self._keys[place]}: "), _value(cell, field)]
        lines = pc.binary_join_element_wise(*parts, _text("}\n"), _text(""))
        self._file.write(bytes_of(lines))

    def close(self) -> None:
        """Nothing stands below the last line."""

    def abandon(self) -> None:
        """Nothing is held."""


def _value(cell: pa.Array, field: Field | None) -> pa.Array:
    """Return cells as JSON has them; those of a field are texts, a frame's may be of any type."""
    if field is not None and (field.kind.several or field.kind.family == "number"):
        return _raw(cell)
    if pa.types.is_integer(cell.type) or pa.types.is_boolean(cell.type):
        return _raw(cell)
    if pa.types.is_string(cell.type) or pa.types.is_large_string(cell.type):
        return _quoted(cell)
    return pa.array([_said(one) for one in cell.to_pylist()], pa.large_string())


def _said(value: object) -> str:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case float() if not isfinite(value):
            return "null"  # JSON has no word for it
        case datetime() if value.tzinfo:
            return json.dumps(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
        case date():
            return json.dumps(value.isoformat())
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


def _raw(cell: pa.Array) -> pa.Array:
    return pc.fill_null(cell.cast(pa.large_string()), _text("null"))


def _quoted(cell: pa.Array) -> pa.Array:
    """Return texts as JSON has them, null for what is missing."""
    texts = cell.cast(pa.large_string())
    if pc.any(pc.match_substring_regex(texts, _CONTROL)).as_py():
        said = ["null" if one is None else json.dumps(one, ensure_ascii=False) for one in cell.to_pylist()]
        return pa.array(said, pa.large_string())
    for sign, escaped in _ESCAPED:
        texts = pc.replace_substring(texts, sign, escaped)
    quoted = pc.binary_join_element_wise(_text('"'), texts, _text('"'), _text(""))
    return pc.fill_null(quoted, _text("null"))


def _text(said: str) -> pa.Scalar:
    return pa.scalar(said, pa.large_string())


def _cell(field: Field, profile: Profile, timezone: str) -> exp.Expr:
    if field.kind.several:
        return exp.cast(call("to_json", stored(field)), "VARCHAR")
    return written(field, profile_of("rfc4180").form(timezone))


FORMAT = Format("JSON Lines", _cell, JsonWriter, as_text=False)
