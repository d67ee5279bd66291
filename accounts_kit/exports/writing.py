"""Writing records, a segment or a frame to a CSV file: one state of the workspace, whole or not at all.

SQL makes the cells and Arrow the lines, a batch at a time; Python sees a row only when Liquid has to render
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from accounts_kit.exports.cells import lines_of
from accounts_kit.exports.contents import Content, content_of_frame, content_of_records
from accounts_kit.exports.files import refuse_other_names, written_whole
from accounts_kit.exports.profiles import Profile, profile_of
from accounts_kit.exports.subjects import subject_of

if TYPE_CHECKING:
    from accounts_kit.merge_fields import Template
    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

_BYTE_ORDER_MARK = "\ufeff".encode()


@dataclass(frozen=True)
class Export:
    """What was written: how many rows, where and how; who an audience left out, by reason; guarded cells."""

    rows: int
    path: Path
    profile: str
    excluded: Mapping[str, int] = field(default_factory=dict)
    guarded: int = 0

    def __str__(self) -> str:
        said = [f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} in {self.path} ({self.profile})."]
        if self.excluded:
            said.append(f"Left out: {', '.join(f'{count:,} {why}' for why, count in self.excluded.items())}.")
        if self.guarded:
            said.append(f"An apostrophe guards {self.guarded:,} against being a formula.")
        return " ".join(said)


def write(
    ws: Workspace,
    what: SegmentLike | pd.DataFrame,
    path: str | Path,
    *,
    profile: str = "rfc4180",
    columns: Sequence[str] | Mapping[str, str] | None = None,
    merge_fields: Mapping[str, Template | str] | None = None,
    audience: bool | None = None,
    as_of: AsOf = None,
    overwrite: bool = False,
) -> Export:
    """Write "accounts", "contacts", "notes", a segment or a frame to a CSV file; return what was written.

    Rows are in order of id; a frame's in its own. `columns` are dotted names ("account.city"), or headers of
    your own with them ({"Plaats": "account.city"}); without it all fields of the record, a contact's account
    and tags, and what a note is about. `merge_fields` are templates, each a column. `audience=True` keeps the
    contacts that can be mailed, and counts the others by reason.

    Headers are keys in rfc4180 (first_name), and labels in the workspace's language for Excel (Voornaam);
    `imports` brings both back to their fields. A field of another record says whose it is (account.city).
    Several values are ||a||b|| in rfc4180 and for Excel "a, b", or ||a||b, c|| when one holds a comma or
    semicolon; that too is what `imports` takes. For Excel a cell that would be a formula gets an apostrophe
    in front; numbers and phone numbers stay as they are.

    Raises FileInTheWay for a file that exists without `overwrite`, WrongValue for an unknown profile and for
    a name that is not one of a CSV file (.csv, .tsv, .txt), UnknownField and TemplateError. A file that could
    not be finished does not stand under its name.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(ws, "contacts", f"{folder}/contacten.csv", profile="excel-nl").rows
    1
    """
    chosen, file = profile_of(profile), Path(path)
    refuse_other_names(file)
    if isinstance(what, pd.DataFrame):
        return _written(content_of_frame(what, chosen, columns, ws.timezone), file, chosen, overwrite)
    with ws.reading():
        subject = subject_of(ws, what, as_of, audience=bool(audience))
        content = content_of_records(ws, subject, chosen, columns, merge_fields or {})
        return _written(content, file, chosen, overwrite)


def _written(content: Content, path: Path, profile: Profile, overwrite: bool) -> Export:
    rows = guarded = 0
    with written_whole(path, overwrite=overwrite) as file:
        file.write(_BYTE_ORDER_MARK if profile.byte_order_mark else b"")
        file.write(lines_of([pa.array([header]) for header in content.headers], profile).written)
        for cells in content.batches:
            lines = lines_of(cells, profile)
            file.write(lines.written)
            rows, guarded = rows + len(cells[0]), guarded + lines.guarded
    return Export(rows, path, profile.name, content.excluded, guarded)
