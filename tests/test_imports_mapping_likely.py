"""What headers do not say letter by letter: slips of the pen, columns known by content."""

from __future__ import annotations

import pytest

import accounts_kit as ak
from accounts_kit.imports.mapping.names import says_other
from accounts_kit.imports.mapping.slips import slips
from tests.mapped_frames import EMAILS, PHONES, WORDS, fields, how, mapping

# --- slips of the pen


@pytest.mark.parametrize(
    ("what", "header", "cells", "name"),
    [
        ("contacts", "Emailadress", EMAILS, "contact.email"),
        ("contacts", "E-mailadrse", EMAILS, "contact.email"),
        ("contacts", "Achternam", WORDS, "contact.last_name"),
        ("accounts", "Telefoonumer", PHONES, "account.phone"),
        ("accounts", "Omschrjving", WORDS, "account.description"),
    ],
)
def test_a_name_mistyped_is_mapped_and_assumed(what: str, header: str, cells: list[str], name: str) -> None:
    key = {"accounts": {"Bedrijfsnaam": WORDS}, "contacts": {"Telefoon": PHONES}}[what]
    found = mapping(what, {**key, header: cells})
    assert fields(found)[header] == name
    way, confidence = how(found, header)
    assert way == "similar"
    assert 0.85 < confidence < 1
    [assumed] = found.assumptions
    assert assumed.code == "mapped_by_similarity"
    assert (repr(header) in assumed.text, name in assumed.text, f"{confidence:.0%}" in assumed.text) == (
        True, True, True
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        *("Tel nr", "Telefoonnr.", "Mobiel nr", "TELEFOON *", "Telefoon (verplicht)"),
        *("contact_phone", "Contact: Phone", "Telefoonnummer contactpersoon", "property_phone"),
    ],
)
def test_a_name_written_otherwise_is_the_name(header: str) -> None:
    found = mapping("contacts", {"E-mailadres": EMAILS, header: PHONES})
    assert fields(found)[header] == "contact.phone"
    assert not found.assumptions


@pytest.mark.parametrize(
    ("what", "header"),
    [
        ("accounts", "Postcode/Plaats"),
        ("accounts", "County"),
        ("accounts", "Adres 3"),
        ("accounts", "Plaatje"),
        ("accounts", "Stad 2"),
        ("accounts", "Shipping city"),
        ("accounts", "Company_c"),
        ("accounts", "Websites van concurrenten"),
        ("contacts", "Employee"),
        ("contacts", "Contract ID"),
        ("contacts", "Titel"),
        ("contacts", "Status lead"),
        ("contacts", "Uitschrijfdatum"),
        ("contacts", "E-mailadres 2"),
        ("contacts", "Naam"),
    ],
)
def test_what_is_only_like_a_name_is_left_alone(what: str, header: str) -> None:
    key = {"accounts": {"Bedrijfsnaam": WORDS}, "contacts": {"Telefoon": PHONES}}[what]
    found = mapping(what, {**key, header: WORDS})
    assert header not in fields(found)
    assert [one.header for one in found.unknown()] == [header]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Emailadress", WORDS), ("Achternam", EMAILS), ("Achternam", ["1", "2", "3"]), ("Statuss", WORDS)],
)
def test_a_similar_header_is_left_alone_when_its_cells_are_something_else(
    header: str, cells: list[str]
) -> None:
    assert header not in fields(mapping("contacts", {"E-mail": EMAILS, "Telefoon": PHONES, header: cells}))


def test_of_two_headers_that_are_equally_similar_neither_is_mapped() -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Achternam": WORDS, "Achtrnaam": WORDS})
    assert fields(found) == {"E-mail": "contact.email"}


def test_a_name_comes_before_a_slip_and_the_slip_is_told_what_is_near() -> None:
    found = mapping("contacts", {"Emailadress": EMAILS, "E-mail": EMAILS})
    assert fields(found) == {"E-mail": "contact.email"}
    assert found.ignored[0].note() == "ignored; the nearest field is email"


def test_the_same_letters_are_no_slip_and_short_words_have_none() -> None:
    assert slips("website", "website") is None
    assert slips("lan", "land") is None
    assert slips("emailadres1", "emailadres2") is None


# --- content


def test_a_column_of_addresses_is_the_e_mail_where_no_header_says_so() -> None:
    found = mapping("contacts", {"Inlog": EMAILS, "Naam": WORDS})
    assert fields(found) == {"Inlog": "contact.email"}
    assert how(found, "Inlog") == ("content", 0.9)
    assert [one.code for one in found.assumptions] == ["mapped_by_content"]
    assert "'Inlog'" in found.assumptions[0].text


def test_a_column_of_numbers_to_dial_is_the_phone() -> None:
    assert fields(mapping("accounts", {"Naam": WORDS, "Bereikbaar op": PHONES}))["Bereikbaar op"] == (
        "account.phone"
    )


def test_a_second_column_of_addresses_is_never_mapped() -> None:
    other = [f"2{one}" for one in EMAILS]
    assert fields(mapping("contacts", {"E-mail": EMAILS, "Privé": other})) == {"E-mail": "contact.email"}
    with pytest.raises(ak.MappingError, match=r"mapping=\{'Inlog': 'email'\}"):
        mapping("contacts", {"Naam": WORDS, "Inlog": EMAILS, "Privé": other})


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Inlog", ["els@bron.example", "geen", "onbekend", "jan"]),
        ("Inlog", ["els@bron.example"] * 4),
        ("Inlog", ["els@bron.example", None, None, None]),
        ("E-mail partner", [*EMAILS, "a@b.example"]),
        ("Created by", [*EMAILS, "a@b.example"]),
        ("KvK", ["01234567", "11234567", "21234567", "31234567"]),
        ("Bedrag", ["1200", "1300", "1400", "150000000"]),
        ("Fax", [*PHONES, "010-7654321"]),
    ],
)
def test_content_is_not_believed_when_it_says_too_little(header: str, cells: list[str | None]) -> None:
    found = mapping("contacts", {"Telefoon": ["", "1", "2", "3"], header: cells})
    assert fields(found) == {"Telefoon": "contact.phone"}


def test_marks_of_nothing_do_not_count_as_content() -> None:
    found = mapping("contacts", {"Inlog": [*EMAILS, "-", "n.v.t.", "Onbekend"], "Naam": [*WORDS, *WORDS]})
    assert fields(found) == {"Inlog": "contact.email"}


def test_names_are_never_guessed_from_content() -> None:
    found = mapping("contacts", {"Email": EMAILS, "A": ["Els", "Jan", "Sem"], "B": ["de Boer", "Bos", "Vos"]})
    assert fields(found) == {"Email": "contact.email"}


def test_a_source_without_headers_is_mapped_by_content() -> None:
    found = mapping("contacts", {"": EMAILS, " ": WORDS})
    assert fields(found) == {"column 1": "contact.email"}


def test_words_of_others_are_words() -> None:
    assert says_other("E-mail van de accountmanager")
    assert says_other("Mail 2")
    assert not says_other("column 2")
    assert not says_other("Vandaag")


# --- the table


def test_the_table_shows_how_and_how_surely_each_column_was_mapped_with_samples() -> None:
    columns = {
        "E-mail": [*EMAILS, "els@bron.example"],
        "Firma": ["x" * 40, "", "a\nb", "n.v.t."],
        "Q": [""] * 4,
    }
    table = mapping("contacts", columns, {"Q": None}).table()
    assert list(table.columns) == ["column", "field", "how", "confidence", "samples", "note"]
    assert table["how"].tolist() == ["name", "alias", ""]
    assert table["confidence"].tolist()[:2] == [1.0, 0.95]
    assert table["confidence"].isna().tolist() == [False, False, True]
    assert table["samples"].tolist() == [", ".join(EMAILS), f"{'x' * 23}…, a b", ""]


def test_samples_are_found_below_many_blank_rows() -> None:
    found = mapping("contacts", {"E-mail": [*[""] * 25_000, "els@bron.example"], "N": range(25_001)})
    assert found.samples[0] == ("els@bron.example",)


def test_a_header_is_meant_whatever_blanks_and_accents_the_caller_writes() -> None:
    found = mapping("contacts", {"E-mail": EMAILS, "Café ": WORDS}, {" Cafe\u0301": "job_title"})
    assert fields(found)["Café"] == "contact.job_title"


def test_what_is_said_of_one_column_stands_with_it() -> None:
    stated = {"N": {"field": "name", "update": "always"}, "O": {"field": "employees", "locale": "en"}}
    found = mapping("accounts", {"N": WORDS, "O": ["1", "2", "3"]}, stated)
    assert [(one.update, one.locale, one.how) for one in found.columns] == [
        ("always", None, "stated"),
        (None, "en", "stated"),
    ]
    assert found.updates("never") == {"name": "always", "": "never"}
    assert mapping("accounts", {"Naam": WORDS}).updates("never") == "never"
