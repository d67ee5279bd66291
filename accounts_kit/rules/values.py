"""The values of a rule's tests, brought to the kind of their field: what both engines compare with.

Text is NFC and not trimmed; an option gets its spelling; text that stands for a date or number is read by one
fixed reading (ISO dates, decimal point), since a rule is not a file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any as Anything, NoReturn
from zoneinfo import ZoneInfo

from accounts_kit.errors import RuleError, UnknownOption, WrongKind
from accounts_kit.model import Field
from accounts_kit.model.operators import HOLDS
from accounts_kit.rules.questions import Known
from accounts_kit.words.dates import date_from, moment_from
from accounts_kit.words.numbers import MARKS, number_from
from accounts_kit.words.text import fold

# Beyond these DuckDB would compare as floating point, and no field holds such numbers.
WHOLE_DIGITS, DECIMALS = 18, 20

EXAMPLES = {
    "text": 'text such as "Gent"', "number": "a number such as 50", "moment": 'a date such as "2026-03-01"',
    "option": "one of its options", "several": "one of its options", "user": "a user's name or e-mail",
}  # fmt: skip


def value_for(field: Field, given: object, timezone: str, *, exact: bool = False) -> Known:
    """Return the value that a field is compared with; raises WrongKind or UnknownOption."""
    match field.kind.family:
        case "number":
            return _number(field, given)
        case "moment":
            return _moment(field, given, timezone)
        case _:
            text = text_value(field, given)
            return _option(field, text, exact) if field.options else text


def text_value(field: Field, given: object) -> str:
    """Return the text that was given, in NFC; raises WrongKind for anything else."""
    if not isinstance(given, str) or any("\ud800" <= letter <= "\udfff" for letter in given):
        _refuse(field, given)  # half a letter is no text either, and no SQL can hold it
    return unicodedata.normalize("NFC", given)


def options_between(field: Field, asks: str, bounds: tuple[Known, ...]) -> tuple[Known, ...]:
    """Return the options that lie on that side of one option, or between two; both ends included as asked."""
    order = {option: place for place, option in enumerate(field.options)}
    low, high = (order[str(bounds[0])], order[str(bounds[-1])])
    match asks:
        case ">":
            kept = range(low + 1, len(order))
        case ">=":
            kept = range(low, len(order))
        case "<":
            kept = range(high)
        case "<=":
            kept = range(high + 1)
        case _:
            kept = range(low, high + 1)
    return tuple(field.options[place] for place in kept)


def refuse_swapped(field: Field, bounds: tuple[Known, ...], given: Sequence[object], *, exact: bool) -> None:
    """Raise RuleError for two bounds of which the second lies before the first: nothing is between them."""
    low, high = (_place(field, one, exact) for one in bounds)
    if low > high:
        raise RuleError(
            f"{field.name!r}: between takes the lower value first, and {given[0]!r} lies after {given[1]!r}. "
            f"Write [{given[1]!r}, {given[0]!r}]."
        )


def _place(field: Field, bound: Known, exact: bool) -> Anything:
    """Return what says where a bound lies: a day and a moment by their dates, an option by its order."""
    if isinstance(bound, str):
        return field.options.index(bound) if field.options else bound if exact else fold(bound)
    return (bound.year, bound.month, bound.day) if isinstance(bound, date) else bound


def _number(field: Field, given: object) -> Decimal:
    number = number_from(given, MARKS["en"]) if isinstance(given, str) else None
    if isinstance(given, (int, float)):
        number = Decimal(repr(given))
    if number is None:
        _refuse(field, given)
    if abs(number) >= Decimal(10) ** WHOLE_DIGITS or -int(number.as_tuple().exponent) > DECIMALS:
        raise WrongKind(f"{field.name!r} cannot hold {given!r}: it has too many digits.")
    return number


def _moment(field: Field, given: object, timezone: str) -> date:
    """Return a date, or a moment when an hour was given; for a field of dates always a date."""
    if not isinstance(given, str):
        _refuse(field, given)
    if (day := date_from(given)) is not None:
        return day
    moment = moment_from(given, timezone)
    if moment is None:
        _refuse(field, given)
    return moment.astimezone(ZoneInfo(timezone)).date() if field.kind_name == "date" else moment


def _option(field: Field, text: str, exact: bool) -> str:
    option = text if text in field.options else None if exact else field.option_for(text)
    if option is None:
        hint = field.option_suggestion(text)
        raise UnknownOption(f"{text!r} is not an option of {field.name!r}. {hint}".rstrip())
    return option


def _refuse(field: Field, given: object) -> NoReturn:
    family = field.kind.family
    raise WrongKind(f"{field.name!r} holds {HOLDS[family]}, and {given!r} is not {EXAMPLES[family]}.")
