"""From a reading to what becomes of each row: typed, checked, matched with the records that are there.

Writes nothing. Runs inside the reading() of a plan or the transaction() of a run, so that what it says of the
workspace holds until it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.checking import check_names, check_texts, check_values
from accounts_kit.imports.crossing import check_resolved, check_rows
from accounts_kit.imports.definitions import Definitions, check_definitions, resolve_definitions
from accounts_kit.imports.describing import Describer
from accounts_kit.imports.found import refused_lines, together, without_refused_cells
from accounts_kit.imports.keeping import Keeping
from accounts_kit.imports.language import file_language
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.rejects import Rejects, rejects_of
from accounts_kit.imports.request import Request
from accounts_kit.imports.typing import TypedRows, type_rows
from accounts_kit.records.finding.nearest_accounts import nearest_accounts
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.loading import Resolution, resolve, write
from accounts_kit.words.nearest import offer
from accounts_kit.workspace import Workspace


@dataclass(frozen=True)
class Prepared:
    """What becomes of the rows of a source; they themselves wait in the temporary table of the resolution."""

    resolution: Resolution | Definitions
    rows: int
    problems: pd.DataFrame
    rejects: Rejects
    accounts_created: pd.DataFrame
    moved: pd.DataFrame
    assumptions: tuple[Assumption, ...]

    def write(self, change: ChangeSet) -> None:
        """Write what was resolved."""
        if isinstance(self.resolution, Definitions):
            self.resolution.write(change)
        else:
            write(change, self.resolution)


def prepare(ws: Workspace, request: Request, reading: Reading, mapping: ColumnMapping) -> Prepared:
    """Return what becomes of the rows of a reading."""
    typed = type_rows(ws, reading, mapping, file_language(reading, mapping, ws.language), request.locale)
    problems = together(_checked(ws, request, reading, mapping, typed))
    resolution = _resolve(ws, request, typed.table, problems)
    if isinstance(resolution, Resolution):
        more = together(_checked_again(ws, request, typed))
        if len(more):
            problems = together([problems, more])
            resolution = _resolve(ws, request, typed.table, problems)
    describer = Describer(ws.catalogue, mapping, reading, typed, _hints(ws, typed, problems))
    described = describer.table(problems)
    source = Path(request.source) if isinstance(request.source, str | Path) else None
    return Prepared(
        resolution=resolution,
        rows=reading.table.num_rows + len(reading.broken),
        problems=described,
        rejects=rejects_of(reading, source, refused_lines(problems), described, ws.language),
        accounts_created=_with_nearest(ws, resolution.accounts_created),
        moved=resolution.moved,
        assumptions=(*reading.assumptions, *typed.assumptions),
    )


def _checked(
    ws: Workspace, request: Request, reading: Reading, mapping: ColumnMapping, typed: TypedRows
) -> Iterator[pd.DataFrame]:
    """Yield what the checks find; what comes first says what is wrong with a cell."""
    of = request.subject.of
    yield from check_texts(typed, reading)
    yield from check_values(ws.catalogue, mapping, typed, Keeping(mapping, request.key, request.update))
    yield from check_names(mapping, typed)
    if of == "custom_field":
        yield from check_definitions(ws, typed.table)
        return
    columns = [column.key for column in mapping.columns]
    refuse = request.unknown_accounts == "refuse"
    with ws.staged("typed", typed.table) as staged:
        yield from check_rows(ws, of, staged, columns, key=request.key, refuse_accounts=refuse)


def _checked_again(ws: Workspace, request: Request, typed: TypedRows) -> Iterator[pd.DataFrame]:
    """Yield what is wrong with rows that found their records."""
    with ws.staged("typed", typed.table) as staged:
        yield from check_resolved(ws, request.subject.of, staged, typed.table.column_names, key=request.key)


def _resolve(
    ws: Workspace, request: Request, rows: pa.Table, problems: pd.DataFrame
) -> Resolution | Definitions:
    """Return what becomes of the rows without problems."""
    if len(problems):
        rows = without_refused_cells(rows, problems)
        rows = rows.filter(pc.invert(pc.is_in(rows.column("line"), refused_lines(problems))))
    if request.subject.of == "custom_field":
        return resolve_definitions(ws, rows, request.update)
    columns = [name for name in rows.column_names if name != "line"]
    with ws.staged("accepted", rows) as staged:
        return resolve(
            ws, request.subject.of, staged, columns, update=request.update, key=request.key, tags=request.tags
        )


def _hints(ws: Workspace, typed: TypedRows, problems: pd.DataFrame) -> dict[str, str]:
    """Return a sentence for each unknown account that has a namesake."""
    lines = problems.loc[problems["check"] == "unknown_account", "line"]
    if not len(lines):
        return {}
    names = typed.table.filter(pc.is_in(typed.table.column("line"), pa.array(lines))).column("account")
    nearest = nearest_accounts(ws, names.unique().to_pylist())
    return {name: offer(near, ws.language) for name, near in nearest.items()}


def _with_nearest(ws: Workspace, made: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts that rows name and nobody has, each with the nearest one that is there."""
    nearest = nearest_accounts(ws, made["name"].tolist())
    return made.assign(nearest=made["name"].map(nearest).astype("str"))[["name", "nearest", "line"]]
