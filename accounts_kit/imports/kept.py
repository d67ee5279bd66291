"""What a workspace keeps of its imports: which file came when, by whom, as what, and what came of it.

No values of the file are kept, only counts: what was refused is in the reject file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from accounts_kit.errors import UnknownRecord
from accounts_kit.imports.sources import Opened
from accounts_kit.markup import escaped, table_html, titled_html
from accounts_kit.records.changes import undo as undo_changes
from accounts_kit.records.references import as_id
from accounts_kit.records.undoing.taking_back import Undone
from accounts_kit.workspace import Workspace

COUNTS = ("rows", "created", "updated", "unchanged", "rejected")
_MADE = (
    "SELECT imports.import_id, imports.at, who, imports.what, file, rows, created, updated, unchanged, "
    "rejected, made.change_set_id, (SELECT max(later.change_set_id) FROM change_sets AS later "
    "WHERE later.undoes = made.change_set_id) AS undone_by "
    "FROM imports LEFT JOIN change_sets AS made USING (import_id) "
)


@dataclass(frozen=True, kw_only=True, repr=False)
class PastImport:
    """An import as the workspace remembers it.

    `change_set_id` is None when nothing changed, `undone_by` the change set that took it back. `sha256` says
    which bytes the file had. `mapping` has column, field, note; `problems` check, column, rows, first_line;
    `records` record, created, updated, unchanged.
    """

    import_id: int
    at: datetime
    who: str | None
    what: str
    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    change_set_id: int | None
    undone_by: int | None
    sha256: str | None
    mapping: pd.DataFrame
    problems: pd.DataFrame
    records: pd.DataFrame
    assumptions: tuple[str, ...]

    def _said(self) -> str:
        counts = ", ".join(f"{getattr(self, name):,} {name}" for name in COUNTS)
        undone = f"; taken back by change set {self.undone_by}" if self.undone_by else ""
        by = f" by {self.who}" if self.who else ""
        return f"{self.at:%Y-%m-%d %H:%M}{by}: {counts}{undone}"

    def _title(self) -> str:
        return f"Import {self.import_id}: {self.what} from {self.file}"

    def _tables(self) -> dict[str, pd.DataFrame]:
        tables = {"Records": self.records, "Problems": self.problems, "Columns": self.mapping}
        return {title: table for title, table in tables.items() if len(table)}

    def __repr__(self) -> str:
        parts = [self._title(), f"  {self._said()}"]
        for title, table in self._tables().items():
            parts += ["", title, table.to_string(index=False, na_rep="")]
        return "\n".join([*parts, *(["", "Assumed"] if self.assumptions else []), *self.assumptions])

    def _repr_html_(self) -> str:
        parts = [f"<p>{escaped(self._said())}</p>"]
        for title, table in self._tables().items():
            filled = table.astype(object).where(table.notna(), None)
            parts.append(titled_html(title, table_html(list(table.columns), filled.itertuples(index=False))))
        assumed = "".join(f"<li>{escaped(one)}</li>" for one in self.assumptions)
        return titled_html(self._title(), *parts, f"<ul>{assumed}</ul>" if assumed else "")


def table(ws: Workspace, *, limit: int | None = None) -> pd.DataFrame:
    """Return the imports, newest first.

    Columns: import_id, at, who, what, file, rows, created, updated, unchanged, rejected, change_set_id (none
    when nothing changed), undone_by (the change set that took it back). Empty for a new workspace.
    """
    return ws.frame(f"{_MADE}WHERE made.undoes IS NULL ORDER BY imports.import_id DESC LIMIT ?", [limit])


def get(ws: Workspace, import_: object) -> PastImport:
    """Return what the workspace remembers of one import: by its id, or what run() returned.

    Raises UnknownRecord.
    """
    with ws.one_state():
        import_id = _id_of(ws, import_)
        [row] = ws.table(f"{_MADE}WHERE imports.import_id = ?", [import_id]).to_pylist()
        [(sha256, said)] = ws.rows("SELECT sha256, details FROM imports WHERE import_id = ?", [import_id])
    details = json.loads(said or "{}")
    return PastImport(
        **row,
        sha256=sha256,
        mapping=_frame(details.get("mapping"), ("column", "field", "note")),
        problems=_frame(details.get("problems"), ("check", "column", "rows", "first_line")),
        records=_frame(details.get("records"), ("record", "created", "updated", "unchanged")),
        assumptions=tuple(details.get("assumptions", ())),
    )


def undo(ws: Workspace, import_: object) -> Undone:
    """Take back what one import created and changed, as far as nobody changed it since.

    `import_` is its id, or what run() returned. `.kept` lists what stays because it changed since; an import
    that changed nothing leaves nothing to take back. Raises UnknownRecord.
    """
    with ws.transaction():
        import_id = _id_of(ws, import_)
        change_set = ws.value(
            "SELECT change_set_id FROM change_sets WHERE import_id = ? AND undoes IS NULL", [import_id]
        )
        if change_set is None:
            return Undone(None, 0, 0, 0, pd.DataFrame(columns=["table", "record_id", "field", "why"]))
        return undo_changes(ws, change_set)


def keep(ws: Workspace, import_id: int, at: datetime, asked: Opened, outcome: Mapping[str, Any]) -> None:
    """Keep for later what was imported and what came of it."""
    mapping, problems = outcome["mapping"], outcome["problems"]
    checks = problems.groupby(["check", "column"], sort=False, dropna=False)["line"]
    counted = checks.agg(rows="nunique", first_line="min").reset_index()
    details = {
        "mapping": _rows(mapping[["column", "field", "note"]]),
        "problems": _rows(counted),
        "records": _rows(outcome["records"]),
        "assumptions": [one.text for one in outcome["assumptions"]],
    }
    ws.execute(
        'INSERT INTO imports (import_id, "at", what, file, rows, created, updated, unchanged, rejected, '
        "sha256, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            import_id,
            at,
            outcome["what"],
            outcome["file"],
            *(outcome[name] for name in COUNTS),
            " ".join(one.sha256 for one in asked.fingerprints),
            json.dumps(details, ensure_ascii=False),
        ],
    )


def _id_of(ws: Workspace, import_: object) -> int:
    """Return the id of an import that is there."""
    given = getattr(import_, "import_id", import_)
    try:
        found = ws.rows("SELECT import_id FROM imports WHERE import_id = ?", [as_id(given, "imports")])
    except UnknownRecord:
        found = []
    if not found:
        raise UnknownRecord(f"No import {import_!r}. imports.table() lists them.")
    return int(found[0][0])


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    filled = table.astype(object).where(table.notna(), None)
    return [dict(zip(table.columns, row, strict=True)) for row in filled.itertuples(index=False)]


def _frame(rows: list[dict[str, Any]] | None, columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows or [], columns=list(columns))
