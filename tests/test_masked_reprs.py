"""What a notebook shows of people when it is masked, in a real shell of IPython; the data stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import accounts_kit as ak
from accounts_kit.words.masking import DOTS

SAID = ("Jan", "van den Berg", "jan@acme.nl", "+31612345678", "O'Brien", "o&#x27;brien")


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    InteractiveShell.instance()
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.")
    ak.contacts.create(
        ws, "jan@acme.nl", account="Acme B.V.", first_name="Jan", last_name="van den Berg", phone="0612345678"
    )
    ak.contacts.create(ws, "sean@acme.nl", first_name="Seán", last_name="O'Brien")
    ak.users.create(ws, "Els Klein", email="els@kit.nl")
    ws.user = "Els Klein"
    ak.notes.add(ws, "jan VAN DEN BERG belde op 01-02-2026, 06-12345678 is zijn nummer.", contact=1)
    ws.masked_reprs = True
    yield ws
    ws.masked_reprs = False
    ws.close()


def shown(thing: object) -> dict[str, str]:
    bundle, _ = InteractiveShell.instance().display_formatter.format(thing)
    return bundle


def test_frames_are_shown_masked_and_stay_as_they_are(ws: ak.Workspace) -> None:
    members = ak.segments.members(ws, ak.everyone())
    bundle = shown(members)
    for text in (bundle["text/plain"], bundle["text/html"]):
        assert "j•••@a•••.nl" in text
        assert not [one for one in SAID if one in text]
        assert "Acme B.V." in text
    assert "v••• d••• B•••" in shown(members)["text/html"]
    assert members["last_name"].to_list() == ["van den Berg", "O'Brien"]


@pytest.mark.parametrize(
    "made",
    [
        lambda ws: ak.contacts.get(ws, 1),
        lambda ws: ak.contacts.page(ws, 1),
        lambda ws: ak.segments.explain(ws, ak.everyone(), "jan@acme.nl"),
        lambda ws: ak.contacts.delete(ws, [1, 2]),
        lambda ws: ak.merge_fields.preview(ws, {"body": "Beste {{ contact.first_name }}"}, ak.everyone()),
        lambda ws: ak.imports.plan(
            ws, "contacts", pd.DataFrame({"E-mail": ["jan@acme.nl"], "Plaats": ["a"]})
        ),
        lambda ws: ak.notes.table(ws),
        lambda ws: {"naam": "Jan van den Berg"},
    ],
)
def test_whatever_is_displayed_says_nobody(ws: ak.Workspace, made: object) -> None:
    assert callable(made)
    for mime, text in shown(made(ws)).items():
        assert not [one for one in (*SAID, "VAN DEN BERG", "06-12345678") if one in text], mime


def test_days_and_markup_stay(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "td@acme.nl", first_name="td", last_name="style")
    digits = {f"d{place}": [0] for place in range(9)}
    frame = pd.DataFrame({"dag": ["01-02-2026"], "naam": ["td"], "deel": [0.123456789], **digits})
    text = shown(frame)["text/html"]
    assert "01-02-2026" in text
    assert "<td>t•••</td>" in text
    assert "0.123457" in text
    assert DOTS not in shown(frame.drop(columns="naam"))["text/plain"]


def test_hostile_values_stay_text(ws: ak.Workspace) -> None:
    frame = pd.DataFrame({"naam": ["<img src=x onerror=alert(1)> Jan"]})
    text = shown(frame)["text/html"]
    assert "&lt;img src=x onerror=alert(1)&gt; J•••" in text


def test_only_while_it_is_on_and_somebody_holds_the_workspace(ws: ak.Workspace) -> None:
    assert ws.masked_reprs
    ws.masked_reprs = False
    assert not ws.masked_reprs
    assert "jan@acme.nl" in shown(ak.segments.members(ws, ak.everyone()))["text/html"]


def test_nothing_is_shown_where_names_cannot_be_asked_for(tmp_path: Path) -> None:
    InteractiveShell.instance()
    ws = ak.open(tmp_path / "crm.duckdb")
    ws.masked_reprs = True
    ws.close()
    assert shown("Jan")["text/plain"].startswith("Not shown, because names cannot be masked now.")
    ws.masked_reprs = False
