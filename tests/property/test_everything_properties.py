"""Everything in a workspace, written to files and read into an empty workspace, is the same workspace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.records.everything import TABLES

OPTIONS = ["Ja", "=1+1", "'t Hart", 'quote "q"', "a, b; c", "||"]
AWKWARD = [
    "=1+1",
    "'",
    "''t",
    "-5",
    "+31",
    "@x",
    "\t tab",
    "_x0041_",
    "NULL",
    "null",
    "1e5",
    "é",
    "🙂",
    '"q"',
]
WORDS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(max_size=12),
    st.text("ab,;\n\r\"'=|\\ \x01\u2028🙂", max_size=12),
    st.integers(15_990, 16_010).map(lambda count: "🙂=" * (count // 2) + "x"),
)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9998, 12, 30)).map(lambda one: one.replace(tzinfo=UTC))
AMOUNTS = st.decimals(Decimal(-(10**14)), Decimal(10**14), places=4)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "textarea": WORDS,
    "number": st.one_of(AMOUNTS, st.integers(-(10**15), 10**15)),
    "currency": st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2),
    "date": st.dates(),
    "datetime": MOMENTS,
    "dropdown": st.sampled_from(OPTIONS[:5]),
    "multiselect": st.lists(st.sampled_from(OPTIONS[:5]), max_size=3),
}
ENDINGS = ["folder", "folder.parquet", "book.xlsx"]


def tables(ws: ak.Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what only counts how often fields changed and what made a version."""
    rows = {table: ws.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES}
    rows["settings"] = [one for one in rows["settings"] if one[0] != "catalogue_version"]
    without = "SELECT * EXCLUDE (change_set_id) FROM segment_versions ORDER BY ALL"
    return rows | {"segment_versions": ws.rows(without)}


def attempt(call: Any, *given: Any, **values: Any) -> Any:
    """What a call makes, or None where a check refuses what was drawn."""
    try:
        return call(*given, **values)
    except ak.AccountsKitError:
        return None


def drawn_firm(data: st.DataObject) -> ak.Workspace:
    """A workspace with some of everything, in which the values are as odd as the checks allow."""
    ws = ak.open()

    def some(limit: int) -> range:
        return range(data.draw(st.integers(0, limit)))

    def words() -> str:
        return data.draw(WORDS)

    with ws.transaction():
        ws.timezone = data.draw(st.sampled_from(["Europe/Amsterdam", "Pacific/Auckland"]))
        ws.language = data.draw(st.sampled_from(["nl", "en"]))
        ak.users.create(ws, "Ans", email="ans@kit.nl", role="admin")
        for of in ("account", "contact"):
            for kind in data.draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4, unique=True)):
                options = OPTIONS[:5] if kind in ("dropdown", "multiselect") else None
                ak.fields.define(ws, of, f"{of} {kind}", kind, key=f"own_{kind}", options=options)
        own = {of: [one for one in ws.catalogue.fields(of) if one.custom] for of in ("account", "contact")}
        accounts, contacts = [], []
        for number in some(3):
            values = {one.key: data.draw(VALUES[one.kind_name]) for one in own["account"]}
            made = attempt(ak.accounts.create, ws, f"{number} {words()[:50]}", owner="Ans", **values)
            accounts += [made.account_id] if made else []
        for number in some(4):
            values = {one.key: data.draw(VALUES[one.kind_name]) for one in own["contact"]}
            values |= {"first_name": words()[:50], "last_name": words()[:50]}
            account = data.draw(st.sampled_from([None, *accounts]))
            made = attempt(ak.contacts.create, ws, f"c{number}@kit.nl", account=account, **values)
            contacts += [made.contact_id] if made else []
        for contact in contacts:
            attempt(ak.notes.add, ws, words(), contact=contact, at=data.draw(MOMENTS))
            attempt(ak.tags.add, ws, contact, [words()[:40]])
            attempt(ak.deals.create, ws, words()[:80], contact=contact, value=data.draw(VALUES["currency"]))
            attempt(ak.tasks.create, ws, words()[:80], contact=contact, due_at=data.draw(MOMENTS))
            attempt(ak.activities.record, ws, "mail_sent", contact=contact, name=words()[:80])
        everyone = ak.Segment(words()[:40] or "x", ak.everyone(), description=words()[:200])
        if attempt(ak.segments.save, ws, everyone) is not None:
            attempt(ak.segments.save, ws, ak.Segment(everyone.name, ak.contact.first_name.contains("a")))
            ak.segments.snapshot(ws, everyone.name)
        for contact in contacts[:1]:
            attempt(ak.contacts.update, ws, contact, email="nieuw@kit.nl")
    return ws


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=12)
@given(data=st.data())
def test_everything_comes_back_as_it_was(ending: str, data: st.DataObject) -> None:
    ws, again = drawn_firm(data), ak.open()
    with TemporaryDirectory() as folder:
        written = ak.exports.write_everything(ws, Path(folder) / ending)
        read = ak.imports.read_everything(again, written.path)
    assert tables(again) == tables(ws)
    assert read.problems.equals(ak.check(ws))
    assert again.counts() == ws.counts()
    made = ak.contacts.create(again, "later@kit.nl", first_name="Later")
    assert made.contact_id not in [one[0] for one in ws.rows("SELECT contact_id FROM contacts")]
    ws.close()
    again.close()


@settings(max_examples=20)
@given(st.integers(0, 10**6).map(lambda seed: timedelta(seconds=seed)), st.sampled_from(ENDINGS))
def test_moments_come_back_to_the_microsecond(passed: timedelta, ending: str) -> None:
    ws, again = ak.open(), ak.open()
    at = datetime(1885, 3, 29, 1, 59, 59, 123457, tzinfo=UTC) + passed * 4_000
    contact = ak.contacts.create(ws, "a@kit.nl")
    ak.notes.add(ws, "x", contact=contact.contact_id, at=at)
    with TemporaryDirectory() as folder:
        ak.imports.read_everything(again, ak.exports.write_everything(ws, Path(folder) / ending).path)
    [(read,)] = again.rows('SELECT "at" FROM notes')
    assert read == at
