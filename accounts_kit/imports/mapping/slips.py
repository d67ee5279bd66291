"""Slips of the pen: whether one folded header is another one, mistyped.

Only few letters may differ, the first one and all digits are right, and short words are never guessed at:
"Adres 1" is not "Adres 2", and "Staat" is not "Straat".
"""

from __future__ import annotations

# A name of so many letters may have one slip, of so many two.
ONE_SLIP, TWO_SLIPS = 6, 12


def slips(said: str, name: str) -> float | None:
    """Return the share of letters that are right when a header is a name mistyped; None when it is not.

    A slip is a letter too many, too few or wrong, or two that changed places.

    >>> slips("emailadress", "emailadres"), slips("telefoonnumer", "telefoonnummer")
    (0.9090909090909091, 0.9285714285714286)
    >>> slips("staat", "straat"), slips("adres1", "adres2"), slips("employee", "employer")
    (None, None, None)
    """
    shorter, longer = sorted((len(said), len(name)))
    allowed = (shorter >= ONE_SLIP) + (shorter >= TWO_SLIPS)
    if not allowed or longer - shorter > allowed or said[0] != name[0] or _digits(said) != _digits(name):
        return None
    distance = _distance(said, name)
    if not 0 < distance <= allowed or _ending_differs(said, name):
        return None
    return 1 - distance / longer


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _ending_differs(said: str, name: str) -> bool:
    """Return whether nothing but the ending is another one: that makes another word, not a mistyped one.

    A plural and a last letter that stands twice are the same word.
    """
    shorter, longer = sorted((said, name), key=len)
    if len(said) == len(name):
        return said[:-1] == name[:-1]
    if not longer.startswith(shorter):
        return False
    ending = longer[len(shorter) :]
    return ending not in ("s", "n", "en", "e", shorter[-1])


def _distance(one: str, other: str) -> int:
    """Return how many slips lie between two texts (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            same = letter == against
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (not same))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]
