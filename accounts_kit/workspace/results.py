"""What a statement gives back: rows, Arrow tables and frames.

DuckDB's own way to rows needs pytz for moments; Arrow does not. So a result with moments goes through Arrow,
and any other takes the fast native way. Which of the two a text needs is remembered, as asking costs half a
millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pandas
    import pyarrow

Parameters = Sequence[object] | Mapping[str, object]
_MOMENT, _HUGE = "TIMESTAMP WITH TIME ZONE", ("HUGEINT", "UHUGEINT")


class Shapes:
    """Which texts give moments back; one memory for each connection, emptied when a table changes."""

    _ENOUGH = 10_000

    def __init__(self) -> None:
        self._has_moments: dict[str, bool] = {}

    def of(self, sql: str) -> bool | None:
        """Return whether the text gives moments back; None when it has not been run yet."""
        return self._has_moments.get(sql)

    def learn(self, sql: str, has_moments: bool) -> None:
        """Remember what a text gives back."""
        if len(self._has_moments) >= self._ENOUGH:
            self._has_moments.clear()
        self._has_moments[sql] = has_moments

    def forget(self) -> None:
        """Forget everything: a column may have another type now."""
        self._has_moments.clear()


def rows(
    cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters, shapes: Shapes
) -> list[tuple[Any, ...]]:
    """Return the rows of one statement; moments carry the workspace's time zone."""
    if shapes.of(sql) is False:
        return cursor.execute(sql, parameters or None).fetchall()
    relation = cursor.sql(sql, params=parameters or None)
    types = [str(kind) for kind in relation.types]
    has_moments = any(_MOMENT in kind for kind in types)
    shapes.learn(sql, has_moments)
    return _rows_of(relation.to_arrow_table(), types) if has_moments else relation.fetchall()


def table(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters) -> pyarrow.Table:
    """Return the result of one SELECT as an Arrow table."""
    return cursor.sql(sql, params=parameters or None).to_arrow_table()


def _rows_of(found: pyarrow.Table, types: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the rows of an Arrow table as the native way gives them."""
    columns = [
        [None if value is None else int(value) for value in column.to_pylist()]
        if kind in _HUGE
        else column.to_pylist()
        for column, kind in zip(found.columns, types, strict=True)
    ]
    return list(zip(*columns, strict=True))


def frame(found: pyarrow.Table) -> pandas.DataFrame:
    """Return an Arrow table as a frame that people can calculate with.

    Text is `str`, decimals are floats, whole numbers stay whole (`Int64` where some are missing), several
    values are lists, moments are in the workspace's time zone.
    """
    import pandas

    columns = {number: _series(column) for number, column in enumerate(found.columns)}
    made = pandas.DataFrame(columns, index=pandas.RangeIndex(found.num_rows), copy=False)
    made.columns = pandas.Index(found.column_names)
    return made


def _series(column: pyarrow.ChunkedArray) -> Any:
    import pandas
    import pyarrow

    kind = column.type
    if pyarrow.types.is_list(kind):
        return pandas.Series(column.to_pylist(), dtype=object)
    if pyarrow.types.is_decimal(kind):
        whole = kind.scale == 0 and kind.precision > 18  # a sum of whole numbers
        # By way of its digits: Arrow multiplies by 0.000001, which makes 0.09999999999999999 of 0.1.
        column = column.cast(pyarrow.int64()) if whole else column.cast("string").cast("float64")
    if column.null_count and pyarrow.types.is_integer(column.type):
        return column.to_pandas(types_mapper=lambda _: pandas.Int64Dtype())
    if column.null_count and pyarrow.types.is_boolean(column.type):
        return column.to_pandas(types_mapper=lambda _: pandas.BooleanDtype())
    return column.to_pandas()
