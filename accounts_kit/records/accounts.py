"""Accounts: the organisations one works with (help article.

"Een bedrijf of organisatie binnen 'Accounts'").
"""

from __future__ import annotations

import pandas as pd

from accounts_kit.model.records import Account
from accounts_kit.records.creating import create_record
from accounts_kit.records.deletion import Deletion, delete_accounts
from accounts_kit.records.duplicates import account_duplicates
from accounts_kit.records.history import recording
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import suggestions, table_of_records
from accounts_kit.records.updating import update_records
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
    """Return the accounts whose name begins with or holds the text, best first.

    Columns: account_id, name, owner, website. Empty when nothing is like it.
    """
    return suggestions(ws, "account", text, ("name",), ("name", "owner", "website"), limit)


def table(
    ws: Workspace,
    *,
    columns: list[str] | None = None,
    where: object = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return the accounts as a frame, ordered by account_id.

    Columns: account_id and every field by its key (or `columns`, in that order); owner is a name. `where`
    takes what every selection does: ids, names, a frame or a rule.
    """
    return table_of_records(ws, "account", columns=columns, where=where, limit=limit, offset=offset)


def update(ws: Workspace, accounts: object, **values: object) -> int:
    """Bring accounts to these values and return how many changed; None empties a field.

    `accounts` is one id or name, a list, a frame with account_id, or a rule: the bulk editor. Raises what
    create does; then nothing is changed.
    """
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
