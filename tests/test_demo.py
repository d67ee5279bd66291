"""The demo: its numbers are those of data/README.md and of the files that it writes."""

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import accounts_kit as ak

ROOT = Path(__file__).parent.parent
Rows = list[list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def run_demo(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accounts_kit.cli", "demo", "--folder", "out"]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )


@pytest.fixture(scope="module")
def said(folder: Path) -> str:
    """What the demo says in a pipe; the second time, so that it has to make way for itself."""
    first, second = run_demo(folder), run_demo(folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert second.stdout == first.stdout
    return first.stdout


def table(said: str, first_header: str) -> Rows:
    """The cells of the table whose first column has that header."""
    lines = said.splitlines()
    start = next(number for number, line in enumerate(lines) if re.match(rf" *{first_header}  ", line))
    places = [match.span() for match in re.finditer("-+", lines[start + 1])]
    rows = []
    for line in lines[start + 2 :]:
        if not line:
            break
        rows.append([line[begin:end].strip() for begin, end in places])
    return rows


def stated(title: str) -> Rows:
    """The cells of the first table below a title of data/README.md."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8").split(title, 1)[1]
    block = re.search(r"(?m)(^\|.*\n)+", text)
    assert block
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in block[0].splitlines()]
    return [[cell.strip("| ") for cell in row] for row in rows[2:]]


def records(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    text = path.read_text(encoding=encoding)
    delimiter = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))


def counts() -> dict[str, int]:
    return {what: int(number) for what, number in stated("Afterwards the workspace holds")}


def test_the_rows_of_each_file_are_accepted_and_rejected_as_the_readme_of_the_data_says(said: str) -> None:
    expected = [[row[0], *row[4:]] for row in stated("Import them in this order")]
    assert table(said, "file") == expected != []


def test_what_was_rejected_is_told_by_check_with_the_number_of_rows_and_the_first_line(said: str) -> None:
    told = Counter()
    lines = set()
    for block in re.findall(r"(?s)Rejected from (\S+), by.*?\n\n(.*?)\n\n", said):
        for number, check, line in re.findall(r"(?m)^  - (\d+) x (\w+) +line (\d+): ", block[1]):
            told[block[0], check] += int(number)
            lines.add((block[0], line))
    expected = stated("Each problem, in the order")
    assert told == Counter((file, check) for file, _, _, check, _ in expected)
    assert lines <= {(file, line) for file, line, *_ in expected}


def test_the_rejected_rows_stand_in_files_to_correct(said: str, folder: Path) -> None:
    encodings = {row[0]: row[1] for row in stated("Import them in this order")}
    written = {
        path.name: len(records(path, encodings[path.name])) for path in (folder / "out" / "rejects").iterdir()
    }
    assert written == {file: int(rejected) for file, *_, rejected in table(said, "file")}


def test_contacts_are_linked_as_the_readme_says(said: str) -> None:
    linked, total, alone = re.findall(r"(\d+) of (\d+) contacts belong to an account; (\d+) have none", said)[
        0
    ]
    assert (int(total), int(alone)) == (counts()["contacts"], counts()["contacts without an account"])
    assert int(linked) + int(alone) == int(total)


def test_new_accounts_are_listed_with_the_nearest_name(said: str) -> None:
    made = [row for row in stated("## Accounts that are made") if row[0] == "contacts.csv"]
    assert f"{len(made)} accounts are new" in said
    assert table(said, "line") == [row[1:4] for row in made if row[3] != "-"]


def test_both_segments_have_members_and_the_files_hold_as_many(said: str, folder: Path) -> None:
    told = [int(row[1]) for row in table(said, "segment")]
    files = [(row[0], int(row[1])) for row in table(said.split("6. Where")[1], "file")]
    assert told == [number for _, number in files[:2]]
    assert min(told) > 0
    for name, number in files:
        encoding = "cp1252" if name.endswith("rejects/accounts.csv") else "utf-8-sig"
        assert len(records(folder / name, encoding)) == number


def test_the_segments_hold_whom_a_hand_made_count_finds(said: str, folder: Path) -> None:
    with ak.open(folder / "out" / "crm.duckdb", read_only=True) as ws:
        accounts, contacts = ak.accounts.table(ws), ak.contacts.table(ws)
    both = contacts.merge(accounts, on="account_id", suffixes=("", "_account"))
    growth = both[
        both["industry"].isin(["Software", "IT-diensten"])
        & (both["employees"] >= 50)
        & (both["country"] == "Nederland")
        & (both["status"] != "unsubscribed")
    ]
    ends = both["contracteinde"].astype(str)
    renewal = both[(ends >= "2026-04-01") & (ends <= "2026-06-30") & (both["status"] == "active")]
    assert [int(row[1]) for row in table(said, "segment")] == [len(growth), len(renewal)]


def test_the_coverage_is_that_of_the_written_file(said: str, folder: Path) -> None:
    written = records(folder / "out" / "contract-loopt-af.csv")
    coverage = {row[0]: list(map(int, row[1:])) for row in table(said, "merge field")}
    named = sum(bool(row["first_name"]) for row in written)
    assert coverage["contact.first_name"] == [named, len(written) - named, 0, len(written)]
    assert all(sum(row[:3]) == row[3] == len(written) for row in coverage.values())
    assert sum(row["GREETING"] == "Beste relatie" for row in written) == len(written) - named


def test_three_messages_go_to_members_with_their_own_values(said: str, folder: Path) -> None:
    written = {row["email"]: row for row in records(folder / "out" / "contract-loopt-af.csv")}
    messages = re.findall(r"  \| To: (\S+)\n  \| Subject: (.*)\n  \|\n  \| (.*),\n", said)
    assert len(messages) == 3
    for email, subject, greeting in messages:
        assert written[email]["account"] in subject
        assert written[email]["GREETING"] == greeting


def test_the_workspace_holds_what_the_readme_says(said: str, folder: Path) -> None:
    assert "finds 0 problems" in said
    with ak.open(folder / "out" / "crm.duckdb", read_only=True) as ws:
        held = ws.counts()
    for what in ("accounts", "contacts", "notes", "tags", "custom_fields"):
        assert held[what] == counts()[what]


def test_everything_that_is_named_as_written_is_there_and_nothing_else(said: str, folder: Path) -> None:
    named = {row[0] for row in table(said.split("6. Where")[1], "file")}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    beside = {f"out/{name}.csv.manifest.json" for name in ("software-en-it", "contract-loopt-af")}
    assert found == named | beside | {"out/crm.duckdb", "out/.made-by-the-demo"}
    assert "out/crm.duckdb" in said


def test_a_folder_with_files_of_somebody_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    own = tmp_path / "out" / "crm.duckdb"
    own.parent.mkdir()
    own.write_bytes(b"years of work")
    refused = run_demo(tmp_path)
    assert refused.returncode == 1
    assert (
        refused.stderr
        == "Error: out holds files that no demo made. Give an empty one: --folder build/demo.\n"
    )
    assert [path.name for path in own.parent.iterdir()] == ["crm.duckdb"]
    assert own.read_bytes() == b"years of work"


def test_in_a_pipe_nothing_steers_a_terminal(said: str) -> None:
    assert "\x1b" not in said
    assert not [line for line in said.splitlines() if line != line.rstrip()]
