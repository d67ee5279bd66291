"""Text is cleaned and folded to the same keys by Python and by DuckDB; what is read out reads back in."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.words.dates import DATE_FORMATS, date_from
from accounts_kit.words.numbers import MARKS, number_from
from accounts_kit.words.reading import Reading
from accounts_kit.words.text import WHITE_SPACE, clean, fold, header_key, key_of, slug

# Letters that both engines know: what Unicode added since is known to the newer of them only.
signs = st.characters(exclude_categories=["Cs", "Cn"])
texts = st.one_of(
    st.text(signs, max_size=12),
    st.text(st.sampled_from(["a", "É", "e", "\u0301", "İ", "ß", "Σ", "'", *WHITE_SPACE]), max_size=12),
)

WS = ak.open()


@settings(max_examples=30)
@given(st.lists(texts, min_size=50, max_size=200))
def test_duckdb_cleans_and_folds_as_python_does(said: list[str]) -> None:
    with WS.staged("said", pa.table({"said": pa.array(said, pa.string())})) as view:
        rows = WS.rows(f"SELECT said, clean_text(said), key_of(said) FROM {view}")
    assert rows == [(text, clean(text), key_of(text) or None) for text in said]


def test_every_sign_that_both_know_is_folded_alike() -> None:
    every = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cs", "Cn")]
    with WS.staged("said", pa.table({"said": every})) as view:
        rows = WS.rows(f"SELECT said, clean_text(said), key_of(said) FROM {view}")
    differ = [said for said, cleaned, key in rows if (cleaned, key) != (clean(said), key_of(said) or None)]
    assert differ == []


@given(texts)
def test_cleaning_folding_and_keys_are_done_once(text: str) -> None:
    cleaned = clean(text)
    assert cleaned is None or clean(cleaned) == cleaned
    assert key_of(key_of(text)) == key_of(text)
    assert key_of(fold(text)) == key_of(text)
    assert "  " not in key_of(text)


@given(texts)
def test_a_slug_is_a_name_in_python_and_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert slug(text) == "" or (slug(text).isidentifier() and slug(text).isascii())
    assert not slug(text).endswith("_")
    assert header_key(header_key(text)) == header_key(text)


@pytest.mark.parametrize("language", ["nl", "en"])
@given(number=st.decimals(-(10**11), 10**11, places=6))
def test_a_number_that_is_read_out_reads_back_in(language: str, number: Decimal) -> None:
    text = Reading(language).text(number)
    assert number_from(text, MARKS[language]) == number


@given(day=st.dates(date(1000, 1, 1)), order=st.sampled_from(sorted(DATE_FORMATS)), form=st.integers(0, 2))
def test_a_date_written_in_an_order_is_read_back_by_it(day: date, order: str, form: int) -> None:
    forms = DATE_FORMATS[order]
    assert date_from(day.strftime(forms[form % len(forms)]), order) == day


@given(st.lists(st.text("a é\x00\x80\u0301 "), min_size=1, max_size=8))
def test_a_nul_ends_no_text_in_either_engine(said: list[str]) -> None:
    with WS.staged("said", pa.table({"said": pa.array(said, pa.string())})) as view:
        rows = WS.rows(f"SELECT said, clean_text(said), key_of(said) FROM {view}")
    assert rows == [(text, clean(text), key_of(text) or None) for text in said]
