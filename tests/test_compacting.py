"""Writing the file anew: nothing of what was purged is left in it, and everything else is as it was."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import accounts_kit as ak

ROOT = Path(__file__).parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        ak.fields.define(ws, "account", "Kleur", "text")
        ak.accounts.create(ws, "Acme", kleur="rood")
        ak.contacts.create(ws, "geheim@acme.nl", last_name="Geheimpje " * 20, account="Acme")
    return path


def test_a_purged_contact_stands_in_no_byte_of_the_file(path: Path) -> None:
    with ak.open(path) as ws:
        ak.contacts.delete(ws, 1, confirm=True)
        ak.contacts.purge(ws, 1, confirm=True)
        before = {**ws.counts(), "changes": len(ak.changes.table(ws))}
        ws.close()
    assert b"Geheimpje" in path.read_bytes()  # DuckDB leaves it there
    with ak.open(path) as ws:
        ws.compact()
        assert {**ws.counts(), "changes": len(ak.changes.table(ws))} == before
        assert ak.accounts.get(ws, "Acme").kleur == "rood"
        assert ak.check(ws).empty
        assert ak.contacts.create(ws, "jan@acme.nl").contact_id == 2  # the numbers go on
        with pytest.raises(ak.AlreadyExists, match="'ACME' exists already"):
            ak.accounts.create(ws, "ACME")
    left = [one.name for one in path.parent.iterdir() if one.suffix not in (".lock",)]
    assert left == ["crm.duckdb"]
    assert b"Geheimpje" not in path.read_bytes()


def test_other_threads_go_on_before_and_after(path: Path) -> None:
    stop = threading.Event()
    counted: list[int] = []
    with ak.open(path) as ws:

        def count() -> None:
            while not stop.is_set():
                counted.append(ak.open(path).counts()["contacts"])

        threads = [threading.Thread(target=count) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(5):
            ak.accounts.create(ws, f"Firma {number}")
            ws.compact()
        stop.set()
        for thread in threads:
            thread.join(30)
        assert set(counted) == {1}
        assert ws.counts()["accounts"] == 6


WRITER = """
import sys
import accounts_kit as ak
ws = ak.open(sys.argv[1], lock_timeout=60)
for number in range(40):
    ak.accounts.create(ws, f"Van de ander {number}")
print("done")
"""


def test_another_process_loses_nothing_that_it_wrote(path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with ak.open(path, lock_timeout=60) as ws:
        while other.poll() is None:
            ws.compact()
    assert other.communicate(timeout=60)[0] == "done\n"
    with ak.open(path) as ws:
        assert ws.counts()["accounts"] == 41
        assert ak.check(ws).empty


def test_a_file_is_not_written_anew_in_the_middle_of_something(path: Path) -> None:
    with ak.open(path) as ws:
        with ws.reading(), pytest.raises(ak.WorkspaceReadOnly, match="Compact it after that block"):
            ws.compact()
        with ws.transaction(), pytest.raises(ak.WorkspaceReadOnly, match="Compact it after that block"):
            ws.compact()
    with ak.open(path, read_only=True) as ws, pytest.raises(ak.WorkspaceReadOnly, match="read_only=True"):
        ws.compact()
    ak.open().compact()  # in memory there is nothing to do
