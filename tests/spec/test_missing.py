"""Missing values: a test on one is false. A contact without an account has every field of it missing."""

import pytest

from accounts_kit.errors import RuleError
from accounts_kit.rules import account, contact
from tests.spec.conftest import Ask

PEOPLE = """
id | contact.job_title | account.country | account.employees | account.name
1  | Directeur         | Nederland       | 10                | Acme
2  |                   | België          |                   | Bouw & Co
3  | Inkoper           |                 | 20                | Zorg
4  | Directeur         | (none)          | (none)            | (none)
"""


def test_a_test_on_a_missing_value_is_false(ask: Ask) -> None:
    assert ask(PEOPLE, account.country == "België") == [2]
    assert ask(PEOPLE, account.employees >= 0) == [1, 3]
    assert ask(PEOPLE, contact.job_title.contains("")) == [1, 3, 4]


def test_a_negative_keeps_no_value_and_no_account(ask: Ask) -> None:
    assert ask(PEOPLE, account.country != "België") == [1, 3, 4]
    assert ask(PEOPLE, account.employees.not_between(0, 15)) == [2, 3, 4]


def test_drop_leaves_both_out(ask: Ask) -> None:
    assert ask(PEOPLE, account.country.is_not("België", missing="drop")) == [1]
    assert ask(PEOPLE, account.employees.not_between(0, 15, missing="drop")) == [3]
    assert ask(PEOPLE, contact.job_title.does_not_contain("direct", missing="drop")) == [3]


def test_not_of_a_dropping_test_is_still_its_exact_opposite(ask: Ask) -> None:
    assert ask(PEOPLE, ~account.country.is_not("België", missing="drop")) == [2, 3, 4]


@pytest.mark.parametrize(
    "rule", [account.country == "België", account.country.is_not("België", missing="drop")]
)
def test_a_rule_and_its_opposite_split_everybody(ask: Ask, rule: object) -> None:
    inside, outside = ask(PEOPLE, rule), ask(PEOPLE, ~rule)
    assert sorted(inside + outside) == [1, 2, 3, 4]


def test_not_of_a_test_on_the_account_holds_for_who_has_none(ask: Ask) -> None:
    assert ask(PEOPLE, ~(account.country == "België")) == [1, 3, 4]
    assert ask(PEOPLE, ~(account.name.is_filled())) == [4]
    assert ask(PEOPLE, account.name.is_blank()) == [4]


def test_drop_is_for_negatives_only(ask: Ask) -> None:
    for positive in (account.country.is_filled(), account.country.is_blank(), account.country == "België"):
        asked = type(positive)(positive.field, positive.op, positive.value, missing="drop")
        with pytest.raises(RuleError, match="is for negative tests such as is_not"):
            ask(PEOPLE, asked)
