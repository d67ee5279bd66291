"""What counts from today, as days: "in the last 6 months", "this quarter", "next 30 days".

Days, weeks, months and years count in whole days, up to and including today; minutes and hours from the
moment. Months and years clamp to the last day of the month. Weeks start on Monday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.model import Field
from accounts_kit.rules.days import Clock
from accounts_kit.rules.questions import Asks
from accounts_kit.words.nearest import suggestion

SPANS = ("in_the_last", "in_the_next", "longer_ago_than", "further_ahead_than")
PERIODS = ("in_period", "anniversary_in")
COUNTING = (*SPANS, *PERIODS)

OF_THE_MOMENT = ("minutes", "hours")
UNITS = (*OF_THE_MOMENT, "days", "weeks", "months", "years")
PERIOD_LENGTHS = ("day", "week", "month", "quarter", "year")
PERIOD_NAMES = tuple(f"{which} {length}" for which in ("this", "last", "next") for length in PERIOD_LENGTHS)

# A period that lies before the first day of the calendar or after its last; Monday 1 January of year 1 begins
# every length of it, so that none is cut in two there.
_NO_DAY = (date.max, date.min)

_NEXT_DAYS = re.compile(r"next ([0-9]+) days")


def by_the_clock(field: Field, operator: str, given: object, clock: Clock) -> tuple[Asks, tuple[date, ...]]:
    """Return what an operator that counts from today asks, in days or moments.

    Raises RuleError for a span or period that is none, WrongKind for hours on a field of days.
    """
    if operator in PERIODS:
        asks: Asks = "between" if operator == "in_period" else "anniversary_in"
        return asks, _period(field, operator, given, clock.today)
    number, unit = _span(field, operator, given)
    past = operator in ("in_the_last", "longer_ago_than")
    today = clock.now if unit in OF_THE_MOMENT else clock.today
    far = _moved(today, -number if past else number, unit)
    match operator:
        case "longer_ago_than":
            return "<", (far,)
        case "further_ahead_than":
            return ">", (far,)
    return "between", (far, today) if past else (today, far)


def _span(field: Field, operator: str, given: object) -> tuple[int, str]:
    match given:
        case (int() as number, str() as unit) if number >= 0:
            if unit not in UNITS:
                raise RuleError(f"{field.name!r}: no unit {unit!r}. {suggestion(unit, UNITS)}".rstrip())
            if unit in OF_THE_MOMENT and field.kind_name == "date":
                raise WrongKind(
                    f"{field.name!r} holds days, and {unit!r} is for moments. Use days or longer."
                )
            return number, unit
    raise RuleError(f'{field.name!r}: {operator!r} takes a whole number and a unit, such as [6, "months"].')


def _moved(start: date, number: int, unit: str) -> date:
    """Return the day or moment so many units away; the first or last there is, when that is past it."""
    if (away := _away(start, number, unit)) is not None:
        return away
    if isinstance(start, datetime):
        return (datetime.max if number > 0 else datetime.min).replace(tzinfo=start.tzinfo)
    return date.max if number > 0 else date.min


def _away(start: date, number: int, unit: str) -> date | None:
    """Return the day or moment so many units away; None when the calendar of Python does not have it."""
    try:
        match unit:
            case "months":
                return _months_away(start, number)
            case "years":
                return _months_away(start, 12 * number)
        return start + timedelta(**{unit: number})
    except (OverflowError, ValueError):
        return None


def _months_away(start: date, number: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))


def _period(field: Field, operator: str, given: object, today: date) -> tuple[date, date]:
    ahead = _NEXT_DAYS.fullmatch(given) if isinstance(given, str) and operator == "anniversary_in" else None
    if ahead:
        return today, _moved(today, int(ahead[1]), "days")
    if given not in PERIOD_NAMES:
        hint = suggestion(str(given), PERIOD_NAMES) or f"There is: {', '.join(PERIOD_NAMES)}."
        raise RuleError(f"{field.name!r}: no period {given!r}. {hint}")
    which, length = str(given).split()
    step = {"last": -1, "this": 0, "next": 1}[which]
    first = _first_of(length, today)
    unit, number = ("months", 3) if length == "quarter" else (f"{length}s", 1)
    begin, after = _away(first, step * number, unit), _away(first, (step + 1) * number, unit)
    if begin is None:
        return _NO_DAY
    return begin, date.max if after is None else after - timedelta(days=1)


def _first_of(length: str, today: date) -> date:
    match length:
        case "week":
            return today - timedelta(days=today.weekday())
        case "month":
            return today.replace(day=1)
        case "quarter":
            return today.replace(month=today.month - (today.month - 1) % 3, day=1)
        case "year":
            return today.replace(month=1, day=1)
    return today


def anniversary(day: date, year: int) -> date:
    """Return the day's anniversary in a year; 29 February has its own on the 28th where there is none."""
    leapless = day.month == 2 and day.day == 29 and monthrange(year, 2)[1] == 28
    return date(year, day.month, 28 if leapless else day.day)


def month_days(low: date, high: date) -> list[tuple[int, int]]:
    """Return the anniversaries within two days as spans of `month * 100 + day`, both ends included.

    >>> month_days(date(2026, 12, 20), date(2027, 2, 28))
    [(1220, 1231), (101, 229)]
    """
    if low > high:
        return []
    if high.year > low.year + 1 or (high.year > low.year and _number(high) >= _number(low)):
        return [(101, 1231)]
    if high.year > low.year:
        return [(_number(low), 1231), (101, _last_number(high))]
    return [(_number(low), _last_number(high))]


def _number(day: date) -> int:
    return day.month * 100 + day.day


def _last_number(day: date) -> int:
    """Return the number of a day as an end: 28 February takes the 29th with it, in a year without one."""
    return 229 if _number(day) == 228 and monthrange(day.year, 2)[1] == 28 else _number(day)
