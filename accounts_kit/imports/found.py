"""What checks found, on its way to a person: a row for each refused cell, by line and field key."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

COLUMNS = {"line": "int64", "key": "str", "check": "str", "first": "Int64"}


def found(
    lines: Iterable[int] | pa.Array, key: str, check: str, first: Iterable[int] | None = None
) -> pd.DataFrame:
    """Return the cells of one field that a check refused; `first` is the line that a duplicate repeats."""
    rows = pd.DataFrame({"line": pd.Series(lines, dtype="int64"), "key": key, "check": check})
    rows["first"] = pd.Series(pd.NA if first is None else first, index=rows.index, dtype="Int64")
    return rows.astype(COLUMNS)


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return what several checks found, each cell once: the check that comes first says what is wrong."""
    several = [part for part in parts if len(part)]
    if not several:
        return found([], "", "")
    joined = pd.concat(several, ignore_index=True).drop_duplicates(["line", "key"])
    return joined.sort_values("line", kind="stable", ignore_index=True)


def refused_lines(problems: pd.DataFrame) -> pa.Array:
    """Return the lines of the rows that are kept out; that any problem will do is decided here alone."""
    return pa.array(problems["line"].unique(), pa.int64())
