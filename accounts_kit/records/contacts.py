"""Contacts: people, each with at most one account."""

from __future__ import annotations

import pandas as pd

from accounts_kit.model.records import Contact
from accounts_kit.records.creating import create_record
from accounts_kit.records.deletion import Deletion, delete_contacts
from accounts_kit.records.duplicates import contact_duplicates
from accounts_kit.records.history import recording
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import suggestions, table_of_records
from accounts_kit.records.updating import update_records
from accounts_kit.workspace import Workspace


def create(
    ws: Workspace,
    email: str | None = None,
    *,
    account: object = None,
    job_title: str | None = None,
    **values: object,
) -> Contact:
    """Create a contact, linked to an account when one is given, and return it.

    Needs an e-mail address or a phone number (check: key). Raises AlreadyExists when a contact has the
    address (without case), UnknownRecord for an account that is not there, WrongValue and UnknownField.

    >>> create(ws, "jan@acme.example", account="Acme B.V.", job_title="directeur").account
    'Acme B.V.'
    """
    with recording(ws, f"create contact {email or ''}".rstrip()) as change:
        linked, shown = None, None
        if account is not None:
            linked = account_id_of(ws, account)
            shown = ws.value("SELECT name FROM accounts WHERE account_id = ?", [linked])
        given = {"email": email, "job_title": job_title, **values}
        return Contact(create_record(change, "contact", given, links={"account_id": linked}, account=shown))


def get(ws: Workspace, contact: object) -> Contact:
    """Return one contact, given by id or by e-mail; raises UnknownRecord with the nearest address."""
    with ws.one_state():
        return Contact(record_by_id(ws, "contact", contact_id_of(ws, contact)).values)


def find(ws: Workspace, text: str, *, limit: int = 10) -> pd.DataFrame:
    """Return the contacts whose name, e-mail or phone begins with or holds the text, best first.

    Columns: contact_id, email, first_name, last_name, phone, account. Empty when nothing is like it. Help
    article: "de naam van het contact, zijn/haar e-mailadres of zijn/haar telefoonnummer ... een lijst met
    suggesties".
    """
    searched = ("email", "first_name", "last_name", "phone")
    return suggestions(ws, "contact", text, searched, (*searched, "account"), limit)


def table(
    ws: Workspace,
    *,
    columns: list[str] | None = None,
    where: object = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the contacts as a frame, ordered by contact_id.

    Columns: contact_id, every field by its key, account_id and account (or `columns`, in that order). `where`
    takes what every selection does: ids, e-mail addresses, a frame or a rule.
    """
    return table_of_records(ws, "contact", columns=columns, where=where, limit=limit, offset=offset)


def update(ws: Workspace, contacts: object, **values: object) -> int:
    """Bring contacts to these values and return how many changed; None empties a field.

    `contacts` is one id or e-mail, a list, a frame with contact_id, or a rule. The account is no value: use
    associations.link(), move() and unlink().
    """
    with (
        recording(ws, f"update contacts: {', '.join(values)}") as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return update_records(change, "contact", those, values)


def delete(ws: Workspace, contacts: object, *, confirm: bool = False) -> Deletion:
    """Show what deleting contacts takes away (their notes and tags too), and with confirm=True delete them.

    `changes.undo(ws, deletion.change_set_id)` brings all back.
    """
    return delete_contacts(ws, contacts, confirm=confirm)


def duplicates(
    ws: Workspace, *, fields: list[str] | None = None, threshold: float = 0.5, limit: int | None = None
) -> pd.DataFrame:
    """Return pairs of contacts that may be one person, most likely first; it suggests and changes nothing.

    Columns: contact_id_1, name_1, email_1, contact_id_2, name_2, email_2, score, because; ordered by score,
    then ids. A pair stands once, the smaller id first. Compared are first and last name (also the wrong way
    round), phone, e-mail, account, and the `fields` named by key, such as a street or a birthday: a date is
    taken for somebody's own, other fields may be those of a whole family. The rest is as in
    accounts.duplicates().

    >>> _ = create(ws, "p.jansen@post.example", first_name="Piet", last_name="Jansen", phone="06-12345678")
    >>> _ = create(ws, "piet@acme.test", first_name="Piet", last_name="Janssen", phone="+31 6 1234 5678")
    >>> duplicates(ws)[["name_1", "name_2", "because"]].values.tolist()
    [['Piet Jansen', 'Piet Janssen', 'gelijk: Voornaam, Telefoon; lijkt: Achternaam (97%)']]
    """
    return contact_duplicates(ws, fields, threshold, limit)
