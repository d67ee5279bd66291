"""The names of the columns, each made different from the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from accounts_kit.words.text import WHITE_SPACE

# The last two columns of a reject file, which loads again without them.
REJECT_COLUMNS = {"nl": ("Regel", "Probleem"), "en": ("line", "problem")}

_ENDS = "|".join(rf"{line}\W{problem}" for line, problem in REJECT_COLUMNS.values())
_HEADER_OF_REJECTS = re.compile(rf"[^\r\n]*\W(?:{_ENDS})\W?[\r\n]".encode())


def begins_a_reject_file(text: bytes) -> bool:
    """Return whether a text begins with the header of a reject file.

    It has one there although its source, which it is to be read like, may have none, or has it further down.
    """
    return _HEADER_OF_REJECTS.match(text) is not None


def unique_headers(originals: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each column: the header without the blanks around it, different from every other.

    A blank header becomes "column 3" after its place; a name that stood before, in whatever case, gets a
    number: Plaats, Plaats (2), plaats (3). A numbered name that another header has already is passed over.

    >>> unique_headers(["Plaats", " plaats ", "", "Plaats (2)"])
    ('Plaats', 'plaats (3)', 'column 3', 'Plaats (2)')
    """
    names = [original.strip(WHITE_SPACE) or f"column {place}" for place, original in enumerate(originals, 1)]
    taken = {name.casefold() for name in names}
    numbers: dict[str, int] = {}
    return tuple(_numbered(name, numbers, taken) for name in names)


def _numbered(name: str, numbers: dict[str, int], taken: set[str]) -> str:
    """Return the name itself the first time, later with the next number that makes a new one."""
    key = name.casefold()
    if key not in numbers:
        numbers[key] = 1
        return name
    while True:
        numbers[key] += 1
        chosen = f"{name} ({numbers[key]})"
        if chosen.casefold() not in taken:
            taken.add(chosen.casefold())
            return chosen
