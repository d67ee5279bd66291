"""Reading real files: exports of registers, of a school authority and of a CRM, as their makers left them.

They lie beside the repository and not in it. Each test takes those that are there, and pytest reports a test
for which there is none as one without parameters.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from accounts_kit.imports.reading import Reading, read

SHARED = Path(__file__).parents[2] / "shared" / "data"
SPECTRUM = SHARED / "csv_spectrum"
# the expectation of this one is of another file: other numbers, and degree signs where the CSV lost them
NOT_ITS_OWN = "location_coordinates"


def there(*names: str) -> list[Path]:
    return [SHARED / name for name in names if (SHARED / name).is_file()]


def records_of(reading: Reading) -> list[dict[str, str]]:
    columns = [column.to_pylist() for column in reading.table.columns[:-1]]
    return [dict(zip(reading.headers, row, strict=True)) for row in zip(*columns, strict=True)]


def codes_of(reading: Reading) -> list[str]:
    return [assumption.code for assumption in reading.assumptions]


@pytest.mark.parametrize("path", sorted((SPECTRUM / "csvs").glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_of_csv_spectrum_reads_as_its_json_says(path: Path) -> None:
    if path.stem == NOT_ITS_OWN:
        (row,) = records_of(read(path))
        assert row["Contact Phone Number"] == "2095257564"
        assert row["Location Coordinates"] == "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W"
        return
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    if b"\r\n" not in path.read_bytes():  # the copies of the CRLF files lost their CRs
        expected = [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in expected]
    assert records_of(read(path)) == expected


WHOLE = {
    "nl_duo_examens/07_geslaagden_2016-2017.csv": (10425, 15, "cp1252", ";", ["encoding", "delimiter"]),
    "nl_mijnoverheid/mijnoverheid_20160907.csv": (420, 14, "utf-8", ",", ["delimiter"]),
    "nl_regioatlas/Bestuurlijk/arrondissementen1.csv": (390, 4, "utf-8-sig", ";", ["delimiter"]),
    "nl_regioatlas/opengr_provincies.csv": (3752, 5, "utf-8", ",", ["mojibake", "delimiter"]),
    "northwind/customers.csv": (91, 10, "utf-8", ",", ["delimiter"]),
    "sfdc_lwc_recipes/Accounts-Contacts.csv": (14, 9, "utf-8-sig", ",", ["delimiter", "short_rows"]),
    "febrl_people/dataset1.csv": (1000, 11, "utf-8", ",", ["delimiter"]),
    "febrl_people/dataset4a.csv": (5000, 11, "utf-8", ",", ["delimiter"]),
}


@pytest.mark.parametrize("path", there(*WHOLE), ids=lambda path: path.stem)
def test_a_real_file_is_read_whole(path: Path) -> None:
    rows, columns, encoding, delimiter, codes = WHOLE[path.relative_to(SHARED).as_posix()]
    reading = read(path)
    assert (reading.table.num_rows, len(reading.headers)) == (rows, columns)
    assert (reading.encoding, reading.delimiter, reading.broken) == (encoding, delimiter, ())
    assert codes_of(reading) == codes


@pytest.mark.parametrize("path", sorted(SHARED.rglob("*.csv")), ids=lambda path: path.stem)
def test_a_well_formed_real_file_has_the_cells_that_the_csv_module_finds(path: Path) -> None:
    reading = read(path)
    with path.open(encoding=reading.encoding, newline="") as file:
        _, *rows = csv.reader(file, delimiter=reading.delimiter or ";")
    cells = zip(*(column.to_pylist() for column in reading.table.columns[:-1]), strict=True)
    width = len(reading.headers)
    assert [[cell or "" for cell in row] for row in cells] == [
        row[:width] + [""] * (width - len(row)) for row in rows if any(cell.strip() for cell in row)
    ]


@pytest.mark.parametrize("path", there("sfdc_lwc_recipes/Accounts-Contacts.csv"))
def test_accounts_without_contacts_are_short_rows_of_a_salesforce_report(path: Path) -> None:
    reading = read(path)
    last = records_of(reading)[-1]
    assert (last["Account: Account Name"], last["Contact: Email"]) == ("Edge Communications", None)
    assert reading.table.column("line").to_pylist() == list(range(2, 16))


@pytest.mark.parametrize("path", there("febrl_people/dataset1.csv"))
def test_a_header_of_a_real_register_loses_its_blanks_and_keeps_its_original(path: Path) -> None:
    reading = read(path)
    assert (reading.headers[1], reading.original_headers[1]) == ("given_name", " given_name")
