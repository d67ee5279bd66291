"""Notes: text about an account or a contact, with author and moment (help article: "Account notities")."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from accounts_kit.model.records import Note
from accounts_kit.records.creating import create_record
from accounts_kit.records.finding.folding import asked_words
from accounts_kit.records.finding.notes import notes_found
from accounts_kit.records.history import Source, delete as remove, recording
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of, contact_id_of, record_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import newest_first
from accounts_kit.records.updating import update_records
from accounts_kit.words.searching import excerpt
from accounts_kit.workspace import Workspace


def add(
    ws: Workspace,
    text: str,
    *,
    account: object = None,
    contact: object = None,
    author: str | None = None,
    at: datetime | str | None = None,
) -> Note:
    """Add a note about an account, a contact, or both, and return it.

    `author` is the acting user and `at` is now, unless given. Raises WrongValue (check: about) when it is
    about nothing, UnknownRecord.

    >>> add(ws, "Belde over de offerte.", account="Acme B.V.", author="Jan").account
    'Acme B.V.'
    """
    with recording(ws, "add note") as change:
        account_id = None if account is None else account_id_of(ws, account)
        contact_id = None if contact is None else contact_id_of(ws, contact)
        shown = {
            "account": ws.value("SELECT max(name) FROM accounts WHERE account_id = ?", [account_id]),
            "contact": ws.value("SELECT max(email) FROM contacts WHERE contact_id = ?", [contact_id]),
        }
        given = {"text": text, "author": author or ws.user_name, "at": at or change.at}
        return Note(
            create_record(
                change, "note", given, {"account_id": account_id, "contact_id": contact_id}, **shown
            )
        )


def edit(ws: Workspace, note: object, text: str) -> Note:
    """Give a note another text and return it; its author and moment stay, and history keeps the old text.

    Raises UnknownRecord, WrongValue for a blank text.

    >>> edit(ws, add(ws, "Belde.", account="Acme B.V."), "Belde terug.").text
    'Belde terug.'
    """
    with recording(ws, "edit note") as change, chosen(ws, "note", record_id_of(ws, "note", note)) as that:
        update_records(change, "note", that, {"text": text})
        return Note(record_by_id(ws, "note", that.params[0]).values)


def delete(ws: Workspace, notes: object, *, confirm: bool = False) -> pd.DataFrame:
    """Delete notes and return them as they were, newest first; columns as table.

    One note goes at once; many (a list, a frame with note_id) are only shown until confirm=True. changes.undo
    brings them back. Raises UnknownRecord.
    """
    with recording(ws, "delete notes") as change, chosen(ws, "note", notes) as those:
        gone = {f"record.note_id IN (SELECT note_id FROM {those.relation})": None}
        shown = newest_first(ws, "note", gone, None, params=those.params)
        if those.single or confirm:
            remove(change, "notes", Source(those.relation, those.params))
        return shown


def table(
    ws: Workspace, *, account: object = None, contact: object = None, limit: int | None = None
) -> pd.DataFrame:
    """Return the notes, newest first; those of one account or contact when it is given, at most `limit`.

    Columns: note_id, text, author, at, external_id, account_id, account, contact_id, contact. Raises
    UnknownRecord, and WrongValue for a limit below zero.
    """
    return notes_found(ws, [], account, contact, limit)


def search(
    ws: Workspace,
    text: str,
    *,
    account: object = None,
    contact: object = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the notes that hold every word of a text, newest first; those of one account or contact when it
    is given, at most `limit`.

    Case and accents do not count, and a word may stand inside a longer one. Columns: those of table, and
    found, a short excerpt around the first word found. Empty when no note holds them all, and for a blank
    text. Raises UnknownRecord, and WrongValue for a limit below zero.

    >>> note = add(ws, "Belde met Zoë over de offerteaanvraag.", account="Acme B.V.")
    >>> list(search(ws, "offerte zoe")["found"])
    ['Belde met Zoë over de offerteaanvraag.']
    """
    words = asked_words(text)
    found = notes_found(ws, words, account, contact, limit if words else 0)
    return found.assign(found=pd.Series([excerpt(one, words) for one in found["text"]], dtype="str"))


__all__ = [
    "add",
    "delete",
    "edit",
    "search",
    "table",
]


def __dir__() -> list[str]:
    return __all__
