"""Notes that hold words, about an account or a contact, newest first. Called by notes.table and search."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from accounts_kit.records.finding.folding import holds
from accounts_kit.records.ordering import whole_number
from accounts_kit.records.reading import selection_sql
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal


def notes_found(
    ws: Workspace, words: Sequence[str], account: object, contact: object, limit: int | None
) -> pd.DataFrame:
    """Return the notes that hold all of the (folded) words; see notes.table and notes.search."""
    count = whole_number("limit", limit)
    with ws.one_state():
        about = {}
        if account is not None:
            about["record.account_id"] = account_id_of(ws, account)
        if contact is not None:
            about["record.contact_id"] = contact_id_of(ws, contact)
        tests = [f"{link} = ?" for link in about]
        tests += [holds("record.text", word, literal(word)) for word in words]
        where = f"WHERE {' AND '.join(tests)}" if tests else ""
        select, _ = selection_sql(ws.catalogue, "note")
        return ws.frame(
            f"{select} {where} ORDER BY record.at DESC, record.note_id DESC LIMIT ?", [*about.values(), count]
        )
