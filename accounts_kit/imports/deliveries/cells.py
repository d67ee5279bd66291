"""Values as APIs write them, as cells: amounts in cents, several options in one text, dates of nothing but
zeros.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from accounts_kit.imports.reading.cells import Number, text_of
from accounts_kit.imports.reading.json_columns import json_text

MARK = "||"
# ISO 4217: a currency has two decimals, but for these.
WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
DECIMALS = dict.fromkeys(WHOLE.split(), 0) | dict.fromkeys(THOUSANDTHS.split(), 3)


def text_in(value: Any) -> str | None:
    """Return a value as text; None for what says nothing, among which a date of zeros."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    if isinstance(value, Mapping | list | tuple):
        return json_text(value)
    text = text_of(value)
    return None if not text.strip() or text.startswith("0000-00-00") else text


def day_in(value: Any) -> str | None:
    """Return the day of a date, which some answers give as midnight somewhere.

    >>> day_in("2018-12-31T00:00:00-05:00"), day_in("0000-00-00")
    ('2018-12-31', None)
    """
    text = text_in(value)
    return text[:10] if text and text[10:11] in ("T", " ") else text


def number_in(value: Any) -> Number | str | None:
    """Return a number by its digits, so that no language reads its point as a thousand; else its text."""
    text = text_in(value)
    if text is None:
        return None
    try:
        return Number(text.strip()) if Decimal(text.strip()).is_finite() else text
    except InvalidOperation:
        return text


def amount_in(value: Any, currency: str | None) -> Number | None:
    """Return an amount from its minor units, None when there is none or it is no whole number of them.

    >>> amount_in("9999", "cad"), amount_in(9999, "JPY"), amount_in("99.99", "eur")
    ('99.99', '9999', None)
    """
    text = text_in(value)
    if text is None or not text.strip().lstrip("-").isdecimal():
        return None
    decimals = DECIMALS.get((currency or "").upper(), 2)
    return Number(f"{Decimal(text).scaleb(-decimals):f}")


def several_in(value: Any) -> list[str] | None:
    """Return the texts of a value with several: a list, one in a text, or a text with marks between them.

    >>> several_in("||webinar||beurs||"), several_in('["a"]'), several_in("a, b"), several_in("||||")
    (['webinar', 'beurs'], ['a'], ['a, b'], None)
    """
    if isinstance(value, list | tuple):
        parts: list[Any] = list(value)
    else:
        said = text_in(value) or ""
        parts = _listed(said) if said.startswith("[") else said.split(MARK)
    return [text for part in parts if (text := text_in(part))] or None


def one_in(value: Any) -> str | None:
    """Return the text of a single choice, with the marks around it gone; several choices as they stand.

    >>> one_in("||optie 1||"), one_in("||a||b||")
    ('optie 1', '||a||b||')
    """
    several = several_in(value) or []
    return several[0] if len(several) == 1 else text_in(value)


def is_yes(value: Any) -> bool:
    """Whether a switch of the API is on: 1, "1" or true."""
    return text_in(value) in ("1", "true")


def _listed(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return [text]
    return found if isinstance(found, list) else [text]
