"""How a value reads in text: the one table that messages, templates and CSV files for people go by.

Whole numbers without decimals, amounts with two, dates d-m-yyyy, moments in the workspace's zone, several
values joined with ", ", a missing value as nothing. The decimal mark is the language's. The template
compiler says the same in SQL; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from accounts_kit.words.numbers import marks_of

JOINER = ", "


@dataclass(frozen=True, slots=True)
class Reading:
    """A way of reading values out: the language gives the decimal mark, the zone gives the hour.

    The currency is the one of amounts that name none.
    """

    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    currency: str = "EUR"

    def text(self, value: object, decimals: int | None = None) -> str:
        """Return the text of a value of any kind; "" when it is missing.

        `decimals` fixes their number (amounts have two); without it trailing zeros are left out.

        >>> Reading().text(Decimal("150.000000")), Reading().text(Decimal("9.5"), decimals=2)
        ('150', '9,50')
        >>> Reading().text(date(2026, 3, 1)), Reading().text(["a", "b"]), Reading().text(None)
        ('1-3-2026', 'a, b', '')
        """
        match value:
            case None:
                return ""
            case str():
                return value
            case Decimal() | int():
                return self._number(Decimal(value), decimals)
            case datetime():
                local = value.astimezone(ZoneInfo(self.timezone))
                return f"{local.day}-{local.month}-{local.year:04} {local:%H:%M}"
            case date():
                return f"{value.day}-{value.month}-{value.year:04}"
            case Sequence():
                return JOINER.join(self.text(item) for item in value)
            case _:
                return str(value)

    def _number(self, number: Decimal, decimals: int | None) -> str:
        if decimals is not None:
            text = f"{number:.{decimals}f}"
        else:
            text = f"{number:f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", marks_of(self.language).decimal)
