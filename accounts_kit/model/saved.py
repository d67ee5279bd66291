"""A saved segment as the catalogue knows it: plain data, for rules that name it and records that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, eq=False)
class SavedSegment:
    """A segment of a workspace: `rule` as JSON has it, pins as ids of records."""

    segment_id: int
    name: str
    of: Literal["contacts", "accounts"]
    rule: Mapping[str, object]
    version: int = 1
    description: str = ""
    owner: str | None = None
    always: tuple[int, ...] = ()
    never: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"SavedSegment({self.name!r}, of={self.of!r}, version {self.version})"
