"""What is wrong in a template: all of it at once, each with line, column and a caret."""

import re
from collections.abc import Iterator

import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        yield ws


def test_a_template_that_is_not_liquid_is_refused_with_its_place() -> None:
    said = (
        "line 2, column 6: Liquid says: expected word, found end of expression.\n"
        "    {{ contact.first_name | }},\n"
        "       ^^^^^^^^^^^^^^^^^^^^\n"
    )
    with pytest.raises(ak.TemplateError, match=f"^{re.escape(said.rstrip())}$"):
        ak.Template("Beste\n  {{ contact.first_name | }},")


def test_check_finds_every_wrong_name_with_its_place(ws: ak.Workspace) -> None:
    text = (
        "{{ contact.fist_name | upcas }}\n{{ account }} {{ foo }}{{ contact.email.x }}{{ contact.tags.size }}"
    )
    found = ak.merge_fields.check(ws, text)
    assert found[["line", "column", "problem", "message"]].values.tolist() == [
        [1, 4, "field", "No field 'contact.fist_name'. Did you mean 'contact.first_name'?"],
        [1, 24, "filter", "Liquid has no filter 'upcas'. Did you mean 'upcase'?"],
        [2, 4, "field", "'account' is a whole record, not a value. Write a field of it: 'account.name'."],
        [2, 18, "field", "No field 'foo'."],
        [2, 27, "field", "'contact.email' is a value, which has no 'x'. Write 'contact.email'."],
    ]
    assert found["excerpt"][1] == ("  {{ contact.fist_name | upcas }}\n" + " " * 25 + "^^^^^")


def test_check_says_a_syntax_error_and_which_template_has_it(ws: ak.Workspace) -> None:
    found = ak.merge_fields.check(ws, {"goed": "{{ contact.email }}", "fout": "Hoi\n{% if contact.email %}"})
    assert found[["template", "line", "column", "problem"]].values.tolist() == [["fout", 2, 23, "syntax"]]


def test_check_of_a_right_template_is_an_empty_frame(ws: ak.Workspace) -> None:
    assert ak.merge_fields.check(ws, "Beste {{ contact.first_name | default: 'relatie' }}").empty


def test_check_finds_what_a_filter_cannot_take(ws: ak.Workspace) -> None:
    text = (
        "{{ today | date: 'd MMMM' }}{{ today | date: 'bb' }}\n{{ today | date: 'd', 'fr' }}"
        "{{ account.employees | currency: 'euro' }}{{ account.employees | number: 9 | currency: 'EUR', 2 }}"
        "{{ account.employees | currency: contact.email }}"
    )
    found = ak.merge_fields.check(ws, text)
    assert found["problem"].to_list() == ["filter"] * 4
    assert found[["line", "column"]].values.tolist() == [[1, 40], [2, 12], [2, 53], [2, 95]]
    assert found["message"].to_list()[1:3] == [
        "date: there are no names of months in 'fr'; write 'nl' or 'en'.",
        "currency: 'euro' is no code of a currency; write 'EUR' or 'USD'.",
    ]


def test_check_says_what_is_rendered_record_by_record(ws: ak.Workspace) -> None:
    text = "Beste {{ contact.first_name }},\n  {% for tag in contact.tags %}{{ tag }}{% endfor %}"
    found = ak.merge_fields.check(ws, text)
    assert found[["line", "column", "problem"]].values.tolist() == [[2, 6, "per_record"]]


def test_check_for_a_segment_says_which_fields_nobody_has_and_where_a_subject_has_gaps(
    ws: ak.Workspace,
) -> None:
    ak.contacts.create(ws, "jan@acme.example", first_name="Jan")
    ak.contacts.create(ws, "piet@acme.example")
    texts = {
        "subject": "Voor {{ contact.first_name }}",
        "body": "{{ contact.first_name }} uit {{ account.city | default: 'het land' }}",
    }
    assert ak.merge_fields.check(ws, texts).empty
    found = ak.merge_fields.check(ws, texts, ak.everyone())
    assert found[["template", "line", "column", "problem", "message"]].values.tolist() == [
        ["subject", 1, 9, "gap_in_subject",
         "1 of 2 would see nothing here. Write a fallback: {{ contact.first_name | default: '...' }}."],
        ["body", 1, 33, "never_filled", "Not one of 2 has a value in 'account.city'."],
    ]  # fmt: skip
