"""Saved segments: a name for a rule, with every version that it had."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from accounts_kit.errors import FieldInUse, RuleError, UnknownRecord
from accounts_kit.model.saved import SavedSegment
from accounts_kit.records.history import recording
from accounts_kit.records.references import user_id_of
from accounts_kit.records.saved_segments import (
    delete_segment,
    owner_of,
    rename_in_segments,
    segments_with_segment,
    write_segment,
)
from accounts_kit.rules.checking import checked
from accounts_kit.rules.mentions import Renaming
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import UNNAMED, SegmentLike, of_saved, segment_of
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas


def save(
    ws: Workspace, segment: SegmentLike, *, owner: object = None, comment: str | None = None
) -> SavedSegment:
    """Save a segment under its name, and return it with its version; a name that is saved gets a new version.

    `owner` is a user by name, e-mail or id; left out, a saved segment keeps its own, and a new one has the
    acting user. `comment` says why, and stands with the version. One that says what it said already gets no
    version. Raises RuleError for a segment without a name or one that refers to itself in a circle, and what
    a rule raises that does not fit the workspace.
    """
    chosen = segment_of(ws, segment)
    if chosen.name == UNNAMED:
        raise RuleError(
            "A segment is saved under its name, and this is a rule. Write ak.Segment(name, rule)."
        )
    with recording(ws, f"save segment {chosen.name}") as change:
        known = ws.catalogue.find_segment(chosen.name)
        fresh = SavedSegment(
            segment_id=known.segment_id if known else 0,
            name=chosen.name.strip(),
            of=chosen.of,
            rule=chosen.rule.to_dict(),
            version=known.version if known else 1,
            description=chosen.description,
            always=chosen.pins.always,
            never=chosen.pins.never,
        )
        _refuse_what_cannot_run(ws, fresh)
        return write_segment(change, fresh, _owner_id(ws, known, owner), comment)


def get(ws: Workspace, name: str, *, version: int | None = None) -> Segment:
    """Return a saved segment as it is now, or as it was in a version; raises UnknownRecord."""
    saved = ws.catalogue.segment(name)
    return of_saved(saved if version is None else _version(ws, saved, version))


def table(ws: Workspace) -> pandas.DataFrame:
    """Return every saved segment. Columns: name, of, description, owner, version, updated_at; by name."""
    return ws.frame(
        'SELECT segments.name, "of", description, users.name AS owner, version, segments.updated_at '
        "FROM segments LEFT JOIN users ON user_id = owner_id ORDER BY name_key"
    )


def delete(ws: Workspace, name: str, *, replacement: str | None = None) -> SavedSegment:
    """Delete a saved segment and return what it was; snapshots stay, and `ak.changes.undo` brings it back.

    Raises FieldInUse while other segments refer to it, unless `replacement` names a saved segment that they
    are to refer to instead, and UnknownRecord for a name that is not saved.
    """
    with recording(ws, f"delete segment {name}") as change:
        saved = ws.catalogue.segment(name)
        users = segments_with_segment(ws, saved.name)
        if users and replacement is None:
            raise FieldInUse(
                f"Segment {saved.name!r} is used by the segments {', '.join(map(repr, users))}. "
                "Change these first, or give replacement= with the segment that takes its place."
            )
        if replacement is not None:
            instead = ws.catalogue.segment(replacement)
            if instead.segment_id == saved.segment_id:
                raise RuleError(
                    f"Segment {saved.name!r} cannot take its own place. Give another as replacement=."
                )
            rename_in_segments(change, Renaming(segments={saved.name: instead.name}))
            for one in ws.catalogue.segments:
                _refuse_what_cannot_run(ws, one)
        delete_segment(change, saved)
        return saved


def rename(ws: Workspace, name: str, new_name: str) -> SavedSegment:
    """Give a saved segment another name; each segment that refers to it gets a version with the new one.

    Raises UnknownRecord for a name that is not saved, RuleError for a new one that is taken or blank.
    """
    with recording(ws, f"rename segment {name}") as change:
        saved = ws.catalogue.segment(name)
        taken = ws.catalogue.find_segment(new_name)
        if taken is not None and taken.segment_id != saved.segment_id:
            raise RuleError(f"There is a segment {taken.name!r} already. Give another name.")
        fresh = replace(saved, name=Segment(new_name, of_saved(saved).rule).name.strip())
        written = write_segment(change, fresh, owner_of(ws, saved))
        rename_in_segments(change, Renaming(segments={saved.name: written.name}))
        return written


def revert(ws: Workspace, name: str, version: int) -> SavedSegment:
    """Bring a saved segment back to an earlier version, as a new version; raises UnknownRecord."""
    with recording(ws, f"revert segment {name} to version {version}") as change:
        saved = ws.catalogue.segment(name)
        old = _version(ws, saved, version)
        fresh = replace(old, name=saved.name)
        _refuse_what_cannot_run(ws, fresh)
        return write_segment(change, fresh, _owner_id(ws, None, old.owner) if old.owner else None)


def history(ws: Workspace, name: str) -> pandas.DataFrame:
    """Return every version of a saved segment, oldest first. Columns: version, at, who, what, comment.

    `what` says in the workspace's language what changed against the version before, `comment` what its author
    said of it.
    """
    from accounts_kit.segments.changes import what_changed

    saved = ws.catalogue.segment(name)
    found = ws.frame(
        'SELECT version, "at", who, comment FROM segment_versions WHERE segment_id = ? ORDER BY version',
        [saved.segment_id],
    )
    versions = [_version(ws, saved, int(one)) for one in found["version"]]
    before = [None, *versions[:-1]]
    told = found.assign(
        what=[
            what_changed(old, new, ws.catalogue, ws.language)
            for old, new in zip(before, versions, strict=True)
        ]
    )
    return told[["version", "at", "who", "what", "comment"]]


def _version(ws: Workspace, saved: SavedSegment, version: int) -> SavedSegment:
    found = ws.rows(
        "SELECT segment_versions.name, \"of\", rule, coalesce(description, ''), users.name, always, never "
        "FROM segment_versions LEFT JOIN users ON user_id = owner_id "
        "WHERE segment_id = ? AND version = ?",
        [saved.segment_id, version],
    )
    if not found:
        raise UnknownRecord(
            f"Segment {saved.name!r} has no version {version!r}. See segments.history({saved.name!r})."
        )
    name, of, rule, description, owner, always, never = found[0]
    return SavedSegment(
        saved.segment_id, name, of, json.loads(rule), version, description, owner, tuple(always), tuple(never)
    )


def _refuse_what_cannot_run(ws: Workspace, saved: SavedSegment) -> None:
    """Check the rule as the workspace will be once it is saved, so that no circle comes to be."""
    others = tuple(one for one in ws.catalogue.segments if key_of(one.name) != key_of(saved.name))
    checked(of_saved(saved).rule, replace(ws.catalogue, segments=(*others, saved)), saved.of)
    for one in others:
        checked(of_saved(one).rule, replace(ws.catalogue, segments=(*others, saved)), one.of)


def _owner_id(ws: Workspace, known: SavedSegment | None, owner: object) -> int | None:
    if owner is not None:
        return user_id_of(ws, owner)
    if known is not None:
        return owner_of(ws, known)
    acting = ws.acting()
    return acting[0] if acting else None


__all__ = ["delete", "get", "history", "rename", "revert", "save", "table"]
