"""Deleting accounts and contacts: first shown, then done on confirm, always to be undone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from accounts_kit.markup import table_html, titled_html
from accounts_kit.records.history import ChangeSet, Source, delete, recording, update
from accounts_kit.records.selection import Chosen, chosen
from accounts_kit.records.tagging import tag_contacts
from accounts_kit.workspace import Workspace

# What goes with a record, in the order in which it goes; what only loses its link comes first.
_GOES_WITH = {
    "account": (("notes", "account_id", "contact_id"), ("deals", "account_id", "contact_id")),
    "contact": (("notes", "contact_id", "account_id"), ("contact_tags", "contact_id", None)),
}


@dataclass(frozen=True)
class Deletion:
    """What a deletion takes away.

    The records, and how many rows go with them. `done` says whether it happened.
    """

    what: str
    records: pd.DataFrame
    unlinked: int
    notes: int
    done: bool
    change_set_id: int | None = None

    def __repr__(self) -> str:
        return f"Deletion({self.sentence()})"

    def sentence(self) -> str:
        """Return the deletion in one sentence."""
        verb = "deleted" if self.done else "would be deleted (confirm=True deletes)"
        kept = f"; {self.unlinked} contacts stay, without account" if self.what == "accounts" else ""
        return f"{len(self.records)} {self.what} and {self.notes} notes {verb}{kept}"

    def _repr_html_(self) -> str:
        rows = self.records.head(20).itertuples(index=False)
        return titled_html(self.sentence(), table_html(list(self.records.columns), rows))


def delete_accounts(ws: Workspace, accounts: object, *, confirm: bool, tag: str | None) -> Deletion:
    """Show or do the deletion of accounts; their contacts stay and lose account and job title."""
    with recording(ws, "delete accounts") as change, chosen(ws, "account", accounts) as those:
        shown = ws.frame(
            f"SELECT account_id, name FROM accounts WHERE account_id IN {_ids('account', those)} "
            "ORDER BY account_id",
            those.params,
        )
        linked = f"(SELECT contact_id FROM contacts WHERE account_id IN {_ids('account', those)})"
        contacts = Chosen(linked, those.params)
        unlinked = int(ws.value(f"SELECT count(*) FROM {linked}", those.params))
        notes = _notes_of(ws, "account", those)
        if not confirm:
            return Deletion("accounts", shown, unlinked, notes, done=False)
        if tag is not None:
            tag_contacts(change, contacts, [tag])
        unlink_contacts(change, contacts)
        _delete_with(change, "account", those)
        made = change.change_set_id if change.written else None
        return Deletion("accounts", shown, unlinked, notes, done=True, change_set_id=made)


def delete_contacts(ws: Workspace, contacts: object, *, confirm: bool) -> Deletion:
    """Show or do the deletion of contacts, with their notes and tags."""
    with recording(ws, "delete contacts") as change, chosen(ws, "contact", contacts) as those:
        shown = ws.frame(
            "SELECT contact_id, email, first_name, last_name FROM contacts "
            f"WHERE contact_id IN {_ids('contact', those)} ORDER BY contact_id",
            those.params,
        )
        notes = _notes_of(ws, "contact", those)
        if not confirm:
            return Deletion("contacts", shown, 0, notes, done=False)
        _delete_with(change, "contact", those)
        made = change.change_set_id if change.written else None
        return Deletion("contacts", shown, 0, notes, done=True, change_set_id=made)


def unlink_contacts(change: ChangeSet, contacts: Chosen) -> int:
    """Take contacts out of their account; the job title stood on the association and goes with it."""
    source = Source(
        "(SELECT contact_id, CAST(NULL AS BIGINT) AS account_id, CAST(NULL AS VARCHAR) AS job_title "
        "FROM contacts "
        f"WHERE account_id IS NOT NULL AND contact_id IN {_ids('contact', contacts)})",
        contacts.params,
    )
    return update(change, "contacts", ["account_id", "job_title"], source)


def _delete_with(change: ChangeSet, of: str, those: Chosen) -> None:
    """Delete records and what is theirs alone; what is also another record's only loses the link."""
    for table, link, other in _GOES_WITH[of]:
        id_column = change.table(table).id_column
        mine = f"FROM {table} WHERE {link} IN {_ids(of, those)}"
        if other is None:
            delete(change, table, Source(f"(SELECT {id_column} {mine})", those.params))
            continue
        shared = f"(SELECT {id_column}, CAST(NULL AS BIGINT) AS {link} {mine} AND {other} IS NOT NULL)"
        update(change, table, [link], Source(shared, those.params))
        delete(change, table, Source(f"(SELECT {id_column} {mine})", those.params))
    delete(change, f"{of}s", Source(f"(SELECT {of}_id FROM {those.relation})", those.params))


def _notes_of(ws: Workspace, of: str, those: Chosen) -> int:
    """Return how many notes are about these records alone."""
    other = "contact_id" if of == "account" else "account_id"
    mine = f"{of}_id IN {_ids(of, those)} AND {other} IS NULL"
    return int(ws.value(f"SELECT count(*) FROM notes WHERE {mine}", those.params))


def _ids(of: str, those: Chosen) -> str:
    return f"(SELECT {of}_id FROM {those.relation})"
