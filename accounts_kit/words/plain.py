"""Values in a terminal: one line each, and no sign that moves the cursor or turns the direction of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category

from accounts_kit.words.text import WHITE_SPACE

CUT = "…"
GAP = "  "

_SPACES = re.compile(f"[{re.escape(WHITE_SPACE)}]+")
# Signs that turn what stands around them round: a name with one could make a line read as another.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, width: int | None = None) -> str:
    """Return a text on one line of at most so many signs, with what would disturb a terminal written out.

    >>> one_line("een\\n twee"), one_line("Acme \\u202eB.V."), one_line("Jaarcontract", 6)
    ('een twee', 'Acme \\\\u202eB.V.', 'Jaarc…')
    """
    # Longer than anybody reads on a line; a note may have a hundred thousand signs.
    start = text if width is None else text[: 4 * width + 4]
    said = "".join(_visible(sign) for sign in _SPACES.sub(" ", start).strip())
    return said if width is None or len(said) <= width else said[: width - 1].rstrip() + CUT


def _visible(sign: str) -> str:
    if sign in _TURNING or category(sign) == "Cc":
        return f"\\u{ord(sign):04x}"
    return sign


def filled(parts: Sequence[str], between: str, width: int) -> list[str]:
    """Return parts on as few lines as they need; one that is longer than a line is cut.

    >>> filled(["een", "twee", "drie"], ", ", 9)
    ['een, twee', 'drie']
    """
    lines: list[str] = []
    for part in (one_line(one, width) for one in parts):
        if lines and len(lines[-1]) + len(between) + len(part) <= width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


def aligned(rows: Sequence[Sequence[str]], width: int = 108) -> list[str]:
    """Return rows as lines of at most so many signs, every column beginning at the same place.

    >>> aligned([("Naam", "Functie"), ("Piet", "inkoper")])
    ['Naam  Functie', 'Piet  inkoper']
    """
    lines = [[one_line(cell, width) for cell in row] for row in rows]
    widths = _fitting([max(map(len, column)) for column in zip(*lines, strict=True)], width)
    return [
        GAP.join(one_line(cell, most).ljust(most) for cell, most in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def _fitting(widths: list[int], width: int) -> list[int]:
    """Return the widths of columns, the widest made narrower until all fit."""
    room = width - len(GAP) * (len(widths) - 1)
    widths = [max(one, 1) for one in widths]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        second = max((one for number, one in enumerate(widths) if number != widest), default=1)
        widths[widest] = max(widths[widest] - (sum(widths) - room), min(second, widths[widest] - 1), 1)
    return widths
