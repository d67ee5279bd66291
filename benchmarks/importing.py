"""Importing files of contacts with every check, links, tags and the result, against DuckDB's own untyped
read.

Each import and each read runs in a process of its own, so that its peak memory is its own too; what is timed
is `imports.run`, and of a plan that is carried out the run alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.firm import Firm
from benchmarks.timing import Figure

ROWS_A_SECOND = 60_000
MEGABYTES = 2_000
SIZES = (200_000, 1_000_000, 5_000_000)
RUNS = 3
LINEAR = 1.25  # how much longer a row may take in the largest file than in the smallest

# Resident memory that no file stands behind: what is mapped from a file goes when somebody needs the room.
WATCHING = """
import resource, sys, threading, time
from pathlib import Path

status, peak = Path("/proc/self/status"), [0]

def watch():
    while status.exists():
        said = next((line for line in status.read_text().splitlines() if line.startswith("RssAnon")), "0 0")
        peak[0] = max(peak[0], int(said.split()[1]) / 1024)
        time.sleep(0.02)

threading.Thread(target=watch, daemon=True).start()
folder = Path(sys.argv[1])

def say(seconds):
    unit = 1024 if sys.platform == "linux" else 1024**2
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, peak[0])
"""
IMPORTED = """
import accounts_kit as ak

workspace = folder / "import.duckdb"
workspace.unlink(missing_ok=True)
with ak.open(workspace) as ws:
    ak.imports.run(ws, "custom_fields", folder / "custom_fields.csv")
    given = ("contacts", folder / "contacts.csv")
    if sys.argv[2] == "planned":
        given = (ak.imports.plan(ws, *given),)
    before = time.perf_counter()
    result = ak.imports.run(ws, *given)
    seconds = time.perf_counter() - before
    assert result.rejected == 0, "Rows of a clean file were refused."
workspace.unlink()
say(seconds)
"""
UNTYPED = """
import duckdb

with duckdb.connect() as connection:
    connection.execute("SET enable_progress_bar = false")
    before = time.perf_counter()
    path = str(folder / "contacts.csv")
    connection.execute("CREATE TABLE raw AS SELECT * FROM read_csv(?, all_varchar = true)", [path])
    say(time.perf_counter() - before)
"""


class Run(NamedTuple):
    """What one process took: seconds, its peak memory in megabytes, and how much of that no file backs."""

    seconds: float
    peak: float
    anonymous: float


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of files of growing size, up to one as large as the firm, and of a plan."""
    sizes = dict.fromkeys([*(size for size in SIZES if size < firm.contacts), firm.contacts])
    first = last = 0.0
    for contacts in sizes:
        folder = firm.files(contacts)
        runs = 1 if contacts > SIZES[1] else RUNS
        pairs = [(_run(IMPORTED, folder), _run(UNTYPED, folder)) for _ in range(runs)]
        figure = _figure(f"import of {contacts:,} contacts", contacts, pairs)
        yield figure
        last = figure.ours / contacts
        first = first or last
    yield Figure(
        "a row of the largest file", "a row of the smallest", last, first, last / first,
        f"at most {LINEAR:g} x", last <= first * LINEAR,
    )  # fmt: skip
    smallest = next(iter(sizes))
    folder = firm.files(smallest)
    pairs = [(_run(IMPORTED, folder, "planned"), _run(UNTYPED, folder)) for _ in range(RUNS)]
    yield _figure(f"a plan of {smallest:,} contacts carried out", smallest, pairs)


def _figure(what: str, contacts: int, pairs: list[tuple[Run, Run]]) -> Figure:
    ours, untyped = median(run.seconds for run, _ in pairs), median(read.seconds for _, read in pairs)
    ratio = median(run.seconds / read.seconds for run, read in pairs)
    peak, anonymous = max(run.peak for run, _ in pairs), max(run.anonymous for run, _ in pairs)
    rate = contacts / ours
    return Figure(
        what, "read_csv(all_varchar)", ours, untyped, ratio, f"{ROWS_A_SECOND:,} rows/s in {MEGABYTES:,} MB",
        rate >= ROWS_A_SECOND and peak < MEGABYTES,
        f"{rate:,.0f} rows/s, peak {peak:,.0f} MB ({anonymous:,.0f} MB of it anonymous)",
    )  # fmt: skip


def _run(code: str, folder: Path, how: str = "") -> Run:
    """Return what a process of its own said of this work."""
    command = [sys.executable, "-c", WATCHING + code, str(folder), how]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Run(*map(float, said.split()))
