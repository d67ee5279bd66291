"""Frames that people hand in, to link or to decide by: their columns as plain cells, whatever made the frame.

A frame is pandas', or anything that hands its columns out through Arrow (Polars). Called by whatever takes
rows that a person has reviewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from accounts_kit.errors import MappingError, WrongKind
from accounts_kit.model.values import is_missing
from accounts_kit.words.nearest import nearest
from accounts_kit.words.text import clean, is_whole

_LARGEST_ID = 2**63 - 1


def cells_of(
    frame: object, wanted: Sequence[str], needed: Sequence[tuple[str, ...]]
) -> dict[str, list[object]]:
    """Return the cells of the wanted columns that a frame has, a list a column.

    Of each group of `needed` one column has to be there. Raises MappingError when none is, and when a column
    stands twice; WrongKind for what is no frame.
    """
    columns = _columns(frame)
    names = [name for name, _ in columns]
    for group in needed:
        if not set(group) & set(names):
            raise MappingError(_lacking(group, names))
    for name in wanted:
        if names.count(name) > 1:
            raise MappingError(
                f"The frame has {names.count(name)} columns {name!r}. One of them can be meant. "
                "Leave one: frame.loc[:, ~frame.columns.duplicated()]."
            )
    return {name: list(_cells(values)) for name, values in columns if name in wanted}


def text_of(cell: object) -> str | None:
    """Return a cell as text that can be stored and shown, None for a missing one."""
    if is_missing(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = clean(str(cell))
    return text if text is None or is_whole(text) else ascii(text)


def id_of(cell: object) -> int | None:
    """Return the id that a cell holds, None for none: a whole number, also written as 12.0 or as text.

    pandas makes fractions of whole numbers as soon as one is missing.
    """
    if type(cell) is int:
        return cell if 0 <= cell <= _LARGEST_ID else None
    text = None if type(cell).__name__ in ("bool", "bool_") else text_of(cell)
    if text is None or not (text.isascii() and text.isdecimal()):
        return None
    return int(text) if len(text) < 20 and int(text) <= _LARGEST_ID else None


def _columns(frame: Any) -> list[tuple[str, Any]]:
    if isinstance(frame, pd.DataFrame):
        names = enumerate(frame.index.names)
        levels = [(str(name), frame.index.get_level_values(place)) for place, name in names if name]
        columns = [(str(name), frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
        known = {name for name, _ in columns}
        return [*(level for level in levels if level[0] not in known), *columns]
    try:
        table = pa.table(frame)
    except (pa.ArrowException, TypeError, ValueError):
        raise WrongKind(
            f"{type(frame).__name__} is no frame. Give a frame of pandas, Polars or Arrow; "
            "pandas.DataFrame(rows) makes one of a list of dicts."
        ) from None
    return list(zip(table.column_names, table.columns, strict=True))


def _cells(values: Any) -> list[object]:
    cells: list[object] = values.to_pylist() if isinstance(values, pa.ChunkedArray) else values.tolist()
    return cells


def _lacking(group: Sequence[str], names: Sequence[str]) -> str:
    wanted = " or ".join(repr(name) for name in group)
    there = f"It has: {', '.join(map(repr, names[:10]))}." if names else "It has none."
    near = next((found for name in names if (found := (name, nearest(name, group)))[1]), ("...", group[-1]))
    return f"The frame has no column {wanted}. {there} Rename one: frame.rename(columns={dict([near])})."
