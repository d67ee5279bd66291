"""What can name no record: too large a number, half a sign, bytes, a record of another type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import accounts_kit as ak

HALF = "Acme \ud83d"
CALLS: dict[str, Callable[[ak.Workspace, Any], object]] = {
    "get": lambda ws, one: ak.accounts.get(ws, one),
    "update": lambda ws, one: ak.accounts.update(ws, one, city="Ede"),
    "update a list": lambda ws, one: ak.accounts.update(ws, [1, one], city="Ede"),
    "delete": lambda ws, one: ak.accounts.delete(ws, one, confirm=True),
    "restore": lambda ws, one: ak.accounts.restore(ws, one),
    "restore a list": lambda ws, one: ak.accounts.restore(ws, [one]),
    "purge": lambda ws, one: ak.accounts.purge(ws, [one], confirm=True),
    "merge": lambda ws, one: ak.accounts.merge(ws, 1, [one]),
    "history": lambda ws, one: ak.changes.history(ws, account=one),
    "undo": lambda ws, one: ak.changes.undo(ws, one),
    "owner": lambda ws, one: ak.accounts.update(ws, 1, owner=one),
    "deal": lambda ws, one: ak.deals.update(ws, [one], status="won"),
}


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    ak.contacts.create(ws, "jan@acme.nl")
    ak.tags.add(ws, 1, "klant")
    return ws


@pytest.mark.parametrize("one", [10**30, -(10**50), 2**63, HALF, b"Acme", np.array(99)], ids=ascii)
@pytest.mark.parametrize("call", CALLS)
def test_what_can_name_no_record_is_refused(ws: ak.Workspace, call: str, one: object) -> None:
    with pytest.raises(
        (ak.UnknownRecord, ak.WrongValue), match=r"[Nn]o |nothing|None of|half of a sign|do not exist"
    ):
        CALLS[call](ws, one)
    assert ak.accounts.get(ws, 1).city is None


def test_an_array_of_one_value_is_that_value(ws: ak.Workspace) -> None:
    assert ak.accounts.update(ws, np.array(1), city="Ede") == 1


def test_a_record_of_another_type_is_not_restored(ws: ak.Workspace) -> None:
    account = ak.accounts.get(ws, 1)
    for given in (account, [account]):
        with pytest.raises(ak.UnknownRecord, match="is no contact"):
            ak.contacts.restore(ws, given)


def test_no_tag_is_no_tag_everywhere(ws: ak.Workspace) -> None:
    for call in (
        lambda: ak.tags.remove(ws, 1, None),  # type: ignore[arg-type]  # what is refused
        lambda: ak.tags.rename(ws, None, "vip"),  # type: ignore[arg-type]  # what is refused
    ):
        with pytest.raises(ak.WrongValue, match="not None"):
            call()
