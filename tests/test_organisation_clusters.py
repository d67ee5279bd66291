"""The plan from a text field to accounts: which spellings are one account, and what a reviewer changes."""

from __future__ import annotations

import pandas as pd
import pytest

import accounts_kit as ak
from tests.organisations import clusters, fill, linked, new_workspace, state

plan_of = ak.accounts.from_organisation_field


@pytest.fixture
def ws() -> ak.Workspace:
    return new_workspace()


# --- the plan


def test_spellings_that_differ_in_case_spaces_accents_signs_and_legal_form_are_a_cluster(
    ws: ak.Workspace,
) -> None:
    fill(ws, "Acme  B.V.", "acmé bv", "ACME", "Beta", "Acme-B.V.", "Acme  B.V.", "Stichting Beta", None)
    assert clusters(plan_of(ws, "organisatie")) == [
        (1, "Acme  B.V.", "Acme  B.V.", 2),
        (1, "Acme  B.V.", "acmé bv", 1),
        (1, "Acme  B.V.", "ACME", 1),
        (1, "Acme  B.V.", "Acme-B.V.", 1),
        (2, "Beta", "Beta", 1),
        (2, "Beta", "Stichting Beta", 1),
    ]


def test_a_cluster_is_named_after_its_most_frequent_spelling_and_then_its_first(ws: ak.Workspace) -> None:
    fill(ws, "beta", "Beta B.V.", "Acme", "ACME", "ACME")
    assert clusters(plan_of(ws, "organisatie"), "cluster", "name")[::2] == [(1, "ACME"), (2, "beta")]


def test_a_plan_has_its_columns_also_when_the_field_is_empty(ws: ak.Workspace) -> None:
    plan = plan_of(ws, "contact.organisatie")
    assert " ".join(plan.clusters) == (
        "cluster name spelling contacts to_link account_id account alike_id alike nearest score"
    )
    assert " ".join(plan.left_out) == "spelling contacts why"
    assert " ".join(plan.stays) == "contact_id email spelling account name"
    assert " ".join(plan.created) == "account_id name contacts"
    assert (len(plan.clusters), plan.linked, plan.aliases, plan.done) == (0, 0, 0, False)


def test_a_plan_writes_nothing(ws: ak.Workspace) -> None:
    fill(ws, "Acme B.V.", "ACME BV", "-")
    before, sets = state(ws), len(ak.changes.table(ws))
    plan = plan_of(ws, "organisatie")
    assert (plan.done, plan.change_set_id, plan.linked, plan.aliases) == (False, None, 2, 1)
    assert plan.created[["name", "contacts"]].to_numpy().tolist() == [["Acme B.V.", 2]]
    assert plan.created["account_id"].isna().all()
    assert (state(ws), len(ak.changes.table(ws))) == (before, sets)


def test_placeholders_are_no_account(ws: ak.Workspace) -> None:
    nobody = ["-", "X", "n.v.t.", "N.v.t", "Onbekend", "(particulier)", "geen", "?", "n/a", "privé",
              "Organisatie in provincie Utrecht"]  # fmt: skip
    fill(ws, "Acme", *nobody, "X")
    plan = plan_of(ws, "organisatie")
    assert clusters(plan, "spelling") == [("Acme",)]
    assert plan.left_out["spelling"].tolist() == ["X", *(one for one in nobody if one != "X")]
    assert set(plan.left_out["why"]) == {"placeholder"}
    assert plan.left_out["contacts"].tolist() == [2, *[1] * 10]


def test_a_name_of_which_only_a_legal_form_is_left_is_a_name(ws: ak.Workspace) -> None:
    fill(ws, "N.V.", "B.V.", "Xerox", "Geen Gedoe B.V.")
    assert [name for (name,) in clusters(plan_of(ws, "organisatie"), "name")] == [
        "N.V.", "B.V.", "Xerox", "Geen Gedoe B.V.",
    ]  # fmt: skip


def test_text_that_is_too_long_for_a_name_is_left_out(ws: ak.Workspace) -> None:
    fill(ws, "x" * 256, "y" * 255)
    plan = plan_of(ws, "organisatie", confirm=True)
    assert plan.left_out[["contacts", "why"]].to_numpy().tolist() == [[1, "length"]]
    assert linked(ws) == [None, "y" * 255]


# --- accounts that are there


def test_a_cluster_with_the_name_or_an_alias_of_an_account_is_that_account(ws: ak.Workspace) -> None:
    for name in ("ACME B.V.", "Beta", "Gamma"):
        ak.accounts.create(ws, name)
    ak.accounts.merge(ws, "Beta", ["Gamma"], confirm=True)
    fill(ws, "Acme", "acme b.v.", "gamma", "Beta", "Acme")
    plan = plan_of(ws, "organisatie")
    assert clusters(plan, "cluster", "name", "spelling", "account_id", "account", "alike_id") == [
        (1, "ACME B.V.", "Acme", 1, "ACME B.V.", None),
        (1, "ACME B.V.", "acme b.v.", 1, "ACME B.V.", None),
        (2, "Beta", "gamma", 2, "Beta", None),
        (2, "Beta", "Beta", 2, "Beta", None),
    ]
    assert plan.created.empty


def test_an_account_that_differs_only_in_legal_form_is_proposed_and_not_joined(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme B.V.")
    fill(ws, "Acme N.V.")
    plan = plan_of(ws, "organisatie", confirm=True)
    assert clusters(plan, "name", "account_id", "account", "alike_id", "alike") == [
        ("Acme N.V.", None, None, 1, "Acme B.V.")
    ]
    assert linked(ws) == ["Acme N.V."]


@pytest.mark.parametrize("column", ["account_id", "name"])
def test_the_proposed_account_is_joined_when_the_reviewer_sets_it(ws: ak.Workspace, column: str) -> None:
    ak.accounts.create(ws, "Acme B.V.")
    fill(ws, "Acme N.V.", "Acme NV", "Beta")
    frame = plan_of(ws, "organisatie").clusters
    chosen = frame["alike_id" if column == "account_id" else "alike"]
    done = plan_of(
        ws, "organisatie", clusters=frame.assign(**{column: chosen.fillna(frame[column])}), confirm=True
    )
    assert linked(ws) == ["Acme B.V.", "Acme B.V.", "Beta"]
    assert (done.created["name"].tolist(), done.aliases) == (["Beta"], 2)
    assert ak.accounts.get(ws, "acme n.v.").name == "Acme B.V."


def test_spellings_of_several_accounts_stay_theirs_and_the_others_are_a_new_one(ws: ak.Workspace) -> None:
    for name in ("Acme B.V.", "Acme N.V."):
        ak.accounts.create(ws, name)
    fill(ws, "Acme", "acme nv", "Acme B.V.", "ACME n.v.", "acme")
    plan = plan_of(ws, "organisatie")
    assert sorted(clusters(plan, "spelling", "name", "account_id", "alike")) == [
        ("ACME n.v.", "Acme N.V.", 2, None),
        ("Acme", "Acme", None, "Acme B.V."),
        ("Acme B.V.", "Acme B.V.", 1, None),
        ("acme", "Acme", None, "Acme B.V."),
        ("acme nv", "Acme", None, "Acme B.V."),
    ]


def test_what_resembles_a_cluster_is_listed_with_its_score_and_not_merged(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Vermeulen Transport")
    fill(ws, "Jansen Bouw B.V.", "Janssen Bouw", "Vermeulen Transprot", "Geheel Anders")
    plan = plan_of(ws, "organisatie")
    assert [(name, near) for name, near in clusters(plan, "name", "nearest")] == [
        ("Jansen Bouw B.V.", "Janssen Bouw"),
        ("Janssen Bouw", "Jansen Bouw B.V."),
        ("Vermeulen Transprot", "Vermeulen Transport"),
        ("Geheel Anders", None),
    ]
    scores = plan.clusters["score"]
    assert scores[:3].between(0.9, 1, inclusive="left").all()
    assert scores.isna().tolist() == [False, False, False, True]


# --- the review


def test_dropped_rows_stay_without_account_and_are_listed(ws: ak.Workspace) -> None:
    fill(ws, "Acme", "Beta", "Beta", "-")
    frame = plan_of(ws, "organisatie").clusters.query("name == 'Acme'")
    done = plan_of(ws, "organisatie", clusters=frame, confirm=True)
    assert linked(ws) == ["Acme", None, None, None]
    assert done.left_out.to_numpy().tolist() == [["Beta", 2, "dropped"], ["-", 1, "placeholder"]]


def test_a_name_that_is_changed_is_the_name_of_the_account(ws: ak.Workspace) -> None:
    fill(ws, "ACME BV", "Acme")
    frame = plan_of(ws, "organisatie").clusters.assign(name=" Acme Bouw B.V. ")
    planned = plan_of(ws, "organisatie", clusters=frame)
    assert clusters(planned, "cluster", "name", "spelling") == [
        (1, "Acme Bouw B.V.", "ACME BV"),
        (1, "Acme Bouw B.V.", "Acme"),
    ]
    done = plan_of(ws, "organisatie", clusters=frame, confirm=True)
    assert (linked(ws), done.aliases) == (["Acme Bouw B.V."] * 2, 2)
    assert ak.accounts.get(ws, "acme bv").name == "Acme Bouw B.V."


def test_two_clusters_of_one_name_become_one_and_one_spelling_can_leave_its_cluster(
    ws: ak.Workspace,
) -> None:
    fill(ws, "Jansen", "Janssen", "JANSEN", "Jansen NV")
    frame = plan_of(ws, "organisatie").clusters.set_index("spelling")
    frame.loc["Janssen", "name"] = "jansen"
    frame.loc["Jansen NV", "name"] = "Jansen N.V."
    plan_of(ws, "organisatie", clusters=frame, confirm=True)  # its spelling stands in the index now
    assert linked(ws) == ["Jansen", "Jansen", "Jansen", "Jansen N.V."]
    assert ak.accounts.get(ws, "janssen").name == "Jansen"


def test_a_joined_cluster_that_is_renamed_becomes_another_account(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    fill(ws, "Acme")
    frame = plan_of(ws, "organisatie").clusters.assign(name="Acme Zuid")
    assert plan_of(ws, "organisatie", clusters=frame, confirm=True).aliases == 0  # Acme has its own name
    assert linked(ws) == ["Acme Zuid"]


def test_a_placeholder_that_the_reviewer_names_is_an_account(ws: ak.Workspace) -> None:
    fill(ws, "X", "Acme")
    mine = pd.DataFrame({"spelling": ["X"], "name": ["X Corp"]})
    frame = pd.concat([plan_of(ws, "organisatie").clusters, mine])
    plan_of(ws, "organisatie", clusters=frame, confirm=True)
    assert linked(ws) == ["X Corp", "Acme"]


def test_a_placeholder_that_is_the_name_of_an_account_is_that_account(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "X")
    fill(ws, "x", "-")
    plan_of(ws, "organisatie", confirm=True)
    assert linked(ws) == ["X", None]


def test_the_same_frame_with_other_columns_gone_and_rows_twice_says_the_same(ws: ak.Workspace) -> None:
    fill(ws, "Acme", "ACME", "Beta")
    frame = plan_of(ws, "organisatie").clusters
    twice = pd.concat([frame, frame])[["spelling", "name"]]
    assert plan_of(ws, "organisatie", clusters=twice).clusters.equals(frame)


@pytest.mark.parametrize(
    ("changes", "check", "said"),
    [
        ({"spelling": "Acmee"}, "unknown_spelling", "no contact has 'Acmee' in the field; plan again"),
        ({"spelling": None}, "unknown_spelling", "no contact has None"),
        ({"name": " "}, "required", "'Acme' has no name; drop the row"),
        ({"name": "x" * 256}, "length", "Row 0 of the clusters: Account name has 256 characters"),
        ({"account_id": 99}, "unknown_account", "there is no account 99; empty account_id"),
        ({"account_id": "één"}, "unknown_account", "there is no account één"),
        ({"account_id": 1, "name": "Gamma"}, "contradiction", "account 1 is not called 'Gamma'"),
    ],
)
def test_a_row_of_the_review_that_cannot_be_is_an_error_and_nothing_is_written(
    ws: ak.Workspace, changes: dict[str, object], check: str, said: str
) -> None:
    ak.accounts.create(ws, "Delta")
    fill(ws, "Acme", "Beta")
    before = state(ws)
    frame = plan_of(ws, "organisatie").clusters.astype(object)
    for column, value in changes.items():
        frame.loc[0, column] = value
    for confirm in (False, True):
        with pytest.raises(ak.WrongValue, match=said) as refused:
            plan_of(ws, "organisatie", clusters=frame, confirm=confirm)
        assert [one.check for one in refused.value.problems] == [check]
    assert state(ws) == before


def test_a_spelling_with_two_accounts_is_an_error_that_shows_at_most_five(ws: ak.Workspace) -> None:
    fill(ws, *(f"Firma nummer {number}" for number in range(4)))
    frame = plan_of(ws, "organisatie").clusters
    both = pd.concat([frame, frame.assign(name=frame["name"] + " Zuid")])
    said = r"'Firma nummer 0' stands there for 2 accounts; keep one row .*\.\n(.*\n){4}\.\.\. and 3 more\."
    with pytest.raises(ak.WrongValue, match=said) as refused:
        plan_of(ws, "organisatie", clusters=both)
    assert [one.check for one in refused.value.problems] == ["duplicate"] * 8


@pytest.mark.parametrize("column", ["spelling", "name"])
def test_a_review_without_its_columns_is_an_error(ws: ak.Workspace, column: str) -> None:
    frame = plan_of(ws, "organisatie").clusters.drop(columns=column)
    with pytest.raises(ak.MappingError, match=f"The frame has no column '{column}'"):
        plan_of(ws, "organisatie", clusters=frame)
