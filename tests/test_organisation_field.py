"""From a text field of contacts to accounts: the step itself, the way back, and who may take it."""

from __future__ import annotations

from pathlib import Path

import pytest

import accounts_kit as ak
from tests.organisations import clusters, fill, linked, new_workspace, state

plan_of = ak.accounts.from_organisation_field


@pytest.fixture
def ws() -> ak.Workspace:
    return new_workspace()


# --- the step


def test_accounts_links_aliases_and_the_end_of_the_field_are_one_change_set(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl", role="admin")
    ak.fields.define(ws, "account", "Soort", "dropdown", options=["klant", "prospect"], default="prospect")
    fill(ws, "Acme B.V.", "ACME BV", "Beta", "n.v.t.", "Acme B.V.")
    ws.user = "Els"
    ak.contacts.update(ws, "c0@x.nl", job_title="directeur")
    sets = len(ak.changes.table(ws))
    done = plan_of(ws, "contact.organisatie", confirm=True)
    assert len(ak.changes.table(ws)) == sets + 1
    assert ak.changes.table(ws, limit=1)["what"].tolist() == ["accounts from contact.organisatie"]
    assert (done.done, done.linked, done.aliases, done.field_removed) == (True, 4, 1, True)
    assert done.created.to_numpy().tolist() == [[1, "Acme B.V.", 3], [2, "Beta", 1]]
    assert linked(ws) == ["Acme B.V.", "Acme B.V.", "Beta", None, "Acme B.V."]
    assert ak.contacts.get(ws, "c0@x.nl").job_title == "directeur"
    made = ak.accounts.get(ws, "acme bv")
    assert (made.name, made.owner, made.soort) == ("Acme B.V.", "Els", "prospect")
    assert made.created_at is not None
    assert "organisatie" not in ak.contacts.table(ws).columns
    assert ak.check(ws).empty


def test_undo_brings_all_back_the_field_with_its_values_too(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Beta")
    fill(ws, "Acme B.V.", "ACME BV", "beta", "n.v.t.", None)
    ak.contacts.create(ws, "z@x.nl", organisatie="Acme B.V.", account="Beta")
    before = state(ws)
    done = plan_of(ws, "organisatie", confirm=True)
    undone = ak.changes.undo(ws, done.change_set_id)
    assert undone.kept.empty
    assert state(ws) == before
    assert ak.contacts.get(ws, "c0@x.nl").organisatie == "Acme B.V."
    again = plan_of(ws, "organisatie", confirm=True)
    assert (again.linked, again.aliases) == (done.linked, done.aliases)


def test_contacts_of_another_account_stay_there_and_are_listed(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Elders")
    fill(ws, "Acme", "Acme", "Elders", "Leeg")
    ak.associations.link(ws, "c0@x.nl", "Elders", job_title="baas")
    ak.associations.link(ws, "c2@x.nl", "Elders")
    ak.associations.link(ws, "c3@x.nl", "Elders")
    done = plan_of(ws, "organisatie", confirm=True)
    assert done.stays.to_numpy().tolist() == [
        [1, "c0@x.nl", "Acme", "Elders", "Acme"],
        [4, "c3@x.nl", "Leeg", "Elders", "Leeg"],
    ]
    assert clusters(done, "spelling", "contacts", "to_link") == [
        ("Acme", 2, 1),
        ("Elders", 1, 0),
        ("Leeg", 1, 0),
    ]
    assert linked(ws) == ["Elders", "Acme", "Elders", "Elders"]
    assert ak.contacts.get(ws, "c0@x.nl").job_title == "baas"
    assert done.created["name"].tolist() == ["Acme"]  # nobody would be linked to Leeg


def test_with_keep_field_the_values_stay_and_a_second_time_changes_nothing(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Elders")
    fill(ws, "Acme B.V.", "ACME BV", "acme b.v.", "Jansen", "Janssen", "-", "Leeg")
    ak.associations.link(ws, "c6@x.nl", "Elders")
    frame = plan_of(ws, "organisatie").clusters
    frame["name"] = frame["name"].replace("Janssen", "Jansen")
    done = plan_of(ws, "organisatie", clusters=frame, keep_field=True, confirm=True)
    assert (done.field_removed, done.aliases) == (False, 2)
    assert ak.contacts.get(ws, "c1@x.nl").organisatie == "ACME BV"
    before, sets = state(ws), len(ak.changes.table(ws))
    for given in (None, frame, done.clusters):
        again = plan_of(ws, "organisatie", clusters=given, keep_field=True, confirm=True)
        assert (again.linked, again.aliases, len(again.created), again.change_set_id) == (0, 0, 0, None)
    assert (state(ws), len(ak.changes.table(ws))) == (before, sets)


def test_a_second_time_the_field_is_gone(ws: ak.Workspace) -> None:
    fill(ws, "Acme")
    plan_of(ws, "organisatie", confirm=True)
    made = len(ak.changes.table(ws))
    for again in (plan_of(ws, "organisatie"), plan_of(ws, "contact.organisatie", confirm=True)):
        assert again.sentence().endswith("organisatie: nothing is left to do")
        assert (again.clusters.empty, again.created.empty, again.linked, again.change_set_id) == (
            True,
            True,
            0,
            None,
        )
    assert len(ak.changes.table(ws)) == made
    with pytest.raises(ak.UnknownField, match="Contact has no field 'organisasie'"):
        plan_of(ws, "organisasie", confirm=True)


def test_the_values_that_are_gone_stand_in_the_history(ws: ak.Workspace) -> None:
    fill(ws, "ACME BV", "n.v.t.")
    cells = ak.changes.get(ws, plan_of(ws, "organisatie", confirm=True).change_set_id)
    kept = cells[cells["field"] == "organisatie"]
    assert kept["old"].tolist() == ["ACME BV", "n.v.t."]
    assert ak.fields.archived(ws)[["key", "values"]].to_numpy().tolist() == [["organisatie", 2]]


def test_an_empty_field_goes_without_anything_else(ws: ak.Workspace) -> None:
    done = plan_of(ws, "organisatie", confirm=True)
    assert (done.linked, done.change_set_id is None) == (0, False)
    assert ak.fields.table(ws, "contact")["custom"].sum() == 0


def test_a_plan_can_be_made_of_a_workspace_that_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "firm.duckdb"
    with ak.open(path) as ws:
        ak.fields.define(ws, "contact", "Organisatie", "text")
        fill(ws, "Acme")
    with ak.open(path, read_only=True) as ws:
        assert plan_of(ws, "organisatie").linked == 1
        with pytest.raises(ak.WorkspaceReadOnly, match="opened with read_only=True"):
            plan_of(ws, "organisatie", confirm=True)


def test_deleted_contacts_do_not_count(ws: ak.Workspace) -> None:
    fill(ws, "Acme", "Beta")
    ak.contacts.delete(ws, "c1@x.nl", confirm=True)
    assert clusters(plan_of(ws, "organisatie"), "spelling") == [("Acme",)]


# --- which fields, and who may


@pytest.mark.parametrize("kind", ["text", "textarea", "hidden", "dropdown", "radio"])
def test_fields_of_text_and_of_one_option_are_taken(kind: str) -> None:
    ws = ak.open()
    options = ["Acme", "Beta"] if kind in ("dropdown", "radio") else None
    ak.fields.define(ws, "contact", "Organisatie", kind, options=options)
    fill(ws, "Acme")
    before = state(ws)
    done = plan_of(ws, "organisatie", confirm=True)
    assert linked(ws) == ["Acme"]
    ak.changes.undo(ws, done.change_set_id)
    assert state(ws) == before


@pytest.mark.parametrize(
    ("field", "error", "said"),
    [
        ("organisati", ak.UnknownField, r"Contact has no field 'organisati'\. Did you mean 'organisatie'\?"),
        ("contact.organisati", ak.UnknownField, "Did you mean 'contact.organisatie'"),
        ("aantal", ak.WrongKind, "'contact.aantal' is of kind number, and accounts are made of a text field"),
        ("email", ak.WrongKind, "'contact.email' is of kind email"),
        ("account.name", ak.WrongKind, "'account.name' is of kind text, .* a text field of contacts"),
        ("job_title", ak.WrongValue, r"standard field, which cannot be removed\. Write keep_field=True"),
    ],
)
def test_other_fields_are_refused_with_what_to_write(
    ws: ak.Workspace, field: str, error: type[Exception], said: str
) -> None:
    ak.fields.define(ws, "contact", "Aantal", "number")
    for confirm in (False, True):
        with pytest.raises(error, match=said):
            plan_of(ws, field, confirm=confirm)


def test_a_standard_field_that_is_kept_will_do(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "jan@x.nl", last_name="Acme B.V.")
    plan_of(ws, "last_name", keep_field=True, confirm=True)
    assert linked(ws) == ["Acme B.V."]
    assert ak.contacts.get(ws, "jan@x.nl").last_name == "Acme B.V."


def test_who_may_not_manage_fields_keeps_the_field(ws: ak.Workspace) -> None:
    for name, role in (("Els", "editor"), ("Vera", "viewer")):
        ak.users.create(ws, name, email=f"{name}@firma.nl", role=role)
    fill(ws, "Acme")
    before = state(ws)
    ws.user = "Vera"
    assert plan_of(ws, "organisatie").linked == 1
    with pytest.raises(ak.NotAllowed, match="'Vera' is a viewer"):
        plan_of(ws, "organisatie", keep_field=True, confirm=True)
    ws.user = "Els"
    with pytest.raises(ak.NotAllowed, match="'Els' is an editor and may not manage fields"):
        plan_of(ws, "organisatie", confirm=True)
    assert state(ws) == before
    assert plan_of(ws, "organisatie", keep_field=True, confirm=True).linked == 1


# --- how it reads


def test_a_plan_says_what_it_would_do_and_escapes_what_came_from_elsewhere(ws: ak.Workspace) -> None:
    fill(ws, "<b>Acme", "-", "'; DROP TABLE accounts; --")
    plan = plan_of(ws, "organisatie")
    counts = "2 accounts made, 2 contacts linked, 0 spellings kept as aliases, the field removed"
    said = f"contact.organisatie: {counts}"
    assert repr(plan).startswith(f"Plan, nothing is written yet (confirm=True does it). {said}\n")
    assert "Clusters, to review (2)" in repr(plan)
    assert "No account (1)" in repr(plan)
    assert "&lt;b&gt;Acme" in plan._repr_html_()
    assert "<b>" not in plan._repr_html_()
    done = plan_of(ws, "organisatie", confirm=True)
    assert repr(done).startswith(said)
    assert linked(ws) == ["<b>Acme", None, "'; DROP TABLE accounts; --"]
