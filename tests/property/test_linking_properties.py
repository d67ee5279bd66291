"""Linking from a frame is linking one by one; a text field becomes accounts, and nothing of it is lost."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.records.finding.legal_forms import likeness
from tests.organisations import linked, new_workspace, state

ACCOUNTS = ("Acme B.V.", "Bèta", "X")
CONTACTS = ("jan@a.nl", "piet@a.nl", "o'neil@a.nl", "mia@a.nl")

who = st.sampled_from([*CONTACTS, "JAN@a.nl ", "niemand@a.nl", None])
where = st.sampled_from([*ACCOUNTS, "acme  b.v.", "BÈTA", "Nergens", None])
titles = st.sampled_from(["baas", " ", None, "x" * 256])
rows = st.lists(st.tuples(who, where, titles), max_size=6)

spellings = st.one_of(
    st.sampled_from(["Acme B.V.", "ACME BV", "acmé", "Acme N.V.", "Bèta", "beta", "X", "-", "N.V."]),
    st.sampled_from(["'; DROP--", "🦄", "a\nb", "x" * 256, "É", "e\u0301", "account  1", "%_"]),
    st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), min_size=1, max_size=5),
)


def firm(linked_before: dict[str, str]) -> ak.Workspace:
    ws = ak.open()
    for name in ACCOUNTS:
        ak.accounts.create(ws, name)
    for email in CONTACTS:
        ak.contacts.create(ws, email, account=linked_before.get(email), job_title="oud")
    return ws


def standing(ws: ak.Workspace) -> list[tuple[object, ...]]:
    return ws.rows("SELECT contact_id, account_id, job_title FROM contacts ORDER BY contact_id")


@settings(max_examples=10)
@given(
    rows,
    st.dictionaries(st.sampled_from(CONTACTS), st.sampled_from(ACCOUNTS)),
    st.booleans(),
)
def test_a_frame_links_as_its_rows_would_one_by_one(
    given_rows: list[tuple[str | None, str | None, str | None]], before: dict[str, str], move: bool
) -> None:
    once = {(email or "").strip().lower(): (email, account, title) for email, account, title in given_rows}
    frame = pd.DataFrame(list(once.values()), columns=["email", "account", "job_title"], dtype=object)
    one_by_one, at_once = firm(before), firm(before)
    refused = []
    for row, (email, account, title) in enumerate(once.values()):
        call = ak.associations.move if move else ak.associations.link
        linked_now = email in CONTACTS and ak.associations.account_of(one_by_one, email) is not None
        if title is not None and not title.strip():
            title = None
        if move and not linked_now:  # of a contact without account, a frame keeps the job title
            call = ak.associations.link
        try:
            call(one_by_one, email or "", account or "", job_title=title)
        except (ak.UnknownRecord, ak.AlreadyLinked, ak.WrongValue):
            refused.append(row)
    result = ak.associations.link_many(at_once, frame, move=move)
    assert result.refused["row"].tolist() == refused
    assert standing(at_once) == standing(one_by_one)
    if result.change_set_id is not None:
        assert ak.changes.undo(at_once, result.change_set_id).kept.empty
    assert standing(at_once) == standing(firm(before))


@settings(max_examples=20)
@given(st.lists(spellings, min_size=1, max_size=8), st.lists(st.integers(0, 7), max_size=2))
def test_every_value_of_the_field_becomes_one_account_or_is_listed_and_undo_leads_back(
    values: list[str], stay: list[int]
) -> None:
    ws = new_workspace()
    for name in ACCOUNTS:
        ak.accounts.create(ws, name)
    for number, value in enumerate(values):
        ak.contacts.create(ws, f"c{number}@x.nl", organisatie=value)
    for contact in stay:
        if contact < ws.counts()["contacts"]:
            ak.associations.link(ws, contact + 1, "X")
    before = state(ws)
    held = dict(ws.rows("SELECT contact_id, organisatie FROM contacts WHERE organisatie IS NOT NULL"))
    plan = ak.accounts.from_organisation_field(ws, "organisatie")
    assert state(ws) == before
    listed = [*plan.clusters["spelling"], *plan.left_out["spelling"]]
    assert sorted(listed) == sorted(set(held.values()))
    assert plan.clusters["contacts"].sum() + plan.left_out["contacts"].sum() == len(held)
    alike = plan.clusters.assign(likeness=plan.clusters["spelling"].map(likeness))
    assert (alike.groupby("cluster")["likeness"].nunique() == 1).all()

    kept = ak.accounts.from_organisation_field(ws, "organisatie", keep_field=True, confirm=True)
    assert (kept.linked, kept.aliases, len(kept.created)) == (plan.linked, plan.aliases, len(plan.created))
    after = state(ws)
    again = ak.accounts.from_organisation_field(ws, "organisatie", keep_field=True, confirm=True)
    assert (again.change_set_id, state(ws)) == (None, after)
    for spelling, to_link in kept.clusters[["spelling", "to_link"]].to_numpy().tolist():
        if to_link:
            account = ak.accounts.get(ws, spelling)
            there = [spelling, account.account_id]
            counted = ws.value(
                "SELECT count(*) FROM contacts WHERE organisatie = ? AND account_id = ?", there
            )
            assert counted >= to_link
    assert ak.check(ws).empty
    if kept.change_set_id is not None:
        assert ak.changes.undo(ws, kept.change_set_id).kept.empty
    assert state(ws) == before

    done = ak.accounts.from_organisation_field(ws, "organisatie", confirm=True)
    assert linked(ws).count(None) == len(linked(ws)) - done.linked - len(set(stay) & set(range(len(values))))
    assert ak.check(ws).empty
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert state(ws) == before
