"""Numbers and amounts as people write them in a sentence: thousands apart, a sign for the currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from accounts_kit.words.numbers import marks_of

# As many as a workspace keeps of a number.
MOST_DECIMALS = 6


def number_text(number: Decimal, language: str, decimals: int | None = None) -> str:
    """Return a number with its thousands apart; with so many decimals, else with as many as it has.

    A half is rounded away from zero.

    >>> number_text(Decimal("1234567.5"), "nl"), number_text(Decimal("1234.565"), "en", 2)
    ('1.234.567,5', '1,234.57')
    """
    if decimals is None:
        text = f"{number:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{_rounded(number, decimals):,f}"
    marks = marks_of(language)
    return text.translate({ord(","): marks.thousands, ord("."): marks.decimal})


def amount_text(number: Decimal, language: str, currency: str, decimals: int = 2) -> str:
    """Return an amount with the sign of its currency, where the language puts it.

    The space between the two is one that no line ends at.

    >>> amount_text(Decimal("-1234.5"), "nl", "EUR"), amount_text(Decimal("980"), "en", "USD", 0)
    ('€\\xa0-1.234,50', '$980')
    """
    rounded = _rounded(number, decimals)
    before, after = around_amounts(language, currency, negative=rounded < 0)
    return before + number_text(abs(rounded), language, decimals) + after


@cache
def around_amounts(language: str, currency: str, *, negative: bool) -> tuple[str, str]:
    """Return what stands before and after the number of an amount."""
    from babel.numbers import format_currency

    one = Decimal(-1) if negative else Decimal(1)
    before, _, after = format_currency(one, currency, locale=language).partition("1")
    return before, after.lstrip(f"0{marks_of(language).decimal}")


def _rounded(number: Decimal, decimals: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # no minus before nothing
