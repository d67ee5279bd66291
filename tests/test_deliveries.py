"""Deliveries by their sources: files, folders and parsed answers; and what is none is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind, WrongValue
from accounts_kit.imports.deliveries import deliveries, likely_keys
from accounts_kit.imports.reading import read
from tests.delivered import ACCOUNTS, rows_of, said, write


def test_pages_in_a_folder_are_put_together_and_overlap_is_counted(tmp_path: Path) -> None:
    pages = [[{"id": str(n), "name": f"A{n}"} for n in range(first, first + 3)] for first in (1, 3)]
    folder = write(
        tmp_path / "antwoorden",
        accounts_2={"accounts": pages[1], "meta": {"total": "9"}},
        accounts_1={"accounts": pages[0], "meta": {"total": "9"}},
        lists={"lists": [{"id": "1"}], "meta": {"total": "1"}},
    )
    [accounts] = deliveries("activecampaign", folder)
    assert [row["name"] for row in rows_of(accounts)] == ["A1", "A2", "A3", "A4", "A5"]
    assert accounts.reading.name == "accounts_1.json and 1 more"
    assert accounts.reading.table.column("line").to_pylist() == [1, 2, 3, 4, 5]
    assert said(accounts) == {
        "not_read": ["Not read are lists (1)."],
        "repeated": ["Of the accounts 1 record has an id that stood before; the last counts."],
        "incomplete": [
            "Of the accounts 5 of 9 are here, as the answers say themselves; the other pages are missing."
        ],
    }
    again = deliveries("activecampaign", folder)[0].reading.fingerprint
    write(folder, lists={"lists": []})
    assert (
        again == accounts.reading.fingerprint != deliveries("activecampaign", folder)[0].reading.fingerprint
    )


def test_of_one_file_the_line_is_that_of_the_record(tmp_path: Path) -> None:
    write(tmp_path, een={"account": {"id": "1", "name": "Acme"}}, twee={"accounts": ACCOUNTS})
    [one] = deliveries("activecampaign", tmp_path / "een.json")
    [two] = deliveries("activecampaign", str(tmp_path / "twee.json"))
    assert (one.reading.name, one.reading.table.column("line").to_pylist()) == ("een.json", [2])
    assert two.reading.table.column("line").to_pylist() == [3, 12]


def test_a_file_of_bare_records_is_known_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, **{"contacts-1": [{"id": "1", "email": "jan@acme.nl"}], "export": [{"id": "1"}]})
    [contacts] = deliveries("activecampaign", tmp_path)
    assert rows_of(contacts) == [{"email": "jan@acme.nl", "external_id": "1"}]
    assert said(contacts) == {"not_read": ["Not read are export.json (1)."]}


def test_two_records_of_other_names_with_one_id_are_both_kept() -> None:
    answers = [{"accounts": [{"id": "1", "name": "Acme"}]}, {"account": {"id": "1", "name": "Beta"}}]
    [accounts] = deliveries("activecampaign", answers)
    assert [row["name"] for row in rows_of(accounts)] == ["Acme", "Beta"]
    assert "all are kept" in said(accounts)["same_id"][0]


@pytest.mark.parametrize(
    ("what", "source", "error", "message"),
    [
        (
            "hubspot",
            {},
            WrongValue,
            "No program 'hubspot' is known. There is: 'activecampaign', 'salesforce'",
        ),
        ("activecampaign", {"lists": [{"id": 1}]}, UnreadableFile, "holds no accounts, contacts, notes"),
        ("activecampaign", {}, UnreadableFile, "holds no accounts"),
        ("activecampaign", 3, WrongKind, "A int is no delivery"),
        ("activecampaign", [1], WrongKind, "A list is no delivery"),
        ("salesforce", "nergens", FileMissing, "No file or folder 'nergens'"),
    ],
)
def test_what_is_no_delivery_is_refused(what: str, source: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        deliveries(what, source)


def test_a_folder_without_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no JSON file"):
        deliveries("activecampaign", tmp_path)


def test_broken_json_is_refused_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text('{"accounts": [\n{"id": 1,]}', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"accounts\.json is no whole JSON: line 2, column 10"):
        deliveries("activecampaign", tmp_path)


def test_one_answer_is_plain_json_of_its_subject(tmp_path: Path) -> None:
    write(
        tmp_path,
        een={"contactLists": [{"list": "1"}], "contact": {"email": "jan@acme.nl", "firstName": "Jan"}},
    )
    reading = read(tmp_path / "een.json", likely=likely_keys("contacts"))
    assert reading.headers == ("email", "firstName")
    assert likely_keys("iets") == ()
