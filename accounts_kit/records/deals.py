"""Deals: chances of business with an account and a primary contact, as far as last contact, roll-ups and
segments need them.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from accounts_kit.checks.values import checked
from accounts_kit.model.records import Deal
from accounts_kit.records.creating import create_record
from accounts_kit.records.history import recording
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import newest_first
from accounts_kit.records.updating import update_records
from accounts_kit.workspace import Workspace


def create(
    ws: Workspace,
    title: str,
    *,
    account: object = None,
    contact: object = None,
    value: object = None,
    currency: str | None = None,
    stage: str | None = None,
    status: str | None = None,
    owner: object = None,
    expected_close_on: date | str | None = None,
    external_id: str | None = None,
) -> Deal:
    """Create a deal of an account, a primary contact, or both, and return it.

    `value` is an amount in `currency` (the workspace's unless given); `status` is open, won or lost (open
    unless given). Without `owner` the acting user is it. Raises WrongValue (checks: about_deal, required,
    number, option), UnknownRecord.

    >>> create(ws, "Jaarcontract", account="Acme B.V.", contact="piet@acme.example", value=12000).currency
    'EUR'
    """
    with recording(ws, f"create deal {title}") as change:
        links = _links(ws, {"account": account, "contact": contact})
        shown = {
            "account": ws.value("SELECT max(name) FROM accounts WHERE account_id = ?", [links["account_id"]]),
            "contact": ws.value(
                "SELECT max(email) FROM contacts WHERE contact_id = ?", [links["contact_id"]]
            ),
        }
        given = {"title": title, "value": value, "stage": stage, "status": status, "external_id": external_id}
        given |= {"expected_close_on": expected_close_on, "owner": owner if owner is not None else ws.user_id}
        given |= {"currency": currency or (ws.currency if value is not None else None)}
        return Deal(create_record(change, "deal", given, links, **shown))


def update(ws: Workspace, deals: object, **values: object) -> int:
    """Bring deals to these values and return how many changed; None empties a field.

    `account` and `contact` (the primary contact) may be among the values; another primary contact moves no
    last contact: what was completed before stays with who it was then. `deals` is an id, a list, or a frame
    with deal_id. Raises what create does; then nothing is changed.
    """
    with (
        recording(ws, f"update deals: {', '.join(values)}") as change,
        chosen(ws, "deal", deals) as those,
    ):
        linked = _links(ws, {name: values.pop(name) for name in ("account", "contact") if name in values})
        return update_records(change, "deal", those, values, links=linked)


def table(
    ws: Workspace,
    *,
    account: object = None,
    contact: object = None,
    status: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the deals, newest first; those of one account, of one primary contact, or of one status.

    Columns: deal_id, title, value, currency, stage, status, owner, expected_close_on, created_at, updated_at,
    external_id, account_id, account, contact_id, contact. Raises UnknownRecord, WrongValue.
    """
    with ws.one_state():
        tests: dict[str, object] = {}
        if account is not None:
            tests["record.account_id = ?"] = account_id_of(ws, account)
        if contact is not None:
            tests["record.contact_id = ?"] = contact_id_of(ws, contact)
        if status is not None:
            tests["record.status = ?"] = checked(ws.catalogue, "deal", {"status": status})["status"]
        return newest_first(
            ws, "deal", tests, limit, order="record.created_at DESC NULLS LAST, record.deal_id DESC"
        )


def _links(ws: Workspace, given: dict[str, object]) -> dict[str, int | None]:
    """Return the ids of account and contact, of those that were given."""
    find = {"account": account_id_of, "contact": contact_id_of}
    return {f"{name}_id": None if one is None else find[name](ws, one) for name, one in given.items()}


__all__ = [
    "create",
    "table",
    "update",
]


def __dir__() -> list[str]:
    return __all__
