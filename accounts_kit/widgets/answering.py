"""What a builder shows beside a rule: every number comes from `segments`, none is made here.

In steps, the quickest first: the counts of every branch, then who can be mailed and who they are, then what
changed since it was saved, then advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from accounts_kit.errors import AccountsKitError
from accounts_kit.rules.checking import checked
from accounts_kit.rules.questions import Of
from accounts_kit.rules.words import described
from accounts_kit.segments import Segment, audience, branches, check, compare, count
from accounts_kit.segments.segment import Pins
from accounts_kit.segments.selecting import AsOf, of_saved
from accounts_kit.widgets.drafts import ReadDraft, read_draft
from accounts_kit.widgets.people import first_members
from accounts_kit.widgets.texts import REASONS, TEXTS
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

Answers = dict[str, object]


def read_in(ws: Workspace, draft: Mapping[str, object]) -> ReadDraft:
    """Return what the draft of a segment means in a workspace; tests that it refuses are left out."""
    of = str(draft.get("of", "contacts"))
    return read_draft(draft.get("rule"), lambda rule: checked(rule, ws.catalogue, of))


def segment_in(ws: Workspace, draft: Mapping[str, object], read: ReadDraft | None = None) -> Segment:
    """Return the segment that a draft means in a workspace."""
    name = str(draft.get("name") or "").strip()
    return Segment(
        name or TEXTS["unnamed"][ws.language],
        (read or read_in(ws, draft)).rule,
        of=cast(Of, draft.get("of", "contacts")),
        description=str(draft.get("description") or ""),
        pins=Pins.of(cast("Mapping[str, list[int]] | None", draft.get("pins"))),
    )


def answers(ws: Workspace, draft: Mapping[str, object], *, as_of: AsOf, masked: bool) -> Iterator[Answers]:
    """Yield what is to be shown beside a draft, a part after the other; an error is an answer too."""
    try:
        with ws.reading():
            read = read_in(ws, draft)
            segment = segment_in(ws, draft, read)
            yield _counts(ws, segment, read, as_of)
            first = first_members(ws, segment, as_of, masked=masked)
            yield {"audience": _audience(ws, segment, as_of), "first": first}
            yield {"since": since_saved(ws, segment, as_of)}
            yield {"advice": check(ws, segment, as_of=as_of)["message"].tolist()}
    except AccountsKitError as error:
        yield {"error": str(error)}


def _counts(ws: Workspace, segment: Segment, read: ReadDraft, as_of: AsOf) -> Answers:
    counted = branches(ws, segment, as_of=as_of)
    nodes = {
        path: {"part": row.part}
        | {name: int(getattr(row, name)) for name in ("alone", "remaining", "missing")}
        for path, row in zip(read.paths, counted.itertuples(), strict=True)
        if path is not None
    }
    pinned = segment.pins != Pins()
    return {
        "error": "",
        "nodes": nodes,
        "members": count(ws, segment, as_of=as_of) if pinned else int(counted["remaining"].iloc[0]),
        "everybody": ws.counts()[segment.of],
        "left_out": dict(read.left_out),
        "words": described(segment.rule, ws.language, ws.catalogue),
        "pins": [len(segment.pins.always), len(segment.pins.never)],
    }


def _audience(ws: Workspace, segment: Segment, as_of: AsOf) -> list[list[object]] | None:
    if segment.of != "contacts":
        return None
    counted = audience(ws, segment, as_of=as_of)
    return [
        [REASONS.get(reason, {}).get(ws.language, reason), contacts]
        for reason, contacts in zip(counted["reason"].tolist(), counted["contacts"].tolist(), strict=True)
    ]


def since_saved(ws: Workspace, segment: Segment, as_of: AsOf) -> Answers | None:
    """Return what the segment changes against the saved one of its name; None when none is saved."""
    saved = ws.catalogue.find_segment(key_of(segment.name) or "")
    if saved is None:
        return None
    told: Answers = {"name": saved.name, "version": saved.version, "same": of_saved(saved) == segment}
    if saved.of != segment.of:
        return {**told, "sentence": TEXTS["other_records"][ws.language]}
    found = compare(ws, saved, segment, as_of=as_of)
    return {**told, "enters": found.enters, "leaves": found.leaves, "sentence": found.sentence()}
