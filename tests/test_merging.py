"""Merging accounts and contacts: what each field gets, what moves, what finds it by its old name, undo."""

from datetime import UTC, datetime

import pandas as pd
import pytest

import accounts_kit as ak

TABLES = ("accounts", "contacts", "notes", "deals", "tasks", "activities", "contact_tags", "aliases")


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.fields.define(ws, "account", "Merken", "multiselect", options=["A", "B"])
    ak.accounts.create(ws, "Acme B.V.", city="Ede", merken=["A"])
    ak.accounts.create(ws, "ACME BV", city="Zwolle", phone="038 1234", merken=["B"])
    ak.accounts.create(ws, "Beta")
    ak.contacts.create(ws, "jan@acme.nl", account=1, first_name="Jan")
    ak.contacts.create(
        ws, "j.jansen@acme.nl", account=2, first_name="J.", last_name="Jansen", job_title="ceo"
    )
    ak.contacts.create(ws, phone="06 1234", last_name="Jansen")
    ak.notes.add(ws, "Belde.", account=2)
    ak.deals.create(ws, "Proef", account=2, contact=2)
    return ws


def state(ws: ak.Workspace) -> list[object]:
    names = "SELECT name FROM pragma_table_info(?) WHERE name <> 'updated_at'"
    shown = {table: ", ".join(f'"{one}"' for (one,) in ws.rows(names, [table])) for table in TABLES}
    return [sorted(ws.rows(f"SELECT {shown[table]} FROM {table}"), key=repr) for table in TABLES]


def test_a_merge_is_shown_first_and_changes_nothing(ws: ak.Workspace) -> None:
    before = state(ws)
    shown = ak.accounts.merge(ws, "Acme B.V.", ["ACME BV"])
    assert (shown.done, shown.survivor_id, shown.merged_ids) == (False, 1, (2,))
    assert shown.moved == {"contacts": 1, "deals": 1, "notes": 1, "aliases": 0}
    rows = shown.fields.set_index("field")[["value", "taken_from"]].to_dict("index")
    assert rows["city"] == {"value": "Ede", "taken_from": 1}
    assert rows["phone"] == {"value": "038 1234", "taken_from": 2}
    assert state(ws) == before
    assert repr(shown) == (
        "Merge(1 accounts would be merged (confirm=True merges) into Acme B.V. (account 1); "
        "what moves: 1 contacts, 1 deals, 1 notes)"
    )


def test_accounts_become_one_with_all_that_was_theirs(ws: ak.Workspace) -> None:
    done = ak.accounts.merge(ws, 1, 2, confirm=True)
    acme = ak.accounts.get(ws, 1)
    assert (acme.name, acme.city, acme.phone, acme.merken) == ("Acme B.V.", "Ede", "038 1234", ["A"])
    assert ak.associations.contacts_of(ws, 1)["contact_id"].tolist() == [1, 2]
    assert ak.contacts.get(ws, 2).job_title == "ceo"
    assert ak.notes.table(ws, account=1)["text"].tolist() == ["Belde."]
    assert ak.deals.table(ws, account=1)["title"].tolist() == ["Proef"]
    assert ws.counts()["accounts"] == 2
    assert ak.check(ws).empty
    assert len(ak.changes.table(ws)) == 1 + done.change_set_id - 1


def test_old_names_and_ids_find_the_survivor(ws: ak.Workspace) -> None:
    ak.accounts.merge(ws, 1, [2, 3], confirm=True)
    for old in ("acme bv", 2, "Beta", 3):
        assert ak.accounts.get(ws, old).account_id == 1
    assert ak.accounts.update(ws, [2, "beta", 1], city="Assen") == 1
    ak.contacts.create(ws, "els@beta.nl", account="Beta")
    assert ak.contacts.get(ws, "els@beta.nl").account == "Acme B.V."
    with pytest.raises(ak.AlreadyExists, match=r"'Beta' is another name of account 'Acme B\.V\.'"):
        ak.accounts.create(ws, "Beta")
    ak.accounts.create(ws, "Nieuw")
    ak.accounts.update(ws, "Nieuw", name="Beta")  # a name of an account that is there goes before an alias
    assert ak.accounts.get(ws, "beta").account_id == 4


def test_a_merge_is_parted_whole_or_not_at_all(ws: ak.Workspace) -> None:
    done = ak.accounts.merge(ws, 1, [2], fields={"city": 2}, confirm=True)
    ak.accounts.create(ws, "Nieuw")
    ak.accounts.update(ws, "Nieuw", name="ACME bv")
    before = state(ws)
    with pytest.raises(
        ak.AlreadyExists, match=r"Account 2 cannot come back, because 4 is called 'ACME BV' now"
    ):
        ak.changes.undo(ws, done)
    assert state(ws) == before
    ak.accounts.update(ws, 4, name="Anders")
    assert ak.changes.undo(ws, done).kept.empty
    assert ak.accounts.get(ws, 2).name == "ACME BV"


def test_what_was_merged_is_not_deleted_and_not_purged(ws: ak.Workspace) -> None:
    before = state(ws)
    done = ak.accounts.merge(ws, 1, [2], confirm=True)
    ak.accounts.delete(ws, 3, confirm=True)
    assert ak.accounts.deleted(ws)["name"].tolist() == ["Beta"]
    assert ak.accounts.purge(ws, confirm=True).records["name"].tolist() == ["Beta"]
    with pytest.raises(ak.WrongValue, match="was not deleted but merged"):
        ak.accounts.purge(ws, 2, confirm=True)
    ak.changes.undo(ws, done)
    assert state(ws)[0] == [row for row in before[0] if row[1] != 3]


def test_undoing_a_merge_brings_all_back(ws: ak.Workspace) -> None:
    before = state(ws)
    done = ak.accounts.merge(ws, 1, [2, 3], choose="newest", fields={"name": 2}, confirm=True)
    assert ak.accounts.get(ws, 1).name == "ACME BV"
    assert ak.accounts.get(ws, "Acme B.V.").account_id == 1  # by the name it had
    undone = ak.changes.undo(ws, done.change_set_id)
    assert undone.kept.empty
    assert state(ws) == before
    assert ak.check(ws).empty


def test_every_field_goes_by_its_choice(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, 2, city="Kampen")
    ak.accounts.update(ws, 1, phone=None)
    kept = ak.accounts.merge(ws, 1, 2, choose="keep").fields.set_index("field")["value"].to_dict()
    assert kept == {"name": "Acme B.V.", "city": "Ede", "merken": "A"}
    newest = ak.accounts.merge(ws, 1, 2, choose="newest").fields.set_index("field")["value"].to_dict()
    assert newest == {"name": "Acme B.V.", "city": "Kampen", "phone": "038 1234", "merken": "B"}
    asked = ak.accounts.merge(ws, 1, 2, choose="keep", fields={"city": 2, "phone": "fill_blanks"}).fields
    assert asked.set_index("field")["taken_from"].to_dict() == {"name": 1, "city": 2, "phone": 2, "merken": 1}


def test_contacts_become_one_with_tags_tasks_and_last_contact(ws: ak.Workspace) -> None:
    moment = datetime(2026, 3, 1, 9, tzinfo=UTC)
    ak.tags.add(ws, [1, 2, 3], "vip")
    ak.tags.add(ws, 3, "beurs")
    ak.activities.record(ws, "mail_campaign", contact=3, at=moment)
    ak.tasks.create(ws, "Bellen", contact=3)
    before = state(ws)
    done = ak.contacts.merge(ws, 1, [2, 3], confirm=True)
    assert done.moved["contact_tags"] == 1
    jan = ak.contacts.get(ws, 1)
    assert (jan.email, jan.first_name, jan.last_name, jan.phone) == (
        "jan@acme.nl",
        "Jan",
        "Jansen",
        "06 1234",
    )
    assert (jan.account, jan.job_title) == ("Acme B.V.", None)  # the title was one at another account
    assert jan.last_contacted_at == moment
    assert ak.tags.table(ws)["contacts"].tolist() == [1, 1]
    assert ak.tasks.table(ws, contact=1)["title"].tolist() == ["Bellen"]
    assert ak.deals.table(ws, contact="J.Jansen@acme.nl")["contact_id"].tolist() == [1]
    assert ak.contacts.get(ws, 3).contact_id == 1
    assert ak.check(ws).empty
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert state(ws) == before
    assert ak.contacts.get(ws, 3).last_contacted_at == moment


def test_a_survivor_without_account_and_address_gets_those_of_the_others(ws: ak.Workspace) -> None:
    before = state(ws)
    done = ak.contacts.merge(ws, 3, [2], confirm=True)
    merged = ak.contacts.get(ws, 3)
    assert (merged.email, merged.account, merged.job_title) == ("j.jansen@acme.nl", "ACME BV", "ceo")
    assert ak.check(ws).empty
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert state(ws) == before


def test_merges_of_merges_are_found_and_parted_again(ws: ak.Workspace) -> None:
    before = state(ws)
    first = ak.accounts.merge(ws, 2, [3], confirm=True)
    second = ak.accounts.merge(ws, 1, [2], confirm=True)
    assert ak.accounts.get(ws, 3).account_id == 1
    assert ak.accounts.get(ws, "beta").account_id == 1
    ak.changes.undo(ws, second.change_set_id)
    assert ak.accounts.get(ws, 3).account_id == 2
    ak.changes.undo(ws, first.change_set_id)
    assert state(ws) == before


def test_a_merged_account_is_not_restored_but_parted(ws: ak.Workspace) -> None:
    done = ak.accounts.merge(ws, 1, [2], confirm=True)
    with pytest.raises(ak.WrongValue, match=rf"merged into account 1\. .*undo\(ws, {done.change_set_id}\)"):
        ak.accounts.restore(ws, 2)


def test_a_survivor_that_is_deleted_comes_back_with_its_other_names(ws: ak.Workspace) -> None:
    ak.accounts.merge(ws, 1, [2], confirm=True)
    ak.accounts.delete(ws, 1, confirm=True)
    with pytest.raises(ak.UnknownRecord, match="No account 'ACME BV'"):
        ak.accounts.get(ws, "ACME BV")
    ak.accounts.restore(ws, 1)
    assert ak.accounts.get(ws, "ACME BV").account_id == 1
    ak.accounts.delete(ws, 1, confirm=True)
    ak.accounts.purge(ws, 1, confirm=True)
    assert not ws.rows("SELECT 1 FROM changes WHERE concat(old, new) LIKE '%ACME%'")


def test_what_cannot_be_merged_is_said(ws: ak.Workspace) -> None:
    before = state(ws)
    for call, error, message in (
        (lambda: ak.accounts.merge(ws, 1, [1, 2]), ak.WrongValue, "is the one that stays"),
        (lambda: ak.accounts.merge(ws, 1, []), ak.WrongValue, "No account is named"),
        (lambda: ak.accounts.merge(ws, 1, [9]), ak.UnknownRecord, "do not exist: 9"),
        (lambda: ak.accounts.merge(ws, "Acm", 2), ak.UnknownRecord, "No account 'Acm'"),
        (lambda: ak.accounts.merge(ws, 1, 2, choose="new"), ak.WrongValue, "Did you mean 'newest'"),
        (lambda: ak.accounts.merge(ws, 1, 2, fields={"cty": "keep"}), ak.UnknownField, "Did you mean 'city'"),
        (lambda: ak.accounts.merge(ws, 1, 2, fields={"city": 9}), ak.WrongValue, r"records: \[1, 2\]"),
        (lambda: ak.contacts.merge(ws, 1, "x@y.nl"), ak.UnknownRecord, "No contact 'x@y.nl'"),
    ):
        with pytest.raises(error, match=message):
            call()
    assert state(ws) == before
    ak.accounts.merge(ws, 1, 2, confirm=True)
    with pytest.raises(ak.WrongValue, match="is the one that stays"):
        ak.accounts.merge(ws, 1, 2, confirm=True)  # 2 is 1 by now


def test_files_that_use_old_names_find_the_survivor_and_do_not_rename_it(ws: ak.Workspace) -> None:
    ak.accounts.merge(ws, 1, 2, confirm=True)
    ak.contacts.merge(ws, 1, 2, confirm=True)
    accounts = pd.DataFrame(
        {"Bedrijfsnaam": ["ACME  bv", "Acme B.V.", "Nieuw"], "Plaats": ["Urk", "Ede", "Goes"]}
    )
    loaded = ak.imports.run(ws, "accounts", accounts)
    assert (loaded.created, loaded.updated, loaded.rejected) == (1, 1, 1)
    assert loaded.problems["check"].tolist() == ["duplicate_in_file"]
    assert (ak.accounts.get(ws, 1).name, ak.accounts.get(ws, 1).city) == ("Acme B.V.", "Urk")
    contacts = pd.DataFrame(
        {
            "E-mailadres": ["J.Jansen@acme.nl", "els@acme.nl"],
            "Account": ["ACME BV", "acme bv"],
            "Achternaam": ["Jansen-Vos", "Els"],
        }
    )
    loaded = ak.imports.run(ws, "contacts", contacts, unknown_accounts="refuse")
    assert (loaded.created, loaded.updated, loaded.rejected, len(loaded.moved)) == (1, 1, 0, 0)
    jan = ak.contacts.get(ws, 1)
    assert (jan.email, jan.last_name, jan.account) == ("jan@acme.nl", "Jansen-Vos", "Acme B.V.")
    notes = pd.DataFrame({"Notitie": ["Belde."], "Contact": ["j.jansen@acme.nl"]})
    assert ak.imports.run(ws, "notes", notes).created == 1
    assert ak.imports.run(ws, "contacts", contacts).unchanged == 2
    assert ak.check(ws).empty
