"""Activities from files: with whom, when, and what they do to last contact."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak

JAN, ELS = "jan@acme.example", "els@acme.example"


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for address in (JAN, ELS):
        ak.contacts.create(ws, address)
    ak.deals.create(ws, "Jaarcontract", contact=JAN, external_id="D1")
    return ws


def counts(result: Any) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.unchanged, result.rejected


def last_contacts(ws: ak.Workspace) -> list[str | None]:
    days = ak.contacts.table(ws)["last_contacted_at"]
    return [None if pd.isna(one) else f"{one:%d-%m}" for one in days]


def rows(*said: tuple[str, str, str, str]) -> pd.DataFrame:
    """Activities, each as its kind, moment, address and deal."""
    return pd.DataFrame(said, columns=["Soort", "Moment", "E-mailadres", "Deal"])


def test_the_four_things_that_count_move_last_contact_and_the_others_do_not(ws: ak.Workspace) -> None:
    source = rows(
        ("Campagne", "2026-01-01", JAN, ""),
        ("mail_one_to_one", "2026-01-03", ELS, ""),
        ("deal_task_done", "2026-01-02", "", "D1"),
        ("mail_opened", "2026-05-01", JAN, ""),
        ("purchase", "2026-05-01", ELS, ""),
    )
    assert counts(ak.imports.run(ws, "activities", source)) == (5, 0, 0, 0)
    assert last_contacts(ws) == ["02-01", "03-01"]
    assert ak.check(ws).empty


def test_late_activities_and_such_as_come_out_of_order_give_the_same() -> None:
    said = [("Campagne", f"2026-01-0{day}", JAN, "") for day in (1, 2, 3)]
    for order in permutations(said):
        with ak.open() as ws:
            ak.contacts.create(ws, JAN)
            for one in order:
                ak.imports.run(ws, "activities", rows(one))
            assert last_contacts(ws) == ["03-01"]


@pytest.mark.parametrize("update", ["if_not_blank", "always"])
def test_the_same_activities_twice_are_the_same_and_two_equal_rows_are_two(
    ws: ak.Workspace, update: str
) -> None:
    one = ("Klik", "2026-01-01 10:00", JAN, "")
    source = rows(one, one, ("deal_task_done", "2026-01-02", "", "D1"), ("event", "2026-01-02", ELS, "D1"))
    assert ak.imports.run(ws, "activities", source).created == 4
    # The deal has another primary contact now: what happened stays with who it happened with.
    ak.deals.update(ws, 1, contact=ELS)
    again = ak.imports.run(ws, "activities", source, update=update)
    assert (counts(again), again.change_set_id) == ((0, 0, 4, 0), None)
    assert last_contacts(ws) == ["02-01", None]


def test_a_number_without_a_mark_is_the_value_and_names_stand_beside_it(ws: ak.Workspace) -> None:
    source = rows(("Bestelling", "2026-01-01", JAN, "")).assign(Waarde="1.250,50", Naam="Stoel", Bron="shop")
    ak.imports.run(ws, "activities", source)
    [made] = ak.activities.table(ws).itertuples()
    assert (made.kind, float(made.value), made.name, made.source) == ("purchase", 1250.5, "Stoel", "shop")


def test_an_activity_without_a_moment_is_refused_and_not_dated_today(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "activities", rows(("Campagne", "", JAN, "")))
    assert result.problems[["column", "check"]].to_numpy().tolist() == [["Moment", "required"]]
    with pytest.raises(ak.MappingError, match="No column fills 'at', and activities cannot do without"):
        ak.imports.run(ws, "activities", pd.DataFrame({"Soort": ["event"], "Contact": [JAN]}))
    assert last_contacts(ws) == [None, None]


def test_what_is_no_kind_or_about_nobody_is_refused(ws: ak.Workspace) -> None:
    source = rows(
        ("gebeld", "2026-01-01", JAN, ""),
        ("event", "2026-01-01", "", ""),
        ("event", "2026-01-01", "wie@x.example", ""),
        ("event", "2026-01-01", "", "D9"),
    )
    problems = ak.imports.run(ws, "activities", source).problems
    assert problems[["line", "column", "check"]].to_numpy().tolist() == [
        [1, "Soort", "option"],
        [2, "E-mailadres", "about_activity"],
        [3, "E-mailadres", "unknown_contact"],
        [4, "Deal", "unknown_deal"],
    ]


def test_a_deal_task_counts_for_the_primary_contact_only(ws: ak.Workspace) -> None:
    source = rows(
        ("deal_task_done", "2026-01-01", ELS, "D1"),
        ("deal_task_done", "2026-01-02", JAN, "D1"),
        ("event", "2026-01-03", ELS, "D1"),
    )
    result = ak.imports.run(ws, "activities", source)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [1, "E-mailadres", "primary_contact"]
    ]
    ak.deals.update(ws, 1, contact=ELS)
    assert counts(ak.imports.run(ws, "activities", source.tail(2))) == (0, 0, 2, 0)
    assert last_contacts(ws) == ["02-01", None]


def test_an_activity_with_a_number_moves_to_another_moment_contact_and_kind(ws: ak.Workspace) -> None:
    source = rows(("Campagne", "2026-01-05", JAN, "")).assign(**{"Activity ID": "A1"})
    ak.imports.run(ws, "activities", source)
    earlier = source.assign(Moment="2026-01-02")
    assert counts(ak.imports.run(ws, "activities", earlier)) == (0, 1, 0, 0)
    assert last_contacts(ws) == ["02-01", None]
    ak.imports.run(ws, "activities", earlier.assign(**{"E-mailadres": ELS}))
    assert last_contacts(ws) == [None, "02-01"]
    result = ak.imports.run(ws, "activities", earlier.assign(**{"E-mailadres": ELS}, Soort="event"))
    assert last_contacts(ws) == [None, None]
    ak.changes.undo(ws, result.change_set_id)
    assert last_contacts(ws) == [None, "02-01"]
    assert ak.check(ws).empty


def test_an_activity_that_is_about_another_deal_now_is_about_its_primary_contact(ws: ak.Workspace) -> None:
    ak.deals.create(ws, "Proef", contact=ELS, external_id="D2")
    source = rows(("deal_task_done", "2026-01-05", "", "D1")).assign(**{"Activity ID": "A1"})
    ak.imports.run(ws, "activities", source)
    assert counts(ak.imports.run(ws, "activities", source.assign(Deal="D2"), update="never")) == (0, 0, 1, 0)
    assert last_contacts(ws) == ["05-01", None]
    assert counts(ak.imports.run(ws, "activities", source.assign(Deal="D2"))) == (0, 1, 0, 0)
    assert last_contacts(ws) == [None, "05-01"]


def test_undoing_an_import_of_activities_brings_last_contact_back(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "activities", rows(("Campagne", "2026-01-01", JAN, "")))
    more = rows(("Campagne", "2026-02-01", JAN, ""), ("Campagne", "2026-02-01", ELS, ""))
    result = ak.imports.run(ws, "activities", more)
    assert last_contacts(ws) == ["01-02", "01-02"]
    ak.changes.undo(ws, result.change_set_id)
    assert last_contacts(ws) == ["01-01", None]
    assert ak.check(ws).empty
