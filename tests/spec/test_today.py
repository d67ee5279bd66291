"""What counts from today: `as_of` says which day that is."""

from datetime import date

import pytest

from accounts_kit.rules import contact
from accounts_kit.rules.sugar import FieldRef
from tests.spec.conftest import Ask

BIRTHDAYS = """
id | contact.seen:date
1  | 2025-08-31
2  | 2025-09-01
3  | 2026-02-28
4  | 2026-03-01
5  | 2026-03-31
6  | 2026-04-01
7  |
"""
FIRST_OF_MARCH = "2026-03-01"


def test_in_the_last_goes_from_the_same_day_then_up_to_today(ask: Ask) -> None:
    assert ask(BIRTHDAYS, contact.seen.in_the_last(6, "months"), as_of=FIRST_OF_MARCH) == [2, 3, 4]
    assert ask(BIRTHDAYS, contact.seen.in_the_last(1, "days"), as_of=FIRST_OF_MARCH) == [3, 4]
    assert ask(BIRTHDAYS, contact.seen.in_the_last(0, "days"), as_of=FIRST_OF_MARCH) == [4]


def test_longer_ago_than_is_strictly_before_that(ask: Ask) -> None:
    assert ask(BIRTHDAYS, contact.seen.longer_ago_than(6, "months"), as_of=FIRST_OF_MARCH) == [1]


def test_ahead_mirrors_ago(ask: Ask) -> None:
    assert ask(BIRTHDAYS, contact.seen.in_the_next(30, "days"), as_of=FIRST_OF_MARCH) == [4, 5]
    assert ask(BIRTHDAYS, contact.seen.further_ahead_than(30, "days"), as_of=FIRST_OF_MARCH) == [6]


def test_negatives_keep_the_missing(ask: Ask) -> None:
    assert ask(BIRTHDAYS, contact.seen.not_in_the_last(6, "months"), as_of=FIRST_OF_MARCH) == [1, 5, 6, 7]
    assert ask(BIRTHDAYS, contact.seen.not_in_the_next(30, "days"), as_of=FIRST_OF_MARCH) == [1, 2, 3, 6, 7]
    drop = contact.seen.not_in_the_last(6, "months", missing="drop")
    assert ask(BIRTHDAYS, drop, as_of=FIRST_OF_MARCH) == [1, 5, 6]


def test_months_end_on_their_last_day(ask: Ask) -> None:
    assert ask(BIRTHDAYS, contact.seen.in_the_last(1, "months"), as_of="2026-03-31") == [3, 4, 5]
    assert ask(BIRTHDAYS, contact.seen.in_the_last(7, "months"), as_of="2026-03-31") == [1, 2, 3, 4, 5]
    assert ask(BIRTHDAYS, contact.seen.in_the_next(2, "months"), as_of="2026-01-31") == [3, 4, 5]
    assert ask(BIRTHDAYS, contact.seen.in_the_next(1, "years"), as_of="2024-02-29") == []
    assert ask(BIRTHDAYS, contact.seen.in_the_next(2, "years"), as_of="2024-02-29") == [1, 2, 3]


@pytest.mark.parametrize(
    ("period", "ids"),
    [
        ("this day", [4]),
        ("last day", [3]),
        ("next day", []),
        ("this week", [3, 4]),  # the first of March 2026 is a Sunday
        ("next week", []),
        ("this month", [4, 5]),
        ("last month", [3]),
        ("next month", [6]),
        ("this quarter", [3, 4, 5]),
        ("next quarter", [6]),
        ("last quarter", []),
        ("this year", [3, 4, 5, 6]),
        ("last year", [1, 2]),
        ("next year", []),
    ],
)
def test_periods(ask: Ask, period: str, ids: list[int]) -> None:
    assert ask(BIRTHDAYS, contact.seen.in_period(period), as_of=FIRST_OF_MARCH) == ids
    others = [number for number in range(1, 8) if number not in ids]
    assert ask(BIRTHDAYS, contact.seen.not_in_period(period), as_of=FIRST_OF_MARCH) == others


BORN = """
id | contact.born:date | contact.joined_at:datetime
1  | 1980-02-27        | 2019-12-31T23:30:00Z
2  | 1984-02-28        | 2019-12-31T22:30:00Z
3  | 1984-02-29        | 2020-06-15T12:00:00Z
4  | 1990-03-01        |
5  | 1970-12-31        |
6  |                   |
"""


def test_an_anniversary_is_a_day_of_any_year(ask: Ask) -> None:
    assert ask(BORN, contact.born.anniversary_in("this month"), as_of="2026-02-10") == [1, 2, 3]
    assert ask(BORN, contact.born.anniversary_in("next day"), as_of="2026-02-28") == [4]
    assert ask(BORN, contact.born.anniversary_in("this year"), as_of="2026-02-28") == [1, 2, 3, 4, 5]


def test_the_29th_of_february_has_it_on_the_28th_in_other_years(ask: Ask) -> None:
    assert ask(BORN, contact.born.anniversary_in("this day"), as_of="2026-02-28") == [2, 3]
    assert ask(BORN, contact.born.anniversary_in("this day"), as_of="2028-02-28") == [2]
    assert ask(BORN, contact.born.anniversary_in("this day"), as_of="2028-02-29") == [3]


def test_the_next_days_go_over_the_turn_of_the_year(ask: Ask) -> None:
    assert ask(BORN, contact.born.anniversary_in("next 58 days"), as_of="2026-12-31") == [1, 5]
    assert ask(BORN, contact.born.anniversary_in("next 59 days"), as_of="2026-12-31") == [1, 2, 3, 5]
    assert ask(BORN, contact.born.anniversary_in("next 400 days"), as_of="2026-12-31") == [1, 2, 3, 4, 5]


def test_a_moment_has_its_anniversary_on_the_day_that_it_was_in_the_zone(ask: Ask) -> None:
    assert ask(BORN, contact.joined_at.anniversary_in("this day"), as_of="2026-01-01") == [1]
    assert ask(BORN, contact.joined_at.anniversary_in("this day"), as_of="2026-12-31") == [2]


MAILS = """
id | contact.mailed_at:datetime
1  | 2026-03-01T09:59:00Z
2  | 2026-03-01T10:00:00Z
3  | 2026-03-01T12:00:00Z
4  | 2026-03-01T12:01:00Z
5  | 2026-02-28T22:59:00Z
6  |
"""
ONE_O_CLOCK = "2026-03-01T13:00+01:00"


def test_hours_and_minutes_count_from_the_moment(ask: Ask) -> None:
    assert ask(MAILS, contact.mailed_at.in_the_last(2, "hours"), as_of=ONE_O_CLOCK) == [2, 3]
    assert ask(MAILS, contact.mailed_at.longer_ago_than(120, "minutes"), as_of=ONE_O_CLOCK) == [1, 5]
    assert ask(MAILS, contact.mailed_at.in_the_next(1, "minutes"), as_of=ONE_O_CLOCK) == [3, 4]


def test_days_of_moments_are_whole_days(ask: Ask) -> None:
    """Also later today: the moment of `as_of` is no end."""
    assert ask(MAILS, contact.mailed_at.in_the_last(0, "days"), as_of=ONE_O_CLOCK) == [1, 2, 3, 4]
    assert ask(MAILS, contact.mailed_at.in_the_last(1, "days"), as_of=ONE_O_CLOCK) == [1, 2, 3, 4, 5]


def test_as_of_a_day_is_its_end(ask: Ask) -> None:
    assert ask(MAILS, contact.mailed_at.in_the_last(12, "hours"), as_of=date(2026, 3, 1)) == [3, 4]


def test_as_of_says_nothing_to_a_rule_that_does_not_count_from_today(ask: Ask) -> None:
    assert ask(MAILS, contact.mailed_at < "2026-03-01", as_of="2000-01-01") == [5]


ENDS = """
id | contact.seen:date | contact.seen_at:datetime
1  | 0001-01-01        | 0001-01-01T12:00:00Z
2  | 2026-03-01        | 2026-03-01T12:00:00Z
3  | 9999-12-31        | 9999-12-31T12:00:00Z
4  |                   |
"""
LAST_DAY, FIRST_DAY = "9999-12-31", "0001-01-01"


@pytest.mark.parametrize("timezone", ["Europe/Amsterdam", "America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("field", [contact.seen, contact.seen_at])
def test_the_last_and_the_first_day_of_the_calendar_end_what_is_counted(
    ask: Ask, field: FieldRef, timezone: str
) -> None:
    for unit in ("days", "months", "years"):
        assert ask(ENDS, field.in_the_next(1, unit), as_of=LAST_DAY, timezone=timezone) == [3]
        assert ask(ENDS, field.in_the_last(1, unit), as_of=FIRST_DAY, timezone=timezone) == [1]
        assert ask(ENDS, field.further_ahead_than(1, unit), as_of=LAST_DAY, timezone=timezone) == []
        assert ask(ENDS, field.longer_ago_than(1, unit), as_of=FIRST_DAY, timezone=timezone) == []


@pytest.mark.parametrize("length", ["day", "week", "month", "quarter", "year"])
def test_a_period_ends_with_the_calendar_and_there_is_none_before_or_after_it(ask: Ask, length: str) -> None:
    for day, one, beyond in ((LAST_DAY, 3, "next"), (FIRST_DAY, 1, "last")):
        assert ask(ENDS, contact.seen.in_period(f"this {length}"), as_of=day) == [one]
        assert ask(ENDS, contact.seen_at.in_period(f"this {length}"), as_of=day) == [one]
        assert ask(ENDS, contact.seen.in_period(f"{beyond} {length}"), as_of=day) == []
        assert ask(ENDS, contact.seen_at.in_period(f"{beyond} {length}"), as_of=day) == []
        assert ask(ENDS, contact.seen.anniversary_in(f"{beyond} {length}"), as_of=day) == []
