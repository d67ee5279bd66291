"""Merging: several accounts or contacts become one, and everything that was theirs moves to it.

The survivor keeps its id; the other names and ids stay known as aliases, so that files and notebooks that use
them find it. Shown first, done on confirm, one change set, and undone as a whole. Called by accounts.merge
and contacts.merge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from accounts_kit.checks.values import check_row
from accounts_kit.errors import WrongValue
from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import record_types
from accounts_kit.records.aliases import add_aliases
from accounts_kit.records.deleting.cascade import DOWNWARDS
from accounts_kit.records.history import ChangeSet, Source, delete, recording, update
from accounts_kit.records.last_contact import refresh
from accounts_kit.records.merging.choosing import Choice, Chosen, choose
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.writing import set_values
from accounts_kit.words.reading import Reading
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace


@dataclass(frozen=True)
class Merge:
    """What a merge does.

    `fields` has a row for each field that has a value anywhere: field, value (as text), taken_from (an id),
    choice. `moved` counts what moves to the survivor, by table. `done` says whether it happened; then
    `changes.undo(ws, merge.change_set_id)` parts them again.
    """

    what: str
    survivor: str
    survivor_id: int
    merged_ids: tuple[int, ...]
    fields: pd.DataFrame
    moved: dict[str, int] = field(default_factory=dict)
    done: bool = False
    change_set_id: int | None = None

    def __repr__(self) -> str:
        return f"Merge({self.sentence()})"

    def sentence(self) -> str:
        """Return the merge in one sentence."""
        became = "merged into" if self.done else "would be merged (confirm=True merges) into"
        moved = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.moved.items() if count)
        where = f"{self.survivor} ({self.what.removesuffix('s')} {self.survivor_id})"
        return f"{len(self.merged_ids)} {self.what} {became} {where}; what moves: {moved or 'nothing'}"

    def _repr_html_(self) -> str:
        rows = self.fields.itertuples(index=False)
        return titled_html(self.sentence(), table_html(list(self.fields.columns), rows))


def merge_records(
    ws: Workspace,
    of: str,
    survivor: object,
    others: object,
    choice: str,
    fields: Mapping[str, Choice],
    *,
    confirm: bool,
) -> Merge:
    """Show or do the merge of others into a survivor; see accounts.merge and contacts.merge."""
    record = record_types()[of]
    with (
        recording(ws, f"merge {record.table}", right="edit" if confirm else None) as change,
        chosen(ws, of, others) as those,
    ):
        survivor_id = (account_id_of if of == "account" else contact_id_of)(ws, survivor)
        found = ws.rows(f"SELECT {record.id_column} FROM {those.relation}", those.params)
        merged = [one for (one,) in found]
        if not merged:
            raise WrongValue(
                f"No {of} is named that would become part of {survivor_id}: merge(ws, survivor, [others])."
            )
        if survivor_id in merged:
            raise WrongValue(
                f"{of.capitalize()} {survivor_id} is the one that stays, and it is among the others too, or "
                "was merged "
                f"with one of them before. Name other {record.table}: merge(ws, survivor, [others])."
            )
        ids = [survivor_id, *merged]
        account_id, there = _association(ws, ids) if of == "contact" else (None, ids)
        # The job title stands on the association: one at another account says nothing of this one.
        values = choose(ws, of, ids, choice, fields, only={"job_title": there})
        check_row(of, {one.field.key: one.value for one in values})
        shown = _shown(ws, values)
        name = next((str(one.value) for one in values if one.field.key == record.key_field and one.value), "")
        moving = _moving(change, record.table, survivor_id, merged)
        if not confirm:
            return Merge(record.table, name, survivor_id, tuple(merged), shown, moving)
        linked = {"account_id": account_id} if of == "contact" else {}
        _merge(change, of, survivor_id, merged, values, linked)
        made = change.change_set_id
        return Merge(
            record.table, name, survivor_id, tuple(merged), shown, moving, done=True, change_set_id=made
        )


def _shown(ws: Workspace, values: Sequence[Chosen]) -> pd.DataFrame:
    reading = Reading(ws.language, ws.timezone)
    users = dict(ws.rows("SELECT user_id, name FROM users"))
    rows = []
    for one in values:
        value = users.get(one.value) if one.field.kind.family == "user" else one.value
        if value is not None:
            text = reading.text(value, one.field.decimals)
            rows.append((one.field.key, text, one.taken_from, one.choice))
    return pd.DataFrame(rows, columns=["field", "value", "taken_from", "choice"])


def _moving(change: ChangeSet, root: str, survivor_id: int, merged: Sequence[int]) -> dict[str, int]:
    """Return how many rows move, by table; a tag that the survivor has already does not."""
    counts = {}
    for name, link in _links_to(change, root):
        twice = "AND tag_id NOT IN (SELECT tag_id FROM contact_tags WHERE contact_id = ?)"
        tags = name == "contact_tags"
        counts[name] = int(
            change.ws.value(
                f"SELECT count({'DISTINCT tag_id' if tags else '*'}) FROM {name} "
                f"WHERE {link} IN (SELECT unnest(?::BIGINT[])) {twice if tags else ''}",
                [list(merged), *([survivor_id] if tags else [])],
            )
        )
    return counts


def _links_to(change: ChangeSet, root: str) -> list[tuple[str, str]]:
    """Return the tables that link to a table of records, with the column of the link."""
    tables = (change.table(name) for name in ("contacts", *DOWNWARDS))
    return [(table.name, link) for table in tables for link, target in table.links.items() if target == root]


def _merge(
    change: ChangeSet,
    of: str,
    survivor_id: int,
    merged: Sequence[int],
    values: Sequence[Chosen],
    linked: Mapping[str, int | None],
) -> None:
    record = record_types()[of]
    name = next(one.value for one in values if one.field.key == record.key_field)
    new_key = None if name is None else key_of(name)
    _note_names(change, of, survivor_id, merged, new_key)
    if of == "contact":
        _drop_tags_that_are_there(change, survivor_id, merged)
    for table, link in _links_to(change, record.table):
        rows = (
            f"(SELECT {change.table(table).id_column}, CAST(? AS BIGINT) AS {link} FROM {table} "
            f"WHERE {link} IN (SELECT unnest(?::BIGINT[])))"
        )
        update(change, table, [link], Source(rows, (survivor_id, list(merged))))
    first = _first_seen(change, of, [survivor_id, *merged])
    delete(
        change, record.table, Source(f"(SELECT unnest(?::BIGINT[]) AS {record.id_column})", (list(merged),))
    )
    written = {**{one.field.column: one.value for one in values}, **linked, **first}
    written[str(record.key_column)] = new_key
    set_values(change, of, survivor_id, written)
    if of == "contact":
        refresh(change, "(SELECT CAST(? AS BIGINT) AS contact_id)", (survivor_id,))


def _note_names(
    change: ChangeSet, of: str, survivor_id: int, merged: Sequence[int], new_key: str | None
) -> None:
    """Keep the names and ids of the others as aliases of the survivor, and its own name if that changes."""
    record = record_types()[of]
    former = f"nullif({record.id_column}, ?)"
    names = (
        f"(SELECT CAST(? AS BIGINT) AS {record.id_column}, {record.key_field} AS alias, {former} AS "
        "former_id "
        f"FROM {record.table} WHERE {record.id_column} IN (SELECT unnest(?::BIGINT[])) "
        f"AND ({former} IS NOT NULL OR {record.key_column} <> coalesce(?, '')))"
    )
    params = (survivor_id, survivor_id, [survivor_id, *merged], survivor_id, new_key)
    add_aliases(change, of, Source(names, params))


def _drop_tags_that_are_there(change: ChangeSet, survivor_id: int, merged: Sequence[int]) -> None:
    """Delete the tags that would be on the survivor twice."""
    twice = (
        "(SELECT contact_tag_id FROM (SELECT contact_tag_id, row_number() OVER "
        "(PARTITION BY tag_id ORDER BY contact_id <> ?, contact_tag_id) AS nth FROM contact_tags "
        "WHERE contact_id = ? OR contact_id IN (SELECT unnest(?::BIGINT[]))) AS ranked_ WHERE nth > 1)"
    )
    delete(change, "contact_tags", Source(twice, (survivor_id, survivor_id, list(merged))))


def _association(ws: Workspace, ids: Sequence[int]) -> tuple[int | None, list[int]]:
    """Return the account that the first of the contacts gets: its own, else that of the first other that has
    one; and which of the contacts belong to it, the first always among them.
    """
    accounts = dict(
        ws.rows(
            "SELECT contact_id, account_id FROM contacts WHERE contact_id IN (SELECT unnest(?::BIGINT[]))",
            [ids],
        )
    )
    account_id = next((accounts[one] for one in ids if accounts[one] is not None), None)
    return account_id, [one for one in ids if one == ids[0] or accounts[one] == account_id]


def _first_seen(change: ChangeSet, of: str, ids: Sequence[int]) -> dict[str, Any]:
    """Return the moment at which the first of them was made."""
    record = record_types()[of]
    found = change.ws.value(
        f"SELECT min(created_at) FROM {record.table} WHERE {record.id_column} IN (SELECT "
        "unnest(?::BIGINT[]))",
        [list(ids)],
    )
    return {"created_at": found}
