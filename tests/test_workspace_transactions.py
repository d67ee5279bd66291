"""transaction() and reading(): all or nothing, joined when nested, shared between threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

import accounts_kit as ak
from accounts_kit.workspace import Workspace

TAG = "INSERT INTO tags (tag_key, tag_id, name) VALUES (?, ?, ?)"
COUNT = "SELECT count(*) FROM tags"


def tag(ws: Workspace, number: int) -> None:
    ws.execute(TAG, [f"k{number}", number, f"naam {number}"])


@pytest.fixture(params=["file", "memory"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """An empty workspace, once in a file and once in memory."""
    return ak.open(tmp_path / "crm.duckdb") if request.param == "file" else ak.open()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of a workspace with one tag in it."""
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        tag(ws, 1)
    return path


def test_a_transaction_keeps_all_or_nothing(ws: Workspace) -> None:
    with ws.transaction():
        tag(ws, 1)
        tag(ws, 2)
    with pytest.raises(ZeroDivisionError, match="division"), ws.transaction():
        tag(ws, 3)
        assert ws.value(COUNT) == 3
        _ = 1 / 0
    assert ws.value(COUNT) == 2


def test_a_nested_transaction_joins_the_outer_one(file: Path) -> None:
    ws, same = ak.open(file), ak.open(file)
    with pytest.raises(ZeroDivisionError, match="division"), ws.transaction():
        with same.transaction():
            tag(same, 2)
        with same.reading():
            assert same.value(COUNT) == 2
        _ = 1 / 0
    assert same.value(COUNT) == 1


def test_a_refusal_before_anything_was_written_does_not_end_the_outer_transaction(ws: Workspace) -> None:
    with ws.transaction():
        tag(ws, 1)
        with pytest.raises(ak.AlreadyExists, match="before the first write"), ws.transaction():
            assert ws.value(COUNT) == 1
            raise ak.AlreadyExists("said before the first write")
        tag(ws, 2)
    assert ws.value(COUNT) == 2


def test_a_part_that_fails_halfway_takes_the_whole_with_it_even_when_it_was_caught(ws: Workspace) -> None:
    failed = pytest.raises(ak.TransactionFailed, match="An earlier step in this block failed")
    with failed as raised, ws.transaction():
        tag(ws, 1)
        with pytest.raises(ValueError, match="halfway"), ws.transaction():
            tag(ws, 2)
            raise ValueError("halfway")
    assert isinstance(raised.value.__cause__, ValueError)
    assert ws.value(COUNT) == 0


def test_a_failed_statement_is_never_lost_silently(ws: Workspace) -> None:
    """DuckDB turns the commit of a failed transaction into a rollback and says nothing."""
    tag(ws, 1)
    with pytest.raises(ak.TransactionFailed, match="nothing of it is kept"), ws.transaction():
        tag(ws, 2)
        with pytest.raises(duckdb.ConstraintException, match="k1"):
            tag(ws, 1)
        with pytest.raises(ak.TransactionFailed, match="An earlier step"):
            ws.value(COUNT)
    assert ws.value(COUNT) == 1


def test_a_failure_without_a_word_is_called_by_its_name(ws: Workspace) -> None:
    with pytest.raises(ak.TransactionFailed, match=r"failed \(TimeoutError\)"), ws.transaction():
        tag(ws, 2)
        with pytest.raises(TimeoutError, match=r"^$"), ws.transaction():
            tag(ws, 1)
            raise TimeoutError


def test_ctrl_c_rolls_back(ws: Workspace) -> None:
    with pytest.raises(KeyboardInterrupt, match=r"^$"), ws.transaction():
        tag(ws, 1)
        raise KeyboardInterrupt
    assert ws.value(COUNT) == 0


def test_inside_reading_a_write_is_refused_at_once_and_reading_goes_on(ws: Workspace) -> None:
    with ws.reading():
        for write in (lambda: ws.transaction().__enter__(), lambda: setattr(ws, "language", "en")):
            with pytest.raises(ak.WorkspaceReadOnly, match=r"Inside reading\(\) nothing can be written"):
                write()
        assert ws.value(COUNT) == 0
    with ws.reading(), pytest.raises(ak.WorkspaceReadOnly, match="use transaction"):
        tag(ws, 1)
    tag(ws, 1)
    assert ws.value(COUNT) == 1


def test_a_write_that_returns_rows_is_kept_like_any_other(ws: Workspace) -> None:
    sql = "INSERT INTO tags (tag_key, tag_id, name) VALUES ('k', 7, 'n') RETURNING tag_id"
    assert ws.rows(sql) == [(7,)]
    with ws.reading(), pytest.raises(ak.WorkspaceReadOnly, match=r"Inside reading\(\)"):
        ws.rows(sql)
    assert ws.value(COUNT) == 1


def test_execute_says_how_many_rows_it_wrote(ws: Workspace) -> None:
    assert ws.execute("INSERT INTO tags SELECT 'k' || i, i, 'n' FROM range(5) r(i)") == 5
    assert ws.execute("UPDATE tags SET name = 'm' WHERE tag_id > ?", [2]) == 2
    assert ws.execute("CREATE TABLE more (a INTEGER)") == 0


def test_temporary_tables_of_one_transaction_are_gone_in_the_next(ws: Workspace) -> None:
    for _ in range(2):
        with ws.transaction():
            ws.execute("CREATE TEMP TABLE chosen AS SELECT 1 AS a")
            assert ws.value("SELECT a FROM chosen") == 1
    with pytest.raises(ak.WrongValue, match="No table 'chosen'"):
        ws.sql("SELECT * FROM chosen")


# --- threads


def test_reading_sees_one_state_while_another_thread_writes() -> None:
    ws = ak.open()
    tag(ws, 1)
    with ws.reading():
        assert ws.value(COUNT) == 1
        with ThreadPoolExecutor(1) as other:
            other.submit(tag, ws, 2).result(timeout=30)
            assert other.submit(ws.value, COUNT).result(timeout=30) == 2
        assert ws.value(COUNT) == 1
        assert sum(batch.num_rows for batch in ws.batches("SELECT * FROM tags")) == 1
    assert ws.value(COUNT) == 2


def test_threads_write_one_after_the_other_and_lose_nothing(ws: Workspace) -> None:
    ws.execute("INSERT INTO settings VALUES ('n', '0')")

    def add_one(_: int) -> int:
        with ws.transaction():
            seen = int(ws.value("SELECT value FROM settings WHERE key = 'n'"))
            ws.execute("UPDATE settings SET value = ? WHERE key = 'n'", [str(seen + 1)])
        return len(ws.rows("SELECT * FROM settings"))

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(add_one, range(80)))) == 1
    assert ws.value("SELECT value FROM settings WHERE key = 'n'") == "80"


def test_readers_and_writers_of_one_file_take_turns_in_many_threads(file: Path) -> None:
    ws = ak.open(file, lock_timeout=60)

    def work(number: int) -> int:
        if number % 2:
            tag(ws, number + 10)
            return 0
        with ws.reading():
            first = ws.value(COUNT)
            assert ws.value(COUNT) == first
        return int(first)

    with ThreadPoolExecutor(6) as threads:
        assert max(threads.map(work, range(60))) <= 31
    assert ws.value(COUNT) == 31


def test_a_thread_that_waits_too_long_for_another_thread_is_told_so(file: Path) -> None:
    patient, hasty = ak.open(file), ak.open(file, lock_timeout=0.05)
    held, done = threading.Event(), threading.Event()

    def hold(how: str) -> None:
        with getattr(patient, how)():
            patient.value(COUNT)
            held.set()
            done.wait(30)

    for how in ("reading", "transaction"):
        with ThreadPoolExecutor(1) as other:
            holding = other.submit(hold, how)
            held.wait(30)
            with pytest.raises(ak.WorkspaceBusy, match="in use by another thread of this process"):
                tag(hasty, 2)
            assert hasty.value(COUNT) == 1
            done.set()
            holding.result(timeout=30)
        held.clear()
        done.clear()
    tag(hasty, 2)
    assert hasty.value(COUNT) == 2


def test_a_thread_that_waits_to_write_is_not_passed_by_new_readers(file: Path) -> None:
    ws = ak.open(file, lock_timeout=60)
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            with ws.reading():
                ws.value(COUNT)

    with ThreadPoolExecutor(4) as threads:
        reading = [threads.submit(read_on) for _ in range(3)]
        try:
            threads.submit(tag, ws, 2).result(timeout=60)
        finally:
            stop.set()
        for each in reading:
            each.result(timeout=60)
    assert ws.value(COUNT) == 2


def test_unfinished_batches_and_a_write_in_one_thread_do_not_wait_for_each_other(file: Path) -> None:
    ak.open(file).close()
    ws = ak.open(file)
    batches = ws.batches("SELECT * FROM range(200_000)", (), 1000)
    assert next(batches).num_rows > 0
    assert ws.value(COUNT) == 1
    with pytest.raises(ak.WorkspaceReadOnly, match="unfinished batches"):
        tag(ws, 2)
    batches.close()
    tag(ws, 2)
    assert ws.value(COUNT) == 2


def test_duckdbs_own_connections_of_this_process_are_said_in_our_words(file: Path) -> None:
    with (
        duckdb.connect(str(file)),
        pytest.raises(ak.WorkspaceBusy, match="by this same process, through another DuckDB connection"),
    ):
        ak.open(file, lock_timeout=0.05)
    assert ak.open(file).value(COUNT) == 1
