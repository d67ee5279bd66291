"""The rows of a text: every record that fits the header, with its line; the others; and what was put up with.

Regular stretches go through `structure`, the rest through `grammar`; both give the same rows. A record with
fewer cells than the header lacks its last cells (NULL); one with more is broken, unless the surplus is blank,
and so is one with a NUL byte, which stands where something was lost. After broken quotes, records that are
short or hold an odd number of quotes are pieces of the damage, and are refused with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from accounts_kit.errors import Problem
from accounts_kit.imports.progress import tell
from accounts_kit.imports.reading.grammar import Grammar, Record
from accounts_kit.imports.reading.structure import Stretch, stretch_at
from accounts_kit.imports.waiting import Shelf
from accounts_kit.words.sentences import sentence

WINDOW = 1048576
NUL = b"\0"
LONG_ROW = 100  # lines; a quote out of place can make a cell of everything up to the next one


@dataclass(slots=True)
class Rows:
    """What was read so far: rows on their shelf, broken records, remarks (count, first line)."""

    width: int
    file: str
    language: str = "en"
    broken: list[Problem] = field(default_factory=list)
    remarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    _shelf: Shelf = field(init=False)
    _count: int = 0

    def __post_init__(self) -> None:
        names = [f"c{index}" for index in range(self.width)]
        self._shelf = Shelf(pa.schema([*((name, pa.string()) for name in names), ("line", pa.int64())]))

    def remark(self, code: str, lines: Sequence[int] | npt.NDArray[np.int64]) -> None:
        """Count what was seen on these lines, and keep the first."""
        if len(lines):
            count, first = self.remarks.get(code, (0, int(lines[0])))
            self.remarks[code] = (count + len(lines), first)

    def refuse(self, line: int, raw: bytes, said: str, **words: object) -> None:
        """Keep one record out, with its text, and say why in the sentence of that name."""
        message = sentence(said, self.language, **words)
        self.broken.append(Problem("columns", message, value=raw.decode(), line=line, file=self.file))

    def refuse_surplus(self, line: int, raw: bytes, cells: int) -> None:
        """Keep a record out that has more cells than there are columns."""
        self.refuse(line, raw, "columns", found=cells, expected=self.width)

    def keep(self, columns: Sequence[pa.Array], lines: npt.NDArray[np.int64]) -> None:
        """Take rows, column by column."""
        self._shelf.add(pa.record_batch([*columns, pa.array(lines)], self._shelf.schema))
        self._count += len(lines)
        tell("reading", self._count)

    def table(self) -> pa.Table:
        """Return the rows as a table: text columns c0, c1 ... and `line`; none can come after that."""
        return self._shelf.table()


def read_rows(
    text: bytes,
    at: int,
    line: int,
    grammar: Grammar,
    width: int,
    file: str,
    window: int = WINDOW,
    language: str = "en",
) -> Rows:
    """Return the rows of `text` from byte `at`, the start of a record on line `line`, to its end."""
    rows = Rows(width, file, language)
    while at < len(text):
        stop = min(at + window, len(text))
        stretch = stretch_at(text, at, stop, line, grammar)
        if stretch is None:
            at, line = _take_records(rows, text, at, stop, line, grammar)
        else:
            _take_stretch(rows, stretch)
            at, line = at + stretch.end, stretch.next_line
    return rows


def _take_stretch(rows: Rows, stretch: Stretch) -> None:
    """Take the records of a regular stretch, all at once."""
    blank = stretch.blank()
    kept = ~blank
    with_nul = set(stretch.with_byte(NUL))
    too_long = np.flatnonzero(kept & (stretch.counts > rows.width)).tolist()
    for index in sorted({*too_long, *with_nul}):
        cells = stretch.record(index)
        line, raw = int(stretch.lines[index]), stretch.raw(index)
        if _is_surplus(cells[rows.width :]):
            kept[index] = False
            rows.refuse_surplus(line, raw, len(cells))
        elif index in with_nul:
            kept[index] = False
            rows.refuse(line, raw, "columns_nul")
    rows.remark("blank_rows", stretch.lines[blank & (stretch.counts > 1)])
    rows.remark("short_rows", stretch.lines[kept & (stretch.counts < rows.width)])
    rows.remark("long_rows", stretch.lines[np.diff(stretch.lines, append=stretch.next_line) > LONG_ROW])
    rows.keep(stretch.columns(rows.width, kept), stretch.lines[kept])


def _take_records(
    rows: Rows, text: bytes, at: int, stop: int, line: int, grammar: Grammar
) -> tuple[int, int]:
    """Take records one by one up to `stop`, or to the end of damage; return where to go on, and the line."""
    batch = _Batch(rows, grammar.quote)
    while at < stop or (batch.damaged and at < len(text)):
        record = grammar.record_at(text, at, line)
        at, line = record.end, record.next_line
        batch.take(record)
    batch.close()
    return at, line


class _Batch:
    """Records that were read one by one, on their way to columns."""

    def __init__(self, rows: Rows, quote: bytes) -> None:
        self.damaged = False
        self._rows = rows
        self._quote = quote
        self._taken: list[list[bytes | None]] = []
        self._lines: list[int] = []

    def take(self, record: Record) -> None:
        """Take the record, or refuse it; a blank one is left out."""
        width = self._rows.width
        if record.cells is None:
            self.damaged = True
            self._rows.refuse(record.line, record.raw, "columns_unclosed")
        elif not _is_surplus(record.cells):
            self._rows.remark("blank_rows", [record.line] * (len(record.cells) > 1))
        elif self.damaged and (len(record.cells) < width or record.raw.count(self._quote) % 2):
            self._rows.refuse(record.line, record.raw, "columns_piece")
        elif _is_surplus(record.cells[width:]):
            self._rows.refuse_surplus(record.line, record.raw, len(record.cells))
        elif NUL in record.raw:
            self._rows.refuse(record.line, record.raw, "columns_nul")
        else:
            self._keep(record, record.cells)

    def _keep(self, record: Record, cells: list[bytes]) -> None:
        missing = self._rows.width - len(cells)
        self.damaged = False
        self._lines.append(record.line)
        self._taken.append([*cells[: self._rows.width], *[None] * missing])
        if missing > 0:
            self._rows.remark("short_rows", [record.line])
        if record.keeps_quotes:
            self._rows.remark("kept_quotes", [record.line])
        if record.next_line - record.line > LONG_ROW:
            self._rows.remark("long_rows", [record.line])

    def close(self) -> None:
        """Hand the taken records over as columns."""
        if self._taken:
            columns = [pa.array(column, pa.string()) for column in zip(*self._taken, strict=True)]
            self._rows.keep(columns, np.array(self._lines, dtype=np.int64))


def _is_surplus(cells: list[bytes]) -> bool:
    """Whether any of these cells holds more than white space."""
    return any(cell.strip() for cell in cells)
