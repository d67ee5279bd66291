"""Everything in a workspace as files: a folder of CSV or Parquet files, or a workbook, a table each.

`imports.read_everything` makes an equal workspace of it.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from accounts_kit.errors import FileInTheWay
from accounts_kit.exports.export import Export
from accounts_kit.exports.files import written_whole
from accounts_kit.exports.formats import parquet, text
from accounts_kit.exports.formats.format import Format, Layout
from accounts_kit.exports.formats.tables import TablesWriter
from accounts_kit.exports.manifest import digest, manifest_of, put_manifest
from accounts_kit.exports.profiles import profile_of
from accounts_kit.records.everything import TABLES, columns_of, is_text, order_of, row_counts, written
from accounts_kit.workspace.tables import quoted

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

_MANIFEST = "manifest.json"
_FORMATS = {"csv": text.FORMAT, "parquet": parquet.FORMAT}


def write_everything(ws: Workspace, path: str | Path, *, overwrite: bool = False) -> Export:
    """Write all of a workspace to files, from which `imports.read_everything` makes an equal workspace.

    The end of the name says the format: .xlsx is one workbook with a sheet for each table, .parquet a folder
    of Parquet files, any other name a folder of CSV files. A table without rows has none. Tables: settings,
    users, field_options, custom_fields, accounts, contacts, aliases, tags, contact_tags, notes, deals, tasks,
    activities, segments with their versions, snapshots with their members. The history of changes and
    imports, and what was deleted, stay behind.

    Headers are the names of columns, ids are those of the workspace. In CSV and workbooks moments are in UTC
    (2026-12-31 09:30:00Z), several values are JSON (["a", "b"]), and a text that begins with = + - @ or an
    apostrophe has an apostrophe in front, which keeps a spreadsheet from making a formula of it.

    A manifest (manifest.json in a folder, <name>.manifest.json beside a workbook) says how many rows each
    table has, and the checksum of each file. Returns an Export with the rows of all tables.

    Raises FileInTheWay for what exists without `overwrite`, and for a folder that no such export wrote;
    WrongValue for a table with more rows than a sheet of Excel has.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     sorted(one.name for one in write_everything(ws, f"{folder}/alles").parts)[:3]
    ['accounts.csv', 'contacts.csv', 'settings.csv']
    """
    target = Path(path)
    with ws.reading():
        rows = row_counts(ws)
        if target.suffix.lower() == ".xlsx":
            with written_whole(target, overwrite=overwrite) as file:
                book = TablesWriter(file)
                try:
                    for table in rows:
                        _write_sheet(ws, book, table)
                    book.close()
                except BaseException:
                    book.abandon()
                    raise
            parts, manifest = [target], manifest_of(target)
            _write_manifest(manifest, parts, rows)
        else:
            ending = "parquet" if target.suffix.lower() == ".parquet" else "csv"
            with _folder_whole(target, overwrite=overwrite) as folder:
                for table in rows:
                    _write_file(ws, folder / f"{table}.{ending}", table, _FORMATS[ending])
                made = [folder / f"{table}.{ending}" for table in rows]
                _write_manifest(folder / _MANIFEST, made, rows)
            parts = [target / one.name for one in made]
    return Export(sum(rows.values()), target, "everything", parts=tuple(parts))


def _write_file(ws: Workspace, path: Path, table: str, format_: Format) -> None:
    columns = columns_of(ws.catalogue, table)
    cells = {name: written(name, kind) if format_.as_text else quoted(name) for name, kind in columns.items()}
    layout = Layout(list(columns), [None] * len(columns), profile_of("rfc4180"), ws.timezone)
    with path.open("xb") as file:
        writer = format_.writer(file, layout)
        try:
            for batch in ws.stream(_query(table, columns, cells)):
                writer.write(batch.columns)
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            writer.abandon()
            raise


def _write_sheet(ws: Workspace, book: TablesWriter, table: str) -> None:
    columns = columns_of(ws.catalogue, table)
    cells = {name: written(name, kind) if is_text(kind) else quoted(name) for name, kind in columns.items()}
    texts = [name for name, kind in columns.items() if is_text(kind)]
    longest = "".join(f", coalesce(max(length({cells[name]})), 0)" for name in texts)
    [(_, *lengths)] = ws.rows(f"SELECT count(*){longest} FROM {quoted(table)}")
    book.begin(table, list(columns), dict(zip(texts, lengths, strict=True)))
    for batch in ws.stream(_query(table, columns, cells)):
        book.write(batch.columns)


def _query(table: str, columns: dict[str, str], cells: dict[str, str]) -> str:
    # Inside, the names are those of the columns: the order is by what is stored, not by its text.
    listed = ", ".join(f"{cell} AS {quoted(f'cell {place}')}" for place, cell in enumerate(cells.values()))
    return f"SELECT {listed} FROM {quoted(table)} ORDER BY {order_of(columns)}"


def _write_manifest(path: Path, files: list[Path], rows: dict[str, int]) -> None:
    checksums = [{"name": one.name, "sha256": digest(one)} for one in files]
    put_manifest(path, {"what": "everything", "tables": rows, "files": checksums})


@contextmanager
def _folder_whole(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a folder to write in; it stands under its name when the block ends well, and nowhere otherwise."""
    _refuse(path, overwrite)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    part.mkdir()
    try:
        yield part
        _refuse(path, overwrite)
        former = path.with_name(f"{part.name}.former")
        if path.exists():
            path.rename(former)
        part.rename(path)
        shutil.rmtree(former, ignore_errors=True)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse(path: Path, overwrite: bool) -> None:
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if not overwrite:
        raise FileInTheWay(f"{path} exists already. To replace it, write: overwrite=True.")
    manifest = path / _MANIFEST
    known = manifest.is_file() and '"what": "everything"' in manifest.read_text("utf-8", errors="replace")
    ours = {_MANIFEST, *(f"{table}.{ending}" for table in TABLES for ending in _FORMATS)}
    if not known or not {one.name for one in path.iterdir()} <= ours:
        raise FileInTheWay(
            f"{path} holds other files than an export of everything. "
            "Give another name, or remove it yourself."
        )
