"""Random sequences of calls: the workspace stays whole, and undoing them leads back step by step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak

TABLES = ("users", "accounts", "contacts", "notes", "tags", "contact_tags", "custom_fields", "field_options")

texts = st.sampled_from(["Acme", "acme ", "Bëta", "'; DROP--", "🦄", "x" * 20, "Ω\nlijn"])
small = st.integers(1, 6)
emails = st.sampled_from(["jan@a.nl", "JAN@a.nl", "piet@b.nl", "o'neil@c.nl", None])
maybe = st.one_of(st.none(), texts)
INDUSTRIES = ["Zorg", "Bouw", "Media"]


def _call(
    name: str, *arguments: st.SearchStrategy[object]
) -> st.SearchStrategy[tuple[str, tuple[object, ...]]]:
    return st.tuples(st.just(name), st.tuples(*arguments))


calls = st.one_of(
    _call("create_account", texts, maybe),
    _call("create_contact", emails, maybe, st.one_of(st.none(), small)),
    _call("update_accounts", st.lists(small, min_size=1, max_size=3), maybe),
    _call("rename_account", small, texts),
    _call("update_contact", small, emails, maybe),
    _call("link", small, small),
    _call("move", small, small, maybe),
    _call("unlink", st.lists(small, min_size=1, max_size=3)),
    _call("note", texts, st.one_of(st.none(), small), st.one_of(st.none(), small)),
    _call("tag", st.lists(small, min_size=1, max_size=3), texts),
    _call("untag", st.lists(small, min_size=1, max_size=3), texts),
    _call("delete_accounts", st.lists(small, min_size=1, max_size=2), maybe),
    _call("delete_contacts", st.lists(small, min_size=1, max_size=2)),
    _call("define", texts),
    _call("fill", small),
    _call("convert", st.sampled_from(["text", "currency", "dropdown"])),
    _call("delete_field"),
    _call("set_options", st.sampled_from(INDUSTRIES), st.permutations(INDUSTRIES)),
)

DO: dict[str, Callable[..., object]] = {
    "create_account": lambda ws, name, city: ak.accounts.create(ws, name, city=city),
    "create_contact": lambda ws, email, first, account: ak.contacts.create(
        ws, email, phone="06 1234", first_name=first, account=account
    ),
    "update_accounts": lambda ws, ids, city: ak.accounts.update(ws, ids, city=city, description=city),
    "rename_account": lambda ws, one, name: ak.accounts.update(ws, one, name=name),
    "update_contact": lambda ws, one, email, last: ak.contacts.update(ws, one, email=email, last_name=last),
    "link": ak.associations.link,
    "move": lambda ws, contact, account, title: ak.associations.move(ws, contact, account, job_title=title),
    "unlink": lambda ws, ids: ak.associations.unlink(ws, ids, confirm=True),
    "note": lambda ws, text, account, contact: ak.notes.add(ws, text, account=account, contact=contact),
    "tag": lambda ws, ids, tag: ak.tags.add(ws, ids, tag),
    "untag": lambda ws, ids, tag: ak.tags.remove(ws, ids, tag),
    "delete_accounts": lambda ws, ids, tag: ak.accounts.delete(ws, ids, confirm=True, tag=tag),
    "delete_contacts": lambda ws, ids: ak.contacts.delete(ws, ids, confirm=True),
    "define": lambda ws, label: ak.fields.define(ws, "account", label, "number"),
    "fill": lambda ws, one: ak.accounts.update(ws, one, acme=one, industry=INDUSTRIES[one % 3]),
    "convert": lambda ws, kind: ak.fields.convert(ws, "account.acme", kind, confirm=True),
    "delete_field": lambda ws: ak.fields.delete(ws, "account.acme", confirm=True),
    "set_options": lambda ws, gone, others: ak.fields.set_options(
        ws,
        "account.industry",
        [one for one in others if one != gone],
        replacement={gone: next(one for one in others if one != gone)},
    ),
}


def _state(ws: ak.Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of records, without the moment of the last change, which an undo is too."""
    state = {}
    for table in TABLES:
        columns = [
            name for (name,) in ws.rows("SELECT name FROM pragma_table_info(?) ORDER BY name", [table])
        ]
        kept = ", ".join(f'"{name}"' for name in columns if name != "updated_at")
        state[table] = sorted(ws.rows(f"SELECT {kept} FROM {table}"), key=repr)
    return state


@settings(max_examples=20)
@given(st.lists(calls, min_size=1, max_size=12))
def test_undoing_every_call_from_the_last_to_the_first_leads_back_through_the_same_states(
    sequence: list[tuple[str, tuple[object, ...]]],
) -> None:
    ws = ak.open()
    states = {0: _state(ws)}
    for name, arguments in sequence:
        before = _state(ws)
        try:
            DO[name](ws, *arguments)
        except ak.AccountsKitError:
            assert _state(ws) == before  # refused: nothing of it is written
        made = ak.changes.table(ws, limit=1)["change_set_id"]
        if len(made):
            states.setdefault(int(made.iloc[0]), _state(ws))
    assert ak.check(ws).empty
    newest_first = sorted(states, reverse=True)
    for change_set, earlier in pairwise(newest_first):
        assert ak.changes.undo(ws, change_set).kept.empty
        assert _state(ws) == states[earlier]
        assert ak.check(ws).empty


@settings(max_examples=20)
@given(st.lists(calls, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_undoing_any_call_at_any_time_keeps_what_changed_since_and_the_workspace_whole(
    sequence: list[tuple[str, tuple[object, ...]]], chance: object
) -> None:
    ws = ak.open()
    for name, arguments in sequence:
        try:
            DO[name](ws, *arguments)
        except ak.AccountsKitError:
            continue
    made = [int(one) for one in ak.changes.table(ws)["change_set_id"]]
    chance.shuffle(made)
    for change_set in made[:4]:
        undone = ak.changes.undo(ws, change_set)
        assert ak.check(ws).empty, undone


def test_an_unknown_change_set_cannot_be_undone() -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No change set 7\. changes\.table\(\) lists them"):
        ak.changes.undo(ak.open(), 7)
