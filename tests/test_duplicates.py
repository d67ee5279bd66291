"""Duplicates: what can be asked, and what holds whatever the workspace holds; suggested, never written."""

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.records.duplicates import finding
from tests.few_records import accounts, contacts, pairs

HOSTILE = "'; DROP TABLE accounts;--"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


# --- what is asked


def test_the_most_likely_pair_comes_first_and_limit_keeps_the_best(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Zonnedauw"},
        {"name": "Zonnedaauw"},
        {"name": "Acme", "phone": "038-1234567"},
        {"name": "Acme BV", "phone": "0381234567"},
    )
    found = ak.accounts.duplicates(ws)
    assert pairs(found) == [("Acme", "Acme BV"), ("Zonnedauw", "Zonnedaauw")]
    assert found["score"].is_monotonic_decreasing
    assert pairs(ak.accounts.duplicates(ws, limit=1)) == [("Acme", "Acme BV")]
    assert ak.accounts.duplicates(ws, limit=0).empty
    assert pairs(ak.accounts.duplicates(ws, threshold=found["score"][0])) == [("Acme", "Acme BV")]


@pytest.mark.parametrize("count", [0, 1])
def test_a_workspace_without_two_records_gives_an_empty_frame(ws: ak.Workspace, count: int) -> None:
    for _ in range(count):
        ak.contacts.create(ws, "a@x.example", account=ak.accounts.create(ws, "Acme"))
    assert ak.accounts.duplicates(ws).empty
    assert list(ak.accounts.duplicates(ws)) == [
        *("account_id_1", "name_1", "account_id_2", "name_2", "score", "because")
    ]
    assert ak.contacts.duplicates(ws).empty
    assert "email_2" in ak.contacts.duplicates(ws)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), "0.5", True, None])
def test_a_threshold_that_is_no_score_is_refused(ws: ak.Workspace, threshold: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no score\. .* Write one such as threshold=0\.8"):
        ak.accounts.duplicates(ws, threshold=threshold)


@pytest.mark.parametrize("limit", [-1, 2.5, "10", True])
def test_a_limit_that_is_no_number_is_refused(ws: ak.Workspace, limit: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no number of pairs\. .* Write limit=100"):
        ak.contacts.duplicates(ws, limit=limit)


def test_a_field_that_is_not_there_or_cannot_be_compared_is_refused(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Talen", "multiselect", options=["nl", "fr"])
    with pytest.raises(ak.UnknownField, match=r"no field 'tallen'\. Did you mean 'talen'\?"):
        ak.contacts.duplicates(ws, fields=["tallen"])
    with pytest.raises(ak.WrongKind, match=r"'contact\.talen' is of kind multiselect.* Leave it out"):
        ak.contacts.duplicates(ws, fields=["talen"])
    with pytest.raises(ak.WrongKind, match=r"'account\.owner' is of kind user.* Leave it out"):
        ak.accounts.duplicates(ws, fields=["owner"])
    with pytest.raises(ak.WrongValue, match=r"'contact\.last_name' is compared already.* Leave it out"):
        ak.contacts.duplicates(ws, fields=["last_name"])


def test_the_explanation_is_in_the_language_of_the_workspace(ws: ak.Workspace) -> None:
    ws.language = "en"
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers", "phone": "0381234567"},
        {"first_name": "Sjoerd", "last_name": "Wigers", "phone": "0612345678"},
        {"first_name": "Wiegers", "last_name": "Sjoerd", "phone": "0209876543"},
    )
    found = ak.contacts.duplicates(ws, threshold=0).set_index(["contact_id_1", "contact_id_2"])["because"]
    assert found[1, 2] == "equal: First name; alike: Last name (92%); different: Phone"
    assert found[1, 3] == "in another order: First name, Last name; different: Phone"


# --- what holds whatever is in the workspace


@pytest.mark.parametrize(
    "text", [HOSTILE, '"; --', "$1 ? :name {0} %s", "<script>alert(1)</script>", "🦄", "\\"]
)
def test_any_text_is_compared_and_shown_as_it_is(ws: ak.Workspace, text: str) -> None:
    ak.fields.define(ws, "contact", text, "text", key="vrij")
    accounts(ws, {"name": f"Zon {text}", "address_1": text}, {"name": f"ZON {text} B.V."})
    contacts(
        ws, *({"first_name": text, "last_name": f"Wiegers {text}", "vrij": f"x {text}"} for _ in range(2))
    )
    assert pairs(ak.accounts.duplicates(ws)) == [(f"Zon {text}", f"ZON {text} B.V.")]
    found = ak.contacts.duplicates(ws, fields=["vrij"], threshold=0)
    assert found["name_1"].tolist() == [f"{text} Wiegers {text}"]
    assert text in found["because"][0]
    assert ws.counts()["accounts"] == ws.counts()["contacts"] == 2


def test_a_field_of_any_name_is_compared(ws: ak.Workspace) -> None:
    keys = ["name", "id_1", "turn", "score", "select", "because", "a", "b", "first", "pairs", "shown"]
    for key in keys:
        ak.fields.define(ws, "contact", key, "text", key=key)
    row = {"first_name": "Sjoerd", "last_name": "Wiegers", **dict.fromkeys(keys, "waarde")}
    contacts(ws, row, row)
    found = ak.contacts.duplicates(ws, fields=keys)
    assert found["because"].tolist() == [f"gelijk: {', '.join(['Voornaam', 'Achternaam', *keys])}"]


def test_many_copies_are_each_found_though_not_with_every_other(ws: ak.Workspace) -> None:
    copies = pd.DataFrame({"E-mail": [f"x{number}@x.example" for number in range(60)]})
    ak.imports.run(
        ws, "contacts", copies.assign(Voornaam="Test", Achternaam="Testmans", Telefoon="0612345678")
    )
    ak.sample.generate(ws, accounts=20, contacts=1_000)
    found = ak.contacts.duplicates(ws, threshold=0.3)
    copied = found[found["name_1"] == "Test Testmans"]
    assert {*copied["contact_id_1"], *copied["contact_id_2"]} == set(range(1, 61))
    assert len(copied) < 60 * 59 / 2


def test_the_sample_firm_has_hardly_any(ws: ak.Workspace) -> None:
    ak.sample.generate(ws, accounts=1_000, contacts=5_000)
    assert len(ak.accounts.duplicates(ws)) <= 2
    assert len(ak.contacts.duplicates(ws)) <= 15  # Fleur of one firm, twice, and once without a last name


def test_one_part_after_another_gives_the_same(ws: ak.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ak.sample.generate(ws, accounts=100, contacts=400)
    whole = ak.contacts.duplicates(ws, threshold=0)
    assert len(whole) > 1_000
    monkeypatch.setattr(finding, "AT_ONCE", 500)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0), whole)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0, limit=50), whole[:50])


def test_a_second_call_says_the_same_and_nothing_is_written(ws: ak.Workspace) -> None:
    ak.sample.generate(ws, accounts=50, contacts=200)
    before = ws.counts(), ak.changes.table(ws), ak.contacts.table(ws)
    found = ak.contacts.duplicates(ws, threshold=0)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0), found)
    assert ws.counts() == before[0]
    pd.testing.assert_frame_equal(ak.changes.table(ws), before[1])
    pd.testing.assert_frame_equal(ak.contacts.table(ws), before[2])


def test_what_was_deleted_is_no_duplicate(ws: ak.Workspace) -> None:
    accounts(ws, {"name": "Acme"}, {"name": "Acme B.V."})
    ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.accounts.duplicates(ws, threshold=0).empty


def test_it_can_be_asked_while_reading_in_a_transaction_and_of_a_file_for_reading_only(
    tmp_path: Path,
) -> None:
    path = tmp_path / "firm.duckdb"
    with ak.open(path) as ws:
        accounts(ws, {"name": "Acme"}, {"name": "Acme B.V."})
        found = ak.accounts.duplicates(ws)
        with ws.reading():
            assert ak.accounts.duplicates(ws).equals(found)
        with ws.transaction():
            ak.accounts.create(ws, "Acme N.V.")
            assert len(ak.accounts.duplicates(ws)) == 3
            ak.accounts.update(ws, "Acme N.V.", name="Beta")
            assert ak.accounts.duplicates(ws).equals(found)
        assert ak.check(ws).empty
    with ak.open(path, read_only=True) as ws:
        assert ak.accounts.duplicates(ws).equals(found)
