"""Finding accounts and contacts while one types: who is found, and in which order."""

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.records.aliases import add_aliases
from accounts_kit.records.history import Source, recording


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def add(ws: ak.Workspace, *people: str) -> None:
    """Add contacts written as "first | last | e-mail | phone"."""
    for person in people:
        first, last, email, phone = (part.strip() or None for part in person.split("|"))
        ak.contacts.create(ws, email, first_name=first, last_name=last, phone=phone)


def also_called(ws: ak.Workspace, of: str, record_id: int, alias: str) -> None:
    with recording(ws, "alias") as change:
        add_aliases(
            change,
            of,
            Source("(SELECT ? AS " + f"{of}_id, ? AS alias, NULL AS former_id)", (record_id, alias)),
        )


def found(ws: ak.Workspace, text: str, limit: int = 10) -> list[int]:
    return ak.contacts.find(ws, text, limit=limit)["contact_id"].tolist()


def test_the_same_comes_first_then_what_begins_so_then_a_word_of_it_then_what_holds_it(
    ws: ak.Workspace,
) -> None:
    add(
        ws,
        " | Slijans | a@x.nl | ",  # 1 holds it
        " | van Jansma | b@x.nl | ",  # 2 a word begins with it
        " | | info.jan@x.nl | ",  # 3 so does a part of an address
        "Janneke | | c@x.nl | ",  # 4 begins with it
        " | | jan.p@x.nl | ",  # 5
        "Els | Jan | d@x.nl | ",  # 6 the same
        "Piet | Smit | e@x.nl | ",
    )
    assert found(ws, "jan") == [6, 4, 5, 2, 3, 1]
    assert found(ws, "JAN", limit=3) == [6, 4, 5]
    assert found(ws, "jan", limit=0) == []


@pytest.mark.parametrize("text", ["piet jansen", "jansen piet", "Jansen, Piet", "  PIET   Jansen "])
def test_a_full_name_is_found_in_either_order(ws: ak.Workspace, text: str) -> None:
    add(ws, "Piet | Jansens | a@x.nl | ", "Piet | Jansen | b@x.nl | ", "Jan | Pietersen | c@x.nl |")
    assert found(ws, text) == [2, 1]


@pytest.mark.parametrize(
    "text",
    ["piet van der berg", "van der Berg Piet", "Berg, Piet van der", "berg piet", "pi ber", "Piet Berg"],
)
def test_a_name_with_particles_is_found_with_and_without_them(ws: ak.Workspace, text: str) -> None:
    add(ws, "Piet | van  der Berg | a@x.nl | ", "Piet | Bos | b@x.nl | ", "Els | van der Berg | c@x.nl | ")
    assert found(ws, text) == [1]


def test_every_word_is_looked_for_in_name_and_address_together(ws: ak.Workspace) -> None:
    add(ws, "Piet | Bos | piet@acme.nl | ", "Piet | Bos | piet@beta.nl | ")
    assert found(ws, "piet acme") == [1]
    assert found(ws, "piet gamma") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoë", "zoe"),
        ("Zoe", "zoë"),
        ("Łukasz", "lukasz"),
        ("Yılmaz", "yilmaz"),
        ("Şahin", "SAHIN"),
        ("Große", "grosse"),
        ("Große", "größe"),
        ("Søren", "soren"),
        ("D’Hondt", "d'hondt"),
        ("D'Hondt", "d‘hondt"),
        ("Ευγένιος", "ευγενιος"),
    ],
)
def test_accents_do_not_count_on_either_side(ws: ak.Workspace, name: str, text: str) -> None:
    add(ws, "Piet | Bos | b@x.nl | ", f" | {name} | a@x.nl | ")
    assert found(ws, text) == [2]


def test_an_accent_is_no_difference_in_rank(ws: ak.Workspace) -> None:
    add(ws, "Zoë | Bos | a@x.nl | ", "Zoe | Bos | b@x.nl | ", "Zoëtje | Bos | c@x.nl | ")
    assert found(ws, "zoë") == found(ws, "zoe") == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    ["0612345678", "06 1234 5678", "06-12345678", "+31 6 12345678", "0031612345678", "+31 (0)6 12345678",
     "612345678"],
)  # fmt: skip
def test_a_phone_number_is_the_same_however_it_is_written(ws: ak.Workspace, text: str) -> None:
    add(
        ws,
        " | Een | | 06 1234 5678",
        " | Twee | | +31 6 1234 5678",
        " | Drie | | 0031 (0)6-12345678",
        " | Vier | | 0512345678",
        " | Vijf | | 06 1234 5679",
        " | Zes | | +32 6 12345678",
    )
    assert found(ws, text)[:3] == [1, 2, 3]
    assert not {4, 5} & set(found(ws, text))


def test_a_phone_number_is_found_while_it_is_typed(ws: ak.Workspace) -> None:
    add(ws, " | A | | 020 - 0612 33", " | B | | +31 (6) 12 34 56 78", " | C | | 06.12.34.56.78")
    assert found(ws, "06123") == [2, 3, 1]
    assert found(ws, "(06) 12 34") == [2, 3]
    assert found(ws, "345678") == [2, 3]
    assert found(ws, "+31 6 123") == found(ws, "0031612") == [2, 3]
    assert found(ws, "06") == [], "two digits are in every number"


def test_a_country_code_that_is_typed_is_not_missed_in_the_number(ws: ak.Workspace) -> None:
    add(
        ws,
        " | A | | 06-12345678",
        " | B | | +31 6 1234 5678",
        " | C | | 0031 (0)6 12345678",
        " | D | | +32 6 12345678",
    )
    for typed in ("+31 6 123", "+3161234567", "0031 612"):
        assert sorted(found(ws, typed)) == [1, 2, 3], typed


def test_digits_are_looked_for_in_addresses_too(ws: ak.Workspace) -> None:
    add(ws, " | A | piet2000@x.nl | ", " | B | | 06 2000 0000")
    assert found(ws, "2000") == [1, 2]


@pytest.mark.parametrize("text", ["", "   ", ",", "\u200b", ";\t,"])
def test_a_blank_text_finds_nothing_and_has_the_columns(ws: ak.Workspace, text: str) -> None:
    add(ws, "Piet | Bos | b@x.nl | 06-12345678")
    assert found(ws, text) == []
    assert list(ak.contacts.find(ws, text)) == [
        "contact_id", "email", "first_name", "last_name", "phone", "account",
    ]  # fmt: skip
    ak.accounts.create(ws, "Acme")
    assert list(ak.accounts.find(ws, text)) == ["account_id", "name", "owner", "website"]
    assert ak.accounts.find(ws, text).empty


@pytest.mark.parametrize(
    "text", ["%", "_", "'", '"', "\\", "(", "[a", "$1", "$word_0", "?", ".*", "é'); DROP"]
)
def test_no_sign_means_more_than_itself(ws: ak.Workspace, text: str) -> None:
    add(ws, "Piet | Bos | b@x.nl | 06-12345678")
    assert found(ws, text) == []
    ak.accounts.create(ws, f"Zaak {text}")
    assert ak.accounts.find(ws, text)["account_id"].tolist() == [1]
    assert ak.accounts.find(ws, f"zaak {text}")["account_id"].tolist() == [1]


def test_an_account_is_found_by_any_of_its_names_its_own_first(ws: ak.Workspace) -> None:
    for name in ("De Acme Groep", "Beta", "Acme Zuid"):
        ak.accounts.create(ws, name)
    also_called(ws, "account", 2, "Acme")
    also_called(ws, "account", 2, "Acmé Groep")
    assert ak.accounts.find(ws, "acme")["name"].tolist() == ["Beta", "Acme Zuid", "De Acme Groep"]
    assert ak.accounts.find(ws, "acme groep")["name"].tolist() == ["Beta", "De Acme Groep"]
    also_called(ws, "account", 1, "Acme Zuid")
    assert ak.accounts.find(ws, "acme zuid")["account_id"].tolist() == [3, 1]


def test_a_contact_is_found_by_an_older_address(ws: ak.Workspace) -> None:
    add(ws, "Piet | Bos | piet@new.nl | ")
    also_called(ws, "contact", 1, "piet@old.nl")
    also_called(ws, "account", 1, "piet@old.nl")
    assert found(ws, "piet@old") == [1]
    assert ak.contacts.find(ws, "old.nl")["email"].tolist() == ["piet@new.nl"]


def test_an_account_shows_its_owner_and_a_contact_its_account(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl")
    ak.accounts.create(ws, "Acme", owner="Els", website="www.acme.nl")
    ak.contacts.create(ws, "piet@acme.nl", account="Acme")
    assert ak.accounts.find(ws, "acme").to_dict("records") == [
        {"account_id": 1, "name": "Acme", "owner": "Els", "website": "www.acme.nl"}
    ]
    assert ak.contacts.find(ws, "piet")["account"].tolist() == ["Acme"]


def test_a_deleted_record_is_found_no_more(ws: ak.Workspace) -> None:
    add(ws, "Piet | Bos | b@x.nl | ", "Piet | Bos | c@x.nl | ")
    ak.contacts.delete(ws, 1, confirm=True)
    assert found(ws, "piet") == [2]


def test_finding_twice_gives_the_same(ws: ak.Workspace) -> None:
    add(ws, *(f"Jan{number % 7} | Bos | p{number}@x.nl | " for number in range(200)))
    first = ak.contacts.find(ws, "jan", limit=50)
    assert first["contact_id"].tolist() == list(range(1, 51))
    for _ in range(5):
        pd.testing.assert_frame_equal(ak.contacts.find(ws, "jan", limit=50), first)


@pytest.mark.parametrize("word", ["j", "ja", "b", "j b"])
def test_a_short_word_is_ranked_as_a_long_one(ws: ak.Workspace, word: str) -> None:
    """What begins with a short word is asked for first; all of it is what the whole ranking gives."""
    add(ws, " | Bj | a@x.nl | ", "Bo | Jaj | j@x.nl | ", "Ja | B | ja@x.nl | ", "Ed | van J | b@x.nl | ")
    everybody = found(ws, word, limit=100)
    assert [found(ws, word, limit=count) for count in range(1, 4)] == [everybody[:n] for n in range(1, 4)]


@pytest.mark.parametrize("limit", [-1, 1.5, "10", True])
def test_a_limit_is_a_number_of_rows(ws: ak.Workspace, limit: object) -> None:
    for find in (ak.contacts.find, ak.accounts.find):
        with pytest.raises(ak.WrongValue, match=r"limit=.* is not a number of rows\. Write a whole number"):
            find(ws, "jan", limit=limit)


@pytest.mark.parametrize("text", [None, 5, ["jan"], float("nan")])
def test_what_is_no_text_is_refused(ws: ak.Workspace, text: object) -> None:
    for find in (ak.contacts.find, ak.accounts.find):
        with pytest.raises(ak.WrongValue, match="is no text to look for"):
            find(ws, text)
