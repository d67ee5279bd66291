"""A sample as a folder of CSV files, with Dutch headers, as `imports` takes them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from accounts_kit.errors import FileInTheWay
from accounts_kit.model import Catalogue
from accounts_kit.sample.csv_text import data_lines, header_line
from accounts_kit.sample.definitions import sample_catalogue
from accounts_kit.sample.making import Part, definitions, parts

# The owner is left out: a workspace that does not know the users yet would refuse every row.
LEFT_OUT = ("owner",)
RECORD_OF = {"accounts": "account", "contacts": "contact", "notes": "note", "custom_fields": "custom_field"}


def write_folder(folder: Path, accounts: int, contacts: int, seed: int) -> None:
    """Write accounts.csv, contacts.csv, notes.csv and custom_fields.csv; a file that is there stays.

    UTF-8, comma, CRLF. Import custom_fields.csv first, then accounts, contacts, notes. Raises FileInTheWay
    when one of them exists, and writes nothing then.
    """
    _refuse_files(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "custom_fields.csv").write_bytes(_headed("custom_fields", definitions()))
    for part in parts(accounts, contacts, seed):
        _write_part(folder / f"{part.name}.csv", part)


def headers(what: str, keys: list[str], language: str = "nl") -> list[str]:
    """Return the labels of these field keys in a language, as headers of a file."""
    catalogue: Catalogue = sample_catalogue()
    of = RECORD_OF[what]
    labels = {one.key: one.label(language) for one in (*catalogue.fields(of), *catalogue.record(of).related)}
    return [labels[key] for key in keys]


def _refuse_files(folder: Path) -> None:
    for what in RECORD_OF:
        if (path := folder / f"{what}.csv").exists():
            raise FileInTheWay(f"{path} exists already, and a sample replaces no file. Give an empty folder.")


def _write_part(path: Path, part: Part) -> None:
    with path.open("wb") as file:
        for number, batch in enumerate(part.batches()):
            table = batch.drop_columns([key for key in LEFT_OUT if key in batch.column_names])
            file.write(_headed(part.name, table) if number == 0 else data_lines(table))


def _headed(what: str, table: pa.Table) -> bytes:
    return header_line(headers(what, table.column_names)) + data_lines(table)
