"""Templates, rendering, coverage and merge fields as columns, on a small firm."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.merge_fields.rendering import Rendering


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Jaarbedrag", "currency")
        ak.fields.define(ws, "account", "Score", "number")
        ak.fields.define(ws, "contact", "Verjaardag", "date")
        ak.fields.define(ws, "contact", "Interesses", "multiselect", options=["Beurs", "Webinar, live"])
        ak.users.create(ws, "Piet <P>", email="piet@firma.nl")
        ak.accounts.create(
            ws, "Acme & <B.V.>", owner="Piet <P>", city="Ede", employees=150, jaarbedrag=1234.5, score=0.1,
            created_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        )  # fmt: skip
        ak.contacts.create(
            ws, "jan@acme.nl", account="Acme & <B.V.>", first_name="jan", verjaardag=date(1980, 3, 1),
            interesses=["Webinar, live", "Beurs"],
        )  # fmt: skip
        ak.contacts.create(ws, "zoe@elders.nl", first_name="Zoë", status="unsubscribed")
        ak.contacts.create(ws, phone="0318 123456")
        yield ws


def rendered(ws: ak.Workspace, text: str, *, html: bool = False) -> list[str]:
    """The text for each contact: Jan of Acme, Zoë without an account, and one with a phone only."""
    template = ak.Template(text, html=html)
    return ak.merge_fields.render(ws, {"text": template}, ak.everyone())["text"].to_list()


def in_sql(ws: ak.Workspace, text: str) -> bool:
    return Rendering.of_templates(ws, {"text": ak.Template(text)}).all_in_sql


# --- values


def test_a_value_stands_where_its_name_stands_and_a_missing_one_reads_as_nothing(ws: ak.Workspace) -> None:
    assert rendered(ws, "[{{ contact.first_name }}|{{ account.name }}]") == [
        "[jan|Acme & <B.V.>]",
        "[Zoë|]",
        "[|]",
    ]


def test_default_stands_in_for_a_missing_value_and_may_be_a_field_itself(ws: ak.Workspace) -> None:
    text = '{{ contact.first_name | default: contact.phone | default: "relatie d\'X" }}'
    assert rendered(ws, text) == ["jan", "Zoë", "+31318123456"]
    assert rendered(ws, '{{ contact.last_name | default: account.city | default: "d\'X" }}') == [
        "Ede",
        "d'X",
        "d'X",
    ]


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("account.employees", "150"),
        ("account.score", "0,1"),
        ("account.jaarbedrag", "1234,50"),
        ("account.created_at", "2-7-2026 00:30"),
        ("account.owner", "Piet <P>"),
        ("contact.verjaardag", "1-3-1980"),
        ("contact.interesses", "Beurs, Webinar, live"),
        ("contact.status", "active"),
    ],
)
def test_a_value_reads_as_the_table_says_in_both_engines(ws: ak.Workspace, name: str, reading: str) -> None:
    by_sql, by_liquid = f"<{{{{ {name} }}}}>", f"<{{{{ {name} | append: '' }}}}>"
    assert in_sql(ws, by_sql)
    assert not in_sql(ws, by_liquid)
    assert rendered(ws, by_sql)[0] == rendered(ws, by_liquid)[0] == f"<{reading}>"


def test_an_english_workspace_reads_numbers_with_a_point(ws: ak.Workspace) -> None:
    ws.language = "en"
    assert rendered(ws, "{{ account.jaarbedrag }} {{ account.score | plus: 0.15 }}")[0] == "1234.50 0.25"


def test_a_calculated_number_reads_with_the_decimal_mark_of_the_language(ws: ak.Workspace) -> None:
    assert rendered(ws, "{{ account.employees | times: 1.5 }} {{ account.score | plus: 1 }}")[0] == "225 1,1"


def test_tags_read_joined_in_the_order_of_their_keys(ws: ak.Workspace) -> None:
    ak.tags.add(ws, "jan@acme.nl", "nieuwsbrief", "Klant", "beurs")
    assert rendered(ws, "{{ contact.tags }}")[0] == "beurs, Klant, nieuwsbrief"
    assert rendered(ws, "{% for tag in contact.tags %}[{{ tag }}]{% endfor %}") == [
        "[beurs][Klant][nieuwsbrief]",
        "",
        "",
    ]


def test_a_new_custom_field_is_a_merge_field_at_once(ws: ak.Workspace) -> None:
    with pytest.raises(ak.TemplateError, match=r"No field 'contact\.bijnaam'"):
        rendered(ws, "{{ contact.bijnaam }}")
    ak.fields.define(ws, "contact", "Bijnaam", "text")
    ak.contacts.update(ws, "jan@acme.nl", bijnaam="Johnny")
    assert rendered(ws, "{{ contact.bijnaam }}") == ["Johnny", "", ""]


# --- Liquid


def test_html_escapes_values_and_leaves_what_the_author_wrote(ws: ak.Workspace) -> None:
    text = "<b>{{ account.name | default: '<i>u & ik</i>' }}</b>"
    expected = ["<b>Acme &amp; &lt;B.V.&gt;</b>", "<b><i>u & ik</i></b>", "<b><i>u & ik</i></b>"]
    assert in_sql(ws, text)
    assert rendered(ws, text, html=True) == expected
    assert rendered(ws, text.replace(" }}", " | append: '' }}"), html=True)[0] == expected[0]


def test_the_case_filters_of_sql_leave_letters_they_are_not_sure_of_to_liquid(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, "jan@acme.nl", first_name="weiß ŉ")
    ak.contacts.update(ws, "zoe@elders.nl", first_name="ΟΔΟΣ")
    text = "{{ contact.first_name | upcase }} {{ contact.first_name | downcase }}"
    assert in_sql(ws, text)
    assert rendered(ws, text)[:2] == ["WEISS ʼN weiß ŉ", "ΟΔΟΣ οδος"]
    assert rendered(ws, "{{ contact.first_name | capitalize }}")[0] == "Weiß ŉ"


def test_a_block_of_white_space_writes_nothing_and_a_dash_takes_white_space_away(ws: ak.Workspace) -> None:
    assert rendered(ws, "a{% if contact.email %} \n {% endif %}b")[0] == "ab"
    assert rendered(ws, "a {%- if contact.email -%} x {%- endif %} b\n{{- account.city }} ")[0] == "ax bEde "


def test_conditions_hold_for_values_that_are_there_and_a_contact_may_have_no_account(
    ws: ak.Workspace,
) -> None:
    text = (
        "{% if account %}{% if account.employees > 100 and account.city == 'Ede' %}groot"
        "{% else %}klein{% endif %}{% elsif contact.first_name %}zelfstandig{% else %}?{% endif %}"
    )
    assert in_sql(ws, text)
    assert rendered(ws, text) == ["groot", "zelfstandig", "?"]
    assert rendered(ws, "{% unless account.name %}-{% else %}+{% endunless %}") == ["+", "-", "-"]


def test_a_number_equals_the_decimal_that_the_template_says_in_both_engines(ws: ak.Workspace) -> None:
    by_sql = "{% if account.score == 0.1 %}ja{% endif %}"
    by_liquid = "{% if account.score == 0.1 %}{{ 'ja' | append: '' }}{% endif %}"
    assert (in_sql(ws, by_sql), in_sql(ws, by_liquid)) == (True, False)
    assert rendered(ws, by_sql) == rendered(ws, by_liquid) == ["ja", "", ""]


def test_a_date_can_be_written_otherwise_and_a_missing_one_stays_missing(ws: ak.Workspace) -> None:
    text = "{{ contact.verjaardag | date: '%Y' | default: 'onbekend' }} {{ account.created_at | date: '%H' }}"
    assert rendered(ws, text) == ["1980 00", "onbekend ", "onbekend "]


def test_a_template_of_two_thousand_fields_is_one_expression(ws: ak.Workspace) -> None:
    text = "{{ contact.first_name }}, " * 2000
    assert in_sql(ws, text)
    assert rendered(ws, text)[0] == "jan, " * 2000


def test_a_template_has_no_clock_and_reads_no_files(ws: ak.Workspace) -> None:
    with pytest.raises(ak.TemplateError, match=r"For contact 1, line 1, column 12: .*no clock"):
        rendered(ws, "{{ 'now' | date: '%Y' }}")
    texts = ak.merge_fields.render(ws, {"text": "{{ today }}"}, ak.everyone(), as_of="2026-03-01")["text"]
    assert texts.to_list() == ["1-3-2026"] * 3
    with pytest.raises(ak.TemplateError, match="unexpected tag 'include'"):
        ak.Template("{% include 'x' %}")


def test_what_liquid_cannot_do_for_one_contact_names_that_contact(ws: ak.Workspace) -> None:
    with pytest.raises(ak.TemplateError, match=r"For contact 2, line 2, column 8: .*divide by 0"):
        rendered(ws, "\n{{ 1 | divided_by: account.employees }}")


# --- render


def test_render_has_a_row_for_each_member_in_order_with_the_texts_under_their_names(
    ws: ak.Workspace,
) -> None:
    texts = {"subject": "Voor {{ contact.first_name }}", "body": ak.Template("Dag", html=True)}
    found = ak.merge_fields.render(ws, texts, ak.contact.first_name.is_filled())
    assert found.columns.to_list() == ["contact_id", "email", "subject", "body"]
    assert found.values.tolist() == [
        [1, "jan@acme.nl", "Voor jan", "Dag"],
        [2, "zoe@elders.nl", "Voor Zoë", "Dag"],
    ]
    assert ak.merge_fields.render(ws, texts, ~ak.everyone()).empty


MANY_QUESTIONS = (
    (ak.account.city == "Gent")
    | ((ak.account.employees > 100) & ak.contact.status.is_filled())
    | ((ak.account.city == "Ede") & (ak.contact.first_name == "jan"))
    | (~(ak.account.name == "x") & ak.contact.email.is_filled())
)


@pytest.mark.parametrize(
    "segment",
    [
        ~ak.everyone(),
        ak.account.city != "Ede",
        (ak.account.city == "Ede") & ak.contact.first_name.is_filled(),
        MANY_QUESTIONS,
        ak.Segment("vast", ak.contact.first_name == "jan", pins={"in": [3], "out": [1]}),
        {"field": "account.owner", "op": "is", "value": "Piet <P>"},
    ],
)
def test_render_and_columns_have_the_members_of_any_segment(ws: ak.Workspace, segment: Any) -> None:
    members = ak.segments.members(ws, segment)["contact_id"].to_list()
    texts = ak.merge_fields.render(ws, {"text": "{{ account.name }}{{ contact.tags }}"}, segment)
    columns = ak.merge_fields.columns(ws, segment, {"A": "account.name", "B": "account.owner"})
    assert texts["contact_id"].to_list() == columns["contact_id"].to_list() == members


def test_render_for_an_audience_leaves_out_whom_one_cannot_mail(ws: ak.Workspace) -> None:
    found = ak.merge_fields.render(ws, {"body": "x"}, ak.everyone(), audience=True)
    assert found["email"].to_list() == ["jan@acme.nl"]


@pytest.mark.parametrize("engine", ["", " | append: ''"])
def test_strict_refuses_a_gap_and_names_the_first_ten(ws: ak.Workspace, engine: str) -> None:
    text = f"{{{{ contact.first_name{engine} }}}} {{{{ account.name | default: 'uw bedrijf' }}}}"
    with pytest.raises(
        ak.TemplateError, match=r"^1 would read nothing .*: contact 3 \(contact\.first_name\)\. "
    ):
        ak.merge_fields.render(ws, {"body": text}, ak.everyone(), strict=True)
    for number in range(12):
        ak.contacts.create(ws, f"c{number}@firma.nl")
    with pytest.raises(
        ak.TemplateError, match=r"^13 would .*; c8@firma.nl \(contact\.first_name\); and 3 more\. "
    ):
        ak.merge_fields.render(ws, {"body": text}, ak.everyone(), strict=True)


def test_strict_is_content_with_fallbacks_and_with_other_text_under_an_if(ws: ak.Workspace) -> None:
    text = "{% if contact.first_name %}{{ contact.first_name }}{% else %}relatie{% endif %}"
    found = ak.merge_fields.render(ws, {"body": text}, ak.everyone(), strict=True)
    assert found["body"].to_list() == ["jan", "Zoë", "relatie"]


def test_a_message_goes_to_contacts_and_its_texts_have_names_of_their_own(ws: ak.Workspace) -> None:
    accounts = {"name": "Klanten", "of": "accounts", "rule": {"everyone": True}}
    with pytest.raises(ak.RuleError, match="'Klanten' selects accounts, and messages go to contacts"):
        ak.merge_fields.render(ws, {"body": "x"}, accounts)
    with pytest.raises(ak.TemplateError, match="'email' is a column of every message already"):
        ak.merge_fields.render(ws, {"email": "x"}, ak.everyone())
    with pytest.raises(ak.TemplateError, match=r"^In 'body', line 1, column 4: No field 'contact.nam'"):
        ak.merge_fields.render(ws, {"body": "{{ contact.nam }}"}, ak.everyone())
    with pytest.raises(ak.TemplateError, match=r"^In 'body', line 1, column 1: Liquid says"):
        ak.merge_fields.render(ws, {"body": "{{ x"}, ak.everyone())


@pytest.mark.parametrize("given", ["Hoi", "contact_id", ak.Template("Hoi"), ["Hoi"]])
def test_a_text_without_a_name_is_refused_with_how_to_name_it(ws: ak.Workspace, given: Any) -> None:
    with pytest.raises(ak.WrongKind, match=r'Name each text: \{"subject": text, "body": text\}'):
        ak.merge_fields.render(ws, given, ak.everyone())


# --- coverage


COVERED = (
    "{{ contact.first_name | default: account.city }} "
    "{% if account.city == 'Ede' %}{{ account.name }}{{ contact.phone }}"
    "{% else %}{{ account.owner }}{% endif %}"
)


@pytest.mark.parametrize("engine", ["", "{{ 'x' | append: '' }}"])
def test_coverage_counts_values_fallbacks_and_nothing_in_both_engines(ws: ak.Workspace, engine: str) -> None:
    found = ak.merge_fields.coverage(ws, COVERED + engine, ak.everyone())
    assert found.columns.to_list() == [
        "merge_field", "label", "with_value", "fallback", "nothing", "no_account", "total",
    ]  # fmt: skip
    assert found.values.tolist() == [
        ["contact.first_name", "Voornaam", 2, 0, 1, 0, 3],  # of the third the city is missing as well
        ["account.city", "Plaats", 1, 1, 1, 2, 3],  # Zoë reads her name instead
        ["account.name", "Bedrijfsnaam", 1, 2, 0, 2, 3],  # who has no name does not get there
        ["contact.phone", "Telefoon", 1, 1, 1, 0, 3],  # Jan of Ede sees a gap
        ["account.owner", "Eigenaar", 1, 0, 2, 2, 3],
    ]


def test_coverage_of_several_templates_counts_a_member_once(ws: ak.Workspace) -> None:
    texts = {"subject": "{{ account.name }}", "body": "{{ account.name }}{{ account.name | default: 'u' }}"}
    found = ak.merge_fields.coverage(ws, texts, ak.everyone())
    assert found[["with_value", "fallback", "nothing", "total"]].values.tolist() == [[1, 0, 2, 3]]
    assert ak.merge_fields.coverage(ws, "geen veld", ak.everyone()).empty
    assert ak.merge_fields.coverage(ws, "{{ account.name }}", ~ak.everyone())["total"].to_list() == [0]


# --- fields and columns


def test_fields_lists_every_name_with_an_example_from_the_workspace(ws: ak.Workspace) -> None:
    found = ak.merge_fields.fields(ws).set_index("name")
    assert found.columns.to_list() == ["label", "kind", "example"]
    assert found.loc["account.jaarbedrag"].to_list() == ["Jaarbedrag", "currency", "1234,50"]
    assert found.loc["contact.first_name"].to_list() == ["Voornaam", "text", "jan"]
    assert pd.isna(found.loc["contact.tags", "example"])
    assert found.loc["sender.name"].to_list() == ["Naam van de afzender", "text", "Piet <P>"]
    own = ["sender.name", "sender.email", "today"]
    assert found.index.to_list() == ws.catalogue.names(("contact", "account")) + own


def test_columns_are_merge_fields_under_names_of_ones_own(ws: ak.Workspace) -> None:
    asked = {"ACCOUNT": "account.name", "BEDRAG": "account.jaarbedrag"}
    found = ak.merge_fields.columns(ws, ak.everyone(), asked, {"ACCOUNT": "d'X & {{ co }}"})
    assert found.columns.to_list() == ["contact_id", "email", "ACCOUNT", "BEDRAG"]
    assert found["ACCOUNT"].to_list() == ["Acme & <B.V.>", "d'X & {{ co }}", "d'X & {{ co }}"]
    assert found["BEDRAG"].isna().to_list() == [False, True, True]


def test_columns_refuse_what_they_do_not_know(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownField, match=r"No field 'account.nam'\. Did you mean 'account.name'\?"):
        ak.merge_fields.columns(ws, ak.everyone(), {"A": "account.nam"})
    with pytest.raises(ak.TemplateError, match="A fallback for 'B', which is no column"):
        ak.merge_fields.columns(ws, ak.everyone(), {"A": "account.name"}, {"B": "x"})
