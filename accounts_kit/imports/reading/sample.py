"""The first records of a text, of which dialect and header are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from accounts_kit.imports.reading.grammar import Grammar, Record

RECORDS = 500
BYTES = 256 * 1024
NOTHING = b' ;,|"\t\r\n\v\f'  # a line of these is no header, whatever the delimiter turns out to be


class Sampled(NamedTuple):
    """A record that is not blank, the byte it begins at, and the texts of its cells (none when its quotes are
    broken), without blank ones at its end.
    """

    at: int
    record: Record
    cells: tuple[str, ...]


def sample_of(grammar: Grammar, text: bytes, at: int, line: int) -> Sequence[Sampled]:
    """Return the first records from byte `at`, which stands on line `line`, that are not blank."""
    return tuple(islice(_records(grammar, text, at, line), RECORDS))


def _records(grammar: Grammar, text: bytes, at: int, line: int) -> Iterator[Sampled]:
    stop = min(len(text), at + BYTES)
    while at < stop:
        record = grammar.record_at(text, at, line)
        if record.raw.strip(NOTHING + grammar.delimiter):
            yield Sampled(at, record, _texts(record))
        at, line = record.end, record.next_line


def _texts(record: Record) -> tuple[str, ...]:
    cells = [cell.decode() for cell in record.cells or ()]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)
