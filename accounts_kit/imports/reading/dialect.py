"""Which character separates the cells: as a `sep=` line says, or as it divides the first records best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from accounts_kit.imports.reading.grammar import Grammar, Record, after_line_end

SAMPLE_RECORDS = 500
SAMPLE_BYTES = 256 * 1024
# When several divide the records equally well, the first is meant: a comma may be a decimal comma.
DELIMITERS = (b"\t", b";", b"|", b",")
NOTHING = b' ;,|"\t\r\n\v\f'  # a line of these is no header, whatever the delimiter turns out to be
SEP_LINE = re.compile(rb'"?sep=([^\w"\s]|\t)\1*"?(?=[\r\n])', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is divided: its delimiter, its first record, and what else could have been.

    `stated` says that a `sep=` line told the delimiter; `rivals` divide the sample as evenly; `below` divides
    the records of a text whose first line does not have it, which is then read as one column.
    """

    grammar: Grammar
    header: Record
    stated: bool = False
    rivals: tuple[bytes, ...] = ()
    below: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Division:
    """What one delimiter makes of the sample: the width of its header, and how well the rows fit it."""

    delimiter: bytes
    width: int
    evenness: float
    divides: bool

    @property
    def score(self) -> float:
        return self.evenness * (self.width - 1)


def detect(text: bytes) -> Dialect | None:
    """Return the dialect of a text; None when all of its lines are blank."""
    if stated := SEP_LINE.match(text):
        grammar = Grammar(stated[1])
        header = _first(grammar, text, after_line_end(text, stated.end()), 2)
        return header and Dialect(grammar, header, stated=True)
    divisions = [_divide(delimiter, text) for delimiter in DELIMITERS]
    fitting = [division for division in divisions if division.width > 1 and division.divides]
    best = max(fitting, key=lambda division: division.score, default=None)
    grammar = Grammar(best.delimiter if best else b"")
    header = _first(grammar, text, 0, 1)
    if best is None:
        below = next((each.delimiter for each in divisions if each.divides and each.evenness < -0.9), None)
        return header and Dialect(grammar, header, below=below)
    rivals = tuple(each.delimiter for each in fitting if each is not best and each.evenness >= best.evenness)
    return header and Dialect(grammar, header, rivals=rivals)


def _divide(delimiter: bytes, text: bytes) -> _Division:
    sample = list(islice(_records(Grammar(delimiter), text, 0, 1), SAMPLE_RECORDS))
    width = len(sample[0].cells or ()) if sample else 0
    rows = sample[1:]
    counts = [_count(row.cells, width) for row in rows if row.cells]
    full, over = sum(count == width for count in counts), sum(count > width for count in counts)
    evenness = (full - over) / len(rows) if rows else 1.0
    return _Division(delimiter, width, evenness, not counts or any(count > 1 for count in counts))


def _count(cells: list[bytes], width: int) -> int:
    """Return how many cells a record has, without blank ones beyond the header."""
    return len(cells) if any(cell.strip() for cell in cells[width:]) else min(len(cells), width)


def _first(grammar: Grammar, text: bytes, at: int, line: int) -> Record | None:
    return next(_records(grammar, text, at, line), None)


def _records(grammar: Grammar, text: bytes, at: int, line: int) -> Iterator[Record]:
    """Return the records of the sample that are not blank."""
    while at < min(len(text), SAMPLE_BYTES):
        record = grammar.record_at(text, at, line)
        at, line = record.end, record.next_line
        if record.raw.strip(NOTHING):
            yield record
