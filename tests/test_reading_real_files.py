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
# Of this one the expectation is of another row: its phone number is 1234567890. All else is equal, the degree
# signs that both lost before (U+FFFD) too; and it is one object where the others are lists of them.
ANOTHER_PHONE = "location_coordinates"
PHONE = "Contact Phone Number"


def there(*names: str) -> list[Path]:
    return [SHARED / name for name in names if (SHARED / name).is_file()]


def records_of(reading: Reading) -> list[dict[str, str]]:
    columns = [column.to_pylist() for column in reading.table.columns[:-1]]
    return [dict(zip(reading.headers, row, strict=True)) for row in zip(*columns, strict=True)]


def codes_of(reading: Reading) -> list[str]:
    return [assumption.code for assumption in reading.assumptions]


@pytest.mark.parametrize("path", sorted((SPECTRUM / "csvs").glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_of_csv_spectrum_reads_as_its_json_says(path: Path) -> None:
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    if path.stem == ANOTHER_PHONE:
        assert expected[PHONE] == "1234567890"
        assert codes_of(read(path)) == ["replacement", "delimiter"]
        expected = [{**expected, PHONE: "2095257564"}]
    if b"\r\n" not in path.read_bytes():  # the copies of the CRLF files lost their CRs
        expected = [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in expected]
    assert records_of(read(path)) == expected


def described() -> list[tuple[Path, int, int]]:
    """Every file that a SOURCE.md beside it describes, with how many rows and columns it says there are."""
    found = []
    for source in sorted(SHARED.rglob("SOURCE.md")):
        for line in source.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if cells[0].endswith(".csv") and len(cells) == 7:
                found.append(
                    (source.parent / cells[0], int(cells[5].replace(",", "")), int(cells[6].split(":")[0]))
                )
    return [one for one in found if one[0].is_file()]


@pytest.mark.parametrize(
    ("path", "rows", "columns"), described(), ids=lambda value: getattr(value, "stem", None)
)
def test_every_real_file_has_the_rows_that_its_source_counts(path: Path, rows: int, columns: int) -> None:
    reading = read(path)
    assert (reading.table.num_rows, len(reading.headers), reading.broken) == (rows, columns, ())
    assert not {"preamble", "no_header", "quote", "header_again", "escaped_quotes"} & set(codes_of(reading))


@pytest.mark.parametrize(
    ("path", "column", "values"),
    [
        (path, column, values)
        for name, column, values in [
            ("nl_duo_examens/07_geslaagden_2016-2017.csv", "BRIN NUMMER", {"00AH", "00BD", "00DI"}),
            (
                "nl_duo_examens/07_geslaagden_2016-2017.csv",
                "INSTELLINGSNAAM VESTIGING",
                {"SGM Mariëndael VBO LWOO"},
            ),
            ("nl_mijnoverheid/mijnoverheid_20160907.csv", "bezoek_adres_tel", {"140528", "(0299) 409 409"}),
            ("nl_regioatlas/Bestuurlijk/provincies.csv", "CBS", {"0003", "1680"}),
            ("nl_regioatlas/Bestuurlijk/provincies.csv", "Gemeente", {"Súdwest Fryslân"}),
        ]
        for path in there(name)
    ],
    ids=lambda value: getattr(value, "stem", None),
)
def test_letters_and_zeros_of_real_files_stay(path: Path, column: str, values: set[str]) -> None:
    assert values <= {row[column] for row in records_of(read(path))}


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
    assert reading.broken == ()
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
