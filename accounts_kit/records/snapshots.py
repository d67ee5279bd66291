"""Writing snapshots: the members of a segment as they are now, frozen with the rule that selected them."""

from __future__ import annotations

import json
from datetime import datetime

from accounts_kit.model.saved import SavedSegment
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids

COLUMNS = (
    "at", "who", "name", "segment_id", "version", "of", "rule", "always", "never", "as_of", "members",
)  # fmt: skip


def write_snapshot(change: ChangeSet, name: str, saved: SavedSegment, as_of: datetime, ids: str) -> int:
    """Write a snapshot of the records whose ids a query gives, and return its id.

    Its members are no change each: the snapshot is one, and they go with it.
    """
    ws = change.ws
    snapshot_id = new_ids(change, "snapshots", 1)
    members = ws.execute(f"INSERT INTO snapshot_members SELECT ?, * FROM ({ids})", [snapshot_id])
    row = {
        "snapshot_id": snapshot_id,
        "at": change.at,
        "who": ws.user_name,
        "name": name,
        "segment_id": saved.segment_id or None,
        "version": saved.version if saved.segment_id else None,
        "of": saved.of,
        "rule": json.dumps(saved.rule, ensure_ascii=False),
        "always": list(saved.always),
        "never": list(saved.never),
        "as_of": as_of,
        "members": members,
    }
    insert(change, "snapshots", COLUMNS, Source.of_row(row))
    return snapshot_id
