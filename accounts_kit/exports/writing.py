"""Writing records, a segment or a frame to a file: one state of the workspace, whole or not at all.

SQL makes the cells and Arrow the lines, a batch at a time; Python sees a row only when Liquid has to render
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from accounts_kit.exports.contents import Content, content_of_frame, content_of_records
from accounts_kit.exports.files import written_whole
from accounts_kit.exports.formats import Format, Layout, format_of
from accounts_kit.exports.profiles import Profile, profile_of
from accounts_kit.exports.subjects import subject_of

if TYPE_CHECKING:
    from accounts_kit.merge_fields import Template
    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace


@dataclass(frozen=True)
class Export:
    """What was written: how many rows, where and how; who an audience left out, by reason.

    `guarded` are cells that would have been a formula, `cut` are texts longer than a cell of Excel.
    """

    rows: int
    path: Path
    profile: str
    excluded: Mapping[str, int] = field(default_factory=dict)
    guarded: int = 0
    cut: int = 0

    def __str__(self) -> str:
        said = [f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} in {self.path} ({self.profile})."]
        if self.excluded:
            said.append(f"Left out: {', '.join(f'{count:,} {why}' for why, count in self.excluded.items())}.")
        if self.guarded:
            said.append(f"An apostrophe guards {self.guarded:,} against being a formula.")
        if self.cut:
            said.append(f"Cut {self.cut:,} to 32,767 signs: Excel has no room for more in a cell.")
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
    """Write "accounts", "contacts", "notes", a segment or a frame to a file; return what was written.

    The end of its name says the format: .csv (.tsv, .txt) by the profile; .xlsx with typed cells, a header
    that stays, a filter and the options of fields to choose from; .parquet and .jsonl with every value as it
    is stored. All of them are streamed: memory does not grow with the rows.

    Rows are in order of id; a frame's in its own. `columns` are dotted names ("account.city"), or headers of
    your own with them ({"Plaats": "account.city"}); without it all fields of the record, a contact's account
    and tags, and what a note is about. `merge_fields` are templates, each a column. `audience=True` keeps the
    contacts that can be mailed, and counts the others by reason.

    Headers are keys in rfc4180 (first_name), and labels in the workspace's language for Excel (Voornaam);
    `imports` brings both back to their fields. A field of another record says whose it is (account.city).
    Several values are ||a||b|| in rfc4180 and for Excel "a, b", or ||a||b, c|| when one holds a comma or
    semicolon; that too is what `imports` takes. For Excel a cell that would be a formula gets an apostrophe
    in front; numbers and phone numbers stay as they are.

    Raises FileInTheWay for a file that exists without `overwrite`, WrongValue for an unknown profile, for a
    name that is none of a format and for more rows than a sheet of Excel has, UnknownField and TemplateError.
    A file that could not be finished does not stand under its name.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(ws, "contacts", f"{folder}/contacten.csv", profile="excel-nl").rows
    1
    """
    chosen, file = profile_of(profile), Path(path)
    format_ = format_of(file)
    if isinstance(what, pd.DataFrame):
        of_frame = content_of_frame(what, chosen, columns, ws.timezone, format_)
        return _written(of_frame, file, format_, _layout(of_frame, chosen, ws), overwrite)
    with ws.reading():
        subject = subject_of(ws, what, as_of, audience=bool(audience))
        content = content_of_records(ws, subject, chosen, columns, merge_fields or {}, format_)
        return _written(content, file, format_, _layout(content, chosen, ws), overwrite)


def _layout(content: Content, profile: Profile, ws: Workspace) -> Layout:
    return Layout(content.headers, content.fields, profile, ws.timezone)


def _written(content: Content, path: Path, format_: Format, layout: Layout, overwrite: bool) -> Export:
    rows = 0
    with written_whole(path, overwrite=overwrite) as file:
        writer = format_.writer(file, layout)
        try:
            for cells in content.batches:
                writer.write(cells)
                rows += len(cells[0])
            writer.close()
        except BaseException:
            writer.abandon()
            raise
    return Export(rows, path, layout.profile.name, content.excluded, writer.guarded, writer.cut)
