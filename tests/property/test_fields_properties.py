"""Fields at random: whatever is defined, converted, renamed and deleted, undoing leads back to what was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS

OPTIONS = ["Rood", "Blauw", "Groen, fel", "1.234,5", "é"]
Call = tuple[str, tuple[object, ...]]

keys = st.sampled_from(["een", "twee"])
names = st.sampled_from(["A", "B", "C", "D"])
kinds = st.sampled_from(CUSTOM_KINDS)
options = st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=4, unique=True)
values = st.one_of(
    st.none(),
    st.sampled_from([*OPTIONS, "rood", "1-2-2026", "31-12-2026 09:30", "2026-02-28", "3,5", "jan@acme.nl"]),
    st.sampled_from([Decimal("1.005"), Decimal("-3"), date(2026, 1, 2), ["Blauw", "Rood"], ["é"]]),
)


def call(name: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Call]:
    return st.tuples(st.just(name), st.tuples(*arguments))


calls = st.one_of(
    call("define", keys, kinds, options, st.one_of(st.none(), values), st.integers(1, 3)),
    call("set_value", keys, names, values),
    call("set_values", keys, values),
    call("convert", keys, kinds, st.one_of(st.none(), options)),
    call("convert", keys, kinds, st.none()),
    call("set_options", keys, options, st.sampled_from(OPTIONS), st.sampled_from([*OPTIONS, None])),
    call("rename", keys, st.sampled_from(OPTIONS), st.sampled_from([*OPTIONS, "Paars"])),
    call(
        "change", keys, st.sampled_from(["Label", "Ander"]), st.one_of(st.none(), values), st.integers(1, 3)
    ),
    call("require", keys, st.booleans()),
    call("delete_field", keys),
    call("delete_account", names),
    call("create_account", names),
    call("undo", st.integers(0, 4)),
)
# What a field holds at first: most of what one tries on it then does something.
filled = st.sampled_from([
    ("text", ["3,5", "1.005", "-3"]), ("text", ["1-2-2026", "31-12-2026 09:30", "2026-02-28"]),
    ("text", ["Rood", "rood", "Groen, fel"]), ("textarea", ["é; Rood", "jan@acme.nl", "1.234,5"]),
    ("number", ["1.005", "-3", None]), ("currency", ["1.5", None, "0"]),
    ("date", ["2026-02-28", None, "2026-12-31"]), ("datetime", ["2026-02-28T12:30:15", "2026-01-01", None]),
    ("dropdown", ["Rood", "é", None]), ("radio", ["Blauw", "Blauw", "Groen, fel"]),
    ("multiselect", [["Rood", "é"], ["Blauw"], None]), ("checkbox", [["Rood"], ["é"], ["Blauw", "Rood"]]),
    ("email", ["jan@acme.nl", None, "piet@b.nl"]),
])  # fmt: skip


def name_of(key: object) -> str:
    return f"account.{key}"


def rename(ws: ak.Workspace, key: str, old: str, new: str) -> None:
    now = ws.catalogue.field(name_of(key)).options
    after = dict.fromkeys(new if one == old else one for one in now)
    ak.fields.set_options(ws, name_of(key), list(after), rename={old: new})


DO: dict[str, Callable[..., object]] = {
    "define": lambda ws, key, kind, options, default, position: ak.fields.define(
        ws, "account", key, kind, options=options if KINDS[kind].has_options else None,
        default=default, position=position,
    ),
    "set_value": lambda ws, key, name, value: ak.accounts.update(ws, name, **{key: value}),
    "set_values": lambda ws, key, value: ak.accounts.update(ws, ak.everyone(), **{key: value}),
    "convert": lambda ws, key, kind, options: ak.fields.convert(
        ws, name_of(key), kind, options=options, confirm=True
    ),
    "set_options": lambda ws, key, options, old, new: ak.fields.set_options(
        ws, name_of(key), options, replacement={old: new}
    ),
    "rename": rename,
    "change": lambda ws, key, label, default, position: ak.fields.update(
        ws, name_of(key), label=label, default=default, position=position
    ),
    "require": lambda ws, key, required: ak.fields.update(ws, name_of(key), required=required),
    "delete_field": lambda ws, key: ak.fields.delete(ws, name_of(key), confirm=True),
    "delete_account": lambda ws, name: ak.accounts.delete(ws, name, confirm=True),
    "create_account": lambda ws, name: ak.accounts.create(ws, name),
    "undo": lambda ws, back: ak.changes.undo(ws, int(ak.changes.table(ws)["change_set_id"].iloc[back])),
}  # fmt: skip


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])


def start(one: tuple[str, list[object]], two: tuple[str, list[object]]) -> ak.Workspace:
    """Three accounts with values in two fields."""
    ws = ak.open()
    for key, (kind, _) in (("een", one), ("twee", two)):
        ak.fields.define(ws, "account", key, kind, options=OPTIONS if KINDS[kind].has_options else None)
    for name, first, second in zip("ABC", one[1], two[1], strict=True):
        ak.accounts.create(ws, name, een=first, twee=second)
    return ws


def state(ws: ak.Workspace) -> dict[str, object]:
    """Definitions and values, with their types, without the moment of the last change."""
    found: dict[str, object] = {"fields": ak.fields.table(ws, "account").astype(str).to_numpy().tolist()}
    for table in ("accounts", "custom_fields", "field_options"):
        about = ws.rows("SELECT name, type FROM pragma_table_info(?) ORDER BY name", [table])
        kept = ", ".join(f'"{name}"' for name, _ in about if name != "updated_at")
        found[table] = about, sorted(ws.rows(f"SELECT {kept} FROM {table}"), key=repr)
    return found


def tried(ws: ak.Workspace, sequence: list[Call]) -> dict[int, dict[str, object]]:
    """Run the calls; those that are refused change nothing. Returns the state after each change set."""
    states = {last(ws): state(ws)}
    for name, arguments in sequence:
        before = state(ws)
        try:
            DO[name](ws, *arguments)
        except ak.AccountsKitError:
            assert state(ws) == before
        states.setdefault(last(ws), state(ws))
    return states


def problems(ws: ak.Workspace) -> list[list[object]]:
    """What is wrong; but records that come back without what was required since are to be filled."""
    found = ak.check(ws)
    return found[found["check"] != "required"].to_numpy().tolist()


@settings(max_examples=20)
@given(filled, filled, st.lists(calls, min_size=1, max_size=6))
def test_undoing_from_the_last_to_the_first_leads_back_through_the_same_states(
    one: tuple[str, list[object]], two: tuple[str, list[object]], sequence: list[Call]
) -> None:
    ws = start(one, two)
    states = tried(ws, sequence)
    assert problems(ws) == []
    for change_set, earlier in pairwise(sorted(states, reverse=True)):
        ak.changes.undo(ws, change_set)
        assert state(ws) == states[earlier]
    assert problems(ws) == []


@settings(max_examples=20)
@given(filled, filled, st.lists(calls, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_undoing_any_call_at_any_time_leaves_every_value_one_that_its_field_can_hold(
    one: tuple[str, list[object]], two: tuple[str, list[object]], sequence: list[Call], chance: object
) -> None:
    ws = start(one, two)
    made = sorted(tried(ws, sequence))
    chance.shuffle(made)
    for change_set in made[:4]:
        undone = ak.changes.undo(ws, change_set)
        assert problems(ws) == [], undone
        places = ak.fields.table(ws, "account")["position"].dropna().tolist()
        stored = [int(one) for (one,) in ws.rows("SELECT position FROM custom_fields ORDER BY position")]
        assert stored == places == list(range(1, len(places) + 1))


@settings(max_examples=40)
@given(filled, kinds, kinds)
def test_two_conversions_and_their_undo_give_every_value_back(
    one: tuple[str, list[object]], second: str, third: str
) -> None:
    ws = start(one, ("text", [None] * 3))
    before = state(ws)
    done = []
    for kind in (second, third):
        try:
            done.append(ak.fields.convert(ws, "account.een", kind, confirm=True).change_set_id)
        except ak.WrongValue:
            continue
    for change_set in filter(None, reversed(done)):
        assert ak.changes.undo(ws, change_set).kept.empty
    assert state(ws) == before


def test_a_kind_that_is_none_is_no_conversion() -> None:
    ws = start(("text", [None] * 3), ("text", [None] * 3))
    with pytest.raises(ak.WrongValue, match=r"'getallen' is not an option of Kind"):
        ak.fields.convert(ws, "account.een", "getallen")
