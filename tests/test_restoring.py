"""Bringing deleted accounts and contacts back, and forgetting them for good."""

import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    """Three accounts, two contacts at the first, with a note, a deal and a task each."""
    ws = ak.open()
    for name in ("Acme B.V.", "Beta", "Gamma"):
        ak.accounts.create(ws, name, city="Ede")
        ak.notes.add(ws, f"Belde met {name}", account=name)
    for name in ("jan", "piet"):
        ak.contacts.create(ws, f"{name}@acme.nl", account="Acme B.V.", job_title="inkoper")
    deal = ak.deals.create(ws, "Proef", account="Acme B.V.")
    ak.tasks.complete(ws, ak.tasks.create(ws, "Offerte", deal=deal))
    return ws


TABLES = (
    "accounts", "contacts", "notes", "deals", "tasks", "activities", "tags", "contact_tags", "aliases",
)  # fmt: skip
CELLS = "SELECT name FROM pragma_table_info(?) WHERE name <> 'updated_at'"


def everything(ws: ak.Workspace) -> list[object]:
    """All rows of all records, without the moment of their last change."""
    columns = {table: ", ".join(f'"{name}"' for (name,) in ws.rows(CELLS, [table])) for table in TABLES}
    return [sorted(ws.rows(f"SELECT {columns[table]} FROM {table}"), key=repr) for table in TABLES]


def test_a_deleted_account_comes_back_whole_with_its_id(ws: ak.Workspace) -> None:
    before = everything(ws)
    ak.accounts.delete(ws, "Acme B.V.", confirm=True)
    assert ak.contacts.get(ws, "jan@acme.nl").job_title is None
    back = ak.accounts.restore(ws, "acme  b.v.")
    assert (back.restored, back.reverted, back.kept.empty) == (5, 2, True)
    assert everything(ws) == before
    assert ak.check(ws).empty


def test_one_of_many_comes_back_and_the_others_stay_away(ws: ak.Workspace) -> None:
    deleted = ak.accounts.delete(ws, [1, 2, 3], confirm=True, tag="was klant")
    ak.accounts.restore(ws, 1)
    assert ak.accounts.table(ws)["name"].tolist() == ["Acme B.V."]
    assert ak.notes.table(ws)["text"].tolist() == ["Belde met Acme B.V."]
    assert ak.associations.contacts_of(ws, 1)["job_title"].tolist() == ["inkoper", "inkoper"]
    with pytest.raises(ak.UnknownRecord, match=r"No deleted account 1\. It is still there"):
        ak.accounts.restore(ws, deleted)
    ak.accounts.restore(ws, ["Beta", 3])
    assert ak.accounts.table(ws)["account_id"].tolist() == [1, 2, 3]
    assert ak.check(ws).empty


def test_the_deletion_itself_names_what_comes_back(ws: ak.Workspace) -> None:
    shown = ak.accounts.delete(ws, [2, 3])
    with pytest.raises(ak.WrongValue, match="only shown and deleted nothing"):
        ak.accounts.restore(ws, shown)
    deleted = ak.accounts.delete(ws, [2, 3], confirm=True)
    assert ak.accounts.restore(ws, deleted).restored == 4
    assert ak.accounts.restore(ws, ak.accounts.delete(ws, [2], confirm=True).records).restored == 2


def test_a_name_that_was_taken_meanwhile_offers_another(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, 1, confirm=True)
    ak.accounts.create(ws, "ACME b.v.")
    with pytest.raises(
        ak.AlreadyExists,
        match=r"'Acme B\.V\.' exists already \(account_id 4; .*accounts\.restore\(ws, 1, name=",
    ):
        ak.accounts.restore(ws, 1)
    ak.accounts.restore(ws, 1, name="Acme (oud)")
    assert ak.accounts.get(ws, 1).name == "Acme (oud)"
    assert ak.notes.table(ws, account=1)["account"].tolist() == ["Acme (oud)"]
    assert ak.check(ws).empty
    ak.accounts.delete(ws, [1, 2], confirm=True)
    with pytest.raises(ak.WrongValue, match="One name cannot be that of 2 accounts"):
        ak.accounts.restore(ws, [1, 2], name="X")
    with pytest.raises(ak.WrongValue, match="Account name is missing"):
        ak.accounts.restore(ws, 1, name=" ")
    with pytest.raises(ak.AlreadyExists, match="'Gamma' exists already"):
        ak.accounts.restore(ws, 1, name="Gamma")


def test_a_contact_that_was_linked_elsewhere_meanwhile_stays_there_and_is_listed(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, 1, confirm=True)
    ak.associations.link(ws, "jan@acme.nl", "Beta")
    back = ak.accounts.restore(ws, 1)
    assert back.kept[["table", "record_id", "field", "why"]].to_numpy().tolist() == [
        ["contacts", 1, "account_id", "changed since"]
    ]
    jan = ak.contacts.get(ws, 1)
    assert (jan.account, jan.job_title) == ("Beta", None)
    assert ak.contacts.get(ws, 2).account == "Acme B.V."


def test_restoring_is_a_change_set_that_can_be_undone(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, 1, confirm=True)
    gone = everything(ws)
    back = ak.accounts.restore(ws, 1)
    ak.changes.undo(ws, back.change_set_id)
    assert everything(ws) == gone
    assert ak.accounts.restore(ws, 1).restored == 5


def test_a_deleted_contact_comes_back_with_all_that_is_its_own(ws: ak.Workspace) -> None:
    ak.tags.add(ws, 1, "vip")
    ak.notes.add(ws, "Over beide.", account=1, contact=1)
    ak.notes.add(ws, "Over Jan.", contact=1)
    ak.tasks.complete(ws, ak.tasks.create(ws, "Nabellen", contact=1))
    ak.deals.create(ws, "Hoofd", account=1, contact=1)
    before = everything(ws)
    ak.contacts.delete(ws, "jan@acme.nl", confirm=True)
    assert ak.deals.table(ws)["contact"].isna().all()
    assert ak.contacts.restore(ws, "JAN@acme.nl").kept.empty
    assert everything(ws) == before
    assert ak.check(ws).empty


def test_a_contact_whose_address_was_taken_comes_back_under_another(ws: ak.Workspace) -> None:
    ak.contacts.delete(ws, 1, confirm=True)
    ak.contacts.create(ws, "jan@acme.nl")
    with pytest.raises(ak.AlreadyExists, match=r"contacts\.restore\(ws, 1, email="):
        ak.contacts.restore(ws, 1)
    ak.contacts.restore(ws, 1, email="jan.oud@acme.nl")
    assert ak.contacts.get(ws, "jan.oud@acme.nl").contact_id == 1


def test_what_was_never_there_cannot_come_back(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No deleted account 'Delta'"):
        ak.accounts.restore(ws, "Delta")
    with pytest.raises(ak.UnknownRecord, match=r"No deleted contact 9"):
        ak.contacts.restore(ws, [9])
    with pytest.raises(ak.UnknownRecord, match=r"No deleted account 1"):
        ak.accounts.restore(ws, 1)


def test_what_can_come_back_is_listed_and_named_where_it_is_missed(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, 2, confirm=True)
    ak.accounts.delete(ws, 1, confirm=True)
    gone = ak.accounts.deleted(ws)
    assert list(gone.columns) == ["account_id", "name", "deleted_at", "who", "change_set_id"]
    assert gone["name"].tolist() == ["Acme B.V.", "Beta"]
    assert ak.contacts.deleted(ws).empty
    with pytest.raises(
        ak.UnknownRecord, match=r"No account 1: it was deleted\. accounts\.restore\(ws, 1\) brings"
    ):
        ak.accounts.get(ws, 1)
    with pytest.raises(ak.UnknownRecord, match=r"No account 'BETA': it was deleted"):
        ak.accounts.update(ws, "BETA", city="x")
    ak.accounts.restore(ws, gone)
    assert ak.accounts.deleted(ws).empty


def test_a_tag_for_the_contacts_is_told_and_judged_before_it_is_done(ws: ak.Workspace) -> None:
    assert "2 contacts stay, without account and with the tag 'was Acme'" in repr(
        ak.accounts.delete(ws, 1, tag=" was Acme ")
    )
    for wrong in (5, " "):
        with pytest.raises(ak.WrongValue, match="1 to 255 characters"):
            ak.accounts.delete(ws, 1, tag=wrong)


def test_a_purge_shows_first_and_then_forgets_for_good(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, 1, description="geheim")
    deleted = ak.accounts.delete(ws, [1, 2], confirm=True)
    shown = ak.accounts.purge(ws)
    assert (shown.done, shown.records["name"].tolist()) == (False, ["Acme B.V.", "Beta"])
    assert ak.accounts.purge(ws, "Acme B.V.").rows == shown.rows - 4  # Beta and its note, made and deleted
    assert "would be forgotten for good" in repr(shown)
    done = ak.accounts.purge(ws, 1, confirm=True)
    assert done.records["name"].tolist() == ["Acme B.V."]
    with pytest.raises(ak.UnknownRecord, match="was purged"):
        ak.accounts.restore(ws, 1)
    told = "SELECT string_agg(concat_ws(' ', old, new)) FROM changes"
    assert "geheim" not in ws.value(told)
    assert "Acme" not in ws.value(told) + " ".join(ak.changes.table(ws)["what"])
    assert ak.changes.table(ws, limit=1)["what"].tolist() == ["purge accounts"]
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert ak.accounts.table(ws)["name"].tolist() == ["Beta", "Gamma"]
    assert set(undone.kept["why"]) == {"changed since"}  # contacts cannot return to what is forgotten
    assert ak.check(ws).empty


def test_a_person_who_asks_to_be_forgotten_is(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, 1, last_name="Jansen", phone="06 12345678")
    ak.notes.add(ws, "Over Jansen.", contact=1)
    ak.contacts.delete(ws, 1, confirm=True)
    ak.contacts.purge(ws, "jan@acme.nl", confirm=True)
    told = ws.value("SELECT string_agg(concat_ws(' ', old, new, what)) FROM changes FULL JOIN change_sets "
                    "USING (change_set_id)")  # fmt: skip
    assert not [one for one in ("jan@", "Jansen", "06 1234") if one in told]
    assert ak.contacts.purge(ws, confirm=True).rows == 0
    assert ak.check(ws).empty
