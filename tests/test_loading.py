"""Loading in sets: what becomes of each row, by its key and by the mode of updating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import accounts_kit as ak
from accounts_kit.checks.frames import arrow_type
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS
from accounts_kit.records.history import recording
from accounts_kit.records.loading import Resolution, resolve, write

LINKS = {"account": pa.string(), "contact": pa.string(), "tags": pa.list_(pa.string())}
JAN = "jan@acme.nl"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def staged_rows(ws: ak.Workspace, of: str, columns: Mapping[str, list[Any]]) -> pa.Table:
    types = LINKS | {
        field.key: pa.string() if field.kind.family == "user" else arrow_type(field)
        for field in ws.catalogue.fields(of)
    }
    lines = range(2, 2 + len(next(iter(columns.values()))))
    return pa.table({"line": pa.array(lines, pa.int64())} | {
        name: pa.array(values, types[name]) for name, values in columns.items()
    })  # fmt: skip


def load(ws: ak.Workspace, of: str, columns: Mapping[str, list[Any]], **how: Any) -> Resolution:
    with recording(ws, "load") as change, ws.staged("rows", staged_rows(ws, of, columns)) as view:
        resolution = resolve(ws, of, view, list(columns), **how)
        write(change, resolution)
        return resolution


def counts(resolution: Resolution) -> tuple[int, int, int]:
    return resolution.created, resolution.updated, resolution.unchanged


def test_resolving_counts_and_writes_nothing(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN, first_name="Jan")
    ak.contacts.create(ws, "els@acme.nl")
    rows = {"email": ["JAN@acme.nl", "Els@Acme.nl", "piet@acme.nl"], "first_name": ["Johan", None, "Piet"]}
    before = ws.counts(), len(ak.changes.table(ws))
    with ws.reading(), ws.staged("rows", staged_rows(ws, "contact", rows)) as view:
        resolution = resolve(ws, "contact", view, list(rows))
    # The spelling of an address is a value too: "Els@Acme.nl" is an update of "els@acme.nl".
    assert counts(resolution) == (1, 2, 0)
    assert (ws.counts(), len(ak.changes.table(ws))) == before
    assert resolution.accounts_created.empty
    assert list(resolution.moved.columns) == ["line", "contact_id", "from_account", "to_account"]


MODES = {
    "always": ("new", None, "new", None),
    "if_not_blank": ("new", "old", "new", None),
    "if_existing_blank": ("old", "old", "new", None),
    "never": ("old", "old", None, None),
}


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_decides_between_the_value_that_is_there_and_the_one_that_is_given(
    ws: ak.Workspace, mode: Any
) -> None:
    stored = {"a": "old", "b": "old", "c": None, "d": None}
    for name, city in stored.items():
        ak.accounts.create(ws, name, city=city)
    resolution = load(
        ws, "account", {"name": [*"abcd", "e"], "city": ["new", None, "new", None, "new"]}, update=mode
    )
    cities = [ak.accounts.get(ws, name).city for name in "abcde"]
    assert cities == [*MODES[mode], "new"]
    changed = sum(old != new for old, new in zip(stored.values(), MODES[mode], strict=True))
    assert counts(resolution) == (1, changed, 4 - changed)


@pytest.mark.parametrize("mode", MODES)
def test_the_account_of_a_contact_obeys_the_mode_like_any_field(ws: ak.Workspace, mode: Any) -> None:
    ak.accounts.create(ws, "old")
    for name, account in {"a": "old", "b": "old", "c": None, "d": None}.items():
        ak.contacts.create(ws, f"{name}@x.nl", account=account, job_title="baas")
    rows = {"email": [f"{name}@x.nl" for name in "abcd"], "account": ["new", None, "new", None]}
    resolution = load(ws, "contact", rows, update=mode)
    assert [ak.contacts.get(ws, f"{name}@x.nl").account for name in "abcd"] == [*MODES[mode]]
    moved = mode in ("always", "if_not_blank")
    # Under "always" a blank cell says that there is no account: leaving one is a move, and is listed.
    lines = {"always": [2, 3], "if_not_blank": [2]}
    assert resolution.moved["line"].tolist() == lines.get(mode, [])
    assert ak.contacts.get(ws, "b@x.nl").job_title == (None if mode == "always" else "baas")
    assert resolution.accounts_created["name"].tolist() == ([] if mode == "never" else ["new"])
    assert ak.contacts.get(ws, "a@x.nl").job_title == (None if moved else "baas")
    assert ak.contacts.get(ws, "c@x.nl").job_title == "baas"
    assert ak.check(ws).empty


def test_the_same_rows_twice_change_nothing(ws: ak.Workspace) -> None:
    rows = {
        "email": [JAN, None],
        "phone": [None, "06-1234"],
        "account": ["Acme", " ACME "],
        "tags": [["beurs"], ["Beurs", "vip"]],
    }
    assert counts(load(ws, "contact", rows)) == (2, 0, 0)
    made = len(ak.changes.table(ws))
    assert counts(load(ws, "contact", rows)) == (0, 0, 2)
    assert len(ak.changes.table(ws)) == made
    assert ws.counts() | {"activities": 0} == ws.counts()
    assert (ws.counts()["accounts"], ws.counts()["tags"]) == (1, 2)


def test_a_contact_without_an_address_is_known_by_the_digits_of_its_phone(ws: ak.Workspace) -> None:
    load(ws, "contact", {"phone": ["(020) 123 45 67"], "first_name": ["Jan"]})
    again = load(ws, "contact", {"phone": ["020-1234567", "+32 20 1234567"], "first_name": ["Johan", "Els"]})
    assert counts(again) == (1, 1, 0)
    assert ak.contacts.table(ws)["first_name"].tolist() == ["Johan", "Els"]


def test_a_phone_that_belongs_to_a_contact_with_an_address_is_no_key(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN, phone="0201234567")
    assert counts(load(ws, "contact", {"phone": ["020 1234567"]})) == (1, 0, 0)


def test_the_external_id_is_the_key_when_asked(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", external_id="7")
    ak.accounts.create(ws, "Beta")
    rows = {"external_id": ["7", None], "name": ["Acme Nieuw", "beta"], "city": ["Ede", "Assen"]}
    assert counts(load(ws, "account", rows, key="external_id")) == (0, 2, 0)
    assert ak.accounts.get(ws, "acme nieuw").account_id == 1
    assert ak.accounts.get(ws, "Beta").city == "Assen"
    assert ak.check(ws).empty


def test_without_being_asked_an_account_is_known_by_its_name(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", external_id="7")
    assert counts(load(ws, "account", {"external_id": ["8"], "name": ["ACME"]})) == (0, 1, 0)
    assert ak.accounts.get(ws, "Acme").external_id == "8"


def test_an_external_id_that_looks_like_a_name_or_a_phone_is_no_name_and_no_phone(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN, external_id="phone 06")
    ak.contacts.create(ws, phone="06")
    rows = {"email": [None, None], "phone": [None, "06"], "external_id": ["phone 06", None],
            "last_name": ["een", "twee"]}  # fmt: skip
    assert counts(load(ws, "contact", rows)) == (0, 2, 0)
    assert ak.contacts.table(ws)["last_name"].tolist() == ["een", "twee"]


def test_ids_follow_the_order_of_the_file(ws: ak.Workspace) -> None:
    names = [f"Firma {number}" for number in range(50, 0, -1)]
    load(ws, "account", {"name": names})
    assert ak.accounts.table(ws)["name"].tolist() == names
    load(
        ws,
        "contact",
        {"email": [f"{n}@x.nl" for n in range(9)], "account": [f"Nieuw {9 - n}" for n in range(9)]},
    )
    assert ak.accounts.table(ws)["name"].tolist()[50:] == [f"Nieuw {9 - n}" for n in range(9)]


def test_accounts_made_on_the_way_are_listed_with_their_first_line_and_spelling(ws: ak.Workspace) -> None:
    rows = {"email": ["a@x.nl", "b@x.nl", "c@x.nl"], "account": ["Beta  B.V.", "BETA B.V.", "Acme"]}
    made = load(ws, "contact", rows).accounts_created
    assert made.to_numpy().tolist() == [[2, "Beta  B.V."], [4, "Acme"]]
    assert ak.associations.contacts_of(ws, "beta b.v.")["email"].tolist() == ["a@x.nl", "b@x.nl"]


def test_a_move_is_listed_and_clears_the_job_title_unless_the_row_gives_one(ws: ak.Workspace) -> None:
    for name in ("A", "B"):
        ak.accounts.create(ws, name)
    for address in ("a@x.nl", "b@x.nl", "c@x.nl"):
        ak.contacts.create(ws, address, account="A", job_title="baas")
    rows = {
        "email": ["a@x.nl", "b@x.nl", "c@x.nl"],
        "account": ["B", "B", "a"],
        "job_title": [None, "chef", None],
    }
    resolution = load(ws, "contact", rows)
    assert resolution.moved.to_numpy().tolist() == [[2, 1, "A", "B"], [3, 2, "A", "B"]]
    titles = ak.contacts.table(ws)["job_title"]
    assert [None if pd.isna(one) else one for one in titles] == [None, "chef", "baas"]


def test_defaults_and_moments_stand_in_new_records_only(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN, status="bounced")
    load(
        ws, "contact", {"email": [JAN, "els@acme.nl", "piet@acme.nl"], "status": [None, None, "unconfirmed"]}
    )
    contacts = ak.contacts.table(ws)
    assert contacts["status"].tolist() == ["bounced", "active", "unconfirmed"]
    assert contacts["created_at"].notna().all()
    given = datetime(2020, 1, 1, tzinfo=UTC)
    load(ws, "contact", {"email": ["oud@acme.nl"], "created_at": [given]})
    assert ak.contacts.get(ws, "oud@acme.nl").created_at == given


def test_tags_of_the_row_and_of_the_load_are_given_once_in_their_first_spelling(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN)
    ak.tags.add(ws, JAN, "VIP")
    rows = {"email": [JAN, "els@acme.nl"], "tags": [["vip", "Beurs"], ["beurs", " ", "BEURS"]]}
    load(ws, "contact", rows, tags=["Import 1"])
    assert ak.tags.table(ws)[["tag", "contacts"]].to_numpy().tolist() == [
        ["Beurs", 2],
        ["Import 1", 2],
        ["VIP", 1],
    ]


def test_a_note_twice_in_a_file_is_two_notes_and_the_file_twice_changes_nothing(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    rows = {"text": ["Belde.", "Belde.", "Mailde."], "account": ["Acme", "acme", "ACME"]}
    assert counts(load(ws, "note", rows)) == (3, 0, 0)
    assert counts(load(ws, "note", rows)) == (0, 0, 3)
    more = {column: [*values, values[0]] for column, values in rows.items()}
    assert counts(load(ws, "note", more)) == (1, 0, 3)
    assert ws.counts()["notes"] == 4


def test_a_note_with_a_number_of_its_own_is_brought_up_to_date(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, JAN)
    load(ws, "note", {"external_id": ["1"], "text": ["Belde."], "contact": [JAN]})
    assert counts(load(ws, "note", {"external_id": ["1"], "text": ["Mailde."], "contact": [JAN]})) == (
        0,
        1,
        0,
    )
    assert ak.notes.table(ws)["text"].tolist() == ["Mailde."]


VALUES: dict[str, tuple[Any, Any]] = {
    "number": (Decimal("1.000001"), Decimal("2")),
    "currency": (Decimal("1.10"), Decimal("2.20")),
    "date": (date(2026, 1, 1), date(2026, 2, 1)),
    "datetime": (datetime(2026, 1, 1, 12, 0, 0, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
}


@pytest.mark.parametrize("kind", CUSTOM_KINDS)
def test_a_custom_field_of_each_kind_is_created_kept_and_changed(ws: ak.Workspace, kind: str) -> None:
    several = KINDS[kind].several
    one, two = VALUES.get(kind, (["a"], ["b", "a"]) if several else ("a", "b"))
    ak.fields.define(ws, "contact", "Veld", kind, options=["b", "a"] if KINDS[kind].has_options else None)
    rows = {"email": [JAN, "els@acme.nl"], "veld": [one, None]}
    assert counts(load(ws, "contact", rows)) == (2, 0, 0)
    assert counts(load(ws, "contact", rows)) == (0, 0, 2)
    assert ak.contacts.get(ws, JAN).veld == one
    assert counts(load(ws, "contact", rows | {"veld": [two, two]})) == (0, 2, 0)
    assert (ak.contacts.get(ws, JAN).veld, ak.contacts.get(ws, "els@acme.nl").veld) == (two, two)
    last = int(ak.changes.table(ws, limit=1)["change_set_id"][0])
    ak.changes.undo(ws, last)
    assert (ak.contacts.get(ws, JAN).veld, ak.contacts.get(ws, "els@acme.nl").veld) == (one, None)


def test_no_rows_make_no_change_set(ws: ak.Workspace) -> None:
    assert counts(load(ws, "contact", {"email": [], "account": [], "tags": []}, tags=["x"])) == (0, 0, 0)
    assert ak.changes.table(ws).empty
