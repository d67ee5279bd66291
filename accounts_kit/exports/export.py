"""What an export was: how many rows, in which files, and what whoever opens them has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Export:
    """What was written: how many rows, where and how; who an audience left out, by reason.

    `guarded` are cells that would have been a formula, `cut` are texts longer than a cell of Excel, `plainer`
    are cells that lost line breaks or emoji. `parts` are all files, the first of which is `path`; `remarks`
    say what to do before another program takes them.
    """

    rows: int
    path: Path
    profile: str
    excluded: Mapping[str, int] = field(default_factory=dict)
    guarded: int = 0
    cut: int = 0
    plainer: int = 0
    parts: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = [f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} in {self.path} ({self.profile})."]
        if len(self.parts) > 1:
            others = ", ".join(part.name for part in self.parts[1:])
            said.append(f"It goes on in {others}.")
        if self.excluded:
            said.append(f"Left out: {', '.join(f'{count:,} {why}' for why, count in self.excluded.items())}.")
        if self.guarded:
            said.append(f"An apostrophe guards {self.guarded:,} against being a formula.")
        if self.cut:
            said.append(f"Cut {self.cut:,} to 32,767 signs: Excel has no room for more in a cell.")
        if self.plainer:
            said.append(f"Without line breaks and emoji, which fail an import: {self.plainer:,} cells.")
        return " ".join([*said, *self.remarks])
