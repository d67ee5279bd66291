"""Last contact: exactly the four things of the help article, in any order and at any time."""

from datetime import UTC, datetime

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.records.last_contact import MOVES

OTHERS = [
    "mail_opened",
    "link_clicked",
    "mail_replied",
    "form_submitted",
    "page_visited",
    "purchase",
    "event",
]


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, tzinfo=UTC)


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    for name in ("jan", "piet", "els"):
        ak.contacts.create(ws, f"{name}@acme.nl", account="Acme")
    return ws


def last(ws: ak.Workspace, contact: object) -> datetime | None:
    return ak.contacts.get(ws, contact).last_contacted_at


def test_a_new_contact_has_no_last_contact(ws: ak.Workspace) -> None:
    assert last(ws, "jan@acme.nl") is None


@pytest.mark.parametrize("kind", MOVES)
def test_each_of_the_four_events_sets_it(ws: ak.Workspace, kind: str) -> None:
    ak.activities.record(ws, kind, contact="jan@acme.nl", at=day(2))
    assert last(ws, "jan@acme.nl") == day(2)
    assert last(ws, "piet@acme.nl") is None


@pytest.mark.parametrize("kind", OTHERS)
def test_nothing_else_sets_it(ws: ak.Workspace, kind: str) -> None:
    ak.activities.record(ws, kind, contact="jan@acme.nl", at=day(2))
    ak.notes.add(ws, "Belde.", contact="jan@acme.nl", at=day(3))
    assert last(ws, "jan@acme.nl") is None


def test_a_late_activity_moves_nothing_back(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "mail_campaign", contact="jan@acme.nl", at=day(9))
    ak.activities.record(ws, "mail_one_to_one", contact="jan@acme.nl", at=day(2))
    assert last(ws, "jan@acme.nl") == day(9)


def test_a_campaign_to_many_contacts_is_one_call(ws: ak.Workspace) -> None:
    assert ak.activities.record_many(ws, "mail_campaign", ak.everyone(), campaign="Lente", at=day(4)) == 3
    assert {last(ws, one) for one in (1, 2, 3)} == {day(4)}
    table = ak.activities.table(ws, account="Acme", kind="mail_campaign")
    assert table["contact_id"].tolist() == [3, 2, 1]
    assert set(table["campaign"]) == {"Lente"}
    assert ak.activities.record_many(ws, "mail_campaign", ak.contact.email == "x@y.nl") == 0
    assert len(ak.changes.table(ws)) == 5


def test_a_completed_task_sets_it_and_reopening_takes_it_back(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "mail_automation", contact="jan@acme.nl", at=day(1))
    task = ak.tasks.create(ws, "Nabellen", contact="jan@acme.nl", due_at=day(5))
    assert last(ws, "jan@acme.nl") == day(1)
    assert ak.tasks.complete(ws, task, at=day(6)) == 1
    assert last(ws, "jan@acme.nl") == day(6)
    assert ak.activities.table(ws, contact="jan@acme.nl")[["kind", "task"]].to_numpy().tolist()[0] == [
        "task_done",
        "Nabellen",
    ]
    assert ak.tasks.complete(ws, task, at=day(8)) == 0  # it keeps its moment
    assert last(ws, "jan@acme.nl") == day(6)
    assert ak.tasks.reopen(ws, task.task_id) == 1
    assert last(ws, "jan@acme.nl") == day(1)
    assert ak.tasks.reopen(ws, task) == 0


def test_a_deal_task_counts_for_who_is_the_primary_contact_when_it_is_completed(ws: ak.Workspace) -> None:
    deal = ak.deals.create(ws, "Jaarcontract", account="Acme", contact="jan@acme.nl", value="1200")
    first = ak.tasks.create(ws, "Offerte", deal=deal)
    second = ak.tasks.create(ws, "Tekenen", deal=deal.deal_id)
    ak.tasks.complete(ws, first, at=day(3))
    ak.deals.update(ws, deal, contact="piet@acme.nl")
    assert [last(ws, one) for one in ("jan@acme.nl", "piet@acme.nl")] == [day(3), None]
    ak.tasks.complete(ws, second, at=day(4))
    assert [last(ws, one) for one in ("jan@acme.nl", "piet@acme.nl")] == [day(3), day(4)]
    ak.tasks.reopen(ws, [first, second])
    assert [last(ws, one) for one in ("jan@acme.nl", "piet@acme.nl")] == [None, None]


def test_a_deal_task_without_a_primary_contact_moves_nobody(ws: ak.Workspace) -> None:
    deal = ak.deals.create(ws, "Jaarcontract", account="Acme")
    ak.tasks.complete(ws, ak.tasks.create(ws, "Offerte", deal=deal))
    assert ak.activities.table(ws)["kind"].tolist() == ["deal_task_done"]
    assert ak.contacts.table(ws)["last_contacted_at"].isna().all()


def test_a_deal_task_recorded_by_hand_is_of_the_primary_contact_and_of_nobody_else(ws: ak.Workspace) -> None:
    deal = ak.deals.create(ws, "Jaarcontract", contact="jan@acme.nl")
    made = ak.activities.record(ws, "deal_task_done", deal=deal, at=day(2))
    assert (made.contact, made.deal) == ("jan@acme.nl", "Jaarcontract")
    assert last(ws, 1) == day(2)
    with pytest.raises(ak.WrongValue, match=r"'els@acme.nl' is not the primary contact of deal 1"):
        ak.activities.record(ws, "deal_task_done", deal=deal, contact="els@acme.nl")


def test_undoing_an_activity_gives_what_the_others_say(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "mail_campaign", contact=1, at=day(9))
    newest = int(ak.changes.table(ws)["change_set_id"].iloc[0])
    ak.activities.record(ws, "mail_campaign", contact=1, at=day(5))
    undone = ak.changes.undo(ws, newest)
    assert undone.kept.empty
    assert last(ws, 1) == day(5)
    ak.changes.undo(ws, undone.change_set_id)
    assert last(ws, 1) == day(9)


def test_a_contact_comes_back_with_its_activities_and_its_last_contact(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "mail_campaign", contact=1, at=day(9))
    task = ak.tasks.create(ws, "Nabellen", contact=1)
    ak.tasks.complete(ws, task, at=day(11))
    deleted = ak.contacts.delete(ws, 1, confirm=True)
    assert deleted.along == {"notes": 0, "deals": 0, "tasks": 1, "activities": 2}
    assert (ws.counts()["activities"], ws.counts()["tasks"]) == (0, 0)
    assert ak.changes.undo(ws, deleted.change_set_id).restored == 4
    assert last(ws, 1) == day(11)
    assert ak.check(ws).empty


def test_an_account_that_goes_takes_no_activity_of_a_contact_along(ws: ak.Workspace) -> None:
    deal = ak.deals.create(ws, "Jaarcontract", account="Acme")
    ak.tasks.complete(ws, ak.tasks.create(ws, "Offerte", deal=deal), at=day(3))
    theirs = ak.deals.create(ws, "Proef", account="Acme", contact=1)
    ak.tasks.complete(ws, ak.tasks.create(ws, "Bellen", deal=theirs), at=day(4))
    shown = ak.accounts.delete(ws, "Acme")
    assert shown.along == {"notes": 0, "deals": 1, "tasks": 1, "activities": 1}
    deleted = ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.deals.table(ws)[["title", "contact"]].to_numpy().tolist() == [["Proef", "jan@acme.nl"]]
    assert last(ws, 1) == day(4)
    assert ak.check(ws).empty
    assert ak.changes.undo(ws, deleted.change_set_id).kept.empty
    assert ak.deals.table(ws)["account"].tolist() == ["Acme", "Acme"]
    assert ak.activities.table(ws)["deal"].tolist() == ["Proef", "Jaarcontract"]
    assert ak.check(ws).empty


def test_what_cannot_be_recorded_is_said(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match="Did you mean 'mail_campaign'"):
        ak.activities.record(ws, "mail_campain", contact=1)
    with pytest.raises(ak.WrongValue, match=r"an activity belongs to a contact or a deal"):
        ak.activities.record(ws, "event")
    with pytest.raises(ak.WrongValue, match=r"not a moment"):
        ak.activities.record(ws, "event", contact=1, at="gisteren")
    with pytest.raises(ak.WrongValue, match=r"not a number"):
        ak.activities.record(ws, "purchase", contact=1, value="veel")
    with pytest.raises(ak.UnknownRecord, match=r"No contact 9"):
        ak.activities.record(ws, "event", contact=9)
    with pytest.raises(ak.UnknownRecord, match=r"No deal 9\. deals\.table\(\) lists them"):
        ak.activities.record(ws, "event", deal=9)
    assert ak.activities.table(ws).empty


def test_tasks_are_listed_by_when_they_are_due_and_belong_to_one_thing(ws: ak.Workspace) -> None:
    ak.tasks.create(ws, "Ooit", contact=1)
    ak.tasks.create(ws, "Later", contact=1, due_at=day(9))
    ak.tasks.create(ws, "Eerst", contact=2, due_at="2026-03-02")
    assert ak.tasks.table(ws)["title"].tolist() == ["Eerst", "Later", "Ooit"]
    ak.tasks.complete(ws, [2], at=day(5))
    assert ak.tasks.table(ws, done=False)["title"].tolist() == ["Eerst", "Ooit"]
    assert ak.tasks.table(ws, contact=1, done=True)["title"].tolist() == ["Later"]
    with pytest.raises(ak.WrongValue, match="a task belongs to a contact or a deal"):
        ak.tasks.create(ws, "Niets")
    deal = ak.deals.create(ws, "Proef", account="Acme")
    with pytest.raises(ak.WrongValue, match="both were given"):
        ak.tasks.create(ws, "Twee", contact=1, deal=deal)
    with pytest.raises(ak.WrongValue, match="Title is missing"):
        ak.tasks.create(ws, " ", contact=1)
    with pytest.raises(ak.UnknownRecord, match="1 of the tasks do not exist: 9"):
        ak.tasks.complete(ws, [1, 9])
    with pytest.raises(ak.UnknownRecord, match="No task 9"):
        ak.tasks.reopen(ws, 9)


def test_deals_carry_account_primary_contact_and_amount(ws: ak.Workspace) -> None:
    deal = ak.deals.create(
        ws, "Jaarcontract", account="Acme", contact=1, value="1200.50", stage="Offerte",
        expected_close_on="2026-06-30",
    )  # fmt: skip
    assert (deal.account, deal.contact, deal.currency, deal.status) == ("Acme", "jan@acme.nl", "EUR", "open")
    assert ak.deals.update(ws, deal, status="won", stage=None, account=None) == 1
    assert ak.deals.update(ws, deal, status="won", stage=None, account=None) == 0
    shown = ak.deals.table(ws, contact=1, status="won").iloc[0]
    assert pd.isna(shown["account"]) and pd.isna(shown["stage"])
    with pytest.raises(ak.WrongValue, match="a deal belongs to an account or a primary contact"):
        ak.deals.update(ws, deal, contact=None)
    with pytest.raises(ak.WrongValue, match="a deal belongs to an account or a primary contact"):
        ak.deals.create(ws, "Niets")
    with pytest.raises(ak.WrongValue, match="the minimum is 0"):
        ak.deals.create(ws, "Min", account="Acme", value=-1)
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acm'\. Did you mean 'Acme'\?"):
        ak.deals.update(ws, deal, account="Acm")
    assert ak.deals.table(ws, account="Acme").empty
    assert ak.check(ws).empty
