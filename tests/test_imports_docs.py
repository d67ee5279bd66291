"""The page about imports: its examples run in a folder of their own, and no key or check is left out."""

import doctest
import inspect
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import accounts_kit as ak
from accounts_kit.cli import main
from accounts_kit.imports.mapped import How
from accounts_kit.imports.mapping_files.judging import COLUMN, NEW, OPTIONS, READ
from accounts_kit.imports.mapping_files.reading import SECTIONS
from accounts_kit.imports.subjects import SUBJECTS
from accounts_kit.words.sentences import SENTENCES

PAGE = (Path(__file__).parent.parent / "docs" / "imports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?ms)^```(\w+)(?: ([\w.]+))?\n(.*?)^```$", PAGE)

# Sentences that are said under the name of another check, or are a part of a sentence.
PARTS = {
    "email_several", "email_inside", "kept", "serial", "several_owners", "first_two", "columns_unclosed",
    "columns_piece", "columns_nul", "json_record",
}  # fmt: skip
# What only calls on records, frames of links and conversions of fields say.
OTHERS = {
    "text", "signs", "single", "unknown_account_id", "unknown_contact_id", "contradiction", "already_linked",
    "duplicate", "several_accounts",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the page shows, which its examples run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ACCOUNTS_KIT_WORKSPACE", raising=False)
    for _, name, text in BLOCKS:
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def of_language(language: str) -> str:
    return "\n".join(text for said, _, text in BLOCKS if said == language)


@pytest.mark.usefixtures("folder")
def test_the_examples_hold() -> None:
    told = doctest.DocTestParser().get_doctest(of_language("python"), {}, "imports.md", None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(told, out=said.append)
    assert result.attempted > 15
    assert not result.failed, "".join(said)


@pytest.mark.usefixtures("folder")
def test_the_commands_work_one_after_the_other() -> None:
    lines = [line for line in of_language("sh").splitlines() if line]
    assert len(lines) > 5
    for line in lines:
        done = CliRunner().invoke(main, shlex.split(line.removeprefix("accounts-kit ")))
        assert done.exit_code == 0, (line, done.output)


def rows_of(title: str) -> list[str]:
    """What stands in the first cells of the table below a heading or sentence."""
    _, _, below = PAGE.partition(title)
    table = re.search(r"(?m)(?:^\|.*\n)+", below)
    assert table
    return re.findall(r"(?m)^\| `?([^|`]+?)`? \|", table[0])[2:]


def test_every_check_that_an_import_can_report_is_explained_and_no_other() -> None:
    explained = rows_of("These are the checks")
    assert sorted(explained) == sorted(SENTENCES.keys() - PARTS - OTHERS)


def test_every_way_to_find_the_field_of_a_column_is_explained() -> None:
    assert rows_of("## Which column is which field") == [*How.__args__]


@pytest.mark.parametrize("key", [*SECTIONS, *READ, *OPTIONS])
def test_the_mapping_file_is_shown_with_every_key(key: str) -> None:
    [(_, _, text)] = [block for block in BLOCKS if block[0] == "yaml"]
    assert re.search(rf"(?m)^ *(?:# )?{key}:", text)


@pytest.mark.parametrize("key", [*COLUMN, *NEW])
def test_the_mapping_file_is_shown_with_all_that_is_said_of_a_column(key: str) -> None:
    [(_, _, text)] = [block for block in BLOCKS if block[0] == "yaml"]
    assert re.search(rf"[{{ ]{key}: ", text)


@pytest.mark.parametrize("what", SUBJECTS)
def test_everything_that_can_be_imported_is_named(what: str) -> None:
    assert any(f"`{what}`" in line for line in PAGE.splitlines() if line.startswith("|"))


def test_every_keyword_of_an_import_is_named() -> None:
    keywords = [
        one.name
        for one in inspect.signature(ak.imports.plan).parameters.values()
        if one.kind is one.KEYWORD_ONLY
    ]
    assert [name for name in keywords if f"{name}=" not in PAGE] == []
