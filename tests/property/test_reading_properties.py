"""Reading: what was written comes back, quick and careful reading agree, and no bytes crash it."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from accounts_kit.errors import AccountsKitError
from accounts_kit.imports.reading import Layout, read
from accounts_kit.imports.reading.grammar import Grammar
from accounts_kit.imports.reading.rows import Rows, read_rows
from tests.property.dialects import Written, found, stated


def _in_some_encoding(text: str) -> st.SearchStrategy[bytes]:
    return st.sampled_from(["utf-8", "cp1252", "cp850"]).map(text.encode)


def examples(number: int) -> settings:
    """Return settings for that many examples, or more in a search; one file may be written over and over."""
    return settings(
        max_examples=max(number, settings().max_examples),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],  # no stopwatch
    )


@examples(300)
@given(table=found(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_a_table_written_in_any_dialect_and_encoding_reads_back_equal(
    table: Written, encoding: str, tmp_path: Path
) -> None:
    check_round_trip(table, encoding, Layout(), tmp_path)


# one byte a letter, several, with a state, and of a machine that has other bytes for everything
CODECS = [
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7"),
    *("ascii", "cp1252", "latin-1", "cp850", "cp437", "iso8859-15", "mac-roman", "cp1250", "koi8-r"),
    *("gb18030", "big5", "cp037", "cp500"),
]


@examples(600)
@given(data=st.data(), codec=st.sampled_from(CODECS))
def test_a_table_in_a_stated_dialect_and_encoding_reads_back_equal(
    data: st.DataObject, codec: str, tmp_path: Path
) -> None:
    table = data.draw(stated(codec))
    assume(not table.text.startswith("\ufeff"))  # it is the mark of the file then
    assume(table.text.encode(codec).decode(codec) == table.text)
    check_round_trip(table, codec, replace(table.layout, encoding=codec), tmp_path)


def check_round_trip(table: Written, encoding: str, layout: Layout, folder: Path) -> None:
    path = folder / "table.csv"
    path.write_bytes(table.text.encode(encoding))
    if not table.rows:
        with pytest.raises(AccountsKitError, match=r"no rows|blank lines only|is empty"):
            read(path, layout)
        return
    reading = read(path, layout)
    assert reading.headers == tuple(name.strip() for name in table.headers)
    assert _rows_of(reading.table) == table.rows
    assert reading.broken == ()
    if layout.header is False:
        assert (reading.header_line, set(reading.original_headers)) == (None, {""})
    else:
        assert reading.original_headers == table.headers


def _rows_of(table) -> list[tuple[list[str], int]]:
    *cells, lines = (column.to_pylist() for column in table.columns)
    return [(list(row), line) for *row, line in zip(*cells, lines, strict=True)]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


LETTERS = st.text("abcéëïüç’", min_size=1, max_size=6)


@examples(200)
@given(lines=st.lists(st.tuples(LETTERS, st.sampled_from(["utf-8", "cp1252"])), min_size=1, max_size=8))
def test_each_line_of_a_mixture_is_read_as_it_was_written(lines, tmp_path: Path) -> None:
    others = [name.encode("cp1252") for name, codec in lines if codec == "cp1252" and not name.isascii()]
    assume(any(not _is_utf8(name) for name in others) or not others)  # else it is a file of UTF-8
    path = tmp_path / "mixture.csv"
    known = "Café;ç\n".encode()  # at least one line is UTF-8
    path.write_bytes(b"Naam;x\n" + known + b"".join(f"a {name};1\n".encode(codec) for name, codec in lines))
    reading = read(path)
    assert reading.table.column("c0").to_pylist() == ["Café", *(f"a {name}" for name, _ in lines)]
    assert any(one.code == "mixed_encodings" for one in reading.assumptions) == bool(others)


# letters, and everything that a dialect is made of, thickly
PIECES = [
    "a",
    "b",
    ";",
    '"',
    " ",
    "\n",
    "\r",
    "\r\n",
    '""',
    '";"',
    '"\n',
    '\n"',
    ';"a',
    "a;b;a\n",
    '"a";"b"\n',
    "\\",
    '\\"',
    "\0",
]
STRESS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@examples(1500)
@given(
    text=STRESS,
    window=st.integers(2, 40),
    width=st.integers(1, 4),
    grammar=st.sampled_from(
        [
            Grammar(b";"),
            Grammar(b""),
            Grammar(b";", b"a"),
            Grammar(b";", b""),
            Grammar(b" "),
            Grammar(b";", escape=True),
        ]
    ),
)
def test_the_quick_reader_agrees_with_the_careful_one(
    text: str, window: int, width: int, grammar: Grammar
) -> None:
    careful = _read(text, grammar, width, window=1)
    for quick in (_read(text, grammar, width, window), _read(text, grammar, width, window=1 << 20)):
        assert quick.table().to_pylist() == careful.table().to_pylist()
        assert quick.broken == careful.broken
        assert quick.remarks == careful.remarks


@examples(800)
@given(text=STRESS, window=st.integers(2, 40), width=st.integers(1, 4), escape=st.booleans())
def test_no_letter_is_lost(text: str, window: int, width: int, escape: bool) -> None:
    rows = _read(text, Grammar(b";", escape=escape), width, window)
    cells = "".join(
        cell or "" for row in rows.table().to_pylist() for cell in row.values() if isinstance(cell, str)
    )
    refused = "".join(problem.value or "" for problem in rows.broken)
    assert sorted(cells + refused).count("a") == text.count("a")
    assert sorted(cells + refused).count("b") == text.count("b")


@examples(800)
@given(text=STRESS, window=st.integers(2, 40))
def test_a_row_begins_on_the_line_that_it_names(text: str, window: int) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _read(text, Grammar(b""), 1, window)
    for cell, line in zip(
        rows.table().column(0).to_pylist(), rows.table().column(1).to_pylist(), strict=True
    ):
        first = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")[0]
        assert lines[line - 1] == first or lines[line - 1].startswith('"' + first.replace('"', '""'))


def _read(text: str, grammar: Grammar, width: int, window: int) -> Rows:
    return read_rows(text.encode() + b"\n", 0, 1, grammar, width, "stress.csv", window)


LAYOUTS = st.builds(
    Layout,
    encoding=st.sampled_from(
        [None, None, "utf-8", "cp1252", "utf-16", "utf-7", "cp850", "latin-1", "shift_jis"]
    ),
    delimiter=st.sampled_from([None, None, ";", "a", "§", ""]).map(lambda sign: sign and sign[-1:]),
    quote=st.sampled_from([None, None, "'", "", "b"]),
    header=st.sampled_from([None, None, None, True, False, 1, 2, 5]),
)


@examples(600)
@given(
    data=st.binary(max_size=200)
    | STRESS.map(str.encode)
    | st.text(max_size=80).map(lambda text: text.encode("utf-16"))
    | st.lists(st.sampled_from(["é", "é;", "\n", "1", "a@b.nl;"]).flatmap(_in_some_encoding)).map(b"".join),
    layout=LAYOUTS,
)
def test_any_bytes_give_a_reading_or_an_error_of_ours(data: bytes, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "anything.csv"
    path.write_bytes(data)
    try:
        reading = read(path, layout)
    except AccountsKitError as error:
        assert "anything.csv" in str(error)
    else:
        assert reading.table.num_rows + len(reading.broken) > 0
        assert len(set(reading.headers)) == reading.table.num_columns - 1
        lines = reading.table.column("line").to_pylist()
        assert lines == sorted(set(lines))
        assert reading.preamble.count("\n") < (reading.header_line or min(lines, default=1))


# what a reader that looks ahead or back would read over and over
LONG = [
    *('"', '"a', '"a\n', '""', '";', '";"', '\\"', '"\\"\n', "'", "'a'\n", "\0", "\0\n", "a\0;\n"),
    *(";", ";\n", "\n", "\r", " ", "a@", "1:", "0.", "é", "\x1a", "sep=;\n", "a;b\n", 'a;"b\n', 'a; "b\n'),
]


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_long_file_of_one_thing_is_read_or_refused_in_time(
    piece: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(("a;b\n" + piece * (60_000 // len(piece))).encode(encoding))
    begin = time.process_time()
    with contextlib.suppress(AccountsKitError):
        read(path)
    assert time.process_time() - begin < 20
