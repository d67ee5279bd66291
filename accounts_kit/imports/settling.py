"""What becomes of staged rows: against each other, against the records that are there, and then written.

A dry run and a run go the same way. Whatever is wrong is found before anything is written, so that a row that
is refused leaves nothing behind, not even the account that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pandas as pd
import pyarrow as pa

from accounts_kit.imports.crossing import check_known, check_resolved, check_rows
from accounts_kit.imports.definitions import Definitions, check_definitions, resolve_definitions
from accounts_kit.imports.found import together, without_refused_cells
from accounts_kit.imports.merging_accounts import differing, one_per_account
from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.request import Request
from accounts_kit.imports.staging import Staged, Step, refused_in
from accounts_kit.imports.waiting import Stream
from accounts_kit.records.finding.nearest_accounts import nearest_accounts
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.loading import Mode, Resolution, changes_of, keep_record_ids, resolve, write
from accounts_kit.records.loading.naming import numbers_sql
from accounts_kit.workspace import Workspace

# Rows of a file whose changes a plan shows; it counts all of them.
MOST_CHANGES = 1_000
ROW_CONTACTS = "row_contacts"  # the contact of each row, for the note that it holds too


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the records of one part: how many, and which accounts and moves came of them."""

    of: str
    created: int
    updated: int
    unchanged: int
    accounts_created: pd.DataFrame
    moved: pd.DataFrame
    changes: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()
    actions: pa.Table | None = None


@dataclass
class Settling:
    """The way of one step from staged rows to records."""

    ws: Workspace
    request: Request
    step: Step
    problems: list[pd.DataFrame] = field(default_factory=list)
    _resolution: Resolution | Definitions | None = None
    _contacts: str | None = None

    def judge(self) -> None:
        """Find all that is wrong, by part, in the light of the other rows and of the records; writes nothing.

        Needs a running reading() or transaction().
        """
        self.problems = [
            together(
                [
                    staged.problems,
                    *self._told_apart(staged),
                    *self._crossed(staged, self._rows_to_cross(staged)),
                ]
            )
            for staged in self.step.parts
        ]
        while True:
            more = [together(self._resolved(staged)) for staged in self.step.parts]
            if not any(map(len, more)):
                return
            self._resolution = None
            self.problems = [together(pair) for pair in zip(self.problems, more, strict=True)]

    def load(self, change: ChangeSet | None) -> list[Loaded]:
        """Return what becomes of the rows that are right, part by part; writes them when there is a change
        set.
        """
        loaded = []
        for staged in self.step.parts:
            resolution = self._resolution or self._resolve(staged)
            loaded.append(self._loaded(staged, resolution))
            if change is not None:
                _write(change, resolution)
                self._keep_contacts(change, staged, resolution)
        return loaded

    def _keep_contacts(self, change: ChangeSet, staged: Staged, resolution: Resolution | Definitions) -> None:
        """Keep who the contact of each row is, for the notes beside them."""
        if staged.part.of == "contact" and "note" in staged.part.beside:
            assert isinstance(resolution, Resolution)
            keep_record_ids(change, resolution, ROW_CONTACTS)
            self._contacts = ROW_CONTACTS

    def accepted(self, staged: Staged) -> Stream:
        """Return the rows of a part that no part refuses; one row an account where they are merged."""
        place = self.step.parts.index(staged)
        rows, refused = staged.typed.table, refused_in(self.problems)
        if len(self.problems[place]):
            rows = without_refused_cells(rows, self.problems[place])
        kept = Stream(rows, without=refused)
        return Stream(one_per_account(self.ws, kept)) if staged.part.is_merged else kept

    def _rows_to_cross(self, staged: Staged) -> Stream:
        rows = Stream(staged.typed.table)
        return Stream(one_per_account(self.ws, rows)) if staged.part.is_merged else rows

    def _told_apart(self, staged: Staged) -> Iterator[pd.DataFrame]:
        """Yield the rows that say of an account something else than others, and those about accounts that
        nobody has, where those are refused.
        """
        if not staged.part.is_merged:
            return
        yield differing(self.ws, Stream(without_refused_cells(staged.typed.table, staged.problems)))
        if self.request.unknown_accounts == "refuse":
            with self.ws.staged("typed", Stream(staged.typed.table)) as relation:
                yield check_known(self.ws, relation)

    def _crossed(self, staged: Staged, rows: Stream) -> Iterator[pd.DataFrame]:
        """Yield what is wrong with rows beside each other and beside the workspace."""
        part = staged.part
        if part.of == "custom_field":
            yield from check_definitions(self.ws, rows.table())
            return
        asked = self.request.for_part(part.subject)
        with self.ws.staged("typed", rows) as relation:
            yield from check_rows(
                self.ws,
                part.of,
                relation,
                [column.key for column in part.mapping.columns],
                key=asked.key,
                refuse_accounts=asked.unknown_accounts == "refuse",
                beside=part.beside,
            )

    def _resolved(self, staged: Staged) -> Iterator[pd.DataFrame]:
        """Yield what is wrong with rows that found their records."""
        part, rows = staged.part, self.accepted(staged)
        if part.is_merged:
            yield from self._crossed(staged, rows)
        resolution = self._resolve(staged, rows)
        if len(self.step.parts) == 1:
            self._resolution = resolution
        if isinstance(resolution, Resolution):
            with self.ws.staged("typed", rows) as relation:
                key = self.request.for_part(part.subject).key
                yield from check_resolved(self.ws, part.of, relation, rows.column_names, key=key)

    def _resolve(self, staged: Staged, rows: Stream | None = None) -> Resolution | Definitions:
        rows = self.accepted(staged) if rows is None else rows
        of, asked = staged.part.of, self.request.for_part(staged.part.subject)
        if of == "custom_field":
            return resolve_definitions(self.ws, rows.table(), asked.update_of_all)
        columns = [name for name in rows.column_names if name != "line"]
        with self.ws.staged("accepted", rows) as relation:
            return resolve(
                self.ws,
                of,
                relation,
                columns,
                update=_modes(asked, staged),
                key=asked.key,
                tags=asked.tags,
                contacts=self._contacts if of == "note" else None,
                rows=None if staged.part.is_merged else rows.telling("writing"),
            )

    def _by_number(self, staged: Staged, resolution: Resolution | Definitions) -> Iterator[Assumption]:
        """Yield how many rows name an account that is there by its external id, as exports of a CRM do."""
        column = staged.part.mapping.column("account")
        if isinstance(resolution, Definitions) or column is None or staged.part.is_merged:
            return
        count, example = self.ws.rows(
            f"SELECT count(*), min(account_name_) FROM resolved JOIN ({numbers_sql()}) AS numbers_ "
            "ON numbers_.key_ = account_key_ AND numbers_.id_ = resolved.account_id"
        )[0]
        if count:
            cells = "1 cell names" if count == 1 else f"{count:,} cells name"
            yield Assumption(
                "accounts_by_number",
                f"In {column.header!r} {cells} an account by its external id, like {example!r}.",
            )

    def _actions(self, staged: Staged) -> pa.Table:
        """Return what becomes of each row; of rows that are merged only the first does anything."""
        lines = Stream(staged.typed.table.select(["line"]), without=refused_in(self.problems))
        with self.ws.staged("accepted", lines) as rows:
            return self.ws.table(
                f"SELECT line, coalesce(action_, 'unchanged') AS action_ FROM {rows} LEFT JOIN resolved "
                "USING (line) ORDER BY line"
            )

    def _loaded(self, staged: Staged, resolution: Resolution | Definitions) -> Loaded:
        """Return what a resolution says, before it is written; the temporary table is its own then."""
        actions = self._actions(staged) if len(self.step.parts) > 1 else None
        made = resolution.accounts_created
        if staged.part.is_merged:
            made = self.ws.frame(
                "SELECT line, resolved.name FROM resolved WHERE action_ = 'create' ORDER BY line"
            )
        return Loaded(
            of=staged.part.of,
            created=resolution.created,
            updated=resolution.updated,
            unchanged=resolution.unchanged,
            accounts_created=_with_nearest(self.ws, made),
            moved=resolution.moved,
            changes=_changes(self.ws, resolution),
            assumptions=tuple(self._by_number(staged, resolution)),
            actions=actions,
        )


def outcome_by_row(loaded: Sequence[Loaded], main: str) -> dict[str, int]:
    """Return how many rows created, updated and left unchanged: of the main record where a row holds one,
    else of the account or note that it holds.
    """
    [first, *_] = loaded
    if first.actions is None:
        return {"created": first.created, "updated": first.updated, "unchanged": first.unchanged}
    main_last = sorted(loaded, key=lambda one: one.of == main)
    rows = pd.concat([one.actions.to_pandas() for one in main_last if one.actions is not None])
    counted = rows.drop_duplicates("line", keep="last")["action_"].value_counts()
    return {
        name: int(counted.get(action, 0))
        for name, action in (("created", "create"), ("updated", "update"), ("unchanged", "unchanged"))
    }


def _modes(asked: Request, staged: Staged) -> Mode | Mapping[str, Mode]:
    """Return by which modes the fields of a part change records: the caller's, else those of its columns."""
    by_column = staged.part.mapping.updates(asked.update_of_all)
    if isinstance(by_column, str):
        return asked.update
    by_caller = {} if isinstance(asked.update, str) else asked.update
    return cast("Mapping[str, Mode]", {**by_column, **by_caller})


def _changes(ws: Workspace, resolution: Resolution | Definitions) -> pd.DataFrame:
    """Return the first values that change; the definitions of fields change as a whole."""
    if isinstance(resolution, Definitions):
        return pd.DataFrame(columns=["line", "record", "record_id", "name", "field", "old", "new"])
    changes = changes_of(ws, resolution, MOST_CHANGES)
    changes.insert(1, "record", pd.Series(resolution.of, index=changes.index, dtype="str"))
    return changes


def _write(change: ChangeSet, resolution: Resolution | Definitions) -> None:
    if isinstance(resolution, Definitions):
        resolution.write(change)
    else:
        write(change, resolution)


def _with_nearest(ws: Workspace, made: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts that rows name and nobody has, each with the nearest one that is there."""
    nearest = nearest_accounts(ws, made["name"].tolist())
    return made.assign(nearest=made["name"].map(nearest).astype("str"))[["name", "nearest", "line"]]
