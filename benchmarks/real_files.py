"""Importing files that no one here wrote: `python -m benchmarks.real_files` prints a Markdown table of them.

The files, their mapping files and what has to come of them are those of the tests. Each is loaded into a new
workspace in memory, with what it needs loaded before; what is timed is `imports.run`.
"""

from __future__ import annotations

import sys
import time

from tests.real_files import CASES, SHARED, Case, load, prepared, rejected_by_check

HEAD = "| file | loaded as | rows | accepted | rejected by check | seconds |\n|---|---|---:|---:|---|---:|"


def main() -> None:
    """Print a line for each file; says so where the files are not there."""
    if not SHARED.is_dir():
        sys.exit("The real files of ../shared/data are not here.")
    load(prepared(CASES[-1]), CASES[-1])  # libraries are loaded on first use, which is nobody's file
    print(HEAD)
    for case in CASES:
        print(line(case), flush=True)


def line(case: Case) -> str:
    """Return a file as a line of the table; measured once."""
    ws = prepared(case)
    before = time.perf_counter()
    result = load(ws, case)
    seconds = time.perf_counter() - before
    checks = rejected_by_check(result)
    rejected = ", ".join(f"{check} {rows:,}" for check, rows in checks.items()) or "-"
    accepted = result.rows - result.rejected
    return f"| {case.file} | {case.what} | {result.rows:,} | {accepted:,} | {rejected} | {seconds:.2f} |"


if __name__ == "__main__":
    main()
