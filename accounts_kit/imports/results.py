"""What a dry run and a run give back: counts, problems, and what people want to know of it, in one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from accounts_kit.imports.mapping_files.saving import write_mapping
from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.rejects import Rejects, write_all
from accounts_kit.imports.settled import Settled
from accounts_kit.imports.sources import Opened
from accounts_kit.imports.staging import Step
from accounts_kit.markup import escaped, table_html, titled_html
from accounts_kit.workspace import Workspace

# How many rows of each list a repr shows, and how many letters of a cell on a terminal.
SHOWN = 10
COLUMNS_SHOWN = 60  # columns are few, and each was decided
WIDEST = 100


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Outcome:
    """What becomes of a file, counted in rows: created + updated + unchanged + rejected = rows.

    A row of a file of contacts counts as its contact does; one that holds none, as its account or note does.
    `records` counts the records themselves: record, created, updated, unchanged. `problems` has line, column,
    check, value, message; `accounts_created` line, name, nearest; `moved` line, contact_id, from_account,
    to_account; `changes` line, record, record_id, name, field, old, new (of the first thousand rows that
    update a record); `mapping` column, field, how, confidence, samples, note. Of several files at once each
    table has a last column `file`.
    """

    what: str
    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: pd.DataFrame
    accounts_created: pd.DataFrame
    moved: pd.DataFrame
    changes: pd.DataFrame
    records: pd.DataFrame
    mapping: pd.DataFrame
    assumptions: tuple[Assumption, ...]
    _rejects: tuple[Rejects, ...]

    def write_rejects(self, path: str | Path, *, overwrite: bool = False) -> int:
        """Write the rejected rows to a CSV in the layout of the file, to correct and load again; return how
        many.

        Two columns are added at the end, line and problem, which are left out when the file is loaded.
        Without rejected rows nothing is written. Of several files each gets its own, with its name added to
        `path`. Raises FileInTheWay when another file is there.
        """
        return write_all(self._rejects, Path(path), overwrite=overwrite)

    @property
    def problems_by_check(self) -> pd.DataFrame:
        """The problems by check and column, the most frequent first: how many rows, the first, an example.

        Columns: check, column, rows, first_line, example. Empty when every row was accepted.
        """
        checks = self.problems.groupby(["check", "column"], sort=False, dropna=False)
        counted = checks.agg(
            rows=("line", "nunique"), first_line=("line", "min"), example=("message", "first")
        )
        order = ["rows", "first_line", "check"]
        return counted.reset_index().sort_values(order, ascending=[False, True, True], ignore_index=True)

    def _title(self) -> str:
        return f"{self.file}: {self.what}"

    def _counts(self) -> str:
        counts = {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}
        said = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        return f"{self.rows:,} rows: {said}, {self.rejected:,} rejected"

    def _lists(self) -> dict[str, pd.DataFrame]:
        """Return the tables to show, by their titles; only those that have rows."""
        tables = {
            "Problems": self.problems_by_check,
            "New accounts": self.accounts_created,
            "Contacts that move": self.moved,
            "Values that change": self.changes,
            "Columns": self.mapping,
        }
        return {title: table for title, table in tables.items() if len(table)}

    def __repr__(self) -> str:
        parts = [f"{self._title()}", f"  {self._counts()}"]
        for title, table in self._lists().items():
            parts += [
                "",
                f"{title} ({len(table):,})",
                table.head(_shown(title)).to_string(index=False, na_rep="", max_colwidth=WIDEST),
            ]
        if self.assumptions:
            parts += ["", "Assumed", *(f"- {one.text}" for one in self.assumptions)]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [f"<p>{escaped(self._counts())}</p>"]
        for title, table in self._lists().items():
            shown = _filled(table.head(_shown(title)))
            title = f"{title} ({len(table):,})"
            parts.append(titled_html(title, table_html(list(table.columns), shown.itertuples(index=False))))
        if self.assumptions:
            assumed = "".join(f"<li>{escaped(one.text)}</li>" for one in self.assumptions)
            parts.append(titled_html("Assumed", f"<ul>{assumed}</ul>"))
        return titled_html(self._title(), *parts)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Plan(Outcome):
    """What an import would do; `imports.run(ws, plan)` does it, unless file or fields changed since."""

    _opened: Opened
    _steps: tuple[Step, ...]
    _catalogue_version: int
    _users: int
    _workspace: Workspace

    def save_mapping(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write what was decided of each column, and how the file is read, to a mapping file (YAML).

        Edit it, keep it, and give it as `mapping=` for the next file of that kind. Raises FileInTheWay when
        another file is there, and WrongValue for a plan of several files.
        """
        write_mapping(Path(path), self._opened, self._steps, self._workspace.language, overwrite=overwrite)

    def _title(self) -> str:
        return f"Plan, nothing is written yet. {super()._title()}"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ImportResult(Outcome):
    """What an import did. `change_set_id` is what `changes.undo` takes; None when nothing changed."""

    import_id: int
    change_set_id: int | None


def _shown(title: str) -> int:
    return COLUMNS_SHOWN if title == "Columns" else SHOWN


def outcome_of(what: str, file: str, settled: Sequence[Settled]) -> dict[str, Any]:
    """Return what a plan and a result have in common, by the names of their fields."""
    return {
        "what": what,
        "file": file,
        "rows": sum(one.rows for one in settled),
        **{name: sum(one.counts[name] for one in settled) for name in ("created", "updated", "unchanged")},
        "rejected": sum(len(one.rejects) for one in settled),
        "problems": _of_files(settled, "problems"),
        "accounts_created": _of_files(settled, "accounts_created"),
        "moved": _of_files(settled, "moved"),
        "changes": _of_files(settled, "changes"),
        "records": _summed([one.records for one in settled]),
        "mapping": _of_files(settled, "mapping"),
        "assumptions": tuple(dict.fromkeys(said for one in settled for said in one.assumptions)),
        "_rejects": tuple(one.rejects for one in settled),
    }


def _of_files(settled: Sequence[Settled], name: str) -> pd.DataFrame:
    """Return a table of one file as it is; those of several below each other, with the file of each row."""
    tables: list[pd.DataFrame] = [getattr(one, name) for one in settled]
    if len(tables) == 1:
        return tables[0]
    named = [table.assign(file=one.file) for table, one in zip(tables, settled, strict=True)]
    return pd.concat(named, ignore_index=True).astype(named[0].dtypes.to_dict())


def _summed(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables).groupby("record", sort=False).sum().reset_index()


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which missing is None, which markup leaves blank."""
    return table.astype(object).where(table.notna(), None)
