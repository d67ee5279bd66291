"""Taking a conversion back, in a transaction or later, while others went on with the field."""

from decimal import Decimal
from pathlib import Path

import pytest

import accounts_kit as ak
from tests.filled_field import convert, filled, last, values

D = Decimal


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def test_a_conversion_joins_the_transaction_that_runs(ws: ak.Workspace) -> None:
    filled(ws, "text", ["3", "4"])
    with pytest.raises(ZeroDivisionError, match="division"), ws.transaction():
        ak.accounts.update(ws, "A0", veld="5")
        convert(ws, "number", confirm=True)
        ak.accounts.update(ws, "A1", veld=Decimal("4.5"))
        assert values(ws) == [D(5), D("4.5")]
        raise ZeroDivisionError("division")
    assert values(ws) == ["3", "4"]


def test_values_written_since_go_back_with_the_kind(ws: ak.Workspace) -> None:
    filled(ws, "text", ["1.000", "twee", "3"])
    done = convert(ws, "number", confirm=True)
    ak.accounts.update(ws, "A2", veld=D("3.5"))
    ak.accounts.update(ws, "A0", veld=None)
    ak.accounts.create(ws, "Nieuw", veld=12)
    undone = ak.changes.undo(ws, done.change_set_id)
    assert (undone.kept.empty, values(ws)) == (True, [None, "twee", "3,5", "12"])
    assert ak.check(ws).empty


def test_a_value_written_since_that_cannot_go_back_keeps_the_field_converted(ws: ak.Workspace) -> None:
    filled(ws, "number", [1, 2])
    done = convert(ws, "text", confirm=True)
    ak.accounts.update(ws, "A1", veld="twee")
    undone = ak.changes.undo(ws, done.change_set_id)
    assert undone.kept.to_numpy().tolist() == [
        ["custom_fields", 1, "kind", "values written since are no number"]
    ]
    assert (undone.change_set_id, values(ws)) == (None, ["1", "twee"])
    ak.accounts.update(ws, "A1", veld="2,5")
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert values(ws) == [D(1), D("2.5")]


def test_a_kind_that_was_converted_again_stays(ws: ak.Workspace) -> None:
    filled(ws, "text", ["3"])
    first = convert(ws, "number", confirm=True)
    second = convert(ws, "currency", confirm=True)
    undone = ak.changes.undo(ws, first.change_set_id)
    assert undone.kept[["table", "field", "why"]].to_numpy().tolist() == [
        ["custom_fields", "kind", "changed since"]
    ]
    assert values(ws) == [D("3.00")]
    for one in (second, first):
        assert ak.changes.undo(ws, one.change_set_id).kept.empty
    assert values(ws) == ["3"]
    assert ak.changes.undo(ws, first.change_set_id).change_set_id is None  # a second time


def test_an_older_value_of_another_kind_is_not_brought_back(ws: ak.Workspace) -> None:
    filled(ws, "text", ["1", "2"])
    ak.accounts.update(ws, "A0", veld="een")
    updated = last(ws)
    deleted = ak.accounts.delete(ws, "A1", confirm=True).change_set_id
    convert(ws, "number", confirm=True)
    for change_set, record_id in ((updated, 1), (deleted, 2)):
        undone = ak.changes.undo(ws, change_set)
        assert undone.kept.to_numpy().tolist() == [
            ["accounts", record_id, "veld", "its field is of kind number now"]
        ]
    assert values(ws) == [None, None]
    assert ak.check(ws).empty


def test_a_workspace_on_disk_keeps_a_conversion(tmp_path: Path) -> None:
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        filled(ws, "text", ["1.000", "twee"])
        done = convert(ws, "number", confirm=True)
    with ak.open(path) as ws:
        assert values(ws) == [D(1000), None]
        ak.changes.undo(ws, done.change_set_id)
    with ak.open(path) as ws:
        assert values(ws) == ["1.000", "twee"]
        assert ak.check(ws).empty
