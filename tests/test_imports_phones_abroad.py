"""Telephone numbers in a file whose rows name a country: they are numbers of that country."""

from __future__ import annotations

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.words.countries import country_of


def accounts(phones: list[str], countries: list[str]) -> pd.DataFrame:
    names = [f"Account {place}" for place in range(len(phones))]
    return pd.DataFrame({"Naam": names, "Telefoon": phones, "Land": countries})


@pytest.mark.parametrize(
    ("phone", "country", "stored"),
    [
        ("030-0074321", "Duitsland", "+49300074321"),
        ("030-5673968", "Nederland", "+31305673968"),
        ("030-5673968", "the Netherlands", "+31305673968"),
        ("030-5673968", "", "+31305673968"),
        ("0475 12 34 56", "BELGIË", "+32475123456"),
        ("(5) 555-4729", "Mexico", "(5) 555-4729"),
        ("030-5673968", "Verweggistan", "030-5673968"),
        ("+31 30 5673968", "Duitsland", "+31305673968"),
        ("0031 30 5673968", "Duitsland", "+31305673968"),
    ],
)
def test_the_country_of_a_row_decides_what_its_number_is(phone: str, country: str, stored: str) -> None:
    ws = ak.open()
    source = accounts([phone, "020-1234567"], [country, "Nederland"])
    result = ak.imports.run(ws, "accounts", source)
    assert ak.accounts.table(ws)["phone"].tolist() == [stored, "+31201234567"]
    assert ak.imports.run(ws, "accounts", source).unchanged == 2
    said = [one.text for one in result.assumptions if one.code == "phone_country"]
    at_home = ak.open()
    ak.imports.run(at_home, "accounts", accounts([phone, "020-1234567"], ["", ""]))
    assert bool(said) == (ak.accounts.table(at_home)["phone"].tolist()[0] != stored)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nederland", "NL"),
        ("belgique", "BE"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
        ("us", "US"),
        ("Drenthe", None),
    ],
)
def test_countries_are_known_by_several_names(name: str, code: str | None) -> None:
    assert country_of(name) == code
