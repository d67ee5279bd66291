"""Accounts: the organisations one works with (help article.

"Een bedrijf of organisatie binnen 'Accounts'").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import pandas as pd

from accounts_kit.model.records import Account
from accounts_kit.records.creating import create_record
from accounts_kit.records.deleting.deleted import deleted_frame
from accounts_kit.records.deleting.deletion import Deletion, delete_accounts
from accounts_kit.records.deleting.purging import Purge, purge_records
from accounts_kit.records.deleting.recovery import restore_records
from accounts_kit.records.duplicates import account_duplicates
from accounts_kit.records.editing import is_frame_of_changes, update_from_frame
from accounts_kit.records.finding.suggesting import suggestions
from accounts_kit.records.history import recording
from accounts_kit.records.merging.choosing import Choice
from accounts_kit.records.merging.merge import Merge, merge_records
from accounts_kit.records.organisations.making import accounts_of_field
from accounts_kit.records.organisations.plan import OrganisationPlan
from accounts_kit.records.pages import AccountPage, account_page
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import named, owned, table_of_records
from accounts_kit.records.undoing.taking_back import Undone
from accounts_kit.records.updating import update_records
from accounts_kit.rules.days import AsOf
from accounts_kit.workspace import Workspace


def create(
    ws: Workspace, name: str, *, owner: object = None, website: str | None = None, **values: object
) -> Account:
    """Create an account and return it; other fields, standard and custom, go by their key.

    Without `owner` the acting user is it (nobody, in a workspace without users). Raises AlreadyExists when an
    account has that name (compared without case and double spaces), WrongValue with the check's name, and
    UnknownField. Help article: "Een account toevoegen" asks name, owner and website.

    >>> create(ws, "Beta B.V.", website="www.beta.example", employees=25).employees
    Decimal('25.000000')
    """
    with recording(ws, f"create account {name}") as change:
        owner = owner if owner is not None else ws.user_id
        given = {"name": name, "owner": owner, "website": website, **values}
        return Account(create_record(change, "account", given, links={}))


def get(ws: Workspace, account: object) -> Account:
    """Return one account, given by id or by name; raises UnknownRecord with the nearest name."""
    with ws.one_state():
        return Account(record_by_id(ws, "account", account_id_of(ws, account)).values)


def find(ws: Workspace, text: str, *, limit: int = 10) -> pd.DataFrame:
    """Return the accounts that one may mean by a text, best first: suggestions while one types.

    The same name first, then names that begin with it, then those of which a word begins with it, then those
    that hold it, each in the order of the ids; case and accents do not count, other names (aliases) do.
    Several words are each looked for. Columns: account_id, name, owner, website. Empty when nothing is like
    it, and for a blank text. Raises WrongValue for a limit below zero.

    >>> list(find(ws, "acm")["name"])
    ['Acme B.V.']
    """
    return suggestions(ws, "account", text, ("name", "owner", "website"), limit)


def table(
    ws: Workspace,
    *,
    columns: list[str] | None = None,
    where: object = None,
    owner: object = None,
    search: str | None = None,
    order: str | Iterable[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the accounts as a frame, ordered by account_id (help article: the "overview pagina").

    Columns: account_id, every field by its key, contacts (how many) and last_contacted_at (the latest last
    contact of them); or `columns`, in that order. The owner is a name. Empty when no account is meant.

    `where` takes what every selection does: ids, names, a frame or a rule. `owner` is the id, name, e-mail or
    record of a user, `search` a text in the name, as find() compares; a blank one keeps all. `order` is a
    column or a list of them, "-" before it for descending: text without case, options in their own order,
    what is missing last either way. `limit` and `offset` give a piece. Raises UnknownField with the nearest
    column, UnknownRecord, and WrongValue for a limit or offset below zero.

    >>> table(ws, columns=["name", "contacts"], order="-contacts").to_dict("records")
    [{'name': 'Acme B.V.', 'contacts': 1}]
    """
    with ws.one_state():
        tests = [*owned(ws, owner), *named("account", search)]
        return table_of_records(
            ws, "account", columns=columns, where=where, tests=tests, order=order, limit=limit, offset=offset
        )


def page(
    ws: Workspace,
    account: object,
    *,
    order: str | Iterable[str] | None = "name",
    as_of: AsOf = None,
    language: str | None = None,
) -> AccountPage:
    """Return all there is to see of one account (help article: "de persoonlijke account pagina").

    Shows itself as text and, in a notebook, as HTML, in `language` ("nl" or "en"; the workspace's unless
    given). Its sections are frames with every row:

    - `.about` ("Over"): field, label, value (text, "" where it is missing), group; every standard and every
      visible custom field.
    - `.notes` ("Notities"): the columns of notes.table, newest first.
    - `.contacts` ("Contactpersonen"): contact_id, name, job_title, email, phone, last_contacted_at,
      activities_90_days. `order` is one of these columns or a list, "-" before it for descending, missing
      values last: so that it shows "wie de beslissingsnemers zijn, wie opgevolgd dienen te worden en wie het
      meest betrokken is" ("job_title", "last_contacted_at", "-activities_90_days").
    - `.deals`: deal_id, title, stage, status, value, currency, expected_close_on; open ones first.

    `.account` is the record, `.last_contacted_at` the latest last contact of its contacts (None without one).
    The 90 days go up to and including the day of `as_of` (a day, a moment or ISO text; now unless given), as
    `in_the_last(90, "days")` counts them in rules; the rest is as it is now. Raises UnknownRecord,
    UnknownField for the order, and WrongValue for as_of and language.

    >>> page(ws, "Acme B.V.", order="-activities_90_days").contacts[["name", "activities_90_days"]]
       name  activities_90_days
    0  Piet                   0
    """
    return account_page(ws, account, order, as_of, language)


def update(ws: Workspace, accounts: object, **values: object) -> int:
    """Bring accounts to these values and return how many changed; None empties a field.

    `accounts` is one id or name, a list, a frame with account_id, or a rule: the bulk editor. Without values
    it is a frame of changes: account_id (or name) and a column for each field that changes; a missing cell
    there changes nothing. Raises what create does; then nothing is changed.

    >>> update(ws, "Acme B.V.", city="Ede"), update(ws, ak.account.city == "Ede", phone="0318 123456")
    (1, 1)
    >>> update(ws, pd.DataFrame({"name": ["Acme B.V."], "employees": [30]}))
    1
    """
    if is_frame_of_changes(accounts, values):
        with recording(ws, "update accounts from a frame") as change:
            return update_from_frame(change, "account", cast("pd.DataFrame", accounts))
    with (
        recording(ws, f"update accounts: {', '.join(values)}") as change,
        chosen(ws, "account", accounts) as those,
    ):
        return update_records(change, "account", those, values)


def delete(ws: Workspace, accounts: object, *, confirm: bool = False, tag: str | None = None) -> Deletion:
    """Show what deleting accounts takes away, and with confirm=True delete them.

    Their fields, notes and associations go; their contacts stay, and get `tag` first if one is given (the
    help article advises that). `changes.undo(ws, deletion.change_set_id)` brings all back.
    """
    return delete_accounts(ws, accounts, confirm=confirm, tag=tag)


def restore(ws: Workspace, accounts: object, *, name: str | None = None) -> Undone:
    """Bring deleted accounts back with their ids, notes, deals and contacts, and return what came.

    `accounts` is an id, a name, a list of them, or the Deletion. `.kept` lists what stays as it is: a contact
    that belongs to another account meanwhile stays there. Raises AlreadyExists when another has the name now;
    then `name` gives this one another. Raises UnknownRecord for what was not deleted, or was purged.
    """
    return restore_records(ws, "account", accounts, name)


def deleted(ws: Workspace) -> pd.DataFrame:
    """Return the accounts that were deleted and can be restored, the latest deletion first.

    Columns: account_id, name, deleted_at, who, change_set_id. Empty when none is; what was merged or purged
    is not among them.
    """
    return deleted_frame(ws, "account")


def purge(ws: Workspace, accounts: object = None, *, confirm: bool = False) -> Purge:
    """Show which deleted accounts would be forgotten for good, and with confirm=True forget them.

    All deleted ones without a name or id. With them goes all that history says of them, their notes too; then
    nothing brings them back. `ws.compact()` then takes it out of the bytes of the file too, where DuckDB
    leaves what was deleted. Raises UnknownRecord.
    """
    return purge_records(ws, "account", accounts, confirm=confirm)


def merge(
    ws: Workspace,
    survivor: object,
    others: object,
    *,
    choose: str = "fill_blanks",
    fields: Mapping[str, Choice] | None = None,
    confirm: bool = False,
) -> Merge:
    """Show what merging other accounts into a survivor gives, and with confirm=True merge them.

    `choose` decides each field: "fill_blanks" takes a value of the others where the survivor has none (in the
    order in which they are given), "newest" what was written last, "keep" what the survivor has. `fields`
    decides single ones: {"city": "newest", "phone": 12} takes the phone of account 12. Contacts, notes and
    deals move; the survivor's own name stays, and the others' names and ids find the survivor from then on.
    `changes.undo(ws, merge.change_set_id)` parts them again. Raises UnknownRecord, UnknownField, WrongValue.
    """
    return merge_records(ws, "account", survivor, others, choose, fields or {}, confirm=confirm)


def from_organisation_field(
    ws: Workspace, field: str, *, clusters: object = None, keep_field: bool = False, confirm: bool = False
) -> OrganisationPlan:
    """Show which accounts a text field of contacts would give, and with confirm=True make them.

    Spellings that differ in case, spaces, accents, signs or legal form are a cluster: one account, named
    after the most frequent spelling (the first contact decides between equals). A cluster with the name or an
    alias of an account is that account. Contacts without account are linked; those of another account stay
    there; an account that nobody would be linked to is not made. The spellings by which an account is not
    found yet are kept as its aliases, and the field is removed unless keep_field=True. A second time changes
    nothing.

    `.clusters` is there to be reviewed, as a frame: drop rows, change `name` (two clusters of one name become
    one), or set `account_id`; then give it back as `clusters`. Placeholders ("X", "n.v.t.", "particulier")
    are no account; a row of your own with such a spelling and a name makes it one after all.

    `field` is a key or dotted name ("contact.organisatie") of kind text, textarea, hidden, dropdown or radio.
    `changes.undo(ws, plan.change_set_id)` brings all back, the field too. Raises UnknownField, WrongKind for
    another kind, WrongValue for a standard field without keep_field=True and for rows of `clusters` that
    cannot be, MappingError for a frame without spelling and name, NotAllowed for who may not manage fields.
    Help article: "Als je voorheen het veld 'Organisatie' gebruikte ... nu beheren als een account".

    >>> field = ak.fields.define(ws, "contact", "Organisatie", "text")
    >>> for number, name in enumerate(["Beta B.V.", "BETA BV", "n.v.t."]):
    ...     contact = ak.contacts.create(ws, f"info@{number}.example", organisatie=name)
    >>> from_organisation_field(ws, "organisatie", confirm=True).sentence()
    'contact.organisatie: 1 accounts made, 2 contacts linked, 1 spellings kept as aliases, the field removed'
    """
    return accounts_of_field(ws, field, clusters=clusters, keep_field=keep_field, confirm=confirm)


def duplicates(
    ws: Workspace, *, fields: list[str] | None = None, threshold: float = 0.5, limit: int | None = None
) -> pd.DataFrame:
    """Return pairs of accounts that may be one, most likely first; it only suggests and changes nothing.

    Columns: account_id_1, name_1, account_id_2, name_2, score, because; ordered by score, then ids. A pair
    stands once, the smaller id first. Compared are name (legal forms, accents and signs left out), website,
    phone and address, and the `fields` named by key, such as a registration number. The score goes from 0 to
    1: how likely it is that the two are one. `because` says what is equal, alike (how much) and different, in
    the language of the workspace; what one of them lacks says nothing. Pairs from `threshold` on are given,
    `limit` keeps the best. Empty when no two are alike. Raises UnknownField, WrongKind (several values, a
    user), WrongValue.

    >>> _ = create(ws, "ACME BV", website="acme.example")
    >>> duplicates(ws)[["name_1", "name_2", "because"]].values.tolist()
    [['Acme B.V.', 'ACME BV', 'gelijk: Bedrijfsnaam']]
    """
    return account_duplicates(ws, fields, threshold, limit)


__all__ = [
    "create",
    "delete",
    "deleted",
    "duplicates",
    "find",
    "from_organisation_field",
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
