"""The meaning of delimited text: where a record ends, and which cells it holds.

This is the reader of record; `structure` is a quick one for the regular stretches of a file and must agree
with it. A record ends at LF, CR or CRLF. A cell is quoted when it begins with a quote and the quote that
closes it (a quote that is not doubled) stands at the end of the cell. A cell that begins with a quote without
being quoted, such as `"AAE" Advanced B.V.`, keeps its text exactly if its quotes come in pairs. What fits
neither is broken: the record is refused up to the end of its line, and nothing after it is swallowed.

All texts are UTF-8 bytes that end with LF; `source` sees to both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

QUOTE = b'"'
LINE = re.compile(rb"[^\r\n]*+")
LINE_END = re.compile(rb"\r\n|\r|\n")


class Record(NamedTuple):
    """One record: its cells (None when its quotes are broken), and where it and its successor stand."""

    line: int
    cells: list[bytes] | None
    raw: bytes
    keeps_quotes: bool
    end: int
    next_line: int


class Grammar:
    """The rules above for one delimiter; an empty delimiter means that a line is one cell."""

    def __init__(self, delimiter: bytes) -> None:
        mark = re.escape(delimiter)
        self.delimiter = delimiter
        self._delimiter_and_quote = delimiter + QUOTE
        self._quoted = re.compile(rb'"((?:[^"]++|"")*+)"(?=[' + mark + rb"\r\n])")
        self._plain = re.compile(rb"[^" + mark + rb"\r\n]*+")

    def record_at(self, text: bytes, at: int, line: int) -> Record:
        """Return the record that starts at byte `at`, which stands on line `line`."""
        end = end_of(LINE, text, at)
        raw = text[at:end]
        if raw.startswith(QUOTE) or self._delimiter_and_quote in raw:
            return self._record_with_quotes(text, at, line, end)
        cells = self._plain_cells(raw)
        return Record(line, cells, raw, _keep_quotes(raw, cells), after_line_end(text, end), line + 1)

    def _plain_cells(self, piece: bytes) -> list[bytes]:
        """Return the cells of a piece of a line in which none begins with a quote."""
        return piece.split(self.delimiter) if self.delimiter else [piece]

    def _record_with_quotes(self, text: bytes, at: int, line: int, line_end: int) -> Record:
        """Return a record in which cells begin with quotes: those are read one by one, others together."""
        cells: list[bytes] = []
        keeps_quotes = False
        end = at
        while True:
            found, end, keeps = self._cells_at(text, end)
            if not found:
                return Record(line, None, text[at:line_end], False, after_line_end(text, line_end), line + 1)
            cells += found
            keeps_quotes |= keeps
            if not self.delimiter or not text.startswith(self.delimiter, end):
                break
            end += 1
        raw = text[at:end]
        next_line = line + 1 + (line_ends_in(raw) if end > line_end else 0)
        return Record(line, cells, raw, keeps_quotes, after_line_end(text, end), next_line)

    def _cells_at(self, text: bytes, at: int) -> tuple[list[bytes], int, bool]:
        """Return the next cells (none: broken), where they end, and whether one keeps quotes in front."""
        if not text.startswith(QUOTE, at):
            end = end_of(LINE, text, at)
            next_quoted = text.find(self._delimiter_and_quote, at, end) if self.delimiter else -1
            piece = text[at : end if next_quoted < 0 else next_quoted]
            cells = self._plain_cells(piece)
            return cells, at + len(piece), _keep_quotes(piece, cells)
        if quoted := self._quoted.match(text, at):
            return [quoted[1].replace(b'""', QUOTE)], quoted.end(), False
        end = end_of(self._plain, text, at)
        # in pairs the quotes are its own; an odd one was meant to open or to close
        return [text[at:end]] if text.count(QUOTE, at, end) % 2 == 0 else [], end, True


def _keep_quotes(piece: bytes, cells: list[bytes]) -> bool:
    """Whether a cell begins with a blank and a quote, which looks quoted and is not."""
    return b' "' in piece and any(cell.startswith(b' "') for cell in cells)


def end_of(pattern: re.Pattern[bytes], text: bytes, at: int) -> int:
    """Return where a match that starts at `at` ends; `at` itself when there is none."""
    found = pattern.match(text, at)
    return found.end() if found else at


def after_line_end(text: bytes, at: int) -> int:
    """Return where the next line starts, for a line end at `at`."""
    return at + (2 if text[at : at + 2] == b"\r\n" else 1)


def line_ends_in(text: bytes) -> int:
    """Return how many line ends a piece of text holds; CRLF is one."""
    return sum(1 for _ in LINE_END.finditer(text))
