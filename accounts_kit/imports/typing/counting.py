"""How many cells do something, in words."""

from __future__ import annotations


def cells(count: int, one: str, several: str) -> str:
    """Return how many cells do something, by its verb."""
    return f"1 cell {one}" if count == 1 else f"{count:,} cells {several}"
