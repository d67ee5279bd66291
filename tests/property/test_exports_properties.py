"""Any text survives a file: written by a profile and read by the csv module, it is the same again."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given, strategies as st

import accounts_kit as ak
from accounts_kit import exports
from accounts_kit.exports.profiles import PROFILES

HOSTILE = [
    '"',
    '""',
    ",",
    ";",
    "\r\n",
    "\n",
    "\r",
    "'",
    "=1+1",
    "+31 6",
    "-1",
    "@x",
    "\t=",
    "\ufeff",
    "🙂",
    "\u05d0",
    "\0",
]
CELLS = st.one_of(
    st.none(),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)
)


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        yield ws


@pytest.mark.parametrize("profile", list(PROFILES.values()), ids=list(PROFILES))
@given(rows=TABLES)
@example(rows=[[None], [""], ["\n"]])
def test_any_text_survives_a_file(
    ws: ak.Workspace, profile: exports.profiles.Profile, rows: list[list[str]]
) -> None:
    headers = [f"kolom {number}" for number in range(len(rows[0]) if rows else 1)]
    frame = pd.DataFrame(rows, columns=headers, dtype=str)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        written = exports.write(ws, frame, path, profile=profile.name)
        text = path.read_bytes().decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=profile.delimiter, strict=True))
    expected = [["" if cell is None else cell for cell in row] for row in rows]
    guarded = [
        [f"'{cell}" if profile.guarded and is_formula(cell) else cell for cell in row] for row in expected
    ]
    assert found == [headers, *guarded]
    assert written.rows == len(rows)
    assert written.guarded == sum(
        a != b for one, other in zip(expected, guarded, strict=True) for a, b in zip(one, other, strict=True)
    )
    assert text.count("\r\n") >= len(rows) + 1


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate it; numbers and phone numbers are not meant."""
    return cell[:1] in tuple("=+-@\t\r\n") and not re.fullmatch(r"[+-][0-9 ()./,-]*", cell)
