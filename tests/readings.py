"""What tests look at of a reading: its rows, their lines, and what was assumed."""

from __future__ import annotations

from typing import Any

from accounts_kit.imports.reading import Reading


def tuples_of(reading: Reading) -> list[tuple[Any, ...]]:
    """The rows as tuples: their cells, and the line at the end."""
    return [tuple(row.values()) for row in reading.table.to_pylist()]


def rows_of(reading: Reading) -> list[dict[str, Any]]:
    """The rows by header."""
    return [
        {header: row[f"c{place}"] for place, header in enumerate(reading.headers)}
        for row in reading.table.to_pylist()
    ]


def lines_of(reading: Reading) -> list[int]:
    lines: list[int] = reading.table.column("line").to_pylist()
    return lines


def codes_of(reading: Reading) -> list[str]:
    return [assumption.code for assumption in reading.assumptions]


def said_of(reading: Reading) -> dict[str, str]:
    """The sentence of each assumption, by its code."""
    return {one.code: one.text for one in reading.assumptions}
