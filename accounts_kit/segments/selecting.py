"""From whatever stands for a segment (Segment, rule, dict, saved name) to the query of its ids.

`selection` is what other layers build on: merge fields, exports, reports and widgets ask for the same ids, so
that there is one number everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlglot import exp

from accounts_kit.errors import RuleError
from accounts_kit.model.saved import SavedSegment
from accounts_kit.rules.compiler import RECORD, selected
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.sugar import FieldRef
from accounts_kit.segments.segment import Pins, Segment
from accounts_kit.workspace import Workspace

AsOf = date | str | None
SegmentLike = Segment | SavedSegment | Rule | Mapping[str, object] | str


UNNAMED = "(rule)"


def segment_of(ws: Workspace, given: object) -> Segment:
    """Return the segment that was given as a Segment, a rule, the dict of either, or a saved name.

    Raises UnknownRecord for a name that is not saved, and RuleError for what stands for no segment.
    """
    match given:
        case Segment():
            return given
        case Rule():
            return Segment(UNNAMED, given)
        case Mapping() if "rule" in given:
            return Segment.from_dict(given)
        case Mapping():
            return Segment(UNNAMED, Rule.from_dict(given))
        case str():
            return of_saved(ws.catalogue.segment(given))
        case SavedSegment():
            return of_saved(given)
    hint = f" Ask the field something: {given!r}.is_filled()." if isinstance(given, FieldRef) else ""
    raise RuleError(f"{given!r} is no segment. Give a Segment, a rule, or its dict.{hint}")


def of_saved(saved: SavedSegment) -> Segment:
    """Return a saved segment as what everybody writes."""
    pins = Pins(saved.always, saved.never)
    return Segment(
        saved.name, Rule.from_dict(saved.rule), of=saved.of, description=saved.description, pins=pins
    )


def selection(ws: Workspace, segment: SegmentLike, as_of: AsOf = None) -> exp.Select:
    """Return the query of the ids that a segment selects (internal), in no order; the caller may change it.

    Its one column is contact_id or account_id, its one table has the alias contact or account.
    """
    chosen = segment_of(ws, segment)
    query = selected(chosen.rule, chosen.of, ws.catalogue, as_of)
    return query if chosen.pins == Pins() else _pinned(query, chosen.pins, RECORD[chosen.of])


def narrowed(query: exp.Select, ids: exp.Select) -> exp.Select:
    """Return a query of the same table, under the same alias, for what `selection` selects only (internal).

    Condition and joins are the same on both: looking the ids up would cost a join more.
    """
    for cte in ids.ctes:
        query = query.with_(cte.args["alias"].copy(), as_=cte.this.copy(), materialized=True)
    for join in ids.args.get("joins") or ():
        query = query.join(join.copy())
    where = ids.args.get("where")
    return query.where(where.this) if where else query


def _pinned(query: exp.Select, pins: Pins, record: str) -> exp.Select:
    """Return the query with the pins: in or by the rule, and not out."""
    identity = exp.column(f"{record}_id", table=record, quoted=True)
    where = query.args.get("where")
    if pins.always and where:
        query = query.where(exp.or_(where.this, identity.isin(*pins.always)), append=False)
    return query.where(exp.not_(identity.isin(*pins.never))) if pins.never else query
