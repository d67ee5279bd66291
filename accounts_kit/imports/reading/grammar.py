"""The meaning of delimited text: where a record ends, and which cells it holds.

This is the reader of record; `structure` is a quick one for the regular stretches of a file and must agree
with it. A record ends at LF, CR or CRLF. A cell is quoted when it begins with a quote and the quote that
closes it (a quote that is not doubled) stands at the end of the cell. A cell that begins with a quote without
being quoted, such as `"AAE" Advanced B.V.`, keeps its text exactly if its quotes come in pairs. What fits
neither is broken: the record is refused up to the end of its line, and nothing after it is swallowed. So is
a cell that begins with a blank and a quote, and holds an odd number of them: a delimiter may stand between.

The quote is a double one unless the dialect has another, or none. A dialect with an escape takes a quote that
stands behind a backslash inside a quoted cell for text, and two backslashes there for one.

All texts are UTF-8 bytes that end with LF; `source` sees to both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

QUOTE = b'"'
ESCAPE = b"\\"
ESCAPED = re.compile(rb"\\.", re.DOTALL)
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
    """The rules above for one delimiter and quote; an empty delimiter means that a line is one cell, an empty
    quote that nothing is quoted.
    """

    def __init__(self, delimiter: bytes, quote: bytes = QUOTE, *, escape: bool = False) -> None:
        self.delimiter, self.quote, self.escape = delimiter, quote, escape
        # what the quick reader, which looks for single bytes, cannot do
        self.is_simple = len(delimiter) < 2 and len(quote) < 2
        self._delimiter_and_quote = delimiter + quote
        self._blank_and_quote = b" " + quote
        mark, sign = re.escape(delimiter), re.escape(quote)
        edge = rb"(?=" + mark + rb"|[\r\n])" if delimiter else rb"(?=[\r\n])"
        letter = rb"\\.|(?!" + sign + rb")[^\\]" if escape else rb"(?!" + sign + rb")."
        if len(quote) == 1:
            letter = rb"\\.|[^\\" + sign + rb"]++" if escape else rb"[^" + sign + rb"]++"
        plain = rb"(?:(?!" + mark + rb")[^\r\n])*+" if len(delimiter) > 1 else rb"[^" + mark + rb"\r\n]*+"
        self._quoted = re.compile(
            sign + rb"((?:" + letter + rb"|" + sign * 2 + rb")*+)" + sign + edge, re.DOTALL
        )
        self._plain = re.compile(plain)
        self._written = re.compile(rb"\\(\\|" + sign + rb")|" + sign + rb"(" + sign + rb")")

    def record_at(self, text: bytes, at: int, line: int) -> Record:
        """Return the record that starts at byte `at`, which stands on line `line`."""
        end = end_of(LINE, text, at)
        raw = text[at:end]
        if self.quote and (raw.startswith(self.quote) or self._delimiter_and_quote in raw):
            return self._record_with_quotes(text, at, line, end)
        cells, keeps_quotes = self._plain_cells(raw)
        return Record(line, cells or None, raw, keeps_quotes, after_line_end(text, end), line + 1)

    def _plain_cells(self, piece: bytes) -> tuple[list[bytes], bool]:
        """Return the cells (none: broken) of a piece of a line in which none begins with a quote, and whether
        one begins with a blank and a quote, which looks quoted and is not.
        """
        cells = piece.split(self.delimiter) if self.delimiter else [piece]
        if not self.quote or self._blank_and_quote not in piece:
            return cells, False
        kept = [cell for cell in cells if cell.startswith(self._blank_and_quote)]
        return ([] if any(self._is_odd(cell) for cell in kept) else cells), bool(kept)

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
            end += len(self.delimiter)
        raw = text[at:end]
        next_line = line + 1 + (line_ends_in(raw) if end > line_end else 0)
        return Record(line, cells, raw, keeps_quotes, after_line_end(text, end), next_line)

    def _cells_at(self, text: bytes, at: int) -> tuple[list[bytes], int, bool]:
        """Return the next cells (none: broken), where they end, and whether one keeps quotes in front."""
        if not text.startswith(self.quote, at):
            end = end_of(LINE, text, at)
            next_quoted = text.find(self._delimiter_and_quote, at, end) if self.delimiter else -1
            piece = text[at : end if next_quoted < 0 else next_quoted]
            cells, keeps = self._plain_cells(piece)
            return cells, at + len(piece), keeps
        if quoted := self._quoted.match(text, at):
            return [self._meant(quoted[1])], quoted.end(), False
        end = end_of(self._plain, text, at)
        # in pairs the quotes are its own; an odd one was meant to open or to close
        return [] if self._is_odd(text[at:end]) else [text[at:end]], end, True

    def _meant(self, cell: bytes) -> bytes:
        """Return what the inside of a quoted cell says."""
        if not self.escape or ESCAPE not in cell:
            return cell.replace(self.quote * 2, self.quote)
        return self._written.sub(lambda found: found[1] or found[2], cell)

    def _is_odd(self, cell: bytes) -> bool:
        own = ESCAPED.sub(b"", cell) if self.escape else cell
        return own.count(self.quote) % 2 == 1


def end_of(pattern: re.Pattern[bytes], text: bytes, at: int) -> int:
    """Return where a match that starts at `at` ends; `at` itself when there is none."""
    found = pattern.match(text, at)
    return found.end() if found else at


def after_line_end(text: bytes, at: int) -> int:
    """Return where the next line starts, for a line end at `at`."""
    return at + (2 if text[at : at + 2] == b"\r\n" else 1)


def line_ends_in(text: bytes, start: int = 0, end: int | None = None) -> int:
    """Return how many line ends a piece of text holds; CRLF is one."""
    return sum(1 for _ in LINE_END.finditer(text, start, len(text) if end is None else end))
