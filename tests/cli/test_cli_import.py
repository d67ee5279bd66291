"""accounts-kit import and sample: counts, problems, rejects, and what the library is told."""

import json
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.cli.exit_codes import ExitCode
from tests.cli.running import one_line, run

GENT = json.dumps({"field": "account.city", "op": "is", "value": "Gent"})


# --- import


def test_a_plan_writes_nothing_and_says_so(accounts_file: Path, folder: Path) -> None:
    result = run("import", "plan", "accounts", accounts_file)
    assert result.exit_code == ExitCode.OK
    assert result.stdout.startswith("rows       3\ncreated    2\nupdated    0\nunchanged  0\nrejected   1\n")
    assert "Problems (1)\ncheck   column" in result.stdout
    assert result.stderr.endswith("This is a plan: nothing is written.\n")
    assert list(folder.iterdir()) == [accounts_file]


def test_a_run_loads_the_good_rows_and_keeps_the_others(accounts_file: Path, folder: Path) -> None:
    result = run("import", "run", "accounts", accounts_file, "--rejects", "mis.csv")
    assert result.exit_code == ExitCode.OK
    assert result.stderr.endswith("1 rejected row is in mis.csv.\n")
    assert (
        (folder / "mis.csv").read_text(encoding="utf-8").splitlines()[1].startswith("Beta;Sofware;12;Gent;3;")
    )
    with ak.open(folder / "crm.duckdb", read_only=True) as ws:
        assert list(ak.accounts.table(ws)["name"]) == ["Acme B.V.", "Gamma"]


@pytest.mark.parametrize("command", ["plan", "run"])
def test_strict_makes_rejected_rows_the_exit_code(command: str, accounts_file: Path) -> None:
    assert run("import", command, "accounts", accounts_file, "--strict").exit_code == ExitCode.PROBLEMS
    corrected = accounts_file.read_text(encoding="utf-8").replace("Sofware", "Software")
    accounts_file.write_text(corrected, encoding="utf-8")
    assert run("import", command, "accounts", accounts_file, "--strict").exit_code == ExitCode.OK


@pytest.mark.parametrize("command", ["plan", "run"])
def test_strict_counts_a_problem_that_costs_only_its_cell(command: str, folder: Path) -> None:
    (folder / "mensen.csv").write_text("external_id;E-mail;Telefoon\n7;fout@;0612345678\n", encoding="utf-8")
    said = run("import", command, "contacts", "mensen.csv", "--key", "external_id", "--strict")
    assert said.exit_code == ExitCode.PROBLEMS
    assert "created    1\n" in said.stdout
    assert "rejected   0\n" in said.stdout


def test_what_was_assumed_of_a_file_is_talk(accounts_file: Path) -> None:
    result = run("import", "plan", "accounts", accounts_file)
    assert "klanten.csv: ';' separate 4 columns.\n" in result.stderr
    assert "separate" not in result.stdout


def test_an_import_as_csv_is_its_problems(accounts_file: Path) -> None:
    result = run("import", "plan", "accounts", accounts_file, "--format", "csv")
    header, problem = result.stdout.splitlines()
    assert header == "line,column,check,value,message"
    assert problem.startswith("3,Industrie/vertical,option,Sofware,")


def test_an_import_as_json_is_all_of_it(folder: Path) -> None:
    (folder / "mensen.csv").write_text("E-mail,Account\njan@acme.example,Acme BV\n", encoding="utf-8")
    said = json.loads(run("import", "run", "contacts", "mensen.csv", "--format", "json").stdout)
    assert (said["what"], said["file"], said["rows"], said["created"]) == ("contacts", "mensen.csv", 1, 1)
    assert said["accounts_created"] == [{"name": "Acme BV", "nearest": None, "line": 2}]
    assert [one["field"] for one in said["mapping"]] == ["contact.email", "contact.account"]
    assert said["problems"] == said["moved"] == []


def test_what_an_import_is_told_reaches_the_library(folder: Path, workspace: Path) -> None:
    (folder / "mensen.csv").write_text("Mail privé;Firma\njan@nieuw.example;Nieuw\n", encoding="cp1252")
    (folder / "kaart.yaml").write_text("version: 1\ncolumns: {Mail privé: email}\n", encoding="utf-8")
    plan = ["import", "plan", "contacts", "mensen.csv", "--mapping", "kaart.yaml", "--encoding", "cp1252"]
    told = run(*plan, "--unknown-accounts", "refuse", "--tag", "beurs", "--format", "json")
    said = json.loads(told.stdout)
    assert [one["check"] for one in said["problems"]] == ["unknown_account"]
    assert said["mapping"][0] == {
        "column": "Mail privé", "field": "contact.email", "how": "stated", "confidence": 1,
        "samples": "jan@nieuw.example", "note": "",
    }  # fmt: skip


def test_a_missing_file_is_one_line_and_makes_no_workspace(folder: Path) -> None:
    assert one_line(run("import", "run", "accounts", "kwijt.csv")).startswith(
        "Error: There is no file kwijt.csv"
    )
    assert not list(folder.iterdir())


def test_rejects_never_replace_a_file_that_somebody_corrects(accounts_file: Path, folder: Path) -> None:
    (folder / "mis.csv").write_text("corrected", encoding="utf-8")
    result = run("import", "run", "accounts", accounts_file, "--rejects", "mis.csv")
    assert result.exit_code == ExitCode.FAILED
    assert "mis.csv is there already" in result.stderr
    assert (folder / "mis.csv").read_text(encoding="utf-8") == "corrected"
    assert not (folder / "crm.duckdb").exists()  # nothing was loaded before that was said


# --- sample


def test_a_sample_is_files_that_can_be_imported(folder: Path) -> None:
    result = run("sample", "monster", "--accounts", 3, "--contacts", 5)
    files = [Path(line) for line in result.stdout.splitlines()]
    assert [file.name for file in files] == ["accounts.csv", "contacts.csv", "custom_fields.csv", "notes.csv"]
    for what in ("custom_fields", "accounts", "contacts", "notes"):
        loaded = run("import", "run", what, folder / "monster" / f"{what}.csv", "--strict")
        assert loaded.exit_code == ExitCode.OK, loaded.output


def test_an_import_that_fails_leaves_no_new_workspace(folder: Path) -> None:
    (folder / "raar.csv").write_text("Kolom;Andere\n1;2\n", encoding="utf-8")
    result = run("import", "run", "contacts", "raar.csv")
    assert result.exit_code == ExitCode.FAILED
    assert [path.name for path in folder.iterdir() if path.suffix == ".duckdb"] == []
