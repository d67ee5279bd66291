"""A file of contacts with columns of their accounts: whom a row names, and what several rows say together."""

from __future__ import annotations

import pandas as pd
import pytest

import accounts_kit as ak

CITY = {"Plaats": "account.city"}
COUNTS = ("created", "updated", "unchanged", "rejected")


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme", city="Ede")
    return ws


def rows(*cells: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["E-mail", "Account", "Plaats"])


def counts(outcome: ak.imports.ImportResult) -> tuple[int, ...]:
    return tuple(getattr(outcome, name) for name in COUNTS)


@pytest.mark.parametrize("name", ["X", "-", "(particulier)"])
def test_a_row_that_holds_nothing_but_a_placeholder_is_refused_and_not_lost(
    ws: ak.Workspace, name: str
) -> None:
    result = ak.imports.run(ws, "contacts", rows(("a@x.nl", "Acme", "Gent"), ("", name, "")), mapping=CITY)
    assert result.rows == 2
    assert counts(result) == (1, 0, 0, 1)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[2, "Account", "required"]]


def test_rows_that_name_one_account_by_two_of_its_names_are_about_one_account(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Oud BV")
    ak.accounts.merge(ws, "Acme", "Oud BV", confirm=True)
    file = rows(("a@x.nl", "Oud BV", "Gent"), ("b@x.nl", "Acme", ""), ("c@x.nl", "oud bv", "Gent"))
    result = ak.imports.run(ws, "contacts", file, mapping=CITY)
    assert counts(result) == (3, 0, 0, 0)
    assert ak.accounts.table(ws)[["name", "city"]].to_numpy().tolist() == [["Acme", "Gent"]]
    assert set(ak.contacts.table(ws)["account"]) == {"Acme"}


def test_what_rows_say_of_one_account_by_two_of_its_names_may_not_differ(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Oud BV")
    ak.accounts.merge(ws, "Acme", "Oud BV", confirm=True)
    file = rows(("a@x.nl", "Oud BV", "Gent"), ("b@x.nl", "Acme", "Aalst"))
    result = ak.imports.run(ws, "contacts", file, mapping=CITY)
    assert counts(result) == (1, 0, 0, 1)
    assert result.problems[["line", "check"]].to_numpy().tolist() == [[2, "differs_in_file"]]


def test_a_clear_token_empties_whichever_row_of_the_account_has_it(ws: ak.Workspace) -> None:
    file = rows(("a@x.nl", "Acme", ""), ("b@x.nl", "Acme", "LEEG"))
    assert counts(ak.imports.run(ws, "contacts", file, mapping=CITY, clear="LEEG")) == (2, 0, 0, 0)
    assert ak.accounts.get(ws, "Acme").city is None


@pytest.mark.parametrize(("said", "kept"), [(("LEEG", "Gent"), None), (("Gent", "leeg"), "Gent")])
def test_a_clear_token_and_a_value_for_one_account_differ(
    ws: ak.Workspace, said: tuple[str, str], kept: str | None
) -> None:
    file = rows(("a@x.nl", "Acme", said[0]), ("b@x.nl", "Acme", said[1]))
    result = ak.imports.run(ws, "contacts", file, mapping=CITY, clear="LEEG")
    assert result.problems[["line", "check"]].to_numpy().tolist() == [[2, "differs_in_file"]]
    assert ak.accounts.get(ws, "Acme").city == kept


def test_a_clear_token_for_the_account_unlinks_the_contact(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "a@x.nl", account="Acme")
    file = rows(("a@x.nl", "LEEG", ""), ("b@x.nl", "X", ""), ("c@x.nl", "Acme", "LEEG"))
    assert counts(ak.imports.run(ws, "contacts", file, mapping=CITY, clear="LEEG")) == (2, 1, 0, 0)
    assert ak.contacts.get(ws, "a@x.nl").account_id is None


TALKS = {"Gesprek": "note.text"}


def test_a_note_beside_a_contact_without_an_address_is_about_that_contact(ws: ak.Workspace) -> None:
    file = pd.DataFrame(
        {
            "E-mail": ["a@x.nl", ""],
            "Telefoon": ["", "0612345678"],
            "Account": "Acme",
            "Gesprek": ["hoi", "bel"],
        }
    )
    assert counts(ak.imports.run(ws, "contacts", file, mapping=TALKS)) == (2, 0, 0, 0)
    notes = ak.notes.table(ws).set_index("text")
    assert notes["contact_id"].to_dict() == {"hoi": 1, "bel": 2}
    assert notes["account_id"].isna().all()
    assert counts(ak.imports.run(ws, "contacts", file, mapping=TALKS)) == (0, 0, 2, 0)
    assert len(ak.notes.table(ws)) == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"E-mail": "new@x.nl"},  # another address than the one that stays
        {"E-mail": "info@", "Telefoon": "0612345678"},  # which costs its cell only
        {},
    ],
)
def test_a_note_is_about_the_contact_that_its_row_finds_by_another_key(
    ws: ak.Workspace, cells: dict[str, str]
) -> None:
    ak.contacts.create(ws, "old@x.nl", phone="0612345678", external_id="7")
    file = pd.DataFrame([{**cells, "External id": "7", "Gesprek": "hoi"}])
    update = {"": "if_not_blank", "email": "never"}
    asked = {"mapping": TALKS, "key": "external_id", "update": update}
    plan = ak.imports.plan(ws, "contacts", file, **asked)
    result = ak.imports.run(ws, plan)
    assert plan.records.equals(result.records)
    assert result.rejected == 0
    assert ak.notes.table(ws)[["text", "contact"]].to_numpy().tolist() == [["hoi", "old@x.nl"]]
    assert ak.check(ws).empty


def test_a_row_that_names_the_account_by_its_number_is_about_that_account(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, "Acme", external_id="K-7")
    file = rows(("a@x.nl", "k-7", "Gent"), ("b@x.nl", "ACME", "Gent"))
    assert counts(ak.imports.run(ws, "contacts", file, mapping=CITY)) == (2, 0, 0, 0)
    assert ak.accounts.table(ws)[["name", "city"]].to_numpy().tolist() == [["Acme", "Gent"]]
    assert set(ak.contacts.table(ws)["account"]) == {"Acme"}


def test_what_costs_its_cell_says_nothing_of_the_account_that_other_rows_could_contradict(
    ws: ak.Workspace,
) -> None:
    ak.fields.define(ws, "account", "Factuurmail", "email")
    file = pd.DataFrame(
        {"E-mail": ["a@x.nl", "b@x.nl"], "Account": "Acme", "Factuur": ["info@", "info@acme.nl"]}
    )
    result = ak.imports.run(ws, "contacts", file, mapping={"Factuur": "account.factuurmail"})
    assert counts(result) == (2, 0, 0, 0)
    assert result.problems["line"].tolist() == [1]
    assert ak.accounts.get(ws, "Acme").factuurmail == "info@acme.nl"


def test_a_clear_token_beside_it_costs_no_note_of_a_new_contact(ws: ak.Workspace) -> None:
    file = pd.DataFrame(
        {"E-mail": ["a@x.nl", "b@x.nl"], "Gesprek": ["hoi", "bel"], "Schrijver": ["LEEG", "Jan"]}
    )
    said = TALKS | {"Schrijver": "note.author"}
    assert counts(ak.imports.run(ws, "contacts", file, mapping=said, clear="LEEG")) == (2, 0, 0, 0)
    assert sorted(ak.notes.table(ws)["contact"]) == ["a@x.nl", "b@x.nl"]
