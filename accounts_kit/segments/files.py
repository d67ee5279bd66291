"""Saved segments as a folder of YAML for git: pushed out of a workspace, pulled into one, and shown first.

A file holds one segment, which is known by the name inside it; the name of the file is only for people. Pins
are written as what other workspaces know a record by: its external id, else its e-mail address or name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any as Anything

from accounts_kit.errors import AccountsKitError, FileMissing, RuleError
from accounts_kit.model.saved import SavedSegment
from accounts_kit.records.history import recording
from accounts_kit.records.saved_segments import owner_of, write_segment
from accounts_kit.rules.checking import checked
from accounts_kit.segments.changes import what_changed
from accounts_kit.segments.segment import Pins, Segment
from accounts_kit.segments.selecting import of_saved
from accounts_kit.words.text import key_of, without_accents
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

# Names that a folder of Windows cannot have, whatever their ending.
RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
SUFFIXES = (".yaml", ".yml")
LONGEST = 80


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """A segment as a file has it, with its pins as ids of this workspace."""

    path: Path
    segment: SavedSegment


def push(ws: Workspace, folder: str | Path, *, confirm: bool = False) -> pandas.DataFrame:
    """Show what writing the saved segments to a folder changes there, and with confirm=True write it.

    One file a segment; those of segments that the workspace has not stay. Columns: name, file, change (new,
    changed, same, only_in_folder), what (in the workspace's language). Raises RuleError for a file in the
    folder that holds no segment.
    """
    folder = Path(folder)
    with ws.reading():
        there = {key_of(one.segment.name): one for one in _read(ws, folder)} if folder.is_dir() else {}
        taken = {one.path.name.lower() for one in there.values()}
        rows: list[tuple[str, str, str, str]] = []
        texts: dict[Path, str] = {}
        for saved in ws.catalogue.segments:
            known = there.pop(key_of(saved.name), None)
            path = known.path if known else folder / _file_name(saved.name, taken)
            taken.add(path.name.lower())
            rows.append(_row(ws, saved.name, path, known.segment if known else None, saved))
            if rows[-1][2] != "same":
                texts[path] = _text(ws, saved)
        rows += [(one.segment.name, one.path.name, "only_in_folder", "") for one in there.values()]
    if confirm:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            unfinished = path.with_name(f".{path.name}.unfinished")
            unfinished.write_text(text, encoding="utf-8", newline="\n")
            unfinished.replace(path)
    return _frame(rows)


def pull(ws: Workspace, folder: str | Path, *, confirm: bool = False) -> pandas.DataFrame:
    """Show what reading segments from a folder changes in the workspace, and with confirm=True save them.

    All of them or none, as one change set; segments that the folder has not stay. Columns: name, file, change
    (new, changed, same, only_in_workspace), what (in the workspace's language). Raises FileMissing without
    the folder, and RuleError with the file for one that holds no segment, has an unknown pin, names what the
    workspace has not, or stands there twice.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileMissing(
            f"There is no folder {str(folder)!r}. Make it with segments.push(ws, folder, confirm=True)."
        )
    with recording(ws, f"pull segments from {folder.name}", right="edit" if confirm else None) as change:
        files = _read(ws, folder)
        _refuse_what_cannot_run(ws, files)
        rows = []
        for one in files:
            known = ws.catalogue.find_segment(one.segment.name)
            rows.append(_row(ws, one.segment.name, one.path, known, one.segment))
            if confirm and rows[-1][2] != "same":
                fresh = replace(one.segment, segment_id=known.segment_id if known else 0)
                write_segment(change, fresh, owner_of(ws, known) if known else None)
        names = {key_of(one.segment.name) for one in files}
        others = [one.name for one in ws.catalogue.segments if key_of(one.name) not in names]
    return _frame([*rows, *((name, "", "only_in_workspace", "") for name in others)])


def _row(
    ws: Workspace, name: str, path: Path, old: SavedSegment | None, new: SavedSegment
) -> tuple[str, str, str, str]:
    if old is not None and _says(old) == _says(new):
        return name, path.name, "same", ""
    known = replace(old, owner=new.owner) if old else None
    return name, path.name, "changed" if old else "new", what_changed(known, new, ws.catalogue, ws.language)


def _says(saved: SavedSegment) -> tuple[object, ...]:
    return saved.name, saved.of, saved.description, saved.rule, set(saved.always), set(saved.never)


def _frame(rows: Sequence[tuple[str, str, str, str]]) -> pandas.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=["name", "file", "change", "what"])


def _read(ws: Workspace, folder: Path) -> list[SegmentFile]:
    """Return the segments of a folder, in the order of their files' names."""
    found: dict[str | None, SegmentFile] = {}
    for number, path in enumerate(sorted(folder.iterdir()), 1):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
            continue
        try:
            one = SegmentFile(path, _segment(ws, path.read_text(encoding="utf-8"), -number))
        except UnicodeDecodeError:
            raise RuleError(f"{path.name} is no text in UTF-8. Save it as such.") from None
        except AccountsKitError as error:
            raise RuleError(f"{path.name}: {error}") from None
        twin = found.setdefault(key_of(one.segment.name), one)
        if twin is not one:
            raise RuleError(f"{path.name} and {twin.path.name} hold the same segment {one.segment.name!r}.")
    return list(found.values())


def _segment(ws: Workspace, text: str, number: int) -> SavedSegment:
    """Return the segment of a YAML text; its id is a number of its own, which no saved one has."""
    import yaml

    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RuleError(f"This is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(said, Mapping):
        raise RuleError("A segment in YAML begins with its keys: name, of, description, pins, rule.")
    pins = said.get("pins") or {}
    if not isinstance(pins, Mapping) or not all(isinstance(one, list) for one in pins.values()):
        raise RuleError("Pins are written as {in: [...], out: [...]}.")
    segment = Segment.from_dict({**said, "pins": None})
    known = {key: tuple(_pinned(ws, segment.of, one) for one in listed) for key, listed in pins.items()}
    checked_pins = Pins.of(known)
    return SavedSegment(
        segment_id=number,
        name=segment.name.strip(),
        of=segment.of,
        rule=segment.rule.to_dict(),
        description=segment.description,
        always=checked_pins.always,
        never=checked_pins.never,
    )


def _pinned(ws: Workspace, of: str, said: object) -> int:
    """Return the id of a record by its external id, e-mail address or name."""
    record, key = ("contact_id", "email_key") if of == "contacts" else ("account_id", "name_key")
    found = ws.rows(
        f"SELECT {record} FROM {of} WHERE external_id = ? OR {key} = ? "
        "ORDER BY external_id = ? DESC NULLS LAST",
        [str(said), key_of(str(said)), str(said)],
    )
    if not found:
        known = "e-mail address" if of == "contacts" else "name"
        raise RuleError(f"The pin {said!r} is no external id and no {known} here.")
    return int(found[0][0])


def _text(ws: Workspace, saved: SavedSegment) -> str:
    """Return a saved segment as YAML, its pins as other workspaces know them."""
    from accounts_kit.segments.yaml_text import yaml_text

    known = {"in": _known_by(ws, saved.of, saved.always), "out": _known_by(ws, saved.of, saved.never)}
    return yaml_text(of_saved(saved).to_dict() | {"pins": known})


def _known_by(ws: Workspace, of: str, ids: Sequence[int]) -> list[Anything]:
    record, key = ("contact_id", "email") if of == "contacts" else ("account_id", "name")
    found = ws.rows(
        f"SELECT {record}, coalesce(external_id, {key}) FROM {of} "
        f"WHERE {record} IN (SELECT unnest(?::BIGINT[])) ORDER BY {record}",
        [list(ids)],
    )
    nameless = [its_id for its_id, known in found if known is None]
    if nameless:
        raise RuleError(
            f"Pinned {of} with the ids {nameless} have neither an external id nor an e-mail address, and no "
            "other workspace could know them. Give them an external_id, or take the pins out."
        )
    return [known for _, known in found]


def _refuse_what_cannot_run(ws: Workspace, files: Sequence[SegmentFile]) -> None:
    """Check every segment as the workspace will be once all are saved."""
    fresh = {key_of(one.segment.name): one.segment for one in files}
    kept = tuple(one for one in ws.catalogue.segments if key_of(one.name) not in fresh)
    catalogue = replace(ws.catalogue, segments=(*kept, *fresh.values()))
    for one in files:
        try:
            checked(of_saved(one.segment).rule, catalogue, one.segment.of)
        except AccountsKitError as error:
            raise RuleError(f"{one.path.name}: {error}") from None
    for saved in kept:
        checked(of_saved(saved).rule, catalogue, saved.of)


def _file_name(name: str, taken: set[str]) -> str:
    """Return a file name for a segment that every system takes, and that none of those taken equals."""
    plain = re.sub("[^a-z0-9]+", "-", without_accents(name).lower()).strip("-")[:LONGEST].strip("-")
    stem = plain if plain and not RESERVED.fullmatch(plain) else f"segment-{plain}".strip("-")
    numbered = (f"{stem}{f'-{number}' if number > 1 else ''}.yaml" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)
