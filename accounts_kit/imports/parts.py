"""A source by the records it holds: most hold one kind, one of contacts may hold accounts and notes too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.reading import Reading
from accounts_kit.imports.subjects import Subject
from accounts_kit.imports.waiting import chosen
from accounts_kit.words.text import WHITE_SPACE

# What a row says of other records says nothing about whether it holds a record of its own.
_OF_OTHERS = {"contact": ("account", "tags"), "note": ("account", "contact")}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of record in a source: the rows that hold one, and the columns that fill it.

    `beside` are the kinds of record that the same rows hold, in the order in which they are loaded.
    """

    subject: Subject
    reading: Reading
    mapping: ColumnMapping
    beside: tuple[str, ...] = ()

    @property
    def of(self) -> str:
        """The record type that its rows become."""
        return self.subject.of

    @property
    def is_merged(self) -> bool:
        """Whether several rows may be about one record: the accounts that a file of contacts describes."""
        return self.of == "account" and len(self.beside) > 1


def parts_of(reading: Reading, mapping: ColumnMapping) -> tuple[Part, ...]:
    """Return the parts of a source, in the order in which they are loaded."""
    records = mapping.records
    if len(records) == 1:
        return (Part(mapping.subject, reading, mapping, records),)
    own = {of: mapping.part(of) for of in records}
    holds = {of: _holds_a_record(reading.table, one) for of, one in own.items()}
    main = mapping.subject.of  # a row that holds nothing else is one of these, and is judged as such
    others = [rows for of, rows in holds.items() if of != main]
    holds[main] = pc.or_(holds[main], pc.invert(_any_of(others)))
    return tuple(
        Part(
            one.subject,
            replace(reading, table=chosen(reading.table, holds[of]), broken=reading.broken * (of == main)),
            one,
            records,
        )
        for of, one in own.items()
    )


def _holds_a_record(rows: pa.Table, mapping: ColumnMapping) -> pa.ChunkedArray:
    """Return which rows hold a record of this part: some column of its own says something."""
    others = _OF_OTHERS.get(mapping.subject.of, ())
    own = [column for column in mapping.columns if column.key not in others]
    return _any_of([_filled(rows.column(f"c{column.place}")) for column in own])


def _any_of(flags: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    together = flags[0]
    for one in flags[1:]:
        together = pc.or_(together, one)
    return together


def _filled(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_string(cells.type):
        return pc.is_valid(cells)
    trimmed = pc.utf8_trim(cells, characters=WHITE_SPACE)
    return pc.fill_null(pc.not_equal(trimmed, ""), False)
