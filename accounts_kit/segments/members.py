"""Who is in a segment: how many, and which records, as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.segments.columns import shown
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of, selection
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas


def count(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> int:
    """Return how many members a segment has; 0 when nobody is in it."""
    counted = selection(ws, segment, as_of).select(exp.Count(this=exp.Star()), append=False)
    return int(ws.value(counted.sql("duckdb")))


def members(
    ws: Workspace, segment: SegmentLike, *, columns: Sequence[str] | None = None, as_of: AsOf = None
) -> pandas.DataFrame:
    """Return the members of a segment, ordered by id.

    Columns: contact_id, email, first_name, last_name, job_title, account_id, account (its name); of accounts:
    account_id, name, owner (by name), website. `columns` asks for others by their dotted names, custom fields
    too: "contact.email", "account.owner" (by name), "contact.tags" (a list); they are named so in the frame.
    Raises UnknownField for a name that is no field.
    """
    chosen = segment_of(ws, segment)
    return ws.frame(shown(ws.catalogue, chosen.of, selection(ws, chosen, as_of), columns).sql("duckdb"))


def to_sql(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> str:
    """Return the SQL of the members' ids, in order; it runs in any DuckDB that holds the same tables."""
    query = selection(ws, segment, as_of)
    return query.order_by(query.expressions[0].copy()).sql("duckdb", pretty=True)
