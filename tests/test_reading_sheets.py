"""Reading workbooks: the right sheet and header, text with its zeros, dates as dates, nothing lost or made
up.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from accounts_kit.errors import UnreadableFile, WrongKind
from accounts_kit.imports.reading import Layout, read
from tests.readings import lines_of, rows_of, said_of
from tests.workbooks import cell, ods, xlsx


def column(tmp_path: Path, *cells: Any) -> tuple[str, list[Any]]:
    """Type and values that a column of an xlsx is read as, beside a column that is never blank."""
    table = [["waarde", "gevuld"], *([one, "x"] for one in cells)]
    values = read(xlsx(tmp_path / "a.xlsx", {"Blad1": table})).table.column("c0")
    return str(values.type), values.to_pylist()


def test_a_sheet_is_read_with_the_numbers_of_its_rows(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "relaties.xlsx", {"Blad1": [["Naam", "KvK"], ["Acme", "01234567"], ["Beta", None]]}
    )
    reading = read(path)
    assert reading.name == "relaties.xlsx"
    assert rows_of(reading) == [{"Naam": "Acme", "KvK": "01234567"}, {"Naam": "Beta", "KvK": None}]
    assert lines_of(reading) == [2, 3]
    assert (reading.assumptions, reading.broken, reading.encoding, reading.delimiter) == ((), (), None, None)


@pytest.mark.parametrize(
    ("cells", "kind", "read_as"),
    [
        (["0612345678", "x"], "string", ["0612345678", "x"]),
        ([612345678, None], "int64", [612345678, None]),
        ([1.5, 2], "double", [1.5, 2.0]),
        ([612345678, "06-1"], "string", ["612345678", "06-1"]),
        ([0.1, "x"], "string", ["0.1", "x"]),
        ([10**20, "x"], "string", ["1" + "0" * 20, "x"]),
        ([1e-7, "x"], "string", ["0.0000001", "x"]),
        ([date(2024, 2, 29), None], "date32[day]", [date(2024, 2, 29), None]),
        ([date(2024, 2, 29), datetime(2024, 3, 1, 13, 30, 15)], "timestamp[us]",
         [datetime(2024, 2, 29), datetime(2024, 3, 1, 13, 30, 15)]),
        ([date(2024, 2, 29), "onbekend"], "string", ["2024-02-29", "onbekend"]),
        ([datetime(2024, 3, 1, 13, 30), "x"], "string", ["2024-03-01 13:30:00", "x"]),
        ([time(12, 30), time(8, 0, 5)], "string", ["12:30", "08:00:05"]),
        ([timedelta(hours=36), "x"], "string", ["36:00", "x"]),
        ([True, False], "string", ["true", "false"]),
        (["=#DIV/0!", 5], "string", ["#DIV/0!", "5"]),
        (["=#N/A", None], "string", ["#N/A", None]),
        ([None, None], "string", [None, None]),
        (["a_x000D_\nb", "_x"], "string", ["a\r\nb", "_x"]),
    ],
)  # fmt: skip
def test_a_column_has_the_type_of_its_cells_or_is_text(
    tmp_path: Path, cells: list[Any], kind: str, read_as: list[Any]
) -> None:
    assert column(tmp_path, *cells) == (kind, read_as)


def test_a_time_of_day_is_no_date_in_1899(tmp_path: Path) -> None:
    assert column(tmp_path, time(0, 0), date(1900, 1, 1))[1] == ["00:00", "1900-01-01"]


def test_a_number_in_a_mixed_column_cannot_be_taken_for_a_thousand(tmp_path: Path) -> None:
    """In Dutch 1.038 is 1038; the cell holds a number a little over one."""
    assert column(tmp_path, 1.038, "ca. 5", 1038)[1] == ["1.0380", "ca. 5", "1038"]


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        ((1.234, "€ 1.250,-", 12, 12.5), ["1,2340", "€ 1.250,-", "12", "12,5"]),
        ((12.5, "1.038"), ["12,5", "1.038"]),
        ((12.5, "veel"), ["12,5", "veel"]),
        ((12.5, "13.5", "1.038"), ["12.5", "13.5", "1.038"]),
    ],
)
def test_a_number_among_typed_texts_has_the_marks_of_those(
    tmp_path: Path, cells: Sequence[Any], read_as: Sequence[str]
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Blad1": [["bedrag"], *([one] for one in cells)]})
    assert read(path, language="nl").table.column("c0").to_pylist() == read_as


def test_percentages_and_amounts_are_the_numbers_that_they_are(tmp_path: Path) -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Cijfers")
        sheet.write_row(0, 0, ["korting", "omzet"])
        sheet.write_number(1, 0, 0.25, book.add_format({"num_format": "0%"}))
        sheet.write_number(1, 1, 1234.5, book.add_format({"num_format": "€ #,##0.00"}))

    assert rows_of(read(xlsx(tmp_path / "a.xlsx", {}, more=write))) == [{"korting": 0.25, "omzet": 1234.5}]


def test_an_open_document_is_read_as_an_excel_file_is(tmp_path: Path) -> None:
    header = [cell("string", name) for name in ("naam", "tel", "op", "duur", "ja", "marge")]
    first = [
        cell("string", "Zoë"), cell("float", "612345678"), cell("date", "2024-02-29"),
        cell("time", "PT12H30M00S"), cell("boolean", "true"), cell("error", "#N/A"),
    ]  # fmt: skip
    second = [
        cell("string", "0123"), cell(), cell("date", "2024-03-01T13:30:15"),
        cell("time", "PT36H00M05S"), cell("boolean", "false"), cell("percentage", "0.25"),
    ]  # fmt: skip
    reading = read(ods(tmp_path / "a.ods", [header, first, [cell()], second]))
    assert rows_of(reading) == [
        {"naam": "Zoë", "tel": 612345678, "op": datetime(2024, 2, 29), "duur": "12:30", "ja": "true",
         "marge": "#N/A"},
        {"naam": "0123", "tel": None, "op": datetime(2024, 3, 1, 13, 30, 15), "duur": "36:00:05",
         "ja": "false", "marge": "0.25"},
    ]  # fmt: skip
    assert lines_of(reading) == [2, 4]
    assert said_of(reading)["blank_rows"] == "1 row holds nothing: left out (first on row 3)."


SHEETS = {
    "Toelichting": [["Export van 1 mei"]],
    "Oud": [["naam"], ["Weg"]],
    "Relaties": [["naam"], ["Acme"]],
    "Leads 2026": [["naam"], ["Nieuw"]],
}


def test_the_first_visible_sheet_with_rows_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", SHEETS, hidden=["Oud"]))
    assert rows_of(reading) == [{"naam": "Acme"}]
    assert said_of(reading)["sheet"] == (
        "Sheet 'Relaties' is read; the workbook also has 'Toelichting', 'Oud' (hidden), 'Leads 2026'."
    )


@pytest.mark.parametrize(
    ("sheet", "name"),
    [("Leads 2026", "Nieuw"), (" leads 2026", "Nieuw"), (4, "Nieuw"), ("4", "Nieuw"), (2, "Weg")],
)
def test_a_sheet_is_named_or_given_by_its_place(tmp_path: Path, sheet: str | int, name: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", SHEETS, hidden=["Oud"])
    assert rows_of(read(path, Layout(sheet=sheet))) == [{"naam": name}]


@pytest.mark.parametrize("sheet", ["Relatie", "relatiess"])
def test_a_sheet_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path, sheet: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", SHEETS)
    with pytest.raises(UnreadableFile, match=rf"has no sheet '{sheet}'. Did you mean 'Relaties'\?"):
        read(path, Layout(sheet=sheet))


@pytest.mark.parametrize("sheet", [0, 5, "9"])
def test_a_place_without_a_sheet_is_refused_with_what_there_is(tmp_path: Path, sheet: int | str) -> None:
    path = xlsx(tmp_path / "a.xlsx", SHEETS)
    with pytest.raises(UnreadableFile, match=r"There is: 'Toelichting', 'Oud', 'Relaties', 'Leads 2026'\."):
        read(path, Layout(sheet=sheet))


TITLED = {
    "Blad1": [
        ["Relaties per 1 mei"],
        [],
        [None, "Gemaakt door:", "Piet"],
        [None, "naam", "plaats", "tel", "kvk"],
        [None, "Acme", "Tiel", "1", "2"],
        [],
        [None, "Beta", None, "3"],
    ]
}


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", TITLED))
    assert reading.headers == ("naam", "plaats", "tel", "kvk")
    assert lines_of(reading) == [5, 7]
    assert said_of(reading)["header_row"] == "The header stands on row 4; 2 rows above it are left out."
    assert said_of(reading)["blank_rows"] == "1 row holds nothing: left out (first on row 6)."


def test_the_row_of_the_header_can_be_stated(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", TITLED), Layout(header=5))
    assert reading.headers == ("Acme", "Tiel", "1", "2")
    assert lines_of(reading) == [7]


@pytest.mark.parametrize("row", [2, 8, 0, -1])
def test_a_row_that_holds_nothing_is_no_header(tmp_path: Path, row: int) -> None:
    path = xlsx(tmp_path / "a.xlsx", TITLED)
    with pytest.raises(UnreadableFile, match=f"row {row} is no header, for it holds nothing"):
        read(path, Layout(header=row))


def test_a_sheet_without_a_header_gets_names_for_its_columns(tmp_path: Path) -> None:
    reading = read(
        xlsx(tmp_path / "a.xlsx", {"Blad1": [["Acme", "Tiel"], ["Beta", "Ede"]]}), Layout(header=False)
    )
    assert rows_of(reading) == [
        {"column 1": "Acme", "column 2": "Tiel"},
        {"column 1": "Beta", "column 2": "Ede"},
    ]
    assert lines_of(reading) == [1, 2]


def test_columns_and_rows_that_hold_nothing_are_no_part_of_the_table(tmp_path: Path) -> None:
    rows = [["naam", None, "plaats", None], ["Acme", None, None, None], [" ", None, None, None]]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Blad1": rows}))
    assert reading.headers == ("naam", "plaats")
    assert rows_of(reading) == [{"naam": "Acme", "plaats": None}]


def test_of_merged_cells_the_first_holds_the_value(tmp_path: Path) -> None:
    def merge(book: xlsxwriter.Workbook) -> None:
        book.get_worksheet_by_name("Blad1").merge_range(1, 0, 2, 0, "Acme")

    rows = [["naam", "plaats"], ["", "Tiel"], ["", "Ede"]]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Blad1": rows}, more=merge))
    assert [row["naam"] for row in rows_of(reading)] == ["Acme", None]
    assert said_of(reading)["merged_cells"].startswith(
        "1 area of merged cells has a value in the first cell only"
    )


def test_formulas_without_a_stored_value_are_counted(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Blad1": [["naam", "omzet"], ["Acme", "=B9"]]})
    stripped = rewritten(path, "xl/worksheets/sheet1.xml", b"<v>B9</v>", b"<v></v>")
    reading = read(stripped)
    assert rows_of(reading) == [{"naam": "Acme", "omzet": None}]
    assert said_of(reading)["formulas"].startswith("1 formula has no value stored, and read as empty")


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a zip in which a part reads otherwise."""
    written = path.with_stem(f"{path.stem} again")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return written


def test_a_value_in_a_far_corner_is_refused_by_its_cell(tmp_path: Path) -> None:
    def stray(book: xlsxwriter.Workbook) -> None:
        book.get_worksheet_by_name("Blad1").write(1_048_575, 16_383, "x")

    path = xlsx(tmp_path / "a.xlsx", {"Blad1": [["naam"], ["Acme"]]}, more=stray)
    with pytest.raises(UnreadableFile, match=r"a\.xlsx has a value in cell XFD1048576, far from the others"):
        read(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], r"sheet 'Blad1' is empty\. Name another sheet"),
        ([["naam", "plaats"]], r"below the header there are no rows"),
    ],
)
def test_a_workbook_without_rows_is_refused(tmp_path: Path, rows: list[list[str]], message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read(xlsx(tmp_path / "a.xlsx", {"Blad1": rows}))


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("brief.txt", "Beste")
    with pytest.raises(UnreadableFile, match=r"is an archive \(zip\) or a damaged workbook"):
        read(path)


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        (Layout(encoding="cp1252"), r"a\.xlsx is a workbook, and it has no encoding\. Leave encoding= out"),
        (Layout(records="data"), r"it has no lists of records"),
    ],
)
def test_what_a_workbook_does_not_have_cannot_be_stated(tmp_path: Path, layout: Layout, message: str) -> None:
    with pytest.raises(WrongKind, match=message):
        read(xlsx(tmp_path / "a.xlsx", SHEETS), layout)


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("naam;plaats\nAcme;Tiel\n", encoding="utf-8")
    with pytest.raises(WrongKind, match=r"has no sheets"):
        read(path, Layout(sheet="Blad1"))


def test_a_sheet_that_only_explains_is_passed_over() -> None:
    reading = read(Path(__file__).parents[1] / "data" / "fair.xlsx")
    assert reading.headers[0] == "Bedrijf"
    assert "Sheet 'Bezoekers' is read; the workbook also has 'Uitleg'." in [
        one.text for one in reading.assumptions
    ]
