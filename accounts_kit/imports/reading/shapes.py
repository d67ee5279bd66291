"""What cells look like without a meaning: enough to tell a row from a header.

Called where a header is looked for, and where one is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from accounts_kit.model import record_types
from accounts_kit.words.text import WHITE_SPACE, header_key

MOST = 0.9  # of the cells of a column that have one look, an odd one excepted
SHAPES = {
    "email": re.compile(r"(?:mailto:)?[^@\s]+@[^@\s]+\.\w+"),
    "url": re.compile(r"(?:https?://|www\.)\S+"),
    "moment": re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?:[T ]+\d{1,2}:\d\d\S*)?"),
    "code": re.compile(r"0\d{4,}"),  # with its zero in front, as no year or month has that is a header
    "phone": re.compile(r"[+(]?\d[\d\s()-]{7,}\d"),
    "number": re.compile(r"[\d\s.,/:-]*\d[\d\s.,/:-]*"),
}
# The looks that a header never has, with how many rows below must look the same: an e-mail address or a
# website says enough. Among codes and phone numbers are some that look like other figures.
TELLING = {"email": 1, "url": 1, "moment": 2, "code": 2, "phone": 2}
FIGURES = {"code": ("code", "phone", "number"), "phone": ("phone", "code")}


def shape_of(cell: str) -> str | None:
    """Return what a cell looks like; None for ordinary text and for a blank.

    >>> shape_of("info@acme.nl"), shape_of("1-5-2026"), shape_of("01234567"), shape_of("2026")
    ('email', 'moment', 'code', 'number')
    """
    text = cell.strip(WHITE_SPACE)
    return next((name for name, pattern in SHAPES.items() if pattern.fullmatch(text)), None)


def shape_of_all(cells: Iterable[str]) -> tuple[str | None, int]:
    """Return the look that nearly all cells that are not blank have (None: no such look), and how many are
    not blank.
    """
    filled = [cell for cell in cells if cell.strip(WHITE_SPACE)]
    shapes = [shape_of(cell) for cell in filled]
    for name in SHAPES:
        if shapes and shapes.count(name) >= len(shapes) * MOST:
            return name, len(filled)
    figures = sum(shape is not None for shape in shapes)
    return ("number" if shapes and figures >= len(shapes) * MOST else None), len(filled)


def looks_like_row(cell: str, shape: str | None, rows: int) -> bool:
    """Whether a cell above so many others, nearly all of one look, is one of them and no header."""
    own = shape_of(cell)
    return own in TELLING and rows >= TELLING[own] and shape in FIGURES.get(own, (own,))


def known_headers(cells: Sequence[str]) -> int:
    """Return how many of the cells are the key, a label or an alias of a standard field."""
    return sum(header_key(cell) in _names() for cell in cells)


@cache
def _names() -> frozenset[str]:
    records = record_types().values()
    return frozenset().union(
        *(one.header_keys for record in records for one in (*record.fields, *record.related))
    )
