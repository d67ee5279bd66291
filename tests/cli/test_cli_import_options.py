"""accounts-kit import: each option reaches the library, and a wrong value is a wrong command line."""

import inspect
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.shell_spelling import KEYWORDS, in_shell
from tests.cli.running import one_line, run

PEOPLE = "E-mail;Telefoon;Sinds;Omzet;Plaats\njan@acme.example;0612345678;3-4-2026;1.250;[wis]\n"


@pytest.fixture
def people(folder: Path) -> Path:
    path = folder / "mensen.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def fields(workspace: Path) -> None:
    """Fields of our own for what the file of people says."""
    with ak.open(workspace) as ws:
        ak.fields.define(ws, "contact", "Sinds", "date")
        ak.fields.define(ws, "contact", "Omzet", "number")
        ak.fields.define(ws, "contact", "Plaats", "text")
        ak.contacts.update(ws, "jan@acme.example", plaats="Gent", phone="+31 20 1234567")


def plan(*words: str | Path) -> dict[str, Any]:
    """What a plan says as JSON."""
    result = run("import", "plan", *words, "--format", "json")
    assert result.exit_code == ExitCode.OK, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def fields_of(said: dict[str, Any]) -> list[str]:
    return [one["field"] for one in said["mapping"]]


def stored(workspace: Path, *columns: str) -> tuple[object, ...]:
    """What the workspace holds about Jan."""
    with ak.open(workspace, read_only=True) as ws:
        jan = ak.contacts.get(ws, "jan@acme.example")
        return tuple(getattr(jan, column) for column in columns)


# --- how a file is read


def test_the_delimiter_the_quote_and_the_header_are_said(folder: Path) -> None:
    (folder / "rommel.csv").write_text("lijst\n'E-mail'|'Voornaam'\n'a@x.example'|'A|B'\n", encoding="utf-8")
    said = plan("contacts", "rommel.csv", "--delimiter", "|", "--quote", "'", "--header", "2")
    assert fields_of(said) == ["contact.email", "contact.first_name"]
    assert said["mapping"][1]["samples"] == "A|B"


@pytest.mark.parametrize("word", ["tab", "TAB", "\\t", "\t"])
def test_a_tab_can_be_typed(word: str, folder: Path) -> None:
    (folder / "lijst.txt").write_text("E-mail\tVoornaam\na@x.example\tAn\n", encoding="utf-8")
    assert plan("contacts", "lijst.txt", "--delimiter", word)["created"] == 1


def test_a_file_without_quotes_keeps_those_that_stand_in_it(folder: Path) -> None:
    (folder / "lijst.csv").write_text('Naam;Plaats\n"AAE" Advanced;Gent\n', encoding="utf-8")
    said = plan("accounts", "lijst.csv", "--quote", "none")
    assert said["mapping"][0]["samples"] == '"AAE" Advanced'


def test_a_file_without_a_header_has_its_columns_by_place(folder: Path) -> None:
    (folder / "kaal.csv").write_text("a@x.example;An\nb@x.example;Bo\n", encoding="utf-8")
    (folder / "kaal.yaml").write_text(
        "version: 1\ncolumns: {column 1: email, column 2: first_name}\n", encoding="utf-8"
    )
    said = plan("contacts", "kaal.csv", "--header", "none", "--mapping", "kaal.yaml")
    assert (said["rows"], said["created"]) == (2, 2)
    assert plan("contacts", "kaal.csv", "--header", "none")["mapping"][0]["how"] == "content"


def test_a_header_that_looks_like_a_row_is_the_first_line(folder: Path) -> None:
    (folder / "vreemd.csv").write_text("a@x.example;An\nb@x.example;Bo\n", encoding="utf-8")
    (folder / "vreemd.yaml").write_text("version: 1\ncolumns: {a@x.example: email}\n", encoding="utf-8")
    said = plan("contacts", "vreemd.csv", "--header", "first", "--mapping", "vreemd.yaml")
    assert (said["rows"], said["mapping"][0]["column"]) == (1, "a@x.example")


@pytest.mark.parametrize("sheet", ["2", "Beurs"])
def test_a_sheet_of_a_workbook_is_named_or_counted(sheet: str, folder: Path) -> None:
    with pd.ExcelWriter(folder / "beurs.xlsx", engine="xlsxwriter") as book:
        pd.DataFrame({"Naam": ["Acme"]}).to_excel(book, sheet_name="Klanten", index=False)
        pd.DataFrame({"E-mail": ["a@x.example"]}).to_excel(book, sheet_name="Beurs", index=False)
    assert fields_of(plan("contacts", "beurs.xlsx", "--sheet", sheet)) == ["contact.email"]


def test_the_records_of_a_json_file_are_found_by_their_keys(folder: Path) -> None:
    said = {"a": {"rows": [{"email": "a@x.example"}]}, "b": [{"email": "b@x.example"}, {"email": "c@x"}]}
    (folder / "mensen.json").write_text(json.dumps(said), encoding="utf-8")
    assert plan("contacts", "mensen.json", "--records", "a.rows")["rows"] == 1
    assert "Say which: --records " in one_line(run("import", "plan", "contacts", "mensen.json"))


def test_the_answers_of_a_program_may_be_a_folder(folder: Path) -> None:
    (folder / "antwoorden").mkdir()
    accounts = {"accounts": [{"id": "7", "name": "Acme"}]}
    contacts = {"contacts": [{"id": "3", "email": "jan@acme.example"}]}
    for name, answer in {"accounts": accounts, "contacts": contacts}.items():
        (folder / "antwoorden" / f"{name}.json").write_text(json.dumps(answer), encoding="utf-8")
    assert plan("activecampaign", "antwoorden")["created"] == 2
    result = run("import", "run", "activecampaign", "antwoorden", "--strict")
    assert result.exit_code == ExitCode.OK, result.output
    assert "Records (2)\n" in result.stdout
    with ak.open(folder / "crm.duckdb", read_only=True) as ws:
        counts = ws.counts()
    assert (counts["accounts"], counts["contacts"]) == (1, 1)


# --- how its cells are read


@pytest.mark.usefixtures("fields")
def test_numbers_and_dates_are_read_as_one_says(people: Path, workspace: Path) -> None:
    run("import", "run", "contacts", people, "--locale", "en", "--dates", "mdy")
    since, turnover = stored(workspace, "sinds", "omzet")
    assert (str(since), turnover) == ("2026-03-04", pytest.approx(1.25))


@pytest.mark.usefixtures("fields")
def test_what_means_nothing_is_said(people: Path, workspace: Path) -> None:
    run("import", "run", "contacts", people, "--missing", "1.250", "--missing", "[wis]")
    assert stored(workspace, "omzet", "plaats") == (None, "Gent")


@pytest.mark.usefixtures("fields")
def test_a_cell_with_the_text_of_clear_empties_a_field(people: Path, workspace: Path) -> None:
    assert plan("contacts", people, "--clear", "[wis]")["changes"][-1] == {
        "line": 2, "record": "contact", "record_id": 1, "name": "jan@acme.example", "field": "Plaats",
        "old": "Gent", "new": None,
    }  # fmt: skip
    run("import", "run", "contacts", people, "--clear", "[wis]")
    assert stored(workspace, "plaats") == (None,)


# --- what it changes


@pytest.mark.usefixtures("fields")
def test_one_field_is_updated_by_a_mode_of_its_own(people: Path, workspace: Path) -> None:
    told = ["--update", "never", "--update", "phone=always"]
    run("import", "run", "contacts", people, *told)
    assert stored(workspace, "phone", "plaats", "omzet") == ("+31612345678", "Gent", None)


@pytest.mark.usefixtures("workspace")
def test_records_are_found_by_the_key_that_is_said(folder: Path) -> None:
    (folder / "namen.csv").write_text("account_id;Naam\n2;Gamma Groep\n", encoding="utf-8")
    assert plan("accounts", "namen.csv", "--key", "id")["updated"] == 1
    assert plan("accounts", "namen.csv")["created"] == 1


def test_unknown_columns_become_fields_of_a_workspace_that_is_not_there_yet(
    people: Path, folder: Path
) -> None:
    said = plan("contacts", people, "--unknown-columns", "create")
    assert fields_of(said)[2:] == ["contact.sinds", "contact.omzet", "contact.plaats"]
    assert list(folder.iterdir()) == [people]


def test_unknown_columns_can_be_refused(people: Path) -> None:
    line = one_line(run("import", "plan", "contacts", people, "--unknown-columns", "refuse"))
    assert line.endswith("columns: {'Sinds': <a field's key, or null>} in a --mapping file, or define a "
                         "field first.")  # fmt: skip


# --- what is written


@pytest.mark.parametrize("command", ["plan", "run"])
def test_rejects_are_written_by_a_plan_too(command: str, accounts_file: Path, folder: Path) -> None:
    run("import", command, "accounts", accounts_file, "--rejects", "mis.csv")
    assert (folder / "mis.csv").read_text(encoding="utf-8").splitlines()[1].startswith("Beta;Sofware;12;")


def test_a_mapping_is_saved_edited_and_used_again(people: Path, folder: Path) -> None:
    saved = run("import", "plan", "contacts", people, "--save-mapping", "mensen.yaml")
    assert saved.exit_code == ExitCode.OK
    text = (folder / "mensen.yaml").read_text(encoding="utf-8")
    edited = text.replace("Plaats:", "Plaats: {new: {label: Woonplaats, kind: text}}")
    assert edited != text
    (folder / "mensen.yaml").write_text(edited, encoding="utf-8")
    assert fields_of(plan("contacts", people, "--mapping", "mensen.yaml"))[-1] == "contact.woonplaats"
    line = run("import", "plan", "contacts", people, "--save-mapping", "mensen.yaml").stderr.splitlines()[-1]
    assert line == ("Error: mensen.yaml is there already, and somebody may have edited it. "
                    "Give another name.")  # fmt: skip


# --- wrong command lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--header", "0"], "'0' is no line. Give its number, from 1; or first, or none."),
        (["--header", "boven"], "'boven' is no line."),
        (["--delimiter", ";;"], "';;' is not possible. Give one character in quotes, or tab."),
        (["--quote", "''"], "\"''\" is not possible. Give one character in quotes, or none."),
        (["--encoding", "klare taal"], "'klare taal' is no encoding. Usual are utf-8, utf-16, cp1252"),
        (["--locale", "fr"], "There is 'nl' (1.234,5) and 'en' (1,234.5). Leave --locale out"),
        (["--dates", "dym"], "'dym' is not one of"),
        (["--update", "soms"], "'soms' is none of if_not_blank, always, if_existing_blank, never."),
        (["--update", "phone=soms"], "'soms' is none of"),
        (["--update", "phone="], "'' is none of"),
        (["--unknown-columns", "maak"], "'maak' is not one of"),
        (["--rejects", "weg/mis.csv"], "There is no folder weg. Make it, or give another."),
        (["--save-mapping", "weg/kaart.yaml"], "There is no folder weg."),
    ],
)
def test_a_wrong_value_is_a_wrong_command_line(words: list[str], said: str, people: Path) -> None:
    result = run("import", "plan", "contacts", people, *words)
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    line = result.stderr.splitlines()[-1]
    assert line.startswith(f"Error: Invalid value for '{words[0]}'")
    assert said in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sheet", "2"], "it has no sheets. Leave --sheet out."),
        (["--key", "plats"], "--key plats is not possible. There is: 'email', 'external_id', 'id', 'phone'."),
        (["--update", "plats=always"], "no such field. Write the key of a field, or '' for all others."),
        (["--mapping", "kwijt.yaml"], "No mapping file 'kwijt.yaml'. Give the path of a YAML file."),
        (["--encoding", "ascii", "--header", "none"], "No column fills"),
    ],
)
def test_what_cannot_be_done_is_one_line(words: list[str], said: str, folder: Path) -> None:
    (folder / "lijst.csv").write_text("E-mail;Plaats\na;b\n", encoding="utf-8")
    assert said in one_line(run("import", "plan", "contacts", "lijst.csv", *words))


# --- what the library advises


def test_every_keyword_of_an_import_is_an_option() -> None:
    keywords = [
        one.name
        for one in inspect.signature(ak.imports.plan).parameters.values()
        if one.kind is one.KEYWORD_ONLY and one.name != "progress"  # which a terminal shows by itself
    ]
    assert sorted(KEYWORDS) == sorted(keywords)


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        ("give header=False or dates='mdy'.", "give --header none or --dates mdy."),
        ("give header=True.", "give --header first."),
        ("as in header=3.", "as in --header 3."),
        ("Leave tags= out (or unknown_columns=).", "Leave --tag out (or --unknown-columns)."),
        ("Give delimiter=';', quote='' too.", "Give --delimiter ';', --quote '' too."),
        ("write mapping={'Web': None}.", "write columns: {'Web': null} in a --mapping file."),
        ("'https://x.example/?key=1' is a value", "'https://x.example/?key=1' is a value"),
        (
            "Close it there, or wait: open(..., lock_timeout=60).",
            "Close it there, or try again later.",
        ),
        ("No right. For reading only: open(..., read_only=True).", "No right."),
        ("No import 9. imports.table() lists them.", "No import 9. accounts-kit import show lists them."),
    ],
)
def test_advice_is_said_as_one_types_it(advice: str, said: str) -> None:
    assert in_shell(advice) == said
