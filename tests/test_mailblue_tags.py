"""MailBlue's personalisation tags as templates, and templates as its tags; what cannot be said is listed."""

from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

import accounts_kit as ak


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Categorie één", "text")
        ak.fields.define(ws, "account", "Medewerkers 2025", "number")
        ak.fields.define(ws, "contact", "Verlengd op", "date")
        for label in ("Één", "N", "Ún"):  # ActiveCampaign drops letters: two of them become N
            ak.fields.define(ws, "contact", label, "text")
        ak.accounts.create(ws, "Acme", city="Ede", categorie_een="A", employees=20)
        ak.contacts.create(ws, "jan@acme.example", account="Acme", first_name="jan", last_name="bos")
        ak.contacts.create(ws, "x@elders.example")
        ak.tags.add(ws, ["jan@acme.example"], "webinar")
        yield ws


def read(ws: ak.Workspace, text: str) -> str:
    """The template for a text of which everything can be read."""
    found = ak.merge_fields.from_mailblue(ws, text)
    assert found.problems.empty
    return str(found)


@pytest.mark.parametrize(
    ("tags", "template"),
    [
        ("Beste %FIRSTNAME%,", "Beste {{ contact.first_name }},"),
        ("%FIRSTNAME|TITLECASE%", "{{ contact.first_name | title_name }}"),
        ("%FULLNAME% <%EMAIL%>", "{{ contact.first_name }} {{ contact.last_name }} <{{ contact.email }}>"),
        ("%ACCT_NAME% in %ACCT_CITY%", "{{ account.name }} in {{ account.city }}"),
        (
            "%ACCT_CATEGORIE_EEN% %ACCT_CATEGORIE_N%",
            "{{ account.categorie_een }} {{ account.categorie_een }}",
        ),
        ("%VERLENGD_OP%", "{{ contact.verlengd_op }}"),
        ('%ACCT_CITY|default:"your town"|title%', '{{ account.city | default: "your town" | title_name }}'),
        ('%VERLENGD_OP|date:"d MMMM", "nl"%', '{{ contact.verlengd_op | date: "d MMMM", "nl" }}'),
        ("%IF !empty($ACCT_CITY)%a%ELSE%b%/IF%", "{% if account.city %}a{% else %}b{% endif %}"),
        ("%IF empty($ACCT_CITY)%a%/IF%", "{% unless account.city %}a{% endunless %}"),
        ("%IF in_array('webinar', $TAGS)%a%/IF%", "{% if contact.tags contains 'webinar' %}a{% endif %}"),
        (
            "%IF !in_array('a', $TAGS) && empty($FIRSTNAME)%a%/IF%",
            "{% unless contact.tags contains 'a' or contact.first_name %}a{% endunless %}",
        ),
        (
            "%IF $ACCT_EMPLOYEES >= 10 && $ACCT_CITY == 'Ede'%a%/IF%",
            "{% if account.employees >= 10 and account.city == 'Ede' %}a{% endif %}",
        ),
        ("%IF $ACCT_CITY DCONTAINS 'd'%a%/IF%", "{% unless account.city contains 'd' %}a{% endunless %}"),
        ("100% korting, 20% %", "100% korting, 20% %"),
        ("{{ x }}", "{{ '{' }}{ x }}"),
    ],
)
def test_tags_become_a_template_with_the_same_meaning(ws: ak.Workspace, tags: str, template: str) -> None:
    assert read(ws, tags) == template
    ak.merge_fields.render(ws, {"text": template}, ak.everyone())


def test_what_has_no_counterpart_stays_and_is_listed(ws: ak.Workspace) -> None:
    text = (
        "%FIRSTNAM%\n%UNSUBSCRIBELINK% %N%%IF foo()%a%ELSE%b%/IF% "
        "%FIRSTNAME|relatie%%ELSE%%IF $EMAIL == '@'%c"
    )
    found = ak.merge_fields.from_mailblue(ws, text)
    assert found.text == (
        "%FIRSTNAM%\n%UNSUBSCRIBELINK% {{ contact.n }}%IF foo()%a%ELSE%b%/IF% "
        "{{ contact.first_name | default: 'relatie' }}%ELSE%{% if contact.email == '@' %}c{% endif %}"
    )
    assert found.problems[["line", "column", "message"]].values.tolist() == [
        [1, 1, "No field is written %FIRSTNAM%. Did you mean 'FIRSTNAME'? It stays."],
        [2, 1, "MailBlue fills this in itself; there is no field for it. It stays."],
        [2, 22, "'foo()' is no condition that is known here. It stays."],
        [2, 46, "'relatie' is read as a fallback; it may be a modifier."],
        [2, 65, "There is no block %IF ...% that this belongs to. It stays."],
        [2, 90, "A block %IF ...% has no end. It ends with the text here."],
    ]


def test_a_tag_that_two_fields_could_have_is_neither_of_them(ws: ak.Workspace) -> None:
    found = ak.merge_fields.from_mailblue(ws, "%EEN% %N% %UN%")
    assert found.text == "{{ contact.een }} {{ contact.n }} {{ contact.un }}"


def test_only_a_text_is_read(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongKind, match="int is no text"):
        ak.merge_fields.from_mailblue(ws, 5)  # type: ignore[arg-type]  # what a notebook may well pass


@pytest.mark.parametrize(
    ("template", "tags"),
    [
        ("Beste {{ contact.first_name }},", "Beste %FIRSTNAME%,"),
        ("{{ contact.first_name | title_name }}", "%FIRSTNAME|TITLECASE%"),
        ("{{ account.city | default: 'uw stad' }}", "%IF !empty($ACCT_CITY)%%ACCT_CITY%%ELSE%uw stad%/IF%"),
        ("{{ account.categorie_een }}", "%ACCT_CATEGORIE_EEN%"),
        ("{{ account.medewerkers_2025 }}", "%ACCT_MEDEWERKERS_2025%"),
        (
            "{% if contact.tags contains 'a' %}b{% else %}c{% endif %}",
            "%IF in_array('a', $TAGS)%b%ELSE%c%/IF%",
        ),
        ("{% unless contact.tags contains 'a' %}b{% endunless %}", "%IF !in_array('a', $TAGS)%b%/IF%"),
        (
            "{% if account.city == 'Ede' and account.employees > 5 %}b{% endif %}",
            "%IF $ACCT_CITY == 'Ede' && $ACCT_EMPLOYEES > 5%b%/IF%",
        ),
        (
            "{% if account.city == nil or account.name %}b{% endif %}",
            "%IF empty($ACCT_CITY) || !empty($ACCT_NAME)%b%/IF%",
        ),
    ],
)  # fmt: skip
def test_a_template_becomes_tags_that_read_back_as_it(ws: ak.Workspace, template: str, tags: str) -> None:
    found = ak.merge_fields.to_mailblue(ws, template)
    assert (found.text, found.problems.empty) == (tags, True)
    back = {"ours": template, "theirs": read(ws, tags)}
    texts = ak.merge_fields.render(ws, back, ak.everyone())
    assert texts["ours"].to_list() == texts["theirs"].to_list()


@pytest.mark.parametrize(
    "template",
    [
        "{{ contact.verlengd_op | date: 'd MMMM' }}",
        "{{ account.employees | number }}",
        "{{ sender.name }}",
        "{{ today }}",
        "{% for tag in contact.tags %}{{ tag }}{% endfor %}",
        "{% case account.city %}{% when 'Ede' %}a{% endcase %}",
        "{% if account.city %}{{ contact.first_name | default: 'x' }}{% endif %}",
        "{% if account.city %}a{% elsif account.name %}b{% endif %}",
        "{% unless account.employees > 5 %}a{% endunless %}",
        "{{ contact.first_name | default: contact.last_name }}",
        "{% if account.city == '100%' %}a{% endif %}",
    ],
)
def test_what_mailblue_has_no_word_for_stays_and_is_listed(ws: ak.Workspace, template: str) -> None:
    found = ak.merge_fields.to_mailblue(ws, f"Hallo {template} en %EMAIL%")
    assert found.text == f"Hallo {template} en %EMAIL%"
    assert found.problems["written"].to_list() == [template, "%EMAIL%"]
    assert found.problems["column"].to_list() == [7, 7 + len(template) + 4]


PIECES = st.sampled_from([
    "%FIRSTNAME%", "%FIRSTNAME|", "%IF !empty($EMAIL)%", "%ELSE%", "%/IF%", "%ELSEIF empty($EMAIL)%", "%",
    "{", "{{", "{%", "%}", "}}", "{#", "'", '"', "|", "x", " ", "%ACCT_CITY|a'b%", "%IF x%", "endraw", "-",
])  # fmt: skip


@given(text=st.lists(PIECES, max_size=12).map("".join))
def test_any_text_becomes_a_template_that_can_be_rendered(ws: ak.Workspace, text: str) -> None:
    template = ak.merge_fields.from_mailblue(ws, text).template
    assert len(ak.merge_fields.render(ws, {"text": template}, ak.everyone())) == 2
