"""Another field as the value: contacts compared with their accounts, days with moments."""

import pytest

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.rules import account, contact, rule
from tests.spec.conftest import Ask

PEOPLE = """
id | contact.town:text | account.city | contact.seats:number | account.employees | contact.region:dropdown[N/B] | account.region:radio[n/b/x]
1  | Gent              | GENT         | 5                    | 5                 | N                            | n
2  | Gent              | Gent-Oost    | 6                    | 5                 | N                            | b
3  | Brugge            |              |                      | 5                 |                              | b
4  |                   | Brugge       | 4                    |                   | B                            |
5  | Gent              | (none)       | 1                    | (none)            | B                            | (none)
"""  # noqa: E501  # one line a row


def test_text_of_two_fields(ask: Ask) -> None:
    assert ask(PEOPLE, contact.town == account.city) == [1]
    assert ask(PEOPLE, account.city == contact.town) == [1]
    assert ask(PEOPLE, account.city.contains(contact.town)) == [1, 2]
    exact = rule({"field": "contact.town", "op": "is", "value_field": "account.city", "case": "exact"})
    assert ask(PEOPLE, exact) == []


def test_a_negative_keeps_who_misses_one_of_the_two(ask: Ask) -> None:
    assert ask(PEOPLE, contact.town != account.city) == [2, 3, 4, 5]
    assert ask(PEOPLE, contact.town.is_not(account.city, missing="drop")) == [2]


def test_numbers_of_two_fields(ask: Ask) -> None:
    assert ask(PEOPLE, contact.seats > account.employees) == [2]
    assert ask(PEOPLE, contact.seats <= account.employees) == [1]
    assert ask(PEOPLE, ~(contact.seats <= account.employees)) == [2, 3, 4, 5]


def test_options_of_two_fields_are_the_same_when_they_read_the_same(ask: Ask) -> None:
    assert ask(PEOPLE, contact.region == account.region) == [1]
    with pytest.raises(RuleError, match="goes by the order of one field's options"):
        ask(PEOPLE, contact.region > account.region)


def test_in_a_group_with_tests_on_the_account(ask: Ask) -> None:
    assert ask(PEOPLE, (contact.town == account.city) & (account.employees == 5)) == [1]
    assert ask(PEOPLE, (contact.town == account.city) | (account.employees == 5)) == [1, 2, 3]
    assert ask(PEOPLE, ~((contact.town == account.city) | (account.employees == 5))) == [4, 5]


VISITS = """
id | contact.planned:date | contact.came_at:datetime | contact.left_at:datetime
1  | 2026-03-29           | 2026-03-28T23:00:00Z     | 2026-03-28T23:00:00Z
2  | 2026-03-29           | 2026-03-29T22:00:00Z     | 2026-03-30T07:00:00Z
3  |                      | 2026-03-29T12:00:00Z     |
"""


def test_a_moment_is_compared_with_a_day_as_a_day(ask: Ask) -> None:
    assert ask(VISITS, contact.came_at == contact.planned) == [1]
    assert ask(VISITS, contact.planned.before(contact.came_at)) == [2]
    assert ask(VISITS, contact.came_at.after(contact.planned)) == [2]


def test_two_moments_are_compared_as_moments(ask: Ask) -> None:
    assert ask(VISITS, contact.left_at > contact.came_at) == [2]
    assert ask(VISITS, contact.left_at == contact.came_at) == [1]


LISTS = """
id | contact.wants:multiselect[a/b/c] | account.offers:checkbox[a/b/c]
1  | a, b                             | a, b
2  | a                                | a, c
3  | b                                | c
4  |                                  | a
5  | a                                |
"""


def test_lists_of_two_fields(ask: Ask) -> None:
    assert ask(LISTS, contact.wants.has_any_of(account.offers)) == [1, 2]
    assert ask(LISTS, contact.wants.has_all_of(account.offers)) == [1]
    assert ask(LISTS, contact.wants.is_exactly(account.offers)) == [1]
    assert ask(LISTS, contact.wants.has_none_of(account.offers)) == [3, 4, 5]


def test_fields_of_another_kind_are_refused(ask: Ask) -> None:
    with pytest.raises(WrongKind, match=r"holds numbers and 'contact.town' text: they cannot be compared"):
        ask(PEOPLE, contact.seats == contact.town)
    with pytest.raises(RuleError, match="tags cannot be compared with another field"):
        ask(LISTS, contact.tags.has_any_of(account.offers))
    with pytest.raises(RuleError, match="'matches' cannot take another field"):
        ask(PEOPLE, contact.town.matches(account.city))
