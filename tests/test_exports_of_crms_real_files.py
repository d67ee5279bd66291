"""Exports of HubSpot, Salesforce, Northwind and Febrl: what each becomes, and why some of it cannot come in.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

import accounts_kit as ak
from tests.real_files import SHARED, case_of, load, prepared

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")


def loaded(mapping: str) -> tuple[ak.Workspace, ak.ImportResult]:
    case = case_of(mapping)
    ws = prepared(case)
    return ws, load(ws, case)


def messages(result: ak.ImportResult) -> list[str]:
    return result.problems["message"].drop_duplicates().tolist()


def test_companies_of_hubspot_keep_their_numbers_and_moments() -> None:
    ws, _ = loaded("hubspot_companies")
    account = ak.accounts.get(ws, "4b2c13cca3eb58ee49bbddcf00417130")
    assert (account.external_id, account.omzet, account.verwijderd) == (
        "2182162682", Decimal("10000000.00"), "false",
    )  # fmt: skip
    assert account.created_at.strftime("%Y-%m-%d %H:%M:%S") == "2019-07-05 20:35:26"
    assert ws.rows("SELECT count(funky) FROM accounts") == [(7,)]


def test_hashes_are_no_addresses_so_that_no_contact_of_hubspot_comes_in() -> None:
    _, result = loaded("hubspot_contacts")
    assert messages(result) == ["een contact heeft een e-mailadres of een telefoonnummer nodig"]


def test_a_contact_of_salesforce_comes_in_out_of_368_columns() -> None:
    ws, result = loaded("salesforce_contacts")
    assert result.problems["line"].tolist() == [2, 4]  # one has an id and nothing else
    columns = "email, phone, volledige_naam, plaats, afgemeld"
    assert ws.rows(f"SELECT {columns} FROM contacts ORDER BY contact_id") == [
        (None, "(555) 555-5555", "Janet Yellen", None, "FALSE"),
        ("hi@google.com", "(555) 555-5555", "Jerome", "Chicago", "FALSE"),
    ]
    assert ws.rows("SELECT contact_id, text FROM notes") == [(2, "Buy more.")]


def test_tasks_of_salesforce_are_refused_one_by_one_without_what_they_belong_to() -> None:
    _, result = loaded("salesforce_tasks")
    assert messages(result)[2:4] == [
        "geen deal heeft het nummer of de titel '0061G00000N32AHQAZ'.",
        "een taak hoort bij een contact of een deal",
    ]


def test_a_report_of_salesforce_brings_accounts_without_contacts_and_a_corrected_name() -> None:
    ws, result = loaded("sfdc_accounts_contacts")
    assert result.records.set_index("record")["created"].to_dict() == {"account": 10, "contact": 6}
    account = ak.accounts.get(ws, "OpenFloor Furniture Inc.")
    assert (account.phone, account.soort_relatie) == ("9782554185", "Customer - Direct")
    assert ak.contacts.get(ws, "anup@demo.net").account == "Madison Investments"
    assert ak.tags.table(ws)["contacts"].tolist() == [6]


def test_trees_of_salesforce_are_linked_by_their_references() -> None:
    ws = ak.open()
    ak.imports.run(ws, "salesforce", SHARED / "sfdc_lwc_recipes")
    assert ws.counts() | {"accounts": 10, "contacts": 11, "deals": 20} == ws.counts()
    assert ak.contacts.get(ws, "jennifer@demo.net").account == "Alpha Dynamics"
    assert ws.rows(
        "SELECT accounts.name, value, expected_close_on FROM deals JOIN accounts USING (account_id) "
        "WHERE title = 'Digital Transformation Initiative'"
    ) == [("Burlington Textiles", Decimal("342000.00"), date(2025, 9, 20))]


def test_customers_of_northwind_are_accounts_with_their_person_and_their_orders() -> None:
    ws, _ = loaded("northwind_orders")
    account = ak.accounts.get(ws, "Antonio Moreno Taquería")
    assert (account.external_id, account.city, account.postcode) == ("ANTON", "México D.F.", "05023")
    with (SHARED / "northwind" / "orders.csv").open(encoding="utf-8", newline="") as file:
        orders = list(csv.DictReader(file))
    assert ws.rows("SELECT title, value, expected_close_on FROM deals ORDER BY deal_id") == [
        (row["orderid"], Decimal(row["freight"]), date.fromisoformat(row["requireddate"])) for row in orders
    ]
    without = "SELECT external_id FROM accounts ANTI JOIN deals USING (account_id) ORDER BY 1"
    assert ws.rows(without) == [("FISSA",), ("PARIS",)]  # who never ordered


def test_people_of_northwind_have_their_days_and_what_is_told_of_them() -> None:
    ws, _ = loaded("northwind_employees")
    [davolio] = ws.rows("SELECT * EXCLUDE (created_at, updated_at) FROM contacts WHERE external_id = '1'")
    assert {"Davolio", "Nancy", "Ms.", date(1948, 12, 8), date(1992, 5, 1), "98122", "5467"} <= {*davolio}


def test_persons_of_febrl_keep_their_zeros() -> None:
    ws, _ = loaded("febrl")
    with (SHARED / "febrl_people" / "dataset1.csv").open(encoding="ascii", newline="") as file:
        rows = [[cell.strip() or None for cell in row] for row in csv.reader(file)][1:]
    columns = "external_id, first_name, last_name, huisnummer, straat, wijk, plaats, postcode, staat"
    found = ws.rows(f"SELECT {columns}, geboortedatum FROM contacts ORDER BY contact_id")
    assert found == [tuple(row[:10]) for row in rows]
    assert any(row[7].startswith("0") for row in found if row[7])
