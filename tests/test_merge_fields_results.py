"""What a template becomes: who lacks most, what is longest and shortest, and what looks wrong."""

from collections.abc import Iterator

import pytest

import accounts_kit as ak

TEXTS = {
    "subject": "Nieuws voor {{ contact.first_name }}",
    "body": "Beste {{ contact.first_name }},\n\nHoe is het in {{ account.city }} , {{ contact.last_name }}?",
}


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.accounts.create(ws, "Acme", city="Ede")
        ak.contacts.create(ws, "jan@acme.example", account="Acme", first_name="JAN", last_name="Bos")
        ak.contacts.create(ws, "x@elders.example", last_name="{{ contact.email }}")
        ak.contacts.create(ws, "n@elders.example", first_name="None", last_name="a  b")
        yield ws


def test_worst_are_those_who_lack_most(ws: ak.Workspace) -> None:
    found = ak.merge_fields.worst(ws, TEXTS, ak.everyone())
    assert found.columns.to_list() == ["contact_id", "email", "lacking", "merge_fields"]
    assert found[["contact_id", "lacking"]].values.tolist() == [[2, 2], [3, 1]]
    assert list(found["merge_fields"][0]) == ["contact.first_name", "account.city"]
    assert ak.merge_fields.worst(ws, "Beste relatie", ak.everyone()).empty


def test_lengths_are_the_longest_and_the_shortest_texts_of_each_template(ws: ak.Workspace) -> None:
    found = ak.merge_fields.lengths(ws, TEXTS, ak.everyone(), limit=2)
    assert found[["template", "which", "contact_id", "letters"]].values.tolist()[:4] == [
        ["subject", "longest", 3, 16],
        ["subject", "longest", 1, 15],
        ["subject", "shortest", 2, 12],
        ["subject", "shortest", 1, 15],
    ]
    texts = ak.merge_fields.render(ws, TEXTS, ak.everyone()).set_index("contact_id")["body"]
    assert all(texts[one.contact_id] == one.text for one in found[found["template"] == "body"].itertuples())


def test_suspicious_are_texts_that_show_a_missing_or_a_wrong_value(ws: ak.Workspace) -> None:
    found = ak.merge_fields.suspicious(ws, TEXTS, ak.everyone())
    assert found.columns.to_list() == ["template", "sign", "contacts", "contact_id", "email", "excerpt"]
    assert found[["template", "sign", "contacts", "contact_id"]].values.tolist() == [
        ["subject", "no_value_in_words", 1, 3],
        ["subject", "capitals", 1, 1],
        ["body", "empty_greeting", 1, 2],
        ["body", "space_before_comma", 3, 1],
        ["body", "space_before_comma", 3, 2],
        ["body", "space_before_comma", 3, 3],
        ["body", "double_space", 2, 2],
        ["body", "double_space", 2, 3],
        ["body", "leftover_braces", 1, 2],
        ["body", "no_value_in_words", 1, 3],
        ["body", "capitals", 1, 1],
    ]
    assert found["excerpt"][1] == "JAN"
    few = ak.merge_fields.suspicious(ws, TEXTS, ak.everyone(), limit=1)
    assert few.loc[few["sign"] == "space_before_comma", "contacts"].to_list() == [3]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Dear ,", "empty_greeting"),
        ("Beste,", "empty_greeting"),
        ("Hi ,", "empty_greeting"),
        ("%FIRSTNAME%", "leftover_braces"),
        ("%IF !empty($X)%", "leftover_braces"),
        ("waarde: nan", "no_value_in_words"),
    ],
)
def test_each_sign_is_seen(ws: ak.Workspace, text: str, sign: str) -> None:
    assert sign in ak.merge_fields.suspicious(ws, text, ak.everyone())["sign"].to_list()


@pytest.mark.parametrize(
    "text", ["Hallo, wereld", "Beste Jan,", "100 % korting, 20%", "een.\n\n  twee", "Annan, Finance"]
)
def test_what_is_in_order_is_not_suspicious(ws: ak.Workspace, text: str) -> None:
    assert ak.merge_fields.suspicious(ws, text, ak.everyone()).empty


def test_html_may_have_white_space_and_liquid_renders_the_same_signs(ws: ak.Workspace) -> None:
    by_record = "{% for tag in contact.tags %}{% endfor %}<p>Beste {{ contact.first_name }},  x</p>"
    found = ak.merge_fields.suspicious(ws, ak.Template(by_record, html=True), ak.everyone())
    assert found["sign"].to_list() == [
        "empty_greeting",
        "space_before_comma",
        "no_value_in_words",
        "capitals",
    ]


def test_a_text_is_not_called_as_a_column_is(ws: ak.Workspace) -> None:
    with pytest.raises(ak.TemplateError, match="'email' is a column of every message already"):
        ak.merge_fields.suspicious(ws, {"email": "x"}, ak.everyone())


def test_how_many_are_shown_is_a_number_of_one_or_more(ws: ak.Workspace) -> None:
    for asked in (ak.merge_fields.worst, ak.merge_fields.lengths, ak.merge_fields.suspicious):
        with pytest.raises(ak.WrongValue, match="limit=0 shows nobody"):
            asked(ws, TEXTS, ak.everyone(), limit=0)
