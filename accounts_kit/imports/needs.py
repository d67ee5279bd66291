"""What a record cannot do without, judged when the rows have found their records.

A new record needs it in its row; one that is there may have it already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from accounts_kit.checks.rows import RowCheck, row_checks_of
from accounts_kit.imports.found import found
from accounts_kit.model import record_types
from accounts_kit.records.loading.modes import CLEARED
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted


def needed_checks(of: str) -> tuple[RowCheck, ...]:
    """Return the checks that ask for one of several values: a contact's address or phone."""
    return tuple(one for one in row_checks_of(of) if one.judge is None)


def check_needs(ws: Workspace, of: str, columns: Sequence[str], *, is_keyed: bool) -> Iterator[pd.DataFrame]:
    """Yield the rows that would leave a record without what it needs, in the temporary table of a resolution.

    A row known by its usual key is judged by itself before; here only for what a clear token empties and for
    columns that the file does not have. One known by another key (`is_keyed`) is judged here alone.
    """
    cleared = [one for one in columns if one.startswith(CLEARED)]
    for field in ws.catalogue.fields(of):
        new_only = field.key not in columns
        if not field.required or (new_only and field.default is not None):
            continue
        if new_only:
            yield _lines(ws, "action_ = 'create'", field.key, "required")
        elif is_keyed or CLEARED + field.key in cleared:
            fills = " AND action_ = 'update'" if field.default is not None else ""
            missing = f"{quoted(field.column)} IS NULL AND action_ <> 'unchanged'{fills}"
            yield _lines(ws, missing, field.key, "required")
    if is_keyed or cleared:
        for check in needed_checks(of):
            yield _lines(ws, _nothing(of, check, columns), check.column, check.name, of)


def _nothing(of: str, check: RowCheck, columns: Sequence[str]) -> str:
    """Return the SQL of whether a row leaves its record without any of the values that a check asks for."""
    links = record_types()[of].links
    tests = ["action_ <> 'unchanged'"]
    for column in check.columns:
        name = links.get(column, column)
        if name not in columns and not (of == "activity" and name == "contact" and "deal" in columns):
            tests.append(f"stored_.{quoted(column)} IS NULL")
            continue
        tests.append(f"resolved.{quoted(column)} IS NULL")
        # One that is still to be made has no id: an account, or the contact of the same row.
        tests += [f"{name}_key_ IS NULL"] if name in ("account", "contact") else []
    return " AND ".join(tests)


def _lines(ws: Workspace, test: str, key: str, check: str, of: str | None = None) -> pd.DataFrame:
    joined = ""
    if of is not None:
        record = record_types()[of]
        joined = f"LEFT JOIN {record.table} AS stored_ ON stored_.{record.id_column} = record_id_ "
    lines = ws.rows(f"SELECT line FROM resolved {joined}WHERE {test} ORDER BY line")
    return found([line for (line,) in lines], key, check)
