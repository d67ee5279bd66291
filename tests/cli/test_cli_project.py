"""A project folder, and what belongs to working in it: fields, completion, who acts, being quiet, reports."""

import subprocess
from pathlib import Path

import pytest
import yaml

import accounts_kit as ak
from accounts_kit.cli.exit_codes import ExitCode
from tests.cli.running import in_a_process, one_line, run


def test_a_project_has_a_workspace_notebooks_and_what_git_may_keep(folder: Path) -> None:
    done = run("init", "klanten", "--language", "en")
    assert done.exit_code == ExitCode.OK, done.stderr
    assert "Go on with: accounts-kit lab" in done.stderr
    project = folder / "klanten"
    with ak.open(project / "crm.duckdb") as ws:
        assert ws.language == "en"
        segment = ak.Segment.from_yaml((project / "segments" / "te-mailen.yaml").read_text(encoding="utf-8"))
        assert ak.segments.count(ws, segment) == 0
        assert ak.segments.pull(ws, project / "segments", confirm=True)["name"].tolist() == ["Te mailen"]
    assert yaml.safe_load((project / ".github/workflows/notebooks.yml").read_text(encoding="utf-8"))["jobs"]
    assert {path.name for path in (project / "notebooks").iterdir()} >= {"03_segments.ipynb", "reports"}
    assert (project / "data" / "contacts.csv").is_file()


def test_git_keeps_no_personal_data_of_a_project(folder: Path) -> None:
    run("init", "klanten")
    project = folder / "klanten"
    for name in ("files/mensen.csv", "exports/lijst.xlsx", "rapport.html", "alles.parquet"):
        (project / name).write_text("persoonlijk", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"],
        cwd=project, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert "data/contacts.csv" in listed
    assert "files/.gitkeep" in listed
    kept = [name for name in listed if name.endswith((".csv", ".xlsx", ".html", ".parquet", ".duckdb"))]
    assert [name for name in kept if not name.startswith("data/")] == []


def test_a_folder_that_holds_something_is_left_as_it_is(folder: Path) -> None:
    (folder / "klanten").mkdir()
    (folder / "klanten" / "brief.txt").write_text("x", encoding="utf-8")
    assert "klanten holds something already" in one_line(run("init", "klanten"))
    assert [path.name for path in (folder / "klanten").iterdir()] == ["brief.txt"]


def test_fields_are_listed_with_those_of_the_workspace() -> None:
    with ak.open("crm.duckdb") as ws:
        ak.fields.define(ws, "account", "Kleur", "dropdown", options=["rood", "blauw"])
    done = run("fields", "account", "--format", "csv")
    assert 'account.kleur,Kleur,dropdown,"rood, blauw"' in done.stdout.splitlines()
    assert "contact.tags" in run("fields").stdout


def test_quiet_says_nothing_but_data_and_errors() -> None:
    run("init")
    assert run("check").stderr == "crm.duckdb is sound.\n"
    assert run("--quiet", "check").stderr == ""
    assert "There is no workspace" in run("--quiet", "-w", "other.duckdb", "check").stderr


def test_who_acts_is_said_in_front_and_has_the_rights_of_that_user() -> None:
    with ak.open("crm.duckdb") as ws:
        ak.users.create(ws, "Els", email="els@firma.example", role="admin")
        ak.users.create(ws, "Vic", email="vic@firma.example", role="viewer")
    rule = '{"field": "account.city", "op": "is", "value": "Gent"}'
    save = ("segments", "save", "--name", "Gent", "--rule", rule, "--comment", "Begin.")
    assert "Vic" in one_line(run("--user", "Vic", *save))
    assert run("--user", "els@firma.example", *save).stdout == "Gent: version 1\n"
    with ak.open("crm.duckdb") as ws:
        told = ak.segments.history(ws, "Gent")
        assert (told["who"][0], told["comment"][0]) == ("Els", "Begin.")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == ExitCode.OK
    assert "_ACCOUNTS_KIT_COMPLETE" in done.stdout


def test_lab_says_what_to_do_where_there_are_no_notebooks() -> None:
    assert "accounts-kit init FOLDER" in one_line(run("lab"))


def test_a_report_is_written_and_its_path_is_the_data(folder: Path) -> None:
    with ak.open("crm.duckdb") as ws:
        ak.accounts.create(ws, "Acme", employees=5)
    done = in_a_process("report", "accounts", "--out", "a.html", "--as-of", "2026-03-31", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.OK, "a.html\n")
    assert done.stderr == "Accountoverzicht: 6 charts, 3 tables\n"
    assert "a.html exists already" in one_line(run("report", "accounts", "--out", "a.html"))
    assert "has no parameter 'citi'" in one_line(run("report", "accounts", "--out", "b.html", "-p", "citi=x"))
    assert run("report", "accounts", "-p", "citi").exit_code == ExitCode.USAGE
