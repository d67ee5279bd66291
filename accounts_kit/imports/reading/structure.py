"""The quick reader: the regular stretch at the start of a window of text, cut into cells by whole arrays.

A stretch is regular when every quote opens a cell, closes one, or is doubled inside one. There, a delimiter
or line end separates cells exactly when an even number of quotes stands before it, so nothing is read byte by
byte. The stretch ends with the last record before the first quote that is anything else; `grammar` reads on
from there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.reading.grammar import ESCAPE, Grammar

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8]

LF, CR, SPACE = b"\n\r "


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole records of `text`, of which `at` is the first byte; every other position counts from there.

    Cell by cell its start and end, quotes left off; record by record its first cell, how many it has, its
    line, and its start and end with quotes. `doubled_quote` is the quote that is doubled in some cell; b""
    when none is.
    """

    text: bytes
    at: int
    starts: Positions
    ends: Positions
    first_cells: Positions
    counts: Positions
    lines: Positions
    record_starts: Positions
    record_ends: Positions
    doubled_quote: bytes
    end: int
    next_line: int

    def columns(self, width: int, records: Flags) -> list[pa.Array]:
        """Return the first `width` cells of the chosen records, by column; NULL where a record is shorter."""
        # one array over the text itself, in which the cells and what stands between them take turns
        offsets = np.empty(2 * len(self.starts), dtype=np.int32)
        offsets[0::2], offsets[1::2] = self.starts, self.ends
        window = pa.py_buffer(self.text).slice(self.at)
        cells = pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), window)
        first, counts = self.first_cells[records], self.counts[records]
        columns = [cells.take(pa.array(2 * (first + index), mask=counts <= index)) for index in range(width)]
        if not self.doubled_quote:
            return columns
        quote = self.doubled_quote.decode()
        return [pc.replace_substring(column, quote * 2, quote) for column in columns]

    def record(self, index: int) -> list[bytes]:
        """Return the cells of one record."""
        own = slice(self.first_cells[index], self.first_cells[index] + self.counts[index])
        places = zip(self.starts[own].tolist(), self.ends[own].tolist(), strict=True)
        cells = [self.text[self.at + start : self.at + end] for start, end in places]
        quote = self.doubled_quote
        return [cell.replace(quote * 2, quote) for cell in cells] if quote else cells

    def raw(self, index: int) -> bytes:
        """Return one record as the text has it."""
        return self.text[self.at + int(self.record_starts[index]) : self.at + int(self.record_ends[index])]

    def with_byte(self, byte: bytes) -> list[int]:
        """Return which records hold a byte, in their order; most texts hold none."""
        place, found = self.text.find(byte, self.at, self.at + self.end), []
        while place >= 0:
            found.append(int(np.searchsorted(self.record_starts, place - self.at, side="right")) - 1)
            place = self.text.find(byte, self.at + int(self.record_ends[found[-1]]), self.at + self.end)
        return found

    def blank(self) -> Flags:
        """Return which records hold no value: all their cells are empty or white space."""
        codes = np.frombuffer(self.text, dtype=np.uint8)
        empty = self.ends == self.starts
        blank: Flags = np.logical_and.reduceat(empty, self.first_cells)
        may_be_blank = np.logical_and.reduceat(
            empty | (codes[self.at + self.starts] <= SPACE), self.first_cells
        )
        for index in np.flatnonzero(may_be_blank & ~blank).tolist():
            blank[index] = not any(cell.strip() for cell in self.record(index))
        return blank


def stretch_at(text: bytes, at: int, stop: int, line: int, grammar: Grammar) -> Stretch | None:
    """Return the regular stretch of `text` from `at`, where a record starts; None without one record, and
    where the grammar needs more than single bytes.
    """
    if not grammar.is_simple or (grammar.escape and text.find(ESCAPE, at, stop) >= 0):
        return None
    delimiter, quote = grammar.delimiter, grammar.quote
    codes = np.frombuffer(text, dtype=np.uint8)
    window = codes[at:stop]
    line_ends = _line_ends(window)
    separators = np.flatnonzero(line_ends | (window == delimiter[0]) if delimiter else line_ends)
    quotes = np.flatnonzero(window == quote[0]) if quote else np.empty(0, dtype=np.int64)
    if quotes.size and _any_begins_a_cell(codes, at, quotes, delimiter):
        limit = _first_out_of_place(codes, at, quotes, delimiter + quote)
        separators = separators[: np.searchsorted(separators, limit)]
        separators = separators[np.searchsorted(quotes, separators) % 2 == 0]
    last_cells = np.flatnonzero(line_ends[separators])
    if not last_cells.size:
        return None
    return _cut(
        text, at, line, separators[: last_cells[-1] + 1], last_cells, np.flatnonzero(line_ends), quote
    )


def _line_ends(window: Codes) -> Flags:
    """Return which codes start a line end: CR, or LF that does not follow CR."""
    line_ends: Flags = window == LF
    returns = window == CR
    if returns.any():
        line_ends[1:] &= ~returns[:-1]
        line_ends |= returns
    return line_ends


def _edges(signs: bytes) -> Flags:
    """Return which codes are a line end or one of the signs."""
    edges = np.zeros(256, dtype=np.bool_)
    edges[[LF, CR, *signs]] = True
    return edges


def _any_begins_a_cell(codes: Codes, at: int, quotes: Positions, delimiter: bytes) -> bool:
    """Whether a quote stands at the start of a cell, or after one blank there; if not, quotes are text."""
    before = codes[at + quotes - 1]
    begins = _edges(delimiter)[before] | ((before == SPACE) & _edges(delimiter)[codes[at + quotes - 2]])
    return bool(begins.any())


def _first_out_of_place(codes: Codes, at: int, quotes: Positions, signs: bytes) -> int:
    """Return the place of the first quote that neither opens, closes nor is doubled; the end without one.
    `signs` are those that a quote may stand beside: the delimiter and another quote.

    Every quote has a neighbour on both sides: a text ends with LF, which is codes[-1] for its first quote.
    """
    beside = _edges(signs)
    opening, closing = quotes[0::2], quotes[1::2]
    wrong_opening = opening[~beside[codes[at + opening - 1]]]
    wrong_closing = closing[~beside[codes[at + closing + 1]]]
    return min([*wrong_opening[:1].tolist(), *wrong_closing[:1].tolist()], default=len(codes))


def _cut(
    text: bytes,
    at: int,
    line: int,
    separators: Positions,
    last_cells: Positions,
    line_ends: Positions,
    quote: bytes,
) -> Stretch:
    """Return the stretch that the separators cut into cells; `last_cells` says which of them end a record."""
    codes = np.frombuffer(text, dtype=np.uint8)
    after = separators + 1
    after += (codes[at + separators] == CR) & (codes[(at + after) % len(codes)] == LF)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), after[:-1]])
    quoted = codes[at + starts] == quote[0] if quote else np.zeros(len(starts), dtype=np.bool_)
    first_cells = np.concatenate([np.zeros(1, dtype=np.int64), last_cells[:-1] + 1])
    end = int(after[-1])
    doubled = quote and 0 < 2 * np.count_nonzero(quoted) < np.count_nonzero(codes[at : at + end] == quote[0])
    return Stretch(
        text=text,
        at=at,
        starts=starts + quoted,
        ends=separators - quoted,
        first_cells=first_cells,
        counts=last_cells + 1 - first_cells,
        lines=line + np.searchsorted(line_ends, starts[first_cells]),
        record_starts=starts[first_cells],
        record_ends=separators[last_cells],
        doubled_quote=quote if doubled else b"",
        end=end,
        next_line=line + int(np.searchsorted(line_ends, end)),
    )
