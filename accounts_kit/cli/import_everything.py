"""accounts-kit import everything: an export of everything into an empty workspace."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import format_option, new_when_kept, workspace_option
from accounts_kit.cli.output import reading_of, say, show
from accounts_kit.errors import FileMissing


@click.command()
@click.argument("source", metavar="FOLDER_OR_WORKBOOK", type=click.Path(path_type=Path))
@format_option
@workspace_option
def everything(source: Path, form: str, path: Path) -> None:
    """Make a workspace of what `accounts-kit export everything` wrote: equal to the first, ids and all.

    FOLDER_OR_WORKBOOK is a folder of CSV or Parquet files, or a workbook. The workspace file is made when it
    is not there; it has to be empty. All of it goes in, or nothing.

    \b
    Example:
      accounts-kit import everything backup/ --workspace nieuw.duckdb
    """
    import pandas as pd

    from accounts_kit.imports import read_everything

    if not source.exists():  # before a workspace is made for it
        raise FileMissing(f"There is no file or folder {source}. Check the path.")
    with new_when_kept(path) as ws:
        read = read_everything(ws, source)
        rows = pd.DataFrame({"table": list(read.rows), "rows": list(read.rows.values())})
        show(rows, form, reading_of(ws))
    if len(read.problems):
        say(f"accounts-kit check finds {len(read.problems):,} problems.")
