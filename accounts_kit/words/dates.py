"""Dates and moments as people and files write them, read by a stated order of day, month and year.

A column's order is decided from the whole column (`imports.typing`); a single value never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# The orders that a column may have, with their strptime formats; DuckDB and Python read the same ones.
DATE_FORMATS: dict[str, tuple[str, ...]] = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
    "dmy": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y"),
}
TIME_FORMATS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f")
_LIKE_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{6,8}")
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_DAY_OR_MONTH = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d")


def date_from(text: str, order: str = "ymd") -> date | None:
    """Return the date that the text says in that order of day, month and year, or None.

    >>> date_from("2026-03-01"), date_from("1-3-2026", "dmy"), date_from("1-3-2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), None)
    """
    bare = text.strip()
    if not _LIKE_A_DATE.fullmatch(bare):
        return None  # many times faster than three formats that refuse it
    for form in DATE_FORMATS[order]:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return None


def moment_from(text: str, timezone: str, order: str = "ymd") -> datetime | None:
    """Return the moment of an ISO 8601 text in UTC, or None; without an offset it is in that time zone.

    With another order, a date in that order is read too, alone or with a time after it.

    >>> moment_from("2026-07-01T12:00", "Europe/Amsterdam").isoformat()
    '2026-07-01T10:00:00+00:00'
    >>> moment_from("1-7-2026 12:00", "Europe/Amsterdam", "dmy").isoformat()
    '2026-07-01T10:00:00+00:00'
    """
    try:
        return as_moment(datetime.fromisoformat(text.strip()), timezone)
    except ValueError:
        pass
    local = None if order == "ymd" else _day_and_time(text.strip(), order)
    try:
        return None if local is None else as_moment(local, timezone)
    except ValueError:
        return None


def _day_and_time(text: str, order: str) -> datetime | None:
    day, _, hour = text.partition(" ")
    read = date_from(day, order)
    if read is None:
        return None
    for form in TIME_FORMATS if hour.strip() else ():
        try:
            return datetime.combine(read, datetime.strptime(hour.strip(), form).time())
        except ValueError:
            continue
    return None if hour.strip() else datetime.combine(read, time())


def day_of_serial(text: str) -> date | None:
    """Return the day that a spreadsheet counts as this number, or None for what is none of five digits.

    Excel counts from 1900 on; of five digits, and so from 1927 to 2173, such a number is a likely date.

    >>> day_of_serial("44197"), day_of_serial("44197.5"), day_of_serial("2021")
    (datetime.date(2021, 1, 1), datetime.date(2021, 1, 1), None)
    """
    found = _SERIAL.fullmatch(text.strip())
    return date(1899, 12, 30) + timedelta(days=int(found[1])) if found else None


def usual_order(texts: Iterable[str], language: str) -> str:
    """Return the order of day and month that a column of texts is read in: one for the whole column.

    A number past twelve tells which of the two the day is; where none does, or as many tell the one as the
    other, it is the order of the language: month first in English, day first in Dutch.

    >>> usual_order(["1-2-2026", "31-12-2026"], "en"), usual_order(["1-2-2026"], "nl")
    ('dmy', 'dmy')
    """
    starts = [found for text in texts if (found := _DAY_OR_MONTH.match(text))]
    days_first = sum(int(found[1]) > 12 for found in starts)
    days_second = sum(int(found[2]) > 12 for found in starts)
    if days_first == days_second:
        return "mdy" if language == "en" else "dmy"
    return "dmy" if days_first > days_second else "mdy"


def as_moment(moment: datetime, timezone: str) -> datetime:
    """Return the moment in UTC; one without an offset is a local time of that zone.

    Raises ValueError for a moment whose year, there or in UTC, is not one of 1 to 9999.
    """
    zone = ZoneInfo(timezone)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        return aware.astimezone(zone).astimezone(UTC)
    except (OverflowError, ValueError):
        raise ValueError(f"{moment} lies outside the years 1 to 9999") from None
