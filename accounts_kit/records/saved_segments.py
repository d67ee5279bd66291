"""Writing saved segments: what each says now, a version for each time it said otherwise, and who uses it.

Segments are saved by `segments`; this is where their rows are written, since renaming an option, a tag or a
segment writes a new version of each segment that names it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from accounts_kit.errors import FieldInUse
from accounts_kit.model.saved import SavedSegment
from accounts_kit.records.history import ChangeSet, Source, delete, insert, new_ids, update
from accounts_kit.rules.mentions import Renaming, fields_of, options_of, renamed, segments_of
from accounts_kit.rules.plain import from_dict
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

COLUMNS = ("name", "of", "description", "owner_id", "rule", "always", "never")


def write_segment(
    change: ChangeSet, saved: SavedSegment, owner_id: int | None, comment: str | None = None
) -> SavedSegment:
    """Write a segment, new when its id is 0, and its next version; return it with id and version.

    One that says what it said already writes nothing.
    """
    ws = change.ws
    said = {
        "name": saved.name,
        "of": saved.of,
        "description": saved.description or None,
        "owner_id": owner_id,
        "rule": json.dumps(saved.rule, ensure_ascii=False),
        "always": list(saved.always),
        "never": list(saved.never),
    }
    if saved.segment_id and _says(ws, saved.segment_id) == tuple(said.values()):
        return saved
    segment_id = saved.segment_id or new_ids(change, "segments", 1)
    latest = ws.value(
        "SELECT coalesce(max(version), 0) FROM segment_versions WHERE segment_id = ?", [segment_id]
    )
    version = int(latest) + 1
    row: dict[str, object] = {
        "segment_id": segment_id,
        "name_key": key_of(saved.name),
        **said,
        "version": version,
    }
    if saved.segment_id:
        update(change, "segments", [name for name in row if name != "segment_id"], Source.of_row(row))
    else:
        row = {**row, "created_at": change.at, "updated_at": change.at}
        insert(change, "segments", [name for name in row if name != "segment_id"], Source.of_row(row))
    ws.execute(
        "INSERT INTO segment_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [segment_id, version, change.at, ws.user_name, change.change_set_id, *said.values(), comment],
    )
    ws.catalogue_changed()
    return replace(saved, segment_id=segment_id, version=version)


def delete_segment(change: ChangeSet, saved: SavedSegment) -> None:
    """Take a segment away; its versions stay, for an undo and for the snapshots that name it."""
    delete(change, "segments", Source.of_row({"segment_id": saved.segment_id}))
    change.ws.catalogue_changed()


def rename_in_segments(change: ChangeSet, new: Renaming) -> list[str]:
    """Write a new version of each saved segment that names what has a new name; return their names."""
    written = []
    for saved in change.ws.catalogue.segments:
        rule = renamed(from_dict(saved.rule), new).to_dict()
        if rule != saved.rule:
            write_segment(change, replace(saved, rule=rule), owner_of(change.ws, saved))
            written.append(saved.name)
    return written


def owner_of(ws: Workspace, saved: SavedSegment) -> int | None:
    """Return the user id of the owner of a saved segment."""
    found = ws.rows("SELECT owner_id FROM segments WHERE segment_id = ?", [saved.segment_id])
    return found[0][0] if found else None


def segments_with_field(ws: Workspace, name: str) -> list[str]:
    """Return the names of the saved segments that ask the field of that dotted name."""
    return [one.name for one in ws.catalogue.segments if name in fields_of(from_dict(one.rule))]


def segments_with_option(ws: Workspace, name: str, option: str) -> list[str]:
    """Return the names of the saved segments that ask a field for that option."""
    wanted = key_of(option)
    return [
        one.name
        for one in ws.catalogue.segments
        if any(key_of(asked) == wanted for asked in options_of(from_dict(one.rule), name))
    ]


def segments_with_segment(ws: Workspace, name: str) -> list[str]:
    """Return the names of the saved segments whose rule names that segment."""
    wanted = key_of(name)
    return [
        one.name
        for one in ws.catalogue.segments
        if any(key_of(named) == wanted for named in segments_of(from_dict(one.rule)))
    ]


def refuse_used_by_segments(what: str, users: Sequence[str]) -> None:
    """Raise FieldInUse when saved segments would lose what they ask for."""
    if users:
        raise FieldInUse(
            f"{what} is used by the saved segments {', '.join(map(repr, users))}. "
            "Change these first, or give replacement= to have them ask for another."
        )


def _says(ws: Workspace, segment_id: int) -> tuple[object, ...]:
    listed = ", ".join(f'"{name}"' for name in COLUMNS)
    [found] = ws.rows(f"SELECT {listed} FROM segments WHERE segment_id = ?", [segment_id])
    return tuple(found)
