"""Reading: what was written comes back, quick and careful reading agree, and no bytes crash it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accounts_kit.errors import AccountsKitError
from accounts_kit.imports.reading import Layout, read
from accounts_kit.imports.reading.grammar import Grammar
from accounts_kit.imports.reading.rows import Rows, read_rows


def examples(number: int) -> settings:
    """Return settings for that many examples, or more in a search; one file may be written over and over."""
    return settings(
        max_examples=max(number, settings().max_examples),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


HEADERS = st.text("abcdefghijklmnopqrstuvwxyzëïé ", min_size=1, max_size=8).filter(str.strip)
AWKWARD = [
    "",
    " ",
    '"',
    '"AAE" Advanced B.V.',
    "1,5",
    "a;b",
    "a\tb",
    "a|b",
    "een\nregel",
    "een\r\nregel",
    "\r",
]
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    [*AWKWARD, "regel een\x0bregel twee", "\ufeff", "\u200b", "💶", "مرحبا"]
)


@dataclass(frozen=True)
class Written:
    """A table as text, and what should come back: the cells and line of each row that holds anything."""

    text: str
    headers: tuple[str, ...]
    rows: list[tuple[list[str], int]]


@st.composite
def tables(draw: st.DrawFn) -> Written:
    width = draw(st.integers(1, 5))
    headers = tuple(
        draw(st.lists(HEADERS, min_size=width, max_size=width, unique_by=lambda name: name.strip()))
    )
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    delimiter, line_end = draw(st.sampled_from(";,\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quote_all, last_line_ends = draw(st.booleans()), draw(st.booleans())
    text, line, expected = "", 1, []
    for cells in [list(headers), *rows]:
        record = delimiter.join(_quoted(cell, delimiter, quote_all) for cell in cells)
        if any(cell.encode().strip() for cell in cells):
            expected.append((cells, line))
        text += record + line_end
        line += 1 + len((record + "x").replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
    return Written(text if last_line_ends else text.removesuffix(line_end), headers, expected[1:])


def _quoted(cell: str, delimiter: str, always: bool) -> str:
    must = any(mark in cell for mark in (delimiter, "\r", "\n")) or cell.startswith('"')
    return '"' + cell.replace('"', '""') + '"' if must or always else cell


@examples(300)
@given(table=tables(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_a_table_written_in_any_dialect_and_encoding_reads_back_equal(
    table: Written, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(table.text.encode(encoding))
    if not table.rows:
        with pytest.raises(AccountsKitError, match="no rows"):
            read(path)
        return
    reading = read(path)
    assert reading.original_headers == table.headers
    assert _rows_of(reading.table) == table.rows
    assert reading.broken == ()


def _rows_of(table) -> list[tuple[list[str], int]]:
    *cells, lines = (column.to_pylist() for column in table.columns)
    return [(list(row), line) for *row, line in zip(*cells, lines, strict=True)]


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
]
STRESS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@examples(1500)
@given(
    text=STRESS, window=st.integers(2, 40), width=st.integers(1, 4), delimiter=st.sampled_from([b";", b""])
)
def test_the_quick_reader_agrees_with_the_careful_one(
    text: str, window: int, width: int, delimiter: bytes
) -> None:
    careful = _read(text, delimiter, width, window=1)
    for quick in (_read(text, delimiter, width, window), _read(text, delimiter, width, window=1 << 20)):
        assert quick.table().to_pylist() == careful.table().to_pylist()
        assert quick.broken == careful.broken
        assert quick.remarks == careful.remarks


@examples(800)
@given(text=STRESS, window=st.integers(2, 40), width=st.integers(1, 4))
def test_no_letter_is_lost(text: str, window: int, width: int) -> None:
    rows = _read(text, b";", width, window)
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
    rows = _read(text, b"", 1, window)
    for cell, line in zip(
        rows.table().column(0).to_pylist(), rows.table().column(1).to_pylist(), strict=True
    ):
        first = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")[0]
        assert lines[line - 1] == first or lines[line - 1].startswith('"' + first.replace('"', '""'))


def _read(text: str, delimiter: bytes, width: int, window: int) -> Rows:
    return read_rows(text.encode() + b"\n", 0, 1, Grammar(delimiter), width, "stress.csv", window)


@examples(300)
@given(
    data=st.binary(max_size=200)
    | STRESS.map(str.encode)
    | st.text(max_size=80).map(lambda text: text.encode("utf-16")),
    encoding=st.sampled_from(
        [None, None, "utf-8", "cp1252", "utf-16", "utf-7", "cp850", "latin-1", "shift_jis"]
    ),
)
def test_any_bytes_give_a_reading_or_an_error_of_ours(
    data: bytes, encoding: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "anything.csv"
    path.write_bytes(data)
    try:
        reading = read(path, Layout(encoding=encoding))
    except AccountsKitError as error:
        assert "anything.csv" in str(error)
    else:
        assert reading.table.num_rows + len(reading.broken) > 0
        assert len(set(reading.headers)) == reading.table.num_columns - 1
