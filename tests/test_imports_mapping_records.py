"""One file, several records: columns of a file of contacts that speak of their accounts, or are a note."""

from __future__ import annotations

import pytest

import accounts_kit as ak
from tests.mapped_frames import EMAILS, PHONES, WORDS, fields, mapping


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Account: Website", "account.website"),
        ("Account website", "account.website"),
        ("Bedrijf plaats", "account.city"),
        ("account.city", "account.city"),
        ("Company: Phone", "account.phone"),
        ("Postcode bedrijf", "account.postcode"),
        ("Telefoon (bedrijf)", "account.phone"),
        ("Bedrijfsgrootte", "account.employees"),
        ("Organisatie - Land", "account.country"),
        ("Account ID", "account.external_id"),
        ("Account owner", "account.owner"),
    ],
)
def test_in_a_file_of_contacts_a_header_may_speak_of_their_accounts(header: str, name: str) -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Bedrijf": WORDS, header: ["x", "y", "z"]})
    assert fields(found)[header] == name
    assert found.records == ("account", "contact")


@pytest.mark.parametrize(
    "header",
    ["Plaats", "Website", "Bedrijf eigenaar", "Bedrijfsplan", "Klant plaats", "Land", "Notitie", "Opmerking"],
)
def test_what_could_be_the_contacts_own_stays_unknown(header: str) -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Bedrijf": WORDS, header: ["x", "y", "z"]})
    assert header not in fields(found)
    assert found.records == ("contact",)


def test_an_unknown_header_is_told_which_field_of_another_record_has_its_name() -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Plaats": WORDS, "Opmerking": WORDS})
    assert [one.note() for one in found.ignored] == [
        "ignored; the nearest field is account.city",
        "ignored; the nearest field is note.text",
    ]


def test_the_plain_phone_is_the_contacts_and_the_firms_is_the_accounts() -> None:
    found = mapping(
        "contacts", {"E-mail": EMAILS, "Bedrijf": WORDS, "Telefoon": PHONES, "Bedrijf telefoon": PHONES}
    )
    assert fields(found)["Telefoon"] == "contact.phone"
    assert fields(found)["Bedrijf telefoon"] == "account.phone"


def test_what_is_said_of_accounts_needs_their_names() -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Account: Website": ["a.nl", "b.nl", "c.nl"]})
    assert fields(found) == {"E-mail": "contact.email"}
    assert found.ignored[0].note() == "ignored; account.website needs a column that names the account"
    with pytest.raises(
        ak.MappingError, match=r"'Plaats' says something of the account .* which account that is"
    ):
        mapping("contacts", {"E-mail": EMAILS, "Plaats": WORDS}, {"Plaats": "account.city"})


def test_targets_may_name_the_record() -> None:
    columns = {"A": EMAILS, "B": WORDS, "C": WORDS, "D": WORDS, "E": ["1-1-2026"] * 3}
    stated = {
        "A": "contact.email",
        "B": "account.name",
        "C": "account.city",
        "D": "note.text",
        "E": "note.at",
    }
    found = mapping("contacts", columns, stated)
    assert fields(found) == stated | {"B": "contact.account"}
    assert found.records == ("account", "contact", "note")


def test_a_part_has_the_columns_of_one_record_and_what_names_it() -> None:
    columns = {"A": EMAILS, "B": WORDS, "C": WORDS, "D": WORDS}
    found = mapping(
        "contacts", columns, {"A": "email", "B": "account", "C": "account.city", "D": "note.text"}
    )
    parts = {of: found.part(of) for of in found.records}
    assert {of: fields(part) for of, part in parts.items()} == {
        "account": {"B": "account.name", "C": "account.city"},
        "contact": {"A": "contact.email", "B": "contact.account"},
        "note": {"A": "note.contact", "B": "note.account", "D": "note.text"},
    }
    assert {of: part.subject.what for of, part in parts.items()} == {
        "account": "accounts", "contact": "contacts", "note": "notes"
    }  # fmt: skip
    assert parts["contact"].column("city") is None
    assert [one.place for one in parts["note"].columns] == [0, 1, 3]


def test_two_columns_on_one_field_of_another_record_are_refused_by_its_whole_name() -> None:
    columns = {"E-mail": EMAILS, "Bedrijf": WORDS, "A": WORDS, "B": WORDS}
    with pytest.raises(ak.MappingError, match=r"'A' and 'B' both fill 'account\.city'"):
        mapping("contacts", columns, {"A": "account.city", "B": "account.city"})


@pytest.mark.parametrize(
    ("what", "key", "said"),
    [
        ("contacts", "account.citty", r"Account has no field 'account\.citty' for column 'X'\. .*'city'\?"),
        (
            "contacts",
            "deal.title",
            r"A file of contacts cannot fill 'deal\.title' .* contact, account, note\.",
        ),
        (
            "accounts",
            "contact.email",
            r"A file of accounts cannot fill 'contact\.email' .*fields of: account\.",
        ),
        (
            "contacts",
            "acount.city",
            r"no field 'acount\.city' for column 'X'\. Did you mean 'account\.city'\?",
        ),
        ("contacts", "note.author_name", r"Note has no field 'note\.author_name'"),
    ],
)
def test_a_wrong_dotted_target_says_what_there_is(what: str, key: str, said: str) -> None:
    columns = {"E-mail": EMAILS, "Bedrijf": WORDS, "Naam": WORDS, "X": WORDS}
    with pytest.raises(ak.UnknownField, match=said):
        mapping(what, columns, {"X": key})


def test_a_note_needs_a_text_and_is_about_the_contact_of_its_row_whatever_that_is_known_by() -> None:
    with pytest.raises(ak.MappingError, match=r"'D' says something of the note .*no column tells its text\."):
        mapping("contacts", {"E-mail": EMAILS, "D": WORDS}, {"D": "note.author"})
    assert mapping("contacts", {"Telefoon": PHONES, "D": WORDS}, {"D": "note.text"}).records == (
        "contact",
        "note",
    )
