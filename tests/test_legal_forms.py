"""Names of firms made alike: legal forms, accents, signs and case go; both engines say the same."""

import pyarrow as pa
import pytest

import accounts_kit as ak
from accounts_kit.records.finding.legal_forms import (
    ANYWHERE,
    AT_THE_BEGINNING,
    AT_THE_END,
    likeness,
    likeness_sql,
    words_of_name,
    words_of_name_sql,
)

NAMES = {
    "Acme B.V.": "acme",
    "ACME BV": "acme",
    "Acme, b. v. i.o.": "acme",
    "N.V. Acme": "acme",
    "Acme B.V. (Zwolle)": "acme zwolle",
    "Jansen & Zonen V.O.F.": "jansen en zonen",
    "Jansen en Zonen vof": "jansen en zonen",
    "Stichting Lezen": "lezen",
    "Lezen (Stichting)": "lezen",
    "Müller GmbH & Co. KG": "muller",
    "Foo Co., Ltd.": "foo",
    "Foo, Inc.": "foo",
    "Łódź Trading Limited": "lodz trading",
    "Fa. Jansen": "jansen",
    # A word of the name and no legal form, where it stands and how it is written.
    "CV Techniek": "cv techniek",
    "Techniek C.V.": "techniek",
    "Invent": "invent",
    "Stichtingen Breda": "stichtingen breda",
    "'t Hoekje": "t hoekje",
    "Jan’s Fietsen": "jans fietsen",
    # What would leave nothing stands for itself.
    "N.V.": "n.v.",
    "🦄 B.V.": "🦄 b.v.",
    " ?! ": "?!",
    "'); DROP TABLE accounts;--": "drop table accounts",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_keeps_its_words_and_loses_its_legal_form(name: str) -> None:
    assert words_of_name(name) == NAMES[name]


def test_nothing_is_like_nothing() -> None:
    assert (words_of_name(" \u200b"), likeness("")) == (None, None)


def test_a_likeness_has_no_spaces() -> None:
    assert likeness("Acme-Bouw B.V.") == likeness("AcmeBouw") == "acmebouw"


@pytest.mark.parametrize("form", [*ANYWHERE, *AT_THE_END])
def test_every_form_goes_at_the_end_of_a_name(form: str) -> None:
    dotted = " ".join(".".join(word) + "." if len(word) < 5 else word for word in form.split())
    for spelled in (form, form.upper(), dotted):
        assert words_of_name(f"Zonnedauw {spelled}") == "zonnedauw", spelled


@pytest.mark.parametrize("form", [*ANYWHERE, *AT_THE_BEGINNING])
def test_a_form_goes_at_the_beginning_where_it_is_no_word(form: str) -> None:
    assert words_of_name(f"{form} Zonnedauw") == "zonnedauw"


def test_sql_says_the_same_as_python() -> None:
    ws = ak.open()
    names = [*NAMES, "", None, "Istanbul İ", "e\u0301e\u0301n B.V.", "ĳsvogel", "ΣΑΣ A.E.", "line\nB.V."]
    with ws.staged("names", pa.table({"name": pa.array(names, pa.string())})) as staged:
        found = ws.rows(f"SELECT name, {words_of_name_sql('name')}, {likeness_sql('name')} FROM {staged}")
    assert found == [
        (name, None, None) if name is None else (name, words_of_name(name), likeness(name)) for name in names
    ]
