"""Several values: tags of a contact, options of a multiselect or checkbox field."""

import pytest

from accounts_kit.errors import UnknownOption
from accounts_kit.rules import account, contact
from tests.spec.conftest import Ask

CONTACTS = """
id | contact.tags           | contact.hobbies:checkbox[sport/kunst/Koken] | account.sectors:multiselect[A/B/C]
1  | Nieuwsbrief, Webinar   | sport, kunst                                | A
2  | Nieuwsbrief            | Koken                                       | A, B
3  | Beurs 2026             |                                             |
4  |                        | sport, kunst, Koken                         | C
5  | Webinar, Beurs 2026    | kunst                                       | (none)
"""


def test_has_any_of(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.has_any_of("nieuwsbrief")) == [1, 2]
    assert ask(CONTACTS, contact.tags.has_any_of("nieuwsbrief", "beurs 2026")) == [1, 2, 3, 5]
    assert ask(CONTACTS, contact.hobbies.has_any_of("sport", "koken")) == [1, 2, 4]
    assert ask(CONTACTS, account.sectors.has_any_of("B", "C")) == [2, 4]


def test_has_all_of(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.has_all_of("webinar", "nieuwsbrief")) == [1]
    assert ask(CONTACTS, contact.tags.has_all_of("webinar", "WEBINAR")) == [1, 5]
    assert ask(CONTACTS, contact.hobbies.has_all_of("sport", "kunst")) == [1, 4]
    assert ask(CONTACTS, account.sectors.has_all_of("A", "B")) == [2]


def test_is_exactly_has_no_others(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.is_exactly("nieuwsbrief")) == [2]
    assert ask(CONTACTS, contact.tags.is_exactly("webinar", "nieuwsbrief")) == [1]
    assert ask(CONTACTS, contact.hobbies.is_exactly("kunst", "sport")) == [1]
    assert ask(CONTACTS, account.sectors.is_exactly("A")) == [1]


def test_negatives_keep_those_without_any(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.has_none_of("nieuwsbrief")) == [3, 4, 5]
    assert ask(CONTACTS, contact.tags.lacks_any_of("webinar", "nieuwsbrief")) == [2, 3, 4, 5]
    assert ask(CONTACTS, contact.hobbies.has_none_of("sport")) == [2, 3, 5]
    assert ask(CONTACTS, account.sectors.has_none_of("A")) == [3, 4, 5]
    assert ask(CONTACTS, account.sectors.lacks_any_of("A", "B")) == [1, 3, 4, 5]


def test_dropping_the_missing_leaves_those_without_any_out(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.has_none_of("nieuwsbrief", missing="drop")) == [3, 5]
    assert ask(CONTACTS, contact.tags.lacks_any_of("webinar", "nieuwsbrief", missing="drop")) == [2, 3, 5]
    assert ask(CONTACTS, contact.hobbies.has_none_of("sport", missing="drop")) == [2, 5]
    assert ask(CONTACTS, account.sectors.has_none_of("A", missing="drop")) == [4]


def test_an_empty_list_is_nobody_and_none_of_it_is_everybody(ask: Ask) -> None:
    for field in (contact.tags, contact.hobbies, account.sectors):
        assert ask(CONTACTS, field.has_any_of()) == []
        assert ask(CONTACTS, field.has_all_of()) == []
        assert ask(CONTACTS, field.is_exactly()) == []
        assert ask(CONTACTS, field.has_none_of()) == [1, 2, 3, 4, 5]
        assert ask(CONTACTS, field.lacks_any_of()) == [1, 2, 3, 4, 5]
    assert ask(CONTACTS, contact.tags.has_none_of(missing="drop")) == [1, 2, 3, 5]


def test_blank_and_filled(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.is_blank()) == [4]
    assert ask(CONTACTS, contact.tags.is_filled()) == [1, 2, 3, 5]
    assert ask(CONTACTS, contact.hobbies.is_blank()) == [3]
    assert ask(CONTACTS, account.sectors.is_blank()) == [3, 5]


def test_text_operators_hold_when_some_item_does(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.starts_with("beurs")) == [3, 5]
    assert ask(CONTACTS, contact.tags.contains("brief")) == [1, 2]
    assert ask(CONTACTS, contact.tags.does_not_contain("brief")) == [3, 4, 5]
    assert ask(CONTACTS, contact.tags.does_not_contain("brief", missing="drop")) == [3, 5]
    assert ask(CONTACTS, contact.hobbies.ends_with("n")) == [2, 4]
    assert ask(CONTACTS, contact.hobbies.does_not_end_with("n")) == [1, 3, 5]


def test_a_tag_is_one_however_it_is_typed(ask: Ask) -> None:
    """The first spelling is the one that is shown, and the one that exact compares with."""
    assert ask(CONTACTS, contact.tags.has_any_of("  BEURS   2026 ")) == [3, 5]
    assert ask(CONTACTS, contact.tags.has_any_of("Beurs 2026", case="exact")) == [3, 5]
    assert ask(CONTACTS, contact.tags.has_any_of("beurs 2026", case="exact")) == []


def test_a_tag_that_does_not_exist_is_nobodys(ask: Ask) -> None:
    assert ask(CONTACTS, contact.tags.has_any_of("concurrent")) == []
    assert ask(CONTACTS, contact.tags.has_none_of("concurrent")) == [1, 2, 3, 4, 5]


def test_an_option_that_does_not_exist_is_refused(ask: Ask) -> None:
    with pytest.raises(UnknownOption, match=r"'dansen' is not an option of 'contact.hobbies'"):
        ask(CONTACTS, contact.hobbies.has_any_of("dansen"))
