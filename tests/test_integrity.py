"""ak.check: every kind of damage is found, named and placed; a whole workspace has none."""

from __future__ import annotations

import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    """A workspace with something in every table that public calls fill."""
    ws = ak.open()
    ak.users.create(ws, "Els", email="els@firma.nl")
    ak.fields.define(ws, "account", "Kleur", "multiselect", options=["Rood", "Blauw"])
    ak.fields.define(ws, "contact", "Mailadres 2", "email")
    ak.accounts.create(ws, "Acme", owner="Els", kleur=["Rood"], industry="Zorg", employees=3)
    ak.accounts.create(ws, "Beta")
    ak.contacts.create(ws, "jan@acme.nl", account="Acme", mailadres_2="jan@thuis.nl")
    ak.contacts.create(ws, phone="06 1234")
    ak.tags.add(ws, [1, 2], "beurs", "vip")
    ak.notes.add(ws, "Belde.", account="Acme", contact="jan@acme.nl")
    ak.deals.create(ws, "Proef", account="Acme")
    ak.tasks.create(ws, "Bellen", contact=1)
    ak.activities.record(ws, "mail_campaign", contact=1, at="2026-03-01")
    ak.activities.record(ws, "mail_opened", contact=1)
    ak.accounts.create(ws, "Acme Oud")
    ak.accounts.merge(ws, 1, 3, confirm=True)
    return ws


def test_a_whole_workspace_has_no_problems(ws: ak.Workspace) -> None:
    found = ak.check(ws)
    assert found.empty
    assert list(found.columns) == ["check", "table", "record_id", "message", "repair"]
    assert ak.check(ak.open()).empty


DAMAGE: dict[str, tuple[str, list[tuple[str, str, int]]]] = {
    "the key of a name": (
        "UPDATE accounts SET name_key = 'anders' WHERE account_id = 2", [("key", "accounts", 2)]),
    "a key without its address": (
        "UPDATE contacts SET email_key = 'x@y.nl' WHERE contact_id = 2", [("key", "contacts", 2)]),
    "an address without its key": (
        "UPDATE contacts SET email_key = NULL WHERE contact_id = 1", [("key", "contacts", 1)]),
    "the key of a user": ("UPDATE users SET email_key = 'x'", [("key", "users", 1)]),
    "the key of a tag": ("UPDATE tags SET tag_key = 'x' WHERE tag_id = 2", [("key", "tags", 2)]),
    "an id twice": ("UPDATE accounts SET account_id = 1", [("id", "accounts", 1)]),
    "a tag's id twice": (
        "UPDATE tags SET tag_id = 1",
        [("id", "tags", 1), ("reference", "contact_tags", 2), ("reference", "contact_tags", 4)]),
    "an account that is not there": (
        "UPDATE contacts SET account_id = 9 WHERE contact_id = 1", [("reference", "contacts", 1)]),
    "an owner who is not there": (
        "UPDATE accounts SET owner_id = 9 WHERE account_id = 2", [("reference", "accounts", 2)]),
    "a note about nobody there": (
        "UPDATE notes SET contact_id = 9", [("reference", "notes", 1)]),
    "a note about nothing": (
        "UPDATE notes SET contact_id = NULL, account_id = NULL", [("about", "notes", 1)]),
    "a note that says nothing": ("UPDATE notes SET text = NULL", [("required", "notes", 1)]),
    "a tag that is not there": (
        "UPDATE contact_tags SET tag_id = 9 WHERE contact_tag_id = 2", [("reference", "contact_tags", 2)]),
    "a tag on nobody": (
        "UPDATE contact_tags SET contact_id = 9 WHERE contact_tag_id = 2",
        [("reference", "contact_tags", 2)]),
    "a tag twice on a contact": (
        "UPDATE contact_tags SET tag_id = 1, contact_id = 1 WHERE contact_tag_id IN (1, 4)",
        [("pair", "contact_tags", 1)]),
    "a field without its column": (
        "ALTER TABLE contacts DROP COLUMN mailadres_2", [("column", "custom_fields", 2)]),
    "a field twice": (
        'UPDATE custom_fields SET ("of", key, kind, options) = ('
        "'account', 'kleur', 'multiselect', ['Rood'])",
        [("pair", "custom_fields", 1)]),
    "changes of nothing": ("DELETE FROM change_sets WHERE change_set_id = 4", [("history", "changes", 4)]),
    "an option that is none": (
        "UPDATE accounts SET industry = 'Raketten' WHERE account_id = 2", [("option", "accounts", 2)]),
    "an option of several that is none": (
        "UPDATE accounts SET kleur = ['Rood', 'Geel'] WHERE account_id = 1", [("option", "accounts", 1)]),
    "a role that is none": ("UPDATE users SET role = 'baas'", [("option", "users", 1)]),
    "a number that is too small": (
        "UPDATE accounts SET employees = -1 WHERE account_id = 1", [("range", "accounts", 1)]),
    "an address that is none": (
        "UPDATE contacts SET mailadres_2 = 'jan@' WHERE contact_id = 1", [("email", "contacts", 1)]),
    "a site that is none": (
        "UPDATE accounts SET website = 'geen' WHERE account_id = 2", [("website", "accounts", 2)]),
    "a text that is too long": (
        "UPDATE accounts SET city = repeat('x', 256) WHERE account_id = 2", [("length", "accounts", 2)]),
    "a last contact that nothing says": (
        "UPDATE contacts SET last_contacted_at = '2026-01-01' WHERE contact_id = 2",
        [("last_contact", "contacts", 2)]),
    "a last contact that is not the latest": (
        "UPDATE contacts SET last_contacted_at = NULL WHERE contact_id = "
        "1", [("last_contact", "contacts", 1)]),
    "a deal of nobody": (
        "UPDATE deals SET account_id = NULL, contact_id = NULL", [("about_deal", "deals", 1)]),
    "a task of nobody there": ("UPDATE tasks SET contact_id = 9", [("reference", "tasks", 1)]),
    "an activity of a kind that is none": (
        "UPDATE activities SET kind = 'zwaaien' WHERE activity_id = 2", [("option", "activities", 2)]),
    "an alias of nobody there": ("UPDATE aliases SET account_id = 9", [("reference", "aliases", 1)]),
    "a column that is not of its kind": (
        "ALTER TABLE contacts ALTER mailadres_2 TYPE BLOB", [("kind", "custom_fields", 2)]),
    "a contact without a key": (
        "UPDATE contacts SET phone = NULL WHERE contact_id = 2", [("key", "contacts", 2)]),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "found"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found_where_it_is(
    ws: ak.Workspace, damage: str, found: list[tuple[str, str, int]]
) -> None:
    with ws.transaction():
        ws.execute(damage)
        ws.catalogue_changed()
    problems = ak.check(ws)
    assert [(row.check, row.table, row.record_id) for row in problems.itertuples()] == found
    assert problems["message"].str.len().min() > 10


def test_damage_in_several_places_is_listed_in_order(ws: ak.Workspace) -> None:
    ws.execute("UPDATE contacts SET account_id = 9")
    ws.execute("UPDATE accounts SET employees = -1")
    problems = ak.check(ws)
    assert problems[["check", "table", "record_id"]].to_numpy().tolist() == [
        ["range", "accounts", 1],
        ["range", "accounts", 2],
        ["reference", "contacts", 1],
        ["reference", "contacts", 2],
    ]


def test_checking_repairs_nothing_and_may_be_done_on_a_workspace_that_is_only_read(
    ws: ak.Workspace, tmp_path: object
) -> None:
    path = tmp_path / "firma.duckdb"
    with ak.open(path) as own:
        ak.accounts.create(own, "Acme")
        own.execute("UPDATE accounts SET name_key = 'x'")
    with ak.open(path, read_only=True) as own:
        assert ak.check(own)["check"].tolist() == ["key"]
        assert ak.check(own)["check"].tolist() == ["key"]


REPAIRED = [
    "the key of a name", "a key without its address", "an address without its key", "the key of a user",
    "the key of a "
    "tag", "an account that is not there", "an owner who is not there", "a note about nobody there",
    "a tag that is not "
    "there", "a tag on nobody", "a tag twice on a contact", "a last contact that nothing says",
    "a last contact that is not the latest", "a task of nobody there", "an alias of nobody there",
]  # fmt: skip


@pytest.mark.parametrize("damage", REPAIRED)
def test_a_repair_is_offered_done_when_asked_for_and_undone(ws: ak.Workspace, damage: str) -> None:
    ws.execute(DAMAGE[damage][0])
    problems = ak.check(ws)
    assert (problems["repair"] != "").all()
    assert ak.repair(ws, problems.iloc[:0]) == 0
    assert ak.repair(ws, problems) >= 1
    assert ak.check(ws).empty
    assert ak.repair(ws, problems) == 0
    made = ak.changes.table(ws, limit=1).iloc[0]
    if "last contact" not in damage:  # derived from the activities, so without a history of its own
        assert made["what"] == "repair"
        undone = ak.changes.undo(ws, int(made["change_set_id"]))
        # The damage is back, or it is listed: an undo brings no link back that points to nothing.
        assert len(ak.check(ws)) + len(undone.kept) > 0


def test_what_only_a_person_can_mend_stays(ws: ak.Workspace) -> None:
    ws.execute("UPDATE accounts SET industry = 'Raketten', name_key = 'x' WHERE account_id = 2")
    problems = ak.check(ws)
    assert problems["repair"].tolist() == ["makes the key from the value again", ""]
    ak.repair(ws, problems)
    assert ak.check(ws)["check"].tolist() == ["option"]
    with pytest.raises(ak.UnknownField, match=r"Give what ak\.check"):
        ak.repair(ws, ak.accounts.table(ws))
