"""Charts: the bars, the sentence in the title, and that text from a file is no markup."""

import pandas as pd
import plotly.io
import pytest

import accounts_kit as ak
from accounts_kit.reports import charts
from accounts_kit.reports.template import registered

CITIES = ["Gent", "Gent", "Gent", "Brugge", None, "Aalst", "Brugge"]


def accounts(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.itertuples(index=False, name=None))


# --- the table


def test_values_are_counted_from_large_to_small_and_then_by_name_with_the_missing_last() -> None:
    counts = charts.counts_by(accounts(city=[*CITIES, "Zele", None, None]), "city")
    assert list(counts.columns) == ["city", "accounts", "share"]
    assert rows(counts) == [
        ("Gent", 3, 30.0),
        ("Brugge", 2, 20.0),
        ("Aalst", 1, 10.0),
        ("Zele", 1, 10.0),
        ("(geen waarde)", 3, 30.0),
    ]


def test_at_most_ten_values_have_a_row_and_one_row_holds_the_rest() -> None:
    many = [f"plaats {number:02}" for number in range(13) for _ in range(20 - number)]
    counts = charts.counts_by(accounts(city=many), "city")
    assert len(counts) == 11
    assert rows(counts)[-2:] == [("plaats 09", 11, 6.0), ("3 andere", 10 + 9 + 8, 14.8)]
    assert counts["accounts"].sum() == len(many)
    assert len(charts.counts_by(accounts(city=many), "city", at_most=None)) == 13


def test_an_account_with_several_values_counts_at_each_and_without_any_as_missing() -> None:
    counts = charts.counts_by(accounts(systems=[["Exact", "Afas"], ["Exact"], [], None]), "systems")
    assert rows(counts) == [("Exact", 2, 50.0), ("Afas", 1, 25.0), ("(geen waarde)", 2, 50.0)]


def test_a_value_reads_as_it_does_everywhere() -> None:
    counts = charts.counts_by(accounts(employees=[25.0, 25.0, 9.5, None]), "employees")
    assert list(counts["employees"]) == ["25", "9,5", "(geen waarde)"]


def test_without_accounts_the_table_has_no_rows() -> None:
    assert rows(charts.counts_by(accounts(city=[]), "city")) == []


def test_a_dotted_name_finds_its_column() -> None:
    assert rows(charts.counts_by(accounts(city=["Gent"]), "account.city")) == [("Gent", 1, 100.0)]


def test_a_column_that_is_not_there_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ak.UnknownField, match=r"no column 'industy'. Did you mean 'industry'\?"):
        charts.counts_by(accounts(industry=["Bouw"], name=["Acme"]), "industy")


def test_nothing_to_show_is_refused() -> None:
    with pytest.raises(ak.WrongValue, match="at_most=0 leaves nothing to show"):
        charts.accounts_by(accounts(city=["Gent"]), "city", at_most=0)


# --- the title


@pytest.mark.parametrize(
    ("values", "language", "title"),
    [
        (["Bouw", "Bouw", None], "nl", "Bouw is de grootste groep: 2 van 3 accounts"),
        (["Bouw", "Bouw", None], "en", "Bouw is the largest group: 2 of 3 accounts"),
        (["Bouw", "Zorg"], "nl", "Bouw en Zorg zijn de grootste groepen: elk 1 van 2 accounts"),
        (["A", "B", "C"], "nl", "Geen groep springt eruit: de grootste hebben elk 1 van 3 accounts"),
        ([None, None], "nl", "Van geen van de 2 accounts is dit bekend"),
        ([], "nl", "Er zijn nog geen accounts"),
        (["Bouw"] * 1234, "nl", "Bouw is de grootste groep: 1.234 van 1.234 accounts"),
        (["Bouw"] * 1234, "en", "Bouw is the largest group: 1,234 of 1,234 accounts"),
        (["Bouw"], "fr", "Bouw is the largest group: 1 of 1 accounts"),
    ],
)
def test_the_title_says_what_the_chart_shows(values: list[object], language: str, title: str) -> None:
    figure = charts.accounts_by(accounts(industry=values), language=language)
    assert figure.layout.title.text == title


def test_the_rest_taken_together_is_never_the_largest_group() -> None:
    many = ["Bouw", "Bouw", *(f"plaats {number}" for number in range(30))]
    figure = charts.accounts_by(accounts(industry=many), at_most=1)
    assert list(figure.data[0].x) == [2, 30]
    assert figure.layout.title.text.startswith("Bouw is de grootste groep: 2 van 32")


@pytest.mark.parametrize(
    ("field", "label", "subtitle"),
    [
        ("industry", None, "Accounts naar industrie/vertical"),
        ("account.city", None, "Accounts naar plaats"),
        ("pakket", None, "Accounts naar pakket"),
        ("pakket", "ERP-pakket", "Accounts naar ERP-pakket"),
    ],
)
def test_the_subtitle_names_the_field(field: str, label: str | None, subtitle: str) -> None:
    frame = accounts(industry=["Bouw"], city=["Gent"], pakket=["Exact"])
    figure = charts.accounts_by(frame, field, label=label)
    assert figure.layout.title.subtitle.text == subtitle


# --- the bars and axes


def test_the_bars_are_the_rows_of_the_table_read_from_above() -> None:
    frame = accounts(city=CITIES)
    figure, counts = charts.accounts_by(frame, "city"), charts.counts_by(frame, "city")
    (bars,) = figure.data
    assert bars.orientation == "h"
    assert list(zip(bars.y, bars.x, strict=True)) == list(
        zip(counts["city"], counts["accounts"], strict=True)
    )
    assert figure.layout.yaxis.autorange == "reversed"


def test_only_bars_of_one_value_have_the_colour() -> None:
    figure = charts.accounts_by(accounts(city=["Gent", "Gent", "Brugge", None]), "city", at_most=1)
    coloured, others, missing = figure.data[0].marker.color
    assert others == missing != coloured


@pytest.mark.parametrize(("language", "separators"), [("nl", ",."), ("en", ".,")])
def test_numbers_have_the_marks_of_the_language(language: str, separators: str) -> None:
    figure = charts.accounts_by(accounts(city=["Gent"]), "city", language=language)
    assert figure.layout.separators == separators


def test_an_axis_of_a_few_accounts_counts_them_one_by_one() -> None:
    assert charts.accounts_by(accounts(city=CITIES), "city").layout.xaxis.dtick == 1
    assert charts.accounts_by(accounts(city=CITIES * 9), "city").layout.xaxis.dtick is None


def test_the_axis_says_what_it_counts_and_starts_at_nothing() -> None:
    axis = charts.accounts_by(accounts(city=CITIES), "city").layout.xaxis
    assert (axis.title.text, axis.rangemode, axis.visible) == ("Aantal accounts", "tozero", True)


def test_a_chart_without_accounts_has_no_empty_axis() -> None:
    figure = charts.accounts_by(accounts(city=[]), "city")
    assert figure.layout.xaxis.visible is False


def test_a_value_that_reads_like_no_value_keeps_a_bar_of_its_own() -> None:
    figure = charts.accounts_by(accounts(city=["(geen waarde)", None, "2024", "2024"]), "city")
    assert list(figure.layout.yaxis.ticktext) == ["2024", "(geen waarde)", "(geen waarde)"]
    assert len(set(figure.data[0].y)) == 3
    assert figure.layout.yaxis.type == "category"


def test_a_long_value_is_shortened_on_the_axis_and_whole_on_pointing() -> None:
    figure = charts.accounts_by(accounts(city=["Taumatawhakatangihangakoauauotamateaturipuka"]), "city")
    (tick,) = figure.layout.yaxis.ticktext
    assert (len(tick), tick[-1]) == (40, "…")
    assert list(figure.data[0].customdata) == ["Taumatawhakatangihangakoauauotamateaturipuka"]


def test_a_value_from_a_file_never_becomes_markup() -> None:
    hostile = "<a href='http://x.example'>Gent</a>"
    figure = charts.accounts_by(accounts(city=[hostile]), "city", label="<b>plaats</b>")
    drawn = [
        figure.layout.title.text,
        figure.layout.title.subtitle.text,
        *figure.layout.yaxis.ticktext,
        *figure.data[0].customdata,
    ]
    assert len(drawn) == 4
    assert not [text for text in drawn if "<" in text]


def test_the_look_is_our_own_and_known_to_plotly_by_name() -> None:
    figure = charts.accounts_by(accounts(city=["Gent"]), "city")
    assert figure.layout.template == registered() == plotly.io.templates["accounts_kit"]
    assert plotly.io.templates.default != "accounts_kit"


def test_the_same_frame_gives_the_same_figure_to_the_letter() -> None:
    frame = accounts(city=CITIES)
    assert charts.accounts_by(frame, "city").to_json() == charts.accounts_by(frame, "city").to_json()
