"""The names of the columns, each made different from the others."""

from __future__ import annotations

from collections.abc import Iterable


def unique_headers(originals: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each column: the header without the blanks around it, different from every other.

    A blank header becomes "column 3" after its place; a name that stood before, in whatever case, gets a
    number: Plaats, Plaats (2), plaats (3). A numbered name that another header has already is passed over.

    >>> unique_headers(["Plaats", " plaats ", "", "Plaats (2)"])
    ('Plaats', 'plaats (3)', 'column 3', 'Plaats (2)')
    """
    names = [
        original.strip("\ufeff\u200b \t\r\n\xa0") or f"column {place}"
        for place, original in enumerate(originals, 1)
    ]
    given = {name.casefold() for name in names}
    seen: set[str] = set()
    unique = []
    for name in names:
        chosen, number = name, 1
        while chosen.casefold() in seen or (number > 1 and chosen.casefold() in given):
            number += 1
            chosen = f"{name} ({number})"
        seen.add(chosen.casefold())
        unique.append(chosen)
    return tuple(unique)
