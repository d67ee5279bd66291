"""Deleting accounts and contacts: first shown, then done on confirm, always to be undone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from accounts_kit.markup import table_html, titled_html
from accounts_kit.records.deleting.cascade import below, going, take_away
from accounts_kit.records.history import ChangeSet, Source, recording, update
from accounts_kit.records.selection import Chosen, chosen
from accounts_kit.records.tagging import spelled, tag_contacts
from accounts_kit.workspace import Workspace

# What may go along and is worth saying; tags and aliases go with their record without a word.
_TOLD = ("notes", "deals", "tasks", "activities")
_SHOWN = {"account": "account_id, name", "contact": "contact_id, email, first_name, last_name"}


@dataclass(frozen=True)
class Deletion:
    """What a deletion takes away.

    `records` is a frame of what goes; `unlinked` says how many contacts stay without account, `along` how
    many notes, deals, tasks and activities go along. `done` says whether it happened; then `change_set_id`
    undoes it.
    """

    what: str
    records: pd.DataFrame
    unlinked: int
    along: dict[str, int] = field(default_factory=dict)
    tag: str | None = None
    done: bool = False
    change_set_id: int | None = None

    @property
    def notes(self) -> int:
        """How many notes go along, being about nothing else."""
        return self.along.get("notes", 0)

    def __repr__(self) -> str:
        return f"Deletion({self.sentence()})"

    def sentence(self) -> str:
        """Return the deletion in one sentence."""
        verb = "deleted" if self.done else "would be deleted (confirm=True deletes)"
        tagged = f" and with the tag {self.tag!r}" if self.tag else ""
        kept = f"; {self.unlinked} contacts stay, without account{tagged}" if self.what == "accounts" else ""
        counted = [f"{len(self.records)} {self.what}", f"{self.notes} notes"]
        counted += [f"{count} {name}" for name, count in self.along.items() if count and name != "notes"]
        return f"{', '.join(counted[:-1])} and {counted[-1]} {verb}{kept}"

    def _repr_html_(self) -> str:
        rows = self.records.head(20).itertuples(index=False)
        return titled_html(self.sentence(), table_html(list(self.records.columns), rows))


def delete_accounts(ws: Workspace, accounts: object, *, confirm: bool, tag: str | None) -> Deletion:
    """Show or do the deletion of accounts; their contacts stay and lose account and job title."""
    tag = None if tag is None else spelled(tag)
    with (
        recording(ws, "delete accounts", right="edit" if confirm else None) as change,
        chosen(ws, "account", accounts) as those,
    ):
        linked = (
            f"(SELECT contact_id FROM contacts WHERE account_id IN (SELECT account_id FROM {those.relation}))"
        )
        contacts = Chosen(linked, those.params)
        unlinked = int(ws.value(f"SELECT count(*) FROM {linked}", those.params))
        if confirm and tag is not None:
            tag_contacts(change, contacts, [tag])
        if confirm:
            unlink_contacts(change, contacts)
        return replace(_deletion(change, "account", those, unlinked, confirm=confirm), tag=tag)


def delete_contacts(ws: Workspace, contacts: object, *, confirm: bool) -> Deletion:
    """Show or do the deletion of contacts, with what is theirs alone: notes, tags, tasks, activities."""
    with (
        recording(ws, "delete contacts", right="edit" if confirm else None) as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return _deletion(change, "contact", those, 0, confirm=confirm)


def unlink_contacts(change: ChangeSet, contacts: Chosen) -> int:
    """Take contacts out of their account; the job title stood on the association and goes with it."""
    source = Source(
        "(SELECT contact_id, CAST(NULL AS BIGINT) AS account_id, CAST(NULL AS VARCHAR) AS job_title "
        "FROM contacts WHERE account_id IS NOT NULL "
        f"AND contact_id IN (SELECT contact_id FROM {contacts.relation}))",
        contacts.params,
    )
    return update(change, "contacts", ["account_id", "job_title"], source)


def _deletion(change: ChangeSet, of: str, those: Chosen, unlinked: int, *, confirm: bool) -> Deletion:
    ws, table = change.ws, change.table(f"{of}s")
    counts = going(ws, below(change), table, Source(those.relation, those.params))
    shown = ws.frame(
        f"SELECT {_SHOWN[of]} FROM {table.name} SEMI JOIN going_{table.name} USING ({table.id_column}) "
        f"ORDER BY {table.id_column}"
    )
    along = {name: counts[name] for name in _TOLD}
    if not confirm:
        return Deletion(table.name, shown, unlinked, along)
    take_away(change, counts)
    made = change.change_set_id if change.written else None
    return Deletion(table.name, shown, unlinked, along, done=True, change_set_id=made)
