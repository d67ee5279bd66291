"""Calls on a hundred thousand records at once, each a change set with its history, in a firm of a million."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, Work, within

ROWS = 100_000
SECONDS = 5


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the seconds of each bulk call; what a call changed, the next one works on."""
    ws = firm.workspace
    rows = min(ROWS, firm.contacts // 10)
    contacts = ws.frame("SELECT contact_id, email FROM contacts ORDER BY contact_id LIMIT ?", [rows])
    accounts = ws.frame("SELECT account_id, city FROM accounts ORDER BY account_id LIMIT ?", [rows])
    ids = contacts[["contact_id"]]
    with ws.reading():
        pass  # the file is open and warm
    say = f"{rows:,} rows"

    def done(what: str, work: Work) -> Figure:
        return within(f"{what}, {say}", SECONDS, work)

    yield done("contacts.update to one value", lambda: ak.contacts.update(ws, ids, status="unconfirmed"))
    edited = accounts.assign(city=accounts["city"].fillna("") + " (nieuw)")
    yield done("accounts.update from a frame", lambda: ak.accounts.update(ws, edited))
    yield done("tags.add", lambda: ak.tags.add(ws, ids, "meting"))
    yield done("tags.remove", lambda: ak.tags.remove(ws, ids, "meting"))
    yield done("associations.unlink", lambda: ak.associations.unlink(ws, ids, confirm=True))
    first = int(accounts["account_id"].iloc[0])
    links = pd.DataFrame({"contact_id": ids["contact_id"], "account_id": first, "job_title": "inkoper"})
    yield done("associations.link_many", lambda: ak.associations.link_many(ws, links))
    yield done("activities.record_many", lambda: ak.activities.record_many(ws, "mail_campaign", ids))
    yield done("contacts.delete", lambda: ak.contacts.delete(ws, ids, confirm=True))
    yield done("contacts.restore", lambda: ak.contacts.restore(ws, ids))
    gone: list[ak.accounts.Deletion] = []
    some = accounts[["account_id"]].head(rows // 10)
    theirs = int(
        ws.value("SELECT count(*) FROM contacts WHERE account_id <= ?", [int(some["account_id"].max())])
    )
    say = f"{len(some):,} with {theirs:,} contacts"
    yield done("accounts.delete", lambda: gone.append(ak.accounts.delete(ws, some, confirm=True)))
    yield done("accounts.restore", lambda: ak.accounts.restore(ws, gone[0]))
    newest = int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
    yield done("changes.undo of that", lambda: ak.changes.undo(ws, newest))
    yield done("changes.undo of the undo", lambda: ak.changes.undo(ws, newest + 1))
