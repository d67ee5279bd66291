"""A mapping that is written reads back to the same, whatever headers, samples, options and names hold."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import assume, given, strategies as st

import accounts_kit as ak
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping.slips import slips
from accounts_kit.imports.mapping_files import mapping_text, stated_mapping
from accounts_kit.imports.mapping_files.reading import mapping_from
from accounts_kit.imports.reading import Layout, Reading, read
from accounts_kit.imports.stated import StatedMapping
from accounts_kit.imports.subjects import subject_of
from accounts_kit.model import Catalogue
from accounts_kit.words.text import clean, key_of, slug

CONTACTS = subject_of("contacts")
AWKWARD = (
    *(
        "yes",
        "no",
        "1",
        "1.0",
        "~",
        "null",
        "a: b",
        "- x",
        "#x",
        "x #y",
        "'",
        '"',
        "{",
        "[",
        "&a",
        "*a",
        "!x",
    ),
    *(
        "%",
        "@",
        "`",
        "twee\nregels",
        "\ttab",
        " spatie",
        "😀",
        "\x00",
        "\x85",
        "\u2028",
        "2026-01-01",
        "=",
        "<<",
    ),
    *("?", "0x1", "1_000", "12:30", "Plaats (2)", "x" * 1_100, "true", "NaN", ".inf", "\\", "\x7f", "\ufeff"),
    *("e\u0301", ":0", "a,b", "a]"),
)
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(max_size=12),
    st.text("ab:#-'\"{}[],&*!|>%@` \n\t", min_size=1, max_size=8),
).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
FILLED = TEXTS.filter(lambda text: clean(text) is not None)
MODES = st.sampled_from([None, "always", "never", "if_existing_blank"])


def read_back(text: str) -> StatedMapping:
    return mapping_from(text, "saved.yaml", CONTACTS)


def columns(found: ColumnMapping) -> list[tuple[Any, ...]]:
    return [(one.place, one.header, one.field, one.locale, one.dates, one.update) for one in found.columns]


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A frame with an address in its first column and any headers and cells behind it."""
    headers = ["E-mail", *draw(st.lists(TEXTS, max_size=6))]
    cells = [["a@b.example"], *([draw(TEXTS)] for _ in headers[1:])]
    return read(pd.DataFrame([[one[0] for one in cells]], columns=headers))


@st.composite
def stated(draw: st.DrawFn, headers: tuple[str, ...]) -> dict[str, Any]:
    """What somebody may say of the columns: fields, new fields, nothing; each target once."""
    targets = ["job_title", "account", "first_name", "last_name", "phone"]
    said: dict[str, Any] = {}
    keys = set()
    for header in headers[1:]:
        match draw(st.sampled_from(["field", "new", "ignore", "open"])):
            case "field" if targets:
                said[header] = {
                    "field": targets.pop(),
                    "update": draw(MODES),
                    "dates": draw(st.sampled_from([None, "dmy"])),
                }
            case "new":
                label = draw(FILLED)
                options = draw(st.lists(FILLED, min_size=1, max_size=3))
                key = f"k_{slug(label)}"[:40].strip("_")
                if key not in keys and len(label) < 90:
                    keys.add(key)
                    said[header] = {"new": {"label": label, "key": key, "kind": "radio", "options": options}}
            case "ignore":
                said[header] = None
    return said


@given(data=st.data())
def test_a_mapping_reads_back_from_its_own_text(data: st.DataObject) -> None:
    reading = data.draw(readings())
    catalogue = Catalogue()
    names = data.draw(st.dictionaries(FILLED, FILLED, max_size=2))
    said = stated_mapping(data.draw(stated(reading.headers)), CONTACTS)
    try:
        first = map_reading(catalogue, CONTACTS, reading, StatedMapping(said.columns, names))
    except ak.MappingError:
        assume(False)
    tags = data.draw(st.lists(FILLED, max_size=2))
    layout = Layout(sheet=data.draw(FILLED), header=data.draw(st.sampled_from([None, False, 3])))
    again = read_back(mapping_text(first, reading, layout=layout, options={"tags": tags}, language="nl"))
    second = map_reading(catalogue, CONTACTS, reading, again)
    assert columns(second) == columns(first)
    assert second.new == first.new
    assert second.names == first.names == {key_of(one): names[one] for one in names}
    assert [one.header for one in second.ignored] == [one.header for one in first.ignored]
    assert (again.layout, tuple(again.options.get("tags", ()))) == (layout, tuple(tags))


@given(st.text(max_size=60) | st.text("{}[]:,-#&*!?'\"\n ab1", max_size=40))
def test_any_text_is_a_mapping_file_or_is_refused_as_none(text: str) -> None:
    said = ""
    try:
        assert read_back(f"version: 1\ncolumns: {{A: name}}\n{text}").file == "saved.yaml"
    except ak.MappingError as refused:
        said = str(refused)
    assert not said or said.startswith("saved.yaml")


@given(st.text("abcdef1", min_size=1, max_size=14), st.text("abcdef1", min_size=1, max_size=14))
def test_a_slip_works_both_ways_and_keeps_the_first_letter_and_the_digits(one: str, other: str) -> None:
    share = slips(one, other)
    assert share == slips(other, one)
    if share is not None:
        assert 0.8 < share < 1
        assert one[0] == other[0]
        assert one.count("1") == other.count("1")


@given(st.sampled_from(["telefoonnummer", "omschrijving", "bedrijfsnaam"]), st.data())
def test_one_letter_left_out_in_the_middle_is_a_slip(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(name) - 2))
    said = name[:place] + name[place + 1 :]
    assert slips(said, name) == 1 - 1 / len(name)
