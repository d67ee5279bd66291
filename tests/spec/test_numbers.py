"""Numbers and amounts: equal, in order, between; exact decimals, never floating point."""

from decimal import Decimal

import pytest

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.rules import account, rule
from tests.spec.conftest import Ask

FIRMS = """
id | account.employees | account.budget:currency | account.temperature:number
1  | 49                | 0.10                    | -3.5
2  | 50                | 0.30                    | 0
3  | 500               | 1250.00                 | 0.1
4  | 501               |                         |
5  |                   | 999999999.99            | 20.000001
"""


def test_comparisons(ask: Ask) -> None:
    assert ask(FIRMS, account.employees == 50) == [2]
    assert ask(FIRMS, account.employees > 50) == [3, 4]
    assert ask(FIRMS, account.employees >= 50) == [2, 3, 4]
    assert ask(FIRMS, account.employees < 50) == [1]
    assert ask(FIRMS, account.employees <= 50) == [1, 2]


def test_between_includes_both_ends(ask: Ask) -> None:
    assert ask(FIRMS, account.employees.between(50, 500)) == [2, 3]
    assert ask(FIRMS, account.employees.not_between(50, 500)) == [1, 4, 5]


def test_two_ends_that_are_turned_round_are_refused(ask: Ask) -> None:
    for turned in (account.employees.between(500, 50), account.employees.not_between(500, 50)):
        with pytest.raises(RuleError, match=r"takes the lower value first.* Write \[50, 500\]"):
            ask(FIRMS, turned)


def test_negatives_keep_the_missing(ask: Ask) -> None:
    assert ask(FIRMS, account.employees != 50) == [1, 3, 4, 5]
    assert ask(FIRMS, account.employees.is_none_of(49, 50)) == [3, 4, 5]


def test_decimals_are_exact(ask: Ask) -> None:
    assert ask(FIRMS, account.budget == 0.3) == [2]
    assert ask(FIRMS, account.budget == 0.1 + 0.2) == []
    assert ask(FIRMS, account.budget == Decimal("0.10")) == [1]
    assert ask(FIRMS, account.temperature == 20.000001) == [5]
    assert ask(FIRMS, account.temperature > 20.0000009) == [5]
    assert ask(FIRMS, account.temperature > 20.0000011) == []


def test_numbers_below_nothing(ask: Ask) -> None:
    assert ask(FIRMS, account.temperature == -3.5) == [1]
    assert ask(FIRMS, account.temperature < 0) == [1]
    assert ask(FIRMS, account.temperature.is_any_of(-3.5, 0)) == [1, 2]


def test_nothing_is_not_the_same_as_zero(ask: Ask) -> None:
    assert ask(FIRMS, account.temperature == 0) == [2]
    assert ask(FIRMS, account.temperature.is_blank()) == [4]


def test_text_that_is_a_number_is_read_with_a_decimal_point(ask: Ask) -> None:
    assert ask(FIRMS, rule({"field": "account.budget", "op": ">=", "value": "1250.00"})) == [3, 5]


def test_numbers_larger_than_any_field(ask: Ask) -> None:
    assert ask(FIRMS, account.budget < 10**17) == [1, 2, 3, 5]
    with pytest.raises(WrongKind, match="too many digits"):
        ask(FIRMS, account.budget < 10**30)
