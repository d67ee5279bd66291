"""Values as a template meets them: numbers and dates that compare as what they are and read as the table
says.

Liquid writes a value with `str()`, so each of these says its reading there (`words.reading`). A missing value
is None, Liquid's nil; a text never is "None" or "nan".
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from numbers import Rational
from typing import Any
from zoneinfo import ZoneInfo

from accounts_kit.model import Field
from accounts_kit.words.reading import Reading

Compared = Decimal | float | Rational


class Number(Decimal):
    """A number that reads with the language's decimal mark, and equals the decimal that a template writes:
    0.1.
    """

    reading = ""
    decimals: int | None = None
    currency: str | None = None

    @classmethod
    def of(cls, number: Decimal, reading: str, field: Field) -> Number:
        """Return the number of a field with its reading, its currency and how many decimals it always has."""
        one = cls(number)
        one.reading, one.decimals, one.currency = reading, field.decimals, field.currency
        return one

    def __str__(self) -> str:
        return self.reading

    def __hash__(self) -> int:
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(_as_written(other))

    def __lt__(self, other: Compared) -> bool:
        return super().__lt__(_as_written(other))

    def __le__(self, other: Compared) -> bool:
        return super().__le__(_as_written(other))

    def __gt__(self, other: Compared) -> bool:
        return super().__gt__(_as_written(other))

    def __ge__(self, other: Compared) -> bool:
        return super().__ge__(_as_written(other))


class Day(date):
    """A date that reads d-m-yyyy; Liquid's `date` filter takes it as a date."""

    reading = ""

    @classmethod
    def of(cls, day: date, reading: str) -> Day:
        """Return the date with its reading."""
        one = cls(day.year, day.month, day.day)
        one.reading = reading
        return one

    def __str__(self) -> str:
        return self.reading


class Moment(datetime):
    """A moment in the workspace's zone that reads d-m-yyyy hh:mm; Liquid's `date` filter takes it as one."""

    reading = ""

    @classmethod
    def of(cls, moment: datetime, reading: str) -> Moment:
        """Return the moment with its reading."""
        one = cls.combine(moment.date(), moment.timetz())
        one.reading = reading
        return one

    def __str__(self) -> str:
        return self.reading


class Several(tuple[str, ...]):
    """Several values that read joined; loops and `contains` see each of them."""

    __slots__ = ()

    def __str__(self) -> str:
        return Reading().text(list(self))


def is_missing(stored: object) -> bool:
    """Return whether this stored value is nothing: NULL, and no text or list that is empty."""
    return stored is None or stored in ("", [])


def value_for(field: Field, stored: object, reading: Reading) -> object:
    """Return what Liquid gets for a stored value; None when it is missing."""
    if is_missing(stored):
        return None
    match stored:
        case Decimal():
            return Number.of(stored, reading.text(stored, field.decimals), field)
        case datetime():
            return Moment.of(stored.astimezone(ZoneInfo(reading.timezone)), reading.text(stored))
        case date():
            return Day.of(stored, reading.text(stored))
        case list():
            return Several(stored)
        case _:
            return stored


def _as_written(number: object) -> Any:
    """Return a float of a template as the decimal that stands there; anything else as it is."""
    return Decimal(repr(number)) if isinstance(number, float) else number
