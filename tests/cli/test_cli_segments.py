"""accounts-kit segments, check and export: a number, a table, a file; and rules that cannot be."""

import json
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.cli.exit_codes import ExitCode
from tests.cli.running import one_line, run

GENT = json.dumps({"field": "account.city", "op": "is", "value": "Gent"})


# --- segments


def test_a_count_is_the_number_and_nothing_else(workspace: Path) -> None:
    result = run("segments", "count", "--rule", GENT)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1\n", "")


@pytest.mark.parametrize(("form", "said"), [("csv", "count\n1\n"), ("json", '{\n  "count": 1\n}\n')])
def test_a_count_for_programs_has_its_name(form: str, said: str, workspace: Path) -> None:
    assert run("segments", "count", "--rule", GENT, "--of", "accounts", "--format", form).stdout == said


SEGMENT = """\
name: In Gent
of: contacts
rule:
  all:
    - {field: account.city, op: is, value: Gent}
    - {field: contact.created_at, op: '>=', value: 2020-01-01}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gent.yaml", SEGMENT),
        ("gent.yml", GENT),
        ("gent.json", GENT),
        ("gent.json", json.dumps({"name": "In Gent", "of": "accounts", "rule": json.loads(GENT)})),
        ("In Gent", SEGMENT),
    ],
)
def test_a_segment_is_read_from_a_file_of_yaml_or_json(
    name: str, text: str, folder: Path, workspace: Path
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    result = run("segments", "count", name)
    assert (result.exit_code, result.stdout) == (0, "1\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nergens.yaml"], "There is no file 'nergens.yaml'."),
        (["Klanten"], "No segment 'Klanten' is saved here."),
        (["--rule", "{"], "--rule cannot be read: "),
        (["--rule", "[]"], "--rule holds no rule. "),
        (["--rule", '{"field": "account.cty", "op": "is", "value": 1}'], "Did you mean 'account.city'?"),
        (["stuk.yaml"], "stuk.yaml cannot be read: "),
        (["--rule", GENT, "--as-of", "gisteren"], "as_of='gisteren' is neither a day nor a moment."),
    ],
)
def test_a_segment_that_cannot_be_is_one_line(
    words: list[str], said: str, folder: Path, workspace: Path
) -> None:
    (folder / "stuk.yaml").write_text("all: [", encoding="utf-8")
    assert said in one_line(run("segments", "count", *words))


@pytest.mark.parametrize("words", [[], ["a.yaml", "--rule", GENT]])
def test_a_segment_is_said_once(words: list[str], workspace: Path) -> None:
    result = run("segments", "count", *words)
    assert result.exit_code == ExitCode.USAGE
    assert "or a rule with --rule, and not both" in result.stderr


def test_members_are_shown_with_the_columns_that_are_asked_for(workspace: Path) -> None:
    words = ["--column", "contact.email", "--column", "account.employees"]
    result = run("segments", "members", "--rule", '{"everyone": true}', *words)
    assert result.stdout == (
        "contact.email     account.employees\n"
        "----------------  -----------------\n"
        "jan@acme.example               1200\n"
        "an@gamma.example\n"
    )


def test_a_segment_without_members_is_nothing_a_header_or_an_empty_list(workspace: Path) -> None:
    nobody = ["segments", "members", "--rule", '{"field": "contact.email", "op": "is", "value": "x"}']
    assert run(*nobody).stdout == ""
    assert run(*nobody, "--column", "contact.email", "--format", "csv").stdout == "contact.email\n"
    assert run(*nobody, "--format", "json").stdout == "[]\n"


# --- check


def test_a_sound_workspace_has_nothing_on_stdout(workspace: Path) -> None:
    result = run("check", "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "crm.duckdb is sound.\n")


def test_a_broken_workspace_is_told_and_with_strict_it_is_the_exit_code(workspace: Path) -> None:
    with ak.open(workspace) as ws:
        ws.execute("UPDATE contacts SET account_id = 99 WHERE contact_id = 1")
    result = run("check")
    assert result.exit_code == ExitCode.OK
    assert result.stdout.splitlines()[2].split()[:3] == ["reference", "contacts", "1"]
    assert result.stderr == "crm.duckdb: 1 problems.\n"
    assert run("check", "--strict").exit_code == ExitCode.PROBLEMS


# --- export


def test_an_export_is_a_file_and_talk(workspace: Path, folder: Path) -> None:
    greeting = ["--merge-field", "AANHEF", "Beste {{ contact.first_name | default: 'relatie' }}"]
    words = ["--profile", "excel-nl", "--column", "contact.email", *greeting]
    result = run("export", "--rule", '{"everyone": true}', "wie.csv", *words)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 rows in wie.csv (excel-nl).\n"
    assert (folder / "wie.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "E-mailadres;AANHEF",
        "jan@acme.example;Beste Jan",
        "an@gamma.example;Beste relatie",
    ]


def test_all_of_a_kind_are_exported_by_its_name(workspace: Path, folder: Path) -> None:
    assert run("export", "accounts", "klanten.csv").stderr == "2 rows in klanten.csv (rfc4180).\n"


def test_an_audience_leaves_out_who_cannot_be_mailed_and_counts_them(workspace: Path) -> None:
    result = run("export", "contacts", "wie.csv", "--audience")
    assert result.stderr.startswith("1 row")
    assert "Left out: 1 unsubscribed" in result.stderr


def test_an_export_replaces_a_file_only_when_told(workspace: Path, folder: Path) -> None:
    (folder / "wie.csv").write_text("mine", encoding="utf-8")
    assert "wie.csv exists already. To replace it, add --overwrite." in one_line(
        run("export", "contacts", "wie.csv")
    )
    assert (folder / "wie.csv").read_text(encoding="utf-8") == "mine"
    assert run("export", "contacts", "wie.csv", "--overwrite").exit_code == ExitCode.OK
    assert (folder / "wie.csv").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("words", [["contacts"], ["a", "b", "c"], ["a.yaml", "b.csv", "--rule", GENT]])
def test_an_export_is_of_one_segment_to_one_file(words: list[str], workspace: Path) -> None:
    result = run("export", *words)
    assert result.exit_code == ExitCode.USAGE
    assert "Give SEGMENT and FILE; or --rule and FILE." in result.stderr


def test_a_folder_that_cannot_be_written_is_one_line(workspace: Path, folder: Path) -> None:
    (folder / "file").touch()
    assert "file" in one_line(run("export", "contacts", "file/wie.csv"))
