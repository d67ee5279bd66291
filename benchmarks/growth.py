"""How segments grow with the firm: `python -m benchmarks.growth` prints a table from 10,000 to 10M contacts.

Each size is a workspace of its own, with a tenth as many accounts and five times as many activities, held
open, in which DuckDB may use 4 GB. The median of three, in seconds.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.segments import RULE
from benchmarks.timing import Work, in_turn

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def main(sizes: tuple[int, ...]) -> None:
    """Print a row of Markdown for each size."""
    print("| contacts | accounts | activities | count | funnel | overlap of 3 | explain |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(row(Firm(Path(folder), contacts=size)), flush=True)


def row(firm: Firm) -> str:
    """Return the row of one size."""
    ws = firm.active
    ws.execute("SET memory_limit = '4GB'")
    someone = firm.contacts // 2
    three = [RULE, ak.contact.status == "active", ak.contact.tags.has_any_of("nieuwsbrief")]
    works: list[Work] = [
        lambda: ak.segments.count(ws, RULE),
        lambda: ak.segments.funnel(ws, RULE),
        lambda: ak.segments.overlap(ws, three),
        lambda: ak.segments.explain(ws, RULE, someone),
    ]
    with ws.reading():
        seconds = [in_turn(work, lambda: None, 3)[0] for work in works]
    sizes = [f"{firm.contacts:,}", f"{firm.contacts // 10:,}", f"{5 * firm.contacts:,}"]
    return "| " + " | ".join([*sizes, *(f"{one:.3f} s" for one in seconds)]) + " |"


if __name__ == "__main__":
    main(tuple(int(one) for one in sys.argv[1:]) or SIZES)
