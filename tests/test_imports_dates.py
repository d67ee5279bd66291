"""Dates and moments as files have them: names of months, years of two digits, stated orders, day numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import accounts_kit as ak
from tests.one_column import loaded

DAY = date(2010, 7, 16)


@pytest.mark.parametrize(
    "cell",
    [
        "16 juli 2010", "16 JULI 2010", "16 jul. 2010", "16-jul-2010", "16 July 2010", "16/jul/2010",
        "vrijdag 16 juli 2010", "vr 16 juli 2010", "Friday, 16 July 2010", "16e juli 2010", "16th July 2010",
        "16 juli, 2010", "16  juli  2010",
    ],
)  # fmt: skip
def test_months_have_names_in_dutch_and_english_full_and_short(tmp_path: Path, cell: str) -> None:
    found = loaded(tmp_path, "date", [cell, "3 mrt. 2021"])
    assert found.values == {0: DAY, 1: date(2021, 3, 3)}
    assert found.assumed["dates"] == "'Veld' holds dates like 31 december 2026."


@pytest.mark.parametrize("cell", ["July 16, 2010", "Jul 16 2010", "Fri, Jul. 16, 2010", "july 16th, 2010"])
def test_the_month_may_stand_before_the_day(tmp_path: Path, cell: str) -> None:
    found = loaded(tmp_path, "date", [cell, "March 3, 2021"])
    assert found.values == {0: DAY, 1: date(2021, 3, 3)}
    assert found.assumed["dates"] == "'Veld' holds dates like December 31, 2026."


MONTHS = {
    1: ("januari", "january", "jan"), 2: ("februari", "february", "feb"), 3: ("maart", "march", "mrt", "mar"),
    4: ("april", "apr"), 5: ("mei", "may"), 6: ("juni", "june", "jun"), 7: ("juli", "july", "jul"),
    8: ("augustus", "august", "aug"), 9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"), 11: ("november", "nov"), 12: ("december", "dec"),
}  # fmt: skip


def test_every_name_of_a_month_is_that_month(tmp_path: Path) -> None:
    named = [(number, name) for number, names in MONTHS.items() for name in names]
    found = loaded(tmp_path, "date", [f"1 {name} 2020" for _, name in named])
    assert [day.month for day in found.values.values()] == [number for number, _ in named]


@pytest.mark.parametrize(
    "cell",
    ["31 februari 2020", "16 juli", "juli 2010", "16 julu 2010", "July 16, 2010", "16-7-2010", "16 juli 10"],
)
def test_a_column_of_named_months_holds_nothing_else(tmp_path: Path, cell: str) -> None:
    assert loaded(tmp_path, "date", [cell, "16 juli 2010", "3 mrt. 2021"]).refused == {0: "date"}


def test_moments_have_named_months_too(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, "datetime", ["16 juli 2010 14:30", "16 juli 2010 om 9:05", "16 jul 2010, 23:00:05"]
    )
    assert [value.astimezone(UTC) for value in found.values.values()] == [
        datetime(2010, 7, 16, 12, 30, tzinfo=UTC),
        datetime(2010, 7, 16, 7, 5, tzinfo=UTC),
        datetime(2010, 7, 16, 21, 0, 5, tzinfo=UTC),
    ]


def test_a_clock_of_twelve_hours_is_read(tmp_path: Path) -> None:
    cells = ["7/16/2010 2:30 PM", "7/16/2010 12:05 am", "7/16/2010 2:30:15PM", "7/16/2010 14:30 PM"]
    found = loaded(tmp_path, "datetime", cells)
    assert [value.astimezone(UTC).hour for value in found.values.values()] == [12, 22, 12]
    assert found.refused == {3: "datetime"}


def test_years_of_two_digits_are_told_with_their_centuries(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["16-jul-10", "1 mei 69", "1 mei 68"])
    assert found.values == {0: DAY, 1: date(1969, 5, 1), 2: date(2068, 5, 1)}
    assert "69 to 99 are 1969 to 1999" in found.assumed["two_digit_years"]
    assert "69 to 99" in loaded(tmp_path, "date", ["13-1-26", "1-2-26"]).assumed["two_digit_years"]


def test_one_cell_that_is_no_date_does_not_cost_the_years_of_two_digits(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["13-1-26", "1-2-26", "vorige week"])
    assert (found.values, found.refused) == ({0: date(2026, 1, 13), 1: date(2026, 2, 1)}, {2: "date"})


def test_the_order_that_the_caller_gives_wins(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["1-3-2026", "2-4-2026"], dates="mdy")
    assert found.values == {0: date(2026, 1, 3), 1: date(2026, 2, 4)}
    assert "date_order" not in found.assumed
    assert loaded(tmp_path, "date", ["13-3-2026", "2-4-2026"], dates="mdy").refused == {0: "date"}
    assert loaded(tmp_path, "date", ["2026-3-1", "2-4-2026", "5-6-2026"], dates="ymd").refused == {
        1: "date",
        2: "date",
    }


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ak.WrongValue, match="dates='dym' is not possible"):
        loaded(tmp_path, "date", ["1-3-2026"], dates="dym")


@pytest.mark.parametrize(
    ("cell", "day"), [("44197", "1-1-2021"), ("44197,5", "1-1-2021"), ("25569", "1-1-1970")]
)
def test_a_day_number_of_a_spreadsheet_is_refused_with_the_day_that_it_may_be(
    tmp_path: Path, cell: str, day: str
) -> None:
    for kind in ("date", "datetime"):
        ws = ak.open()
        ak.fields.define(ws, "account", "Veld", kind)
        path = tmp_path / "accounts.csv"
        path.write_text(f'Bedrijfsnaam;Veld\nA;"{cell}"\nB;2020-01-01\n', encoding="utf-8")
        [problem] = ak.imports.plan(ws, "accounts", path).problems.itertuples()
        assert (problem.line, problem.check) == (2, kind)
        assert f"als dagnummer van Excel zou het {day} zijn" in problem.message


def test_each_column_has_its_own_order_and_marks_where_the_mapping_says_so(tmp_path: Path) -> None:
    ws = ak.open()
    for label, kind in (("Begin", "date"), ("Einde", "date"), ("Prijs", "number"), ("Aantal", "number")):
        ak.fields.define(ws, "account", label, kind)
    path = tmp_path / "accounts.csv"
    path.write_text("Naam;Begin;Einde;Prijs;Aantal\nA;1-2-2020;1-2-2020;1.234;1.234\n", encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "version: 1\ncolumns:\n  Begin: {field: begin, dates: mdy}\n  Prijs: {field: prijs, locale: en}\n",
        encoding="utf-8",
    )
    ak.imports.run(ws, "accounts", path, mapping=mapping)
    made = ak.accounts.get(ws, "A")
    assert (made.begin, made.einde) == (date(2020, 1, 2), date(2020, 2, 1))
    assert (f"{made.prijs.normalize():f}", f"{made.aantal.normalize():f}") == ("1.234", "1234")


def test_a_column_without_a_single_date_is_not_said_to_hold_dates(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["45292", "45293"])
    assert found.refused == {0: "date", 1: "date"}
    assert found.assumed["dates"] == "'Veld' holds nothing that is written as a date."
