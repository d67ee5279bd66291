"""Associations: which account a contact belongs to. At most one, by construction; it carries the job title.

A job title may stand without an account; link keeps it unless one is given, move and unlink clear it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from accounts_kit.checks.values import checked_value
from accounts_kit.errors import AlreadyLinked, NotLinked
from accounts_kit.model.records import Account, Contact
from accounts_kit.model.values import Value
from accounts_kit.records.deleting.deletion import unlink_contacts
from accounts_kit.records.history import ChangeSet, recording
from accounts_kit.records.linking.domains import contacts_by_domain
from accounts_kit.records.linking.many import LinkResult, link_frame
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.records.selection import Chosen, chosen
from accounts_kit.records.tabling import Test, table_of_records
from accounts_kit.records.writing import set_values
from accounts_kit.workspace import Workspace


def link(ws: Workspace, contact: object, account: object, *, job_title: str | None = None) -> Contact:
    """Link a contact to an account and return the contact; a second time changes nothing but the job title
    given.

    Raises AlreadyLinked when the contact belongs to another account, UnknownRecord, WrongValue for the job
    title. Help article: "Een contact kan slechts aan één account toegekend worden".
    """
    with recording(ws, "link contact") as change:
        contact_id, account_id = contact_id_of(ws, contact), account_id_of(ws, account)
        [(email, linked)] = ws.rows(
            "SELECT email, account_id FROM contacts WHERE contact_id = ?", [contact_id]
        )
        if linked not in (None, account_id):
            raise AlreadyLinked(
                f"{email or f'Contact {contact_id}'} already belongs to account {_name_of(ws, linked)!r} "
                "(a contact has at most one account). Use associations.move() to move the contact."
            )
        titled = {"job_title": _title(ws, job_title)} if job_title is not None else {}
        return _written(change, contact_id, {"account_id": account_id, **titled})


def move(ws: Workspace, contact: object, account: object, *, job_title: str | None = None) -> Contact:
    """Move a contact to an account, from whichever it had, and return it; its job title goes unless one is
    given.

    Raises UnknownRecord, WrongValue. Moving to the account it has keeps the job title.
    """
    with recording(ws, "move contact") as change:
        contact_id, account_id = contact_id_of(ws, contact), account_id_of(ws, account)
        stays = ws.value("SELECT account_id FROM contacts WHERE contact_id = ?", [contact_id]) == account_id
        titled = {} if stays and job_title is None else {"job_title": _title(ws, job_title)}
        return _written(change, contact_id, {"account_id": account_id, **titled})


def unlink(ws: Workspace, contacts: object, *, confirm: bool = False) -> pd.DataFrame:
    """Take contacts out of their account; the contacts stay. Return them as they were.

    Columns: contact_id, email, job_title, account_id, account; ordered by contact_id. One contact is unlinked
    at once; many are only shown until confirm=True. Raises NotLinked for one contact that has no account.
    """
    with recording(ws, "unlink contacts") as change, chosen(ws, "contact", contacts) as those:
        shown = _linked(ws, those)
        if those.single and shown.empty:
            raise NotLinked("The contact belongs to no account. There is nothing to unlink.")
        if those.single:
            set_values(change, "contact", those.params[0], {"account_id": None, "job_title": None})
        elif confirm:
            unlink_contacts(change, those)
        return shown


def link_many(ws: Workspace, rows: object, *, move: bool = False) -> LinkResult:
    """Link many contacts from a frame, in one change set; every refused row comes back with the reason.

    `rows` is a frame of pandas, Polars or Arrow with contact_id or email, with account_id or account (a name;
    aliases count), and with job_title if you like; other columns are passed over. An id goes before a name,
    and a row in which the two do not go together is refused. Job titles as in link() and move(). With
    move=True contacts of another account move, and `.moved_rows` lists them.

    Checks: required, unknown_contact, unknown_account, contradiction, already_linked, duplicate (the contact
    stood there already; the first row counts), several_accounts (it stands there with more than one: no row
    of it counts), and those of the job title (text, signs, length). An empty frame links nobody. Raises
    MappingError for a frame without the columns, WrongKind for what is no frame.

    >>> contact = ak.contacts.create(ws, "jan@acme.example")
    >>> link_many(ws, pd.DataFrame({"email": ["jan@acme.example"], "account": ["Acme B.V."]}))
    LinkResult(1 rows: 1 linked, 0 moved, 0 with another job title, 0 unchanged, 0 refused)
    """
    return link_frame(ws, rows, move=move)


def by_domain(ws: Workspace) -> pd.DataFrame:
    """Return the contacts without account whose e-mail address is at the domain of an account's website.

    A frame to review; `link_many(ws, frame)` links what is kept of it. Domains are compared in lower case,
    without www.; those of free e-mail providers (gmail.com, ziggo.nl ...) say nothing and are left out.

    Columns: contact_id, email, domain, account_id, account, accounts_at_domain; ordered by account and
    contact_id. Where several accounts have the domain, a contact has a row for each: keep one of them, as
    link_many refuses a contact that stands there with two. Empty when there is nobody to link.
    """
    return contacts_by_domain(ws)


def contacts_of(ws: Workspace, account: object, *, order: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Return the contacts of an account, ordered by contact_id or as `order` says; columns and order as
    contacts.table.

    Empty for an account without contacts. Raises UnknownRecord, and UnknownField for the order.
    """
    with ws.one_state():
        its = Test("record.account_id = ?", (account_id_of(ws, account),))
        return table_of_records(ws, "contact", tests=[its], order=order)


def account_of(ws: Workspace, contact: object) -> Account | None:
    """Return the account that a contact belongs to, or None."""
    with ws.one_state():
        contact_id = contact_id_of(ws, contact)
        account_id = ws.value("SELECT account_id FROM contacts WHERE contact_id = ?", [contact_id])
        return None if account_id is None else Account(record_by_id(ws, "account", account_id).values)


def _title(ws: Workspace, said: str | None) -> Value:
    return checked_value(ws.catalogue, ws.catalogue.field("contact.job_title"), said)


def _written(change: ChangeSet, contact_id: int, values: dict[str, object]) -> Contact:
    set_values(change, "contact", contact_id, values)
    return Contact(record_by_id(change.ws, "contact", contact_id).values)


def _name_of(ws: Workspace, account_id: int) -> str:
    return str(ws.value("SELECT name FROM accounts WHERE account_id = ?", [account_id]))


def _linked(ws: Workspace, those: Chosen) -> pd.DataFrame:
    """Return those of the chosen contacts that have an account, with its name."""
    if those.single:
        found = ws.rows(
            "SELECT contact_id, email, job_title, account_id FROM contacts "
            "WHERE contact_id = ? AND account_id IS NOT NULL",
            those.params,
        )
        columns = ["contact_id", "email", "job_title", "account_id"]
        return pd.DataFrame(found, columns=columns).assign(account=[_name_of(ws, row[3]) for row in found])
    return ws.frame(
        "SELECT contact_id, contact.email, contact.job_title, account_id, account.name AS account "
        "FROM contacts AS contact JOIN accounts AS account USING (account_id) "
        f"WHERE contact_id IN (SELECT contact_id FROM {those.relation}) ORDER BY contact_id",
        those.params,
    )


__all__ = [
    "account_of",
    "by_domain",
    "contacts_of",
    "link",
    "link_many",
    "move",
    "unlink",
]


def __dir__() -> list[str]:
    return __all__
