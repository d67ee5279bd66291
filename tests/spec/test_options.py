"""Options of a dropdown or radio field: by name, and in the order in which the field has them."""

import pytest

from accounts_kit.errors import RuleError, UnknownOption
from accounts_kit.rules import account
from tests.spec.conftest import Ask

FIRMS = """
id | account.industry | account.annual_revenue | account.size:radio[small/medium/large]
1  | Software         | < 100K                 | large
2  | Bouw             | 1M - 5M                | small
3  | IT-diensten      | 5M - 10M               | medium
4  |                  | > 250M                 |
5  |                  |                        |
"""


def test_an_option_by_name(ask: Ask) -> None:
    assert ask(FIRMS, account.industry == "Software") == [1]
    assert ask(FIRMS, account.industry.is_any_of("Software", "Bouw")) == [1, 2]
    assert ask(FIRMS, account.size == "large") == [1]


def test_an_option_without_case_or_by_its_other_name(ask: Ask) -> None:
    assert ask(FIRMS, account.industry == "SOFTWARE") == [1]
    assert ask(FIRMS, account.industry == "IT services") == [3]


def test_negatives_keep_the_missing(ask: Ask) -> None:
    assert ask(FIRMS, account.industry != "Software") == [2, 3, 4, 5]
    assert ask(FIRMS, account.industry.is_none_of("Software", "Bouw")) == [3, 4, 5]


def test_options_have_an_order(ask: Ask) -> None:
    assert ask(FIRMS, account.annual_revenue >= "1M - 5M") == [2, 3, 4]
    assert ask(FIRMS, account.annual_revenue > "1M - 5M") == [3, 4]
    assert ask(FIRMS, account.annual_revenue < "1M - 5M") == [1]
    assert ask(FIRMS, account.annual_revenue <= "1M - 5M") == [1, 2]
    assert ask(FIRMS, account.annual_revenue.between("1M - 5M", "5M - 10M")) == [2, 3]
    assert ask(FIRMS, account.size < "large") == [2, 3]


def test_nothing_lies_beyond_the_first_and_the_last_option(ask: Ask) -> None:
    assert ask(FIRMS, account.annual_revenue > "> 250M") == []
    assert ask(FIRMS, account.annual_revenue < "< 100K") == []
    with pytest.raises(RuleError, match="takes the lower value first, and '5M - 10M' lies after '1M - 5M'"):
        ask(FIRMS, account.annual_revenue.between("5M - 10M", "1M - 5M"))


def test_parts_of_an_option_are_text(ask: Ask) -> None:
    assert ask(FIRMS, account.annual_revenue.contains("5m")) == [2, 3]
    assert ask(FIRMS, account.industry.starts_with("it")) == [3]
    assert ask(FIRMS, account.industry.does_not_contain("o")) == [3, 4, 5]


def test_an_unknown_option_is_refused_with_the_nearest(ask: Ask) -> None:
    with pytest.raises(UnknownOption, match=r"'Sofware' is not an option .* Did you mean 'Software'\?"):
        ask(FIRMS, account.industry == "Sofware")


def test_exact_wants_the_option_as_it_is_spelled(ask: Ask) -> None:
    assert ask(FIRMS, account.industry.is_("Software", case="exact")) == [1]
    with pytest.raises(UnknownOption, match="'software' is not an option"):
        ask(FIRMS, account.industry.is_("software", case="exact"))
