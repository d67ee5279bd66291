"""Contacts: people, each with at most one account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import pandas as pd

from accounts_kit.model.records import Contact
from accounts_kit.records.creating import create_record
from accounts_kit.records.deleting.deleted import deleted_frame
from accounts_kit.records.deleting.deletion import Deletion, delete_contacts
from accounts_kit.records.deleting.erasing import Erasure, erase_contacts
from accounts_kit.records.deleting.purging import Purge, purge_records
from accounts_kit.records.deleting.recovery import restore_records
from accounts_kit.records.dossier import Dossier, contact_dossier
from accounts_kit.records.duplicates import contact_duplicates
from accounts_kit.records.editing import is_frame_of_changes, update_from_frame
from accounts_kit.records.finding.suggesting import suggestions
from accounts_kit.records.history import recording
from accounts_kit.records.merging.choosing import Choice
from accounts_kit.records.merging.merge import Merge, merge_records
from accounts_kit.records.pages import ContactPage, contact_page
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import named, table_of_records
from accounts_kit.records.undoing.taking_back import Undone
from accounts_kit.records.updating import update_records
from accounts_kit.rules.days import AsOf
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
    """Return the contacts that one may mean by a text, best first: suggestions while one types.

    Looks in the full name ("piet jansen", "jansen piet", "Vries, Piet de"), in the e-mail address (older ones
    too, kept as aliases) and from three digits on in the phone number, whichever way it is written. The same
    comes first, then what begins with it, then what has a word that begins with it, then what holds it, each
    in the order of the ids; case and accents do not count. Columns: contact_id, email, first_name, last_name,
    phone, account. Empty when nothing is like it, and for a blank text. Raises WrongValue for a limit below
    zero. Help article: "de naam van het contact, zijn/haar e-mailadres of zijn/haar telefoonnummer ... een
    lijst met suggesties".

    >>> list(find(ws, "pie")["email"])
    ['piet@acme.example']
    """
    return suggestions(ws, "contact", text, ("email", "first_name", "last_name", "phone", "account"), limit)


def table(
    ws: Workspace,
    *,
    columns: list[str] | None = None,
    where: object = None,
    search: str | None = None,
    order: str | Iterable[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the contacts as a frame, ordered by contact_id.

    Columns: contact_id, every field by its key, account_id and account (or `columns`, in that order). Empty
    when no contact is meant.

    `where` takes what every selection does: ids, e-mail addresses, a frame or a rule. `search` is a text in
    the name, as find() compares; a blank one keeps all. `order` is a column or a list of them, "-" before it
    for descending: text without case, options in their own order, what is missing last either way. `limit`
    and `offset` give a piece. Raises UnknownField with the nearest column, UnknownRecord, and WrongValue for
    a limit or offset below zero.
    """
    with ws.one_state():
        return table_of_records(
            ws, "contact", columns=columns, where=where, tests=named("contact", search), order=order,
            limit=limit, offset=offset,
        )  # fmt: skip


def page(ws: Workspace, contact: object, *, as_of: AsOf = None, language: str | None = None) -> ContactPage:
    """Return all there is to see of one contact.

    Shows itself as text and, in a notebook, as HTML, in `language` ("nl" or "en"; the workspace's unless
    given). Its sections are frames with every row:

    - `.about`: field, label, value (text, "" where it is missing), group; its account, every standard and
      every visible custom field.
    - `.notes`, `.activities`: the columns of notes.table and activities.table, newest first.
    - `.tasks`: task_id, title, kind, due_at, completed_at, owner, deal_id, deal; its own and those of the
      deals of which it is the primary contact, open ones first.
    - `.deals`, of which it is the primary contact: deal_id, title, account_id, account, stage, status, value,
      currency, expected_close_on; open ones first.

    `.contact` is the record, `.tags` the names of its tags in order, `.activities_90_days` how many
    activities there were in the 90 days up to and including the day of `as_of` (a day, a moment or ISO text;
    now unless given); the rest is as it is now. Raises UnknownRecord, and WrongValue for as_of and language.

    >>> page(ws, "piet@acme.example", language="en").about["value"].tolist()[:3]
    ['Acme B.V.', 'piet@acme.example', 'Piet']
    """
    return contact_page(ws, contact, as_of, language)


def update(ws: Workspace, contacts: object, **values: object) -> int:
    """Bring contacts to these values and return how many changed; None empties a field.

    `contacts` is one id or e-mail, a list, a frame with contact_id, or a rule. Without values it is a frame
    of changes: contact_id (or email) and a column for each field that changes; a missing cell there changes
    nothing. The account is no value: use associations.link(), move() and unlink(). Help article: "Je kunt de
    voornaam, achternaam, functienaam, telefoonnummer en het e-mailadres van een contact bewerken".
    """
    if is_frame_of_changes(contacts, values):
        with recording(ws, "update contacts from a frame") as change:
            return update_from_frame(change, "contact", cast("pd.DataFrame", contacts))
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


def restore(ws: Workspace, contacts: object, *, email: str | None = None) -> Undone:
    """Bring deleted contacts back with their ids, tags, notes, tasks, activities and account, and return what
    came.

    `contacts` is an id, an e-mail address, a list of them, or the Deletion. `.kept` lists what stays as it
    is: what changed since, and links to what is gone. Raises AlreadyExists when another has the address now;
    then `email` gives this one another. Raises UnknownRecord for what was not deleted, or was purged.
    """
    return restore_records(ws, "contact", contacts, email)


def deleted(ws: Workspace) -> pd.DataFrame:
    """Return the contacts that were deleted and can be restored, the latest deletion first.

    Columns: contact_id, email, deleted_at, who, change_set_id. Empty when none is; what was merged or purged
    is not among them.
    """
    return deleted_frame(ws, "contact")


def purge(ws: Workspace, contacts: object = None, *, confirm: bool = False) -> Purge:
    """Show which deleted contacts would be forgotten for good, and with confirm=True forget them.

    All deleted ones without a name or id. With them goes all that history says of them, their notes too; then
    nothing brings them back. `ws.compact()` then takes it out of the bytes of the file too, where DuckDB
    leaves what was deleted. Raises UnknownRecord.
    """
    return purge_records(ws, "contact", contacts, confirm=confirm)


def dossier(ws: Workspace, contact: object) -> Dossier:
    """Return everything that the workspace holds about a contact, as the GDPR lets a person ask for.

    A dict of frames: contact, aliases, tags, notes, activities, tasks, deals, segments (that pin it),
    snapshots (it was a member of) and history (at, who, what, action, field, old, new). `.write(path)` makes
    one JSON file of it. Raises UnknownRecord.

    >>> dossier(ws, "piet@acme.example")["contact"]["first_name"].to_list()
    ['Piet']
    """
    return contact_dossier(ws, contact)


def erase(ws: Workspace, contacts: object, *, confirm: bool = False) -> Erasure:
    """Show whom erasing would take away for good, and with confirm=True erase them, as the GDPR asks.

    Their records, notes, tags, tasks, activities and history go; snapshots keep their count, saved segments
    lose the pin, and an address in a rule or in words about an import becomes "(erased)". Then the file is
    written anew, so that no byte of it says who it was; nothing brings them back. `.mentions` are notes about
    others that name them: read those. A file that they came from is not touched, nor one that was exported.

    Raises UnknownRecord, and WorkspaceReadOnly inside a transaction.
    """
    return erase_contacts(ws, contacts, confirm=confirm)


def merge(
    ws: Workspace,
    survivor: object,
    others: object,
    *,
    choose: str = "fill_blanks",
    fields: Mapping[str, Choice] | None = None,
    confirm: bool = False,
) -> Merge:
    """Show what merging other contacts into a survivor gives, and with confirm=True merge them.

    `choose` decides each field: "fill_blanks" takes a value of the others where the survivor has none (in the
    order in which they are given), "newest" what was written last, "keep" what the survivor has. `fields`
    decides single ones: {"city": "newest", "phone": 12} takes the phone of contact 12. Tags, notes, deals,
    tasks and activities move; the survivor's own address and account stay, and the others' addresses and ids
    find the survivor from then on. `changes.undo(ws, merge.change_set_id)` parts them again. Raises
    UnknownRecord, UnknownField, WrongValue.
    """
    return merge_records(ws, "contact", survivor, others, choose, fields or {}, confirm=confirm)


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


__all__ = [
    "create",
    "delete",
    "deleted",
    "dossier",
    "duplicates",
    "erase",
    "find",
    "get",
    "merge",
    "page",
    "purge",
    "restore",
    "table",
    "update",
]


def __dir__() -> list[str]:
    return __all__
