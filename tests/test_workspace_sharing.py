"""One workspace file and several processes: waiting, taking turns, letting go, kill -9, fork."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.workspace import Workspace

COUNT = "SELECT count(*) FROM tags"
PATIENCE = 60.0  # seconds; a bound for a slow machine, not a figure

# Every other process starts like this: `say` tells the test, `hear` waits for it.
BEGINNING = """
import sys
import accounts_kit as ak
from accounts_kit.workspace import borrowing
from functools import partial
say, hear = partial(print, flush=True), sys.stdin.readline
def tag(number):
    ws.execute("INSERT INTO tags (tag_key, tag_id, name) VALUES (?, ?, 'n')", [f"k{number}", number])
ws = ak.open(sys.argv[1], lock_timeout=60)
"""

HOLDING = """
with ws.{how}():
    ws.counts()
    if "{how}" == "transaction":
        tag(100)
    say("holding")
    hear()
say("done")
"""


class Other:
    """Another process that uses the workspace."""

    def __init__(self, script: str, path: Path) -> None:
        command = [sys.executable, "-c", BEGINNING + script, str(path)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    def hear(self) -> str:
        """Wait for the next line that it says; empty when it has ended."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def go_on(self) -> None:
        """Let it go on."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> str:
        """Wait for its end and return what it said meanwhile."""
        said, complaints = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, complaints
        return said.strip()


@contextlib.contextmanager
def other(script: str, path: Path) -> Iterator[Other]:
    started = Other(script, path)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of a workspace with one tag in it."""
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        tag(ws, 1)
    return path


def tag(ws: Workspace, number: int) -> None:
    ws.execute("INSERT INTO tags (tag_key, tag_id, name) VALUES (?, ?, 'n')", [f"k{number}", number])


def test_a_file_that_another_process_writes_is_busy_and_the_error_names_it(file: Path) -> None:
    ws = ak.open(file, lock_timeout=0.2)
    with other(HOLDING.format(how="transaction"), file) as holder:
        assert holder.hear() == "holding"
        expected = (
            rf"^crm\.duckdb is in use by another process \({re.escape(Path(sys.executable).name)}, "
            rf"PID {holder.process.pid}\)\. Close it there, or wait: open\(\.\.\., lock_timeout=60\)\.$"
        )
        for use in (lambda: ws.value(COUNT), lambda: tag(ws, 2), lambda: ak.open(file, lock_timeout=0.0)):
            with pytest.raises(ak.WorkspaceBusy, match=expected):
                use()
        assert re.search(rf"PID {holder.process.pid}\)", repr(ws))
        holder.go_on()
        assert holder.end() == "done"
    assert ws.value(COUNT) == 2


def test_who_waits_gets_the_file_when_it_is_let_go(file: Path) -> None:
    ws = ak.open(file, lock_timeout=PATIENCE)
    ws.close()
    with other(HOLDING.format(how="transaction"), file) as holder:
        assert holder.hear() == "holding"
        threading.Timer(0.3, holder.go_on).start()
        assert ak.open(file, lock_timeout=PATIENCE).value(COUNT) == 2


def test_several_processes_read_at_once_and_a_writer_waits_for_them(file: Path) -> None:
    with other(HOLDING.format(how="reading"), file) as holder:
        assert holder.hear() == "holding"
        with ak.open(file, lock_timeout=0.2) as ws:
            with ws.reading():
                assert ws.value(COUNT) == 1
            with pytest.raises(ak.WorkspaceBusy, match=f"PID {holder.process.pid}"):
                tag(ws, 2)
            # whoever had to wait has left a lock file; readers still read along
            assert file.with_name("crm.duckdb.lock").exists()
            assert ws.value(COUNT) == 1
        holder.go_on()
        holder.end()
    assert ak.open(file).value(COUNT) == 1


def test_a_process_that_holds_the_file_idle_lets_go_when_somebody_waits(file: Path) -> None:
    """A notebook between two cells; its own time to let go is set so far that only the gate can do it."""
    script = """
borrowing.KEPT_SECONDS = 10_000
tag(2)
assert list(borrowing.lingering._open_files)
say("idle")
hear()
tag(3)
say("done")
"""
    with other(script, file) as notebook:
        assert notebook.hear() == "idle"
        ws = ak.open(file, lock_timeout=PATIENCE)
        assert ws.value(COUNT) == 2
        tag(ws, 4)
        ws.close()
        notebook.go_on()
        assert notebook.end() == "done"
    assert ak.open(file).value(COUNT) == 4


def test_a_file_is_let_go_some_time_after_its_last_use_although_nobody_waits(file: Path) -> None:
    script = """
import time
tag(2)
while list(borrowing.lingering._open_files):
    time.sleep(0.05)
say("let go")
hear()
"""
    with other(script, file) as notebook:
        assert notebook.hear() == "let go"
        assert not file.with_name("crm.duckdb.lock").exists()
        assert ak.open(file, lock_timeout=0.0).value(COUNT) == 2


LOOPING = """
import time

say("ready")
hear()
rounds = seen = 0
until = time.monotonic() + {seconds}
while time.monotonic() < until:
    if {writes}:
        with ws.transaction():
            tag({first} + 2 * rounds)
            tag({first} + 2 * rounds + 1)
    else:
        before, seen = seen, ws.value("SELECT count(*) FROM tags")
        assert seen % 2 == 1, "a torn state"
        assert seen >= before, "a stale state"
    rounds += 1
    if {closes}:
        ws.close()
        ws = ak.open(sys.argv[1], lock_timeout=60)
say(rounds)
"""


def test_two_writers_and_three_readers_lose_nothing_and_all_get_turns(file: Path) -> None:
    """One writer and one reader hold on to their workspace, the others open and close it every time."""
    with contextlib.ExitStack() as stack:
        everybody = [
            stack.enter_context(
                other(
                    LOOPING.format(seconds=4.0, writes=n < 2, closes=n % 2, first=(n + 1) * 1_000_000), file
                )
            )
            for n in range(5)
        ]
        assert [each.hear() for each in everybody] == ["ready"] * 5
        for each in everybody:
            each.go_on()
        rounds = [int(each.end()) for each in everybody]
    assert min(rounds) >= 1, rounds
    assert ak.open(file).value(COUNT) == 1 + 2 * (rounds[0] + rounds[1])


def test_without_a_gate_processes_share_the_file_too(file: Path) -> None:
    """A folder where no lock file can be made; here because something else has its name."""
    file.with_name("crm.duckdb.lock").mkdir()
    with other(HOLDING.format(how="transaction"), file) as holder:
        assert holder.hear() == "holding"
        with pytest.raises(ak.WorkspaceBusy, match=f"PID {holder.process.pid}"):
            ak.open(file, lock_timeout=0.2)
        threading.Timer(0.3, holder.go_on).start()
        assert ak.open(file, lock_timeout=PATIENCE).value(COUNT) == 2


# --- kill -9


def test_kill_9_in_a_transaction_leaves_the_workspace_as_it_was(file: Path) -> None:
    with other(HOLDING.format(how="transaction"), file) as holder:
        assert holder.hear() == "holding"
        holder.process.kill()
        holder.process.wait(PATIENCE)
    with ak.open(file, lock_timeout=PATIENCE) as ws:
        assert ws.value(COUNT) == 1
        tag(ws, 2)
    assert ak.open(file, read_only=True).value(COUNT) == 2


def test_what_was_committed_before_kill_9_is_there_for_a_reader_that_may_not_write(file: Path) -> None:
    with other("tag(2)\nsay('committed')\nhear()", file) as holder:
        assert holder.hear() == "committed"
        holder.process.kill()
        holder.process.wait(PATIENCE)
    assert ak.open(file, read_only=True, lock_timeout=PATIENCE).value(COUNT) == 2


def test_a_lock_file_that_was_left_behind_does_no_harm(file: Path) -> None:
    lock = file.with_name("crm.duckdb.lock")
    with other(HOLDING.format(how="transaction"), file) as holder:
        assert holder.hear() == "holding"
        with other("", file) as waiting:
            while not lock.exists():  # until it stands at the gate
                assert waiting.process.poll() is None
            waiting.process.kill()
            waiting.process.wait(PATIENCE)
        holder.process.kill()
        holder.process.wait(PATIENCE)
    assert lock.exists()
    with ak.open(file, lock_timeout=PATIENCE) as ws:
        tag(ws, 2)
        assert ws.value(COUNT) == 2


# --- within one other process


FORKING = """
import os
import warnings

warnings.simplefilter("ignore")  # newer Pythons warn of every fork

def in_child(do):
    child = os.fork()
    if not child:
        try:
            do()
        except ak.WorkspaceClosed as error:
            say(error)
        finally:
            os._exit(0)
    os.waitpid(child, 0)

in_child(lambda: tag(2))
say(ws.value("SELECT count(*) FROM tags"))
with ws.transaction():
    tag(3)
    in_child(lambda: tag(4))
say(ws.value("SELECT count(*) FROM tags"))
memory = ak.open()
in_child(memory.counts)
say(memory)
"""


if hasattr(os, "fork"):

    def test_a_forked_child_shares_nothing_with_its_parent(file: Path) -> None:
        with other(FORKING, file) as forking:
            said = forking.end().splitlines()
        assert said[0] == "2"
        assert re.search("was forked by one that was using the workspace", said[1])
        assert said[2] == "3"
        assert re.search("Fork outside reading", said[3])
        assert said[4] == "<Workspace in memory: new and empty>"


INTERRUPTED = """
import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with ws.transaction():
        tag(2)
        say("running")
        ws.value("SELECT sum(hash(range)) FROM range(1_000_000_000_000)")
except KeyboardInterrupt:
    say(ws.value("SELECT count(*) FROM tags"))
tag(3)
say(ws.value("SELECT count(*) FROM tags"))
"""


def test_ctrl_c_in_a_query_rolls_back_and_the_workspace_goes_on(file: Path) -> None:
    with other(INTERRUPTED, file) as interrupted:
        assert interrupted.hear() == "running"
        time.sleep(0.2)  # into the query; an earlier Ctrl-C would do the same
        interrupted.process.send_signal(signal.SIGINT)
        assert interrupted.end().split() == ["1", "2"]


def test_moments_need_no_pytz(file: Path) -> None:
    script = """
sys.modules["pytz"] = None
say(ws.value("SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00'").isoformat())
say(ws.frame("SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS at")["at"][0].isoformat())
"""
    with other(script, file) as without:
        assert without.end().split() == ["2024-07-01T14:00:00+02:00"] * 2


def test_a_process_that_ends_without_closing_leaves_a_whole_file(file: Path) -> None:
    with other("tag(2)\nbatches = ws.batches('FROM range(100000)', (), 10)\nnext(batches)", file) as careless:
        careless.end()
    assert ak.open(file, lock_timeout=0.0).value(COUNT) == 2
