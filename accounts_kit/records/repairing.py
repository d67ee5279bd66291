"""Repairing what `ak.check` found, as far as one answer is right; the rest is for a person.

Nothing is repaired that was not asked for, and each repair has its history, so that it can be undone too.
"""

from __future__ import annotations

import pandas as pd

from accounts_kit.errors import UnknownField
from accounts_kit.records.history import ChangeSet, Source, delete, recording, update
from accounts_kit.records.last_contact import refresh
from accounts_kit.records.layout import Table, quoted
from accounts_kit.workspace import Workspace

_OFFERS = {
    "key": "makes the key from the value again",
    "reference": "takes the link away, and the row when it is about nothing then",
    "pair": "keeps the first of the tags",
    "last_contact": "computes it again from the activities",
}


def repair_of(check: str, table: str) -> str:
    """Return what repairing a problem would do, "" where nothing is offered."""
    return "" if (check, table) == ("pair", "custom_fields") else _OFFERS.get(check, "")


def repair(ws: Workspace, problems: pd.DataFrame) -> int:
    """Repair these problems, as far as a repair is offered, and return how many rows were written.

    `problems` is what ak.check(ws) gave, or the rows of it that are to be repaired. One change set, which
    changes.undo takes back. What is not damaged any more is left alone. Raises UnknownField for another
    frame.

    >>> repair(ws, ak.check(ws))
    0
    """
    columns = getattr(problems, "columns", ())
    missing = [name for name in ("check", "table", "record_id") if name not in columns]
    if missing:
        raise UnknownField(
            f"The frame has no column {missing[0]!r}. Give what ak.check(ws) returns, or rows of it."
        )
    written = 0
    with recording(ws, "repair") as change:
        for kind, rows in problems.groupby(["check", "table"], sort=True):
            check, name = map(str, kind)
            if repair_of(check, name):
                ids = sorted({int(one) for one in rows["record_id"]})
                written += _REPAIRS[check](change, change.table(name), ids)
    return written


def _key(change: ChangeSet, table: Table, ids: list[int]) -> int:
    """Make keys anew, where no other record has that key."""
    column, value = str(table.key_column), quoted(str(table.key_field))
    rows = (
        f"(SELECT {table.id_column}, min(key_of({value})) AS {column} FROM {table.name} AS damaged "
        f"WHERE {table.id_column} IN (SELECT unnest(?::BIGINT[])) AND NOT EXISTS (SELECT 1 FROM {table.name} "
        "AS other "
        f"WHERE other.{table.id_column} <> damaged.{table.id_column} AND key_of(damaged.{value}) = "
        f"other.{column}) "
        f"GROUP BY {table.id_column})"
    )
    return update(change, table.name, [column], Source(rows, (ids,)))


def _reference(change: ChangeSet, table: Table, ids: list[int]) -> int:
    """Take away links that point to nothing, and rows that are about nothing without them."""
    written = 0
    lost = {
        link: f"({link} IS NOT NULL AND {link} NOT IN ({table.linked_ids(link)}))" for link in table.links
    }
    if table.lives_by:
        gone = [f"({link} IS NULL OR {lost[link]})" for link in table.lives_by]
        any_lost = " OR ".join(lost[link] for link in table.lives_by)
        goes = any_lost if table.needs_all else f"({any_lost}) AND {' AND '.join(gone)}"
        rows = (
            f"(SELECT {table.id_column} FROM {table.name} "
            f"WHERE {table.id_column} IN (SELECT unnest(?::BIGINT[])) AND ({goes}))"
        )
        written += delete(change, table.name, Source(rows, (ids,)))
    for link, missing in lost.items():
        rows = (
            f"(SELECT {table.id_column}, CAST(NULL AS BIGINT) AS {quoted(link)} FROM {table.name} "
            f"WHERE {table.id_column} IN (SELECT unnest(?::BIGINT[])) AND {missing})"
        )
        written += update(change, table.name, [link], Source(rows, (ids,)))
    return written


def _pair(change: ChangeSet, table: Table, ids: list[int]) -> int:
    twice = (
        "(SELECT contact_tag_id FROM (SELECT contact_tag_id, min(contact_tag_id) OVER (PARTITION BY "
        "contact_id, "
        "tag_id) AS first_ FROM contact_tags) WHERE first_ IN (SELECT unnest(?::BIGINT[])) "
        "AND contact_tag_id <> first_)"
    )
    return delete(change, table.name, Source(twice, (ids,)))


def _last_contact(change: ChangeSet, table: Table, ids: list[int]) -> int:
    return refresh(change, "(SELECT unnest(?::BIGINT[]) AS contact_id)", (ids,))


_REPAIRS = {"key": _key, "reference": _reference, "pair": _pair, "last_contact": _last_contact}
