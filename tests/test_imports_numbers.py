"""Numbers as files have them: signs around them, blanks between thousands, what a spreadsheet made."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.one_column import loaded


def numbers(folder: Path, cells: list[str], kind: str = "number", **keywords: str) -> list[str | None]:
    """What each cell says, None where it is refused."""
    values = loaded(folder, kind, cells, **keywords).values
    return [None if row not in values else f"{values[row].normalize():f}" for row in range(len(cells))]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12,5 %", "12.5"), ("7%", "7"), ("-3\u00a0%", "-3"), ("(1.234,50)", "-1234.5"), ("12,50-", "-12.5"),
        ("\u221212,5", "-12.5"), ("-€ 3,50", "-3.5"), ("(€ 12)", "-12"), ("EUR 1.000", "1000"),
        ("€\u00a012,-", "12"), ("-(5)", None), ("(-5)", None), ("5 % korting", None), ("%", None),
    ],
)  # fmt: skip
def test_signs_around_a_number_say_what_they_say_to_people(
    tmp_path: Path, cell: str, expected: str | None
) -> None:
    assert numbers(tmp_path, [cell, "1,5"]) == [expected, "1.5"]


def test_percent_signs_are_counted_beside_cells_without(tmp_path: Path) -> None:
    said = loaded(tmp_path, "number", ["12,5 %", "7%", "3"]).assumed["percent"]
    assert said == "In 'Veld' 2 cells have a percent sign, which is left out, and 1 without: 12,5 % is 12.5."


def test_an_amount_is_no_percentage(tmp_path: Path) -> None:
    assert loaded(tmp_path, "currency", ["12%", "12"]).refused == {0: "number"}


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u202f"])
def test_blanks_stand_between_thousands_where_the_column_has_them(tmp_path: Path, blank: str) -> None:
    cells = [f"1{blank}234,50", f"12{blank}345", "7,5", "1.234", f"1{blank}23"]
    assert numbers(tmp_path, cells) == ["1234.5", "12345", "7.5", None, None]


def test_apostrophes_stand_between_thousands_where_the_column_has_them(tmp_path: Path) -> None:
    assert numbers(tmp_path, ["1'234.50", "12\u2019345", "7.5"]) == ["1234.5", "12345", "7.5"]


def test_a_single_cell_with_blanks_among_dots_is_refused(tmp_path: Path) -> None:
    assert numbers(tmp_path, ["1.234,50", "2.345,00", "1 234"]) == ["1234.5", "2345", None]


def test_a_dot_is_followed_by_three_digits_in_a_dutch_column(tmp_path: Path) -> None:
    assert numbers(tmp_path, ["1.038", "1.382,40", "1.54", "1.2345", "12.34.567"]) == [
        "1038", "1382.4", None, None, None,
    ]  # fmt: skip


def test_a_number_that_a_spreadsheet_shortened_is_read_and_told(tmp_path: Path) -> None:
    found = loaded(tmp_path, "number", ["6.12E+08", "6,12E+08", "1,5E-03", "12,5", "1e5"])
    assert list(found.values.values()) == [
        Decimal(612_000_000), Decimal(612_000_000), Decimal("0.0015"), Decimal("12.5"),
    ]  # fmt: skip
    assert found.refused == {4: "number"}
    assert found.assumed["scientific"].startswith("In 'Veld' 3 cells are shortened by a spreadsheet")


def test_a_shortened_number_that_is_too_large_is_refused_as_such(tmp_path: Path) -> None:
    assert loaded(tmp_path, "number", ["6.12E+20", "1"]).refused == {0: "number"}


@pytest.mark.parametrize("kind", ["text", "hidden", "phone"])
def test_a_shortened_number_where_digits_matter_is_told_with_its_line(tmp_path: Path, kind: str) -> None:
    found = loaded(tmp_path, kind, ["x", "6.12E+08", "6,1E+08"])
    assert (found.values[1], found.values[2]) == ("6.12E+08", "6,1E+08")
    assert "2 cells hold a number that a spreadsheet shortened" in found.assumed["scientific"]
    assert found.assumed["scientific"].endswith("(first on line 3).")


def test_a_dutch_amount_without_cents_is_never_read_as_english(tmp_path: Path) -> None:
    assert numbers(tmp_path, ["1.5", "2.5", "€ 1.250,-"]) == ["1.5", "2.5", None]
    assert numbers(tmp_path, ["€ 1.250,-", "€ 980,--", "2.000"]) == ["1250", "980", "2000"]
    assert "number_marks" not in loaded(tmp_path, "number", ["1.250,-", "2.000"]).assumed


def test_an_amount_in_another_currency_is_told_with_its_line(tmp_path: Path) -> None:
    found = loaded(tmp_path, "currency", ["€ 5", "$ 6", "7 GBP"])
    assert found.assumed["other_currency"].startswith("In 'Veld' 2 cells have the sign of another currency")
    assert found.assumed["other_currency"].endswith("(first on line 3).")


@pytest.mark.parametrize("kind", ["number", "date"])
def test_nothing_is_said_of_the_marks_of_a_column_without_cells(tmp_path: Path, kind: str) -> None:
    assert loaded(tmp_path, kind, ["-", ""]).assumed.keys() <= {"missing", "delimiter"}
