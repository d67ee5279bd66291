"""What is too large for memory waits on disk, and nobody can tell the difference."""

from __future__ import annotations

import codecs
import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.errors import NoRoom
from accounts_kit.imports import waiting
from accounts_kit.imports.progress import telling
from accounts_kit.imports.reading import read
from accounts_kit.imports.reading.source import fingerprint_of
from accounts_kit.imports.waiting import MappedBytes, Shelf, Stream, chosen, joined, put_column_away

ROWS = 3_000
HEADER = "E-mailadres;Voornaam;Telefoon;Bedrijfsnaam;Tags;Status;Aangemaakt op"


@pytest.fixture
def everything_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing be small enough for memory, and come in small pieces."""
    monkeypatch.setattr(waiting, "IN_MEMORY", 0)
    monkeypatch.setattr(waiting, "PIECE", 10_000)
    monkeypatch.setattr(waiting, "STRIDE", 40_000)
    yield
    gc.collect()
    assert not list(waiting._mapped), "A mapped file outlives what was read from it."


def lines_of_contacts() -> list[str]:
    """Return a file of contacts with letters of all sizes, rows that are refused and rows of two lines."""
    rows = [
        f"jan.{n}@firma{n % 40}.nl;Jér{'ô' * (n % 5)}me {n};06-{10000000 + n};Firma é {n % 40} B.V.;"
        f"{'beurs' if n % 7 else ''};active;{1 + n % 28}-0{1 + n % 9}-2024"
        for n in range(ROWS)
    ]
    rows[5] = rows[4]
    rows[100] = 'geen adres;"Twee\nregels";020-1234567;;;active;'
    rows[200] = "piet@firma.nl;te;veel;cellen;;active;1-1-2024;hier;ook"
    return [HEADER, *rows]


def stored(path: Path) -> tuple[pa.Table, list[tuple[int, str, str]], tuple[str, ...]]:
    """Return what an import of a file leaves behind, what it refuses and what it assumes."""
    with ak.open() as ws:
        result = ak.imports.run(ws, "contacts", path, tags="zomer")
        rows = ws.table(
            "SELECT contacts.* EXCLUDE (updated_at), accounts.name AS account, "
            "(SELECT list_sort(list(tags.name)) FROM contact_tags JOIN tags USING (tag_id) "
            "WHERE contact_tags.contact_id = contacts.contact_id) AS tags "
            "FROM contacts LEFT JOIN accounts USING (account_id) ORDER BY contact_id"
        )
        assert ak.check(ws).empty
    problems = result.problems[["line", "column", "check"]].itertuples(index=False, name=None)
    return rows, list(problems), tuple(one.text for one in result.assumptions)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_what_waits_is_imported_as_what_does_not(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines_of_contacts()), encoding=encoding)
    in_memory = stored(path)
    monkeypatch.setattr(waiting, "IN_MEMORY", 0)
    monkeypatch.setattr(waiting, "PIECE", 10_000)
    on_disk = stored(path)
    assert on_disk[0].num_rows == ROWS - 3
    assert on_disk[0].equals(in_memory[0])
    assert on_disk[1:] == in_memory[1:]
    assert {check for _, _, check in on_disk[1]} >= {"email", "columns", "duplicate_in_file"}


def test_a_contact_and_its_account_in_one_row_wait_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "both.csv"
    rows = [f"jan.{n}@firma{n % 40}.nl;Firma {n % 40};Straat {n % 40}" for n in range(500)]
    path.write_text("\n".join(["E-mailadres;Bedrijfsnaam;Adres", *rows]))

    def imported() -> pa.Table:
        with ak.open() as ws:
            ak.imports.run(ws, "contacts", path, mapping={"Adres": "account.address_1"})
            return ws.table(
                "SELECT email, name, address_1 FROM contacts JOIN accounts USING (account_id) "
                "ORDER BY contact_id"
            )

    in_memory = imported()
    monkeypatch.setattr(waiting, "IN_MEMORY", 0)
    assert imported().equals(in_memory)
    assert in_memory.column("address_1").null_count == 0


def test_a_file_that_is_saved_again_while_it_waits_is_read_as_it_was(
    tmp_path: Path, everything_waits: None
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines_of_contacts()))
    reading = read(path)
    before = reading.fingerprint
    path.write_text("E-mailadres\njan@acme.nl\n")
    assert reading.table.column("c0")[ROWS - 10].as_py().startswith("jan.29")
    assert fingerprint_of(path) != before
    del reading


def test_a_plan_whose_rows_wait_is_run_without_reading_them_again(
    tmp_path: Path, everything_waits: None
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines_of_contacts()))
    stages: list[str] = []
    with ak.open() as ws:
        plan = ak.imports.plan(ws, "contacts", path)
        with telling(lambda stage, rows, total: stages.append(stage)):
            result = ak.imports.run(ws, plan)
        assert (result.created, result.rejected) == (plan.created, plan.rejected)
        assert ws.counts()["contacts"] == result.created
    assert set(stages) == {"writing"}
    del plan, result


def test_whoever_listens_is_told_each_stage_up_to_the_last_row(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines_of_contacts()))
    told: list[tuple[str, int, int | None]] = []
    with ak.open() as ws, telling(lambda *one: told.append(one)):
        ak.imports.run(ws, "contacts", path)
    last = {stage: (rows, total) for stage, rows, total in told}
    read_rows = ROWS - 1
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["reading", "typing", "checking", "writing"]
    assert last["reading"] == (read_rows, None)
    assert last["typing"] == last["checking"] == last["writing"] == (read_rows, read_rows)
    with ak.open() as ws:
        ak.imports.run(ws, "contacts", path)
    assert len(told) == len([one for one in told if one])  # nobody is told after the block


def test_a_folder_without_room_is_said_in_our_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines_of_contacts()))
    monkeypatch.setattr(waiting, "IN_MEMORY", 0)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with ak.open() as ws:
        with pytest.raises(NoRoom, match=r"has to wait in .*gone.*Make room there, or set TMPDIR"):
            ak.imports.run(ws, "contacts", path)
        assert ws.counts()["contacts"] == 0


def test_nothing_that_waits_has_a_name(
    tmp_path: Path, everything_waits: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shelf = Shelf(pa.schema([("line", pa.int64())]))
    for start in range(0, 10_000, 100):
        shelf.add(pa.record_batch({"line": list(range(start, start + 100))}))
    table = shelf.table()
    assert table.column("line").to_pylist() == list(range(10_000))
    assert os.name == "nt" or not list(tmp_path.iterdir())
    del table


def test_rows_without_some_lines_pass_as_often_as_they_are_asked(everything_waits: None) -> None:
    shelf = Shelf(pa.schema([("line", pa.int64()), ("said", pa.string())]))
    for start in range(0, 3_000, 50):
        lines = list(range(start, start + 50))
        shelf.add(pa.record_batch({"line": lines, "said": [f"rij {line}" for line in lines]}))
    table = shelf.table()
    stream = Stream(table, without=pa.array([7, 2_999]))
    for _ in range(2):
        passed = [line for batch in stream.batches() for line in batch.column("line").to_pylist()]
        assert passed == [line for line in range(3_000) if line not in (7, 2_999)]
    with ak.open() as ws, ws.staged("rows", stream) as relation:
        assert ws.rows(f"SELECT count(*), count(DISTINCT said) FROM {relation}") == [(2_998, 2_998)]
    flags = pa.chunked_array([[line % 2 == 0 for line in range(3_000)]])
    assert chosen(table, flags).num_rows == 1_500
    del stream, table


def test_a_column_put_away_piece_by_piece_is_the_column(everything_waits: None) -> None:
    pieces = [pa.array([["a"], None, []], pa.list_(pa.string()))] * 4_000
    column = put_column_away(iter(pieces), pa.list_(pa.string()))
    assert column.to_pylist() == [["a"], None, []] * 4_000
    del column


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.binary(min_size=1, max_size=3), st.integers(0, 40))
def test_mapped_bytes_answer_as_bytes_do(data: bytes, part: bytes, at: int) -> None:
    before, waiting.IN_MEMORY = waiting.IN_MEMORY, 0
    try:
        mapped = joined([data[:1], data[1:]])
    finally:
        waiting.IN_MEMORY = before
    assert isinstance(mapped, MappedBytes)
    assert (part in mapped) == (part in data)
    assert mapped.find(part, at) == data.find(part, at)
    assert mapped.startswith(part, at) == data.startswith(part, at)
    assert mapped.endswith(part) == data.endswith(part)
    assert mapped.isascii() == data.isascii()
    assert mapped.isspace() == data.isspace()
    assert (mapped[at:], mapped[:at], len(mapped)) == (data[at:], data[:at], len(data))


def test_a_mark_and_an_end_of_dos_are_left_out_of_what_waits(tmp_path: Path, everything_waits: None) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(codecs.BOM_UTF8 + "\r\n".join(lines_of_contacts()).encode() + b"\r\n\x1a")
    reading = read(path)
    assert reading.headers[0] == "E-mailadres"
    assert reading.table.num_rows == ROWS - 1
    assert reading.encoding == "utf-8-sig"
    del reading
