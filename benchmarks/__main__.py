"""Measure the figures and print them as a table: `python -m benchmarks [name ...] [--contacts N]`."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import building, bulk, exporting, finding, importing, records, rendering, segments, starting
from benchmarks.firm import Firm
from benchmarks.timing import Figure

MEASURES: dict[str, Callable[[Firm], Iterator[Figure]]] = {
    "starting": starting.figures,
    "segments": segments.figures,
    "building": building.figures,
    "rendering": rendering.figures,
    "records": records.figures,
    "finding": finding.figures,
    "bulk": bulk.figures,
    "importing": importing.figures,
    "exporting": exporting.figures,
}


def main() -> None:
    """Measure what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"any of {', '.join(MEASURES)}; all without one"
    )
    parser.add_argument("--contacts", type=int, default=1_000_000, help="how many contacts the firm has")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {asked.contacts:,} contacts")
    print(f"{'what':<48} {'against':<28} {'ours':>9} {'theirs':>9} {'ratio':>7}  asked")
    with tempfile.TemporaryDirectory() as folder:
        firm = Firm(Path(folder), contacts=asked.contacts)
        for name in asked.names or MEASURES:
            for figure in MEASURES[name](firm):
                print(line(figure), flush=True)


def line(figure: Figure) -> str:
    """Return a figure as a line of the table."""
    verdict = "holds" if figure.holds else "does NOT hold"
    return (
        f"{figure.what:<48} {figure.against:<28} {figure.ours:8.3f}s {figure.theirs:8.3f}s "
        f"{figure.ratio:7.2f}  "
        f"{figure.asked}: {verdict}{'; ' + figure.note if figure.note else ''}"
    )


if __name__ == "__main__":
    main()
