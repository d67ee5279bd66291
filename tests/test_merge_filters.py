"""The filters that e-mail needs beside Liquid's own, the sender, and today."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.words.amounts import number_text
from accounts_kit.words.names import title_name


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[ak.Workspace]:
    path = tmp_path / "firma.duckdb"
    with ak.open(path) as ws:
        ak.fields.define(ws, "account", "Omzet", "currency")
        ak.fields.define(ws, "account", "Revenue", "currency", currency="USD")
        ak.fields.define(ws, "account", "Verlengd op", "date")
        ak.fields.define(ws, "contact", "Interesses", "multiselect", options=["Beurs", "Webinar", "Training"])
        ak.users.create(ws, "Piet de Boer", email="piet@firma.example")
        ak.users.create(ws, "Zoë", email="zoe@firma.example", role="admin")
        ak.accounts.create(
            ws, "ACME", owner="Piet de Boer", omzet="1234567.5", revenue="980", verlengd_op="2026-03-01",
            employees="1250.5",
        )  # fmt: skip
        ak.contacts.create(
            ws, "jan@acme.example", account="ACME", first_name="jan", last_name="van den berg",
            interesses=["Beurs", "Webinar", "Training"],
        )  # fmt: skip
        ak.contacts.create(ws, "m@elders.example", last_name="DE WIT", interesses=["Beurs"])
    with ak.open(path, user="zoe@firma.example") as ws:
        yield ws


def rendered(ws: ak.Workspace, text: str, *, html: bool = False, as_of: str = "2026-02-14") -> list[str]:
    """The text for Jan of ACME, and for somebody without an account."""
    template = ak.Template(text, html=html)
    return ak.merge_fields.render(ws, {"text": template}, ak.everyone(), as_of=as_of)["text"].to_list()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("jan van den berg", "Jan van den Berg"),
        ("VAN DER MEER", "Van der Meer"),
        ("Jan Van den Berg", "Jan Van den Berg"),  # as Belgium writes it
        ("maria de wit-van dijk", "Maria de Wit-van Dijk"),
        ("ijsbrand ijsselstein", "IJsbrand IJsselstein"),
        ("j.p. 't hart", "J.P. 't Hart"),
        ("'S-GRAVESANDE", "'s-Gravesande"),
        ("jan v.d. berg", "Jan v.d. Berg"),
        ("p.v. bos", "P.V. Bos"),
        ("o'brien", "O'Brien"),
        ("McDonald", "McDonald"),
        ("élodie", "Élodie"),
        ("-", "-"),
    ],
)
def test_a_name_gets_the_capitals_that_dutch_gives_it(written: str, read: str) -> None:
    assert title_name(written) == read


def test_names_in_a_message_have_their_capitals(ws: ak.Workspace) -> None:
    assert rendered(
        ws, "{{ contact.first_name | default: 'heer of mevrouw' }} {{ contact.last_name | title_name }}"
    ) == [
        "jan Van den Berg",
        "heer of mevrouw De Wit",
    ]


def test_a_date_reads_by_a_pattern_in_the_language_that_is_named(ws: ak.Workspace) -> None:
    text = "{{ account.verlengd_op | date: 'd MMMM yyyy', 'nl' | default: 'binnenkort' }}"
    assert rendered(ws, text) == ["1 maart 2026", "binnenkort"]
    assert rendered(ws, "{{ account.verlengd_op | date: 'EEEE d MMM', 'en' }}") == ["Sunday 1 Mar", ""]
    assert rendered(ws, "{{ account.verlengd_op | date: '%d.%m.%Y' }}") == ["01.03.2026", ""]
    with pytest.raises(ak.TemplateError, match="no names of months in 'xx'"):
        rendered(ws, "{{ account.verlengd_op | date: 'd MMMM', 'xx' }}")


def test_a_text_is_a_date_only_when_it_is_written_as_one(ws: ak.Workspace) -> None:
    assert rendered(ws, "{{ contact.first_name | date: '%d-%m' }}")[0] == "jan"
    assert rendered(ws, "{{ '2026-03-01' | date: '%d-%m' }}")[0] == "01-03"


def test_today_is_the_day_of_as_of(ws: ak.Workspace) -> None:
    assert rendered(ws, "{{ today | date: 'd MMMM' }}")[0] == "14 februari"
    feast = "{% if account.verlengd_op == today %}vandaag{% else %}later{% endif %}"
    assert rendered(ws, feast, as_of="2026-03-01") == ["vandaag", "later"]


def test_numbers_and_amounts_read_as_people_write_them(ws: ak.Workspace) -> None:
    assert (
        rendered(ws, "{{ account.employees | number }} {{ account.employees | number: 0 }}")[0]
        == "1.250,5 1.251"
    )
    assert rendered(ws, "{{ account.omzet | currency }}|{{ account.revenue | currency: nil, 0 }}") == [
        "€\xa01.234.567,50|US$\xa0980",
        "|",
    ]
    assert rendered(ws, "{{ 1.21 | times: 1000 | currency: 'EUR' }}")[0] == "€\xa01.210,00"
    with pytest.raises(ak.TemplateError, match="'euro' is no code of a currency; write 'EUR' or 'USD'"):
        rendered(ws, "{{ account.omzet | currency: 'euro' }}")


def test_several_values_read_as_a_sentence(ws: ak.Workspace) -> None:
    assert rendered(ws, "{{ contact.interesses | join_words }}") == ["Beurs, Webinar en Training", "Beurs"]
    assert rendered(ws, "{{ contact.interesses | join_words: 'of' }}")[0] == "Beurs, Webinar of Training"


def test_a_value_is_markup_only_where_raw_says_so(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, 1, first_name="<b>Jan</b>")
    text = "{{ contact.first_name }}|{{ contact.first_name | raw }}"
    assert rendered(ws, text, html=True)[0] == "&lt;b&gt;Jan&lt;/b&gt;|<b>Jan</b>"
    assert rendered(ws, text)[0] == "<b>Jan</b>|<b>Jan</b>"


def test_the_sender_is_the_owner_of_the_account_else_whoever_acts(ws: ak.Workspace) -> None:
    assert rendered(ws, "{{ sender.name }} <{{ sender.email }}>") == [
        "Piet de Boer <piet@firma.example>",
        "Zoë <zoe@firma.example>",
    ]
    with ak.open(ws.path) as nobody:
        assert rendered(nobody, "{{ sender.name | default: 'Het team' }}") == ["Piet de Boer", "Het team"]
    assert ak.merge_fields.columns(ws, ak.everyone(), {"FROM": "sender.name"})["FROM"].to_list() == [
        "Piet de Boer",
        "Zoë",
    ]


def test_a_case_chooses_by_a_value(ws: ak.Workspace) -> None:
    text = (
        "{% case account.name %}{% when 'ACME', 'Acme' %}klant{% when nil %}geen{% else %}ander{% endcase %}"
    )
    assert rendered(ws, text) == ["klant", "geen"]


def test_no_minus_stands_before_nothing() -> None:
    from decimal import Decimal

    assert number_text(Decimal("-0.001"), "nl", 2) == "0,00"
