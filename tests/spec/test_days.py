"""Days and moments: a day compared with a moment is the whole day in the workspace's time zone."""

from datetime import UTC, date, datetime

import pytest

from accounts_kit.rules import account, contact
from tests.spec.conftest import Ask

RENEWALS = """
id | account.renewal:date
1  | 2026-02-28
2  | 2026-03-01
3  | 2026-03-02
4  |
"""


def test_days_compare_as_days(ask: Ask) -> None:
    assert ask(RENEWALS, account.renewal == date(2026, 3, 1)) == [2]
    assert ask(RENEWALS, account.renewal == "2026-03-01") == [2]
    assert ask(RENEWALS, account.renewal > "2026-03-01") == [3]
    assert ask(RENEWALS, account.renewal.between("2026-02-28", "2026-03-01")) == [1, 2]
    assert ask(RENEWALS, account.renewal.is_any_of("2026-02-28", "2026-03-02")) == [1, 3]
    assert ask(RENEWALS, account.renewal.is_blank()) == [4]


def test_days_have_words_of_their_own(ask: Ask) -> None:
    assert ask(RENEWALS, account.renewal.on("2026-03-01")) == [2]
    assert ask(RENEWALS, account.renewal.not_on("2026-03-01")) == [1, 3, 4]
    assert ask(RENEWALS, account.renewal.before("2026-03-01")) == [1]
    assert ask(RENEWALS, account.renewal.after("2026-03-01")) == [3]
    assert ask(RENEWALS, account.renewal.on_or_before("2026-03-01")) == [1, 2]
    assert ask(RENEWALS, account.renewal.on_or_after("2026-03-01")) == [2, 3]


def test_a_field_of_days_takes_a_moment_for_its_day_in_the_zone(ask: Ask) -> None:
    late = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    assert ask(RENEWALS, account.renewal == late) == [2]


# Amsterdam is an hour ahead of UTC in winter, two in summer; clocks go forward on 29 March 2026.
VISITS = """
id | contact.visited_at:datetime
1  | 2026-03-28T22:59:59Z
2  | 2026-03-28T23:00:00Z
3  | 2026-03-29T12:00:00Z
4  | 2026-03-29T21:59:59Z
5  | 2026-03-29T22:00:00Z
6  |
"""


def test_a_day_is_the_whole_day_where_the_workspace_is(ask: Ask) -> None:
    assert ask(VISITS, contact.visited_at == "2026-03-29") == [2, 3, 4]
    assert ask(VISITS, contact.visited_at != "2026-03-29") == [1, 5, 6]
    assert ask(VISITS, contact.visited_at < "2026-03-29") == [1]
    assert ask(VISITS, contact.visited_at <= "2026-03-29") == [1, 2, 3, 4]
    assert ask(VISITS, contact.visited_at > "2026-03-29") == [5]
    assert ask(VISITS, contact.visited_at >= "2026-03-29") == [2, 3, 4, 5]
    assert ask(VISITS, contact.visited_at.between("2026-03-28", "2026-03-28")) == [1]
    assert ask(VISITS, contact.visited_at.is_any_of("2026-03-28", "2026-03-30")) == [1, 5]


def test_the_same_moments_are_other_days_elsewhere(ask: Ask) -> None:
    assert ask(VISITS, contact.visited_at == "2026-03-29", timezone="UTC") == [3, 4, 5]
    assert ask(VISITS, contact.visited_at == "2026-03-29", timezone="Pacific/Auckland") == [1, 2]


def test_midnight_that_a_clock_change_skips(ask: Ask) -> None:
    """In Beirut the 29th of March 2026 began at one o'clock, 22:00 UTC on the 28th."""
    assert ask(VISITS, contact.visited_at == "2026-03-29", timezone="Asia/Beirut") == [1, 2, 3]


def test_a_moment_is_a_moment(ask: Ask) -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert ask(VISITS, contact.visited_at == noon) == [3]
    assert ask(VISITS, contact.visited_at > noon) == [4, 5]
    assert ask(VISITS, contact.visited_at.between(noon, "2026-03-29")) == [3, 4]


def test_a_moment_without_a_zone_is_one_of_the_workspace(ask: Ask) -> None:
    assert ask(VISITS, contact.visited_at == "2026-03-29T14:00") == [3]


FIRST_AND_LAST = """
id | contact.since:date
1  | 0001-01-01
2  | 9999-12-31
"""


@pytest.mark.parametrize(("day", "ids"), [("0001-01-01", [1]), ("9999-12-31", [2])])
def test_the_first_and_the_last_day_there_are(ask: Ask, day: str, ids: list[int]) -> None:
    assert ask(FIRST_AND_LAST, contact.since == day) == ids
    assert ask(VISITS, contact.visited_at.between("0001-01-01", "9999-12-31")) == [1, 2, 3, 4, 5]
    assert ask(VISITS, contact.visited_at > "9999-12-31") == []
