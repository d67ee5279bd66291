"""kill -9 in the middle of an import, its commit included: afterwards all of it is there, or nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import accounts_kit as ak

KILLS = 20
ROWS = 20_000
ACCOUNTS = 500

# Says "ready" when everything is loaded and "done" when run() has returned: it was reported done.
VICTIM = """
import sys
import accounts_kit as ak
ws = ak.open(sys.argv[1])
ak.imports.run  # loaded before the clock starts
ws.counts()
print("ready", flush=True)
ak.imports.run(ws, "contacts", sys.argv[2], tags=("beurs",))
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def contacts_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean file of contacts, each with one of a few hundred accounts."""
    path = tmp_path_factory.mktemp("kill") / "contacts.csv"
    rows = [f"jan.{n}@firma{n}.example,Jan,Firma {n % ACCOUNTS} B.V." for n in range(ROWS)]
    path.write_text("\n".join(["E-mailadres,Voornaam,Bedrijfsnaam", *rows]), encoding="utf-8")
    return path


def _victim(workspace: Path, file: Path, before: str = "", **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", before + VICTIM, str(workspace), str(file)]
    victim = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env})
    assert victim.stdout
    assert victim.stdout.readline() == "ready\n"
    return victim


def _state(workspace: Path) -> dict[str, int]:
    with ak.open(workspace) as ws:
        assert ak.check(ws).empty
        pairs = ws.value("SELECT count(*) FROM contact_tags")
        return {**ws.counts(), "contact_tags": pairs, "change_sets": len(ak.changes.table(ws))}


def test_an_import_that_is_killed_leaves_all_or_nothing(tmp_path: Path, contacts_csv: Path) -> None:
    untouched = tmp_path / "untouched.duckdb"
    victim = _victim(untouched, contacts_csv)
    began = time.monotonic()
    assert victim.communicate(timeout=120)[0] == "done\n"
    whole = time.monotonic() - began
    everything = _state(untouched)
    assert everything["contacts"] == ROWS
    assert everything["accounts"] == ACCOUNTS

    chance = random.Random(20)
    seen = set()
    for number in range(KILLS):
        workspace = tmp_path / f"{number}.duckdb"
        with ak.open(workspace) as ws:
            ak.accounts.create(ws, "Was er al B.V.")
            before = {**ws.counts(), "contact_tags": 0, "change_sets": 1}
        victim = _victim(workspace, contacts_csv)
        # Every other one dies around the commit, which is the last part of the whole.
        time.sleep(whole * (chance.uniform(0, 1) if number % 2 else chance.uniform(0.8, 1.1)))
        victim.kill()
        reported_done = "done" in victim.communicate(timeout=60)[0]
        after = _state(workspace)
        all_of_it = {name: count + before[name] for name, count in everything.items()}
        assert after in (before, all_of_it)
        assert after == all_of_it or not reported_done
        seen.add(after == all_of_it)
    assert False in seen, "No import was killed before its end: the test proved nothing."


# Everything waits on disk, and DuckDB has little memory.
EVERYTHING_WAITS = """
from accounts_kit.imports import sparing, waiting
waiting.IN_MEMORY = 0
sparing.AT_LEAST, sparing.A_ROW, sparing.A_BYTE_OF_A_KEY = 50 * 2**20, 0, 0
"""


def test_an_import_that_is_killed_while_its_rows_wait_leaves_nothing_on_disk(
    tmp_path: Path, contacts_csv: Path
) -> None:
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    began = time.monotonic()
    whole_run = _victim(tmp_path / "whole.duckdb", contacts_csv, EVERYTHING_WAITS, TMPDIR=str(waiting))
    assert whole_run.communicate(timeout=120)[0] == "done\n"
    whole = time.monotonic() - began
    everything = _state(tmp_path / "whole.duckdb")
    assert everything["contacts"] == ROWS
    seen = set()
    for number in range(6):
        workspace = tmp_path / f"{number}.duckdb"
        with ak.open(workspace) as ws:
            empty = {**ws.counts(), "contact_tags": 0, "change_sets": 0}
        victim = _victim(workspace, contacts_csv, EVERYTHING_WAITS, TMPDIR=str(waiting))
        time.sleep(whole * (number + 1) / 7)
        victim.kill()
        victim.communicate(timeout=60)
        assert os.name == "nt" or not list(waiting.iterdir())
        after = _state(workspace)
        assert after in (empty, everything)
        seen.add(after == everything)
    assert False in seen, "No import was killed before its end: the test proved nothing."


def test_what_duckdb_put_beside_a_file_is_removed_when_its_process_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "crm.duckdb"
    spilling = (
        "import sys, accounts_kit as ak\n"
        "ws = ak.open(sys.argv[1])\n"
        "with ws.transaction():\n"
        "    ws.stay_within(60 * 2**20)\n"
        "    ws.rows('CREATE TEMP TABLE large AS SELECT md5(CAST(i AS VARCHAR)) AS a, "
        "md5(CAST(i + 1 AS VARCHAR)) AS b FROM range(1500000) AS many(i)')\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", spilling, str(path)]
    victim = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert victim.stdout
    assert victim.stdout.readline() == "ready\n"
    beside = tmp_path / "crm.duckdb.tmp"
    assert list(beside.iterdir()), "DuckDB put nothing beside the file: the test proves nothing."
    victim.kill()
    victim.communicate(timeout=60)
    assert list(beside.iterdir())
    with ak.open(path) as ws:
        ak.accounts.create(ws, "Acme B.V.")
        assert not beside.exists()
