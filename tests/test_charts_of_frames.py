"""The other charts: what they draw, what the title finds, and that text from a file is no markup."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak

HOSTILE = "<b onclick='x'>Jan</b>"
DAY = datetime(2026, 3, 31, 12, tzinfo=UTC)


def numbers(figure: Any) -> dict[str, list[float]]:
    """The numbers of each series, by its name."""
    return {bar.name: list(bar.x) for bar in figure.data}


def labels(figure: Any) -> list[str]:
    return list(figure.layout.yaxis.ticktext)


def title(figure: Any) -> str:
    return str(figure.layout.title.text)


ACCOUNTS = pd.DataFrame(
    {
        "account_id": [1, 2, 3, 4],
        "name": ["A", "B", "C", "D"],
        "city": ["Gent", None, None, "Gent"],
        "annual_revenue": ["1M - 5M", "< 100K", None, "1M - 5M"],
        "employees": [1.0, 9.0, 10.0, None],
        "owner": ["Els", "Els", HOSTILE, None],
        "contacts": [0, 1, 4, 30],
        "producten": [["a"], [], None, ["b"]],
        "last_contacted_at": [
            DAY, datetime(2025, 6, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC), pd.NaT,
        ],
    }
)  # fmt: skip


def test_completeness_begins_with_what_is_filled_least_and_says_it() -> None:
    figure = ak.charts.completeness(ACCOUNTS, ["name", "city", "producten", "employees"])
    assert labels(figure) == ["Plaats", "producten", "Aantal medewerkers", "Bedrijfsnaam"]
    assert numbers(figure) == {"ingevuld": [50.0, 50.0, 75.0, 100.0]}
    assert title(figure) == "Plaats is het minst ingevuld: bij 50% van 4"
    assert len(labels(ak.charts.completeness(pd.DataFrame({f"f{n}": [n] for n in range(12)})))) == 10
    every = ak.charts.completeness(ACCOUNTS, ["name"], language="en")
    assert title(every) == "Everything is filled, for all 4"


def test_completeness_leaves_out_what_is_no_field() -> None:
    assert not {"account_id", "contacts"} & set(labels(ak.charts.completeness(ACCOUNTS)))


def test_bands_stand_in_the_order_of_the_options_and_numbers_in_classes() -> None:
    revenue = ak.charts.bands(ACCOUNTS)
    assert labels(revenue)[:4] == ["&lt; 100K", "100K - 500K", "500K - 1M", "1M - 5M"]
    assert labels(revenue)[-1] == "(geen waarde)"
    assert numbers(revenue) == {"aantal accounts": [1, 0, 0, 2, 0, 0, 0, 0, 1]}
    assert title(revenue) == "1M - 5M is de grootste klasse: 2 van 4 accounts"
    employees = ak.charts.bands(ACCOUNTS, "account.employees", language="en")
    assert labels(employees) == ["1", "2 – 9", "10 – 49", "50 – 249", "250+", "(no value)"]
    assert numbers(employees) == {"number of accounts": [1, 1, 1, 0, 0, 1]}
    own = ak.charts.bands(pd.DataFrame({"maat": ["L", "S"]}), "maat", order=["S", "M", "L"])
    assert labels(own) == ["S", "M", "L"]


def test_contacts_per_account_says_how_many_have_none() -> None:
    figure = ak.charts.contacts_per_account(ACCOUNTS)
    assert labels(figure) == ["0", "1", "2", "3 – 5", "6 – 10", "11+"]
    assert numbers(figure) == {"aantal accounts": [1, 1, 0, 1, 0, 1]}
    assert title(figure) == "1 van 4 accounts hebben geen contact"


def test_last_contact_has_a_row_for_each_owner_and_its_age_from_the_day_that_is_given() -> None:
    figure = ak.charts.last_contact(ACCOUNTS, "2026-03-31")
    assert labels(figure)[0] == "Els"
    called = ["tot een maand", "tot een kwartaal", "tot een half jaar", "tot een jaar", "langer", "nooit"]
    sums = {name: sum(found) for name, found in numbers(figure).items()}
    assert sums == dict(zip(called, [1, 0, 0, 1, 1, 1], strict=True))
    assert numbers(figure)["tot een maand"][0] == 1
    assert title(figure) == "Met 3 van 4 accounts is langer dan een half jaar geen contact geweest"
    many = pd.DataFrame({"owner": [f"o{n:02}" for n in range(14)], "last_contacted_at": [DAY] * 14})
    assert labels(ak.charts.last_contact(many, DAY))[-1] == "4 andere"
    with pytest.raises(ak.WrongValue, match="Write it as 2026-03-31"):
        ak.charts.last_contact(ACCOUNTS, "maart")


def test_contacts_are_counted_as_contacts() -> None:
    frame = pd.DataFrame({"job_title": ["Directeur", "Directeur", None]})
    figure = ak.charts.contacts_by(frame, "job_title")
    assert title(figure) == "Directeur is de grootste groep: 2 van 3 contacten"
    assert figure.layout.title.subtitle.text == "Contacten naar functie"
    assert figure.layout.xaxis.title.text == "Aantal contacten"


def test_growth_draws_members_with_who_came_and_who_went() -> None:
    with ak.open() as ws:
        for number in range(4):
            ak.contacts.create(ws, f"c{number}@firma.example")
        ak.tags.add(ws, [1, 2], "klant")
        ak.segments.save(ws, ak.Segment("Klanten", ak.contact.tags.has_any_of("klant")))
        ak.segments.snapshot(ws, "Klanten", as_of="2026-01-31")
        ak.tags.remove(ws, 1, "klant")
        ak.tags.add(ws, [3, 4], "klant")
        ak.segments.snapshot(ws, "Klanten", as_of="2026-02-28")
        frame = ak.segments.growth(ws, "klanten")
        assert frame[["members", "came", "went"]].to_numpy().tolist() == [[2, 0, 0], [3, 2, 1]]
        assert ak.segments.growth(ws, "Niemand").empty
    figure = ak.charts.growth(frame)
    assert [list(one.y) for one in figure.data] == [[0, 2], [0, -1], [2, 3]]
    assert list(figure.data[2].x) == ["2026-01-31", "2026-02-28"]
    assert title(figure) == "Van 2 naar 3 leden"
    assert title(ak.charts.growth(frame.iloc[:0], language="en")) == "There is no snapshot yet"


def test_coverage_stacks_what_will_stand_there_and_names_the_worst() -> None:
    frame = pd.DataFrame(
        {
            "merge_field": ["contact.first_name", "account.city"],
            "with_value": [8, 5], "fallback": [2, 0], "nothing": [0, 5], "total": [10, 10],
        }
    )  # fmt: skip
    figure = ak.charts.coverage(frame)
    assert labels(figure) == ["account.city", "contact.first_name"]
    assert numbers(figure) == {"waarde": [5, 8], "terugval": [0, 2], "niets": [5, 0]}
    assert title(figure) == "Bij 5 van 10 staat er niets voor account.city"
    assert title(ak.charts.coverage(frame.head(1), language="en")) == "Everybody has a value or a fallback"


def test_problems_are_counted_by_check() -> None:
    frame = pd.DataFrame({"check": ["email", "email", *(f"c{n:02}" for n in range(12))]})
    figure = ak.charts.problems(frame)
    assert labels(figure)[0] == "email"
    assert labels(figure)[-1] == "3 andere"
    assert sum(numbers(figure)["aantal problemen"]) == 14
    assert title(figure) == "email komt het meest voor: 2 van 14 problemen"
    assert title(ak.charts.problems(frame.iloc[:0])) == "Er is geen probleem gevonden"


@pytest.mark.parametrize("chart", [ak.charts.growth, ak.charts.coverage, ak.charts.problems])
def test_a_frame_of_something_else_is_refused(chart: Callable[..., Any]) -> None:
    with pytest.raises(ak.WrongValue, match="The frame has no column"):
        chart(pd.DataFrame({"x": [1]}))


def test_text_from_a_file_is_no_markup_in_any_chart() -> None:
    texts = pd.DataFrame({"check": [HOSTILE], "merge_field": [HOSTILE], "with_value": [0], "fallback": [0]})
    texts = texts.assign(nothing=1, total=1, owner=HOSTILE, last_contacted_at=pd.NaT, maat=HOSTILE)
    figures = [
        ak.charts.problems(texts),
        ak.charts.coverage(texts),
        ak.charts.last_contact(texts, "2026-01-01"),
        ak.charts.bands(texts, "maat"),
        ak.charts.completeness(texts.rename(columns={"maat": HOSTILE})),
    ]
    for figure in figures:
        drawn = figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")
        assert "<b" not in drawn.replace("<br>", "")
