"""Updating from a frame of changes: a row a record, a missing cell changes nothing, all or nothing."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.users.create(ws, "Els", email="els@firma.nl")
    ak.fields.define(ws, "account", "Merken", "multiselect", options=["A", "B", "C"])
    ak.fields.define(ws, "account", "Contracteinde", "date")
    for name in ("Acme", "Beta", "Gamma"):
        ak.accounts.create(ws, name, city="Ede", phone="1")
    ak.contacts.create(ws, "jan@acme.nl", account="Acme")
    ak.contacts.create(ws, "piet@acme.nl", account="Acme")
    return ws


def cells(ws: ak.Workspace, *columns: str) -> list[list[object]]:
    frame = ak.accounts.table(ws, columns=list(columns)).astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def test_each_record_gets_the_values_of_its_row_and_missing_cells_change_nothing(ws: ak.Workspace) -> None:
    frame = pd.DataFrame(
        {"account_id": [3, 1], "city": ["Urk", None], "phone": [None, "2"], "employees": [12.5, float("nan")]}
    )
    assert ak.accounts.update(ws, frame) == 2
    assert cells(ws, "name", "city", "phone") == [
        ["Acme", "Ede", "2"], ["Beta", "Ede", "1"], ["Gamma", "Urk", "1"]
    ]  # fmt: skip
    assert ak.accounts.get(ws, 3).employees == 12.5
    assert ak.accounts.update(ws, frame) == 0
    made = ak.changes.table(ws)["what"].tolist()
    assert made[0] == "update accounts from a frame"
    assert made.count("update accounts from a frame") == 1
    ak.changes.undo(ws, int(ak.changes.table(ws)["change_set_id"].iloc[0]))
    assert cells(ws, "city", "phone") == [["Ede", "1"]] * 3


def test_a_table_that_was_corrected_by_hand_goes_back_as_it_is(ws: ak.Workspace) -> None:
    table = ak.accounts.table(ws)
    table["name"] = table["name"].str.upper()
    table.loc[1, "owner"] = "els@firma.nl"
    table["merken"] = [["C", "A"], None, []]
    table["contracteinde"] = pd.Timestamp("2026-12-31")
    assert ak.accounts.update(ws, table) == 3
    assert cells(ws, "name", "owner") == [["ACME", None], ["BETA", "Els"], ["GAMMA", None]]
    assert ak.accounts.get(ws, "acme").merken == ["A", "C"]
    assert str(ak.accounts.get(ws, 2).contracteinde) == "2026-12-31"
    assert ak.check(ws).empty
    contacts = ak.contacts.table(ws)
    contacts["first_name"] = ["Jan", "Piet"]
    assert ak.contacts.update(ws, contacts) == 2


def test_records_are_known_by_name_where_the_frame_has_no_ids(ws: ak.Workspace) -> None:
    assert ak.accounts.update(ws, pd.DataFrame({"name": [" BETA ", "acme"], "city": ["Urk", "Goes"]})) == 2
    assert cells(ws, "name", "city") == [["Acme", "Goes"], ["Beta", "Urk"], ["Gamma", "Ede"]]
    assert ak.contacts.update(ws, pd.DataFrame({"email": ["JAN@acme.nl"], "job_title": ["chef"]})) == 1
    with pytest.raises(ak.UnknownField, match=r"no column 'contact_id' and no 'email'"):
        ak.contacts.update(ws, pd.DataFrame({"mail": ["x"], "city": ["y"]}))


def test_names_may_be_swapped_but_not_be_there_twice(ws: ak.Workspace) -> None:
    assert ak.accounts.update(ws, pd.DataFrame({"account_id": [1, 2], "name": ["Beta", "Acme"]})) == 2
    assert cells(ws, "name") == [["Beta"], ["Acme"], ["Gamma"]]
    for frame in (
        pd.DataFrame({"account_id": [1], "name": ["GAMMA"]}),
        pd.DataFrame({"account_id": [1, 2], "name": ["x", "X"]}),
    ):
        with pytest.raises(ak.AlreadyExists, match=r"would both be '.*accounts\.merge"):
            ak.accounts.update(ws, frame)
    assert ak.check(ws).empty


def test_one_wrong_cell_keeps_everything_as_it_was(ws: ak.Workspace) -> None:
    frame = pd.DataFrame({"account_id": [1, 2], "employees": ["3", "veel"], "industry": ["Zorg", "Zorgg"]})
    with pytest.raises(ak.WrongValue, match="account 2: 'veel' is not a number") as refused:
        ak.accounts.update(ws, frame)
    assert [one.check for one in refused.value.problems] == ["number", "option"]
    for frame, error, message in (
        (pd.DataFrame({"account_id": [1, 9], "city": ["a", "b"]}), ak.UnknownRecord, "do not exist: 9"),
        (pd.DataFrame({"account_id": [1, 1], "city": ["a", "b"]}), ak.WrongValue, "two rows for account 1"),
        (pd.DataFrame({"account_id": [1], "cty": ["a"]}), ak.UnknownField, "Did you mean 'city'"),
        (pd.DataFrame({"account_id": [1], "owner": ["Elz"]}), ak.UnknownRecord, "Did you mean 'Els'"),
        (pd.DataFrame({"account_id": [1], "contacts": [9]}), ak.WrongValue, "only shown"),
        (pd.DataFrame({"contact_id": [1], "account": ["Beta"]}), ak.UnknownField, "no column 'account_id'"),
    ):
        with pytest.raises(error, match=message):
            ak.accounts.update(ws, frame)
    with pytest.raises(ak.WrongValue, match="'account' of contact 1 is only shown"):
        ak.contacts.update(ws, pd.DataFrame({"contact_id": [1], "account": ["Beta"]}))
    assert cells(ws, "city") == [["Ede"]] * 3


def test_a_deleted_record_in_the_frame_is_named(ws: ak.Workspace) -> None:
    table = ak.accounts.table(ws, columns=["account_id", "city"])
    ak.accounts.delete(ws, 2, confirm=True)
    with pytest.raises(ak.UnknownRecord, match=r"1 of the accounts do not exist: 2\. Nothing was changed"):
        ak.accounts.update(ws, table.assign(city="Urk"))


def test_a_table_that_was_read_before_goes_back_twice(ws: ak.Workspace) -> None:
    table = ak.accounts.table(ws)
    table["city"] = "Urk"
    assert ak.accounts.update(ws, table) == 3
    assert ak.accounts.update(ws, table) == 0


def test_a_column_that_stands_twice_is_refused(ws: ak.Workspace) -> None:
    for columns in (["account_id", "city", "city"], ["account_id", "account_id", "city"]):
        with pytest.raises(ak.MappingError, match=r"has 2 columns '(city|account_id)'"):
            ak.accounts.update(ws, pd.DataFrame([[1, 2, 3]], columns=columns))


@pytest.mark.parametrize("cell", [{"A": 1}, {"Z"}, [["a"]], object()])
@pytest.mark.parametrize("column", ["city", "merken", "employees", "created_at", "contacts"])
def test_a_cell_that_is_no_value_is_refused(ws: ak.Workspace, column: str, cell: object) -> None:
    frame = pd.DataFrame({"account_id": [1], column: pd.Series([cell], dtype=object)})
    with pytest.raises(ak.WrongValue, match="account"):
        ak.accounts.update(ws, frame)


def test_tables_of_arrow_are_frames_too(ws: ak.Workspace) -> None:
    table = pa.table({"account_id": [1, 2], "city": ["Urk", None], "merken": [["B"], None]})
    assert ak.accounts.update(ws, table) == 1
    assert (ak.accounts.get(ws, 1).city, ak.accounts.get(ws, 1).merken) == ("Urk", ["B"])
    assert ak.accounts.update(ws, table, city="Goes") == 2
