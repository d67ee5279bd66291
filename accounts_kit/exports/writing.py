"""Writing records, a segment or a frame to a file: one state of the workspace, whole or not at all.

SQL makes the cells and Arrow the lines, a batch at a time; Python sees a row only when Liquid has to render
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from accounts_kit.errors import WrongValue
from accounts_kit.exports import mailblue
from accounts_kit.exports.contents import Columns, Content, content_of_frame, content_of_records
from accounts_kit.exports.export import Export
from accounts_kit.exports.files import written_whole
from accounts_kit.exports.formats import Format, Layout, format_of
from accounts_kit.exports.manifest import write_manifest
from accounts_kit.exports.masking import masked_frame
from accounts_kit.exports.parts import written_in_parts
from accounts_kit.exports.profiles import Profile, profile_of
from accounts_kit.exports.subjects import about, subject_of

if TYPE_CHECKING:
    from accounts_kit.merge_fields import Template
    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace


def write(
    ws: Workspace,
    what: SegmentLike | pd.DataFrame,
    path: str | Path,
    *,
    profile: str = "rfc4180",
    columns: Columns = None,
    merge_fields: Mapping[str, Template | str] | None = None,
    audience: bool | None = None,
    as_of: AsOf = None,
    overwrite: bool = False,
    dates: str = "nl",
    plan: str | None = None,
    masked: bool = False,
) -> Export:
    """Write "accounts", "contacts", "notes", a segment or a frame to a file; return what was written.

    The end of its name says the format: .csv (.tsv, .txt) by the profile; .xlsx with typed cells, a header
    that stays, a filter and the options of fields to choose from; .parquet and .jsonl with every value as it
    is stored. All of them are streamed: memory does not grow with the rows.

    Rows are in order of id; a frame's in its own. `columns` are dotted names ("account.city"), or headers of
    your own with them ({"Plaats": "account.city"}); without it all fields of the record, a contact's account
    and tags, and what a note is about. `merge_fields` are templates, each a column. `audience=True` keeps the
    contacts that can be mailed, and counts the others by reason.

    The profile "mailblue" is what MailBlue imports: contacts (the audience, unless audience=False) or
    accounts, with the product's own headers, dates as 31-12-2026 or for ActiveCampaign itself (dates="iso")
    2026-12-31, in parts of at most 100 MB. `plan` (starter, plus, professional, enterprise) says whether the
    product has Accounts there; where not, fields of the account stand as fields of the contact.

    Headers are keys in rfc4180 (first_name), and labels in the workspace's language for Excel (Voornaam);
    `imports` brings both back to their fields. A field of another record says whose it is (account.city).
    Several values are ||a||b|| in rfc4180 and for Excel "a, b", or ||a||b, c|| when one holds a comma or
    semicolon; that too is what `imports` takes. For Excel a cell that would be a formula gets an apostrophe
    in front; numbers and phone numbers stay as they are.

    `masked=True` makes names, e-mail addresses and telephone numbers of people unreadable, the same way each
    time (J••• B•••, j•••@a•••.nl, •••78); free text stays as it is.

    Beside the file stands its manifest (contacten.csv.manifest.json): rule and version of the segment, as_of,
    rows, who was left out and why, columns, and the checksum of the file.

    Raises FileInTheWay for a file that exists without `overwrite`, WrongValue for an unknown profile, for a
    name that is none of a format and for more rows than a sheet of Excel has, UnknownField and TemplateError.
    A file that could not be finished does not stand under its name.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(ws, "contacts", f"{folder}/contacten.csv", profile="excel-nl").rows
    1
    """
    file, format_, templates = Path(path), format_of(Path(path)), merge_fields or {}
    for_mailblue = profile == mailblue.NAME
    if for_mailblue and (isinstance(what, pd.DataFrame) or format_.name != "CSV"):
        raise WrongValue(
            "MailBlue imports CSV files of contacts and accounts. "
            "Give a segment, 'contacts' or 'accounts', and a name that ends in .csv."
        )
    if masked and (for_mailblue or templates):
        raise WrongValue(
            "A masked file is for looking at: nothing is mailed with it, and merge fields would say who it "
            "is. Leave out merge_fields and profile='mailblue', or masked=True."
        )
    if isinstance(what, pd.DataFrame):
        chosen = profile_of(profile)
        shown = masked_frame(what, ws.catalogue) if masked else what
        content = content_of_frame(shown, chosen, columns, ws.timezone, format_)
        written = _written(content, file, format_, _layout(content, chosen, ws), overwrite)
        write_manifest(written, content, {"what": "a frame", "masked": masked}, {})
        return written
    with ws.reading():
        subject = subject_of(ws, what, as_of, audience=bool(audience))
        if for_mailblue and audience is None and subject.of == "contact":
            subject = replace(subject, audience=True)
        special = mailblue.layout_for(ws.catalogue, subject.of, dates, plan) if for_mailblue else None
        chosen = special.profile if special else profile_of(profile)
        content = content_of_records(ws, subject, chosen, columns, templates, format_, special, mask=masked)
        layout = _layout(content, chosen, ws)
        if special:
            written = written_in_parts(content, file, special, layout, overwrite, mailblue.LARGEST)
        else:
            written = _written(content, file, format_, layout, overwrite)
        write_manifest(written, content, about(ws, what, subject) | {"masked": masked}, templates)
    return written


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
    return Export(
        rows, path, layout.profile.name, content.excluded, writer.guarded, writer.cut, writer.plainer, (path,)
    )
