"""Whom a template is for: the members of a segment, or its audience: those who can really be mailed."""

from __future__ import annotations

from sqlglot import exp

from accounts_kit.errors import RuleError
from accounts_kit.segments.audience import mailable
from accounts_kit.segments.selecting import AsOf, SegmentLike, narrowed, segment_of, selection
from accounts_kit.workspace import Workspace


def to_members(
    ws: Workspace, query: exp.Select, segment: SegmentLike, as_of: AsOf, *, audience: bool = False
) -> exp.Select:
    """Return a query from contacts for the members of a segment only, or for those who can be mailed.

    Raises RuleError for a segment of accounts: no message goes to an account.
    """
    chosen = segment_of(ws, segment)
    if chosen.of != "contacts":
        raise RuleError(
            f"{chosen.name!r} selects accounts, and messages go to contacts. "
            "Write a segment of contacts; it may ask everything of their accounts."
        )
    query = narrowed(query, selection(ws, chosen, as_of))
    return query.where(mailable()) if audience else query
