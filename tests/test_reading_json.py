"""Reading JSON, JSON Lines and parsed answers: every record with its line, numbers with their digits, nothing
lost.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from accounts_kit.errors import UnreadableFile, WrongKind
from accounts_kit.imports.reading import Layout, read
from tests.readings import lines_of, rows_of, said_of


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(text: str, name: str = "antwoord.json", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_list_of_objects_is_read_with_the_line_on_which_each_begins(written: Any) -> None:
    text = '[\n  {"naam": "Acme",\n   "plaats": "Tiel"},\n  {"naam": "Beta", "kvk": "01234567"}\n]\n'
    reading = read(written(text))
    assert rows_of(reading) == [
        {"naam": "Acme", "plaats": "Tiel", "kvk": None},
        {"naam": "Beta", "plaats": None, "kvk": "01234567"},
    ]
    assert lines_of(reading) == [2, 4]
    assert (reading.encoding, reading.delimiter, reading.broken, reading.assumptions) == (
        "utf-8",
        None,
        (),
        (),
    )


def test_records_on_one_line_are_numbered(written: Any) -> None:
    reading = read(written('[{"a": "x"}, {"a": "y"}]'))
    assert lines_of(reading) == [1, 2]
    assert said_of(reading)["numbered"] == (
        "Several records begin on one line, so `line` is the number of the record."
    )


@pytest.mark.parametrize(
    ("values", "kind", "read_as"),
    [
        (["1.10", "2.50"], "decimal128(3, 2)", [Decimal("1.10"), Decimal("2.50")]),
        (["1", "-3"], "int64", [1, -3]),
        (["12345678901234567890123", "1"], "string", ["12345678901234567890123", "1"]),
        (["1e3", "2"], "decimal128(4, 0)", [1000, 2]),
        (["1e400", "2"], "string", ["1e400", "2"]),
        (["1.10", '"n.v.t."'], "string", ["1.10", "n.v.t."]),
        (["1.038", '"ca. 5"'], "string", ["1.0380", "ca. 5"]),
        (["true", "false", "null"], "string", ["true", "false", None]),
        (["NaN", "1"], "int64", [None, 1]),
        (["Infinity", "1"], "string", ["Infinity", "1"]),
        (['""', '"x"'], "string", ["", "x"]),
        (['["a", 1, null]', "null"], "list<item: string>", [["a", "1"], None]),
        (['["a"]', '"b"', "[]"], "list<item: string>", [["a"], ["b"], None]),
        (['[{"p": 1.50}, ["x"]]', '"b"'], "string", ['[{"p": 1.50}, ["x"]]', "b"]),
        (["{}", '"x"'], "string", [None, "x"]),
        (['"2024-02-29"', '"x"'], "string", ["2024-02-29", "x"]),
    ],
)
def test_values_keep_what_they_are(written: Any, values: list[str], kind: str, read_as: list[Any]) -> None:
    text = ",\n".join(f'{{"waarde": {value}, "gevuld": "x"}}' for value in values)
    column = read(written(f"[{text}]")).table.column("c0")
    assert (str(column.type), column.to_pylist()) == (kind, read_as)


def test_nested_objects_are_columns_by_path(written: Any) -> None:
    text = (
        '[{"naam": "Acme", "adres": {"plaats": "Tiel", "geo": {"lat": 51.88}}}, {"adres": {"plaats": "Ede"}}]'
    )
    reading = read(written(text))
    assert reading.headers == ("naam", "adres.plaats", "adres.geo.lat")
    assert rows_of(reading)[1] == {"naam": None, "adres.plaats": "Ede", "adres.geo.lat": None}


def test_two_keys_with_one_path_both_stay(written: Any) -> None:
    reading = read(written('[{"a.b": "x", "a": {"b": "y"}}]'))
    assert rows_of(reading) == [{"a.b": "x", "a.b (2)": "y"}]


ENVELOPE = '{"meta": {"total": 2},\n "data": {"items": [\n {"a": "x"},\n {"a": "y"}]},\n "links": []}'
SEVERAL = '{"data": {"items": [{"a": "x"}]},\n "other": [{"b": "y"}, {"b": "z"}]}'


def test_the_one_list_in_an_envelope_holds_the_records(written: Any) -> None:
    reading = read(written(ENVELOPE))
    assert (rows_of(reading), lines_of(reading)) == ([{"a": "x"}, {"a": "y"}], [3, 4])
    assert said_of(reading) == {"records": "The records are those of 'data.items'."}


def test_several_lists_of_records_are_not_chosen_between(written: Any) -> None:
    with pytest.raises(
        UnreadableFile, match=r"'data.items' \(1\), 'other' \(2\)\. Say which: records='data.items'"
    ):
        read(written(SEVERAL))


def test_the_list_of_records_is_stated_or_likely(written: Any) -> None:
    found = [{"b": "y"}, {"b": "z"}]
    assert rows_of(read(written(SEVERAL), Layout(records="other"))) == found
    assert rows_of(read(written(SEVERAL), likely=("others", "other"))) == found
    assert rows_of(read(json.loads(SEVERAL), likely=("other",))) == found


@pytest.mark.parametrize(
    ("text", "records", "message"),
    [
        (ENVELOPE, "data.item", r"no list called 'data.item'\. Did you mean 'data.items'\?"),
        ('[{"a": 1}]', "data", r"is a list itself, and has nothing called 'data'\. Leave records= out"),
        ('{"accounts": [], "meta": {"total": "0"}}', None, r"has no records: its lists are empty"),
        ("[]", None, r"has no records"),
        ("[1, 2]", None, r"has no records\. The first line that is none: this is no object"),
        ('"tekst"', None, r"is JSON, but holds no records"),
        ('[{"a": 1},\n {"b": 2,}]', None, r"is no whole JSON: line 2, column 10: expecting property name"),
        ('[{"a": 1},\n {"b": 2', None, r"line 2, column 9: .*, and the text ends there"),
        ('[{"a": 1}]\nrest', None, r"line 2, column 1: extra data"),
        ("[" * 100_000, None, r"nests its values too deep"),
        ('[{"a": ' + '{"b": ' * 700 + "1" + "}" * 700 + "}]", None, r"nests its values too deep"),
    ],
)
def test_what_holds_no_records_is_refused(written: Any, text: str, records: str | None, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read(written(text), Layout(records=records))


def test_more_keys_than_a_table_is_wide_are_refused(written: Any) -> None:
    with pytest.raises(UnreadableFile, match=r"more than 2,000 different keys"):
        read(written(json.dumps([{str(number): 1 for number in range(2_001)}])))


@pytest.mark.parametrize(
    "text", ['{"account": {"naam": "Acme", "links": []}}', '{"naam": "Acme", "links": []}']
)
def test_a_single_object_is_one_record(written: Any, text: str) -> None:
    assert rows_of(read(written(text))) == [{"naam": "Acme", "links": None}]


LINES = '{"a": "x"}\n\n{"a": "y"\n[1]\n{"a": "z", "b": 1}\r\n{"a": null}\n'


def test_json_lines_are_read_by_line_and_a_broken_line_is_refused(written: Any) -> None:
    reading = read(written(LINES, "a.jsonl"), language="nl")
    assert (rows_of(reading), lines_of(reading)) == ([{"a": "x", "b": None}, {"a": "z", "b": 1}], [1, 5])
    assert [(one.check, one.line, one.value) for one in reading.broken] == [
        ("json", 3, '{"a": "y"'),
        ("json", 4, "[1]"),
    ]
    assert reading.broken[0].message.startswith("de regel is geen JSON: teken 10: ")
    assert said_of(reading)["blank_rows"] == "1 record holds nothing: left out (first on line 6)."


@pytest.mark.parametrize("name", ["a.ndjson", "a.json", "a.txt", "a"])
def test_json_lines_are_known_by_what_they_hold(written: Any, name: str) -> None:
    assert rows_of(read(written('{"a": "x"}\n{"a": "y"}\n', name))) == [{"a": "x"}, {"a": "y"}]


def test_half_a_sign_is_refused_by_its_line(written: Any) -> None:
    reading = read(written('{"a": "Zo\\ud83d"}\n{"a": "\\ud83d\\ude00"}\n', "a.jsonl"))
    assert rows_of(reading) == [{"a": "😀"}]
    assert [(one.line, one.value) for one in reading.broken] == [(1, '{"a": "Zo\\ud83d"}')]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_is_read_in_the_encodings_that_texts_have(written: Any, encoding: str) -> None:
    reading = read(written('[{"naam": "Café één"}]', encoding=encoding))
    assert (rows_of(reading), reading.encoding) == ([{"naam": "Café één"}], encoding)
    assert read(written('[{"naam": "Café"}]', encoding="cp850"), Layout(encoding="cp850")).encoding_stated


def test_parsed_answers_are_read_as_their_text_would_be() -> None:
    one = {
        "naam": "Acme",
        "omzet": 1.10,
        "aantal": 3.0,
        "op": date(2024, 2, 29),
        "ja": True,
        "tags": ("a", 1),
    }
    other = {
        "naam": "Beta",
        "omzet": Decimal("2.50"),
        "aantal": float("nan"),
        "om": datetime(2024, 1, 1, tzinfo=UTC),
    }
    source = {"data": [one, other]}
    reading = read(source)
    assert rows_of(reading) == [
        {"naam": "Acme", "omzet": Decimal("1.10"), "aantal": 3, "op": date(2024, 2, 29), "ja": "true",
         "tags": ["a", "1"], "om": None},
        {"naam": "Beta", "omzet": Decimal("2.50"), "aantal": None, "op": None, "ja": None, "tags": None,
         "om": "2024-01-01 00:00:00+00:00"},
    ]  # fmt: skip
    assert (reading.name, lines_of(reading)) == ("records", [1, 2])
    assert read(source).fingerprint == reading.fingerprint != read([{"naam": "Acme"}]).fingerprint


@pytest.mark.parametrize(
    ("source", "layout", "error", "message"),
    [
        ([1, 2], Layout(), WrongKind, "A list is no source of rows"),
        ({"naam": ["A", "B"]}, Layout(), WrongKind, "A dict of columns is no source of rows"),
        ([], Layout(), UnreadableFile, "has no records"),
        ([{"a": 1}], Layout(encoding="utf-8"), WrongKind, "A parsed answer has no encoding"),
        ({"a": [{"x": 1}], "b": [2]}, Layout(records="c"), UnreadableFile, "no list called 'c'"),
    ],
)
def test_other_values_of_python_are_refused(
    source: Any, layout: Layout, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        read(source, layout)


def test_a_dictionary_that_holds_itself_is_refused() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = endless
    with pytest.raises(UnreadableFile, match="nests too deep"):
        read(endless)


def test_a_text_that_only_begins_like_json_is_no_json(written: Any) -> None:
    reading = read(written("{naam};plaats\nAcme;Tiel\n", "a.csv"))
    assert reading.headers == ("{naam}", "plaats")


CELLS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])), st.integers(), st.booleans())


@settings(max_examples=40, deadline=None)
@given(records=st.lists(st.fixed_dictionaries({"naam": st.text(min_size=1), "x": CELLS}), min_size=1))
@pytest.mark.parametrize("form", ["list", "indented", "lines", "envelope"])
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, form: str, records: list[dict[str, Any]]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{form}.json"
    match form:
        case "lines":
            text = "\n".join(map(json.dumps, records))
        case "envelope":
            text = json.dumps({"data": {"items": records}, "meta": {}}, ensure_ascii=False)
        case _:
            text = json.dumps(records, indent=2 if form == "indented" else None, ensure_ascii=False)
    text = text.replace("\x00", "")
    path.write_text(text, encoding="utf-8", newline="")
    for row, record in zip(rows_of(read(path)), records, strict=True):
        assert row["naam"] == record["naam"]
        value = record["x"]
        expected = str(value).lower() if isinstance(value, bool) else value
        assert row["x"] == expected or row["x"] == str(expected)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "random.json"
    path.write_bytes(b'[{"a": ' + data)
    try:
        assert read(path).headers
    except UnreadableFile as refused:
        assert "random.json" in str(refused)
