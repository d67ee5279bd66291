"""Exports as a workbook, Parquet and JSON Lines: typed, whole, and equal to what the workspace holds."""

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import python_calamine

import accounts_kit as ak

AWKWARD = [
    '=HYPERLINK("x")',
    "-5+3",
    "0318 123456",
    "a\tb",
    'zei "ja"\\nee',
    "Zoë 🙂",
    "\x0b",
    "null",
    "http://x.example",
]


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "contact", "Keuzes", "multiselect", options=["a", "b", "c; d"])
        ak.fields.define(ws, "account", "Bedrag", "currency")
        ak.fields.define(ws, "account", "Gestart", "date")
        ak.accounts.create(
            ws, "Acme", employees=1234.5, bedrag="9007199254740993.25", gestart=date(2026, 3, 1),
            industry="Software", created_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), postcode="0123 AB",
            phone="0318 123456",
        )  # fmt: skip
        ak.accounts.create(ws, "Bouw", bedrag=-12.5, gestart=date(1890, 1, 1))
        for number, text in enumerate(AWKWARD):
            ak.contacts.create(
                ws, f"c{number}@acme.example", account="Acme", first_name=text, keuzes=["a", "c; d"]
            )
        ak.notes.add(ws, "Gebeld", account="Acme")
        yield ws


def sheet(path: Path) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_workbook_has_typed_cells_and_texts_stay_texts(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    columns = ["account.name", "account.employees", "account.bedrag", "account.gestart", "account.created_at"]
    columns += ["account.postcode", "account.phone"]
    written = ak.exports.write(ws, "accounts", path, profile="excel-nl", columns=columns)
    assert (written.rows, written.guarded, written.cut) == (2, 0, 0)
    header, acme, bouw = sheet(path)
    assert header == [
        "Bedrijfsnaam",
        "Aantal medewerkers",
        "Bedrag",
        "Gestart",
        "Aangemaakt op",
        "Postcode",
        "Telefoon",
    ]
    assert acme == [
        "Acme", 1234.5, "9007199254740993.25", date(2026, 3, 1), datetime(2026, 7, 2, 0, 30), "0123 AB",
        "+31318123456",
    ]  # fmt: skip
    assert bouw[:4] == ["Bouw", "", -12.5, "1890-01-01"]  # what Excel cannot hold is a text


def test_a_workbook_has_a_header_that_stays_a_filter_and_options_to_choose(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.xlsx"
    ak.exports.write(ws, "accounts", path, profile="excel-nl")
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        book = parts.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml
    assert xml.count("<dataValidation ") == 2  # industry and annual revenue
    assert 'name="Opties" sheetId="2" state="hidden"' in book
    assert "<f>" not in xml


def test_no_text_of_a_workbook_is_a_formula_or_a_link(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    ak.exports.write(ws, "contacts", path, columns=["contact.first_name", "contact.keuzes"])
    members = ak.segments.members(ws, ak.everyone(), columns=["contact.first_name"])["contact.first_name"]
    assert [row[0] for row in sheet(path)[1:]] == members.fillna("").to_list()
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "rels/sheet" in name]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_counted(ws: ak.Workspace, tmp_path: Path) -> None:
    ak.notes.add(ws, "x" * 40_000, account="Acme")
    written = ak.exports.write(ws, "notes", tmp_path / "notes.xlsx")
    assert written.cut == 1
    assert "Cut 1 to 32,767 signs" in str(written)


def test_parquet_has_every_value_with_its_type(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "accounts.parquet"
    assert ak.exports.write(ws, "accounts", path).rows == 2
    table = pq.read_table(path)
    assert table.column("bedrag").to_pylist() == [Decimal("9007199254740993.25"), Decimal("-12.50")]
    assert table.column("gestart").to_pylist() == [date(2026, 3, 1), date(1890, 1, 1)]
    assert table.column("created_at").to_pylist()[0] == datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    contacts = tmp_path / "contacts.parquet"
    ak.exports.write(ws, "contacts", contacts)
    assert pq.read_table(contacts).column("keuzes").to_pylist() == [["a", "c; d"]] * len(AWKWARD)


@pytest.mark.parametrize("name", ["nobody.parquet", "nobody.xlsx", "nobody.jsonl", "nobody.csv"])
def test_a_file_without_rows_has_its_columns(ws: ak.Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    columns = ["contact.email", "account.bedrag"]
    assert ak.exports.write(ws, ak.contact.email == "nobody@x.example", path, columns=columns).rows == 0
    if name.endswith("parquet"):
        assert pq.read_schema(path).names == ["email", "account.bedrag"]
    if name.endswith("xlsx"):
        assert sheet(path) == [["email", "account.bedrag"]]


def test_json_lines_have_an_object_a_row_with_numbers_and_lists(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "contacts.jsonl"
    columns = [
        "contact.first_name",
        "contact.keuzes",
        "contact.last_name",
        "account.bedrag",
        "account.gestart",
    ]
    ak.exports.write(
        ws, "contacts", path, columns=columns, merge_fields={"hallo": "Hoi {{ contact.first_name }}"}
    )
    lines = [json.loads(line, parse_float=Decimal) for line in path.read_text("utf-8").splitlines()]
    members = ak.segments.members(ws, ak.everyone(), columns=["contact.first_name"])["contact.first_name"]
    assert [line["first_name"] for line in lines] == members.astype(object).where(
        members.notna(), None
    ).to_list()
    assert lines[0] == {
        "first_name": AWKWARD[0],
        "keuzes": ["a", "c; d"],
        "last_name": None,
        "account.bedrag": Decimal("9007199254740993.25"),
        "account.gestart": "2026-03-01",
        "hallo": f"Hoi {AWKWARD[0]}",
    }


@pytest.mark.parametrize("name", ["contacts.xlsx", "contacts.jsonl"])
def test_what_was_written_is_read_back_by_our_own_import(ws: ak.Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ak.exports.write(ws, "contacts", path)
    with ak.open() as other:
        ak.fields.define(other, "contact", "Keuzes", "multiselect", options=["a", "b", "c; d"])
        result = ak.imports.run(other, "contacts", path, locale="en")
        assert (result.created, result.rejected) == (len(AWKWARD), 0), result.problems
        names = ["contact.email", "contact.first_name", "contact.keuzes", "account.name"]
        before, after = (ak.segments.members(one, ak.everyone(), columns=names) for one in (ws, other))
        pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("name", ["frame.xlsx", "frame.parquet", "frame.jsonl"])
def test_a_frame_keeps_its_types(ws: ak.Workspace, tmp_path: Path, name: str) -> None:
    frame = pd.DataFrame({
        "tekst": ["a", None], "getal": [1, 2], "deel": [0.5, float("nan")], "ja": [True, False],
        "dag": [date(2026, 3, 1), None], "bont": [1, "x"], "lijst": [["a"], None],
    })  # fmt: skip
    path = tmp_path / name
    assert ak.exports.write(ws, frame, path).rows == 2
    if name.endswith("jsonl"):
        first, second = map(json.loads, path.read_text("utf-8").splitlines())
        assert first == {
            "tekst": "a", "getal": 1, "deel": 0.5, "ja": True, "dag": "2026-03-01", "bont": "1",
            "lijst": ["a"],
        }  # fmt: skip
        assert (second["tekst"], second["deel"], second["lijst"]) == (None, None, None)
    elif name.endswith("parquet"):
        assert pq.read_table(path).to_pylist()[0]["dag"] == date(2026, 3, 1)
    else:
        assert sheet(path)[1] == ["a", 1.0, 0.5, True, date(2026, 3, 1), "1", "a"]


def test_a_moment_of_a_frame_is_in_the_time_zone_of_the_workspace(ws: ak.Workspace, tmp_path: Path) -> None:
    at = pd.Timestamp("2026-07-01 22:30", tz="UTC")
    path = tmp_path / "frame.xlsx"
    ak.exports.write(ws, pd.DataFrame({"at": [at]}), path)
    assert sheet(path)[1] == [datetime(2026, 7, 2, 0, 30)]


def test_more_rows_than_a_sheet_has_are_refused_and_no_file_is_left(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "much.xlsx"
    with pytest.raises(ak.WrongValue, match="A sheet of Excel has 1,048,575 rows below its header"):
        ak.exports.write(ws, pd.DataFrame({"n": range(1_048_576)}), path)
    assert not list(tmp_path.iterdir())
