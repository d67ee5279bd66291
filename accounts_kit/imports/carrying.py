"""One import step by step: each source mapped, staged, judged, and written before the next is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.imports.mapped import ColumnMapping, NewColumn
from accounts_kit.imports.new_columns import with_new
from accounts_kit.imports.settled import Settled, settled
from accounts_kit.imports.settling import Settling
from accounts_kit.imports.sources import Opened, Source, mapped
from accounts_kit.imports.sparing import spare_memory
from accounts_kit.imports.staging import Step, stage
from accounts_kit.records.fields.definitions import load_definition
from accounts_kit.records.history import ChangeSet
from accounts_kit.workspace import Workspace


def staged_step(ws: Workspace, source: Source, mapping: ColumnMapping) -> Step:
    """Return a source as it waits to be loaded; the fields that its columns become must be there."""
    whole = with_new(mapping, ws.catalogue) if mapping.new else mapping
    return stage(ws, source.request, source.reading, whole, mapping)


def carry_out(
    ws: Workspace, asked: Opened, change: ChangeSet | None, steps: Sequence[Step] | None = None
) -> tuple[list[Step], list[Settled]]:
    """Return the steps of an import and what became of each; they are written when there is a change set.

    `steps` are those of a plan, which are taken as they wait.
    """
    taken: list[Step] = []
    outcomes: list[Settled] = []
    for place, source in enumerate(asked.sources):
        if steps is None:
            mapping = mapped(ws, source)
            _define(change, mapping.new)
            step = staged_step(ws, source, mapping)
        else:
            step = steps[place]
            _define(change, step.decided.new)
        settling = Settling(ws, source.request, step)
        spare_memory(ws, step.parts)
        settling.judge()
        taken.append(step)
        outcomes.append(settled(ws, step, settling, change))
    return taken, outcomes


def _define(change: ChangeSet | None, columns: Sequence[NewColumn]) -> None:
    """Make the fields that columns become."""
    for one in columns:
        assert change is not None  # a plan with new fields is tried in a transaction
        load_definition(change, one.definition())
