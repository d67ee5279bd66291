"""Erasing: a person is gone from every place in the file, as the GDPR asks (article 17).

A purge forgets a deleted contact and its history. Erasing deletes and purges, takes the person out of the
places that name contacts without being theirs (snapshots keep their count, saved segments lose the pin and
the address in a rule, imports, change sets and the history of others the words about them), and writes the
file anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from accounts_kit.markup import table_html, titled_html
from accounts_kit.records.deleting.deletion import delete_contacts
from accounts_kit.records.deleting.purging import purge_records
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

GONE = "(erased)"
# Where rules and words about contacts stand that are nobody's own: the columns that may name a person.
_TOLD = {
    "segments": ("rule", "description"),
    "segment_versions": ("rule", "description", "comment"),
    "snapshots": ("rule",),
    "imports": ("details", "file"),
    "change_sets": ("what",),
}
# What others' records said of them once: an older text of a note, which nobody reads but an undo.
_HISTORY = {"changes": ("old", "new")}
_PINNED = ("segments", "segment_versions", "snapshots")
_SHORTEST = 5  # a shorter name or number would stand in words that are about something else


@dataclass(frozen=True)
class Erasure:
    """What erasing contacts takes away.

    `records` is a frame of who goes (contact_id, email, first_name, last_name); `along` how many notes,
    deals, tasks and activities go with them, `snapshots` in how many snapshots they are members, `told` how
    often segments, imports and change sets name them. `mentions` are notes about others that name them, which
    stay: columns note_id, account_id, contact_id, text. Somebody has to read those.
    """

    records: pd.DataFrame
    along: dict[str, int] = field(default_factory=dict)
    snapshots: int = 0
    told: int = 0
    mentions: pd.DataFrame = field(default_factory=pd.DataFrame)
    done: bool = False

    def __repr__(self) -> str:
        return f"Erasure({self.sentence()})"

    def sentence(self) -> str:
        """Return the erasure in one sentence."""
        verb = "erased" if self.done else "would be erased for good (confirm=True does it)"
        along = [f"{count} {name}" for name, count in self.along.items() if count]
        said = ", ".join([f"{len(self.records)} contacts", *along])
        if len(self.mentions):
            return f"{said} {verb}; {len(self.mentions)} notes about others name them and stay"
        return f"{said} {verb}"

    def _repr_html_(self) -> str:
        rows = self.records.head(20).itertuples(index=False)
        return titled_html(self.sentence(), table_html(list(self.records.columns), rows))


def erase_contacts(ws: Workspace, contacts: object, *, confirm: bool) -> Erasure:
    """Show or do the erasure; the file is written anew when it is done."""
    with ws.transaction():
        deletion = delete_contacts(ws, contacts, confirm=False)
        ids = [int(one) for one in deletion.records["contact_id"]]
        words = _known_by(ws, ids)
        mentions = _mentions(ws, ids, words)
        members = int(ws.value(f"SELECT count(*) FROM snapshot_members WHERE {_MEMBERS}", [ids]))
        told = _told(ws, words)
        if confirm and ids:
            delete_contacts(ws, ids, confirm=True)
            purge_records(ws, "contact", ids, confirm=True)
            _take_out(ws, ids, words)
    erasure = Erasure(deletion.records, dict(deletion.along), members, told, mentions, done=confirm)
    if confirm and ids:
        ws.compact()
    return erasure


_MEMBERS = (
    "record_id IN (SELECT unnest(?::BIGINT[])) "
    "AND snapshot_id IN (SELECT snapshot_id FROM snapshots WHERE \"of\" = 'contacts')"
)


def _known_by(ws: Workspace, ids: Sequence[int]) -> list[str]:
    """Return what the contacts are known by, the longest first: addresses, numbers and full names."""
    rows = ws.rows(
        "SELECT unnest([email, phone, first_name || ' ' || last_name]) FROM contacts "
        "WHERE contact_id IN (SELECT unnest($ids::BIGINT[])) "
        "UNION SELECT alias FROM aliases WHERE contact_id IN (SELECT unnest($ids::BIGINT[]))",
        {"ids": list(ids)},
    )
    found = {str(word) for (word,) in rows if word is not None and len(word) >= _SHORTEST}
    return sorted(found, key=lambda word: (-len(word), word))


def _mentions(ws: Workspace, ids: Sequence[int], words: Sequence[str]) -> pd.DataFrame:
    """Return the notes that are not theirs and name them."""
    return ws.frame(
        "SELECT note_id, account_id, contact_id, text FROM notes "
        "WHERE coalesce(contact_id NOT IN (SELECT unnest($ids::BIGINT[])), true) "
        f"AND {_names('text')} ORDER BY note_id",
        {"ids": list(ids), "words": list(words)},
    )


def _names(column: str) -> str:
    """Return the test that a column names one of $words; JSON has quotation marks and backslashes escaped."""
    return f"len(list_filter($words::VARCHAR[], lambda word: contains(lower({column}), lower(word)))) > 0"


def _told(ws: Workspace, words: Sequence[str]) -> int:
    counts = [
        f"(SELECT count(*) FROM {table} WHERE {_names(quoted(column))})"
        for table, columns in _TOLD.items()
        for column in columns
    ]
    return int(ws.value(f"SELECT {' + '.join(counts)}", {"words": list(words)})) if words else 0


def _take_out(ws: Workspace, ids: Sequence[int], words: Sequence[str]) -> None:
    """Take the contacts out of what stays: no history says so, for it would say who."""
    ws.execute(f"DELETE FROM snapshot_members WHERE {_MEMBERS}", [list(ids)])
    for table in _PINNED:
        ws.execute(
            f"UPDATE {table} SET always = list_filter(always, lambda one: NOT list_contains($ids, one)), "
            "never = list_filter(never, lambda one: NOT list_contains($ids, one)) "
            "WHERE \"of\" = 'contacts' AND list_has_any(always || never, $ids)",
            {"ids": list(ids)},
        )
    pattern = "|".join(ws.value("SELECT regexp_escape(?)", [word]) for word in words)
    for table, columns in (_TOLD | _HISTORY).items():
        for name in columns if words else ():
            column = quoted(name)
            ws.execute(
                f"UPDATE {table} SET {column} = regexp_replace({column}, $pattern, $gone, 'gi') "
                f"WHERE {_names(column)}",
                {"pattern": pattern, "gone": GONE, "words": list(words)},
            )
    ws.catalogue_changed()
