"""accounts-kit import show and undo: which files came in, what came of them, and taking them back."""

import json
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.cli.exit_codes import ExitCode
from tests.cli.running import in_a_process, one_line, run


@pytest.fixture
def loaded(accounts_file: Path, folder: Path) -> Path:
    """A workspace into which a file came, with one row kept out."""
    assert run("import", "run", "accounts", accounts_file).exit_code == ExitCode.OK
    return folder / "crm.duckdb"


# --- show


def test_imports_are_listed_newest_first(loaded: Path, folder: Path) -> None:
    (folder / "mensen.csv").write_text("E-mail\njan@acme.example\n", encoding="utf-8")
    run("import", "run", "contacts", "mensen.csv")
    header, _, *rows = run("import", "show").stdout.splitlines()
    assert header.split()[:5] == ["import_id", "at", "who", "what", "file"]
    assert [row.split()[0] for row in rows] == ["2", "1"]
    assert "klanten.csv" in rows[1]


def test_a_list_of_imports_for_programs(loaded: Path) -> None:
    [row] = json.loads(run("import", "show", "--format", "json").stdout)
    assert (row["file"], row["rows"], row["created"], row["rejected"]) == ("klanten.csv", 3, 2, 1)
    assert run("import", "show", "--format", "csv").stdout.splitlines()[1].startswith("1,")


def test_nothing_is_listed_where_nothing_came_in(workspace: Path) -> None:
    assert run("import", "show").stdout == ""
    assert run("import", "show", "--format", "json").stdout == "[]\n"


def test_one_import_is_told_in_full(loaded: Path) -> None:
    facts, records, problems, columns, assumed = run("import", "show", "1").stdout.split("\n\n")
    told = {line.split()[0]: line.partition(" ")[2].strip() for line in facts.splitlines()}
    assert (told["file"], told["created"], told["change_set_id"]) == ("klanten.csv", "2", "1")
    assert len(told["sha256"]) == 64
    assert told["at"].count("-") == 2 and "." not in told["at"]
    assert records.splitlines()[-1].split() == ["account", "2", "0", "0"]
    assert problems.splitlines()[-1].split() == ["option", "Industrie/vertical", "1", "3"]
    assert columns.splitlines()[3].split() == ["Bedrijfsnaam", "account.name"]
    assert "';' separate 4 columns." in assumed.splitlines()


def test_one_import_as_json_is_all_that_is_known(loaded: Path) -> None:
    said = json.loads(run("import", "show", "1", "--format", "json").stdout)
    assert said["problems"] == [
        {"check": "option", "column": "Industrie/vertical", "rows": 1, "first_line": 3}
    ]
    assert said["records"] == [{"record": "account", "created": 2, "updated": 0, "unchanged": 0}]
    assert [one["field"] for one in said["mapping"]][:2] == ["account.name", "account.industry"]
    assert said["undone_by"] is None


def test_one_import_as_csv_is_its_problems_by_check(loaded: Path) -> None:
    said = run("import", "show", "1", "--format", "csv").stdout
    assert said == "check,column,rows,first_line\noption,Industrie/vertical,1,3\n"


@pytest.mark.parametrize("command", ["show", "undo"])
def test_an_import_that_is_not_there_is_one_line(command: str, loaded: Path) -> None:
    line = one_line(run("import", command, "9"))
    assert line == "Error: No import 9. accounts-kit import show lists them."


@pytest.mark.parametrize("command", ["show", "undo"])
def test_an_import_is_named_by_a_number(command: str, loaded: Path) -> None:
    assert run("import", command, "klanten.csv").exit_code == ExitCode.USAGE


@pytest.mark.parametrize("words", [["show"], ["show", "1"], ["undo", "1"]])
def test_no_workspace_is_made_to_look_into(words: list[str], folder: Path) -> None:
    assert one_line(run("import", *words)).startswith("Error: There is no workspace crm.duckdb.")
    assert not list(folder.iterdir())


# --- undo


def test_an_import_is_taken_back_and_listed_as_such(loaded: Path) -> None:
    result = run("import", "undo", "1", "--strict")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    assert result.stderr == "2 removed, 0 set back, 0 restored; 0 stay because they changed since.\n"
    with ak.open(loaded, read_only=True) as ws:
        assert ws.counts()["accounts"] == 0
    [row] = json.loads(run("import", "show", "--format", "json").stdout)
    assert row["undone_by"] == 2


def test_taking_back_twice_says_that_nothing_is_left(loaded: Path) -> None:
    run("import", "undo", "1")
    result = run("import", "undo", "1", "--strict")
    assert result.exit_code == ExitCode.OK
    assert result.stderr == ("Import 1 changed nothing, or was taken back before: nothing is left of it.\n")


def test_what_changed_since_stays_and_with_strict_it_is_the_exit_code(loaded: Path) -> None:
    with ak.open(loaded) as ws:
        ak.accounts.update(ws, "Gamma", city="Ieper")
    result = run("import", "undo", "1", "--strict", "--format", "csv")
    assert result.exit_code == ExitCode.PROBLEMS
    header, kept = result.stdout.splitlines()
    assert header == "table,record_id,field,why"
    assert kept.startswith("accounts,2,,")
    assert result.stderr == "1 removed, 0 set back, 0 restored; 1 stay because they changed since.\n"


# --- workspaces that cannot be used


@pytest.mark.parametrize("command", [["plan"], ["plan", "--unknown-columns", "create"], ["run"]])
def test_a_file_that_is_no_workspace_is_left_alone(
    command: list[str], accounts_file: Path, folder: Path
) -> None:
    (folder / "crm.duckdb").write_text("geen database", encoding="utf-8")
    name, *words = command
    line = one_line(run("import", name, "accounts", accounts_file, *words))
    assert line.startswith("Error: crm.duckdb is not a workspace")
    assert (folder / "crm.duckdb").read_text(encoding="utf-8") == "geen database"


def test_help_of_every_import_command_names_its_argument(folder: Path) -> None:
    done = in_a_process("import", "plan", "--help", cwd=folder)
    assert done.stdout.startswith("Usage: accounts-kit import plan [OPTIONS] WHAT FILE\n")
