"""What checks found, on its way to a person: a row for each refused cell, by line and field key.

`kept` says that the problem costs the cell and not the row: the row is loaded without that value.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.waiting import Stream, put_column_away

COLUMNS = {"line": "int64", "key": "str", "check": "str", "first": "Int64", "kept": "bool"}


def found(
    lines: Iterable[int] | pa.Array,
    key: str,
    check: str,
    first: Iterable[int] | None = None,
    kept: Iterable[bool] | None = None,
) -> pd.DataFrame:
    """Return the cells of one field that a check refused; `first` is the line that a duplicate repeats."""
    rows = pd.DataFrame({"line": pd.Series(lines, dtype="int64"), "key": key, "check": check})
    rows["first"] = pd.Series(pd.NA if first is None else first, index=rows.index, dtype="Int64")
    rows["kept"] = False if kept is None else np.fromiter(kept, dtype=np.bool_, count=len(rows))
    return rows.astype(COLUMNS)


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return what several checks found, each cell once: the check that comes first says what is wrong."""
    several = [part for part in parts if len(part)]
    if not several:
        return found([], "", "")
    joined = pd.concat(several, ignore_index=True).drop_duplicates(["line", "key"])
    return joined.sort_values("line", kind="stable", ignore_index=True)


def refused_lines(problems: pd.DataFrame) -> pa.Array:
    """Return the lines of the rows that are kept out; which problems do that is decided here alone."""
    return pa.array(problems.loc[~problems["kept"], "line"].unique(), pa.int64())


def without_refused_cells(rows: pa.Table, problems: pd.DataFrame) -> pa.Table:
    """Return typed rows without the values that cost only their cell."""
    for key, cells in problems[problems["kept"]].groupby("key"):
        place = rows.column_names.index(str(key))
        lines = pa.array(cells["line"], pa.int64())
        nothing = pa.scalar(None, rows.schema.field(place).type)
        values = (
            pc.if_else(pc.is_in(batch.column("line"), lines), nothing, batch.column(str(key)))
            for batch in Stream(rows.select(["line", str(key)])).batches()
        )
        rows = rows.set_column(place, str(key), put_column_away(values, nothing.type))
    return rows
