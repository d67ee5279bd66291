"""Text of files as values: numbers, dates, moments, options, and the ways to say that there is nothing.

Each test writes one column into a custom field and looks at what the workspace holds and what was refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import accounts_kit as ak
from tests.one_column import loaded, of_source

# --- numbers


def test_numbers_are_read_by_dutch_marks_where_a_cell_needs_them(tmp_path: Path) -> None:
    found = loaded(tmp_path, "number", ["1.038", "1.382,40", "-12,5", "+7", "1000000"])
    assert found.values == {
        0: Decimal(1038),
        1: Decimal("1382.4"),
        2: Decimal("-12.5"),
        3: Decimal(7),
        4: Decimal(1_000_000),
    }
    assert found.assumed["numbers"] == "'Veld' holds numbers like 1.234,5."


def test_numbers_are_read_by_english_marks_where_the_cells_say_so(tmp_path: Path) -> None:
    found = loaded(tmp_path, "number", ["1,038.5", "12.25", "7"])
    assert found.values == {0: Decimal("1038.5"), 1: Decimal("12.25"), 2: Decimal(7)}
    assert found.assumed["numbers"] == "'Veld' holds numbers like 1,234.5."


def test_a_damaged_thousand_among_dutch_numbers_is_refused_and_never_guessed(tmp_path: Path) -> None:
    found = loaded(tmp_path, "number", ["1.038", "2.500", "1.382,40", "1.54"])
    assert found.refused == {3: "number"}
    assert found.values[0] == Decimal(1038)


def test_numbers_that_both_languages_read_follow_the_file_and_are_reported(tmp_path: Path) -> None:
    found = loaded(tmp_path, "number", ["1.038", "12"])
    assert found.values == {0: Decimal(1038), 1: Decimal(12)}
    assert found.assumed["number_marks"].startswith("In 'Veld' 1 cell can be read in two ways")


def test_the_locale_that_the_caller_gives_wins(tmp_path: Path) -> None:
    assert loaded(tmp_path, "number", ["1.038"], locale="en_GB").values == {0: Decimal("1.038")}
    found = loaded(tmp_path, "number", ["1.25", "1.5", "12,5"], locale="nl")
    assert found.values == {2: Decimal("12.5")}
    assert found.refused == {0: "number", 1: "number"}


def test_amounts_come_without_their_currency_signs(tmp_path: Path) -> None:
    found = loaded(tmp_path, "currency", ["€ 1.250,50", "980,-", "EUR 12,00", "12,00 €", "-4,5"])
    assert list(found.values.values()) == [
        Decimal("1250.50"),
        Decimal("980"),
        Decimal("12"),
        Decimal("12"),
        Decimal("-4.5"),
    ]


def test_a_number_is_rounded_half_up_to_the_decimals_of_its_kind(tmp_path: Path) -> None:
    found = loaded(tmp_path, "currency", ["0,005", "-0,005", "1,004999"])
    assert list(found.values.values()) == [Decimal("0.01"), Decimal("-0.01"), Decimal("1.00")]


@pytest.mark.parametrize("cell", ["twaalf", "1 2", "1,2,3", "12 %%", "1e5", "--5", "€", "-(5)"])
def test_what_is_no_number_is_refused(tmp_path: Path, cell: str) -> None:
    assert loaded(tmp_path, "number", [cell, "12"]).refused == {0: "number"}


def test_a_number_with_too_many_digits_is_refused_as_such(tmp_path: Path) -> None:
    assert loaded(tmp_path, "number", ["999999999999", "1000000000000"]).refused == {1: "size"}


# --- dates and moments


@pytest.mark.parametrize(
    ("cells", "example"),
    [
        (["2026-03-01", "2026/12/31", "20261231"], "2026-12-31"),
        (["1-3-2026", "31-12-2026", "31/12/2026"], "31-12-2026"),
        (["1.3.2026", "31.12.2026", "31-12-2026"], "31-12-2026"),
        (["3/1/2026", "12/31/2026", "12/31/2026"], "12/31/2026"),
        (["1-3-26", "31-12-26", "31-12-26"], "31-12-26"),
    ],
)
def test_a_column_of_dates_has_the_order_that_all_of_its_cells_allow(
    tmp_path: Path, cells: list[str], example: str
) -> None:
    found = loaded(tmp_path, "date", cells)
    assert found.values == {0: date(2026, 3, 1), 1: date(2026, 12, 31), 2: date(2026, 12, 31)}
    assert found.assumed["dates"] == f"'Veld' holds dates like {example}."


def test_dates_that_fit_both_orders_follow_the_language_and_are_reported(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["1-3-2026", "2-4-2026"])
    assert found.values[0] == date(2026, 3, 1)
    assert "day and month could change places" in found.assumed["date_order"]
    assert loaded(tmp_path, "date", ["1-3-2026"], locale="en").values[0] == date(2026, 1, 3)


def test_a_column_never_mixes_two_orders(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["31-12-2026", "30-11-2026", "12/31/2026", "2026-12-31", "1-1-26"])
    assert found.refused == {2: "date", 3: "date", 4: "date"}


@pytest.mark.parametrize(
    "cell", ["31-02-2026", "29-2-2025", "00-12-2026", "1-3-0000", "31 december", "1-3-226"]
)
def test_a_date_that_does_not_exist_is_refused(tmp_path: Path, cell: str) -> None:
    assert loaded(tmp_path, "date", [cell, "31-12-2026", "29-2-2024"]).refused == {0: "date"}


def test_two_digit_years_turn_the_century_after_68(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["31-12-68", "31-12-69"])
    assert found.values == {0: date(2068, 12, 31), 1: date(1969, 12, 31)}


def test_moments_without_an_offset_are_local_to_the_workspace(tmp_path: Path) -> None:
    found = loaded(tmp_path, "datetime", ["1-7-2026 14:30", "13-1-2026 9:05:07", "14-1-2026"])
    assert [value.astimezone(UTC) for value in found.values.values()] == [
        datetime(2026, 7, 1, 12, 30, tzinfo=UTC),
        datetime(2026, 1, 13, 8, 5, 7, tzinfo=UTC),
        datetime(2026, 1, 13, 23, 0, tzinfo=UTC),
    ]


def test_moments_with_an_offset_keep_it(tmp_path: Path) -> None:
    cells = [
        "2026-07-01T12:00:00Z",
        "2026-07-01 12:00+02:00",
        "2026-07-01T12:00:00.25-0500",
        "2026-07-01T12:00",
    ]
    assert [value.astimezone(UTC) for value in loaded(tmp_path, "datetime", cells).values.values()] == [
        datetime(2026, 7, 1, 12, tzinfo=UTC),
        datetime(2026, 7, 1, 10, tzinfo=UTC),
        datetime(2026, 7, 1, 17, 0, 0, 250_000, tzinfo=UTC),
        datetime(2026, 7, 1, 10, tzinfo=UTC),
    ]


def test_an_hour_that_occurs_twice_is_the_first_as_in_python(tmp_path: Path) -> None:
    found = loaded(tmp_path, "datetime", ["25-10-2026 02:30", "29-3-2026 02:30"])
    assert [value.astimezone(UTC) for value in found.values.values()] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]


def test_the_date_of_a_moment_is_its_day_in_the_workspace(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date", ["2026-06-30T23:30:00Z", "2026-06-30 23:30"])
    assert found.values == {0: date(2026, 7, 1), 1: date(2026, 6, 30)}


@pytest.mark.parametrize("cell", ["31-12-2026 25:00", "31-12-2026 12", "12:00", "31-11-2026 12:00"])
def test_a_moment_that_does_not_exist_is_refused(tmp_path: Path, cell: str) -> None:
    assert loaded(tmp_path, "datetime", [cell, "31-12-2026 12:00"]).refused == {0: "datetime"}


# --- options

COLOURS = ["Rood", "Groen, licht", "Blauw"]


def test_an_option_is_found_without_case_accents_and_spaces(tmp_path: Path) -> None:
    found = loaded(tmp_path, "dropdown", ["rood", " BLAUW", "groen licht", "Röod"], options=COLOURS)
    assert found.values == {0: "Rood", 1: "Blauw", 2: "Groen, licht", 3: "Rood"}


def test_several_options_are_split_at_the_mark_of_the_cell(tmp_path: Path) -> None:
    cells = [
        "||Blauw||Rood||",
        "blauw; rood",
        "Blauw,Rood",
        "Groen, licht",
        "Groen, licht;Rood",
        "Rood||Rood",
        "||",
    ]
    found = loaded(tmp_path, "multiselect", cells, options=COLOURS)
    both = ["Rood", "Blauw"]
    assert found.values == {
        0: both,
        1: both,
        2: both,
        3: ["Groen, licht"],
        4: ["Rood", "Groen, licht"],
        5: ["Rood"],
    }


def test_a_wrong_option_among_several_refuses_the_cell_and_is_the_one_that_is_named(tmp_path: Path) -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Kleuren", "checkbox", options=COLOURS)
    source = pd.DataFrame({"Naam": ["Acme"], "Kleuren": ["Rood;Bleuw"]})
    [problem] = ak.imports.plan(ws, "accounts", source).problems.itertuples()
    assert (problem.check, problem.value) == ("option", "Rood;Bleuw")
    assert problem.message.startswith("'Bleuw' is geen optie van Kleuren.")
    assert "'Blauw'" in problem.message


# --- nothing, and text

MARKS = ["-", "n.v.t.", "NVT", "n/a", "Onbekend", "null", "#N/B", "#N/A"]


@pytest.mark.parametrize("kind", ["number", "date", "dropdown", "multiselect", "email", "phone", "url"])
def test_the_ways_to_say_that_there_is_nothing_are_missing_values(tmp_path: Path, kind: str) -> None:
    options = ["Rood"] if kind in ("dropdown", "multiselect") else None
    found = loaded(tmp_path, kind, [*MARKS, "", "  "], options=options)
    assert (found.values, found.refused) == ({}, {})
    assert found.assumed["missing"].startswith("In 'Veld' 8 cells say that there is nothing")


def test_a_date_of_zeros_is_missing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "date", ["0000-00-00", "2026-01-01"]).values == {1: date(2026, 1, 1)}


@pytest.mark.parametrize("kind", ["text", "textarea", "hidden"])
def test_free_text_keeps_them(tmp_path: Path, kind: str) -> None:
    assert list(loaded(tmp_path, kind, MARKS).values.values()) == MARKS


def test_text_is_stored_clean_and_otherwise_as_it_is(tmp_path: Path) -> None:
    found = loaded(tmp_path, "text", ["\u00a0 Cafe\u0301 \u200b", "001234", "=1+1", "a\tb"])
    assert found.values == {0: "Café", 1: "001234", 2: "=1+1", 3: "a\tb"}


def test_addresses_lose_their_mailto_and_it_is_reported(tmp_path: Path) -> None:
    found = loaded(tmp_path, "email", ["mailto:jan@x.example", "MAILTO: piet@x.example", "els@x.example"])
    assert found.values == {0: "jan@x.example", 1: "piet@x.example", 2: "els@x.example"}
    assert found.assumed["mailto"] == "In 'Veld' 2 cells begin with 'mailto:', which is left out."


# --- frames with types of their own


def test_a_frame_that_has_the_types_already_is_taken_as_it_is() -> None:
    names = ["0", "1"]
    numbers = pd.DataFrame({"Naam": names, "Veld": [1.5, None]})
    assert of_source(numbers, "number").values == {0: Decimal("1.5")}
    dates = pl.DataFrame({"Naam": names, "Veld": [date(2026, 3, 1), None]})
    assert of_source(dates, "date").values == {0: date(2026, 3, 1)}
    lists = pa.table({"Naam": names, "Veld": [["Blauw", "rood"], []]})
    assert of_source(lists, "multiselect", COLOURS).values == {0: ["Rood", "Blauw"]}


def test_a_fraction_is_rounded_by_its_digits_and_not_by_its_bits() -> None:
    source = pd.DataFrame({"Naam": ["0", "1"], "Veld": [2.675, 1.005]})
    assert of_source(source, "currency").values == {0: Decimal("2.68"), 1: Decimal("1.01")}


def test_moments_of_a_frame_are_local_unless_they_have_a_zone() -> None:
    naive = pd.DataFrame({"Naam": ["0"], "Veld": [pd.Timestamp("2026-07-01 12:00")]})
    assert of_source(naive, "datetime").values[0].astimezone(UTC).hour == 10
    zoned = pd.DataFrame({"Naam": ["0"], "Veld": [pd.Timestamp("2026-07-01 12:00", tz="UTC")]})
    assert of_source(zoned, "datetime").values[0].astimezone(UTC).hour == 12
    assert of_source(zoned, "date").values[0] == date(2026, 7, 1)


def test_numbers_of_a_frame_are_text_where_the_field_holds_text() -> None:
    source = pd.DataFrame({"Naam": ["0", "1"], "Veld": [612345678.0, None]})
    assert of_source(source, "text").values == {0: "612345678"}


def test_numbers_of_a_frame_that_do_not_fit_are_refused() -> None:
    source = pd.DataFrame({"Naam": ["0", "1", "2"], "Veld": [1e15, float("inf"), 3.5]})
    found = of_source(source, "number")
    assert found.refused == {0: "size", 1: "number"}
    assert found.values == {2: Decimal("3.5")}


def test_yes_and_no_of_a_frame_are_no_number() -> None:
    source = pd.DataFrame({"Naam": ["0"], "Veld": [True]})
    assert of_source(source, "number").refused == {0: "number"}
