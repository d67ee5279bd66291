"""Dates and moments by a pattern of CLDR, the one that Excel, Java and Babel know: d MMMM yyyy."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from accounts_kit.errors import WrongValue

if TYPE_CHECKING:
    from babel.dates import DateTimePattern


def day_text(day: date, pattern: str, language: str) -> str:
    """Return a date, or a moment as its own clock says it, by a pattern of CLDR in a language.

    Raises WrongValue for what is no such pattern.

    >>> day_text(date(2026, 3, 1), "EEEE d MMMM yyyy", "nl")
    'zondag 1 maart 2026'
    """
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    try:
        return str(_pattern(pattern).apply(moment.replace(tzinfo=None), language))
    except (KeyError, ValueError):  # a letter that stands for nothing
        raise _no_pattern(pattern) from None


def pieces(pattern: str) -> list[tuple[str, tuple[str, int] | str]]:
    """Return a pattern in pieces: ("chars", text) and ("field", (letter, how many))."""
    from babel.dates import tokenize_pattern

    _pattern(pattern)
    return tokenize_pattern(pattern)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> DateTimePattern:
    from babel.dates import parse_pattern

    try:
        return parse_pattern(pattern)
    except ValueError:
        raise _no_pattern(pattern) from None


def _no_pattern(pattern: str) -> WrongValue:
    return WrongValue(
        f"{pattern!r} is no pattern of a date. Write d MMMM yyyy, dd-MM-yyyy or EEEE d MMMM; "
        "words of your own stand between apostrophes: 'om' HH:mm."
    )
