"""What headers do not say letter by letter: slips of the pen, columns known by content, other records."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping.names import says_other
from accounts_kit.imports.mapping.slips import slips
from accounts_kit.imports.mapping_files import stated_mapping
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.model import Catalogue

EMAILS = ["els@bron.example", "jan@bron.example", "sem@bron.example"]
PHONES = ["06-12345678", "+31 10 1234567", "(0416) 69 87 00"]
WORDS = ["Alfa", "Beta", "Gamma"]


def mapping(
    what: str, columns: dict[str, Sequence[object]], stated: dict[str, object] | None = None
) -> ColumnMapping:
    """The mapping of a frame with these columns, in an empty workspace."""
    subject = subject_of(what)
    reading = read(pd.DataFrame(columns))
    return map_reading(Catalogue(), subject, reading, stated_mapping(stated, subject))


def fields(found: ColumnMapping) -> dict[str, str]:
    """The field of each column that has one."""
    return {one.header: one.field.name for one in found.columns}


def how(found: ColumnMapping, header: str) -> tuple[str, float]:
    """How a column was mapped, and how sure that is."""
    return next((one.how, one.confidence) for one in found.columns if one.header == header)


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


# --- one file, several records


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


def test_a_note_needs_a_text_and_whom_it_is_about() -> None:
    with pytest.raises(ak.MappingError, match=r"'D' says something of the note .*its text or whom"):
        mapping("contacts", {"E-mail": EMAILS, "D": WORDS}, {"D": "note.author"})
    with pytest.raises(ak.MappingError, match=r"'D' says something of the note .*its text or whom"):
        mapping("contacts", {"Telefoon": PHONES, "D": WORDS}, {"D": "note.text"})


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
