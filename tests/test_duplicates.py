"""Duplicates: which accounts may be one firm and which contacts one person; suggested, never written."""

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.records.duplicates import finding

HOSTILE = "'; DROP TABLE accounts;--"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def accounts(ws: ak.Workspace, *rows: dict[str, object]) -> None:
    for row in rows:
        ak.accounts.create(ws, **row)


def contacts(ws: ak.Workspace, *rows: dict[str, object]) -> None:
    """Each with an address that says nothing, unless it has one of its own or a phone number."""
    for number, row in enumerate(rows):
        own = {} if {"email", "phone"} & set(row) else {"email": f"{'abcdefgh'[number] * 9}@{number}.example"}
        ak.contacts.create(ws, **own, **row)


def pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["name_1"], frame["name_2"], strict=True))


# --- accounts


def test_names_that_differ_in_legal_form_accents_and_signs_are_one(ws: ak.Workspace) -> None:
    accounts(ws, {"name": "Café Zonnedauw B.V."}, {"name": "CAFE ZONNEDAUW"}, {"name": "Beta"})
    found = ak.accounts.duplicates(ws)
    assert pairs(found) == [("Café Zonnedauw B.V.", "CAFE ZONNEDAUW")]
    assert found["because"].tolist() == ["gelijk: Bedrijfsnaam"]
    assert list(found) == ["account_id_1", "name_1", "account_id_2", "name_2", "score", "because"]


def test_each_two_of_three_are_a_pair_once_and_the_smaller_id_is_first(ws: ak.Workspace) -> None:
    accounts(ws, {"name": "Acme B.V."}, {"name": "Acme"}, {"name": "Acme N.V."})
    found = ak.accounts.duplicates(ws)
    assert found[["account_id_1", "account_id_2"]].to_numpy().tolist() == [[1, 2], [1, 3], [2, 3]]


def test_a_typing_error_and_another_order_of_words_are_found(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Bakkerij van Vliet"},
        {"name": "Bakkerij van Vilet"},
        {"name": "Notariaat Beek"},
        {"name": "Beek Notariaat"},
    )
    found = ak.accounts.duplicates(ws)
    assert dict(zip(pairs(found), found["because"], strict=True)) == {
        ("Bakkerij van Vliet", "Bakkerij van Vilet"): "lijkt: Bedrijfsnaam (99%)",
        ("Notariaat Beek", "Beek Notariaat"): "in andere volgorde: Bedrijfsnaam",
    }


def test_two_accounts_at_one_domain_with_different_names_are_not_taken_for_one(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Gemeente Ede", "website": "www.gemeenten.example"},
        {"name": "Omgevingsdienst Zwolle", "website": "https://gemeenten.example/zwolle"},
    )
    assert ak.accounts.duplicates(ws).empty
    found = ak.accounts.duplicates(ws, threshold=0)
    assert found["score"][0] < 0.2
    assert found["because"].tolist() == ["gelijk: Website; verschilt: Bedrijfsnaam"]


def test_the_same_means_of_contact_make_a_longer_name_more_likely(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Acme", "website": "acme.example", "phone": "038 - 123 45 67", "city": "Zwolle"},
        {"name": "Acme Nederland", "website": "www.acme.example", "phone": "+31 38 1234567", "city": "Ede"},
        {"name": "Acme Nederland Holding"},
    )
    found = ak.accounts.duplicates(ws, threshold=0.0)
    assert pairs(found)[0] == ("Acme", "Acme Nederland")
    assert found["because"][0] == "gelijk: Website, Telefoon; lijkt: Bedrijfsnaam (86%); verschilt: Plaats"
    assert found["score"][0] > 0.5 > found["score"][1]


def test_firms_in_one_building_are_not_one(ws: ak.Workspace) -> None:
    place = {"address_1": "Kerkstraat 1", "postcode": "6711 AB", "city": "Ede"}
    accounts(ws, {"name": "Kapper Jan", **place}, {"name": "Tandarts De Wit", **place})
    assert ak.accounts.duplicates(ws).empty


def test_a_postcode_says_what_a_town_says(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Acme", "postcode": "6711 AB", "city": "Ede"},
        {"name": "Acme BV", "postcode": "6711ab", "city": "EDE"},
        {"name": "Acme NV", "city": "Ede"},
    )
    found = ak.accounts.duplicates(ws).sort_values(["account_id_1", "account_id_2"])
    assert found["because"].tolist() == [
        "gelijk: Bedrijfsnaam, Postcode",
        "gelijk: Bedrijfsnaam, Plaats",
        "gelijk: Bedrijfsnaam, Plaats",
    ]


def test_another_top_level_domain_is_nearly_the_same_website(ws: ak.Workspace) -> None:
    accounts(
        ws, {"name": "Acme", "website": "acme-zwolle.nl"}, {"name": "Acme BV", "website": "acme-zwolle.be"}
    )
    assert ak.accounts.duplicates(ws)["because"].tolist() == ["gelijk: Bedrijfsnaam; lijkt: Website (94%)"]


def test_a_number_of_ones_own_is_compared_when_it_is_named(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "KvK-nummer", "text")
    accounts(ws, {"name": "Acme", "kvk_nummer": "01234567"}, {"name": "Acme BV", "kvk_nummer": "0123 4567"})
    found = ak.accounts.duplicates(ws, fields=["account.kvk_nummer"])
    assert found["because"].tolist() == ["gelijk: Bedrijfsnaam, KvK-nummer"]
    assert ak.accounts.duplicates(ws, fields="kvk_nummer").equals(found)


# --- contacts


def test_first_and_last_name_in_each_others_place_are_found(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers"},
        {"first_name": "Wiegers", "last_name": "Sjoerd"},
        {"first_name": "Karin", "last_name": "Beek"},
    )
    found = ak.contacts.duplicates(ws)
    assert pairs(found) == [("Sjoerd Wiegers", "Wiegers Sjoerd")]
    assert found["because"].tolist() == ["in andere volgorde: Voornaam, Achternaam"]
    assert list(found) == [
        *("contact_id_1", "name_1", "email_1", "contact_id_2", "name_2", "email_2", "score", "because")
    ]


def test_a_phone_number_is_one_however_it_is_written(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Piet", "last_name": "Jansen", "phone": "06-12345678"},
        {"first_name": "P.", "last_name": "Janssen", "phone": "+31 (0)6 12 34 56 78"},
        {"first_name": "Karin", "last_name": "Jansen", "phone": "0031612345678"},
    )
    found = ak.contacts.duplicates(ws)
    assert pairs(found) == [("Piet Jansen", "P. Janssen")]
    assert found["because"].tolist() == ["gelijk: Telefoon; lijkt: Voornaam (78%), Achternaam (97%)"]


def test_what_is_missing_is_no_agreement_and_no_disagreement(ws: ak.Workspace) -> None:
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers"},
        {"first_name": "Sjoerd", "last_name": "Wiegers", "phone": "06-12345678"},
        {"phone": "0612345678"},
    )
    found = ak.contacts.duplicates(ws)
    assert found["because"].tolist() == ["gelijk: Voornaam, Achternaam", "gelijk: Telefoon"]
    assert found[["contact_id_1", "contact_id_2"]].to_numpy().tolist() == [[1, 2], [2, 3]]


def test_one_address_at_two_domains_or_with_a_slip_is_found(ws: ak.Workspace) -> None:
    for email in ("zonnetje77@een.example", "zonnetje77@twee.example", "zonetje77@een.example"):
        ak.contacts.create(ws, email)
    found = ak.contacts.duplicates(ws).sort_values(["contact_id_1", "contact_id_2"])
    assert found["because"].tolist() == [
        "gelijk: E-mailadres",
        "gelijk: E-maildomein; lijkt: E-mailadres (98%)",
    ]


def test_an_address_made_of_the_names_says_nothing_more_than_they_do(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "s.wiegers@een.example", first_name="Sjoerd", last_name="Wiegers")
    ak.contacts.create(ws, "s.wiegers@twee.example", first_name="Simone", last_name="Wiegers")
    found = ak.contacts.duplicates(ws, threshold=0)
    assert found["because"].tolist() == ["gelijk: Achternaam; verschilt: Voornaam"]
    assert found["score"][0] < 0.5


def test_colleagues_and_families_are_not_one_person(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Bakkerij Wiegers")
    firm = {"account": "Bakkerij Wiegers", "last_name": "Wiegers", "phone": "038-1234567"}
    contacts(ws, {"first_name": "Sjoerd", **firm}, {"first_name": "Karin", **firm})
    found = ak.contacts.duplicates(ws, threshold=0)
    assert found["because"].tolist() == ["gelijk: Achternaam, Telefoon, Account; verschilt: Voornaam"]
    assert found["score"][0] < 0.5


def test_a_birthday_tells_namesakes_apart_once_it_is_named(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Geboren", "date")
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(
        ws,
        {**names, "geboren": "1980-03-04"},
        {**names, "geboren": "1980-04-03"},
        {**names, "geboren": "1955-12-31"},
    )
    assert ak.contacts.duplicates(ws)["score"].nunique() == 1
    found = ak.contacts.duplicates(ws, fields=["geboren"], threshold=0)
    assert found["because"].tolist() == [
        "gelijk: Voornaam, Achternaam; lijkt: Geboren (98%)",
        "gelijk: Voornaam, Achternaam; verschilt: Geboren",
        "gelijk: Voornaam, Achternaam; verschilt: Geboren",
    ]
    assert found["score"][0] > found["score"][1]


@pytest.mark.parametrize(
    ("kind", "one", "nearly", "other"),
    [
        ("text", "Kerkstraat 12", "kerkstraat 12a", "Dorpsplein 3"),
        ("textarea", "Zolder, tweede deur", "Zolder tweede duer", "beneden"),
        ("number", "12345", "12354", "777"),
        ("currency", "1234.50", "1234.05", "7.00"),
        ("phone", "06-12345678", "+31 6 12345679", "0201234567"),
        ("date", "1980-03-04", "1980-04-03", "1955-12-31"),
        ("datetime", "1980-03-04T12:00+01:00", "1980-04-03T12:00+01:00", "1955-12-31T12:00+01:00"),
    ],
)
def test_a_further_field_is_compared_by_its_kind(
    ws: ak.Workspace, kind: str, one: str, nearly: str, other: str
) -> None:
    ak.fields.define(ws, "contact", "Vrij", kind)
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(ws, *({**names, "vrij": value} for value in (one, nearly, other, one, None)))
    found = ak.contacts.duplicates(ws, fields=["vrij"], threshold=0).set_index(
        ["contact_id_1", "contact_id_2"]
    )
    because = found["because"].str.removeprefix("gelijk: Voornaam, Achternaam")
    assert because[1, 4] == ", Vrij"
    assert because[1, 2].startswith("; lijkt: Vrij (")
    assert because[1, 3] == "; verschilt: Vrij"
    assert because[1, 5] == ""
    assert found["score"][1, 4] > found["score"][1, 3]


def test_an_option_is_the_same_or_not(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Soort", "dropdown", options=["Klant", "Klanten"])
    names = {"first_name": "Sjoerd", "last_name": "Wiegers"}
    contacts(ws, *({**names, "soort": value} for value in ("Klant", "Klanten", "Klant")))
    found = ak.contacts.duplicates(ws, fields=["soort"])
    assert found["because"].tolist() == [
        "gelijk: Voornaam, Achternaam, Soort",
        "gelijk: Voornaam, Achternaam; verschilt: Soort",
        "gelijk: Voornaam, Achternaam; verschilt: Soort",
    ]


# --- what is asked


def test_the_most_likely_pair_comes_first_and_limit_keeps_the_best(ws: ak.Workspace) -> None:
    accounts(
        ws,
        {"name": "Zonnedauw"},
        {"name": "Zonnedaauw"},
        {"name": "Acme", "phone": "038-1234567"},
        {"name": "Acme BV", "phone": "0381234567"},
    )
    found = ak.accounts.duplicates(ws)
    assert pairs(found) == [("Acme", "Acme BV"), ("Zonnedauw", "Zonnedaauw")]
    assert found["score"].is_monotonic_decreasing
    assert pairs(ak.accounts.duplicates(ws, limit=1)) == [("Acme", "Acme BV")]
    assert ak.accounts.duplicates(ws, limit=0).empty
    assert pairs(ak.accounts.duplicates(ws, threshold=found["score"][0])) == [("Acme", "Acme BV")]


@pytest.mark.parametrize("count", [0, 1])
def test_a_workspace_without_two_records_gives_an_empty_frame(ws: ak.Workspace, count: int) -> None:
    for _ in range(count):
        ak.contacts.create(ws, "a@x.example", account=ak.accounts.create(ws, "Acme"))
    assert ak.accounts.duplicates(ws).empty
    assert list(ak.accounts.duplicates(ws)) == [
        *("account_id_1", "name_1", "account_id_2", "name_2", "score", "because")
    ]
    assert ak.contacts.duplicates(ws).empty
    assert "email_2" in ak.contacts.duplicates(ws)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), "0.5", True, None])
def test_a_threshold_that_is_no_score_is_refused(ws: ak.Workspace, threshold: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no score\. .* Write one such as threshold=0\.8"):
        ak.accounts.duplicates(ws, threshold=threshold)


@pytest.mark.parametrize("limit", [-1, 2.5, "10", True])
def test_a_limit_that_is_no_number_is_refused(ws: ak.Workspace, limit: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no number of pairs\. .* Write limit=100"):
        ak.contacts.duplicates(ws, limit=limit)


def test_a_field_that_is_not_there_or_cannot_be_compared_is_refused(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Talen", "multiselect", options=["nl", "fr"])
    with pytest.raises(ak.UnknownField, match=r"no field 'tallen'\. Did you mean 'talen'\?"):
        ak.contacts.duplicates(ws, fields=["tallen"])
    with pytest.raises(ak.WrongKind, match=r"'contact\.talen' is of kind multiselect.* Leave it out"):
        ak.contacts.duplicates(ws, fields=["talen"])
    with pytest.raises(ak.WrongKind, match=r"'account\.owner' is of kind user.* Leave it out"):
        ak.accounts.duplicates(ws, fields=["owner"])
    with pytest.raises(ak.WrongValue, match=r"'contact\.last_name' is compared already.* Leave it out"):
        ak.contacts.duplicates(ws, fields=["last_name"])


def test_the_explanation_is_in_the_language_of_the_workspace(ws: ak.Workspace) -> None:
    ws.language = "en"
    contacts(
        ws,
        {"first_name": "Sjoerd", "last_name": "Wiegers", "phone": "0381234567"},
        {"first_name": "Sjoerd", "last_name": "Wigers", "phone": "0612345678"},
        {"first_name": "Wiegers", "last_name": "Sjoerd", "phone": "0209876543"},
    )
    found = ak.contacts.duplicates(ws, threshold=0).set_index(["contact_id_1", "contact_id_2"])["because"]
    assert found[1, 2] == "equal: First name; alike: Last name (92%); different: Phone"
    assert found[1, 3] == "in another order: First name, Last name; different: Phone"


# --- what holds whatever is in the workspace


@pytest.mark.parametrize(
    "text", [HOSTILE, '"; --', "$1 ? :name {0} %s", "<script>alert(1)</script>", "🦄", "\\"]
)
def test_any_text_is_compared_and_shown_as_it_is(ws: ak.Workspace, text: str) -> None:
    ak.fields.define(ws, "contact", text, "text", key="vrij")
    accounts(ws, {"name": text}, {"name": f"{text} B.V.", "website": None, "address_1": text})
    contacts(
        ws, *({"first_name": text, "last_name": f"Wiegers {text}", "vrij": f"x {text}"} for _ in range(2))
    )
    assert [row[0] for row in pairs(ak.accounts.duplicates(ws, threshold=0))] in ([text], [])
    found = ak.contacts.duplicates(ws, fields=["vrij"], threshold=0)
    assert found["name_1"].tolist() == [f"{text} Wiegers {text}"]
    assert text in found["because"][0]
    assert ws.counts()["accounts"] == ws.counts()["contacts"] == 2


def test_a_field_of_any_name_is_compared(ws: ak.Workspace) -> None:
    keys = ["name", "id_1", "turn", "score", "select", "because", "a", "b", "first", "pairs", "shown"]
    for key in keys:
        ak.fields.define(ws, "contact", key, "text", key=key)
    row = {"first_name": "Sjoerd", "last_name": "Wiegers", **dict.fromkeys(keys, "waarde")}
    contacts(ws, row, row)
    found = ak.contacts.duplicates(ws, fields=keys)
    assert found["because"].tolist() == [f"gelijk: {', '.join(['Voornaam', 'Achternaam', *keys])}"]


def test_many_copies_are_each_found_though_not_with_every_other(ws: ak.Workspace) -> None:
    copies = pd.DataFrame({"E-mail": [f"x{number}@x.example" for number in range(60)]})
    ak.imports.run(
        ws, "contacts", copies.assign(Voornaam="Test", Achternaam="Testmans", Telefoon="0612345678")
    )
    ak.sample.generate(ws, accounts=20, contacts=1_000)
    found = ak.contacts.duplicates(ws, threshold=0.3)
    copied = found[found["name_1"] == "Test Testmans"]
    assert {*copied["contact_id_1"], *copied["contact_id_2"]} == set(range(1, 61))
    assert len(copied) < 60 * 59 / 2


def test_the_sample_firm_has_hardly_any(ws: ak.Workspace) -> None:
    ak.sample.generate(ws, accounts=1_000, contacts=5_000)
    assert len(ak.accounts.duplicates(ws)) <= 2
    assert len(ak.contacts.duplicates(ws)) <= 15  # Fleur of one firm, twice, and once without a last name


def test_one_part_after_another_gives_the_same(ws: ak.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ak.sample.generate(ws, accounts=100, contacts=400)
    whole = ak.contacts.duplicates(ws, threshold=0)
    assert len(whole) > 1_000
    monkeypatch.setattr(finding, "AT_ONCE", 500)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0), whole)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0, limit=50), whole[:50])


def test_a_second_call_says_the_same_and_nothing_is_written(ws: ak.Workspace) -> None:
    ak.sample.generate(ws, accounts=50, contacts=200)
    before = ws.counts(), ak.changes.table(ws), ak.contacts.table(ws)
    found = ak.contacts.duplicates(ws, threshold=0)
    pd.testing.assert_frame_equal(ak.contacts.duplicates(ws, threshold=0), found)
    assert ws.counts() == before[0]
    pd.testing.assert_frame_equal(ak.changes.table(ws), before[1])
    pd.testing.assert_frame_equal(ak.contacts.table(ws), before[2])


def test_what_was_deleted_is_no_duplicate(ws: ak.Workspace) -> None:
    accounts(ws, {"name": "Acme"}, {"name": "Acme B.V."})
    ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.accounts.duplicates(ws, threshold=0).empty


def test_it_can_be_asked_while_reading_in_a_transaction_and_of_a_file_for_reading_only(
    tmp_path: Path,
) -> None:
    path = tmp_path / "firm.duckdb"
    with ak.open(path) as ws:
        accounts(ws, {"name": "Acme"}, {"name": "Acme B.V."})
        found = ak.accounts.duplicates(ws)
        with ws.reading():
            assert ak.accounts.duplicates(ws).equals(found)
        with ws.transaction():
            ak.accounts.create(ws, "Acme N.V.")
            assert len(ak.accounts.duplicates(ws)) == 3
            ak.accounts.update(ws, "Acme N.V.", name="Beta")
            assert ak.accounts.duplicates(ws).equals(found)
        assert ak.check(ws).empty
    with ak.open(path, read_only=True) as ws:
        assert ak.accounts.duplicates(ws).equals(found)
