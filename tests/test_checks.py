"""The named checks: each refuses its row and no other, has its sentence, and nothing passes without them."""

from __future__ import annotations

import string

import pandas as pd
import pyarrow as pa
import pytest

import accounts_kit as ak
from accounts_kit.checks import frames
from accounts_kit.checks.addresses import is_email, is_website
from accounts_kit.checks.frames import arrow_type, failures
from accounts_kit.checks.named import CHECKS, problem
from accounts_kit.checks.rows import ROW_CHECKS
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.sentences import SENTENCES, sentence

# A field for each check that a custom field can ask for.
CHECKED = ("kvk", "btw", "iban", "postcode", "phone")
CATALOGUE = Catalogue(
    custom=tuple(
        Field("account", f"field_{name}", "text", {"nl": name}, check=name, region="NL", custom=True)
        for name in CHECKED
    )
)


def frame_of(of: str, /, **columns: list[object]) -> pd.DataFrame:
    fields = {field.key: field for field in CATALOGUE.fields(of)}
    types = {key: arrow_type(fields[key]) if key in fields else pa.int64() for key in columns}
    return pd.DataFrame(
        {
            key: pd.Series(pa.array(values, types[key]), dtype=pd.ArrowDtype(types[key]))
            for key, values in columns.items()
        }
    )


# record, a column with a right, a wrong and a right value, and the check that refuses the wrong one
WRONG: list[tuple[str, dict[str, list[object]], str, str]] = [
    ("account", {"name": ["A", None, "C"]}, "name", "required"),
    ("account", {"name": ["A", "x" * 256, "x" * 255]}, "name", "length"),
    ("account", {"name": ["A", "B", "C"], "industry": ["Zorg", "zorg", None]}, "industry", "option"),
    ("account", {"name": ["A", "B", "C"], "website": ["a.nl", "a", None]}, "website", "website"),
    ("account", {"name": ["A", "B", "C"], "employees": [0, -1, None]}, "employees", "range"),
    *(
        ("account", {"name": ["A", "B", "C"], f"field_{check}": [right, wrong, None]},
         f"field_{check}", check)
        for check, right, wrong in (
            ("kvk", "01234567", "1234567"), ("btw", "NL004495445B01", "NL004495446B01"),
            ("iban", "NL91ABNA0417164300", "NL92ABNA0417164300"), ("postcode", "1234 AB", "123 AB"),
            ("phone", "06-12345678", "12345"),
        )
    ),
    ("contact", {"email": ["a@b.nl", "a@b", "c@d.nl"]}, "email", "email"),
    ("contact", {"email": ["a@b.nl", None, None], "phone": [None, None, "06"]}, "email", "key"),
    ("note", {"text": ["a", "b", "c"], "account_id": [1, None, None], "contact_id": [None, None, 1]},
     "account", "about"),
    ("deal", {"title": ["a", "b", "c"], "account_id": [1, None, None], "contact_id": [None, None, 1]},
     "account", "about_deal"),
    ("task", {"title": ["a", "b", "c"], "contact_id": [1, None, None], "deal_id": [None, None, 1]},
     "contact", "about_task"),
    ("activity", {"kind": ["event"] * 3, "contact_id": [1, None, None], "deal_id": [None, None, 1]},
     "contact", "about_activity"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "Website", "C"], "kind": ["text"] * 3},
     "key", "field_key"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "B", "C"], "kind": ["text", "radio", "radio"],
                      "options": [None, None, ["x"]]}, "options", "field_options"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "B", "C"], "kind": ["radio"] * 3,
                      "options": [["x"], ["Één", "een"], ["1", "-1"]]}, "options", "options_alike"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "B", "C"], "kind": ["radio"] * 3,
                      "options": [["x"], ["x" * 256], ["x" * 255]]}, "options", "option_length"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "B", "C"], "kind": ["currency"] * 3,
                      "currency": ["EUR", "€", None]}, "currency", "currency_code"),
    ("custom_field", {"of": ["account"] * 3, "label": ["A", "B", "C"], "kind": ["text", "number", "hidden"],
                      "check": ["kvk", "kvk", "iban"]}, "check", "field_check"),
]  # fmt: skip


@pytest.mark.parametrize(("of", "columns", "column", "check"), WRONG, ids=[case[3] for case in WRONG])
def test_a_check_refuses_its_row_and_only_that(
    of: str, columns: dict[str, list[object]], column: str, check: str
) -> None:
    found = failures(CATALOGUE, of, frame_of(of, **columns))
    assert found.to_numpy().tolist() == [[1, column, check]]


def test_every_check_is_tried_above() -> None:
    assert {case[3] for case in WRONG} == {"required", *(one.name for one in (*CHECKS, *ROW_CHECKS))}


@pytest.mark.parametrize("of", ["account", "contact", "note", "custom_field"])
def test_no_rows_are_no_failures(of: str) -> None:
    fields = CATALOGUE.fields(of)
    empty = frame_of(of, **{field.key: [] for field in fields if field.kind.family != "user"})
    found = failures(CATALOGUE, of, empty)
    assert found.empty
    assert list(found.columns) == ["row", "column", "check"]


def test_several_failures_of_one_row_come_in_the_order_of_the_columns() -> None:
    frame = frame_of("account", website=["x" * 3_000], employees=[-1], name=[None])
    found = failures(CATALOGUE, "account", frame)
    assert found["column"].tolist() == ["website", "website", "employees", "name"]
    assert found["check"].tolist() == ["length", "website", "range", "required"]


def test_rows_are_counted_from_the_top_whatever_the_index_of_the_frame() -> None:
    frame = frame_of("contact", email=["a@b.nl", "a@"]).set_index(pd.Index([7, 7]))
    assert failures(CATALOGUE, "contact", frame).to_numpy().tolist() == [[1, "email", "email"]]


def test_a_column_of_the_wrong_type_is_our_mistake_and_not_the_data_s() -> None:
    frame = pd.DataFrame({"created_at": pd.Series(["a"], dtype=pd.ArrowDtype(pa.string()))})
    with pytest.raises(TypeError, match="does not have the columns of the catalogue: dtype"):
        failures(CATALOGUE, "account", frame)


def test_without_pandera_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import and ak.check have no second judge: taking Pandera's step out lets wrong rows in."""
    rows = pd.DataFrame({"E-mail": ["goed@x.nl", "fout@"]})
    assert ak.imports.run(ak.open(), "contacts", rows).problems["check"].tolist() == ["email"]
    schema = frames.pandera.DataFrameSchema
    monkeypatch.setattr(schema, "validate", lambda self, frame, **keywords: frame)
    ws = ak.open()
    assert ak.imports.run(ws, "contacts", rows).created == 2
    assert ak.check(ws).empty
    monkeypatch.undo()
    assert ak.check(ws)["check"].tolist() == ["email"]


# --- sentences


def placeholders(text: str) -> set[str]:
    return {name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_has_both_languages_and_the_same_placeholders(name: str) -> None:
    assert set(SENTENCES[name]) == {"nl", "en"}
    assert placeholders(SENTENCES[name]["nl"]) == placeholders(SENTENCES[name]["en"])
    words = dict.fromkeys(placeholders(SENTENCES[name]["nl"]), "{x}")
    for language in ("nl", "en"):
        assert "{x}" in sentence(name, language, **words) or not words
        assert sentence(name, "fy", **words) == sentence(name, "en", **words)


def test_every_check_has_a_sentence() -> None:
    assert {one.name for one in (*CHECKS, *ROW_CHECKS)} <= set(SENTENCES)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_the_sentence_of_a_value_s_check_is_filled(check: object, language: str) -> None:
    wrong: dict[str, tuple[str, object]] = {
        "length": ("account.name", "x" * 256),
        "option": ("account.industry", "Zorgg"),
        "email": ("contact.email", "{0} %s"),
        "website": ("account.website", "acme"),
        "range": ("account.employees", -1),
        **{name: (f"account.field_{name}", "x") for name in CHECKED},
    }
    name, value = wrong[check.name]
    said = problem(check.name, CATALOGUE.field(name), value, language)
    assert (said.check, said.column) == (check.name, name.partition(".")[2])
    assert not placeholders(said.message.replace("{0} %s", ""))


def test_a_wrong_option_offers_the_one_that_was_meant() -> None:
    said = problem("option", CATALOGUE.field("account.industry"), "Zorgg", "nl")
    assert said.message == "'Zorgg' is geen optie van Industrie/vertical. Is 'Zorg' bedoeld?"


# --- addresses

RIGHT = [
    *("jan@acme.nl", "JAN.o'neil+x@a-b.co.uk", "jan@münchen.de", "é@acme.nl", "a@b.cd", "x" * 64 + "@b.nl"),
    *("jan@firma.example", "jan@acme.test", "jan@localhost.nl"),
]
WRONG_ADDRESSES = [
    *("", "info@", "@acme.nl", "jan@acme", "jan@@acme.nl", "jan @acme.nl", "mailto:jan@acme.nl", "a@b.nl\n"),
    *(
        "jan@acme.nl, els@acme.nl",
        "jan@-acme.nl",
        ".jan@acme.nl",
        "a@b..nl",
        "jan@server.local",
        "é@a.INVALID",
    ),
]
SITES = ["acme.nl", "www.acme.nl", "HTTP://acme.nl:8080/pad?x=1#y", "https://müller.de", "acme.museum"]
NO_SITES = [
    *("", "acme", "n.v.t.", "geen site", "http://", "jan@acme.nl", "www.ac\u00a0me.nl", "a.nl\n", "a.nl/x y"),
    *("javascript:alert(1)", "www.acme.nl en www.beta.nl"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_an_address_is_one(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", WRONG_ADDRESSES)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize("text", SITES)
def test_a_web_address_is_one(text: str) -> None:
    assert is_website(text)


@pytest.mark.parametrize("text", NO_SITES)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    assert not is_website(text)
