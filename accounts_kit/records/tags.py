"""Tags: labels on contacts, in bulk by ids, e-mail addresses, a frame or a rule."""

from __future__ import annotations

import pandas as pd

from accounts_kit.records.history import recording
from accounts_kit.records.selection import chosen
from accounts_kit.records.tagging import tag_contacts, untag_contacts
from accounts_kit.workspace import Workspace


def add(ws: Workspace, contacts: object, *tags: str) -> int:
    """Give contacts these tags and return how many were new; a tag that no contact has yet is made.

    Raises UnknownRecord for a contact that is not there, WrongValue for a blank tag.
    """
    with (
        recording(ws, f"tag contacts: {', '.join(map(str, tags))}") as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return tag_contacts(change, those, tags)


def remove(ws: Workspace, contacts: object, *tags: str) -> int:
    """Take these tags from contacts and return how many went; a tag that a contact has not is no error."""
    with (
        recording(ws, f"untag contacts: {', '.join(map(str, tags))}") as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return untag_contacts(change, those, tags)


def table(ws: Workspace) -> pd.DataFrame:
    """Return every tag with the number of its contacts. Columns: tag_id, tag, contacts; ordered by tag."""
    return ws.frame(
        "SELECT tag_id, name AS tag, count(contact_id) AS contacts FROM tags LEFT JOIN contact_tags "
        "USING (tag_id) "
        "GROUP BY tag_key, tag_id, name ORDER BY tag_key"
    )
