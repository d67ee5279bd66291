"""What one delimiter and quote make of the first records of a text, and how well the rows fit the header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accounts_kit.imports.reading.grammar import Grammar, Record, line_ends_in
from accounts_kit.imports.reading.header_place import lines_above
from accounts_kit.imports.reading.sample import Sampled, sample_of
from accounts_kit.words.text import WHITE_SPACE

SELDOM = 0.1  # a width that fewer rows have is that of damaged ones
BARE = re.compile(r"[\d\s.,/:+-]*|NULL|\\N", re.IGNORECASE)  # what is not quoted where all texts are


@dataclass(frozen=True, slots=True)
class Division:
    """A sample as one grammar divides it: how many of its records stand above the header (None: there is no
    header, all are rows), the width of the header, and how well the rows fit it (1: all do).

    `divides` says that the delimiter stands in the rows, or that there are none.
    """

    grammar: Grammar
    sample: Sequence[Sampled]
    above: int | None
    width: int
    evenness: float
    divides: bool

    @property
    def fits(self) -> bool:
        """Whether there are several columns."""
        return self.width > 1 and self.divides

    @property
    def score(self) -> float:
        """How good a division this is; many columns with a gap are better than two without."""
        return self.evenness * (self.width - 1)

    @property
    def rows(self) -> Sequence[Sampled]:
        """The records below the header."""
        return self.sample[0 if self.above is None else self.above + 1 :]


def divide(
    grammar: Grammar, text: bytes, at: int, line: int, header: int | bool | None, *, sure: bool = False
) -> Division:
    """Return the division of the text from byte `at`; the header is on its first line when that is stated,
    nowhere when it is False, and looked for when it is None. `sure` says that the delimiter is known.
    """
    sample = sample_of(grammar, text, at, line, sure=sure)
    above = None if header is False else 0 if header is not None else lines_above(sample)
    if above is None:
        width, rows = usual_width(sample), sample
    else:
        width = len(sample[above].record.cells or ()) if sample else 0
        rows = sample[above + 1 :]
    counts = [_count(row, width) for row in rows if row.record.cells]
    full, over = sum(count == width for count in counts), sum(count > width for count in counts)
    evenness = (full - over) / len(rows) if rows else 1.0
    return Division(grammar, sample, above, width, evenness, not counts or any(count > 1 for count in counts))


def usual_width(rows: Sequence[Sampled]) -> int:
    """Return how many cells rows without a header have: the most that more than a few of them have."""
    counts = Counter(len(row.record.cells) for row in rows if row.record.cells)
    return max((width for width, count in counts.items() if count >= SELDOM * counts.total()), default=1)


def all_quoted(division: Division) -> bool:
    """Whether every text in every row is quoted, several on lines of their own, and no quote is anything
    else; numbers may be bare.
    """
    quoted = 0
    for row in division.rows:
        texts = _texts_in_quotes(row.record, division.grammar)
        if texts is None:
            return False
        quoted += 0 if line_ends_in(row.record.raw) else texts
    return quoted > 1


def _texts_in_quotes(record: Record, grammar: Grammar) -> int | None:
    """Return how many cells of a record are texts; None when one of them is not in quotes."""
    texts, rest = 0, record.raw
    for cell in record.cells or ():
        is_text = not BARE.fullmatch(cell.decode().strip(WHITE_SPACE))
        written = grammar.quote + cell.replace(grammar.quote, grammar.quote * 2) + grammar.quote
        if not rest.startswith(written):
            written = cell
            if is_text:
                return None
        texts += is_text
        rest = rest[len(written) :].removeprefix(grammar.delimiter)
    return None if record.cells is None else texts


def _count(row: Sampled, width: int) -> int:
    """Return how many cells a record has, without blank ones beyond the header."""
    return len(row.cells) if len(row.cells) > width else min(len(row.record.cells or ()), width)
