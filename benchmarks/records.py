"""Writing one record inside a transaction, with its checks and its history, against the bare statements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, at_most

CALLS = 100
_number = count()


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of create, update and link, each of a hundred calls in one transaction."""
    ws = firm.workspace
    with ws.transaction():
        account = ak.accounts.create(ws, "Bare metal B.V.")
        contact = ak.contacts.create(ws, "bare@metal.example")
        yield at_most(
            f"{CALLS} x accounts.create", "the bare statements",
            lambda: [_create(ws, f"Ours {next(_number)}") for _ in range(CALLS)],
            lambda: [_bare_create(ws, f"bare {next(_number)}") for _ in range(CALLS)], times=3,
        )  # fmt: skip
        yield at_most(
            f"{CALLS} x accounts.update", "the bare statements",
            lambda: [_update(ws, account.account_id, f"Stad {next(_number)}") for _ in range(CALLS)],
            lambda: [_bare_update(ws, account.account_id, f"Stad {next(_number)}") for _ in range(CALLS)],
            times=3,
        )  # fmt: skip
        yield at_most(
            f"{CALLS} x associations.link and unlink", "the bare statements",
            lambda: [_link(ws, contact.contact_id, account.account_id) for _ in range(CALLS)],
            lambda: [_bare_link(ws, contact.contact_id, account.account_id) for _ in range(CALLS)], times=3,
        )  # fmt: skip


def _create(ws: ak.Workspace, name: str) -> None:
    ak.accounts.create(ws, name, website="www.x.example")


def _update(ws: ak.Workspace, account_id: int, city: str) -> None:
    ak.accounts.update(ws, account_id, city=city)


def _history(ws: ak.Workspace, action: str, table: str, record_id: int) -> None:
    ws.execute(
        "INSERT INTO change_sets VALUES (nextval('change_set_ids'), now(), NULL, ?, NULL, NULL)", [action]
    )
    ws.execute(
        "INSERT INTO changes VALUES (currval('change_set_ids'), ?, ?, ?, NULL, NULL, NULL)",
        [action, table, record_id],
    )


def _bare_create(ws: ak.Workspace, name: str) -> None:
    ws.rows("SELECT account_id FROM accounts WHERE name_key = ?", [name])
    ws.execute(
        "INSERT INTO accounts (name_key, account_id, name, website, created_at, updated_at) "
        "VALUES (?, nextval('account_ids'), ?, 'www.x.example', now(), now())",
        [name, name],
    )
    _history(ws, "create", "accounts", 1)


def _bare_update(ws: ak.Workspace, account_id: int, city: str) -> None:
    ws.rows("SELECT city FROM accounts WHERE account_id = ?", [account_id])
    ws.execute("UPDATE accounts SET city = ?, updated_at = now() WHERE account_id = ?", [city, account_id])
    _history(ws, "update", "accounts", account_id)


def _link(ws: ak.Workspace, contact_id: int, account_id: int) -> None:
    ak.associations.link(ws, contact_id, account_id)
    ak.associations.unlink(ws, contact_id)


def _bare_link(ws: ak.Workspace, contact_id: int, account_id: int) -> None:
    for linked in (account_id, None):
        ws.rows("SELECT account_id FROM contacts WHERE contact_id = ?", [contact_id])
        ws.execute(
            "UPDATE contacts SET account_id = ?, job_title = NULL, updated_at = now() WHERE contact_id = ?",
            [linked, contact_id],
        )
        _history(ws, "update", "contacts", contact_id)
