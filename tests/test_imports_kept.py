"""imports.table, get and undo: what a workspace remembers of an import, and taking it back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak

PEOPLE = "E-mailadres;Voornaam;Bedrijf;Schoenmaat\njan@acme.example;Jan;Acme B.V.;44\ninfo@;;;\n"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open(user="Els")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "mensen.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_a_new_workspace_has_no_imports(ws: ak.Workspace) -> None:
    table = ak.imports.table(ws)
    assert table.empty
    assert list(table.columns) == [
        "import_id", "at", "who", "what", "file", "rows", "created", "updated", "unchanged", "rejected",
        "change_set_id", "undone_by",
    ]  # fmt: skip


def test_imports_are_listed_newest_first_with_who_and_what_came_of_them(
    ws: ak.Workspace, people: Path
) -> None:
    first = ak.imports.run(ws, "contacts", people)
    again = ak.imports.run(ws, "contacts", people)
    table = ak.imports.table(ws)
    assert table["import_id"].tolist() == [again.import_id, first.import_id]
    assert table["who"].tolist()[1] == "Els"
    counts = table[["rows", "created", "updated", "unchanged", "rejected"]].to_numpy().tolist()
    assert counts == [[2, 0, 0, 1, 1], [2, 1, 0, 0, 1]]
    assert table["change_set_id"].isna().tolist() == [True, False]
    assert len(ak.imports.table(ws, limit=1)) == 1


def test_an_import_is_remembered_without_the_values_of_its_file(ws: ak.Workspace, people: Path) -> None:
    result = ak.imports.run(ws, "contacts", people)
    past = ak.imports.get(ws, result)
    assert (past.what, past.file, past.rows, past.created, past.rejected) == (
        "contacts",
        "mensen.csv",
        2,
        1,
        1,
    )
    assert past.sha256 == hashlib.sha256(people.read_bytes()).hexdigest()
    assert past.problems.to_dict("records") == [
        {"check": "email", "column": "E-mailadres", "rows": 1, "first_line": 3}
    ]
    assert past.records.to_numpy().tolist() == [["account", 1, 0, 0], ["contact", 1, 0, 0]]
    assert past.mapping["field"].tolist()[:3] == ["contact.email", "contact.first_name", "contact.account"]
    assert "';' separate 4 columns." in past.assumptions
    assert "info@" not in repr(past)
    assert "info@" not in past._repr_html_()


def test_an_import_shows_its_counts_and_who_undid_it(ws: ak.Workspace, people: Path) -> None:
    result = ak.imports.run(ws, "contacts", people)
    undone = ak.imports.undo(ws, result)
    past = ak.imports.get(ws, result.import_id)
    assert past.undone_by == undone.change_set_id
    assert "by Els: 2 rows, 1 created, 0 updated, 0 unchanged, 1 rejected; taken back by change set " in repr(
        past
    )


def test_an_import_that_is_undone_leaves_nothing_but_what_changed_since(
    ws: ak.Workspace, people: Path
) -> None:
    result = ak.imports.run(ws, "contacts", people)
    ak.accounts.update(ws, "Acme B.V.", city="Gent")
    undone = ak.imports.undo(ws, result)
    assert ws.counts()["contacts"] == 0
    assert ws.counts()["accounts"] == 1
    assert undone.kept["table"].tolist() == ["accounts"]
    assert ak.check(ws).empty


def test_an_import_that_changed_nothing_has_nothing_to_take_back(ws: ak.Workspace, people: Path) -> None:
    ak.imports.run(ws, "contacts", people)
    again = ak.imports.run(ws, "contacts", people)
    undone = ak.imports.undo(ws, again)
    assert (undone.change_set_id, undone.removed, len(undone.kept)) == (None, 0, 0)
    assert ws.counts()["contacts"] == 1


@pytest.mark.parametrize("given", [7, "mensen.csv", None, True, 2.5])
def test_an_import_that_is_not_there_says_where_they_are_listed(ws: ak.Workspace, given: object) -> None:
    for function in (ak.imports.get, ak.imports.undo):
        with pytest.raises(ak.UnknownRecord, match=r"No import .*imports\.table\(\) lists them"):
            function(ws, given)


def test_a_plan_is_carried_out_without_reading_its_file_as_a_table_again(
    ws: ak.Workspace, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ak.imports.plan(ws, "contacts", people)

    def refuse(*_: object) -> None:
        raise AssertionError("the file was read a second time")

    monkeypatch.setattr("accounts_kit.imports.sources.read", refuse)
    assert ak.imports.run(ws, plan).created == 1


def test_a_plan_finds_its_records_again_when_it_is_carried_out(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(
        ws, "contacts", pd.DataFrame({"E-mail": ["jan@acme.example"], "Voornaam": ["Jan"]})
    )
    assert plan.created == 1
    ak.contacts.create(ws, "JAN@acme.example", last_name="Jansen")
    result = ak.imports.run(ws, plan)
    assert (result.created, result.updated) == (0, 1)
    assert ak.contacts.get(ws, "jan@acme.example").last_name == "Jansen"
