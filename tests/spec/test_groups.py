"""Groups: all, any, not and everyone, over fields of the contact and of its account."""

import pytest

from accounts_kit.errors import RuleError
from accounts_kit.rules import All, Any, account, contact, everyone, rule
from tests.spec.conftest import Ask

PEOPLE = """
id | contact.job_title | contact.tags | account.industry | account.employees
1  | Directeur         | beurs        | Software         | 50
2  | Inkoper           |              | Software         | 5
3  | Directeur         |              | Bouw             |
4  |                   | beurs        | (none)           | (none)
5  | Directeur         |              | (none)           | (none)
"""
DIRECTOR = contact.job_title == "directeur"
SOFTWARE = account.industry == "Software"
LARGE = account.employees >= 50
FAIR = contact.tags.has_any_of("beurs")


def test_and_or_not(ask: Ask) -> None:
    assert ask(PEOPLE, SOFTWARE & LARGE) == [1]
    assert ask(PEOPLE, SOFTWARE | FAIR) == [1, 2, 4]
    assert ask(PEOPLE, ~SOFTWARE) == [3, 4, 5]
    assert ask(PEOPLE, DIRECTOR & ~SOFTWARE) == [3, 5]


def test_groups_in_groups(ask: Ask) -> None:
    assert ask(PEOPLE, (SOFTWARE & LARGE) | (DIRECTOR & ~FAIR)) == [1, 3, 5]
    assert ask(PEOPLE, ~((SOFTWARE | FAIR) & DIRECTOR)) == [2, 3, 4, 5]
    assert ask(PEOPLE, DIRECTOR & (SOFTWARE | ~LARGE) & ~FAIR) == [3, 5]


def test_everyone(ask: Ask) -> None:
    assert ask(PEOPLE, everyone()) == [1, 2, 3, 4, 5]
    assert ask(PEOPLE, ~everyone()) == []
    assert ask(PEOPLE, everyone() & FAIR) == [1, 4]
    assert ask(PEOPLE, everyone() | FAIR) == [1, 2, 3, 4, 5]
    assert ask(PEOPLE, SOFTWARE & ~everyone()) == []


def test_a_group_of_one(ask: Ask) -> None:
    assert ask(PEOPLE, All(FAIR)) == ask(PEOPLE, Any(FAIR)) == ask(PEOPLE, FAIR) == [1, 4]


def test_the_same_account_answers_all_tests_of_a_group(ask: Ask) -> None:
    assert ask(PEOPLE, ~(SOFTWARE & LARGE)) == [2, 3, 4, 5]
    assert ask(PEOPLE, ~SOFTWARE | ~LARGE) == [2, 3, 4, 5]
    assert ask(PEOPLE, account.industry.is_filled() & account.employees.is_blank()) == [3]


def test_a_hundred_levels_and_a_thousand_tests(ask: Ask) -> None:
    deep = FAIR
    for _ in range(50):
        deep = (deep | SOFTWARE) & (DIRECTOR | FAIR)
    assert ask(PEOPLE, deep) == [1, 4]
    with pytest.raises(RuleError, match=r"102 levels deep. At most 100"):
        ask(PEOPLE, ~~deep)
    wide = Any(*(contact.job_title == f"functie {number}" for number in range(1_000)), FAIR)
    assert ask(PEOPLE, wide) == [1, 4]


def test_an_empty_group_is_refused(ask: Ask) -> None:
    for group in (All(), Any(), SOFTWARE & All(), rule({"not": {"all": []}})):
        with pytest.raises(RuleError, match=r"group '(all|any)' is empty. .* use everyone\(\)"):
            ask(PEOPLE, group)
