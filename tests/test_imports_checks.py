"""One truth: what an import refuses, create and define refuse under the same name of the check.

Then the checks that only a file can fail, and what a problem says of its cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak

Refusal = Callable[[ak.Workspace], object]


@pytest.fixture
def ws() -> ak.Workspace:
    """A workspace with an account, a contact, and a custom field of each kind that can refuse."""
    ws = ak.open()
    ak.fields.define(ws, "account", "Start", "date")
    ak.fields.define(ws, "account", "Producten", "checkbox", options=["Drukwerk", "Website"])
    ak.accounts.create(ws, "Bekend B.V.", external_id="1")
    ak.contacts.create(ws, "bekend@x.example", external_id="1")
    return ws


def account(**values: Any) -> Refusal:
    return lambda ws: ak.accounts.create(ws, "Acme", **values)


CASES: list[tuple[str, str, dict[str, str], dict[str, str], Refusal]] = [
    ("required", "accounts", {"Naam": " ", "Plaats": "Ede"}, {}, lambda ws: ak.accounts.create(ws, " ")),
    ("length", "accounts", {"Naam": "x" * 256}, {}, lambda ws: ak.accounts.create(ws, "x" * 256)),
    ("length", "accounts", {"Naam": "Acme", "Plaats": "x" * 256}, {}, account(city="x" * 256)),
    ("option", "accounts", {"Naam": "Acme", "Branche": "Raketten"}, {}, account(industry="Raketten")),
    ("option", "accounts", {"Naam": "Acme", "Producten": "Vuurwerk"}, {}, account(producten=["Vuurwerk"])),
    ("website", "accounts", {"Naam": "Acme", "Website": "geen site"}, {}, account(website="geen site")),
    ("email", "contacts", {"E-mail": "info@"}, {}, lambda ws: ak.contacts.create(ws, "info@")),
    ("number", "accounts", {"Naam": "Acme", "Medewerkers": "veel"}, {}, account(employees="veel")),
    ("range", "accounts", {"Naam": "Acme", "Medewerkers": "-1"}, {}, account(employees=-1)),
    ("size", "accounts", {"Naam": "Acme", "Medewerkers": "9" * 13}, {}, account(employees=10**13 - 1)),
    ("date", "accounts", {"Naam": "Acme", "Start": "2026-02-31"}, {}, account(start="2026-02-31")),
    (
        "datetime",
        "accounts",
        {"Naam": "Acme", "Aangemaakt op": "2026-02-31 12:00"},
        {},
        account(created_at="2026-02-31 12:00"),
    ),
    ("key", "contacts", {"E-mail": "", "Voornaam": "Jan"}, {},
     lambda ws: ak.contacts.create(ws, first_name="Jan")),
    (
        "unique",
        "accounts",
        {"Naam": "BEKEND  b.v.", "Klantnummer": "2"},
        {"key": "external_id"},
        lambda ws: ak.accounts.create(ws, "BEKEND  b.v.", external_id="2"),
    ),
    (
        "unique",
        "contacts",
        {"E-mail": "BEKEND@x.example", "Contact ID": "2"},
        {"key": "external_id"},
        lambda ws: ak.contacts.create(ws, "BEKEND@x.example", external_id="2"),
    ),
    ("about", "notes", {"Notitie": "Hallo", "Bedrijf": ""}, {}, lambda ws: ak.notes.add(ws, "Hallo")),
    ("required", "notes", {"Notitie": " ", "Bedrijf": "Bekend B.V."}, {},
     lambda ws: ak.notes.add(ws, " ", account="Bekend B.V.")),
    ("field_key", "custom_fields", {"Van": "account", "Label": "Website", "Soort": "text"}, {},
     lambda ws: ak.fields.define(ws, "account", "Website", "text")),
    ("field_options", "custom_fields", {"Van": "account", "Label": "Kleur", "Soort": "dropdown"}, {},
     lambda ws: ak.fields.define(ws, "account", "Kleur", "dropdown")),
    ("option", "custom_fields", {"Van": "account", "Label": "Kleur", "Soort": "sterren"}, {},
     lambda ws: ak.fields.define(ws, "account", "Kleur", "sterren")),
    ("option", "custom_fields",
     {"Van": "account", "Label": "Kleur", "Soort": "radio", "Opties": "Rood;Blauw", "Standaard": "Geel"}, {},
     lambda ws: ak.fields.define(ws, "account", "Kleur", "radio", options=["Rood", "Blauw"], default="Geel")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "what", "row", "keywords", "by_hand"), CASES, ids=[f"{case[0]} of {case[1]}" for case in CASES]
)
def test_an_import_refuses_what_create_refuses_and_names_the_same_check(
    ws: ak.Workspace, check: str, what: str, row: dict[str, str], keywords: dict[str, str], by_hand: Refusal
) -> None:
    with pytest.raises((ak.WrongValue, ak.AlreadyExists), match=rf"check: {check}\b"):
        by_hand(ws)
    before = ws.counts()
    result = ak.imports.run(ws, what, pd.DataFrame([row]), **keywords)
    assert result.problems["check"].tolist() == [check]
    assert (result.rejected, result.created) == (1, 0)
    assert ws.counts() == before


@pytest.mark.parametrize("key", ["account", "contact"])
def test_a_value_that_create_accepts_is_imported(ws: ak.Workspace, key: str) -> None:
    """The longest name, the smallest number: right up to the limits that the cases above go past."""
    row = {
        "Naam": "x" * 255,
        "Plaats": "y" * 255,
        "Medewerkers": "0",
        "Branche": "ict",
        "Producten": "website",
    }
    source = pd.DataFrame([row if key == "account" else {"E-mail": f"{'x' * 64}@x.example"}])
    assert ak.imports.run(ws, f"{key}s", source).created == 1


# --- what only a file can do wrong


def test_the_first_row_of_a_key_counts_and_the_others_name_its_line(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "E-mail": ["jan@x.example", "els@x.example", "JAN@x.example", "jan@x.example "],
            "Voornaam": [*"abcd"],
        }
    )
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [3, "E-mail", "duplicate_in_file"],
        [4, "E-mail", "duplicate_in_file"],
    ]
    assert result.problems["message"][0] == "'JAN@x.example' stond al op regel 1; de eerste regel telt"
    assert ak.contacts.get(ws, "jan@x.example").first_name == "a"


def test_without_an_address_the_phone_number_is_the_key(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {"E-mail": ["", "", "els@x.example"], "Telefoon": ["(020) 123 45 67", "020-1234567", "0201234567"]}
    )
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems[["line", "column"]].to_numpy().tolist() == [[2, "Telefoon"]]
    assert result.created == 2


def test_a_row_that_names_an_account_and_nobody_is_no_contact(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {"E-mail": ["a@x.example", None], "Telefoon": [None, "-"], "Bedrijf": ["Acme", "Beta"]}
    )
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[2, "E-mail", "key"]]
    assert result.accounts_created["name"].tolist() == ["Acme"]


def test_names_that_differ_in_case_and_spaces_only_are_one_account(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["Acme  B.V.", "ACME b.v.", "Acme BV"]}))
    assert result.problems[["line", "check"]].to_numpy().tolist() == [[2, "duplicate_in_file"]]
    assert result.created == 2


def test_an_unknown_account_can_be_refused_with_the_nearest_name(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "E-mail": ["a@x.example", "b@x.example", "c@x.example"],
            "Bedrijf": ["BEKEND b.v.", "Bekend BV", None],
        }
    )
    result = ak.imports.run(ws, "contacts", source, unknown_accounts="refuse")
    [problem] = result.problems.itertuples()
    assert (problem.line, problem.column, problem.check, problem.value) == (
        2,
        "Bedrijf",
        "unknown_account",
        "Bekend BV",
    )
    assert "'Bekend B.V.'" in problem.message
    assert (result.created, ws.counts()["accounts"]) == (2, 1)


def test_an_owner_is_a_user_by_name_or_address(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Sanne Visser", email="sanne@x.example")
    owners = ["sanne visser", "SANNE@x.example", "Niemand", "-", None]
    source = pd.DataFrame({"Naam": [*"abcde"], "Eigenaar": owners})
    result = ak.imports.run(ws, "accounts", source)
    [problem] = result.problems.itertuples()
    assert (problem.line, problem.check, problem.message) == (
        3,
        "unknown_owner",
        "geen gebruiker heet 'Niemand'. Er is: 'Sanne Visser'.",
    )
    assert [ak.accounts.get(ws, name).owner for name in "abd"] == ["Sanne Visser", "Sanne Visser", None]


def test_a_note_about_a_contact_that_nobody_is_is_refused(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Notitie": ["Een", "Twee"], "E-mail": ["BEKEND@x.example", "wie@x.example"]})
    result = ak.imports.run(ws, "notes", source)
    assert result.problems[["line", "check", "value"]].to_numpy().tolist() == [
        [2, "unknown_contact", "wie@x.example"]
    ]
    assert result.created == 1


@pytest.mark.parametrize(("column", "cell"), [("Bedrijf", "x" * 256), ("Tags", "vip;" + "x" * 256)])
def test_a_name_that_is_too_long_for_an_account_or_a_tag_is_refused(
    ws: ak.Workspace, column: str, cell: str
) -> None:
    source = pd.DataFrame({"E-mail": ["a@x.example", "b@x.example"], column: ["goed", cell]})
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[2, column, "length"]]
    assert result.problems["message"][0].endswith("heeft 256 tekens; hoogstens 255 passen")


def test_a_required_field_that_a_file_does_not_have_refuses_new_records_only(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Klasse", "text", required=True)
    result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["Bekend B.V.", "Nieuw"], "Plaats": "Ede"}))
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[2, "Klasse", "required"]]
    assert (result.updated, result.created) == (1, 0)


def test_a_default_stands_in_for_a_required_value(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Klasse", "text", required=True, default="B")
    result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["Een", "Twee"], "Klasse": ["A", ""]}))
    assert result.rejected == 0
    assert [ak.accounts.get(ws, name).klasse for name in ("Een", "Twee")] == ["A", "B"]


def test_a_definition_that_is_there_already_in_another_kind_is_refused(ws: ak.Workspace) -> None:
    row = {"Van": "account", "Label": "Start", "Soort": "text"}
    result = ak.imports.run(ws, "custom_fields", pd.DataFrame([row]))
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[1, "Soort", "field_kind"]]
    assert result.problems["message"][0] == "dit veld is er al, en niet van soort 'text'"


def test_a_definition_twice_in_one_file_is_refused_the_second_time(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Van": "account", "Label": ["Rang", "RANG"], "Soort": "text"})
    result = ak.imports.run(ws, "custom_fields", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [2, "Label", "duplicate_in_file"]
    ]
    assert ws.catalogue.field("account.rang").label() == "Rang"


# --- what a problem says


def test_every_problem_of_a_row_is_listed_in_the_order_of_the_file(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        [{"Medewerkers": "veel", "Naam": "Acme", "Branche": "Raketten", "Website": "geen"}, {"Naam": "Beta"}]
    )
    result = ak.imports.run(ws, "accounts", source)
    assert result.problems["column"].tolist() == ["Medewerkers", "Branche", "Website"]
    assert (result.rejected, result.created) == (1, 1)


def test_a_cell_is_told_once_by_the_check_that_comes_first(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"E-mail": [f"{'x' * 300} nee"], "Voornaam": ["Jan"]})
    assert ak.imports.run(ws, "contacts", source).problems["check"].tolist() == ["length"]


def test_a_problem_is_told_in_the_language_of_the_workspace_with_the_text_of_the_file(
    ws: ak.Workspace,
) -> None:
    source = pd.DataFrame({"Naam": ["Acme", "Beta"], "Medewerkers": ["12", "  veel "]})
    [dutch] = ak.imports.plan(ws, "accounts", source).problems.itertuples()
    assert (dutch.value, dutch.message) == ("  veel ", "'veel' is geen getal (1.234,5)")
    ws.language = "en"
    [english] = ak.imports.plan(ws, "accounts", source).problems.itertuples()
    assert english.message == "'veel' is not a number (1,234.5)"


def test_two_rows_that_find_one_record_by_different_keys_are_one_row_too_many(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, "bekend@x.example", phone="1")
    source = pd.DataFrame(
        {
            "E-mail": ["bekend@x.example", ""],
            "Contact ID": ["", "1"],
            "Telefoon": ["1", "2"],
            "Voornaam": ["a", "b"],
        }
    )
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [2, "Contact ID", "duplicate_in_file"]
    ]
    assert (result.updated, ak.contacts.get(ws, 1).first_name) == (1, "a")


def test_a_moment_outside_the_calendar_is_refused_and_one_at_its_end_is_not(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {"Naam": [*"abc"], "Aangemaakt op": ["0001-01-01 00:00", "9999-12-31 23:59", "9999-12-31 23:59Z"]}
    )
    result = ak.imports.run(ws, "accounts", source)
    assert result.problems[["line", "check"]].to_numpy().tolist() == [[1, "datetime"], [3, "datetime"]]
    assert ak.accounts.get(ws, "b").created_at.year == 9999


@pytest.mark.parametrize("update", ["if_not_blank", "if_existing_blank", "always", "never"])
def test_rows_known_by_external_id_need_no_email_beside_it(ws: ak.Workspace, update: str) -> None:
    rows = pd.DataFrame({"external_id": ["1", "7"], "phone": ["06-1", "06-2"]})
    result = ak.imports.run(ws, "contacts", rows, key="external_id", update=update)
    assert (result.rows, result.created, result.rejected) == (2, 1, 0)
    assert ak.contacts.get(ws, 1).phone == (None if update == "never" else "06-1")
