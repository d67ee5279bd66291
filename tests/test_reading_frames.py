"""Reading frames: each column keeps its type, nothing is rounded or reordered, and missing is one thing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest

from accounts_kit.errors import UnreadableFile, WrongKind, WrongValue
from accounts_kit.imports.reading import Layout, read


def column_of(values: Any, **options: Any) -> tuple[str, list[Any]]:
    """Return type and values that a pandas column is read as, beside a column that is never blank."""
    frame = pandas.DataFrame({"value": pandas.Series(values, **options)})
    column = read(frame.assign(filled="x")).table.column("c0")
    return str(column.type), column.to_pylist()


def test_a_pandas_frame_is_read_with_row_numbers() -> None:
    reading = read(pandas.DataFrame({"Naam": ["Acme", "Beta"], "Plaats": ["Tiel", None]}))
    assert reading.headers == ("Naam", "Plaats")
    assert reading.table.to_pylist() == [
        {"c0": "Acme", "c1": "Tiel", "line": 1},
        {"c0": "Beta", "c1": None, "line": 2},
    ]
    assert (reading.name, reading.encoding, reading.delimiter, reading.quote) == ("frame", None, None, None)
    assert (reading.broken, reading.assumptions) == ((), ())


@pytest.mark.parametrize(
    ("values", "kind", "read_as"),
    [
        ([1, 2], "int64", [1, 2]),
        ([1.5, None], "double", [1.5, None]),
        ([True, False], "bool", [True, False]),
        ([date(2024, 2, 29), None], "date32[day]", [date(2024, 2, 29), None]),
        ([Decimal("1.10"), None], "decimal128(3, 2)", [Decimal("1.10"), None]),
        ([True, None], "bool", [True, None]),
        ([["a", "b"], None], "list<item: string>", [["a", "b"], None]),
        ([["a", None], [1]], "list<item: string>", [["a"], ["1"]]),
        ([{"b", "a"}, ("c",)], "list<item: string>", [["a", "b"], ["c"]]),
    ],
)
def test_a_pandas_column_of_one_type_keeps_it(values: list[Any], kind: str, read_as: list[Any]) -> None:
    assert column_of(values) == (kind, read_as)


def test_moments_keep_their_zone() -> None:
    moments = pandas.to_datetime(["2024-06-30 23:30", None]).tz_localize("Europe/Amsterdam")
    kind, values = column_of(moments)
    assert kind == "timestamp[us, tz=Europe/Amsterdam]"
    assert values == [moments[0].to_pydatetime(), None]


def test_zeros_in_front_of_a_text_stay() -> None:
    assert column_of(["0123", None]) == ("string", ["0123", None])
    assert column_of(pandas.Categorical(["0123", None])) == ("string", ["0123", None])


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1, "a", None, numpy.nan, pandas.NaT, pandas.NA], ["1", "a", None, None, None, None]),
        ([True, 2], ["True", "2"]),
        ([10**20, 1], ["100000000000000000000", "1"]),
        ([date(2024, 1, 1), datetime(2024, 1, 2, 3, 4)], ["2024-01-01", "2024-01-02 03:04:00"]),
        (
            [datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)],
            ["2024-01-01 00:00:00", "2024-01-01 00:00:00+00:00"],
        ),
        ([b"Caf\xc3\xa9", b"\xe9"], ["Café", "\\xe9"]),
        ([{"a": 1}, None], ["{'a': 1}", None]),
    ],
)
def test_a_pandas_column_of_several_types_becomes_the_text_of_each(
    values: list[Any], texts: list[Any]
) -> None:
    assert column_of(values, dtype=object) == ("string", texts)


def test_kinds_that_no_field_has_become_text() -> None:
    assert column_of(pandas.period_range("2024-01", periods=2, freq="M")) == (
        "string",
        ["2024-01", "2024-02"],
    )
    assert column_of(pandas.to_timedelta([90, None], unit="s")) == ("string", ["0:01:30", None])
    assert column_of([1 + 2j, 3j])[0] == "string"


def test_fractions_that_are_all_whole_become_whole_numbers_and_it_is_said() -> None:
    frame = pandas.DataFrame({"Telefoon": [612345678.0, None], "Omzet": [1.5, 2.0]})
    reading = read(frame)
    assert reading.table.column("c0").to_pylist() == [612345678, None]
    assert reading.table.column("c1").to_pylist() == [1.5, 2.0]
    assert reading.assumptions == (
        ("whole_numbers", "All values of 'Telefoon' are whole, so 8.0 is read as 8."),
    )


@pytest.mark.parametrize("value", [float("inf"), 1e300, 2.0**54])
def test_fractions_too_large_to_be_exact_stay_fractions(value: float) -> None:
    assert column_of([value, 1.0]) == ("double", [value, 1.0])


def test_rows_without_any_value_are_left_out_and_the_numbers_of_the_others_stay() -> None:
    reading = read(pandas.DataFrame({"a": ["x", None, "", "y"], "b": [1, None, None, 2]}))
    assert reading.table.column("line").to_pylist() == [1, 4]
    assert [assumption.code for assumption in reading.assumptions] == ["whole_numbers", "blank_rows"]


def test_the_labels_of_a_pandas_frame_become_headers_whatever_they_are() -> None:
    frame = pandas.DataFrame([[1, 2, 3]], columns=["a", "a", 7])
    assert read(frame).headers == ("a", "a (2)", "7")
    pairs = pandas.DataFrame(
        [[1, 2]], columns=pandas.MultiIndex.from_tuples([("adres", "plaats"), ("naam", None)])
    )
    assert read(pairs).headers == ("adres plaats", "naam")


def test_an_index_with_a_name_is_a_column_and_one_without_is_none() -> None:
    frame = pandas.DataFrame({"email": ["a@b.nl"], "naam": ["A"]})
    assert read(frame.set_index("email")).headers == ("email", "naam")
    assert read(frame.set_axis(["row 9"])).headers == ("email", "naam")
    assert read(frame.set_index("email", drop=False)).headers == ("email", "email (2)", "naam")


def test_a_polars_frame_is_read_like_any_other() -> None:
    frame = polars.DataFrame(
        {
            "naam": ["Acme", None],
            "tags": [["a", "b"], None],
            "branche": polars.Series(["Bouw", "Zorg"], dtype=polars.Categorical),
            "sinds": [date(2020, 1, 2), None],
            "omzet": polars.Series([Decimal("12.50"), None]),
            "groei": [float("nan"), 0.5],
            "leeg": [None, None],
            "adres": [{"plaats": "Tiel"}, None],
        }
    )
    reading = read(frame)
    assert [str(column.type) for column in reading.table.columns] == [
        *("string", "list<item: string>", "string", "date32[day]", "decimal128(38, 2)", "double", "string"),
        *("string", "int64"),
    ]
    assert reading.table.to_pylist() == [
        *(
            {
                "c0": "Acme",
                "c1": ["a", "b"],
                "c2": "Bouw",
                "c3": date(2020, 1, 2),
                "c4": Decimal("12.50"),
                "c5": None,
                "c6": None,
                "c7": "{'plaats': 'Tiel'}",
                "line": 1,
            },
            {
                "c0": None,
                "c1": None,
                "c2": "Zorg",
                "c3": None,
                "c4": None,
                "c5": 0.5,
                "c6": None,
                "c7": None,
                "line": 2,
            },
        ),
    ]


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()])
def test_an_arrow_table_and_its_batches_are_read(kind: pyarrow.DataType) -> None:
    table = pyarrow.table({"naam": pyarrow.array(["Acme", "Beta"], kind)})
    for source in (table, table.to_reader(), table.to_batches()[0]):
        assert read(source).table.to_pylist() == [{"c0": "Acme", "line": 1}, {"c0": "Beta", "line": 2}]


def test_the_fingerprint_of_a_frame_follows_its_values_and_types() -> None:
    frame = pandas.DataFrame({"a": ["1", "2"]})
    assert read(frame).fingerprint == read(frame.copy()).fingerprint
    assert read(frame).fingerprint != read(frame.replace("2", "3")).fingerprint
    assert read(frame).fingerprint != read(frame.astype(int)).fingerprint


@pytest.mark.parametrize(
    "frame", [pandas.DataFrame(), pandas.DataFrame({"a": []}), polars.DataFrame({"a": [None]})]
)
def test_a_frame_without_values_is_refused(frame: Any) -> None:
    with pytest.raises(UnreadableFile, match="The frame has no rows"):
        read(frame)


def test_a_single_column_that_is_no_frame_is_refused() -> None:
    with pytest.raises(WrongKind, match=r"A Series is no table\. .* to_frame\(\) makes one"):
        read(polars.Series("naam", ["Acme"]))


def test_an_encoding_for_a_frame_is_refused() -> None:
    with pytest.raises(WrongKind, match=r"A frame has no encoding\. Leave encoding= out\."):
        read(pandas.DataFrame({"a": ["x"]}), Layout(encoding="cp1252"))


@pytest.mark.parametrize("others", [[], [3]], ids=["of texts", "of texts and numbers"])
def test_half_a_sign_in_a_frame_is_refused_and_never_stored_as_backslashes(others: list[object]) -> None:
    column = pandas.Series(["Acme", "a\ud83d", *others], dtype=object)
    with pytest.raises(WrongValue, match=r"'a\\ud83d' holds half of a sign"):
        read(pandas.DataFrame({"Naam": column}))


@pytest.mark.parametrize(
    "source",
    [
        polars.DataFrame({"Naam": ["Acme"]}).lazy(),
        pyarrow.record_batch({"Naam": ["Acme"]}),
        pyarrow.table({"Naam": ["Acme"]}).to_reader(),
    ],
    ids=["lazy", "batch", "reader"],
)
def test_what_becomes_a_frame_is_read_as_one(source: Any) -> None:
    assert read(source).table.to_pylist() == [{"c0": "Acme", "line": 1}]


def test_a_reader_that_was_read_before_is_refused_with_what_to_give() -> None:
    reader = pyarrow.table({"Naam": ["Acme"]}).to_reader()
    read(reader)
    with pytest.raises(UnreadableFile, match=r"it can be read once\. Give a table"):
        read(reader)


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [([10_000_000, 0], pyarrow.date32()), ([5 * 10**18, 0], pyarrow.timestamp("us"))],
    ids=["day", "moment"],
)
def test_days_that_python_does_not_know_are_texts(numbers: list[int], kind: Any) -> None:
    size = pyarrow.int32() if kind == pyarrow.date32() else pyarrow.int64()
    frame = pyarrow.table({"dag": pyarrow.array(numbers, size).cast(kind), "naam": ["a", "b"]})
    column = read(frame).table.column("c0")
    assert column.type == pyarrow.string()
    assert column[1].as_py().startswith("1970-01-01")
