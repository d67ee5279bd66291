"""Judging many records at once: Pandera schemas made from the catalogue and the named checks.

A frame holds typed values in Arrow columns, a column a field key; `failures` returns every refusal, none
raises. Pandera is the validator of record: without it nothing of an import is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.compute as pc
from pandera.errors import SchemaErrors

from accounts_kit.checks.arrow import ARROW_TYPES, arrow_type
from accounts_kit.checks.named import Check, checks_of
from accounts_kit.checks.rows import RowCheck, row_checks_of
from accounts_kit.model import Catalogue, Field


def failures(catalogue: Catalogue, of: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return what the checks refuse in a frame of records: columns row (position), column (field key), check.

    `frame` has an Arrow column for each field that was given, under its key; other columns (links) may stand
    beside them for the checks on whole records. Ordered by row, then field, then check; empty when all is
    well.
    """
    schema = schema_of(catalogue, of, tuple(frame.columns))
    try:
        schema.validate(_in_utc(frame.reset_index(drop=True)), lazy=True)
    except SchemaErrors as refused:
        return _translated(refused.failure_cases, [*frame.columns])
    return pd.DataFrame({"row": pd.Series(dtype="int64"), "column": "", "check": ""}).iloc[:0]


def _in_utc(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its moments in UTC: DuckDB hands them out in the zone of the workspace."""
    moments = ARROW_TYPES["TIMESTAMPTZ"]
    zoned = [
        name
        for name, kind in frame.dtypes.items()
        if isinstance(kind, pd.ArrowDtype) and pa.types.is_timestamp(kind.pyarrow_dtype)
    ]
    return frame.astype(dict.fromkeys(zoned, pd.ArrowDtype(moments))) if zoned else frame


@lru_cache(maxsize=64)
def schema_of(catalogue: Catalogue, of: str, columns: tuple[str, ...]) -> pandera.DataFrameSchema:
    """Return the Pandera schema of these columns of a record type.

    Kept per catalogue, which is the same object as long as the workspace's fields are.
    """
    fields = {field.key: field for field in catalogue.fields(of)}
    return pandera.DataFrameSchema(
        {key: _column(fields[key]) for key in columns if key in fields},
        checks=[_row_check(one) for one in row_checks_of(of) if set(one.columns) & set(columns)],
        name=of,
    )


def _column(field: Field) -> pandera.Column:
    return pandera.Column(
        pd.ArrowDtype(arrow_type(field)) if field.kind.family != "user" else None,
        checks=[_column_check(check, field) for check in checks_of(field)],
        nullable=not field.required,
        title=field.name,
    )


def _column_check(check: Check, field: Field) -> pandera.Check:
    return pandera.Check(lambda values: _holds(check, field, values), name=check.name, ignore_na=True)


def _holds(check: Check, field: Field, values: pd.Series[Any]) -> pd.Series[bool]:
    """Return for each value whether the check holds; a missing one holds, `required` is another check's
    business.

    `fast` settles most values in Arrow; of the rest each distinct value is judged once, in Python.
    """
    array = _arrow(values)
    right = _proven(check, field, array).to_numpy().copy()
    open_rows = (~right).nonzero()[0]
    if len(open_rows):
        right[open_rows] = _judged(check, field, array.take(pa.array(open_rows)))
    return pd.Series(right, index=values.index)


def _arrow(values: pd.Series[Any]) -> pa.ChunkedArray:
    """Return a column as Arrow has it, without going through Python."""
    array = pa.array(values)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _proven(check: Check, field: Field, values: pa.ChunkedArray) -> pa.ChunkedArray:
    if check.fast is None:
        return pc.is_null(values)
    longest = check.fast.longest(field)
    proven = pc.less_equal(pc.utf8_length(values), pa.scalar(longest if longest is not None else 2**31 - 1))
    if check.fast.pattern is not None:
        proven = pc.and_(proven, pc.match_substring_regex(values, check.fast.pattern))
    if check.fast.unless is not None:
        proven = pc.and_not(proven, pc.match_substring_regex(values, check.fast.unless))
    return pc.fill_null(proven, True)


def _judged(check: Check, field: Field, values: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if pa.types.is_list(values.type):
        return _lists_judged(check, field, values)
    distinct = values.combine_chunks().dictionary_encode()
    verdicts = _verdicts(check, field, distinct.dictionary.to_pylist())
    judged: np.ndarray[Any, np.dtype[np.bool_]] = verdicts[distinct.indices.to_numpy()]
    return judged


def _lists_judged(check: Check, field: Field, values: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return the verdicts on lists; a list is right when each of its items is, so those are judged once."""
    items = pc.unique(pc.list_flatten(values)).to_pylist()
    if _verdicts(check, field, [[item] for item in items]).all():
        return np.ones(len(values), dtype=np.bool_)
    return _verdicts(check, field, values.to_pylist())


def _verdicts(check: Check, field: Field, values: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array([check.holds(field, value) for value in values], dtype=np.bool_)


def _row_check(check: RowCheck) -> pandera.Check:
    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        present = [column for column in check.columns if column in frame.columns]
        if check.judge is None:
            return frame[present].notna().any(axis=1)
        rows = zip(*(pa.array(frame[column]).to_pylist() for column in present), strict=True)
        judged = [check.holds(dict(zip(present, values, strict=True))) for values in rows]
        return pd.Series(judged, index=frame.index, dtype="bool")

    # A record without any value is judged too: Pandera would pass it over.
    return pandera.Check(holds, name=f"{check.name}@{check.column}", ignore_na=False)


def _translated(cases: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return Pandera's failure cases in our words: its not_nullable is required, a row's check names
    its column.
    """
    names = cases["check"].astype(str)
    if not_in_shape := sorted(set(names[cases["index"].isna() | names.str.startswith("dtype(")])):
        # A wrong column type is our own mistake, never the data's: say it instead of hiding it among
        # problems.
        raise TypeError(f"The frame does not have the columns of the catalogue: {', '.join(not_in_shape)}")
    names = names.replace({"not_nullable": "required"})
    whole_row = names.str.partition("@")
    said = pd.DataFrame(
        {
            "row": cases["index"].astype("int64").to_numpy(),
            "column": cases["column"].astype(str).where(whole_row[2] == "", whole_row[2]).to_numpy(),
            "check": whole_row[0].to_numpy(),
        }
    ).drop_duplicates()
    position = {column: place for place, column in enumerate(columns)}
    order = said.assign(place=said["column"].map(position).fillna(len(position)))
    return order.sort_values(["row", "place", "check"], kind="stable", ignore_index=True)[
        ["row", "column", "check"]
    ]
