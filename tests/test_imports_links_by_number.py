"""Exports of a CRM name accounts by their number: such a cell links where no account has it as a name."""

from __future__ import annotations

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.", external_id="0011")
    ak.accounts.create(ws, "0012", external_id="Y7")
    ak.accounts.create(ws, "Beta", external_id="0012")
    ak.accounts.create(ws, "Gamma", external_id="dubbel")
    ak.accounts.create(ws, "Delta", external_id="dubbel")
    return ws


def people(account: str) -> pd.DataFrame:
    return pd.DataFrame({"E-mail": ["jan@acme.example"], "AccountId": [account]})


@pytest.mark.parametrize(("said", "account"), [("0011", "Acme B.V."), ("y7", "0012"), ("0012", "0012")])
def test_a_contact_is_linked_by_name_and_else_by_external_id(
    ws: ak.Workspace, said: str, account: str
) -> None:
    result = ak.imports.run(ws, "contacts", people(said), mapping={"AccountId": "account"})
    assert len(result.accounts_created) == 0
    assert ak.contacts.get(ws, "jan@acme.example").account == account
    codes = [one.code for one in result.assumptions]
    assert ("accounts_by_number" in codes) == (said != "0012")
    again = ak.imports.run(ws, "contacts", people(said), mapping={"AccountId": "account"})
    assert again.unchanged == 1
    assert ak.check(ws).empty


def test_a_number_that_two_accounts_have_names_neither(ws: ak.Workspace) -> None:
    result = ak.imports.run(
        ws, "contacts", people("dubbel"), mapping={"AccountId": "account"}, unknown_accounts="refuse"
    )
    assert result.problems["check"].tolist() == ["unknown_account"]


def test_notes_and_deals_are_linked_by_it_too(ws: ak.Workspace) -> None:
    notes = pd.DataFrame({"Opmerking": ["belde"], "Bedrijf": ["0011"]})
    assert ak.imports.run(ws, "notes", notes, unknown_accounts="refuse").created == 1
    deals = pd.DataFrame({"Titel": ["Nieuwe site"], "Bedrijf": ["0011"]})
    assert ak.imports.run(ws, "deals", deals, unknown_accounts="refuse").created == 1
    assert ak.deals.table(ws)["account"].tolist() == ["Acme B.V."]


def test_headers_of_fields_that_were_added_in_salesforce_mean_what_stands_before_the_sign(
    ws: ak.Workspace,
) -> None:
    source = pd.DataFrame(
        {"Email__c": ["a@b.example"], "Title__c": ["CEO"], "Mobile_Phone__c": ["0612345678"]}
    )
    mapping = ak.imports.plan(ws, "contacts", source).mapping.set_index("column")["field"].to_dict()
    assert mapping == {
        "Email__c": "contact.email",
        "Title__c": "contact.job_title",
        "Mobile_Phone__c": "contact.phone",
    }


def test_a_new_field_can_ask_for_a_check(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Naam": ["Een", "Twee"], "KvK": ["01234567", "123"]})
    new = {"KvK": {"new": {"label": "KvK-nummer", "kind": "text", "check": "kvk"}}}
    result = ak.imports.run(ws, "accounts", source, mapping=new)
    assert (result.created, result.problems["check"].tolist()) == (1, ["kvk"])
    wrong = {"KvK": {"new": {"label": "KvK-nummer", "kind": "number", "check": "kvk"}}}
    with pytest.raises(ak.MappingError, match="the check 'kvk' is for fields of kind text"):
        ak.imports.plan(ws, "accounts", source, mapping=wrong)
