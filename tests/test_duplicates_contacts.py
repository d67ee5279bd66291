"""Contacts that may be one person: by name, phone, e-mail, account, and further fields."""

import pytest

import accounts_kit as ak
from tests.few_records import contacts, pairs


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def test_first_and_last_name_in_each_others_place_are_found(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers"},
        {"first_name": "Wiegers", "last_name": "Sjoerd"},
        {"first_name": "Karin", "last_name": "Beek"},
    )
    found = ak.contacts.duplicates(ws)
    assert pairs(found) == [("Sjoerd Wiegers", "Wiegers Sjoerd")]
    assert found["because"].tolist() == ["in andere volgorde: Voornaam, Achternaam"]
    assert list(found) == [
        *("contact_id_1", "name_1", "email_1", "contact_id_2", "name_2", "email_2", "score", "because")
    ]


def test_a_phone_number_is_one_however_it_is_written(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Piet", "last_name": "Jansen", "phone": "06-12345678"},
        {"first_name": "P.", "last_name": "Janssen", "phone": "+31 (0)6 12 34 56 78"},
        {"first_name": "Karin", "last_name": "Jansen", "phone": "0031612345678"},
    )
    found = ak.contacts.duplicates(ws)
    assert pairs(found) == [("Piet Jansen", "P. Janssen")]
    assert found["because"].tolist() == ["gelijk: Telefoon; lijkt: Voornaam (78%), Achternaam (97%)"]


def test_what_is_missing_is_no_agreement_and_no_disagreement(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers"},
        {"first_name": "Sjoerd", "last_name": "Wiegers", "phone": "06-12345678"},
        {"phone": "0612345678"},
    )
    found = ak.contacts.duplicates(ws)
    assert found["because"].tolist() == ["gelijk: Voornaam, Achternaam", "gelijk: Telefoon"]
    assert found[["contact_id_1", "contact_id_2"]].to_numpy().tolist() == [[1, 2], [2, 3]]


def test_one_address_at_two_domains_or_with_a_slip_is_found(ws: ak.Workspace) -> None:
    for email in ("zonnetje77@een.example", "zonnetje77@twee.example", "zonetje77@een.example"):
        ak.contacts.create(ws, email)
    found = ak.contacts.duplicates(ws).sort_values(["contact_id_1", "contact_id_2"])
    assert found["because"].tolist() == [
        "gelijk: E-mailadres",
        "gelijk: E-maildomein; lijkt: E-mailadres (98%)",
    ]


def test_an_address_made_of_the_names_says_nothing_more_than_they_do(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "s.wiegers@een.example", first_name="Sjoerd", last_name="Wiegers")
    ak.contacts.create(ws, "s.wiegers@twee.example", first_name="Simone", last_name="Wiegers")
    found = ak.contacts.duplicates(ws, threshold=0)
    assert found["because"].tolist() == ["gelijk: Achternaam; verschilt: Voornaam"]
    assert found["score"][0] < 0.5


def test_colleagues_and_families_are_not_one_person(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Bakkerij Wiegers")
    firm = {"account": "Bakkerij Wiegers", "last_name": "Wiegers", "phone": "038-1234567"}
    contacts(ws, {"first_name": "Sjoerd", **firm}, {"first_name": "Karin", **firm})
    found = ak.contacts.duplicates(ws, threshold=0)
    assert found["because"].tolist() == ["gelijk: Achternaam, Telefoon, Account; verschilt: Voornaam"]
    assert found["score"][0] < 0.5


def test_a_birthday_tells_namesakes_apart_once_it_is_named(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Geboren", "date")
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(
        ws,
        {**names, "geboren": "1980-03-04"},
        {**names, "geboren": "1980-04-03"},
        {**names, "geboren": "1955-12-31"},
    )
    assert ak.contacts.duplicates(ws)["score"].nunique() == 1
    found = ak.contacts.duplicates(ws, fields=["geboren"], threshold=0)
    assert found["because"].tolist() == [
        "gelijk: Voornaam, Achternaam; lijkt: Geboren (98%)",
        "gelijk: Voornaam, Achternaam; verschilt: Geboren",
        "gelijk: Voornaam, Achternaam; verschilt: Geboren",
    ]
    assert found["score"][0] > found["score"][1]


@pytest.mark.parametrize(
    ("kind", "one", "nearly", "other"),
    [
        ("text", "Kerkstraat 12", "kerkstraat 12a", "Dorpsplein 3"),
        ("textarea", "Zolder, tweede deur", "Zolder tweede duer", "beneden"),
        ("number", "12345", "12354", "777"),
        ("currency", "1234.50", "1234.05", "7.00"),
        ("phone", "06-12345678", "+31 6 12345679", "0201234567"),
        ("date", "1980-03-04", "1980-04-03", "1955-12-31"),
        ("datetime", "1980-03-04T12:00+01:00", "1980-04-03T12:00+01:00", "1955-12-31T12:00+01:00"),
    ],
)
def test_a_further_field_is_compared_by_its_kind(
    ws: ak.Workspace, kind: str, one: str, nearly: str, other: str
) -> None:
    ak.fields.define(ws, "contact", "Vrij", kind)
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(ws, *({**names, "vrij": value} for value in (one, nearly, other, one, None)))
    found = ak.contacts.duplicates(ws, fields=["vrij"], threshold=0).set_index(
        ["contact_id_1", "contact_id_2"]
    )
    because = found["because"].str.removeprefix("gelijk: Voornaam, Achternaam")
    assert because[1, 4] == ", Vrij"
    assert because[1, 2].startswith("; lijkt: Vrij (")
    assert because[1, 3] == "; verschilt: Vrij"
    assert because[1, 5] == ""
    assert found["score"][1, 4] > found["score"][1, 3]


def test_an_option_is_the_same_or_not(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Soort", "dropdown", options=["Klant", "Klanten"])
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(ws, *({**names, "soort": value} for value in ("Klant", "Klanten", "Klant")))
    found = ak.contacts.duplicates(ws, fields=["soort"])
    assert found["because"].tolist() == [
        "gelijk: Voornaam, Achternaam, Soort",
        "gelijk: Voornaam, Achternaam; verschilt: Soort",
        "gelijk: Voornaam, Achternaam; verschilt: Soort",
    ]
