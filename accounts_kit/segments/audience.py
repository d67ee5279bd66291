"""The audience of a segment: who can really be mailed, and why the others cannot.

Help article and product: mail goes to active contacts with an e-mail address. Messages and exports leave
out the same contacts, by the same test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.errors import RuleError
from accounts_kit.rules.sql import column
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of, selection
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

MAILABLE, NO_EMAIL = "mailable", "no_email"
ACTIVE = "active"


def audience(ws: Workspace, segment: SegmentLike, *, as_of: AsOf = None) -> pandas.DataFrame:
    """Return how many members of a segment of contacts can be mailed, and how many not for which reason.

    Columns: reason, contacts. The first row is "mailable", also when that is nobody; the others are the
    contact's status (unsubscribed, bounced, unconfirmed) or "no_email", the most frequent first, and together
    they are the count. Raises RuleError for a segment of accounts.
    """
    chosen = segment_of(ws, segment)
    if chosen.of != "contacts":
        raise RuleError(
            f"{chosen.name!r} selects accounts, and mail goes to contacts. "
            "Save it, and ask for its contacts: ak.in_segment(name) in a segment of contacts."
        )
    query = selection(ws, chosen, as_of).select(
        exp.alias_(reason(), "reason", quoted=True),
        exp.alias_(exp.Count(this=exp.Star()), "contacts", quoted=True),
        append=False,
    )
    counts = dict(ws.rows(query.group_by(exp.Literal.number(1)).sql("duckdb")))
    import pandas as pd

    others = sorted(((-count, why) for why, count in counts.items() if why != MAILABLE))
    rows = [(MAILABLE, int(counts.get(MAILABLE, 0))), *((why, -int(count)) for count, why in others)]
    return pd.DataFrame(rows, columns=["reason", "contacts"])


def mailable() -> exp.Expr:
    """Return the test that a contact can be mailed: status active, and an e-mail address."""
    return exp.and_(_active(), exp.not_(_without_email()))


def reason() -> exp.Expr:
    """Return why a contact cannot be mailed: its status, or no_email; mailable for one that can."""
    can_be = [
        exp.If(this=exp.not_(_active()), true=column("status", "contact")),
        exp.If(this=_without_email(), true=exp.Literal.string(NO_EMAIL)),
    ]
    return exp.Case(ifs=can_be, default=exp.Literal.string(MAILABLE))


def _active() -> exp.Expr:
    return exp.NullSafeEQ(this=column("status", "contact"), expression=exp.Literal.string(ACTIVE))


def _without_email() -> exp.Expr:
    return exp.Is(this=column("email", "contact"), expression=exp.null())
