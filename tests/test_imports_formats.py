"""Workbooks and JSON from file to records: what is a number, date or phone number there is that here too."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import accounts_kit as ak
from tests.workbooks import xlsx


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for label, kind in (("Marge", "number"), ("Klant sinds", "date"), ("Code", "text")):
        ak.fields.define(ws, "account", label, kind)
    return ws


def test_a_workbook_of_accounts_comes_in_with_its_types(ws: ak.Workspace, tmp_path: Path) -> None:
    rows = [
        ["Relaties per 1 mei"],
        ["Bedrijfsnaam", "Telefoon", "Marge", "Klant sinds", "Code"],
        ["Acme", 612345678, 1.038, date(2024, 2, 29), 12],
        ["Beta", "0612345678", 1250, datetime(2023, 1, 2, 13, 30), 1.5],
        ["Gamma", None, "=#DIV/0!", None, "007"],
    ]
    result = ak.imports.run(ws, "accounts", xlsx(tmp_path / "relaties.xlsx", {"Blad1": rows}))
    assert result.created == 2
    assert result.problems[["line", "column", "check", "value"]].values.tolist() == [
        [5, "Marge", "number", "#DIV/0!"]
    ]
    acme, beta = ak.accounts.get(ws, "Acme"), ak.accounts.get(ws, "Beta")
    assert (acme.phone.removeprefix("+31"), acme.marge, acme.klant_sinds, acme.code) == (
        "612345678", Decimal("1.038"), date(2024, 2, 29), "12",
    )  # fmt: skip
    assert (beta.marge, beta.klant_sinds, beta.code) == (1250, date(2023, 1, 2), "1,5")


def test_whole_numbers_among_fractions_read_as_whole_in_a_text(ws: ak.Workspace, tmp_path: Path) -> None:
    rows = [["Bedrijfsnaam", "Code"], ["Acme", 12], ["Beta", 1.5]]
    ak.imports.run(ws, "accounts", xlsx(tmp_path / "a.xlsx", {"Blad1": rows}))
    assert [ak.accounts.get(ws, name).code for name in ("Acme", "Beta")] == ["12", "1.5"]


def test_numbers_of_json_are_no_thousands_in_a_dutch_workspace(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    answer = {
        "accounts": [{"name": "Acme", "marge": 1.038}, {"name": "Beta", "marge": 2}],
        "links": [{"a": 1}],
    }
    path.write_text(json.dumps(answer, indent=1), encoding="utf-8")
    assert ak.imports.run(ws, "accounts", path).created == 2
    assert [ak.accounts.get(ws, name).marge for name in ("Acme", "Beta")] == [Decimal("1.038"), 2]


def test_a_broken_line_of_json_lines_is_a_problem_with_its_line(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "accounts.jsonl"
    path.write_text('{"name": "Acme"}\n{"name": "Beta"\n{"name": "Gamma"}\n', encoding="utf-8")
    result = ak.imports.run(ws, "accounts", path)
    assert (result.created, result.rejected) == (2, 1)
    assert result.problems[["line", "check"]].values.tolist() == [[2, "json"]]


def test_of_two_keys_for_one_field_the_one_that_says_something_counts(ws: ak.Workspace) -> None:
    """Contacts of the API have both an orgname and an organization; the latter is an id or nothing."""
    answer = {"contact": {"email": "jan@acme.nl", "orgname": "Acme", "organization": None}}
    ak.imports.run(ws, "contacts", answer)
    assert ak.contacts.get(ws, "jan@acme.nl").account == "Acme"
    nothing = {"contact": {"email": "els@beta.nl", "orgname": "", "organization": None}}
    assert ak.imports.run(ws, "contacts", nothing).created == 1
