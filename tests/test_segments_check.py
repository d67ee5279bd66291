"""Advice on segments, ready rules and the names of a workspace."""

from collections.abc import Iterator

import pytest

import accounts_kit as ak
from accounts_kit.rules import ready

CITY, EMPLOYEES, TAGS = ak.account.city, ak.account.employees, ak.contact.tags


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as made:
        ak.fields.define(made, "account", "Pakket", "dropdown", options=["Basis", "Plus"])
        firm = ak.accounts.create(made, "Acme", city="Gent", employees=80)
        for number in range(1, 5):
            ak.contacts.create(made, f"{number}@mail.example", account=firm if number == 1 else None)
        yield made


def advice(ws: ak.Workspace, rule: object, **said: object) -> list[str]:
    return ak.segments.check(ws, ak.Segment("x", rule, **said))["advice"].tolist()  # type: ignore[arg-type]  # a rule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ((CITY == "Gent") & (CITY == "Brugge"), "contradiction"),
        ((CITY == "Gent") & CITY.contains("x"), "contradiction"),
        (CITY.is_blank() & CITY.starts_with("g"), "contradiction"),
        ((EMPLOYEES > 10) & (EMPLOYEES < 5), "contradiction"),
        ((EMPLOYEES > 10) & ~(EMPLOYEES > 5), "contradiction"),
        ((EMPLOYEES > 10) | (EMPLOYEES <= 10) | EMPLOYEES.is_blank(), "tautology"),
        ((CITY != "Gent") | (CITY != "Brugge"), "tautology"),
        ((EMPLOYEES > 10) & (EMPLOYEES > 5), "redundant"),
        (TAGS.has_all_of("a") & TAGS.has_none_of("A"), "contradiction"),
        (ak.account.annual_revenue.is_blank() & (ak.account.annual_revenue >= "1M - 5M"), "contradiction"),
        (ak.account.contacts.count() >= 0, "tautology"),
        (ak.account.contacts.count() < 0, "contradiction"),
        (ak.account.contacts.any() & ak.account.contacts.none(), "contradiction"),
        (ak.account.contacts.any((EMPLOYEES > 10) & (EMPLOYEES < 5)), "contradiction"),
    ],
)
def test_what_cannot_be_is_said(ws: ak.Workspace, rule: object, said: str) -> None:
    assert said in advice(ws, rule)


@pytest.mark.parametrize(
    "rule",
    [
        (EMPLOYEES > 5) & (EMPLOYEES < 6),  # 5.5 is a number
        CITY.contains("a") & CITY.contains("b"),
        (EMPLOYEES > 10) | (EMPLOYEES <= 10),  # a missing value is neither
        (CITY == "Gent") & CITY.starts_with("g"),
        TAGS.has_any_of("a") & TAGS.lacks_any_of("a", "b"),
    ],
)
def test_what_can_be_is_left_alone(ws: ak.Workspace, rule: object) -> None:
    assert {"contradiction", "tautology"}.isdisjoint(advice(ws, rule))


def test_a_segment_decided_by_missing_values_says_so(ws: ak.Workspace) -> None:
    found = ak.segments.check(ws, CITY != "Brugge")
    assert found["advice"].tolist() == ["everyone", "decided_by_missing"]
    assert found["part"].tolist()[1] == "account Plaats"
    assert "3 van 4 leden" in found["message"][1]
    assert advice(ws, CITY.is_not("Brugge", missing="drop")) == []


def test_pins_and_fields_without_anything(ws: ak.Workspace) -> None:
    assert "pin_is_gone" in advice(ws, CITY == "Gent", pins={"in": [99]})
    assert "never_filled" in advice(ws, ak.account.pakket == "Plus")
    assert "nobody" in advice(ws, ak.account.pakket == "Plus")


# --- ready rules and names


@pytest.mark.parametrize("name", ready.__all__)
def test_every_ready_rule_runs(ws: ak.Workspace, name: str) -> None:
    given = {
        "quiet_since": (6,),
        "account_of_size": (50, 500),
        "open_deals_worth": (10_000,),
        "engaged": (30,),
        "falls_in": (ak.account.created_at, "this year"),
        "anniversary": (ak.account.created_at,),
    }
    rule = getattr(ak.ready, name)(*given.get(name, ()))
    assert ak.segments.count(ws, rule) + ak.segments.count(ws, ~rule) == 4
    assert eval(repr(rule), {"ak": ak}) == rule


def test_names_complete_and_say_what_fields_are(ws: ak.Workspace) -> None:
    names = ak.names(ws)
    assert {"pakket", "city", "contacts", "deals"} <= set(dir(names.account))
    assert "tags" in dir(names.contact)
    assert names.account.pakket.is_("Plus") == ak.account.pakket.is_("Plus")
    assert repr(names.account.pakket) == "ak.account.pakket  Pakket (dropdown: Basis, Plus)"
    assert ak.segments.count(ws, names.account.contacts.count() >= 1) == 1
    with pytest.raises(AttributeError, match=r"Account has no field 'paket'\. Did you mean 'pakket'"):
        _ = names.account.paket
    frame = names.frame()
    assert frame[frame["name"] == "account.pakket"].values.tolist() == [
        ["account.pakket", "Pakket", "dropdown", "Basis, Plus"]
    ]
    assert "account.pakket" in names._repr_html_()
