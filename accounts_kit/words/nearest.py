"""The nearest name: what a person probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from accounts_kit.words.text import fold

LIKE_ENOUGH = 0.6


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the most similar of the names, or None when none is similar; ties go to the first in order.

    >>> nearest("account.industy", ["account.name", "account.industry"])
    'account.industry'
    """
    matcher = SequenceMatcher(None, b=fold(name))
    best, best_ratio = None, LIKE_ENOUGH
    for candidate in sorted(names):
        matcher.set_seq1(fold(candidate))
        if matcher.quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = candidate, ratio
    return best


def suggestion(name: str, names: Iterable[str]) -> str:
    """Return the sentence that helps after a wrong name: the nearest one, else all when under ten, else
    nothing.

    >>> suggestion("Sofware", ["Software", "Bouw"])
    "Did you mean 'Software'?"
    """
    known = list(names)
    if (best := nearest(name, known)) is not None:
        return f"Did you mean {best!r}?"
    if 0 < len(known) < 10:
        return "There is: " + ", ".join(repr(one) for one in known) + "."
    return ""
