"""Snapshots: who was in a segment at a moment, whatever becomes of the segment and of the data.

An undo takes a snapshot away and keeps its list of members, so that it can come back whole.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlglot import select

from accounts_kit.errors import RuleError, UnknownRecord
from accounts_kit.model.saved import SavedSegment
from accounts_kit.records.history import recording
from accounts_kit.records.snapshots import write_snapshot
from accounts_kit.rules.compiler import RECORD, record_of
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.plain import from_dict
from accounts_kit.rules.questions import Of
from accounts_kit.rules.sql import column, table
from accounts_kit.segments.columns import shown
from accounts_kit.segments.segment import Pins, Segment
from accounts_kit.segments.selecting import UNNAMED, AsOf, SegmentLike, segment_of, selection
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The members of a segment, frozen: how many, by which version of the segment, at which moment.

    `version` is None for what was not saved.
    """

    snapshot_id: int
    name: str
    of: Of
    version: int | None
    as_of: datetime
    at: datetime
    members: int


def snapshot(ws: Workspace, segment: SegmentLike, *, name: str | None = None, as_of: AsOf = None) -> Snapshot:
    """Freeze the members of a segment, with its rule, its version, the moment and the count.

    `name` is the segment's when it is left out. `ak.changes.undo` takes a snapshot away.
    """
    chosen = segment_of(ws, segment)
    known = ws.catalogue.find_segment(chosen.name)
    clock = clock_at(as_of, ws.timezone)
    frozen = SavedSegment(
        segment_id=known.segment_id if known and segment_of(ws, known) == chosen else 0,
        name=chosen.name,
        of=chosen.of,
        rule=chosen.rule.to_dict(),
        version=known.version if known else 0,
        always=chosen.pins.always,
        never=chosen.pins.never,
    )
    called = name or ("" if chosen.name == UNNAMED else chosen.name)
    if not called:
        raise RuleError(
            "A snapshot needs a name, and this rule has none. Write snapshot(ws, rule, name=...)."
        )
    with recording(ws, f"snapshot of {called}") as change:
        ids = selection(ws, chosen, clock.now).sql("duckdb")
        snapshot_id = write_snapshot(change, called, frozen, clock.now, ids)
    return _found(ws, snapshot_id)


def snapshots(ws: Workspace, name: str | None = None) -> pandas.DataFrame:
    """Return every snapshot, the oldest first, or those of a name.

    Columns: snapshot_id, name, of, version, as_of, at, who, members.
    """
    return ws.frame(
        'SELECT snapshot_id, name, "of", version, as_of, "at", who, members FROM snapshots '
        "WHERE ?::VARCHAR IS NULL OR key_of(name) = key_of(?) ORDER BY snapshot_id",
        [name, name],
    )


def snapshot_changes(
    ws: Workspace, first: Snapshot | int, second: Snapshot | int | None = None
) -> pandas.DataFrame:
    """Return who entered, left and stayed between two snapshots, or between one and now.

    Columns: change (enters, leaves, stays), then the id and the standard columns of `segments.members`, by
    change and id. Whoever was deleted since has the id only. Now is the segment as it is saved, or the
    snapshot's rule when it was not saved. Raises UnknownRecord for a snapshot that is not there.
    """
    old = _found(ws, first)
    new = None if second is None else _found(ws, second)
    if new is not None and new.of != old.of:
        raise RuleError(f"One snapshot is of {old.of} and the other of {new.of}: compare two of a kind.")
    identity = record_of(old.of).id_column
    members = "SELECT record_id FROM snapshot_members WHERE snapshot_id = ?"
    before, after = members, members if new else _now(ws, old)
    change = (
        f"SELECT coalesce(old_.id, new_.id) AS {identity}, CASE WHEN new_.id IS NULL THEN 'leaves' "
        "WHEN old_.id IS NULL THEN 'enters' ELSE 'stays' END AS change_ "
        f"FROM ({before}) AS old_(id) FULL JOIN ({after}) AS new_(id) ON old_.id = new_.id"
    )
    ids = select(column(identity, RECORD[old.of])).from_(table(old.of, RECORD[old.of]))
    known = shown(ws.catalogue, old.of, ids)
    return ws.frame(
        f"SELECT change_ AS change, changes_.{identity}, known_.* EXCLUDE ({identity}) "
        f"FROM ({change}) AS changes_ LEFT JOIN ({known.sql('duckdb')}) AS known_ USING ({identity}) "
        f"ORDER BY change_, changes_.{identity}",
        [old.snapshot_id, *([new.snapshot_id] if new else [])],
    )


def _now(ws: Workspace, old: Snapshot) -> str:
    if (saved := ws.catalogue.find_segment(old.name)) is not None and saved.of == old.of:
        return selection(ws, saved).sql("duckdb")
    [(rule, always, never)] = ws.rows(
        "SELECT rule, always, never FROM snapshots WHERE snapshot_id = ?", [old.snapshot_id]
    )
    pins = Pins(tuple(always or ()), tuple(never or ()))
    return selection(ws, Segment(old.name, from_dict(json.loads(rule)), of=old.of, pins=pins)).sql("duckdb")


def _found(ws: Workspace, given: Snapshot | int) -> Snapshot:
    snapshot_id = given.snapshot_id if isinstance(given, Snapshot) else given
    found = ws.rows(
        'SELECT snapshot_id, name, "of", version, as_of, "at", members FROM snapshots WHERE snapshot_id = ?',
        [snapshot_id],
    )
    if not found:
        raise UnknownRecord(f"No snapshot {given!r}. segments.snapshots(ws) lists those there are.")
    return Snapshot(*found[0])
