"""Salesforce's trees of records as tables: references become names, whatever file or record they stand in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.deliveries import Delivery, deliveries


def record(of: str, reference: str, **values: Any) -> dict[str, Any]:
    return {"attributes": {"type": of, "referenceId": reference}, **values}


ACCOUNTS = [
    record("Account", "A1", Name="Acme", NumberOfEmployees=1200, BillingCity="Tiel", Type="Klant"),
    record("Account", "A2", Name="Beta", Id="001xx"),
]
CONTACTS = [
    record(
        "Contact", "C1", AccountId="@A1", FirstName="Jan", LastName="Smit", Email="jan@acme.nl", Title="CEO"
    ),
    record("Contact", "C2", AccountId="001xx", LastName="Els", Email="els@beta.nl"),
    record("Contact", "C3", AccountId="@A9", LastName="Los", Email="los@acme.nl"),
]
DEALS = [
    record("Opportunity", "O1", Name="Licenties", AccountId="@A1", ContactId="@C1", Amount=1250.5,
           CloseDate="2025-06-30", StageName="Closed Won"),
    record("Opportunity", "O2", Name="Meer", AccountId="@A2", StageName="Onderhandeling"),
    record("Opportunity", "O3", Name="Weg", AccountId="@A2", StageName="Z", IsClosed=True, IsWon=False),
]  # fmt: skip
PLAN = [
    {"sobject": "Account", "saveRefs": True, "resolveRefs": False, "files": ["Accounts.json"]},
    {
        "sobject": "Contact",
        "saveRefs": True,
        "resolveRefs": True,
        "files": ["Contacts.json", "Opportunities.json"],
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, Any] = {"Accounts": {"records": ACCOUNTS}, "Contacts": {"records": CONTACTS}}
    files |= {"Opportunities": {"records": DEALS}, "data-plan": PLAN}
    for name, content in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return tmp_path


def rows_of(delivery: Delivery) -> list[dict[str, Any]]:
    headers = delivery.reading.headers
    return [
        {header: row[f"c{place}"] for place, header in enumerate(headers) if row[f"c{place}"] is not None}
        for row in delivery.reading.table.to_pylist()
    ]


def said(delivery: Delivery) -> dict[str, str]:
    return {one.code: one.text for one in delivery.reading.assumptions}


@pytest.mark.parametrize("source", [".", "data-plan.json"])
def test_a_folder_and_a_plan_give_accounts_contacts_and_deals(folder: Path, source: str) -> None:
    accounts, contacts, deals = deliveries("salesforce", folder / source)
    assert rows_of(accounts) == [
        {"Name": "Acme", "NumberOfEmployees": 1200, "BillingCity": "Tiel", "Type": "Klant"},
        {"Name": "Beta", "Id": "001xx"},
    ]
    assert accounts.columns == {
        "Name": "name",
        "BillingCity": "city",
        "NumberOfEmployees": "employees",
        "Id": "external_id",
    }
    assert [(row["Email"], row.get("AccountId")) for row in rows_of(contacts)] == [
        ("jan@acme.nl", "Acme"),
        ("els@beta.nl", "Beta"),
        ("los@acme.nl", None),
    ]
    assert said(contacts)["unresolved"] == (
        "1 row refers to a record of Account that is not among them: left out."
    )
    assert [(row["Name"], row["IsWon"], row.get("ContactId")) for row in rows_of(deals)] == [
        ("Licenties", "won", "jan@acme.nl"),
        ("Meer", "open", None),
        ("Weg", "lost", None),
    ]
    assert deals.columns["CloseDate"] == "expected_close_on"


def test_other_types_and_other_files_are_named(folder: Path) -> None:
    broker = {"records": [record("Broker__c", "B1", Name="Makelaar")]}
    (folder / "brokers.json").write_text(json.dumps(broker), encoding="utf-8")
    (folder / "iets.json").write_text('{"a": 1}', encoding="utf-8")
    about = said(deliveries("salesforce", folder)[0])
    assert about["beside_plan"] == "Read too, though the plan does not name them: brokers.json, iets.json."
    texts = [
        one.text for one in deliveries("salesforce", folder)[0].reading.assumptions if one.code == "not_read"
    ]
    assert texts == [
        "iets.json holds no tree of records: not read.",
        "Not read are records of Broker__c (1).",
    ]


def test_a_planned_file_that_is_not_there_is_refused(folder: Path) -> None:
    (folder / "Contacts.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"Contacts\.json"):
        deliveries("salesforce", folder / "data-plan.json")
    with pytest.raises(UnreadableFile, match=r"The plan names 'Contacts\.json', which is not there"):
        deliveries("salesforce", folder)


def test_records_inside_others_belong_to_those() -> None:
    inside = {"records": [record("Contact", "C1", LastName="Smit", Email="jan@acme.nl")]}
    source = {"records": [record("Account", "A1", Name="Acme", Contacts=inside)]}
    _, contacts = deliveries("salesforce", source)
    assert rows_of(contacts) == [{"Email": "jan@acme.nl", "LastName": "Smit", "AccountId": "Acme"}]


def test_the_answer_of_a_query_names_the_account_in_the_record() -> None:
    contact = record(
        "Contact", "C1", Email="jan@acme.nl", Account={"attributes": {"type": "Account"}, "Name": "Acme"}
    )
    [contacts] = deliveries("salesforce", {"status": 0, "result": {"records": [contact]}})
    assert rows_of(contacts) == [{"Email": "jan@acme.nl", "AccountId": "Acme"}]
