"""Days as instants: where a day begins in a time zone, and what a comparison with a day asks of a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts_kit.errors import WrongValue
from accounts_kit.words.dates import as_moment, date_from, moment_from

# Comparisons of a moment that must all hold: (">=", instant).
Span = list[tuple[str, datetime]]


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day in the zone, in UTC, also where a clock change skips midnight."""
    try:
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    except OverflowError:  # in the first and last year that Python knows, the offset leads out of them
        return (datetime.min if day.year == 1 else datetime.max).replace(tzinfo=UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after a day in the zone, in UTC."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return start_of(day + timedelta(days=1), zone)


def clock(as_of: date | str | None, timezone: str) -> datetime:
    """Return the moment that rules call now: a day is its end, nothing is this very moment.

    Raises WrongValue for text that is neither a day nor a moment.
    """
    zone = ZoneInfo(timezone)
    if isinstance(as_of, str):
        read = date_from(as_of) or moment_from(as_of, timezone)
        if read is None:
            raise WrongValue(
                f"as_of={as_of!r} is neither a day nor a moment. Write one such as '2026-03-01'."
            )
        as_of = read
    match as_of:
        case None:
            return datetime.now(UTC)
        case datetime():
            return as_moment(as_of, timezone)
        case date():
            return end_of(as_of, zone) - timedelta(microseconds=1)
    raise WrongValue(f"as_of={as_of!r} is neither a day nor a moment. Write one such as '2026-03-01'.")


def bounds(asks: str, values: tuple[date, ...], zone: ZoneInfo) -> list[Span]:
    """Return what an operator asks of a moment, as spans of which one must hold; a day means all of it."""
    match asks:
        case "is_any_of":
            return [_within(one, one, zone) for one in values]
        case "between":
            return [_within(values[0], values[1], zone)]
        case ">":
            return [[_after(values[0], zone)]]
        case ">=":
            return [[_from(values[0], zone)]]
        case "<":
            return [[_before(values[0], zone)]]
        case _:
            return [[_until(values[0], zone)]]


def _within(low: date, high: date, zone: ZoneInfo) -> Span:
    if low == high and isinstance(low, datetime):
        return [("=", low)]
    return [_from(low, zone), _until(high, zone)]


def _from(low: date, zone: ZoneInfo) -> tuple[str, datetime]:
    return (">=", low if isinstance(low, datetime) else start_of(low, zone))


def _before(high: date, zone: ZoneInfo) -> tuple[str, datetime]:
    return ("<", high if isinstance(high, datetime) else start_of(high, zone))


def _until(high: date, zone: ZoneInfo) -> tuple[str, datetime]:
    return ("<=", high) if isinstance(high, datetime) else ("<", end_of(high, zone))


def _after(low: date, zone: ZoneInfo) -> tuple[str, datetime]:
    return (">", low) if isinstance(low, datetime) else (">=", end_of(low, zone))
