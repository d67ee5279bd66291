"""What a format is: how the value of a field becomes a cell, and a writer that takes the cells in batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import pyarrow as pa
from sqlglot import exp

from accounts_kit.exports.profiles import Profile
from accounts_kit.model import Field


@dataclass(frozen=True)
class Layout:
    """What stands in a file: headers, the field below each (None for a text), the profile and the zone."""

    headers: Sequence[str]
    fields: Sequence[Field | None]
    profile: Profile
    timezone: str


class Writer(Protocol):
    """Writes rows to a file that is open; counts what it had to change."""

    guarded: int  # cells that would have been a formula
    cut: int  # texts that are longer than the format takes
    plainer: int  # cells that lost line breaks or emoji

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write the rows of these columns, one array each."""

    def close(self) -> None:
        """Write what stands at the end of the file; the file itself stays open."""

    def abandon(self) -> None:
        """Let go of everything, of a file that will not be finished."""


@dataclass(frozen=True)
class Format:
    """`cell` is the SQL of a field's cell; `as_text` says that a frame's cells are made texts first."""

    name: str
    cell: Callable[[Field, Profile, str], exp.Expr]
    writer: Callable[[BinaryIO, Layout], Writer]
    as_text: bool
