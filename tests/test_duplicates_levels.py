"""How two values are brought to a level: what is equal, a slip apart, alike, or different."""

import pytest

import accounts_kit as ak
from accounts_kit.records.duplicates.comparisons import (
    ALIKE,
    DIFFERENT,
    EQUAL,
    SLIPPED,
    level_of_days,
    level_of_digits,
    level_of_first_name,
    level_of_text,
)
from accounts_kit.records.duplicates.spelling import (
    digits_sql,
    domain_sql,
    letters_sql,
    phone_sql,
    skeleton_sql,
)

WS = ak.open()

LEVELS = [
    (level_of_text, "kerkstraat", "kerkstraat", EQUAL),
    (level_of_text, "kerkstraat", "krekstraat", SLIPPED),  # two letters that changed places
    (level_of_text, "kerkstraat", "kerkstrat", SLIPPED),
    (level_of_text, "kerkstraat", "kekrstrat", SLIPPED),  # two slips in a long text
    (level_of_text, "jansen", "janssen", SLIPPED),
    (level_of_text, "jansen", "jnasne", DIFFERENT),  # two slips in a short one
    (level_of_text, "bos", "bus", DIFFERENT),  # one letter of three is another name
    (level_of_text, "jansen", "jansendevries", ALIKE),
    (level_of_text, "vries", "jansendevries", ALIKE),
    (level_of_text, "bakkerijvandermeulen", "bakkerijvdmeulen", ALIKE),
    (level_of_text, "jansen", "pietersen", DIFFERENT),
    (level_of_text, "abc", "abcdefghij", DIFFERENT),
    (level_of_first_name, "j", "jan", ALIKE),
    (level_of_first_name, "robert", "rob", ALIKE),
    (level_of_first_name, "jan", "jan", EQUAL),
    (level_of_first_name, "jan", "piet", DIFFERENT),
    (level_of_first_name, "michaela", "michafla", SLIPPED),
    (level_of_digits, "0612345678", "0612345678", EQUAL),
    (level_of_digits, "612345678", "612354678", SLIPPED),
    (level_of_digits, "612345678", "612345688", SLIPPED),
    (level_of_digits, "612345678", "612345", DIFFERENT),
    (level_of_digits, "12", "13", DIFFERENT),
    (level_of_days, "19800304", "19800403", SLIPPED),
    (level_of_days, "19800304", "19800305", SLIPPED),
    (level_of_days, "19800304", "19800304", EQUAL),
    (level_of_days, "19800304", "19551231", DIFFERENT),
]


@pytest.mark.parametrize(("level", "one", "other", "expected"), LEVELS)
def test_two_values_come_to_a_level_whichever_is_first(level, one: str, other: str, expected: int) -> None:
    assert WS.rows(f"SELECT {level('$one', '$other')}", {"one": one, "other": other}) == [(expected,)]
    assert WS.rows(f"SELECT {level('$one', '$other')}", {"one": other, "other": one}) == [(expected,)]


SPELLINGS = [
    (letters_sql, "  Ščerba-de Løve, 3e!", "scerbadelove3e"),
    (letters_sql, " -?! ", None),
    (letters_sql, None, None),
    (digits_sql, "1234 AB", "1234"),
    (digits_sql, "geen", None),
    (phone_sql, "+31 (0)6 12 34 56 78", "612345678"),
    (phone_sql, "06-12345678", "612345678"),
    (phone_sql, "14 0592", "140592"),
    (domain_sql, "HTTPS://www.Acme.nl:8080/contact?x=1", "acme.nl"),
    (domain_sql, "acme.nl", "acme.nl"),
    (domain_sql, "shop.acme.nl/", "shop.acme.nl"),
    (domain_sql, None, None),
    (skeleton_sql, "janssen", "jnsn"),
    (skeleton_sql, "jensen", "jnsn"),
]


@pytest.mark.parametrize(("spelling", "text", "expected"), SPELLINGS)
def test_a_value_is_compared_without_what_does_not_count(
    spelling, text: str | None, expected: str | None
) -> None:
    assert WS.value(f"SELECT {spelling('CAST($text AS VARCHAR)')}", {"text": text}) == expected
