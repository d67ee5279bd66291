"""Searching notes: which are found, in which order, and the excerpt that shows why."""

import pytest

import accounts_kit as ak
from accounts_kit.words.searching import excerpt


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    ak.accounts.create(ws, "Beta")
    ak.contacts.create(ws, "zoe@acme.nl", account="Acme")
    ak.notes.add(ws, "Belde met Zoë over de OFFERTE.", account=1, at="2026-01-01", author="Els")
    ak.notes.add(ws, "Offerteaanvraag van Zoe.", account=2, at="2026-01-03")
    ak.notes.add(ws, "Zoë stuurde\neen offerte.", account=1, contact=1, at="2026-01-02")
    ak.notes.add(ws, "Niets bijzonders: 100% tevreden_klant.", contact=1, at="2026-01-04")
    return ws


def found(ws: ak.Workspace, text: str, **about: object) -> list[int]:
    return ak.notes.search(ws, text, **about)["note_id"].tolist()


@pytest.mark.parametrize("text", ["zoe offerte", "OFFERTE ZOË", " offerte,  zoë ", "zo fert"])
def test_every_word_counts_without_case_and_accents_and_the_newest_comes_first(
    ws: ak.Workspace, text: str
) -> None:
    assert found(ws, text) == [2, 3, 1]


def test_a_search_is_narrowed_to_an_account_a_contact_and_a_number(ws: ak.Workspace) -> None:
    assert found(ws, "zoe", account="acme") == [3, 1]
    assert found(ws, "zoe", contact="zoe@acme.nl") == [3]
    assert found(ws, "zoe", account=2, contact=1) == []
    assert found(ws, "zoe", limit=2) == [2, 3]
    assert found(ws, "zoe", limit=0) == []


def test_the_columns_are_those_of_the_table_and_what_was_found(ws: ak.Workspace) -> None:
    frame = ak.notes.search(ws, "offerte", account=1)
    assert list(frame) == [*ak.notes.table(ws), "found"]
    assert frame["found"].tolist() == ["Zoë stuurde een offerte.", "Belde met Zoë over de OFFERTE."]
    assert frame["author"].tolist()[1] == "Els"
    assert list(ak.notes.search(ws, "bestaat niet")) == list(frame)
    assert ak.notes.search(ws, "bestaat niet")["found"].dtype == frame["found"].dtype


@pytest.mark.parametrize("text", ["", "  ", ",", "\u200b"])
def test_a_blank_text_finds_nothing(ws: ak.Workspace, text: str) -> None:
    assert ak.notes.search(ws, text).empty


def test_no_sign_means_more_than_itself(ws: ak.Workspace) -> None:
    assert found(ws, "100%") == found(ws, "tevreden_klant") == [4]
    for text in ("%", "_"):
        assert found(ws, text) == [4]
    for text in ("'; DROP TABLE notes;--", "[a-z]", "$1", "?", ".*", "\\"):
        assert found(ws, text) == []


def test_an_edited_and_a_deleted_note_are_found_as_they_are_now(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, "Beta", confirm=True)
    ak.notes.edit(ws, 1, "Belde met Piet.")
    assert found(ws, "zoe") == [3]
    assert found(ws, "piet") == [1]


@pytest.mark.parametrize("call", [ak.notes.search, lambda ws, _, **asked: ak.notes.table(ws, **asked)])
def test_what_is_asked_wrongly_is_refused(ws: ak.Workspace, call: object) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acmee'\. Did you mean 'Acme'\?"):
        call(ws, "x", account="Acmee")
    with pytest.raises(ak.UnknownRecord, match="No contact 99"):
        call(ws, "x", contact=99)
    for limit in (-1, "1", 1.0):
        with pytest.raises(ak.WrongValue, match=r"limit=.* is not a number of rows"):
            call(ws, "x", limit=limit)


@pytest.mark.parametrize("text", [None, 5, ["zoe"], "a\ud83d"])
def test_a_search_is_a_text(ws: ak.Workspace, text: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no text to look for|half of a sign"):
        ak.notes.search(ws, text)


def test_notes_are_listed_up_to_a_number(ws: ak.Workspace) -> None:
    assert ak.notes.table(ws, limit=2)["note_id"].tolist() == [4, 2]
    assert ak.notes.table(ws, limit=0).empty
    assert ak.notes.table(ws, account=1, limit=1)["note_id"].tolist() == [3]


# --- excerpts


def test_an_excerpt_is_short_and_cut_between_words() -> None:
    text = f"{'voor ' * 100}de offerte {'achter ' * 100}".strip()
    said = excerpt(text, ["offerte"])
    assert said.startswith("… voor ")
    assert said.endswith(" achter …")
    assert "de offerte achter" in said
    assert len(said) < 140


def test_an_excerpt_shows_the_first_of_the_words() -> None:
    assert excerpt("a " * 60 + "twee " + "b " * 100 + "een", ["een", "twee"]).count("twee") == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ß" * 300 + " Straße " + "x " * 99, "strasse"),
        ("É" * 300 + "Ĳsselstein", "ijsselstein"),
        ("e" * 5_000, "ee"),
    ],
)
def test_an_excerpt_shows_what_was_found_however_long_the_words_before_it(text: str, word: str) -> None:
    said = excerpt(text, [word])
    assert len(said) < 180
    assert any(part in said for part in ("Straße", "Ĳsselstein", "ee"))


def test_an_excerpt_is_one_line_and_without_a_hit_the_beginning() -> None:
    assert excerpt("een\r\n\ttwee\u2028drie", ["twee"]) == "een twee drie"
    assert excerpt("een twee", ["zes"]) == "een twee"
    assert excerpt("", ["zes"]) == ""
