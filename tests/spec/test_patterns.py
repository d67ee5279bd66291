"""Patterns: RE2, found anywhere, blind to case unless exact."""

import pytest

from accounts_kit.errors import RuleError
from accounts_kit.rules import account, contact
from tests.spec.conftest import Ask

PEOPLE = """
id | contact.job_title  | contact.tags      | account.postcode
1  | Directeur verkoop  | beurs-2025        | 1012 AB
2  | adjunct-directeur  | beurs-2026, vip   | 9000
3  | Inkoper            | webinar           |
4  |                    |                   | (none)
"""


def test_a_pattern_is_found_anywhere(ask: Ask) -> None:
    assert ask(PEOPLE, contact.job_title.matches("DIRECTEUR")) == [1, 2]
    assert ask(PEOPLE, contact.job_title.matches("^directeur")) == [1]
    assert ask(PEOPLE, account.postcode.matches(r"^\d{4} ?[A-Z]{2}$")) == [1]


def test_exact_looks_at_case(ask: Ask) -> None:
    assert ask(PEOPLE, contact.job_title.matches("directeur", case="exact")) == [2]


def test_a_negative_keeps_the_missing(ask: Ask) -> None:
    assert ask(PEOPLE, contact.job_title.does_not_match("directeur")) == [3, 4]
    assert ask(PEOPLE, contact.job_title.does_not_match("directeur", missing="drop")) == [3]


def test_some_tag_matches(ask: Ask) -> None:
    assert ask(PEOPLE, contact.tags.matches(r"beurs-202[0-5]")) == [1]
    assert ask(PEOPLE, contact.tags.does_not_match("^beurs")) == [3, 4]


def test_what_is_no_pattern_is_refused_with_the_reason(ask: Ask) -> None:
    with pytest.raises(RuleError, match=r"'\(' is no pattern: missing \)"):
        ask(PEOPLE, contact.job_title.matches("("))
    with pytest.raises(RuleError, match="invalid perl operator"):
        ask(PEOPLE, contact.job_title.matches("(?=a)"))
