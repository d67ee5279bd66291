"""accounts-kit coverage, render and export: messages, their gaps, and files of every format."""

import json
from pathlib import Path

import pytest

import accounts_kit as ak
from tests.cli.running import one_line, run

CSV = ("--format", "csv")
EVERYONE = json.dumps({"everyone": True})
SUBJECT = ("--text", "subject", "Voor {{ contact.first_name | default: 'u' }} {{ contact.last_name }}")


@pytest.fixture
def filled(workspace: Path) -> Path:
    with ak.open(workspace) as ws:
        ak.contacts.create(ws, "naamloos@elders.example")
    return workspace


def test_coverage_prints_a_line_for_each_merge_field(filled: Path) -> None:
    result = run("coverage", "--rule", EVERYONE, *SUBJECT, "--format", "json")
    found = json.loads(result.stdout)
    with ak.open(filled) as ws:
        expected = ak.merge_fields.coverage(ws, {"subject": SUBJECT[2]}, ak.everyone())
    assert [(row["merge_field"], row["fallback"], row["nothing"]) for row in found] == list(
        expected[["merge_field", "fallback", "nothing"]].itertuples(index=False, name=None)
    )


def test_coverage_prints_what_looks_wrong_instead(filled: Path) -> None:
    result = run(
        "coverage", "--rule", EVERYONE, "--text", "body", "Beste ,", "--suspicious", "--format", "csv"
    )
    assert result.stdout.splitlines()[1].startswith("body,empty_greeting,")


def test_render_prints_the_texts(filled: Path) -> None:
    result = run("render", "--rule", EVERYONE, *SUBJECT, "--format", "json")
    with ak.open(filled) as ws:
        expected = ak.merge_fields.render(ws, {"subject": SUBJECT[2]}, ak.everyone())
    assert [row["subject"] for row in json.loads(result.stdout)] == expected["subject"].to_list()


def test_render_writes_a_file_and_a_template_may_be_one(filled: Path, folder: Path) -> None:
    (folder / "brief.html").write_text("<p>{{ contact.email }} & co</p>", encoding="utf-8")
    result = run("render", "--rule", EVERYONE, "--file", "body", "brief.html", "--output", "uit.jsonl")
    assert result.exit_code == 0, result.stderr
    first = json.loads((folder / "uit.jsonl").read_text("utf-8").splitlines()[0])
    assert first["body"] == f"<p>{first['email']} & co</p>"
    assert "rows in uit.jsonl" in result.stderr


@pytest.mark.parametrize("output", [(), ("--output", "uit.csv")])
def test_strict_fails_for_a_gap_and_writes_nothing(
    filled: Path, folder: Path, output: tuple[str, ...]
) -> None:
    result = run("render", "--rule", EVERYONE, *SUBJECT, "--strict", *output)
    assert "naamloos@elders.example (contact.last_name)" in one_line(result)
    assert not (folder / "uit.csv").exists()


def test_a_message_needs_a_template(filled: Path) -> None:
    result = run("render", "--rule", EVERYONE)
    assert (result.exit_code, "Give a template: --text subject" in result.stderr) == (2, True)
    result = run("coverage", "--rule", EVERYONE, "--file", "body", "nergens.txt")
    assert (result.exit_code, "There is no file 'nergens.txt'." in result.stderr) == (1, True)


def test_export_writes_for_mailblue_the_audience(filled: Path, folder: Path) -> None:
    result = run(
        "export", "contacts", "uit.csv", "--profile", "mailblue", "--plan", "starter", "--dates", "iso"
    )
    assert result.exit_code == 0, result.stderr
    assert (
        (folder / "uit.csv").read_text("utf-8").startswith("Email,First Name,Last Name,Phone,Job Title,Tags")
    )
    assert "The plan 'starter' has no Accounts" in result.stderr


@pytest.mark.parametrize("name", ["uit.xlsx", "uit.parquet"])
def test_export_writes_the_format_of_the_name(filled: Path, folder: Path, name: str) -> None:
    assert run("export", "contacts", name).exit_code == 0
    assert (folder / name).stat().st_size > 0


@pytest.mark.parametrize("name", ["alles", "alles.parquet", "alles.xlsx"])
def test_everything_goes_out_and_comes_back(filled: Path, folder: Path, name: str) -> None:
    written = run("export", "everything", name)
    assert written.exit_code == 0, written.stderr
    with ak.open(filled) as ws:
        before = ws.counts()
    read = run("--workspace", "nieuw.duckdb", "import", "everything", name, "--format", "csv")
    assert f"contacts,{before['contacts']}" in read.stdout.splitlines()
    with ak.open(folder / "nieuw.duckdb") as ws:
        assert ws.counts() == before


def test_everything_is_written_in_one_form(filled: Path, folder: Path) -> None:
    result = run("export", "everything", "alles", "--profile", "excel-nl")
    assert result.exit_code == 2
    assert "Error: --profile does not go with everything. Leave it out." in result.stderr
    assert not (folder / "alles").exists()


def test_everything_from_nowhere_makes_no_workspace(folder: Path) -> None:
    result = run("--workspace", "nieuw.duckdb", "import", "everything", "nergens")
    assert (result.exit_code, one_line(result)) == (
        1, "Error: There is no file or folder nergens. Check the path.",
    )  # fmt: skip
    assert not (folder / "nieuw.duckdb").exists()
