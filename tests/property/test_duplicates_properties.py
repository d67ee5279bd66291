"""Whatever the contacts are called: each pair once, in order, scored from 0 to 1, and nothing is written."""

import pandas as pd
from hypothesis import given, settings, strategies as st

import accounts_kit as ak

NAMES = st.sampled_from(["Jan", "Piet", "Jansen", "Janssen", "de Vries", "J.", "'; --", "Zoë", "🦄", ""])
PHONES = st.sampled_from(["0612345678", "+31 6 12345678", "0612345687", "038", ""])
PERSONS = st.lists(st.tuples(NAMES, NAMES, PHONES, st.sampled_from(["Acme", "Acme BV", ""])), max_size=12)

# Each example is a workspace of its own, which takes half a second.
FEW = settings(max_examples=20)


def workspace_of(persons: list[tuple[str, str, str, str]]) -> ak.Workspace:
    ws = ak.open()
    rows = pd.DataFrame(persons, columns=["Voornaam", "Achternaam", "Telefoon", "Account"])
    rows["E-mail"] = [f"{chr(97 + number) * 7}@x.example" for number in range(len(rows))]
    if len(rows):
        assert ak.imports.run(ws, "contacts", rows).created == len(rows)
    return ws


@FEW
@given(PERSONS, st.floats(0, 1), st.integers(0, 20))
def test_pairs_are_in_order_and_threshold_and_limit_only_leave_out(
    persons: list[tuple[str, str, str, str]], threshold: float, limit: int
) -> None:
    ws = workspace_of(persons)
    before = ws.counts()
    every = ak.contacts.duplicates(ws, threshold=0)
    ids = every[["contact_id_1", "contact_id_2"]]
    assert (ids["contact_id_1"] < ids["contact_id_2"]).all()
    assert not ids.duplicated().any()
    assert every["score"].between(0, 1).all()
    assert every.equals(every.sort_values("score", ascending=False, kind="stable"))
    some = ak.contacts.duplicates(ws, threshold=threshold, limit=limit)
    kept = every[every["score"] >= threshold].head(limit)
    assert some[["contact_id_1", "contact_id_2", "score", "because"]].to_numpy().tolist() == (
        kept[["contact_id_1", "contact_id_2", "score", "because"]].to_numpy().tolist()
    )
    assert ws.counts() == before
    ws.close()


@FEW
@given(PERSONS, st.tuples(NAMES, NAMES))
def test_somebody_with_the_same_name_and_phone_is_always_found(
    persons: list[tuple[str, str, str, str]], name: tuple[str, str]
) -> None:
    twice = (f"{name[0]} Quirinus", f"{name[1]} Quispel", "0201234567", "")
    ws = workspace_of([*persons, twice, twice])
    found = ak.contacts.duplicates(ws)
    last = ws.counts()["contacts"]
    assert [last - 1, last] in found[["contact_id_1", "contact_id_2"]].to_numpy().tolist()
    ws.close()
