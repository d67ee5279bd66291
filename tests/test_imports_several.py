"""A file of contacts that says something of their accounts too, and holds notes: one pass, one change set."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak

FAIR = pd.DataFrame(
    {
        "Bedrijf": ["Acme B.V.", "acme  b.v.", "Nieuw BV", "Nieuw BV", "", "Alleen BV"],
        "Account: Plaats": ["Gent", "", "Aalst", "Brugge", "", "Ieper"],
        "E-mail": ["jan@acme.example", "els@acme.example", "p@nieuw.example", "q@nieuw.example",
                   "los@x.example", ""],
        "Voornaam": ["Jan", "Els", "Piet", "Quinten", "Los", ""],
        "Gesprek": ["wil een offerte", "", "belt terug", "weg", "", ""],
    }
)  # fmt: skip
NOTE = {"Gesprek": "note.text"}
COUNTS = ("rows", "created", "updated", "unchanged", "rejected")


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.", city="Ede", website="acme.example")
    ak.contacts.create(ws, "jan@acme.example", first_name="Jan", account="Acme B.V.")
    return ws


def counts(outcome: object) -> tuple[int, ...]:
    return tuple(getattr(outcome, name) for name in COUNTS)


def of_records(outcome: ak.imports.ImportResult | ak.imports.Plan) -> dict[str, tuple[int, int, int]]:
    return {record: (made, changed, same) for record, made, changed, same in outcome.records.to_numpy()}


def everything(ws: ak.Workspace) -> list[str]:
    tables = ("accounts", "contacts", "notes", "tags", "custom_fields", "change_sets", "changes", "imports")
    return [ws.frame(f"SELECT * FROM {table} ORDER BY ALL").to_csv(index=False) for table in tables]


def test_accounts_contacts_and_notes_come_from_one_file(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", FAIR, mapping=NOTE)
    assert counts(result) == (6, 4, 0, 1, 1)
    assert of_records(result) == {"account": (2, 1, 0), "contact": (3, 0, 1), "note": (2, 0, 0)}
    accounts = ak.accounts.table(ws).set_index("name")
    assert accounts["city"].to_dict() == {"Acme B.V.": "Gent", "Nieuw BV": "Aalst", "Alleen BV": "Ieper"}
    assert accounts.loc["Acme B.V.", "website"] == "acme.example"
    assert ak.contacts.get(ws, "p@nieuw.example").account == "Nieuw BV"
    assert sorted(ak.notes.table(ws)["text"]) == ["belt terug", "wil een offerte"]
    assert ak.check(ws).empty
    assert len(ak.changes.table(ws)) == 3  # the two of the fixture, and one import


def test_a_row_that_says_something_else_of_an_account_is_refused_whole(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", FAIR, mapping=NOTE)
    [problem] = result.problems.to_dict("records")
    assert (problem["line"], problem["column"], problem["check"], problem["value"]) == (
        4, "Account: Plaats", "differs_in_file", "Brugge",
    )  # fmt: skip
    assert "op regel 3 staat iets anders over hetzelfde account" in problem["message"]
    assert "q@nieuw.example" not in ak.contacts.table(ws)["email"].tolist()


def test_a_plan_of_several_records_says_what_its_run_does_and_leaves_no_trace(ws: ak.Workspace) -> None:
    before = everything(ws)
    plan = ak.imports.plan(ws, "contacts", FAIR, mapping=NOTE)
    assert everything(ws) == before
    result = ak.imports.run(ws, plan)
    assert counts(plan) == counts(result)
    for name in ("problems", "accounts_created", "moved", "changes", "records", "mapping"):
        pd.testing.assert_frame_equal(getattr(plan, name), getattr(result, name))
    assert result.accounts_created["name"].tolist() == ["Nieuw BV", "Alleen BV"]
    assert result.changes[["record", "field", "old", "new"]].to_numpy().tolist() == [
        ["account", "Plaats", "Ede", "Gent"]
    ]


def test_the_same_file_a_second_time_changes_nothing(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", FAIR, mapping=NOTE)
    before = everything(ws)[:4]
    again = ak.imports.run(ws, "contacts", FAIR, mapping=NOTE)
    assert counts(again) == (6, 0, 0, 5, 1)
    assert again.change_set_id is None
    assert everything(ws)[:4] == before


def test_a_note_is_about_the_contact_of_its_row_and_about_the_account_without_one(ws: ak.Workspace) -> None:
    source = FAIR.iloc[[0, 5]].assign(Gesprek=["wil een offerte", "niemand gesproken"])
    ak.imports.run(ws, "contacts", source, mapping=NOTE)
    notes = ak.notes.table(ws).set_index("text")[["account", "contact"]]
    assert notes.loc["wil een offerte"].isna().tolist() == [True, False]
    assert notes.loc["niemand gesproken"].fillna("").tolist() == ["Alleen BV", ""]
    ak.associations.unlink(ws, "jan@acme.example", confirm=True)
    assert ak.imports.run(ws, "contacts", source, mapping=NOTE).records["created"].tolist() == [0, 0, 0]


def test_undo_takes_back_all_records_of_the_file(ws: ak.Workspace) -> None:
    before = everything(ws)[:3]
    undone = ak.imports.undo(ws, ak.imports.run(ws, "contacts", FAIR, mapping=NOTE))
    assert len(undone.kept) == 0
    after = [table.to_csv(index=False) for table in (ws.frame("SELECT * FROM notes"),)]
    assert after[0] == before[2]
    assert ak.accounts.get(ws, "Acme B.V.").city == "Ede"
    assert ws.counts()["contacts"] == 1


def test_a_bad_contact_makes_no_account(ws: ak.Workspace) -> None:
    source = FAIR.assign(**{"E-mail": ["info@"] * 5 + [""]})
    result = ak.imports.run(ws, "contacts", source)
    assert (result.created, result.rejected) == (1, 5)  # the account without a contact
    assert ak.accounts.table(ws)["name"].tolist() == ["Acme B.V.", "Alleen BV"]
    assert ak.accounts.get(ws, "Acme B.V.").city == "Ede"


def test_a_bad_account_makes_no_contact(ws: ak.Workspace) -> None:
    source = FAIR.iloc[:3].drop(columns="Gesprek").assign(**{"Account: Website": ["", "", "geen"]})
    result = ak.imports.run(ws, "contacts", source)
    assert result.problems["check"].tolist() == ["website"]
    assert counts(result) == (3, 1, 0, 1, 1)
    assert "p@nieuw.example" not in ak.contacts.table(ws)["email"].tolist()


def test_a_row_without_anything_is_not_lost(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "E-mail": ["a@b.example", ""],
            "Bedrijf": ["Acme B.V.", ""],
            "Account: Plaats": ["", ""],
            "X": ["", "y"],
        }
    )
    result = ak.imports.run(ws, "contacts", source)
    assert (result.created, result.rejected) == (1, 1)
    assert result.problems["check"].tolist() == ["key"]


def test_a_contact_whose_account_is_a_placeholder_has_none(ws: ak.Workspace) -> None:
    source = FAIR.iloc[:1].assign(Bedrijf="(Particulier)", **{"Account: Plaats": ""})
    result = ak.imports.run(ws, "contacts", source, update="always", mapping=NOTE)
    assert (result.rejected, of_records(result)["account"]) == (0, (0, 0, 0))
    assert ak.contacts.get(ws, "jan@acme.example").account is None
    refused = ak.imports.run(ws, "contacts", source.assign(**{"Account: Plaats": "Gent"}))
    assert refused.problems["check"].tolist() == ["required"]


def test_accounts_that_nobody_has_can_be_refused_there_too(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", FAIR, unknown_accounts="refuse")
    assert set(result.problems["check"]) == {"unknown_account", "differs_in_file"}
    assert ak.accounts.table(ws)["name"].tolist() == ["Acme B.V."]


def test_unknown_columns_become_fields_of_the_kind_that_they_hold(ws: ak.Workspace) -> None:
    source = FAIR[["E-mail", "Voornaam"]].iloc[:5].assign(
        Score=["1,5", "2", "3", "4", ""], Terugbellen=["ja", "nee", "ja", "ja", ""], KvK=["01234567"] * 5
    )  # fmt: skip
    plan = ak.imports.plan(ws, "contacts", source, unknown_columns="create")
    assert not ak.fields.table(ws, "contact")["custom"].any()
    result = ak.imports.run(ws, plan)
    fields = ak.fields.table(ws, "contact").query("custom").set_index("label")["kind"].to_dict()
    assert fields == {"Score": "number", "Terugbellen": "dropdown", "KvK": "text"}
    assert ak.contacts.get(ws, "jan@acme.example").kvk == "01234567"
    ak.imports.undo(ws, result)
    assert not ak.fields.table(ws, "contact")["custom"].any()


def test_a_plan_that_has_to_try_is_not_made_inside_another_block(ws: ak.Workspace) -> None:
    for block in (ws.reading(), ws.transaction()):
        with block, pytest.raises(ak.WorkspaceReadOnly, match="Make the plan before that block"):
            ak.imports.plan(ws, "contacts", FAIR, mapping=NOTE)


def test_the_mapping_of_a_plan_is_saved_and_used_again(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "beurs.yaml"
    plan = ak.imports.plan(ws, "contacts", FAIR, mapping=NOTE, tags="beurs")
    plan.save_mapping(path)
    plan.save_mapping(path)
    by_file = ak.imports.plan(ws, "contacts", FAIR, mapping=path)
    assert by_file.mapping["field"].tolist() == plan.mapping["field"].tolist()
    assert counts(by_file) == counts(plan)
    assert ak.imports.run(ws, by_file).created == 4
    assert ak.tags.table(ws)["tag"].tolist() == ["beurs"]
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(ak.FileInTheWay, match=r"save_mapping\(path, overwrite=True\)"):
        plan.save_mapping(path)


def test_a_column_of_identifiers_is_not_said_to_be_nearly_numbers(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"E-mail": ["q@x.example"], "KvK": ["01234567"], "Code": ["7"]})
    said = [one.text for one in ak.imports.plan(ws, "contacts", source, unknown_columns="create").assumptions]
    assert "'KvK' becomes a new field contact.kvk, text." in said
    assert "'Code' becomes a new field contact.code, text." in said
