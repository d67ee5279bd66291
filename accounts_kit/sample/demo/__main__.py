"""Writes the files in data/ again: `python -m accounts_kit.sample.demo`."""

from __future__ import annotations

import sys

from accounts_kit.sample.demo.files import files
from accounts_kit.shipped import shipped


def main() -> None:
    """Write each file where the installation has its data, and say so."""
    for name, data in files().items():
        path = shipped("data") / name
        path.write_bytes(data)
        sys.stderr.write(f"{path}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main()
