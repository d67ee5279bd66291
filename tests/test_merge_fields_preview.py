"""A preview of awkward contacts, as a frame, as text, and in a notebook."""

from collections.abc import Iterator

import pytest

import accounts_kit as ak

TEXTS = {
    "subject": "Voor {{ contact.first_name | default: 'u' }}",
    "body": ak.Template("<p>Beste {{ contact.first_name }} van {{ account.name }}</p>", html=True),
}


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.accounts.create(ws, "Acme")
        ak.contacts.create(ws, "piet@acme.example", account="Acme", first_name="Piet")
        ak.contacts.create(ws, "x@elders.example", last_name="<script>alert(1)</script> van der Langenaam")
        ak.contacts.create(ws, "zoe@acme.example", account="Acme", first_name="Zoë", last_name="Ğ")
        ak.contacts.create(ws, "jan@acme.example", account="Acme", first_name="Jan", status="bounced")
        yield ws


def test_each_awkward_contact_stands_there_once_with_the_reasons(ws: ak.Workspace) -> None:
    found = ak.merge_fields.preview(ws, TEXTS, ak.everyone(), "jan@acme.example").frame
    assert found.columns.to_list() == ["why", "contact_id", "email", "lacking", "subject", "body"]
    assert found[["why", "contact_id", "lacking", "subject"]].values.tolist() == [
        ["chosen", 4, "", "Voor Jan"],
        ["complete", 1, "", "Voor Piet"],
        [
            "no_account, no_first_name, longest_name, most_lacking", 2,
            "contact.first_name, account.name", "Voor u",
        ],
        ["odd_letters", 3, "", "Voor Zoë"],
    ]  # fmt: skip
    texts = ak.merge_fields.render(ws, TEXTS, ak.everyone()).set_index("contact_id")["body"]
    assert all(texts[row.contact_id] == row.body for row in found.itertuples())


def test_contacts_may_be_chosen_who_are_no_members(ws: ak.Workspace) -> None:
    nobody = ak.contact.email == "nobody@elders.example"
    assert (
        ak.merge_fields.preview(ws, TEXTS, nobody, [1, "jan@acme.example"]).frame["why"].to_list()
        == ["chosen"] * 2
    )
    with pytest.raises(ak.UnknownRecord, match="no@where"):
        ak.merge_fields.preview(ws, TEXTS, nobody, "no@where.example")


def test_a_segment_without_members_says_so(ws: ak.Workspace) -> None:
    empty = ak.merge_fields.preview(ws, TEXTS, ak.contact.email == "nobody@elders.example")
    assert empty.frame.empty
    assert repr(empty) == "Het segment heeft geen leden."
    assert "Het segment heeft geen leden." in empty._repr_html_()


def test_a_notebook_shows_html_in_a_frame_that_runs_nothing_and_text_as_text(ws: ak.Workspace) -> None:
    markup = ak.Template("<p>{{ contact.last_name | raw }}</p>", html=True)
    shown = ak.merge_fields.preview(ws, {"text": "{{ contact.last_name }}", "html": markup}, ak.everyone())
    html = shown._repr_html_()
    assert html.count("<iframe sandbox=''") == len(shown.frame)
    assert "<script" not in html
    assert "langste naam" in html
    assert "x@elders.example (compleet, zonder account" in repr(shown)


def test_a_text_is_not_called_as_a_column_is(ws: ak.Workspace) -> None:
    with pytest.raises(ak.TemplateError, match="'lacking' is a column of every preview"):
        ak.merge_fields.preview(ws, {"lacking": "x"}, ak.everyone())
