"""Importing a file of contacts with every check, links, tags and the result, against DuckDB's own untyped
read.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, in_turn

ROWS_A_SECOND = 60_000
SMALL = 200_000


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of a file of 200,000 rows, and of one as large as the firm."""
    for contacts in dict.fromkeys((min(SMALL, firm.contacts), firm.contacts)):
        folder = firm.files(contacts)
        ours, untyped, ratio = in_turn(partial(_imported, folder), partial(_read, folder), runs=3)
        rate = contacts / ours
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1024 if sys.platform == "linux" else 1024**2
        )
        yield Figure(
            f"import of {contacts:,} contacts", "read_csv(all_varchar)", ours, untyped, ratio,
            f"{ROWS_A_SECOND:,} rows/s", rate >= ROWS_A_SECOND,
            f"{rate:,.0f} rows/s, peak {memory:,.0f} MB so far",
        )  # fmt: skip


def _imported(folder: Path) -> None:
    file = folder / "import.duckdb"
    file.unlink(missing_ok=True)
    with ak.open(file) as ws:
        ak.imports.run(ws, "custom_fields", folder / "custom_fields.csv")
        result = ak.imports.run(ws, "contacts", folder / "contacts.csv")
        if result.rejected:
            raise AssertionError(f"{result.rejected} rows of a clean file were refused.")


def _read(folder: Path) -> None:
    with duckdb.connect() as connection:
        path = str(folder / "contacts.csv")
        connection.execute("CREATE TABLE raw AS SELECT * FROM read_csv(?, all_varchar = true)", [path])
