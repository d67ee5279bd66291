"""Where the header of a text stands: on its first line, below a preamble, or nowhere.

Both are said only when the rows leave no doubt, for a row that is taken for a header is lost. A preamble is
what stands above a header that is evident: titles, what was exported and when. A file without a header begins
with a row like all others.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.imports.reading.sample import Sampled
from accounts_kit.imports.reading.shapes import MOST, known_headers, looks_like_row, shape_of, shape_of_all
from accounts_kit.words.text import WHITE_SPACE, fold

LONGEST_PREAMBLE = 30  # records
ROWS = 50  # that are looked at for what a column looks like


def lines_above(sample: Sequence[Sampled]) -> int:
    """Return how many records of the sample stand above its header; 0 where no other header is evident."""
    if not sample or known_headers(sample[0].cells):
        return 0
    widest = max(1, len(sample[0].cells))
    for place, candidate in enumerate(sample[1:LONGEST_PREAMBLE], 1):
        if len(candidate.cells) > widest and _is_header(sample, place, widest):
            return place
        widest = max(widest, len(candidate.cells))
    return 0


def is_row(sample: Sequence[Sampled]) -> str | None:
    """Return the cell by which the first record is known to be a row and no header; None when it is not.

    A column tells so when its first cell looks as the others do, as no header does; not when another column
    has a text above its numbers, or a cell is the name of a field.
    """
    first, rows = sample[0].cells, sample[1 : 1 + ROWS]
    if not first or not rows or known_headers(first):
        return None
    telling = None
    for place, cell in enumerate(first):
        shape, filled = shape_of_all(_column(rows, place))
        if shape and cell.strip(WHITE_SPACE) and not shape_of(cell):
            return None
        if looks_like_row(cell, shape, filled):
            telling = telling or cell.strip(WHITE_SPACE)
    return telling


def _is_header(sample: Sequence[Sampled], place: int, widest: int) -> bool:
    """Whether the record at that place is a header, with `widest` cells at most above it."""
    cells, rows = sample[place].cells, sample[place + 1 :]
    if not rows or not _may_be_header(cells) or not _fits(cells, rows, widest):
        return False
    known = known_headers(cells)
    signs = (known > 0, known > 1, _contrasts(cells, rows), _stands_apart(sample, place))
    # a title has one cell; two cells above three may be a header that is too short
    return any(signs[:3]) if widest == 1 else sum(signs) > 1


def _may_be_header(cells: Sequence[str]) -> bool:
    """Whether each cell is a text, and none is there twice."""
    names = [fold(cell.strip(WHITE_SPACE)) for cell in cells]
    return all(names) and len(set(names)) == len(names) and not any(map(shape_of, cells))


def _fits(cells: Sequence[str], rows: Sequence[Sampled], widest: int) -> bool:
    """Whether nearly all rows have no more cells than the header, and most have more than what is above."""
    counts = [len(row.cells) for row in rows]
    enough = sum(count <= len(cells) for count in counts) >= MOST * len(rows)
    return enough and sum(count > widest for count in counts) > len(rows) / 2


def _contrasts(cells: Sequence[str], rows: Sequence[Sampled]) -> bool:
    """Whether a column has several values of one look below a header that is a text."""
    looks = (shape_of_all(_column(rows[:ROWS], place)) for place in range(len(cells)))
    return any(shape and filled > 1 for shape, filled in looks)


def _stands_apart(sample: Sequence[Sampled], place: int) -> bool:
    """Whether a blank line stands above the record."""
    return sample[place].record.line > sample[place - 1].record.next_line


def _column(rows: Sequence[Sampled], place: int) -> list[str]:
    return [row.cells[place] for row in rows if place < len(row.cells)]
