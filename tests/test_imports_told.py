"""What an import no longer does in silence, or at the cost of a row: rounding, owners, options, plans."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def assumed(outcome: ak.imports.Plan | ak.imports.ImportResult) -> dict[str, str]:
    return {one.code: one.text for one in outcome.assumptions}


def test_numbers_with_more_decimals_than_their_field_keeps_are_told(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Bedrag", "currency")
    ak.fields.define(ws, "account", "Getal", "number")
    exact = pd.DataFrame({"Naam": ["a"], "Bedrag": ["1.234,500"], "Getal": ["0,123456"]})
    assert "rounded" not in assumed(ak.imports.run(ws, "accounts", exact))
    finer = pd.DataFrame({"Naam": ["a", "b"], "Bedrag": ["1,239", "2,50"], "Getal": ["1,5", "3"]})
    said = assumed(ak.imports.run(ws, "accounts", finer))["rounded"]
    assert said == "In 'Bedrag' 1 cell has more decimals than account.bedrag keeps; rounded to 2."


def test_an_owner_of_another_program_who_is_no_user_here_costs_no_record(ws: ak.Workspace) -> None:
    answers = {
        "accounts": [{"id": "1", "name": "Acme", "accountUrl": "www.acme.example", "owner": "7"}],
        "users": [{"id": "7", "email": "els@firma.example", "firstName": "Els"}],
    }
    result = ak.imports.run(ws, "activecampaign", answers)
    assert (result.created, result.rejected) == (1, 0)
    assert result.problems["check"].tolist() == ["unknown_owner"]
    assert "zonder" in result.problems["message"][0]
    assert ak.accounts.get(ws, "Acme").website == "www.acme.example"
    ak.users.create(ws, "Els", email="els@firma.example")
    again = ak.imports.run(ws, "activecampaign", answers)
    assert (again.updated, len(again.problems)) == (1, 0)
    assert ak.accounts.get(ws, "Acme").owner == "Els"


def test_another_word_for_a_field_with_options_does_not_fill_it_when_no_cell_is_one(ws: ak.Workspace) -> None:
    amounts = pd.DataFrame({"Naam": ["a", "b"], "Omzet": ["1250000", "98000"]})
    plan = ak.imports.plan(ws, "accounts", amounts)
    assert plan.created == 2
    note = plan.mapping.set_index("column").loc["Omzet", "note"]
    assert note == "ignored; none of its cells is an option of annual_revenue"
    bands = pd.DataFrame({"Naam": ["a", "b"], "Omzet": ["1M - 5M", "veel"]})
    assert ak.imports.plan(ws, "accounts", bands).problems["check"].tolist() == ["option"]
    stated = ak.imports.plan(ws, "accounts", amounts, mapping={"Omzet": "annual_revenue"})
    assert stated.rejected == 2
    created = ak.imports.run(ws, "accounts", amounts, unknown_columns="create")
    assert created.created == 2
    assert ak.fields.get(ws, "account.omzet").kind_name == "number"


def test_a_plan_is_stale_when_its_owners_may_be_others(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Anna", email="anna@firma.example")
    plan = ak.imports.plan(ws, "accounts", pd.DataFrame({"Naam": ["a"], "Eigenaar": ["Anna"]}))
    ak.users.update(ws, "Anna", name="Bea")
    ak.users.create(ws, "Anna", email="anna2@firma.example")
    with pytest.raises(ak.PlanIsStale, match="Users of the workspace changed"):
        ak.imports.run(ws, plan)


def test_accounts_that_are_made_on_the_way_are_counted(ws: ak.Workspace) -> None:
    people = pd.DataFrame({"E-mail": ["a@b.example", "c@b.example"], "Bedrijf": ["Acme", "Beta"]})
    records = ak.imports.run(ws, "contacts", people).records
    assert records.to_numpy().tolist() == [["account", 2, 0, 0], ["contact", 2, 0, 0]]


def test_a_saved_mapping_makes_no_fields_of_the_columns_of_another_file(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    people = pd.DataFrame({"E-mail": ["a@b.example"], "Score": ["8"]})
    ak.imports.plan(ws, "contacts", people, unknown_columns="create").save_mapping(tmp_path / "map.yaml")
    other = people.assign(Onverwacht="x")
    plan = ak.imports.plan(ws, "contacts", other, mapping=tmp_path / "map.yaml")
    assert plan.mapping.set_index("column")["how"].to_dict() == {
        "E-mail": "stated", "Score": "new", "Onverwacht": "",
    }  # fmt: skip
