"""Help, the workspace, what errors look like, and what pipes and terminals get."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

import accounts_kit as ak
from accounts_kit.cli import main
from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.import_options import UPDATE, WHAT
from accounts_kit.cli.reference import reference
from accounts_kit.imports.subjects import SUBJECTS
from accounts_kit.records.loading import Mode
from tests.cli.running import COMMAND, ROOT, environment, in_a_process, one_line, run

GENT = json.dumps({"field": "account.city", "op": "is", "value": "Gent"})


def commands(group: click.Group, *above: str) -> Iterator[list[str]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        yield [*above, name]
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


every_command = pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)


# --- help


@every_command
def test_every_command_has_help_with_an_example_of_itself(words: list[str]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == ExitCode.OK
    is_group = "COMMAND [ARGS]" in result.stdout
    assert is_group or f"\n    accounts-kit {' '.join(words)}" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from accounts_kit.cli import main; main(['--help'], standalone_mode=False); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    heavy = {
        "pandas",
        "numpy",
        "pyarrow",
        "duckdb",
        "pandera",
        "sqlglot",
        "liquid",
        "babel",
        "plotly",
        "rich",
    }
    assert not heavy & loaded
    assert "accounts_kit" in loaded


def test_the_reference_in_the_docs_is_what_help_says() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(main)


def test_the_choices_of_an_import_are_those_of_the_library() -> None:
    assert tuple(SUBJECTS) == WHAT
    assert set(UPDATE) == set(get_args(Mode))


def test_an_unknown_command_is_a_wrong_command_line() -> None:
    result = run("segmnts")
    assert result.exit_code == ExitCode.USAGE
    assert "segmnts" in result.stderr
    assert result.stdout == ""


# --- the workspace


def test_init_makes_an_empty_workspace_and_says_so_on_stderr(folder: Path) -> None:
    result = run("init", "--language", "en", "--timezone", "Europe/Brussels", "--currency", "USD")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "crm.duckdb is a new, empty workspace.\n"
    with ak.open(folder / "crm.duckdb", read_only=True) as ws:
        assert (ws.language, ws.timezone, ws.currency) == ("en", "Europe/Brussels", "USD")


def test_init_leaves_a_file_that_is_there_as_it_is(workspace: Path) -> None:
    before = workspace.read_bytes()
    assert one_line(run("init")).startswith("Error: crm.duckdb is there already.")
    assert workspace.read_bytes() == before


def test_init_with_a_wrong_setting_makes_no_file(folder: Path) -> None:
    assert "'Mars' is no time zone" in one_line(run("init", "--timezone", "Mars"))
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["segments", "count", "--rule", GENT],
        ["segments", "members", "--rule", GENT],
        ["export", "contacts", "contacts.csv"],
    ],
)
def test_a_missing_workspace_is_an_error_and_none_is_made(words: list[str], folder: Path) -> None:
    assert one_line(run("-w", "krm.duckdb", *words)).startswith("Error: There is no workspace krm.duckdb.")
    assert not list(folder.iterdir())


def test_the_workspace_is_named_in_front_after_or_in_the_environment(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = workspace.rename(workspace.with_name("firma.duckdb"))
    count = ["segments", "count", "--rule", '{"everyone": true}']
    assert run("-w", named, *count).stdout == "2\n"
    assert run(*count, "--workspace", named).stdout == "2\n"
    assert run("-w", "elsewhere.duckdb", *count, "-w", named).stdout == "2\n"
    monkeypatch.setenv("ACCOUNTS_KIT_WORKSPACE", str(named))
    assert run(*count).stdout == "2\n"


def test_a_file_that_is_no_workspace_is_refused_in_one_line(accounts_file: Path) -> None:
    assert "klanten.csv is not a workspace" in one_line(run("check", "-w", accounts_file))


# --- pipes and terminals


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    with ak.open(folder / "crm.duckdb") as ws:
        ak.sample.generate(ws, accounts=10, contacts=3000)
    command = [*COMMAND, "segments", "members", "--rule", '{"everyone": true}']
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=pipe, stderr=pipe) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"contact_id")
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_value_can_neither_colour_a_terminal_nor_break_a_line(workspace: Path) -> None:
    with ak.open(workspace) as ws:
        ak.contacts.update(ws, "jan@acme.example", first_name="\x1b[31mJan\nJan", last_name="\x07[red]🎈")
    shown = run("segments", "members", "--rule", GENT, "--column", "contact.first_name")
    assert shown.stdout.splitlines()[2] == "\N{REPLACEMENT CHARACTER}[31mJan Jan"
    bell = run("segments", "members", "--rule", GENT, "--column", "contact.last_name")
    assert bell.stdout.splitlines()[2] == "\N{REPLACEMENT CHARACTER}[red]🎈"


def test_on_a_terminal_a_table_is_drawn_and_in_a_pipe_it_is_plain(workspace: Path, folder: Path) -> None:
    words = ["segments", "members", "--rule", GENT, "--column", "contact.email"]
    drawn = on_a_terminal(words, folder)
    assert "jan@acme.example" in drawn
    assert "─" in drawn
    assert in_a_process(*words, cwd=folder).stdout == ("contact.email\n----------------\njan@acme.example\n")


def on_a_terminal(words: list[str], folder: Path) -> str:
    """What a command writes when its stdout is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, *words], cwd=folder, env=environment(), stdout=theirs) as process:
        os.close(theirs)
        said = b""
        while chunk := read_or_nothing(ours):
            said += chunk
        process.wait(timeout=60)
    os.close(ours)
    return said.decode()


def read_or_nothing(descriptor: int) -> bytes:
    """What a terminal has to read; nothing when its other side is closed, which Linux says with an error."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("module", ["accounts_kit", "accounts_kit.cli"])
def test_the_package_is_the_command_where_that_is_not_on_the_path(module: str, folder: Path) -> None:
    command = [sys.executable, "-m", module, "init"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (ExitCode.OK, ""), done.stderr
    assert "is a new, empty workspace" in done.stderr
