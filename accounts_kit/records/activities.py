"""Activities: what happened with a contact. Five kinds of them move its last contact, the others do not."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from accounts_kit.checks.values import check_row, checked
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model.records import Activity
from accounts_kit.records.completing import DEAL_TASK
from accounts_kit.records.creating import create_record
from accounts_kit.records.history import Source, insert, new_ids, recording
from accounts_kit.records.last_contact import move_forward, refresh
from accounts_kit.records.layout import quoted
from accounts_kit.records.references import account_id_of, contact_id_of, record_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import newest_first
from accounts_kit.workspace import Workspace


def record(
    ws: Workspace,
    kind: str,
    *,
    contact: object = None,
    deal: object = None,
    name: str | None = None,
    value: object = None,
    campaign: str | None = None,
    target: str | None = None,
    at: datetime | str | None = None,
    source: str | None = None,
    external_id: str | None = None,
) -> Activity:
    """Record that something happened with a contact, and return it; `at` is now unless given.

    `mail_one_to_one`, `mail_campaign`, `mail_automation`, `task_done` and `deal_task_done` move the last
    contact, forward only: a late one changes nothing that is later already. `mail_opened`, `link_clicked`,
    `mail_replied`, `form_submitted`, `page_visited`, `purchase` and `event` do not. A `deal` brings its
    primary contact; a task on a deal counts for nobody else. Raises WrongValue (checks: option,
    about_activity, primary_contact), UnknownRecord. Help article: "één van de volgende vier gebeurtenissen".

    >>> record(ws, "mail_one_to_one", contact="piet@acme.example", at="2026-03-01T10:00").contact
    'piet@acme.example'
    """
    with recording(ws, f"record {kind}") as change:
        contact_id, deal_id = _whose(ws, kind, contact, deal)
        given = {"kind": kind, "name": name, "value": value, "campaign": campaign, "target": target}
        given |= {"at": at or change.at, "source": source, "external_id": external_id}
        links = {"contact_id": contact_id, "deal_id": deal_id, "task_id": None}
        shown = {
            "contact": ws.value("SELECT max(email) FROM contacts WHERE contact_id = ?", [contact_id]),
            "deal": ws.value("SELECT max(title) FROM deals WHERE deal_id = ?", [deal_id]),
        }
        made = Activity(create_record(change, "activity", given, links, **shown))
        if contact_id is not None:
            move_forward(change, contact_id, made.kind, made.at)
        return made


def record_many(
    ws: Workspace,
    kind: str,
    contacts: object,
    *,
    name: str | None = None,
    value: object = None,
    campaign: str | None = None,
    target: str | None = None,
    at: datetime | str | None = None,
    source: str | None = None,
) -> int:
    """Record the same for many contacts, such as a campaign that was sent, and return how many they are.

    `contacts` are ids, e-mail addresses, a frame with contact_id, or a rule. Raises what `record` does.

    >>> record_many(ws, "mail_campaign", ak.everyone(), campaign="Voorjaar")
    1
    """
    with recording(ws, f"record {kind}") as change, chosen(ws, "contact", contacts) as those:
        given = {"kind": kind, "name": name, "value": value, "campaign": campaign, "target": target}
        values = checked(ws.catalogue, "activity", given | {"at": at or change.at, "source": source})
        count = int(ws.value(f"SELECT count(*) FROM {those.relation}", those.params))
        if not count:
            return 0
        first = new_ids(change, "activities", count)
        marks = ", ".join(f"? AS {quoted(key)}" for key in values)
        ws.execute(
            "CREATE OR REPLACE TEMP TABLE fresh_activities AS SELECT "
            f"? - 1 + row_number() OVER (ORDER BY contact_id) AS activity_id, contact_id, {marks} "
            f"FROM {those.relation}",
            [first, *values.values(), *those.params],
        )
        insert(change, "activities", ["contact_id", *values], Source("fresh_activities"))
        refresh(change, "fresh_activities")
        ws.execute("DROP TABLE fresh_activities")
        return count


def table(
    ws: Workspace,
    *,
    contact: object = None,
    account: object = None,
    kind: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the activities, newest first; those of one contact, of an account's contacts, or of one kind.

    Columns: activity_id, kind, name, value, campaign, target, at, source, external_id, contact_id, contact,
    deal_id, deal, task_id, task. Empty when nothing happened. Raises UnknownRecord, WrongValue for a kind
    that is none.
    """
    with ws.one_state():
        tests: dict[str, object] = {}
        if contact is not None:
            tests["record.contact_id = ?"] = contact_id_of(ws, contact)
        if account is not None:
            of_account = "SELECT contact_id FROM contacts WHERE account_id = ?"
            tests[f"record.contact_id IN ({of_account})"] = account_id_of(ws, account)
        if kind is not None:
            tests["record.kind = ?"] = checked(ws.catalogue, "activity", {"kind": kind})["kind"]
        return newest_first(ws, "activity", tests, limit)


def _whose(ws: Workspace, kind: str, contact: object, deal: object) -> tuple[int | None, int | None]:
    """Return the ids of contact and deal; the contact of a deal is its primary contact."""
    contact_id = None if contact is None else contact_id_of(ws, contact)
    deal_id = None if deal is None else record_id_of(ws, "deal", deal)
    check_row("activity", {"contact_id": contact_id, "deal_id": deal_id})
    if deal_id is None:
        return contact_id, None
    primary = ws.value("SELECT contact_id FROM deals WHERE deal_id = ?", [deal_id])
    if contact_id is None:
        return primary, deal_id
    if kind == DEAL_TASK and contact_id != primary:
        raise WrongValue.of([_not_primary(contact, deal_id)])
    return contact_id, deal_id


def _not_primary(contact: object, deal_id: int) -> Problem:
    message = (
        f"{contact!r} is not the primary contact of deal {deal_id}, and a task on a deal counts for nobody "
        "else. Leave contact= out, or record 'task_done' for the contact"
    )
    return Problem("primary_contact", message, "contact")


__all__ = [
    "record",
    "record_many",
    "table",
]


def __dir__() -> list[str]:
    return __all__
