"""Deliveries from source to records: in one run, linked to what they name, and twice changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import accounts_kit as ak
from tests.test_deliveries_accounts import FIRM
from tests.test_deliveries_contacts import ABOUT

ANSWERS = ABOUT | FIRM


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.users.create(ws, "Piet Jansen", email="piet@firma.nl")
    return ws


def test_a_whole_firm_comes_in_at_once(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "activecampaign", ANSWERS)
    counts = ws.counts()
    assert (counts["accounts"], counts["contacts"], counts["notes"], counts["deals"], counts["tasks"]) == (
        3, 3, 2, 2, 2,
    )  # fmt: skip
    assert counts["custom_fields"] == 9
    assert result.problems["check"].tolist() == [
        "about"
    ]  # the note about a contact without an e-mail address

    acme = ak.accounts.get(ws, "Acme")
    assert (acme.omzetdoel, acme.klant_sinds, acme.owner) == (
        Decimal("99.99"),
        date(2018, 12, 31),
        "Piet Jansen",
    )
    assert (acme.diensten, acme.niveau, acme.marge) == (["Advies", "Hosting"], "Brons", Decimal("1.038"))
    jan = ak.contacts.get(ws, "jan@acme.nl")
    assert (jan.account, jan.job_title, jan.interesses) == ("Acme", "Directeur", ["CRM", "Mail"])
    deals = ak.deals.table(ws).set_index("title")
    assert (deals.loc["Licenties", "value"], deals.loc["Licenties", "account"]) == (Decimal("456.00"), "Acme")
    assert ak.tasks.table(ws).set_index("title").loc["Offerte sturen", "deal"] == "Licenties"


def test_the_same_answers_twice_change_nothing(ws: ak.Workspace) -> None:
    first = ak.imports.run(ws, "activecampaign", ANSWERS)
    again = ak.imports.run(ws, "activecampaign", ANSWERS)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_a_plan_of_answers_is_run_as_it_says(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(ws, "activecampaign", ANSWERS)
    assert ws.counts()["accounts"] == 0
    assert ak.imports.run(ws, plan).created == plan.created


def test_an_account_that_is_there_gets_what_the_answers_say(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", city="Tiel")
    ak.imports.run(ws, "activecampaign", ANSWERS)
    acme = ak.accounts.get(ws, "acme")
    assert (acme.city, acme.website, acme.industry) == ("Tiel", "https://acme.nl", "Software")


def test_several_fields_with_a_default_each_get_their_own(ws: ak.Workspace) -> None:
    """Their parameters stood in another order than their columns."""
    for label in ("Eerste", "Tweede"):
        ak.fields.define(ws, "account", label, "text", default=f"standaard van {label}")
    ak.imports.run(
        ws, "accounts", [{"name": "Acme", "Tweede": "x", "Eerste": None}, {"name": "Beta", "Eerste": "y"}]
    )
    acme, beta = ak.accounts.get(ws, "Acme"), ak.accounts.get(ws, "Beta")
    assert (acme.eerste, acme.tweede) == ("standaard van Eerste", "x")
    assert (beta.eerste, beta.tweede) == ("y", "standaard van Tweede")
