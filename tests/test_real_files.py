"""Real files come in whole: Dutch public organisations, an export of Salesforce, customers of Northwind.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import accounts_kit as ak

SHARED = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")

MIJNOVERHEID = SHARED / "nl_mijnoverheid" / "mijnoverheid_20160907.csv"
SALESFORCE = SHARED / "sfdc_lwc_recipes" / "Accounts-Contacts.csv"
NORTHWIND = SHARED / "northwind" / "customers.csv"
MAPPING = Path(__file__).parent / "mappings" / "nl_mijnoverheid.yaml"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def counts(result: ak.ImportResult) -> tuple[int, int, int]:
    return result.rows, result.created, result.rejected


def test_dutch_public_organisations_are_accounts_with_an_address_of_their_own(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "E-mailadres", "email", key="email")
    result = ak.imports.run(ws, "accounts", MIJNOVERHEID, mapping=MAPPING)
    assert counts(result) == (420, 420, 0)
    account = ak.accounts.get(ws, "gemeente de wolden")
    assert (account.phone, account.city, account.email) == ("140528", "Zuidwolde dr", "gemeente@dewolden.nl")
    assert ws.rows("SELECT count(email), count(website), count(phone) FROM accounts") == [(397, 419, 417)]
    assert ak.imports.run(ws, "accounts", MIJNOVERHEID, mapping=MAPPING).unchanged == 420


def test_a_salesforce_export_gives_its_contacts_and_refuses_the_accounts_without_one(
    ws: ak.Workspace,
) -> None:
    result = ak.imports.run(ws, "contacts", SALESFORCE)
    assert counts(result) == (14, 6, 8)
    assert set(result.problems["check"]) == {"key"}
    assert result.accounts_created["name"].tolist() == ["Alpha Dynamics", "Madison Investments"]
    assert ak.contacts.get(ws, "anup@demo.net").account == "Madison Investments"


def test_the_same_export_as_accounts_has_each_account_once(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "accounts", SALESFORCE)
    assert counts(result) == (14, 10, 4)
    assert set(result.problems["check"]) == {"duplicate_in_file"}
    assert result.problems["line"].tolist() == [3, 4, 6, 7]


def test_the_customers_of_northwind_are_accounts_with_their_numbers(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "accounts", NORTHWIND)
    assert counts(result) == (91, 91, 0)
    account = ak.accounts.get(ws, "Antonio Moreno Taquería")
    assert (account.external_id, account.city, account.postcode) == ("ANTON", "México D.F.", "05023")
