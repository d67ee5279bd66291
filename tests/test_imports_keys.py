"""By what rows find their records: the usual key, and others by choice."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.fields.define(ws, "account", "KvK-nummer", "text", key="kvk")
    ak.accounts.create(ws, "Acme B.V.", kvk="01234567", external_id="A", phone="020 1234567", city="Ede")
    ak.accounts.create(ws, "Beta", kvk="00000002", city="Urk")
    ak.contacts.create(ws, "jan@x.example", phone="06-1", external_id="J", account="Beta")
    ak.contacts.create(ws, "els@x.example", phone="06-2")
    return ws


def counts(result: Any) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.unchanged, result.rejected


def said(result: Any) -> list[list[Any]]:
    return result.problems[["line", "column", "check"]].to_numpy().tolist()


# --- our own id


def test_a_row_with_our_own_id_is_that_record_and_renames_it(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"account_id": [2, None, 1], "Naam": ["Beta Nieuw", "Gamma", "Acme B.V."]})
    assert counts(ak.imports.run(ws, "accounts", source, key="id")) == (1, 1, 1, 0)
    assert [ak.accounts.get(ws, one).name for one in (1, 2, 3)] == ["Acme B.V.", "Beta Nieuw", "Gamma"]
    assert ak.check(ws).empty


def test_an_id_that_nobody_has_and_a_name_that_another_has_are_refused(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "account_id": ["9", "1", "", "1,5", "x", "2", "2"],
            "Naam": ["a", "beta", "BETA", "b", "c", "d", "e"],
        }
    )
    result = ak.imports.run(ws, "accounts", source, key="id", locale="nl")
    assert said(result) == [
        [1, "account_id", "unknown_id"],
        [2, "Naam", "unique"],
        [3, "Naam", "duplicate_in_file"],
        [4, "account_id", "unknown_id"],
        [5, "account_id", "number"],
        [7, "account_id", "duplicate_in_file"],
    ]
    assert result.problems["message"][0] == "geen record heeft nummer 9 in account_id"
    assert [ak.accounts.get(ws, one).name for one in (1, 2)] == ["Acme B.V.", "d"]


def test_a_row_without_our_id_is_a_new_record_even_where_the_name_is_known(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"account_id": ["", ""], "Naam": ["Beta", "Gamma"]})
    result = ak.imports.run(ws, "accounts", source, key="id")
    assert said(result) == [[1, "Naam", "unique"]]
    assert result.created == 1


def test_an_id_in_another_column_is_stated_since_account_id_is_mostly_another_systems(
    ws: ak.Workspace,
) -> None:
    source = pd.DataFrame({"Account ID": ["2"], "Plaats": ["Assen"]})
    with pytest.raises(ak.MappingError, match="No column fills 'account_id', and accounts cannot do without"):
        ak.imports.run(ws, "accounts", source, key="id")
    result = ak.imports.run(ws, "accounts", source, key="id", mapping={"Account ID": "account_id"})
    assert (counts(result), ak.accounts.get(ws, 2).city) == ((0, 1, 0, 0), "Assen")
    plan = ak.imports.plan(ws, "accounts", source.assign(Naam="Beta"))
    assert plan.mapping["field"].tolist()[0] == "account.external_id"


def test_the_id_of_a_merged_record_is_that_of_the_one_it_became(ws: ak.Workspace) -> None:
    ak.accounts.merge(ws, 1, [2], confirm=True)
    source = pd.DataFrame({"account_id": [2], "Plaats": ["Assen"]})
    assert counts(ak.imports.run(ws, "accounts", source, key="id")) == (0, 1, 0, 0)
    assert ak.accounts.get(ws, 1).city == "Assen"


def test_contacts_notes_and_deals_have_ids_of_their_own(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"contact_id": [1, 2], "Voornaam": ["Jan", "Els"], "Bedrijf": ["Acme B.V.", ""]})
    result = ak.imports.run(ws, "contacts", source, key="id")
    assert counts(result) == (0, 2, 0, 0)
    assert result.moved["to_account"].tolist() == ["Acme B.V."]
    ak.notes.add(ws, "Belde.", account=1)
    edited = pd.DataFrame({"note_id": [1, 7], "Tekst": ["Mailde.", "x"]})
    notes = ak.imports.run(ws, "notes", edited, key="id")
    assert counts(notes) == (0, 1, 0, 1)
    assert sorted(said(notes)) == [[2, "Account", "about"], [2, "note_id", "unknown_id"]]
    ak.deals.create(ws, "Proef", account=1)
    deals = ak.imports.run(ws, "deals", pd.DataFrame({"deal_id": [1], "Fase": ["Offerte"]}), key="id")
    assert (counts(deals), ak.deals.table(ws)["account"].tolist()) == ((0, 1, 0, 0), ["Acme B.V."])


# --- a field by choice


def test_a_custom_field_is_a_key_without_regard_to_case_and_spaces(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, 1, kvk="nl 1")
    source = pd.DataFrame(
        {"KvK-nummer": [" NL  1", "00000002", "3"], "Naam": ["Acme Nieuw", "Beta", "Gamma"], "Plaats": "Goes"}
    )
    assert counts(ak.imports.run(ws, "accounts", source, key="kvk")) == (1, 2, 0, 0)
    assert ak.accounts.get(ws, "Acme Nieuw").account_id == 1
    assert counts(ak.imports.run(ws, "accounts", source, key="kvk")) == (0, 0, 3, 0)


def test_without_a_value_in_the_key_the_usual_one_counts(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"KvK-nummer": ["", "01234567"], "Naam": ["beta", "Acme B.V."], "Plaats": "Goes"})
    assert counts(ak.imports.run(ws, "accounts", source, key="kvk")) == (0, 2, 0, 0)
    assert ak.accounts.get(ws, "Beta").kvk == "00000002"


def test_a_value_that_two_records_have_is_no_key_and_both_are_named(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Gamma", kvk="00000002")
    source = pd.DataFrame({"KvK-nummer": ["00000002", "01234567"], "Plaats": "Goes"})
    result = ak.imports.run(ws, "accounts", source, key="kvk")
    assert said(result) == [[1, "KvK-nummer", "several_records"]]
    assert "nummer 2 en 3" in result.problems["message"][0]
    assert (result.updated, ak.accounts.get(ws, 2).city) == (1, "Urk")


def test_a_key_twice_in_the_file_is_refused_and_so_is_a_name_that_another_has(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"KvK-nummer": ["9", "9", "01234567"], "Naam": ["a", "b", "Beta"]})
    assert said(ak.imports.run(ws, "accounts", source, key="kvk")) == [
        [2, "KvK-nummer", "duplicate_in_file"],
        [3, "Naam", "unique"],
    ]


def test_a_record_without_a_name_is_not_made_and_one_that_is_there_keeps_it(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"KvK-nummer": ["01234567", "9"], "Naam": ["", ""], "Plaats": ["Goes", "Goes"]})
    result = ak.imports.run(ws, "accounts", source, key="kvk")
    assert (counts(result), said(result)) == ((0, 1, 0, 1), [[2, "Naam", "required"]])
    assert ak.accounts.get(ws, 1).name == "Acme B.V."
    emptied = ak.imports.run(ws, "accounts", source.head(1), key="kvk", update="always")
    assert said(emptied) == [[1, "Naam", "required"]]


def test_a_phone_number_is_a_key_by_its_digits(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Telefoon": ["(020) 123-45-67"], "Plaats": ["Goes"]})
    assert counts(ak.imports.run(ws, "accounts", source, key="phone")) == (0, 1, 0, 0)
    people = pd.DataFrame({"Telefoon": ["06 1", "06 9"], "E-mail": ["jan@nieuw.example", "els@x.example"]})
    result = ak.imports.run(ws, "contacts", people, key="phone")
    assert (counts(result), said(result)) == ((0, 1, 0, 1), [[2, "E-mail", "unique"]])
    assert ak.contacts.get(ws, 1).email == "jan@nieuw.example"


def test_an_address_that_another_contact_has_is_refused_by_number_too(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Contact ID": ["J", "N"], "E-mail": ["ELS@x.example", "nieuw@x.example"]})
    result = ak.imports.run(ws, "contacts", source, key="external_id")
    assert (counts(result), said(result)) == ((1, 0, 0, 1), [[1, "E-mail", "unique"]])


def test_a_number_that_two_contacts_have_is_nobodys(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, 2, external_id="J")
    source = pd.DataFrame(
        {"E-mail": ["", "jan@x.example"], "Telefoon": ["06-7", ""], "Contact ID": ["J", ""]}
    )
    result = ak.imports.run(ws, "contacts", source)
    assert said(result) == [[1, "Contact ID", "several_records"]]


@pytest.mark.parametrize(
    ("what", "key", "message"),
    [
        (
            "accounts",
            "email",
            r"key='email' is not possible\. There is: 'name', 'external_id', 'id', 'phone', 'kvk'",
        ),
        ("contacts", "kvk", r"key='kvk' is not possible\. There is: 'email', 'external_id', 'id', 'phone'"),
        ("deals", "title", r"key='title' is not possible\. There is: 'external_id', 'id'"),
        ("custom_fields", "external_id", "Custom fields are known by their key"),
    ],
)
def test_what_cannot_be_a_key_says_what_can(ws: ak.Workspace, what: str, key: str, message: str) -> None:
    with pytest.raises(ak.WrongValue, match=message):
        ak.imports.plan(ws, what, pd.DataFrame({"a": ["b"]}), key=key)


def test_a_plan_with_a_key_is_run_by_that_key(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(ws, "accounts", pd.DataFrame({"account_id": [1], "Naam": ["Anders"]}), key="id")
    assert ak.imports.run(ws, plan).updated == 1
    assert ak.accounts.get(ws, 1).name == "Anders"


# --- placeholders and owners


def test_a_placeholder_is_no_account_in_a_file_of_accounts(ws: ak.Workspace) -> None:
    names = [
        "X",
        "(Particulier)",
        "n.v.t.",
        "Xella",
        "?",
        " GEEN ",
        "Organisatie in provincie Utrecht",
        "X B.V.",
    ]
    result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": names}))
    assert said(result) == [[line, "Naam", "placeholder"] for line in (1, 2, 3, 5, 6, 7)]
    assert result.problems["message"][0] == "'X' is geen naam van een account maar een plaatsvervanger"
    assert ak.accounts.table(ws)["name"].tolist()[2:] == ["Xella", "X B.V."]


@pytest.mark.parametrize("name", ["ja", "Nee", "#VERW!", "#REF!", "#DEEL/0!"])
def test_an_answer_or_a_failed_formula_is_the_name_of_no_account(ws: ak.Workspace, name: str) -> None:
    source = pd.DataFrame({"E-mail": ["q@x.example"], "Klant": [name]})
    result = ak.imports.run(ws, "contacts", source)
    assert (result.created, len(result.accounts_created)) == (1, 0)
    assert any(f"nobody, like {name!r}" in one.text for one in result.assumptions)


def test_a_contact_of_a_placeholder_has_no_account_and_the_plan_says_so(ws: ak.Workspace) -> None:
    names = ["x", "[Particulier]", "Beta", "Geen", "-"]
    source = pd.DataFrame({"E-mail": [f"{n}@x.example" for n in range(5)], "Bedrijf": names})
    result = ak.imports.run(ws, "contacts", source)
    assert (result.created, len(result.accounts_created)) == (5, 0)
    assert [ak.contacts.get(ws, f"{n}@x.example").account for n in range(5)] == [
        None,
        None,
        "Beta",
        None,
        None,
    ]
    [told] = [one.text for one in result.assumptions if one.code == "placeholder_accounts"]
    said_of = "In the column of accounts 3 cells name nobody, like 'x', '[Particulier]', 'Geen'"
    assert told == f"{said_of}: there is no account."


def test_what_an_account_is_called_is_no_placeholder(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "X")
    source = pd.DataFrame({"Naam": ["X"], "Plaats": ["Ede"]})
    assert counts(ak.imports.run(ws, "accounts", source)) == (0, 1, 0, 0)
    ak.imports.run(ws, "contacts", pd.DataFrame({"E-mail": ["a@x.example"], "Bedrijf": ["x"]}))
    assert ak.contacts.get(ws, "a@x.example").account == "X"


def test_an_owner_that_two_users_are_called_is_nobody_until_the_address_says_who(ws: ak.Workspace) -> None:
    for address in ("jan@firma.example", "jan2@firma.example"):
        ak.users.create(ws, "Jan", email=address)
    owners = ["Jan", "jan2@firma.example", "jan@firma.exmple"]
    source = pd.DataFrame({"Naam": [*"abc"], "Eigenaar": owners})
    problems = ak.imports.run(ws, "accounts", source).problems
    assert problems["check"].tolist() == ["unknown_owner"] * 2
    assert problems["message"].tolist() == [
        "geen gebruiker heet 'Jan'. Er zijn 2 gebruikers die zo heten; schrijf het e-mailadres",
        "geen gebruiker heet 'jan@firma.exmple'. Is 'jan@firma.example' bedoeld?",
    ]
    assert ak.accounts.get(ws, "b").owner == "Jan"


# --- a phone number that is none


@pytest.mark.parametrize("odd", ["geen", "6,12E+08", "6.12E+08", "-1"])
def test_a_text_that_is_no_phone_number_never_makes_one_contact_of_two_people(
    ws: ak.Workspace, odd: str
) -> None:
    source = pd.DataFrame(
        {"Voornaam": ["Jan", "Piet", "Els"], "E-mail": ["", "", "e@x.example"], "Telefoon": odd}
    )
    result = ak.imports.run(ws, "contacts", source)
    assert said(result) == [[1, "Telefoon", "phone"], [2, "Telefoon", "phone"]]
    assert "is geen telefoonnummer" in result.problems["message"][0]
    assert ak.contacts.get(ws, "e@x.example").phone == odd


def test_an_odd_phone_number_beside_a_chosen_key_is_kept(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"external_id": ["K1"], "Telefoon": ["geen"]})
    assert counts(ak.imports.run(ws, "contacts", source)) == (1, 0, 0, 0)
    refused = ak.imports.run(ws, "contacts", source, key="phone")
    assert said(refused) == [[1, "Telefoon", "phone"]]
