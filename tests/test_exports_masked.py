"""Masked files: whose data it is cannot be read, the same way in every format and each time."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, strategies as st

import accounts_kit as ak
from accounts_kit.words.masking import (
    ADDRESS,
    MASKED_ADDRESS,
    MASKED_NUMBER,
    MASKED_WORD,
    NUMBER,
    WORD,
    masked_email,
    masked_name,
    masked_number,
)  # fmt: skip

COLUMNS = [
    "contact.email",
    "contact.first_name",
    "contact.last_name",
    "contact.phone",
    "account.name",
    "account.owner",
]


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.users.create(ws, "Piet de Boer", email="piet@firma.example")
        ak.accounts.create(ws, "Acme B.V.", owner="Piet de Boer", phone="0318123456")
        ak.contacts.create(
            ws, "jan.bos@acme.example", account="Acme B.V.", first_name="Jan-Willem",
            last_name="van den O'Brien", phone="0612345678",
        )  # fmt: skip
        yield ws


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl", "m.parquet", "m.xlsx"])
def test_nobody_can_be_read_in_any_format(ws: ak.Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ak.exports.write(ws, "contacts", path, columns=COLUMNS, masked=True)
    if name == "m.jsonl":
        assert list(json.loads(path.read_text("utf-8")).values()) == [
            "j•••@a•••.example", "J•••-W•••", "v••• d••• O•••'B•••", "•••78", "Acme B.V.", "P••• d••• B•••",
        ]  # fmt: skip
    if name == "m.csv":
        assert "jan.bos" not in path.read_text("utf-8")
    manifest = json.loads(path.with_name(f"{name}.manifest.json").read_text("utf-8"))
    assert manifest["masked"] is True
    assert ak.contacts.get(ws, 1).first_name == "Jan-Willem"


def test_a_frame_is_masked_by_its_headers_and_stays_as_it_is(ws: ak.Workspace, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"E-mailadres": ["jan@acme.example", None], "Voornaam": ["Jan", "Zoë"], "x": ["Jan", "y"]}
    )
    path = tmp_path / "frame.csv"
    ak.exports.write(ws, frame, path, masked=True)
    assert path.read_text("utf-8").splitlines()[1:] == ["j•••@a•••.example,J•••,Jan", ",Z•••,y"]
    assert frame["Voornaam"].to_list() == ["Jan", "Zoë"]


def test_what_would_say_who_it_is_is_refused(ws: ak.Workspace, tmp_path: Path) -> None:
    for options in ({"profile": "mailblue"}, {"merge_fields": {"a": "{{ contact.email }}"}}):
        with pytest.raises(ak.WrongValue, match="A masked file is for looking at"):
            ak.exports.write(ws, "contacts", tmp_path / "x.csv", masked=True, **options)  # type: ignore[arg-type]  # two kinds


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_both_engines_mask_alike(ws: ak.Workspace, text: str) -> None:
    found = ws.rows(
        "SELECT regexp_replace($t, $word, $w, 'g'), regexp_replace($t, $address, $a), "
        "regexp_replace($t, $number, $n)",
        {"t": text, "word": WORD, "w": MASKED_WORD, "address": ADDRESS, "a": MASKED_ADDRESS, "number": NUMBER,
         "n": MASKED_NUMBER},
    )  # fmt: skip
    assert found == [(masked_name(text), masked_email(text), masked_number(text))]
