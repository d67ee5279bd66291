"""Segments: a rule with a name, and who is in it."""

from accounts_kit.segments.audience import audience
from accounts_kit.segments.branches import branches
from accounts_kit.segments.checking import check
from accounts_kit.segments.comparing import Comparison, compare
from accounts_kit.segments.explaining import explain
from accounts_kit.segments.explanation import Explanation
from accounts_kit.segments.files import pull, push
from accounts_kit.segments.funnel import funnel
from accounts_kit.segments.growth import growth
from accounts_kit.segments.members import count, members, to_sql
from accounts_kit.segments.overlapping import overlap
from accounts_kit.segments.saving import delete, get, history, rename, revert, save, table
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import selection
from accounts_kit.segments.snapshots import Snapshot, snapshot, snapshot_changes, snapshots
from accounts_kit.segments.values import values

__all__ = [
    "Comparison", "Explanation", "Segment", "Snapshot", "audience", "branches", "check", "compare", "count",
    "delete", "explain", "funnel", "get", "growth", "history", "members", "overlap", "pull", "push", "rename",
    "revert", "save", "selection", "snapshot", "snapshot_changes", "snapshots", "table", "to_sql", "values",
]  # fmt: skip
