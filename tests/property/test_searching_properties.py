"""Looking for text: Python and SQL fold alike, and what is looked for is found where it stands."""

from collections.abc import Iterator
from unicodedata import category, normalize

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

import accounts_kit as ak
from accounts_kit.records.finding.folding import folded, holds
from accounts_kit.words.searching import excerpt, search_words, searchable

# Letters of the languages that people have names in; the younger a script, the more engines differ on it.
LETTERS = "".join(chr(code) for code in range(0x20, 0x530) if category(chr(code))[0] in "LNPSZM")
TEXTS = st.text(LETTERS, max_size=12).map(lambda text: normalize("NFC", text))


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws, ws.reading():
        yield ws


@given(st.lists(TEXTS, min_size=1))
def test_python_and_sql_fold_alike(ws: ak.Workspace, texts: list[str]) -> None:
    with ws.staged("texts", pa.table({"text": texts})) as view:
        found = [one for (one,) in ws.rows(f"SELECT {folded('text')} FROM {view}")]
    assert found == [searchable(text) for text in texts]


def test_python_and_sql_fold_every_letter_alike(ws: ak.Workspace) -> None:
    letters = [normalize("NFC", letter) for letter in LETTERS]
    with ws.staged("letters", pa.table({"text": letters})) as view:
        differ = [
            letter
            for letter, one in ws.rows(f"SELECT text, {folded('text')} FROM {view}")
            if one != searchable(letter)
        ]
    assert not differ


@given(st.lists(TEXTS, min_size=1), TEXTS)
def test_sql_holds_a_word_where_python_does(ws: ak.Workspace, texts: list[str], said: str) -> None:
    word = searchable(said)
    with ws.staged("texts", pa.table({"text": texts})) as view:
        found = ws.rows(f"SELECT text FROM {view} WHERE {holds('text', word, '$word')}", {"word": word})
    assert [text for (text,) in found] == [text for text in texts if word in searchable(text)]


@given(TEXTS, TEXTS, TEXTS)
def test_an_excerpt_holds_what_was_found(before: str, said: str, after: str) -> None:
    for word in search_words(said):
        assert word in searchable(excerpt(f"{before} {said} {after}", [word]))


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
