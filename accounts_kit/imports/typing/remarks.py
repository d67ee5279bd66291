"""What typing assumed, in sentences: marks and orders of dates, cells that say that there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.columns import AnyReading, Column, begins_with_mailto, is_guarded
from accounts_kit.imports.typing.moments import MomentReading
from accounts_kit.imports.typing.numbers import NumberReading
from accounts_kit.imports.typing.sql import call, column, is_mark, named, select, text_of
from accounts_kit.workspace import Workspace

OTHERWISE = "To say otherwise, give locale='nl' or locale='en'."


def about_readings(columns: Sequence[Column], readings: Mapping[str, AnyReading]) -> Iterator[Assumption]:
    """Return how each column of numbers or moments was read, and where it could have been otherwise."""
    for one in columns:
        header = repr(one.mapped.header)
        match readings.get(one.key):
            case NumberReading(ambiguous=0, stated=False) as reading:
                yield Assumption("numbers", f"{header} holds numbers like {reading.example}.")
            case NumberReading(stated=False) as reading:
                cells = _cells(reading.ambiguous, "can", "can")
                said = f"In {header} {cells} be read in two ways; it is read like {reading.example}."
                yield Assumption("number_marks", f"{said} {OTHERWISE}")
            case MomentReading(ambiguous=False) as reading:
                yield Assumption("dates", f"{header} holds dates like {reading.example}.")
            case MomentReading() as reading:
                said = f"In {header} day and month could change places; it is read like {reading.example}."
                yield Assumption("date_order", f"{said} {OTHERWISE}")


def about_cells(
    ws: Workspace, columns: Sequence[Column], source: str, values: Mapping[str, pa.ChunkedArray]
) -> Iterator[Assumption]:
    """Return how many cells said that there is nothing, and how many began with "mailto:" or a guard."""
    marked = [one for one in columns if one.has_marks and values[one.key].null_count]
    addresses = [one for one in columns if one.is_address and one.form == "text"]
    tests = {f"mark {one.key}": is_mark(column(one.key), one.marks()) for one in marked}
    tests |= {f"mailto {one.key}": begins_with_mailto(column(one.key)) for one in addresses}
    guarded = [one for one in columns if one.quoted]
    tests |= {f"guard {one.key}": is_guarded(column(one.key)) for one in guarded}
    if not tests:
        return
    clean = select(
        [named(one.clean(), one.key) for one in dict.fromkeys([*marked, *addresses, *guarded])], source
    )
    counted = [named(call("count_if", test), name) for name, test in tests.items()]
    [counts] = ws.table(text_of(select(counted, clean))).to_pylist()
    for one in marked:
        if count := counts[f"mark {one.key}"]:
            cells = _cells(count, "says", "say")
            yield Assumption(
                "missing", f"In {one.mapped.header!r} {cells} that there is nothing, like '-' or 'n.v.t.'."
            )
    for one in addresses:
        if count := counts[f"mailto {one.key}"]:
            cells = _cells(count, "begins", "begin")
            yield Assumption("mailto", f"In {one.mapped.header!r} {cells} with 'mailto:', which is left out.")
    for one in guarded:
        if count := counts[f"guard {one.key}"]:
            cells = _cells(count, "begins", "begin")
            yield Assumption(
                "guard",
                f"In {one.mapped.header!r} {cells} with an apostrophe against formulas, which is left out.",
            )


def _cells(count: int, one: str, several: str) -> str:
    return f"1 cell {one}" if count == 1 else f"{count:,} cells {several}"
