"""What an export is of: all accounts, contacts or notes, or the members of a segment; and who is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from accounts_kit.errors import WrongValue
from accounts_kit.merge_fields.field_sql import source
from accounts_kit.model.saved import SavedSegment
from accounts_kit.rules.compiler import RECORD
from accounts_kit.rules.days import clock_at
from accounts_kit.segments.audience import mailable, reason
from accounts_kit.segments.selecting import narrowed, segment_of, selection

if TYPE_CHECKING:
    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

_WHOLE_TABLES = {"accounts": "account", "contacts": "contact", "notes": "note"}


@dataclass(frozen=True)
class Subject:
    """The record that the rows are, which of them (all where None), and whether only those one can mail."""

    of: str
    ids: exp.Select | None
    audience: bool
    as_of: AsOf = None

    def narrow(self, query: exp.Select) -> exp.Select:
        """Return a query from the record's table for these records only, in no order."""
        query = query if self.ids is None else narrowed(query, self.ids)
        return query.where(mailable()) if self.audience else query


def subject_of(ws: Workspace, what: SegmentLike, as_of: AsOf, *, audience: bool) -> Subject:
    """Return what an export is of. The words accounts, contacts and notes are everything; others are
    segments.
    """
    if isinstance(what, str) and what in _WHOLE_TABLES:
        subject = Subject(_WHOLE_TABLES[what], None, audience, as_of)
    else:
        chosen = segment_of(ws, what)
        subject = Subject(RECORD[chosen.of], selection(ws, chosen, as_of), audience, as_of)
    if audience and subject.of != "contact":
        raise WrongValue("An audience is of contacts, and these are not. Leave out audience=True.")
    return subject


def about(ws: Workspace, what: SegmentLike, subject: Subject) -> dict[str, Any]:
    """Return what a manifest says of this: all of a table, or the segment with its rule, version and pins."""
    said: dict[str, Any] = {
        "what": what if isinstance(what, str) and what in _WHOLE_TABLES else "a segment",
        "audience": subject.audience,
        "as_of": clock_at(subject.as_of, ws.timezone).now.isoformat(timespec="seconds"),
    }
    if subject.ids is not None:
        chosen = segment_of(ws, what)
        saved = ws.catalogue.find_segment(what) if isinstance(what, str) else what
        version = saved.version if isinstance(saved, SavedSegment) else None
        said |= {"segment": chosen.to_dict(), "version": version}
    return said


def excluded(ws: Workspace, subject: Subject) -> dict[str, int]:
    """Return how many an audience leaves out, by reason: their status, or no_email; empty without one."""
    if not subject.audience:
        return {}
    counted = [exp.alias_(reason(), "reason"), exp.Count(this=exp.Star())]
    everybody = Subject(subject.of, subject.ids, audience=False)
    query = everybody.narrow(source(ws.catalogue, "contact", ()).select(*counted))
    left_out = query.where(exp.not_(mailable())).group_by("reason").order_by("reason")
    return dict(ws.rows(left_out.sql("duckdb")))
