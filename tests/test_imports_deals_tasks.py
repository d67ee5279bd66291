"""Deals and tasks from files: whom they are about, what completing leaves behind, and undoing it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak

JAN, ELS = "jan@acme.example", "els@acme.example"
DEALS = pd.DataFrame(
    {
        "Deal ID": ["D1", "D2", "D3"],
        "Dealnaam": ["Jaarcontract", "Uitbreiding", "Proef"],
        "Bedrijf": ["Acme B.V.", "", "Nieuw B.V."],
        "E-mailadres": [JAN, ELS, ""],
        "Waarde": ["12.000,50", "", "5"],
        "Status": ["Gewonnen", "", "open"],
    }
)
TASKS = pd.DataFrame(
    {
        "Task ID": ["T1", "T2", "T3"],
        "Taak": ["Bellen", "Offerte", "Nabellen"],
        "E-mailadres": [JAN, "", ELS],
        "Deal": ["", "D2", ""],
        "Voltooid op": ["2026-01-05 10:00", "2026-01-06 10:00", ""],
    }
)


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.")
    for address in (JAN, ELS):
        ak.contacts.create(ws, address)
    return ws


def counts(result: Any) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.unchanged, result.rejected


def last_contacts(ws: ak.Workspace) -> dict[str, str | None]:
    """When everybody was last in touch, as a day."""
    table = ak.contacts.table(ws)
    days = [None if pd.isna(one) else f"{one:%d-%m}" for one in table["last_contacted_at"]]
    return dict(zip(table["email"], days, strict=True))


def stored(ws: ak.Workspace) -> list[str]:
    tables = ("accounts", "contacts", "deals", "tasks", "activities")
    frames = [ws.frame(f"SELECT * FROM {table} ORDER BY ALL") for table in tables]
    return [frame.drop(columns="updated_at", errors="ignore").to_csv(index=False) for frame in frames]


# --- deals


def test_deals_come_in_with_their_account_primary_contact_and_usual_currency(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "deals", DEALS)
    assert counts(result) == (3, 0, 0, 0)
    assert result.accounts_created["name"].tolist() == ["Nieuw B.V."]
    deals = ak.deals.table(ws).set_index("external_id")
    assert deals.loc["D1", ["account", "contact", "currency", "status"]].tolist() == [
        "Acme B.V.", JAN, "EUR", "won"
    ]  # fmt: skip
    assert deals["status"].to_dict() == {"D1": "won", "D2": "open", "D3": "open"}
    assert pd.isna(deals.loc["D2", "currency"])
    assert ak.check(ws).empty


@pytest.mark.parametrize("update", ["if_not_blank", "always"])
@pytest.mark.parametrize("left_out", [[], ["Deal ID"], ["Deal ID", "Bedrijf"]], ids=str)
def test_the_same_deals_twice_change_nothing(ws: ak.Workspace, left_out: list[str], update: str) -> None:
    source = DEALS.drop(columns=left_out).head(2 if "Bedrijf" in left_out else 3)
    first = ak.imports.run(ws, "deals", source, update=update)
    assert first.created == len(source)
    again = ak.imports.run(ws, "deals", source, update=update)
    assert counts(again) == (0, 0, len(source), 0)
    assert again.change_set_id is None


def test_two_equal_rows_are_two_deals_and_a_third_is_one_more(ws: ak.Workspace) -> None:
    row = pd.DataFrame({"Titel": ["Contract"], "Bedrijf": ["Acme B.V."]})
    assert ak.imports.run(ws, "deals", pd.concat([row, row])).created == 2
    assert counts(ak.imports.run(ws, "deals", pd.concat([row, row, row]))) == (1, 0, 2, 0)


def test_a_deal_with_a_number_is_brought_up_to_date(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    source = DEALS.assign(Status="Verloren", **{"E-mailadres": ELS})
    assert counts(ak.imports.run(ws, "deals", source)) == (0, 3, 0, 0)
    deals = ak.deals.table(ws)
    assert set(deals["status"]) == {"lost"}
    assert set(deals["contact"]) == {ELS}
    assert last_contacts(ws) == {JAN: None, ELS: None}


def test_a_deal_that_names_nobody_or_somebody_unknown_is_refused(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "Titel": ["a", "b", "c", ""],
            "Bedrijf": ["", "Acme B.V.", "Onbekend B.V.", "Acme B.V."],
            "Contact": ["", "wie@x.example", JAN, ""],
        }
    )
    result = ak.imports.run(ws, "deals", source, unknown_accounts="refuse")
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [1, "Bedrijf", "about_deal"],
        [2, "Contact", "unknown_contact"],
        [3, "Bedrijf", "unknown_account"],
        [4, "Titel", "required"],
    ]
    assert ws.counts()["deals"] == 0


def test_a_file_of_numbers_and_stages_updates_the_deals_and_makes_none(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    source = pd.DataFrame({"Deal ID": ["D1", "D9"], "Fase": ["Offerte", "Offerte"]})
    result = ak.imports.run(ws, "deals", source, key="external_id")
    assert counts(result) == (0, 1, 0, 1)
    assert sorted(result.problems["check"]) == ["about_deal", "required"]
    assert ak.deals.table(ws).set_index("external_id").loc["D1", "stage"] == "Offerte"


def test_undoing_an_import_of_deals_takes_its_accounts_too(ws: ak.Workspace) -> None:
    before = stored(ws)
    result = ak.imports.run(ws, "deals", DEALS)
    assert ak.changes.undo(ws, result.change_set_id).kept.empty
    assert stored(ws) == before


# --- tasks


def test_tasks_that_come_in_completed_are_activities_and_move_last_contact(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    assert counts(ak.imports.run(ws, "tasks", TASKS)) == (3, 0, 0, 0)
    made = ak.activities.table(ws).sort_values("task_id")
    assert made[["kind", "name", "contact", "deal"]].fillna("").to_numpy().tolist() == [
        ["task_done", "Bellen", JAN, ""],
        ["deal_task_done", "Offerte", ELS, "Uitbreiding"],
    ]
    assert last_contacts(ws) == {JAN: "05-01", ELS: "06-01"}
    assert ak.check(ws).empty


def test_an_import_of_tasks_does_what_completing_by_hand_does(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    ak.imports.run(ws, "tasks", TASKS)
    with ak.open() as other:
        ak.accounts.create(other, "Acme B.V.")
        for address in (JAN, ELS):
            ak.contacts.create(other, address)
        ak.imports.run(other, "deals", DEALS)
        ak.tasks.create(other, "Bellen", contact=JAN, external_id="T1")
        ak.tasks.create(other, "Offerte", deal=2, external_id="T2")
        ak.tasks.create(other, "Nabellen", contact=ELS, external_id="T3")
        ak.tasks.complete(other, 1, at="2026-01-05T10:00")
        ak.tasks.complete(other, 2, at="2026-01-06T10:00")
        moments = ["created_at", "updated_at"]
        for table in ("tasks", "activities", "contacts"):
            [one, two] = [space.frame(f"SELECT * FROM {table} ORDER BY ALL") for space in (ws, other)]
            pd.testing.assert_frame_equal(
                one.drop(columns=moments, errors="ignore"), two.drop(columns=moments, errors="ignore")
            )


def test_a_moment_that_is_filled_in_later_completes_and_one_that_goes_reopens(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    ak.imports.run(ws, "tasks", TASKS)
    done = TASKS.assign(**{"Voltooid op": ["2026-01-05 10:00", "2026-01-06 10:00", "2026-02-01 09:00"]})
    assert counts(ak.imports.run(ws, "tasks", done)) == (0, 1, 2, 0)
    assert last_contacts(ws) == {JAN: "05-01", ELS: "01-02"}
    before = stored(ws)
    emptied = TASKS.assign(**{"Voltooid op": ["", "2026-01-06 10:00", ""]})
    assert counts(ak.imports.run(ws, "tasks", emptied)) == (0, 0, 3, 0)
    reopened = ak.imports.run(ws, "tasks", emptied, update="always")
    assert counts(reopened) == (0, 2, 1, 0)
    assert last_contacts(ws) == {JAN: None, ELS: "06-01"}
    assert len(ak.activities.table(ws)) == 1
    assert ak.changes.undo(ws, reopened.change_set_id).kept.empty
    assert stored(ws) == before
    assert ak.check(ws).empty


def test_a_task_that_was_done_at_another_moment_keeps_its_activity_which_gets_the_moment(
    ws: ak.Workspace,
) -> None:
    ak.imports.run(ws, "deals", DEALS)
    ak.imports.run(ws, "tasks", TASKS)
    ak.deals.update(ws, 2, contact=JAN)
    later = TASKS.assign(**{"Voltooid op": ["", "2026-03-01 10:00", ""]})
    result = ak.imports.run(ws, "tasks", later)
    assert counts(result) == (0, 1, 2, 0)
    assert last_contacts(ws) == {JAN: "05-01", ELS: "01-03"}
    ak.changes.undo(ws, result.change_set_id)
    assert last_contacts(ws) == {JAN: "05-01", ELS: "06-01"}


def test_tasks_without_a_number_are_completed_by_a_later_file_and_never_overwritten(ws: ak.Workspace) -> None:
    def rows(*moments: str) -> pd.DataFrame:
        return pd.DataFrame({"Titel": "Bellen", "Contact": JAN, "Voltooid op": [*moments]})

    assert counts(ak.imports.run(ws, "tasks", rows("2026-01-01", ""))) == (2, 0, 0, 0)
    assert counts(ak.imports.run(ws, "tasks", rows("", "2026-01-01"))) == (0, 0, 2, 0)
    assert counts(ak.imports.run(ws, "tasks", rows("2026-02-02", "2026-01-01"))) == (0, 1, 1, 0)
    assert counts(ak.imports.run(ws, "tasks", rows("2026-03-03"))) == (1, 0, 0, 0)
    # An old file, in which all three were open, says nothing about tasks that were done since.
    assert counts(ak.imports.run(ws, "tasks", rows("", "", ""))) == (0, 0, 3, 0)
    assert counts(ak.imports.run(ws, "tasks", rows("", "", ""), update="never")) == (0, 0, 3, 0)
    assert len(ak.activities.table(ws)) == 3
    assert last_contacts(ws)[JAN] == "03-03"


def test_a_task_belongs_to_a_contact_or_a_deal_that_is_there_and_to_one_of_them(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    source = pd.DataFrame(
        {
            "Titel": [*"abcd"],
            "Contact": ["", JAN, "wie@x.example", ""],
            "Deal": ["", "D1", "", "Jaarkontract"],
        }
    )
    result = ak.imports.run(ws, "tasks", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [1, "Contact", "about_task"],
        [2, "Contact", "of_two"],
        [3, "Contact", "unknown_contact"],
        [4, "Deal", "unknown_deal"],
    ]
    assert result.problems["message"][3] == (
        "geen deal heeft het nummer of de titel 'Jaarkontract'. Is 'Jaarcontract' bedoeld?"
    )


def test_a_task_of_a_contact_does_not_become_one_of_a_deal_beside_it(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    ak.imports.run(ws, "tasks", TASKS)
    result = ak.imports.run(ws, "tasks", pd.DataFrame({"Task ID": ["T1"], "Titel": ["x"], "Deal": ["D1"]}))
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [[1, "Deal", "of_two"]]
    assert ak.check(ws).empty


def test_a_deal_is_called_by_its_number_else_by_a_title_that_one_deal_has(ws: ak.Workspace) -> None:
    for title, number in (
        ("Contract", None),
        ("contract", None),
        ("Proef", "Contract 2"),
        ("Contract 2", None),
    ):
        ak.deals.create(ws, title, account="Acme B.V.", external_id=number)
    source = pd.DataFrame({"Titel": [*"abc"], "Deal": ["Contract", "PROEF", "contract 2"]})
    result = ak.imports.run(ws, "tasks", source)
    assert result.problems[["line", "check"]].to_numpy().tolist() == [[1, "several_deals"]]
    assert result.problems["message"][0] == (
        "'Contract' heet meer dan één deal. Dat zijn onder meer nummer 1 en 2. Schrijf het nummer van de deal"
    )
    assert ak.tasks.table(ws)["deal_id"].tolist() == [3, 3]


def test_a_plan_of_tasks_writes_nothing(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "deals", DEALS)
    before = stored(ws)
    plan = ak.imports.plan(ws, "tasks", TASKS)
    assert (plan.created, stored(ws)) == (3, before)
    assert ak.imports.run(ws, plan).created == 3
    assert last_contacts(ws)[JAN] == "05-01"
