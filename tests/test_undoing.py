"""Undo where other calls came between: all of a thing goes back, or it stays and is listed; nothing tears."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])


def kept(undone: object) -> list[tuple[str, int, str, str]]:
    return [(row.table, row.record_id, row.field, row.why) for row in undone.kept.itertuples()]


def names(ws: ak.Workspace) -> list[str]:
    return ak.accounts.table(ws)["name"].tolist()


def test_a_name_and_its_key_stay_together(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    ak.accounts.update(ws, 1, name="Beta")
    renamed = last(ws)
    ak.accounts.update(ws, 1, name="BETA")
    undone = ak.changes.undo(ws, renamed)
    assert kept(undone) == [
        ("accounts", 1, "name", "changed since"), ("accounts", 1, "name_key", "changed since"),
    ]  # fmt: skip
    assert names(ws) == ["BETA"]
    assert ak.check(ws).empty


def test_names_that_were_swapped_in_one_call_go_back_together(ws: ak.Workspace) -> None:
    for name in "ABC":
        ak.accounts.create(ws, name)
    ak.accounts.update(ws, pd.DataFrame({"account_id": [1, 2], "name": ["B", "A"]}))
    assert ak.changes.undo(ws, last(ws)).kept.empty
    assert names(ws) == ["A", "B", "C"]
    ak.accounts.update(ws, pd.DataFrame({"account_id": [1, 2, 3], "name": ["B", "C", "D"]}))
    assert ak.changes.undo(ws, last(ws)).kept.empty
    assert names(ws) == ["A", "B", "C"]
    assert ak.check(ws).empty


def test_a_chain_of_names_stays_where_one_of_them_is_taken(ws: ak.Workspace) -> None:
    for name in "AB":
        ak.accounts.create(ws, name)
    ak.accounts.update(ws, pd.DataFrame({"account_id": [1, 2], "name": ["B", "C"]}))
    renamed = last(ws)
    ak.accounts.create(ws, "A")
    undone = ak.changes.undo(ws, renamed)
    assert {why for _, _, _, why in kept(undone)} == {"another record has its name or id now"}
    assert names(ws) == ["B", "C", "A"]
    assert ak.check(ws).empty


def test_a_contact_keeps_the_only_thing_that_it_is_known_by(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, phone="06-12345678")
    ak.contacts.update(ws, 1, email="a@x.nl")
    mailed = last(ws)
    ak.contacts.update(ws, 1, phone=None)
    undone = ak.changes.undo(ws, mailed)
    assert {(field, why) for _, _, field, why in kept(undone)} == {
        ("email", "nothing would be left that it is known by, or is about"),
        ("email_key", "nothing would be left that it is known by, or is about"),
    }
    assert ak.contacts.get(ws, 1).email == "a@x.nl"
    assert ak.check(ws).empty


def test_a_deal_keeps_the_only_one_that_it_is_about(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    ak.contacts.create(ws, "a@x.nl")
    ak.deals.create(ws, "Proef", account="A")
    ak.deals.update(ws, 1, contact=1)
    linked = last(ws)
    ak.deals.update(ws, 1, account=None)
    assert [field for _, _, field, _ in kept(ak.changes.undo(ws, linked))] == ["contact_id"]
    assert ak.check(ws).empty


def test_a_second_undo_finds_nothing_to_do_and_nothing_to_tell(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A", city="Ede")
    ak.accounts.update(ws, 1, city="Urk", name="B")
    changed = last(ws)
    ak.changes.undo(ws, changed)
    again = ak.changes.undo(ws, changed)
    assert (again.reverted, again.change_set_id, again.kept.empty) == (0, None, True)


def test_a_merge_is_not_torn_when_the_old_name_of_the_survivor_is_taken(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    ak.accounts.create(ws, "B", postcode="1234 AB")
    merge = ak.accounts.merge(ws, "A", "B", fields={"name": 2}, confirm=True)
    ak.accounts.create(ws, "Z")
    ak.accounts.update(ws, "Z", name="A")
    with pytest.raises(ak.AlreadyExists, match="Account 2 cannot come back"):
        ak.changes.undo(ws, merge)
    assert ak.accounts.get(ws, 1).postcode == "1234 AB"
    ak.accounts.update(ws, 3, name="Anders")
    assert ak.changes.undo(ws, merge).kept.empty
    assert names(ws) == ["A", "B", "Anders"]


def test_a_merge_is_redone_with_the_name_that_it_chose_and_undone_again(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    ak.accounts.create(ws, "B", city="Ede")
    merge = ak.accounts.merge(ws, "A", "B", fields={"name": 2}, confirm=True)
    apart = ak.changes.undo(ws, merge)
    assert ak.changes.undo(ws, merge).change_set_id is None  # a second time there is nothing to do
    together = ak.changes.undo(ws, apart)
    assert together.kept.empty
    assert ak.accounts.table(ws)[["name", "city"]].to_numpy().tolist() == [["B", "Ede"]]
    ak.accounts.create(ws, "Z")
    ak.accounts.update(ws, "Z", name="A")
    with pytest.raises(ak.AlreadyExists, match="cannot come back"):
        ak.changes.undo(ws, together)
    assert ak.accounts.get(ws, 1).city == "Ede"
    assert ak.check(ws).empty


def test_a_merge_that_would_leave_a_contact_without_address_and_phone_is_refused(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "a@x.nl")
    ak.contacts.create(ws, phone="06-1")
    for confirm in (False, True):
        with pytest.raises(ak.WrongValue, match="needs an e-mail address or a phone number"):
            ak.contacts.merge(ws, 1, 2, choose="keep", fields={"email": 2}, confirm=confirm)


def test_a_task_and_its_activity_go_back_together(ws: ak.Workspace) -> None:
    may, january = datetime(2026, 5, 1, 8, tzinfo=UTC), datetime(2026, 1, 1, 9, tzinfo=UTC)
    ak.contacts.create(ws, "a@x.nl")
    ak.tasks.create(ws, "Bellen", contact=1)
    ak.tasks.complete(ws, 1, at=may)
    ak.tasks.reopen(ws, 1)
    reopened = last(ws)
    ak.tasks.complete(ws, 1, at=january)
    ak.changes.undo(ws, reopened)
    assert ak.activities.table(ws)["at"].tolist() == [january]
    assert ak.contacts.get(ws, 1).last_contacted_at == january


def test_undoing_the_first_of_two_equal_completions_leaves_no_activity_of_an_open_task(
    ws: ak.Workspace,
) -> None:
    ak.contacts.create(ws, "a@x.nl")
    ak.tasks.create(ws, "Bellen", contact=1)
    ak.tasks.complete(ws, 1, at="2026-05-01")
    first = last(ws)
    ak.tasks.reopen(ws, 1)
    ak.tasks.complete(ws, 1, at="2026-05-01")
    ak.changes.undo(ws, first)
    done = ak.tasks.table(ws)["completed_at"].notna().tolist()
    assert done == [len(ak.activities.table(ws)) == 1]
    assert (ak.contacts.get(ws, 1).last_contacted_at is not None) == done[0]


def test_a_link_of_a_record_that_is_gone_is_listed(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    ak.contacts.create(ws, "a@x.nl", account="A")
    ak.accounts.delete(ws, "A", confirm=True)
    ak.contacts.delete(ws, 1, confirm=True)
    assert kept(ak.accounts.restore(ws, "A")) == [("contacts", 1, "account_id", "it is gone")]


def test_two_deleted_records_of_one_name_do_not_come_back_together(ws: ak.Workspace) -> None:
    for _ in range(2):
        ak.accounts.create(ws, "A")
        ak.accounts.delete(ws, "A", confirm=True)
    with pytest.raises(
        ak.AlreadyExists, match=r"Two of these accounts are called 'A'\. .*restore\(ws, 2, name="
    ):
        ak.accounts.restore(ws, [1, 2])
    ak.accounts.restore(ws, 1)
    ak.accounts.restore(ws, 2, name="A (2)")
    assert names(ws) == ["A", "A (2)"]
    with pytest.raises(ak.WrongValue, match="A blank email is none to come back under"):
        ak.contacts.create(ws, "a@x.nl")
        ak.contacts.delete(ws, 1, confirm=True)
        ak.contacts.restore(ws, 1, email="")


def test_what_went_before_a_person_is_forgotten_with_them(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "a@x.nl")
    ak.notes.delete(ws, ak.notes.add(ws, "GEHEIM", contact=1))
    task = ak.tasks.create(ws, "Ook GEHEIM", contact=1)
    ak.tasks.complete(ws, task)
    ak.tasks.reopen(ws, task)
    ak.contacts.delete(ws, 1, confirm=True)
    ak.contacts.purge(ws, 1, confirm=True)
    told = ws.rows("SELECT concat(old, new) FROM changes UNION ALL SELECT what FROM change_sets")
    assert not [text for (text,) in told if "GEHEIM" in str(text) or "a@x.nl" in str(text)]


def test_a_mistake_inside_a_transaction_does_not_end_it_when_nothing_was_written(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "a@x.nl")
    with ws.transaction():
        ak.accounts.create(ws, "A")
        for call in (
            lambda: ak.contacts.update(ws, 1, email=None),
            lambda: ak.accounts.restore(ws, "B"),
            lambda: ak.contacts.purge(ws, 9),
        ):
            with pytest.raises(ak.AccountsKitError, match=r"needs an e-mail|No deleted"):
                call()
        ak.accounts.create(ws, "C")
    assert names(ws) == ["A", "C"]


def test_a_file_that_is_written_anew_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        ak.accounts.create(ws, "A")
        ws.close()
    path.chmod(0o600)
    with ak.open(path) as ws:
        ws.compact()
    assert path.stat().st_mode & 0o777 == 0o600
