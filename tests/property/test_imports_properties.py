"""Laws of imports on any text: nothing is lost, nothing is guessed, twice is once, undo is before."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.model.values import NotOfKind, value_of
from accounts_kit.words.numbers import MARKS, number_from
from accounts_kit.words.text import clean, key_of

# Letters that files bring: accents, blanks of all kinds, signs with a meaning in CSV, SQL and HTML.
LETTERS = st.sampled_from("aAbBzZéÉßİ019 \t\n\u00a0\u200b\u3000.,;:'\"|-+=@<&{%\\/\u0301🦄ש")
TEXT = st.text(LETTERS, max_size=8)
NAMES = st.lists(TEXT, min_size=1, max_size=25)
# An example takes a tenth of a second, so each holds many rows.
FEW = settings(max_examples=10)


def imported(
    what: str, columns: dict[str, list[str]], **keywords: object
) -> tuple[ak.Workspace, ak.ImportResult]:
    ws = ak.open()
    return ws, ak.imports.run(ws, what, pd.DataFrame(columns), **keywords)


@FEW
@given(NAMES)
def test_every_row_is_accepted_or_refused_and_each_name_stands_once(names: list[str]) -> None:
    source = {"Naam": [*names, "zeker"], "Plaats": [*names, "Ede"]}
    ws, result = imported("accounts", source)
    with ws:
        assert result.rows == result.created + result.updated + result.unchanged + result.rejected
        assert result.rejected == result.problems["line"].nunique()
        refused = set(result.problems.loc[result.problems["check"] == "placeholder", "value"])
        assert refused <= set(names)
        kept = dict.fromkeys(key_of(name) for name in source["Naam"] if clean(name) and name not in refused)
        assert [key for (key,) in ws.rows("SELECT name_key FROM accounts ORDER BY account_id")] == [*kept]


@FEW
@given(NAMES)
def test_text_is_stored_as_create_stores_it(names: list[str]) -> None:
    ws, _ = imported("accounts", {"Naam": [f"{n}" for n in range(len(names))], "Omschrijving": names})
    with ws:
        by_name = dict(ws.rows("SELECT name, description FROM accounts"))
        for place, text in enumerate(names):
            made = ak.accounts.create(ws, f"by hand {place}", description=text)
            assert by_name.get(str(place)) == made.description == clean(text)


NUMBERS = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,4}([.,][0-9]{1,4}){0,2}", fullmatch=True),
    st.sampled_from(["-", "n.v.t.", "€ 1,50", "12,-", "1.000.000", "1,000,000.5", "x", "1 2"]),
    st.from_regex(
        r"[-(]?(€ ?|EUR )?-?[0-9]{1,3}([.,][0-9]{1,3}){0,2}( ?(€|eur)|,-|-| -|\))?", fullmatch=True
    ),
)


@FEW
@given(st.lists(NUMBERS, min_size=1, max_size=25), st.sampled_from(["nl", "en"]))
def test_numbers_are_what_words_says_of_them_under_the_stated_marks(cells: list[str], locale: str) -> None:
    names = [str(place) for place in range(len(cells))]
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Getal", "number")
        source = pd.DataFrame({"Naam": names, "Getal": cells})
        result = ak.imports.run(ws, "accounts", source, locale=locale)
        said = {name: number_from(cell, MARKS[locale]) for name, cell in zip(names, cells, strict=True)}
        refused = {names[line - 1] for line in result.problems["line"]}
        stored = dict(ws.rows("SELECT name, getal FROM accounts"))
        for name, cell in zip(names, cells, strict=True):
            if cell in ("-", "n.v.t."):
                assert stored[name] is None
            elif said[name] is None:
                assert name in refused
            else:
                assert stored[name] == said[name].quantize(Decimal("0.000001"))


MONTHS = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"],
    "en": ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"],
}  # fmt: skip


@FEW
@given(
    st.lists(st.dates(datetime(1, 1, 1).date()), min_size=1, max_size=25),
    st.sampled_from(["nl", "en"]),
    st.sampled_from(["{day} {month} {year:04}", "{day:02}-{short}-{year:04}", "{month} {day}, {year:04}"]),
)
def test_dates_with_named_months_are_the_dates_that_were_written(
    days: list[date], language: str, form: str
) -> None:
    names = [str(place) for place in range(len(days))]
    months = [MONTHS[language][day.month - 1] for day in days]
    cells = [
        form.format(day=day.day, month=month, short=month[:3], year=day.year)
        for day, month in zip(days, months, strict=True)
    ]
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Dag", "date")
        result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": names, "Dag": cells}))
        assert result.problems.empty
        assert ws.rows("SELECT dag FROM accounts ORDER BY account_id") == [(day,) for day in days]


# Before 1970 the two engines have different ideas of the time in Amsterdam.
SINCE = datetime(1970, 1, 2)
DATES = st.one_of(
    st.dates(SINCE.date()).map(lambda day: f"{day:%Y-%m-%d}"),
    st.datetimes(SINCE).map(lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}"),
    st.from_regex(
        r"20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-9]{2}:[0-9]{2}(Z|[+-]0[0-9]:[03]0)?)?", fullmatch=True
    ),
)


@FEW
@given(st.lists(DATES, min_size=1, max_size=25), st.sampled_from(["date", "datetime"]))
def test_iso_dates_and_moments_are_what_create_makes_of_them(cells: list[str], kind: str) -> None:
    names = [str(place) for place in range(len(cells))]
    with ak.open() as ws:
        field = ak.fields.define(ws, "account", "Dag", kind)
        result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": names, "Dag": cells}))
        refused = {names[line - 1] for line in result.problems["line"]}
        stored = dict(ws.rows("SELECT name, dag FROM accounts"))
        for name, cell in zip(names, cells, strict=True):
            if name in refused:
                with pytest.raises(NotOfKind, match=kind):
                    value_of(field, cell, ws.timezone)
            else:
                assert stored[name] == value_of(field, cell, ws.timezone)


CONTACTS = st.lists(
    st.fixed_dictionaries(
        {
            "E-mail": st.sampled_from(
                ["", "a@x.example", "A@x.example ", "b@x.example", "c@x.example", "geen"]
            ),
            "Telefoon": st.sampled_from(["", "020 1234567", "(020) 123-4567", "abc", "-"]),
            "Voornaam": st.sampled_from(["", "Jan", "Els"]),
            "Bedrijf": st.sampled_from(["", "Acme", "ACME ", "Acme BV", "Beta", "-"]),
            "Tags": st.sampled_from(["", "vip", "VIP;beurs", "beurs,"]),
            "Contact ID": st.sampled_from(["", "1", "2", "3"]),
        }
    ),
    max_size=8,
)
SOMEBODY = {
    "E-mail": "z@x.example",
    "Telefoon": "",
    "Voornaam": "Zoë",
    "Bedrijf": "",
    "Tags": "",
    "Contact ID": "",
}
TABLES = ("accounts", "contacts", "tags", "contact_tags")


def stored(ws: ak.Workspace) -> list[object]:
    """All that the tables hold, but the moments of writing."""
    moments = ["created_at", "updated_at"]
    frames = [ws.frame(f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES]
    return [frame.drop(columns=moments, errors="ignore").to_csv(index=False) for frame in frames]


@FEW
@given(CONTACTS, CONTACTS, st.sampled_from(["if_not_blank", "always", "if_existing_blank", "never"]))
def test_twice_is_once_and_undo_is_before(
    before: list[dict[str, str]], rows: list[dict[str, str]], update: str
) -> None:
    source = pd.DataFrame([*rows, SOMEBODY])
    with ak.open() as ws:
        ak.imports.run(ws, "contacts", pd.DataFrame([*before, SOMEBODY]))
        first = stored(ws)
        plan = ak.imports.plan(ws, "contacts", source, update=update)
        assert stored(ws) == first
        result = ak.imports.run(ws, plan)
        assert (result.created, result.updated, result.rejected) == (
            plan.created,
            plan.updated,
            plan.rejected,
        )
        assert ak.check(ws).empty
        second = stored(ws)
        again = ak.imports.run(ws, "contacts", source, update=update)
        assert (again.created, again.updated, again.change_set_id) == (0, 0, None)
        assert stored(ws) == second
        if result.change_set_id is not None:
            assert ak.changes.undo(ws, result.change_set_id).kept.empty
        assert stored(ws) == first
