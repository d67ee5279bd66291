"""Accounts that may be one firm: by name, website, phone and address."""

import pytest

import accounts_kit as ak
from tests.few_records import accounts, pairs


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


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
