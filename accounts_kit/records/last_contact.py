"""Last contact: the latest moment of the four things that count (help article: "Laatste contact").

A one-to-one mail; a campaign or automation mail; a task on the contact completed; a task on a deal completed,
for whoever was the deal's primary contact then. The column is derived from the activities and only from them,
so it has no history of its own and may be computed again at any time; late activities and such as come out of
order give the same. Called by whatever writes, moves or takes back activities.
"""

from __future__ import annotations

from accounts_kit.records.history import ChangeSet
from accounts_kit.workspace.tables import literal

MOVES = ("mail_one_to_one", "mail_campaign", "mail_automation", "task_done", "deal_task_done")

_COUNTS = "kind IN (" + ", ".join(literal(kind) for kind in MOVES) + ")"


def refresh(change: ChangeSet, contacts: str | None = None, params: tuple[object, ...] = ()) -> int:
    """Bring the last contact of these contacts (a relation with contact_id; all of them without one) to what
    their activities say; return how many differed.
    """
    whom = f"contact_id IN (SELECT contact_id FROM {contacts})" if contacts else "true"
    latest = (
        f"SELECT contact_id, latest_ FROM (SELECT contact_id FROM contacts WHERE {whom}) AS asked_ "
        f"LEFT JOIN ({_latest_sql(whom)}) AS counted_ USING (contact_id)"
    )
    return change.ws.execute(
        f"UPDATE contacts SET last_contacted_at = found_.latest_ FROM ({latest}) AS found_ "
        "WHERE contacts.contact_id = found_.contact_id AND last_contacted_at IS DISTINCT FROM found_.latest_",
        (*params, *params),
    )


def _latest_sql(whom: str) -> str:
    counted = 'SELECT contact_id, max(activities."at") AS latest_ FROM activities '
    return f"{counted} WHERE {_COUNTS} AND {whom} GROUP BY contact_id"


def wrong_sql() -> str:
    """Return the SELECT of the contacts whose last contact is not what their activities say."""
    return (
        f"SELECT contact_id FROM contacts LEFT JOIN ({_latest_sql('true')}) AS counted_ USING (contact_id) "
        "WHERE last_contacted_at IS DISTINCT FROM counted_.latest_"
    )


def move_forward(change: ChangeSet, contact_id: int, kind: str, at: object) -> None:
    """Bring one contact's last contact up to a new activity; an earlier one moves nothing."""
    if kind in MOVES:
        change.ws.execute(
            "UPDATE contacts SET last_contacted_at = $at WHERE contact_id = $contact_id "
            "AND (last_contacted_at IS NULL OR last_contacted_at < $at)",
            {"at": at, "contact_id": contact_id},
        )
