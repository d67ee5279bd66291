"""The first records of a text, of which dialect and header are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from accounts_kit.imports.reading.grammar import Grammar, Record, line_ends_in

RECORDS = 500
BYTES = 256 * 1024
BLANKS = b" \t\r\n\v\f"
DELIMITERS = b";,|"  # a line of these is no header, whatever the delimiter turns out to be


class Sampled(NamedTuple):
    """A record that is not blank, the byte it begins at, and the texts of its cells (none when its quotes are
    broken), without blank ones at its end.
    """

    at: int
    record: Record
    cells: tuple[str, ...]


def sample_of(grammar: Grammar, text: bytes, at: int, line: int, *, sure: bool = False) -> Sequence[Sampled]:
    """Return the first records from byte `at`, which stands on line `line`, that are not blank. As long as
    the grammar is not `sure`, a line of what may be delimiters is blank too.
    """
    return tuple(islice(_records(grammar, text, at, line, sure), RECORDS))


def nothing_in(delimiter: bytes | None, *, sure: bool) -> bytes:
    """Return the signs of a line that holds nothing."""
    return BLANKS + (delimiter or b"") + (b"" if sure else DELIMITERS)


def _records(grammar: Grammar, text: bytes, at: int, line: int, sure: bool) -> Iterator[Sampled]:
    stop = min(len(text), at + BYTES)
    nothing = nothing_in(grammar.delimiter, sure=sure)
    blank_lines = re.compile(rb"(?:[" + re.escape(nothing.translate(None, b"\r\n")) + rb"]*+[\r\n]++)++")
    while at < stop:
        if blank := blank_lines.match(text, at, stop):
            at, line = blank.end(), line + line_ends_in(blank[0])
            continue
        record = grammar.record_at(text, at, line)
        if any(cell.strip(BLANKS if sure else nothing) for cell in record.cells or [record.raw]):
            yield Sampled(at, record, _texts(record))
        at, line = record.end, record.next_line


def _texts(record: Record) -> tuple[str, ...]:
    cells = [cell.decode() for cell in record.cells or ()]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)
