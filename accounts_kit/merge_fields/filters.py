"""The filters that e-mail needs beside Liquid's own: what they mean, in Python.

`title_name`, `date` with a pattern of CLDR, `number`, `currency`, `join_words` and `raw`. Nothing stays
nothing, for `default` to fill; what a filter is not for passes through as it is, as with Liquid's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

from liquid import RenderContext, is_undefined
from liquid.exceptions import FilterArgumentError
from liquid.stringify import to_liquid_string
from markupsafe import Markup

from accounts_kit.errors import WrongValue
from accounts_kit.words.amounts import MOST_DECIMALS, amount_text, number_text
from accounts_kit.words.dates import date_from
from accounts_kit.words.day_patterns import day_text
from accounts_kit.words.locales import LANGUAGES
from accounts_kit.words.names import title_name
from accounts_kit.words.reading import Reading

# Where a rendering keeps its Reading; no template can say it.
READING = "\0reading"

# How a date reads when no pattern is given.
USUAL_DAY = "d-M-yyyy"

# What Liquid takes for the present moment. Here it is refused: what is mailed does not depend on the hour.
CLOCKS = ("now", "today")

_LAST_WORD = {"nl": "en", "en": "and"}
_CURRENCY = re.compile("[A-Z]{3}")


def reading_of(context: RenderContext) -> Reading:
    """Return how values read where this rendering goes."""
    reading = context.globals[READING]
    assert isinstance(reading, Reading)
    return reading


def title(value: object) -> object:
    """Return a name with its capitals: "jan van den berg" is Jan van den Berg."""
    if is_nothing(value):
        return None
    said = title_name(to_liquid_string(value, autoescape=False))
    return Markup(said) if isinstance(value, Markup) else said


def day_by_pattern(value: object, pattern: str, language: str) -> object:
    """Return a date or moment by a pattern of CLDR; anything else as it is."""
    if not isinstance(value, date):
        return value
    if language not in LANGUAGES:
        raise _wrong(
            f"there are no names of months in {language!r}; write {' or '.join(map(repr, LANGUAGES))}"
        )
    try:
        return day_text(value, pattern, language)
    except WrongValue as error:
        raise _wrong(str(error).rstrip(".")) from error


def number(value: object, reading: Reading, decimals: object = None) -> object:
    """Return a number with its thousands apart: 1.234,5."""
    found = _number(value)
    if found is None:
        return value
    places = getattr(value, "decimals", None) if decimals is None else _decimals(decimals)
    return number_text(found, reading.language, places)


def currency(value: object, reading: Reading, code: object = None, decimals: object = 2) -> object:
    """Return an amount with the sign of its currency: the named one, the field's, or the workspace's."""
    found = _number(value)
    if found is None:
        return value
    named = str(code or getattr(value, "currency", None) or reading.currency)
    if not is_currency(named):
        raise _wrong(f"{named!r} is no code of a currency; write 'EUR' or 'USD'")
    return amount_text(found, reading.language, named, _decimals(decimals))


def join_words(value: object, reading: Reading, last: object = None) -> object:
    """Return several values as a sentence says them: A, B en C. `last` is the word before the last one."""
    if not isinstance(value, list | tuple):
        return value
    word = _LAST_WORD[reading.language] if last is None else str(last)
    said = [to_liquid_string(one, autoescape=False) for one in value]
    return f"{', '.join(said[:-1])} {word} {said[-1]}" if len(said) > 1 else "".join(said)


def is_currency(code: str) -> bool:
    """Return whether this may be the code of a currency: three capitals."""
    return bool(_CURRENCY.fullmatch(code))


def last_word(language: str) -> str:
    """Return what stands before the last of several values in a language: en, and."""
    return _LAST_WORD[language]


def is_nothing(value: object) -> bool:
    """Return whether a value is missing, or no name at all."""
    return value is None or is_undefined(value)


Filter = Callable[..., Any]


def added(standard: dict[str, Filter]) -> dict[str, Filter]:
    """Return the filters by name, on top of Liquid's own; `date` is both."""
    return {
        "title_name": title,
        "date": _dated(standard["date"]),
        "number": _read(number),
        "currency": _read(currency),
        "join_words": _read(join_words),
        "raw": standard["safe"],
    }


def _read(write: Filter) -> Filter:
    """Return the filter as Liquid calls it: nothing stays nothing, and the rendering says how values read."""

    @wraps(write)
    def written(value: object, *given: object, context: RenderContext) -> object:
        return None if is_nothing(value) else write(value, reading_of(context), *given)

    written.with_context = True  # type: ignore[attr-defined]  # how Liquid is told to give the context
    return written


def _dated(by_strftime: Filter) -> Filter:
    """Return `date`: Liquid's own for a pattern with a percent sign, else CLDR's in a language."""

    @wraps(by_strftime)
    def written(
        value: object,
        pattern: object = USUAL_DAY,
        language: object = None,
        *,
        context: RenderContext,
        **named: Any,
    ) -> object:
        if is_nothing(value):
            return None
        if value in CLOCKS:
            raise _wrong(f"a template has no clock, so no {value!r}; write today without quotation marks")
        if is_strftime(str(pattern)):
            read = date_from(value) if isinstance(value, str) else value
            # Liquid would read "jan" as a day of this month: what is mailed does not depend on the hour.
            return value if read is None else by_strftime(read, pattern, **named)
        return day_by_pattern(value, str(pattern), str(language or reading_of(context).language))

    written.with_context = True  # type: ignore[attr-defined]  # how Liquid is told to give the context
    return written


def is_strftime(pattern: str) -> bool:
    """Return whether a pattern of a date is one of Liquid's own: %d-%m-%Y."""
    return "%" in pattern


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _decimals(given: object) -> int:
    if isinstance(given, int) and 0 <= given <= MOST_DECIMALS:
        return given
    raise _wrong(f"{given!r} is no number of decimals; write one from 0 to {MOST_DECIMALS}")


def _wrong(message: str) -> FilterArgumentError:
    return FilterArgumentError(message, token=None)
