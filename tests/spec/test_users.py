"""Users: the owner of an account, by name or by e-mail address."""

from accounts_kit.rules import account
from tests.spec.conftest import Ask

FIRMS = """
id | account.owner | account.city
1  | Jan de Vries  | Gent
2  | Els Maes      | Gent
3  |               | Gent
"""


def test_an_owner_by_name_or_address(ask: Ask) -> None:
    assert ask(FIRMS, account.owner == "jan DE vries") == [1]
    assert ask(FIRMS, account.owner == "els@firm.example") == [2]
    assert ask(FIRMS, account.owner.is_any_of("Jan de Vries", "ELS@firm.example")) == [1, 2]


def test_negatives_keep_accounts_without_an_owner(ask: Ask) -> None:
    assert ask(FIRMS, account.owner != "Jan de Vries") == [2, 3]
    assert ask(FIRMS, account.owner.is_not("Jan de Vries", missing="drop")) == [2]
    assert ask(FIRMS, account.owner.is_none_of("Jan de Vries", "Els Maes")) == [3]


def test_blank_and_filled(ask: Ask) -> None:
    assert ask(FIRMS, account.owner.is_blank()) == [3]
    assert ask(FIRMS, account.owner.is_filled()) == [1, 2]


def test_a_name_that_nobody_has(ask: Ask) -> None:
    assert ask(FIRMS, account.owner == "Jan") == []
    assert ask(FIRMS, account.owner.is_("jan de vries", case="exact")) == []
