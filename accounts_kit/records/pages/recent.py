"""How many activities there were lately: the 90 days that show who is most engaged.

The days are those of rules: `ak.contact.activities.count(ak.activity.at.in_the_last(90, "days"))` counts the
same ones.
"""

from __future__ import annotations

from datetime import datetime

from accounts_kit.rules.days import AsOf, bounds, clock_at
from accounts_kit.rules.periods import by_the_clock
from accounts_kit.workspace import Workspace

DAYS = 90


def recent_days(ws: Workspace, as_of: AsOf) -> tuple[datetime, datetime]:
    """Return the first instant of the 90 days up to and including the day of `as_of`, and the one after them.

    Raises WrongValue for an `as_of` that is neither a day nor a moment.
    """
    clock = clock_at(as_of, ws.timezone)
    asks, days = by_the_clock(ws.catalogue.field("activity.at"), "in_the_last", (DAYS, "days"), clock)
    [[(_, begin), (_, end)]] = bounds(asks, days, clock.zone)
    return begin, end


def recent(contacts: str) -> str:
    """Return the SELECT of contacts (a SELECT of ids) and how many activities each had in those days.

    Its parameters are those of `contacts`, and the two instants, in this order.
    """
    return (
        f"SELECT contact_id, count(*) AS activities_90_days FROM ({contacts}) AS its "
        'JOIN activities USING (contact_id) WHERE activities."at" >= ? AND activities."at" < ? '
        "GROUP BY contact_id"
    )
