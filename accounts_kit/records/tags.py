"""Tags: labels on contacts, in bulk by ids, e-mail addresses, a frame or a rule."""

from __future__ import annotations

from typing import cast

import pandas as pd

from accounts_kit.errors import AlreadyExists, UnknownRecord
from accounts_kit.model.catalogue import TAGS
from accounts_kit.records.history import Source, recording, update
from accounts_kit.records.saved_segments import rename_in_segments
from accounts_kit.records.selection import chosen
from accounts_kit.records.tagging import spelled, tag_contacts, untag_contacts
from accounts_kit.rules.mentions import Renaming
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace


def add(ws: Workspace, contacts: object, *tags: str) -> int:
    """Give contacts these tags and return how many were new; a tag that no contact has yet is made.

    Tags may also stand in a list. Raises UnknownRecord for a contact that is not there, WrongValue for a
    blank tag.
    """
    tags = _named(tags)
    with (
        recording(ws, f"tag contacts: {', '.join(map(str, tags))}") as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return tag_contacts(change, those, tags)


def remove(ws: Workspace, contacts: object, *tags: str) -> int:
    """Take these tags from contacts and return how many went; a tag that a contact has not is no error."""
    tags = _named(tags)
    with (
        recording(ws, f"untag contacts: {', '.join(map(str, tags))}") as change,
        chosen(ws, "contact", contacts) as those,
    ):
        return untag_contacts(change, those, tags)


def rename(ws: Workspace, tag: str, name: str) -> int:
    """Give a tag another name on all its contacts and return how many those are; another case is one too.

    Saved segments that ask for the tag get a version that asks for it by its new name.

    Raises UnknownRecord with the nearest tag, AlreadyExists when there is a tag of the new name (give its
    contacts that one with add, and remove this one), WrongValue for a blank name.
    """
    with recording(ws, f"rename tag {tag}") as change:
        found = ws.rows("SELECT tag_id FROM tags WHERE tag_key = ?", [key_of(spelled(tag))])
        if not found:
            names = [str(one) for (one,) in ws.rows("SELECT name FROM tags ORDER BY tag_key")]
            raise UnknownRecord(f"No tag {tag!r}. {suggestion(tag, names)}".rstrip())
        text = spelled(name)
        [(tag_id,)] = found
        taken = ws.rows("SELECT name FROM tags WHERE tag_key = ? AND tag_id <> ?", [key_of(text), tag_id])
        if taken:
            raise AlreadyExists(
                f"There is a tag {taken[0][0]!r} already. Give the contacts of {tag!r} that one with "
                "tags.add(), and "
                "take this one from them with tags.remove()."
            )
        renamed = Source.of_row({"tag_id": tag_id, "tag_key": key_of(text), "name": text})
        update(change, "tags", ["tag_key", "name"], renamed)
        rename_in_segments(change, Renaming(options={TAGS.name: {tag: text}}))
        return int(ws.value("SELECT count(*) FROM contact_tags WHERE tag_id = ?", [tag_id]))


def table(ws: Workspace) -> pd.DataFrame:
    """Return every tag with the number of its contacts. Columns: tag_id, tag, contacts; ordered by tag."""
    return ws.frame(
        "SELECT tag_id, name AS tag, count(contact_id) AS contacts FROM tags LEFT JOIN contact_tags "
        "USING (tag_id) "
        "GROUP BY tag_key, tag_id, name ORDER BY tag_key"
    )


def _named(tags: tuple[object, ...]) -> tuple[str, ...]:
    """Return the tags of a call, those in a list among them; whether each can be one is judged later."""
    listed = [one for tag in tags for one in (tag if isinstance(tag, list | tuple | set) else [tag])]
    return cast("tuple[str, ...]", tuple(listed))


__all__ = [
    "add",
    "remove",
    "rename",
    "table",
]


def __dir__() -> list[str]:
    return __all__
