"""The README: its example runs, its table of dependencies is whole, and its links lead somewhere."""

import csv
import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from accounts_kit.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*/README.md"))]


def example() -> str:
    """The Python of the README; there is one block of it."""
    (block,) = re.findall(r"(?s)```python\n(.*?)```", README)
    return block


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the example was run, with the data of the repository beside it."""
    folder = tmp_path_factory.mktemp("readme")
    for path in (ROOT / "data").glob("*.csv"):
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[str]:
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example()],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_example_has_twelve_lines() -> None:
    assert len([line for line in example().splitlines() if line]) == 12


def test_the_example_loads_the_files_of_the_repository(printed: list[str]) -> None:
    stated = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for line in printed[:4]:
        found = re.fullmatch(r"(\w+) (\d+) loaded, (\d+) rejected", line)
        assert found
        assert re.search(rf"(?m)^\| {found[1]}\.csv \|.*\| {found[2]} \| {found[3]} \|$", stated)


def test_the_example_writes_a_file_of_the_contacts_that_it_counts(printed: list[str], folder: Path) -> None:
    with (folder / "software.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert printed[4:6] == ["0 problems in the workspace", f"{len(rows)} contacts at software firms"]
    assert all(row["body"].startswith("Beste ") for row in rows)


def test_the_commands_of_the_readme_are_commands() -> None:
    lines = re.findall(r"(?m)^    accounts-kit (.+)$", README)
    assert len(lines) >= 3
    for line in lines:
        words = [word for word in line.split()[:2] if word.isalpha()]
        assert CliRunner().invoke(main, [*words, "--help"]).exit_code == 0, line


def test_every_dependency_has_a_line_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w-]+", one)[0] for one in project["dependencies"]]
    table = dict(re.findall(r"(?m)^\| ([\w-]+) \| (.+) \|$", README.split("## Dependencies")[1]))
    assert [name for name in table if name not in ("package", "---")] == names
    assert all(table.values())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_link_within_the_repository_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_the_readme_is_about_this_version_of_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README


@pytest.mark.parametrize("page", ["semantics.md", "recipes.md"])
def test_the_examples_of_a_page_hold(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    examples = "\n".join(re.findall(r"(?s)```python\n(.*?)```", text))
    told = doctest.DocTestParser().get_doctest(examples, {}, page, None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(told, out=said.append)
    assert result.attempted > 20
    assert not result.failed, "".join(said)
