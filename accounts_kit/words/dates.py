"""Dates and moments as people and files write them, read by a stated order of day, month and year.

A column's order is decided from the whole column (`imports.typing`); a single value never guesses.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# The orders that a column may have, with their strptime formats; DuckDB and Python read the same ones.
DATE_FORMATS: dict[str, tuple[str, ...]] = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
    "dmy": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y"),
}
TIME_FORMATS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f")


def date_from(text: str, order: str = "ymd") -> date | None:
    """Return the date that the text says in that order of day, month and year, or None.

    >>> date_from("2026-03-01"), date_from("1-3-2026", "dmy"), date_from("1-3-2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), None)
    """
    for form in DATE_FORMATS[order]:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def moment_from(text: str, timezone: str) -> datetime | None:
    """Return the moment of an ISO 8601 text in UTC, or None; without an offset it is in that time zone.

    >>> moment_from("2026-07-01T12:00", "Europe/Amsterdam").isoformat()
    '2026-07-01T10:00:00+00:00'
    """
    try:
        return as_moment(datetime.fromisoformat(text.strip()), timezone)
    except ValueError:
        return None


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
