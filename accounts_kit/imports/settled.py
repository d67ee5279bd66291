"""What became of one source, in words and counts: its problems, its rejects, its new accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from accounts_kit.imports.describing import Describer
from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.rejects import Rejects, rejects_of
from accounts_kit.imports.settling import Loaded, Settling, outcome_by_row
from accounts_kit.imports.staging import Step, refused_in
from accounts_kit.records.history import ChangeSet
from accounts_kit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a source; see results.Outcome, which several of these make together."""

    what: str
    file: str
    rows: int
    counts: dict[str, int]
    problems: pd.DataFrame
    rejects: Rejects
    accounts_created: pd.DataFrame
    moved: pd.DataFrame
    changes: pd.DataFrame
    mapping: pd.DataFrame
    records: pd.DataFrame
    assumptions: tuple[Assumption, ...]


def settled(ws: Workspace, step: Step, settling: Settling, change: ChangeSet | None) -> Settled:
    """Return what becomes of a step that was judged; writes it when there is a change set."""
    described = _described(ws, step, settling.problems)
    source = settling.request.source
    refused = refused_in(settling.problems)
    rejects = rejects_of(
        step.reading,
        Path(source) if isinstance(source, str | Path) else None,
        refused,
        described,
        ws.language,
    )
    pa.default_memory_pool().release_unused()
    loaded = settling.load(change)
    return Settled(
        what=step.what,
        file=step.reading.name,
        rows=step.reading.table.num_rows + len(step.reading.broken),
        counts=outcome_by_row(loaded, step.mapping.subject.of),
        problems=described,
        rejects=rejects,
        accounts_created=_filled(one.accounts_created for one in loaded),
        moved=_filled(one.moved for one in loaded),
        changes=pd.concat([one.changes for one in loaded], ignore_index=True),
        mapping=step.mapping.table(),
        records=_by_record(loaded),
        assumptions=(*step.assumptions, *(said for one in loaded for said in one.assumptions)),
    )


def _described(ws: Workspace, step: Step, problems: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the problems of all parts in words, by line."""
    tables = [
        Describer(ws, staged.part.mapping, staged.part.reading, staged.typed).table(found)
        for staged, found in zip(step.parts, problems, strict=True)
    ]
    if len(tables) == 1:
        return tables[0]
    return pd.concat(tables).sort_values("line", kind="stable", ignore_index=True)


def _by_record(loaded: Sequence[Loaded]) -> pd.DataFrame:
    """Return how many records of each type were created, updated and left as they are."""
    rows = [(one.of, one.created, one.updated, one.unchanged) for one in loaded]
    if made := sum(len(one.accounts_created) for one in loaded if one.of != "account"):
        rows.insert(0, ("account", made, 0, 0))
    return pd.DataFrame(rows, columns=["record", "created", "updated", "unchanged"])


def _filled(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the first of several frames of one shape that has rows, else an empty one."""
    several = list(frames)
    return next((one for one in several if len(one)), several[0])
