"""What stands in an exported file: headers, and cells of text in batches; from records or from a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
from sqlglot import exp

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.exports.columns import columns_of, refuse_headers
from accounts_kit.exports.formats import Format
from accounts_kit.exports.frames import cells_of_frame, values_of_frame
from accounts_kit.exports.mailblue import MailBlueLayout
from accounts_kit.exports.masking import masked
from accounts_kit.exports.profiles import Profile
from accounts_kit.exports.subjects import Subject, excluded
from accounts_kit.merge_fields.field_sql import call, column, source
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.templates import Template, templates_of
from accounts_kit.model import Field
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import as_list

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.workspace import Workspace

# Rows that become lines at once, and ids that one query is about: sorting all at once would hold all at once.
_ROWS, _IDS = 20_000, 200_000

Columns = Sequence[str] | Mapping[str, str] | None


@dataclass(frozen=True)
class Content:
    """Headers, the field below each (None for a text), batches of columns, and whom an audience left out."""

    headers: list[str]
    fields: list[Field | None]
    batches: Iterator[list[pa.Array]]
    excluded: Mapping[str, int] = field(default_factory=dict)


def content_of_records(
    ws: Workspace,
    subject: Subject,
    profile: Profile,
    columns: Columns,
    merge_fields: Mapping[str, Template | str],
    format_: Format,
    mailblue: MailBlueLayout | None = None,
    *,
    mask: bool = False,
) -> Content:
    """Return records as cells of a format, in order of id; read them while the workspace holds one state."""
    catalogue = ws.catalogue
    usual = mailblue.columns if mailblue and columns is None else None
    shown = usual or columns_of(catalogue, subject.of, columns, profile)
    rendering = _rendering(ws, subject, merge_fields)
    headers = [one.header for one in shown] + list(rendering.templates)
    refuse_headers(headers)
    record_id = column(subject.of, f"{subject.of}_id")
    cells = []
    for place, one in enumerate(shown):
        own = mailblue.profile_for(one.field) if mailblue else profile
        cell = format_.cell(one.field, own, ws.timezone)
        cells.append(exp.alias_(masked(cell, one.field) if mask else cell, f"cell {place}", quoted=True))
    fields = [*rendering.fields.values(), *(one.field for one in shown)]
    every = source(catalogue, subject.of, fields, rendering.records, rendering.setting.user_id)
    query = subject.narrow(every)
    asked = query.select(record_id, *cells, *rendering.columns()).order_by(record_id.copy())
    found: list[Field | None] = [one.field for one in shown]
    found += [None] * len(rendering.templates)
    return Content(headers, found, _batches(ws, asked, record_id, rendering), excluded(ws, subject))


def content_of_frame(
    frame: pd.DataFrame, profile: Profile, columns: Columns, timezone: str, format_: Format
) -> Content:
    """Return a frame as cells, in its order; `columns` chooses some of its columns and may rename them."""
    names = [str(name) for name in frame.columns]
    asked = names if columns is None else columns
    chosen = dict(asked) if isinstance(asked, Mapping) else {name: name for name in as_list(asked)}
    for name in chosen.values():
        if name not in names:
            raise UnknownField(f"The frame has no column {name!r}. {suggestion(name, names)}".rstrip())
    refuse_headers(names if columns is None else list(chosen))
    places = [names.index(name) for name in chosen.values()]
    nothing: list[Field | None] = [None] * len(places)
    if not format_.as_text:
        values = values_of_frame(frame.iloc[:, places], profile.form(timezone))
        starts = range(0, max(len(frame), 1), _ROWS)
        slices = ([one.slice(start, _ROWS) for one in values] for start in starts)
        return Content(list(chosen), nothing, slices)
    form = profile.form(timezone)
    parts = (frame.iloc[start : start + _ROWS, places] for start in range(0, len(frame), _ROWS))
    return Content(list(chosen), nothing, (cells_of_frame(part, form) for part in parts))


def _rendering(ws: Workspace, subject: Subject, merge_fields: Mapping[str, Template | str]) -> Rendering:
    if merge_fields and subject.of == "note":
        raise WrongValue("Merge fields are of contacts and accounts, not of notes. Leave out merge_fields.")
    return Rendering.of_templates(ws, templates_of(merge_fields), subject.of, subject.as_of)


def _batches(
    ws: Workspace, query: exp.Select, record_id: exp.Expr, rendering: Rendering
) -> Iterator[list[pa.Array]]:
    empty = ws.table(query.limit(0).sql("duckdb"))  # its types: a file without rows has columns too
    yield [one.combine_chunks() for one in rendering.completed(empty).columns[1:]]
    for first in range(*_all_ids(ws, rendering), _IDS):
        within = record_id.copy().between(exp.Literal.number(first), exp.Literal.number(first + _IDS - 1))
        found = ws.table(query.where(within).sql("duckdb"))
        for batch in found.to_batches(max_chunksize=_ROWS):
            table = rendering.completed(pa.Table.from_batches([batch]))
            yield [one.combine_chunks() for one in table.columns[1:]]  # without the id


def _all_ids(ws: Workspace, rendering: Rendering) -> tuple[int, int]:
    """Return from where to where ids run, the end not included; DuckDB knows that without looking at rows."""
    record_id = column(rendering.of, f"{rendering.of}_id")
    ends = [call("min", record_id), call("max", record_id.copy())]
    ((first, last),) = ws.rows(source(ws.catalogue, rendering.of, ()).select(*ends).sql("duckdb"))
    return (0, 0) if first is None else (first, last + 1)
