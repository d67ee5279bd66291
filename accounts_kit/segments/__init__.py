"""Segments: a rule with a name, and who is in it."""

from accounts_kit.segments.comparing import Comparison, compare
from accounts_kit.segments.funnel import funnel
from accounts_kit.segments.members import count, members, to_sql
from accounts_kit.segments.overlapping import overlap
from accounts_kit.segments.saving import delete, get, history, rename, revert, save, table
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import selection

__all__ = [
    "Comparison", "Segment", "compare", "count", "delete", "funnel", "get", "history", "members", "overlap",
    "rename", "revert", "save", "selection", "table", "to_sql",
]  # fmt: skip
