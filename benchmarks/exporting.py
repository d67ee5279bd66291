"""Writing files of every contact: seconds for each format, and the memory that the process takes."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, within

FILES = {"a.csv": "rfc4180", "b.csv": "excel-nl", "c.jsonl": "rfc4180", "d.parquet": "rfc4180"}
# What a workbook can take, and what a person would wait for.
IN_A_WORKBOOK = 100_000


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of each format."""
    ws = firm.workspace
    with TemporaryDirectory() as folder, ws.reading():
        for name, profile in FILES.items():
            yield _written(firm, Path(folder) / name, profile)
        frame = ak.segments.members(ws, ak.everyone()).head(IN_A_WORKBOOK)
        yield within(
            f"exports.write .xlsx, {len(frame):,} rows of 7 columns", 30,
            lambda: ak.exports.write(ws, frame, Path(folder) / "some.xlsx", overwrite=True),
        )  # fmt: skip
        everything = Path(folder) / "everything.parquet"
        yield within(
            f"exports.write_everything, Parquet, {firm.contacts:,} contacts", 60,
            lambda: ak.exports.write_everything(ws, everything, overwrite=True),
        )  # fmt: skip
        yield within(
            "imports.read_everything of that", 300,
            lambda: ak.imports.read_everything(ak.open(Path(folder) / f"{uuid4()}.duckdb"), everything),
        )  # fmt: skip


def _written(firm: Firm, path: Path, profile: str) -> Figure:
    """Return the figure of all contacts in one file, and how much memory the process has taken by then."""
    ws = firm.workspace
    figure = within(
        f"exports.write {path.suffix}, {profile}, {firm.contacts:,} contacts", 60,
        lambda: ak.exports.write(ws, "contacts", path, profile=profile, overwrite=True),
    )  # fmt: skip
    size = path.stat().st_size / 1e6
    return replace(figure, note=f"{size:,.0f} MB; the process took {_peak_gigabytes():.1f} GB at most")


def _peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
