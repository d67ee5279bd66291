"""All rows of a reading as typed columns, set-wise: one query decides, one gives the values, none raises.

What a text does not say is NULL in the table and a refusal beside it, so that every refused cell is known by
its line and its field.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.checks.arrow import ARROW_TYPES, arrow_type
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.progress import tell
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.typing.cells import about_cells, flags, oddities_of
from accounts_kit.imports.typing.columns import AnyReading, Column
from accounts_kit.imports.typing.deciding import decide, said
from accounts_kit.imports.typing.lookups import looked_up, meanings
from accounts_kit.imports.typing.moments import MomentReading, in_calendar
from accounts_kit.imports.typing.phones import normalised
from accounts_kit.imports.typing.remarks import about_readings
from accounts_kit.imports.typing.sql import column, is_filled, is_null, named, select, text_of, when
from accounts_kit.imports.waiting import Shelf, Stream, put_column_away
from accounts_kit.model import record_types
from accounts_kit.words.text import clean, fold
from accounts_kit.workspace import Workspace

UNNAMED_CHECKS = {"option": "option", "several": "option", "user": "unknown_owner"}


@dataclass(frozen=True, slots=True)
class Refused:
    """Cells of one column whose text has no value, by their lines; the text decides which check says so."""

    column: Column
    lines: pa.Array
    reading: AnyReading = None

    def check_of(self, text: str) -> str:
        """Return the name of the check that refuses a text."""
        found = UNNAMED_CHECKS.get(self.column.field.kind.family)
        return found or self.column.check_of(text, self.reading)


@dataclass(frozen=True, slots=True)
class TypedRows:
    """The rows of a source: `line`, and a typed column for each field key; what has no value; what was
    assumed.

    `examples` shows for each column of numbers or moments in text how it was read.
    """

    table: pa.Table
    refused: tuple[Refused, ...]
    examples: Mapping[str, str]
    assumptions: tuple[Assumption, ...]


def type_rows(
    ws: Workspace,
    reading: Reading,
    mapping: ColumnMapping,
    file_language: str,
    locale: str | None = None,
    *,
    dates: str | None = None,
    missing: Sequence[str] | None = None,
    clear: str | None = None,
) -> TypedRows:
    """Return the rows of a reading as values of their fields' kinds.

    `locale` states the marks of numbers, `dates` ("ymd", "dmy", "mdy") the order of dates. `missing` are the
    ways to say that there is nothing, in place of the usual ones and in every column. `clear` is the text
    that empties a value: where it occurs, the table has a column `cleared <key>`.
    """
    columns = _columns(reading, mapping, missing, clear)
    asked = oddities_of(columns)
    with ws.staged("import", Stream(reading.table)) as source:
        readings = decide(ws, columns, source, file_language, locale, dates)
        query = _values(columns, readings, source, ws.timezone, flags(asked))
        found = _put_away(ws, text_of(query), reading.table.num_rows)
        values = {one.key: found.column(one.key) for one in columns}
        refused = [_refused_in_sql(one, found, readings.get(one.key)) for one in columns if one.can_refuse]
        for one, meaning in meanings(ws, columns, mapping):
            meant = looked_up(values[one.key], meaning, _type(one))
            refused.append(_refused(one, found, pc.and_(pc.is_valid(values[one.key]), pc.is_null(meant))))
            values[one.key] = put_column_away((_without_empty(piece) for piece in meant.chunks), meant.type)
        phones: list[Assumption] = []
        for one in columns:
            if one.is_phone and one.field.region:
                numbers, said_of_them = normalised(values[one.key], one.mapped.header, one.field.region)
                values[one.key] = put_column_away(numbers.chunks, numbers.type)
                phones += said_of_them
    remarks = (*about_readings(columns, readings), *about_cells(asked, found), *phones)
    typed = {one.key: values[one.key].cast(_type(one)) for one in columns}
    typed |= _cleared(columns, found)
    return TypedRows(
        table=pa.table({"line": found.column("line"), **typed}),
        refused=tuple(one for one in refused if len(one.lines)),
        examples={key: one.example for key, one in readings.items() if one},
        assumptions=remarks,
    )


def _columns(
    reading: Reading, mapping: ColumnMapping, missing: Sequence[str] | None, clear: str | None
) -> list[Column]:
    related = record_types()[mapping.subject.of].related
    marks = None if missing is None else tuple(key for mark in missing if (key := fold(clean(mark) or "")))
    token = fold(clean(clear) or "") or None if clear is not None else None
    return [
        Column(
            one,
            cells.type,
            related=one.field in related,
            quoted=reading.encoding is not None and _quoted(cells),
            missing=marks,
            clear=token,
        )
        for one in mapping.columns
        for cells in [reading.table.column(f"c{one.place}")]
    ]


def _quoted(cells: pa.ChunkedArray) -> bool:
    """Return whether any text begins with an apostrophe; looking closer is for those columns only."""
    return pa.types.is_string(cells.type) and bool(pc.any(pc.starts_with(cells, "'")).as_py())


def _type(one: Column) -> pa.DataType:
    return ARROW_TYPES["BIGINT"] if one.field.kind.family == "user" else arrow_type(one.field)


def _put_away(ws: Workspace, query: str, total: int) -> pa.Table:
    """Return the result of a query, as many rows as were read; it waits on disk when it is large."""
    with contextlib.closing(ws.stream(query)) as batches:
        first = next(batches, None)
        if first is not None:
            shelf = Shelf(first.schema)
            count = 0
            for batch in chain([first], batches):
                shelf.add(batch)
                count += batch.num_rows
                tell("typing", count, total)
            return shelf.table()
    return ws.table(query)


def _without_empty(values: pa.Array) -> pa.Array:
    """Return lists with nothing in them as missing."""
    if not pa.types.is_list(values.type):
        return values
    return pc.if_else(pc.equal(pc.list_value_length(values), 0), pa.scalar(None, values.type), values)


def _cleared(columns: Sequence[Column], found: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Return for the columns in which some text empties a value whether it does, by row."""
    names = [f"cleared {one.key}" for one in columns if one.can_clear]
    return {name: found.column(name) for name in names if pc.any(found.column(name)).as_py()}


def _refused_in_sql(one: Column, found: pa.Table, reading: AnyReading) -> Refused:
    return _refused(one, found, found.column(f"refused {one.key}"), reading)


def _refused(one: Column, found: pa.Table, chosen: pa.ChunkedArray, reading: AnyReading = None) -> Refused:
    return Refused(one, pc.filter(found.column("line"), chosen).combine_chunks(), reading)


def _values(
    columns: Sequence[Column],
    readings: Mapping[str, AnyReading],
    source: str,
    timezone: str,
    odd: Sequence[exp.Expr],
) -> exp.Select:
    """Return the SELECT of all values, for what can be refused whether it is, and which cells are odd."""
    deciding = [one for one in columns if one.can_refuse]
    values = [named(one.value(readings.get(one.key), timezone), one.key) for one in columns]
    texts = [named(column(one.key), f"said {one.key}") for one in deciding]
    cleared = [column(f"cleared {one.key}") for one in columns if one.can_clear]
    cleared += [column(flag.alias) for flag in odd]
    typed = select([column("line"), *values, *texts, *cleared], said(columns, source, odd))
    final = {one.key: _in_calendar(one, readings.get(one.key), timezone) for one in columns}
    refused = {
        one.key: exp.and_(is_filled(column(f"said {one.key}")), is_null(final[one.key].copy()))
        for one in deciding
    }
    shown = [named(test, f"refused {key}") for key, test in refused.items()]
    shown += cleared
    return select([column("line"), *(named(value, key) for key, value in final.items()), *shown], typed)


def _in_calendar(one: Column, reading: AnyReading, timezone: str) -> exp.Expr:
    """Return a value that is there already; of a moment that a text said nothing outside of the calendar."""
    value = column(one.key)
    if not isinstance(reading, MomentReading) or one.field.kind.column_type == "DATE":
        return value
    return when(in_calendar(value, timezone), value.copy())
