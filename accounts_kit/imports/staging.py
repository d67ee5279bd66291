"""The rows of a source as values, and what each of them has wrong by itself: without records.

That is what a plan keeps, so that its run reads, types and judges no second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.checking import check_names, check_texts, check_values
from accounts_kit.imports.found import refused_lines, together
from accounts_kit.imports.keeping import Keeping
from accounts_kit.imports.language import file_language
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.merging_accounts import about_somebody
from accounts_kit.imports.parts import Part, parts_of
from accounts_kit.imports.placeholders import without_placeholders
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.request import Request
from accounts_kit.imports.typing import TypedRows, by_country, type_rows
from accounts_kit.records.loading.modes import CLEARED
from accounts_kit.workspace import Workspace

OF_ITS_ROW = "of its row"  # whom a note beside a contact is about: which that is shows when it is loaded


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """A part of a source, its rows as values, and the cells that are wrong whatever the workspace holds."""

    part: Part
    typed: TypedRows
    problems: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Step:
    """One source as it waits to be loaded: as read, how it was mapped, and its parts with their values.

    In `decided`, the mapping as it was found, the columns that become fields are still new ones.
    """

    what: str
    reading: Reading
    mapping: ColumnMapping
    parts: tuple[Staged, ...]
    decided: ColumnMapping

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed on the way, each once."""
        typed = [one for staged in self.parts for one in staged.typed.assumptions]
        return tuple(dict.fromkeys([*self.reading.assumptions, *self.mapping.assumptions, *typed]))


def stage(
    ws: Workspace,
    request: Request,
    reading: Reading,
    mapping: ColumnMapping,
    decided: ColumnMapping,
) -> Step:
    """Return the rows of a reading as values, with what is wrong with each by itself."""
    language = file_language(reading, mapping, ws.language)
    parts = parts_of(reading, mapping)
    staged = tuple(_staged(ws, request, part, parts, language) for part in parts)
    return Step(mapping.subject.what, reading, mapping, staged, decided)


def refused_in(parts: Sequence[pd.DataFrame]) -> pa.Array:
    """Return the lines that some part refuses; a row is kept out whole."""
    lines = [line for part in parts for line in refused_lines(part).to_pylist()]
    return pa.array(dict.fromkeys(lines), pa.int64())


def _lines_of(parts: Iterable[Part]) -> pa.Array:
    """Return the lines of the rows that hold a record of some part."""
    lines = [piece for part in parts for piece in part.reading.table.column("line").chunks]
    return pa.chunked_array(lines, pa.int64()).combine_chunks()


def _staged(ws: Workspace, request: Request, part: Part, parts: Sequence[Part], language: str) -> Staged:
    typed = type_rows(
        ws,
        part.reading,
        part.mapping,
        language,
        request.locale,
        dates=request.dates,
        missing=request.missing,
        clear=request.clear,
    )
    typed = by_country(typed, part.reading, part.mapping, ws.region)
    typed = without_placeholders(ws, typed, "name" if part.is_merged else "account")
    if part.is_merged:
        elsewhere = _lines_of(other for other in parts if other is not part)
        typed = replace(typed, table=about_somebody(typed.table, elsewhere))
    if part.of == "note" and "contact" in part.beside:
        contacts = _lines_of(part for part in parts if part.of == "contact")
        typed = replace(typed, table=_about_the_contact(typed.table, contacts))
    return Staged(part, typed, together(_wrong(ws, request.for_part(part.subject), part, typed)))


def _about_the_contact(rows: pa.Table, contacts: pa.Array) -> pa.Table:
    """Return notes that are about the contact of their row, by whatever that is known, and about its account
    where it has no contact; `contacts` are the lines of the rows that hold one.

    About both, such a note would be another one as soon as the contact works elsewhere.
    """
    has_contact = pc.is_in(rows.column("line"), contacts)
    about = pc.if_else(has_contact, OF_ITS_ROW, pa.scalar(None, pa.string()))
    names = [name for name in rows.column_names if name not in ("contact", f"{CLEARED}contact")]
    rows = rows.select(names).append_column("contact", about)
    if "account" not in names:
        return rows
    accounts = rows.column("account")
    left = pc.if_else(has_contact, pa.scalar(None, accounts.type), accounts)
    return rows.set_column(names.index("account"), "account", left)


def _wrong(ws: Workspace, request: Request, part: Part, typed: TypedRows) -> Iterator[pd.DataFrame]:
    """Yield what is wrong with single rows; what comes first says what is wrong with a cell."""
    keeping = Keeping(part.mapping, request.key, request.update)
    yield from check_texts(typed, part.reading, kept=("unknown_owner",) if request.delivered else ())
    yield from check_values(ws.catalogue, part.mapping, typed, keeping)
    yield from check_names(part.mapping, typed)
