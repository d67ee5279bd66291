"""Suggestions: SQL finds and ranks as a plain Python model does, whatever is typed."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, strategies as st

import accounts_kit as ak
from accounts_kit.words.searching import search_words, searchable

FIRST = [
    None, "Jan", "JAN", "Jan-Piet", "Janneke", "Zoë", "zoe", "Łukasz", "D'Arcy", "An", "ßen", "İnci", "Ян",
]  # fmt: skip
LAST = [
    None, "de Vries", "Vries", "van  den Berg", "Jan", "Janssen", "’t Hooft", "Großmann", "An", "Đorđević",
]  # fmt: skip
PEOPLE = [
    (first, last, f"{'janxes'[number % 6]}.{number}@an.example")
    for number, (first, last) in enumerate(product(FIRST, LAST))
]

PIECES = st.sampled_from(
    [
        "j", "ja", "jan", "JAN", "zoë", "zo", "luk", "vries", "de vries", "vries, ", "berg", "an", "an.",
        "@an", "ss", "s", "gros", "gross", "groß", "'", "’t", "-piet", "dord", "i", " ", ".", "e", "ян",
        "1", "12",
    ]
)  # fmt: skip
TYPED = st.lists(PIECES, min_size=1, max_size=3).map("".join) | st.lists(PIECES, max_size=3).map(" ".join)


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        with ws.transaction():
            for first, last, email in PEOPLE:
                ak.contacts.create(ws, email, first_name=first, last_name=last)
        yield ws


def rank(texts: list[str], words: list[str]) -> int | None:
    """What is found, and how well: 0 the same, 1 begins so, 2 words of it begin so, 3 holds it."""
    if not all(any(word in text for text in texts) for word in words):
        return None
    phrase, names = " ".join(words), texts[:-1]
    if len(words) > 1 and sorted(" ".join(names).split()) == sorted(words):
        return 0
    said = [*texts, " ".join(names), " ".join(names[::-1])] if len(words) > 1 else texts
    if phrase in said:
        return 0
    if any(text.startswith(phrase) for text in said):
        return 1
    begin = [re.compile(rf"(^|[\W_]){re.escape(word)}") for word in words]
    return 2 if all(any(one.search(text) for text in said) for one in begin) else 3


@given(TYPED, st.integers(1, 200))
def test_suggestions_are_those_of_the_model(ws: ak.Workspace, typed: str, limit: int) -> None:
    words = search_words(typed)
    ranked = []
    for contact_id, person in enumerate(PEOPLE, start=1):
        texts = [searchable(text) for text in person if text is not None]
        found = rank(texts, words) if words else None
        if found is not None:
            ranked.append((found, contact_id))
    expected = [contact_id for _, contact_id in sorted(ranked)][:limit]
    assert ak.contacts.find(ws, typed, limit=limit)["contact_id"].tolist() == expected
