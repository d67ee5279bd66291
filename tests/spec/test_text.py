"""Text: equal, in order, in part. Letters compare in lower case, one by one; accents count."""

import pytest

from accounts_kit.rules import account, contact, rule
from tests.spec.conftest import Ask

CITIES = """
id | account.city
1  | Gent
2  | GENT
3  | Gent-Oost
4  | Brugge
5  |
6  | 's-Gravenhage
7  | 100% _Gent_
"""


def test_is_compares_without_case(ask: Ask) -> None:
    assert ask(CITIES, account.city == "gent") == [1, 2]


def test_is_not_is_the_exact_opposite_and_keeps_the_missing(ask: Ask) -> None:
    assert ask(CITIES, account.city != "gent") == [3, 4, 5, 6, 7]


def test_exact_compares_letters_as_written(ask: Ask) -> None:
    assert ask(CITIES, account.city.is_("GENT", case="exact")) == [2]
    assert ask(CITIES, account.city.contains("GENT", case="exact")) == [2]
    assert ask(CITIES, account.city.is_none_of("GENT", "Brugge", case="exact")) == [1, 3, 5, 6, 7]


def test_is_any_of_takes_one_of_several(ask: Ask) -> None:
    assert ask(CITIES, account.city.is_any_of("brugge", "gent")) == [1, 2, 4]
    assert ask(CITIES, account.city.is_any_of(["brugge", "gent"])) == [1, 2, 4]
    assert ask(CITIES, account.city.is_none_of("brugge", "gent")) == [3, 5, 6, 7]


def test_an_empty_list_is_nobody_and_none_of_it_is_everybody(ask: Ask) -> None:
    assert ask(CITIES, account.city.is_any_of()) == []
    assert ask(CITIES, account.city.is_none_of()) == [1, 2, 3, 4, 5, 6, 7]


def test_parts_of_text(ask: Ask) -> None:
    assert ask(CITIES, account.city.contains("gent")) == [1, 2, 3, 7]
    assert ask(CITIES, account.city.starts_with("gent")) == [1, 2, 3]
    assert ask(CITIES, account.city.ends_with("oost")) == [3]
    assert ask(CITIES, account.city.contains("")) == [1, 2, 3, 4, 6, 7]


def test_negatives_of_parts_keep_the_missing(ask: Ask) -> None:
    assert ask(CITIES, account.city.does_not_contain("gent")) == [4, 5, 6]
    assert ask(CITIES, account.city.does_not_start_with("gent")) == [4, 5, 6, 7]
    assert ask(CITIES, account.city.does_not_end_with("oost")) == [1, 2, 4, 5, 6, 7]


def test_signs_that_mean_something_in_sql_are_letters_here(ask: Ask) -> None:
    assert ask(CITIES, account.city.contains("%")) == [7]
    assert ask(CITIES, account.city.contains("_")) == [7]
    assert ask(CITIES, account.city == "'s-gravenhage") == [6]
    assert ask(CITIES, account.city.contains("' OR 1=1 --")) == []


def test_order_goes_by_letter_after_folding(ask: Ask) -> None:
    assert ask(CITIES, account.city > "gent") == [3]
    assert ask(CITIES, account.city >= "gent") == [1, 2, 3]
    assert ask(CITIES, account.city < "brugge") == [6, 7]
    assert ask(CITIES, account.city.between("BRUGGE", "GENT")) == [1, 2, 4]
    assert ask(CITIES, account.city.not_between("BRUGGE", "GENT")) == [3, 5, 6, 7]


def test_order_of_letters_as_written(ask: Ask) -> None:
    exact = rule({"field": "account.city", "op": "<", "value": "Gent", "case": "exact"})
    assert ask(CITIES, exact) == [2, 4, 6, 7]


def test_blank_and_filled(ask: Ask) -> None:
    assert ask(CITIES, account.city.is_blank()) == [5]
    assert ask(CITIES, account.city.is_filled()) == [1, 2, 3, 4, 6, 7]


LETTERS = """
id | contact.first_name
1  | Straße
2  | STRASSE
3  | İbrahim
4  | ibrahim
5  | Zoë
6  | Zoe
7  | ΟΔΟΣ
8  | οδος
"""


def test_a_sharp_s_stays_one(ask: Ask) -> None:
    assert ask(LETTERS, contact.first_name == "straße") == [1]
    assert ask(LETTERS, contact.first_name == "strasse") == [2]


def test_a_turkish_capital_i_becomes_i(ask: Ask) -> None:
    assert ask(LETTERS, contact.first_name == "ibrahim") == [3, 4]
    assert ask(LETTERS, contact.first_name == "İBRAHIM") == [3, 4]


def test_accents_count_however_they_are_typed(ask: Ask) -> None:
    assert ask(LETTERS, contact.first_name == "zoë") == [5]
    assert ask(LETTERS, contact.first_name == "zoe\u0308") == [5]


def test_no_letter_looks_at_its_neighbours(ask: Ask) -> None:
    """Python's `lower()` makes another sigma of the last one."""
    assert ask(LETTERS, contact.first_name == "ΟΔΟΣ") == [7]
    assert ask(LETTERS, contact.first_name == "οδοσ") == [7]


def test_text_of_a_rule_is_not_trimmed(ask: Ask) -> None:
    assert ask(CITIES, account.city == " Gent") == []
    assert ask(CITIES, account.city.contains("t-")) == [3]
    assert ask(CITIES, account.city.contains(" _")) == [7]


ADDRESSES = """
id | contact.email    | contact.phone | account.website        | account.description | contact.memo:hidden
1  | info@acme.example | 020 1234567  | https://acme.example   | Wij maken SOFTWARE   | a1
2  | Jan@acme.example  |              |                        | wij bouwen           |
"""


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (contact.email.starts_with("INFO@"), [1]),
        (contact.email == "jan@ACME.example", [2]),
        (contact.phone.contains("123"), [1]),
        (account.website.ends_with("acme.EXAMPLE"), [1]),
        (account.description.contains("software"), [1]),
        (contact.memo == "A1", [1]),
    ],
)
def test_every_kind_of_text_answers_the_same(ask: Ask, asked: object, ids: list[int]) -> None:
    assert ask(ADDRESSES, asked) == ids
