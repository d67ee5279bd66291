"""Importing a file of contacts with every check, links, tags and the result, against DuckDB's own untyped
read.

Each import runs in a process of its own, so that its peak memory is its own too; what is timed is
`imports.run`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.firm import Firm
from benchmarks.timing import Figure

ROWS_A_SECOND = 60_000
MEGABYTES = 2_000
SMALL = 200_000
RUNS = 3

CHILD = """
import resource, sys, time
from pathlib import Path
import accounts_kit as ak

folder = Path(sys.argv[1])
workspace = folder / "import.duckdb"
workspace.unlink(missing_ok=True)
with ak.open(workspace) as ws:
    ak.imports.run(ws, "custom_fields", folder / "custom_fields.csv")
    before = time.perf_counter()
    result = ak.imports.run(ws, "contacts", folder / "contacts.csv")
    seconds = time.perf_counter() - before
    assert result.rejected == 0, "Rows of a clean file were refused."
unit = 1024 if sys.platform == "linux" else 1024**2
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of a file of 200,000 rows, and of one as large as the firm."""
    for contacts in dict.fromkeys((min(SMALL, firm.contacts), firm.contacts)):
        folder = firm.files(contacts)
        pairs = [(*_imported(folder), _read(folder)) for _ in range(RUNS)]
        ours, untyped = median(pair[0] for pair in pairs), median(pair[2] for pair in pairs)
        ratio = median(seconds / read for seconds, _, read in pairs)
        rate, peak = contacts / ours, max(pair[1] for pair in pairs)
        yield Figure(
            f"import of {contacts:,} contacts", "read_csv(all_varchar)", ours, untyped, ratio,
            f"{ROWS_A_SECOND:,} rows/s in {MEGABYTES:,} MB", rate >= ROWS_A_SECOND and peak < MEGABYTES,
            f"{rate:,.0f} rows/s, peak {peak:,.0f} MB",
        )  # fmt: skip


def _imported(folder: Path) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of an import into a new workspace."""
    command = [sys.executable, "-c", CHILD, str(folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, peak = map(float, said.split())
    return seconds, peak


def _read(folder: Path) -> float:
    """Return the seconds of an untyped read by DuckDB itself, into memory."""
    with duckdb.connect() as connection:
        before = time.perf_counter()
        path = str(folder / "contacts.csv")
        connection.execute("CREATE TABLE raw AS SELECT * FROM read_csv(?, all_varchar = true)", [path])
        return time.perf_counter() - before
