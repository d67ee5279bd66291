"""Which format a file has: the end of its name says it."""

from __future__ import annotations

from pathlib import Path

from accounts_kit.errors import WrongValue
from accounts_kit.exports.formats import json_lines, parquet, text, workbook
from accounts_kit.exports.formats.format import Format

FORMATS: dict[str, Format] = {
    ".csv": text.FORMAT,
    ".tsv": text.FORMAT,
    ".txt": text.FORMAT,
    ".xlsx": workbook.FORMAT,
    ".parquet": parquet.FORMAT,
    ".jsonl": json_lines.FORMAT,
    ".ndjson": json_lines.FORMAT,
}


def format_of(path: Path) -> Format:
    """Return the format of a file by its name; raises WrongValue for a name that promises another kind.

    A folder is no file of any kind, and whoever writes it says so.
    """
    found = FORMATS.get(path.suffix.lower())
    if found is None and path.is_dir():
        return text.FORMAT
    if found is None:
        raise WrongValue(
            f"{path.name!r} is no name of a CSV file, a workbook (.xlsx), Parquet or JSON Lines (.jsonl). "
            f"Write {path.with_suffix('.csv').name!r}."
        )
    return found
