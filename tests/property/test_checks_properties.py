"""One truth, two engines: what plain Python says of a value, Pandera says of a column of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.checks.addresses import is_email, is_unusual_email
from accounts_kit.checks.frames import arrow_type, failures
from accounts_kit.checks.named import checks_of
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS
from accounts_kit.words.phones import by_library, e164
from accounts_kit.words.text import clean

REGIONS = {region: ak.open() for region in ("NL", "BE")}
REGIONS["BE"].region = "BE"

OPTIONS = ("Rood", "Blauw", "< 10", "🦄")

FIELDS = tuple(
    Field(
        of="account",
        key=f"veld_{kind}",
        kind_name=kind,
        labels={"nl": kind},
        options=OPTIONS if KINDS[kind].has_options else (),
        max_length=12 if KINDS[kind].family == "text" else None,
        minimum=0 if KINDS[kind].family == "number" else None,
        required=kind in ("text", "number"),
        custom=True,
    )
    for kind in CUSTOM_KINDS
)
ASKED = tuple(
    Field("account", f"asked_{check}", "text", {"nl": check}, check=check, region="NL", custom=True)
    for check in ("kvk", "btw", "iban", "postcode", "phone", "website", "email")
)
CATALOGUE = Catalogue(custom=(*FIELDS, *ASKED))

signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.one_of(
    st.text(signs, min_size=1, max_size=15),
    st.text(st.sampled_from("aZ9.-@_:/?#\u00a0\u2028 \t"), min_size=1, max_size=15),
    st.sampled_from(["jan@acme.nl", "www.acme.nl", "http://é.nl/?", "a@b.c", "x" * 12, "x" * 13, "é@ü.nl"]),
    st.sampled_from(["01234567", "1234 AB", "9000", "NL004495445B01", "NL91ABNA0417164300", "+31612345678"]),
)
options = st.one_of(st.sampled_from(OPTIONS), st.sampled_from(["rood", "Geel", " "]))
numbers = st.decimals(-10, 10, allow_nan=False, places=2)
OF_FAMILY: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "number": numbers,
    "option": options,
    "several": st.lists(options, min_size=1, max_size=3),
}
MOMENTS = {
    "date": st.dates(),
    "datetime": st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)),
}


def values_of(kind: str) -> st.SearchStrategy[Any]:
    some = MOMENTS[kind] if kind in MOMENTS else OF_FAMILY[KINDS[kind].family]
    return st.lists(st.one_of(st.none(), some), max_size=8)


def refused_one_by_one(field: Field, values: list[Any]) -> set[tuple[int, str]]:
    broken = set()
    for row, value in enumerate(values):
        if value is None:
            broken |= {(row, "required")} if field.required else set()
        else:
            broken |= {(row, check.name) for check in checks_of(field) if not check.holds(field, value)}
    return broken


@pytest.mark.parametrize("field", [*FIELDS, *ASKED], ids=lambda field: field.key)
@settings(max_examples=25)
@given(data=st.data())
def test_pandera_refuses_exactly_what_the_checks_refuse_one_by_one(field: Field, data: st.DataObject) -> None:
    values = data.draw(values_of(field.kind_name))
    column = pd.Series(pa.array(values, arrow_type(field)), dtype=pd.ArrowDtype(arrow_type(field)))
    found = failures(CATALOGUE, "account", pd.DataFrame({field.key: column}))
    assert set(found["column"]) <= {field.key}
    assert set(zip(found["row"], found["check"], strict=True)) == refused_one_by_one(field, values)
    assert not found.duplicated().any()


def library_says(text: str) -> bool:
    try:
        address = validate_email(
            text, check_deliverability=False, globally_deliverable=False, test_environment=True
        )
    except EmailNotValidError:
        return False
    return "." in address.domain


parts = st.text(st.sampled_from("aZ09.-_+'"), min_size=1, max_size=10)
addresses = st.one_of(
    st.builds(
        "{}@{}.{}".format, parts, parts, st.sampled_from(["nl", "com", "test", "local", "x1", "invalid"])
    ),
    st.builds("{}@{}".format, parts, parts),
    st.builds(
        "{}@{}.nl".format,
        st.integers(60, 70).map("a".__mul__),
        st.lists(st.integers(60, 66).map("b".__mul__), min_size=1, max_size=4).map(".".join),
    ),
    st.emails(),
    texts,
)


@settings(max_examples=1_000)
@example("jan@xn--acme.nl")
@example("jan@acme.nl\n")
@example("jan@" + "a." * 100 + "nl")
@given(addresses)
def test_the_plain_pattern_for_addresses_says_what_the_library_says(text: str) -> None:
    assert is_email(text) == is_unusual_email(text) == library_says(text)


separators = st.text(st.sampled_from(" -.()\u00a0"), max_size=2)
before = st.sampled_from(["0", "+31", "0031", "+31 (0)", "(0", "31", "", "+32", "00", "+", "0(0)"])
AREAS = [str(area) for area in range(10, 1000)]
dutch = st.builds(
    lambda start, area, rest, gaps: start + gaps[0] + area + gaps[1] + rest[:2] + gaps[2] + rest[2:],
    before,
    st.one_of(st.sampled_from(AREAS), st.sampled_from(["6", "61", "62", "88", "85", "900", "800", "14"])),
    st.text(st.sampled_from("0123456789"), min_size=3, max_size=8),
    st.lists(separators, min_size=3, max_size=3),
)


@settings(max_examples=1_000)
@example("+31 (0)20 123 4567", "NL")
@example("0031 6 12345678", "BE")
@example("06-12345678", "BE")
@given(dutch, st.sampled_from(["NL", "BE", "US"]))
def test_the_pattern_for_dutch_numbers_says_what_the_library_says(text: str, region: str) -> None:
    assert e164(text, region) == by_library(text, region)


@pytest.mark.parametrize(
    "area", [f"{area:02}" for area in range(100)] + [f"{area:03}" for area in range(1000)]
)
def test_in_every_area_the_pattern_says_what_the_library_says(area: str) -> None:
    for rest in ("0000000", "9999999", "2345678"):
        number = f"0{area}{rest}"[:10]
        assert e164(number, "NL") == by_library(number, "NL")


@settings(max_examples=200)
@given(st.lists(dutch, min_size=1, max_size=5), st.sampled_from(["NL", "BE"]))
def test_a_column_of_numbers_is_read_as_each_of_them_alone(numbers: list[str], region: str) -> None:
    ws = REGIONS[region]
    kept = [text for text in numbers if clean(text)]
    rows = pd.DataFrame({"Bedrijfsnaam": [str(row) for row in range(len(kept))], "Telefoon": kept})
    with ws.transaction():
        ak.imports.run(ws, "accounts", rows, update="always")
        stored = dict(ws.rows("SELECT name, phone FROM accounts"))
    expected = {str(row): e164(str(clean(text)), region) or clean(text) for row, text in enumerate(kept)}
    assert {name: stored[name] for name in expected} == expected


def test_values_of_every_kind_at_once_are_judged_column_by_column() -> None:
    row: dict[str, Any] = {
        "veld_text": "kort", "veld_textarea": "x" * 13, "veld_number": Decimal(-1),
        "veld_currency": Decimal(1), "veld_date": date(2026, 1, 1),
        "veld_datetime": datetime(2026, 1, 1, tzinfo=UTC),
        "veld_dropdown": "Geel", "veld_multiselect": ["Rood", "Geel"], "veld_radio": "Rood",
        "veld_checkbox": [], "veld_hidden": "g", "veld_email": "jan@", "veld_phone": "06", "veld_url": "acme",
    }  # fmt: skip
    frame = pd.DataFrame(
        {
            field.key: pd.Series(
                pa.array([row[field.key]], arrow_type(field)), dtype=pd.ArrowDtype(arrow_type(field))
            )
            for field in FIELDS
        }
    )
    found = failures(CATALOGUE, "account", frame)
    assert list(zip(found["column"], found["check"], strict=True)) == [
        ("veld_textarea", "length"),
        ("veld_number", "range"),
        ("veld_dropdown", "option"),
        ("veld_multiselect", "option"),
        ("veld_email", "email"),
        ("veld_url", "website"),
    ]
