"""Days as instants: where a day begins in a time zone, and what a comparison with a day asks of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts_kit.errors import WrongValue
from accounts_kit.words.dates import as_moment, date_from, moment_from

AsOf = date | str | None

# Comparisons of a moment that must all hold: (">=", instant).
Span = list[tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class Clock:
    """What rules call now, in a time zone; the only clock they know."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day that it is in the zone."""
        try:
            return self.now.astimezone(self.zone).date()
        except OverflowError:  # on the first and last day that Python knows, as in start_of
            return self.now.date()

    def at_the_end_of_today(self) -> Clock:
        """Return the last moment of this day: one clock for all that count in days."""
        return Clock(_last_moment(self.today, self.zone), self.zone)


def clock_at(as_of: AsOf, timezone: str) -> Clock:
    """Return the clock of a moment or of the end of a day; this very moment when nothing is said.

    Raises WrongValue for text that is neither.
    """
    zone = ZoneInfo(timezone)
    read = date_from(as_of) or moment_from(as_of, timezone) if isinstance(as_of, str) else as_of
    match read:
        case datetime():
            return Clock(_moment(read, timezone), zone)
        case date():
            return Clock(_last_moment(read, zone), zone)
        case None if as_of is None:
            return Clock(datetime.now(UTC), zone)
    raise WrongValue(f"as_of={as_of!r} is neither a day nor a moment. Write one such as '2026-03-01'.")


def _moment(given: datetime, timezone: str) -> datetime:
    try:
        return as_moment(given, timezone)
    except ValueError as error:
        raise WrongValue(f"as_of={str(given)!r} is no moment of the calendar: {error}.") from None


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


def _last_moment(day: date, zone: ZoneInfo) -> datetime:
    return end_of(day, zone) - timedelta(microseconds=1)


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
