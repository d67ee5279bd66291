"""Workbooks with random values read as they were written; damaged ones are refused, and nothing crashes."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings, strategies as st

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading import read
from tests.workbooks import xlsx

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
TEXTS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: text.strip() != "")
WHOLE = st.integers(-(10**14), 10**14)
AMOUNTS = st.decimals("-99999", "99999", places=2).map(float)


@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, 6000), at=st.integers(0, 6000), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, byte: int
) -> None:
    whole = tmp_path_factory.getbasetemp() / "whole.xlsx"
    if not whole.exists():
        xlsx(whole, {"Relaties": [["naam", "omzet"], ["Acme", 1.5]], "Leeg": []})
    damaged = bytearray(whole.read_bytes())[: -cut or None]
    if at < len(damaged):
        damaged[at] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(bytes(damaged))
    try:
        assert read(path).headers
    except UnreadableFile as refused:
        assert "damaged.xlsx" in str(refused)


@settings(max_examples=20, deadline=None)
@given(values=st.lists(st.one_of(TEXTS, WHOLE, AMOUNTS, st.booleans()), min_size=1, max_size=20))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["waarde", "gevuld"])
        for row, value in enumerate(values, start=1):
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row, 0, value)
            sheet.write(row, 1, "x")
    path = tmp_path_factory.getbasetemp() / "written.xlsx"
    path.write_bytes(written.getvalue())
    for value, one in zip(values, read(path).table.column("c0").to_pylist(), strict=True):
        assert is_same(value, one)


def is_same(value: Any, read_as: Any) -> bool:
    if isinstance(value, bool):
        return bool(read_as == str(value).lower())
    if isinstance(value, str):
        return value == read_as
    return Decimal(str(read_as)) == Decimal(str(value))


def test_random_bytes_after_the_mark_of_a_workbook_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    for mark in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path.write_bytes(mark + bytes(range(256)) * 8)
        with pytest.raises(UnreadableFile, match=r"a\.xls is"):
            read(path)
