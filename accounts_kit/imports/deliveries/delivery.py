"""One table of a delivery: its rows by header, and the field that each header fills."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from accounts_kit.imports.deliveries.answers import Answers, Item
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.reading.cells import column_of
from accounts_kit.imports.reading.frames import fingerprint_of
from accounts_kit.imports.reading.headers import unique_headers

MOST_NAMED = 12  # keys of records that one sentence names


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to import (accounts, contacts, ...), its table, and which header fills which field."""

    what: str
    reading: Reading
    columns: Mapping[str, str | None]


@dataclass
class Rows:
    """The rows of one table on their way: cells by field key, with the header that each key has.

    What `unstated` columns mean is not said here but found by the mapping of the import.
    """

    what: str
    headers: dict[str, str]
    places: list[Item] = field(default_factory=list)
    cells: list[Mapping[str, Any]] = field(default_factory=list)
    remarks: list[Assumption] = field(default_factory=list)
    unstated: Collection[str] = ()

    def add(self, item: Item, cells: Mapping[str, Any]) -> None:
        """Take one row, and where it comes from."""
        self.places.append(item)
        self.cells.append(cells)

    def remark(self, code: str, text: str) -> None:
        """Keep a sentence about what was assumed or left out."""
        self.remarks.append(Assumption(code, text))

    def delivery(self, answers: Answers) -> Delivery:
        """Return the table; a column without a single value is left out."""
        filled = {key: header for key, header in self.headers.items() if self._has_value(key)}
        headers = unique_headers(filled.values())
        columns = {
            f"c{place}": column_of([row.get(key) for row in self.cells]) for place, key in enumerate(filled)
        }
        table = pa.table({**columns, "line": pa.array(self._lines(), pa.int64())})
        reading = Reading(
            name=answers.name_of(self.places),
            headers=headers,
            original_headers=tuple(filled.values()),
            table=table,
            fingerprint=answers.fingerprint or fingerprint_of(table),
            assumptions=tuple(self.remarks),
        )
        stated = {
            header: key for header, key in zip(headers, filled, strict=True) if key not in self.unstated
        }
        return Delivery(self.what, reading, stated)

    def _has_value(self, key: str) -> bool:
        return any(row.get(key) is not None for row in self.cells)

    def _lines(self) -> list[int]:
        """Return the line of each record in its file; running numbers when the file does not tell."""
        lines = [item.line for item in self.places]
        one_file = len({item.file for item in self.places}) == 1
        told = one_file and 0 not in lines and len(set(lines)) == len(lines)
        return lines if told else list(range(1, len(lines) + 1))


def counted(count: int, one: str, several: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "note", "notes"), counted(2_000, "note", "notes")
    ('1 note', '2,000 notes')
    """
    return f"1 {one}" if count == 1 else f"{count:,} {several}"


def unread(items: Sequence[Item], read: Sequence[str]) -> Iterator[Assumption]:
    """Return which keys of records hold something and are not read, each with how often."""
    counts: dict[str, int] = {}
    for item in items:
        for key, value in item.values.items():
            if key not in read and key != "links" and says_something(value):
                counts[key] = counts.get(key, 0) + 1
    if counts:
        named = ", ".join(f"{key} ({count})" for key, count in list(counts.items())[:MOST_NAMED])
        rest = f" and {len(counts) - MOST_NAMED} more" if len(counts) > MOST_NAMED else ""
        yield Assumption("unread", f"Of the {items[0].resource} these are not read: {named}{rest}.")


def says_something(value: Any) -> bool:
    """Whether a value of an API holds anything: not blank, no zero, no list of nothing, no date of zeros."""
    if isinstance(value, str):
        return value not in ("", "0") and not value.startswith("0000-00-00")
    return bool(value)
