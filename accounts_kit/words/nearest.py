"""The nearest name: what a person probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from accounts_kit.words.text import fold

LIKE_ENOUGH = 0.6
DID_YOU_MEAN = {"nl": "Is {} bedoeld?", "en": "Did you mean {}?"}
THERE_IS = {"nl": "Er is: {}.", "en": "There is: {}."}


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


def suggestion(name: str, names: Iterable[str], language: str = "en") -> str:
    """Return the sentence that helps after a wrong name: the nearest one, else all when under ten, else
    nothing.

    >>> suggestion("Sofware", ["Software", "Bouw"])
    "Did you mean 'Software'?"
    >>> suggestion("D", ["A", "B", "C"], "nl")
    "Er is: 'A', 'B', 'C'."
    """
    known = list(names)
    if (best := nearest(name, known)) is not None:
        return offer(best, language)
    if 0 < len(known) < 10:
        return THERE_IS.get(language, THERE_IS["en"]).format(", ".join(repr(one) for one in known))
    return ""


def offer(name: str, language: str = "en") -> str:
    """Return the sentence that offers the name a person probably meant."""
    return DID_YOU_MEAN.get(language, DID_YOU_MEAN["en"]).format(repr(name))
