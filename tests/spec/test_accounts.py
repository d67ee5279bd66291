"""Segments of accounts: the same tests on the account itself, and none on its contacts directly."""

import pytest

from accounts_kit.errors import RuleError
from accounts_kit.rules import account, contact, everyone
from tests.spec.conftest import Ask

FIRMS = """
id | account.name | account.industry | account.owner | account.employees
1  | Acme         | Software         | Jan de Vries  | 50
2  | Bouw & Co    | Bouw             |               |
3  | Zorg         |                  | Els Maes      | 5
"""


def test_accounts_by_their_own_fields(ask: Ask) -> None:
    assert ask(FIRMS, account.industry == "Software") == [1]
    assert ask(FIRMS, account.industry != "Software") == [2, 3]
    assert ask(FIRMS, (account.employees < 100) & ~(account.owner == "Els Maes")) == [1]
    assert ask(FIRMS, everyone()) == [1, 2, 3]


def test_a_field_of_contacts_is_refused_with_what_to_ask_instead(ask: Ask) -> None:
    with pytest.raises(
        RuleError, match=r"cannot test 'contact.job_title' by itself.* count_of account.contacts"
    ):
        ask(FIRMS, contact.job_title == "Directeur")
