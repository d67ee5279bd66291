"""What nbval does not see: a notebook without outputs or counts passes it with nothing compared."""

import ast
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(
    path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)

Cell = dict[str, Any]


def code_cells(path: Path) -> list[Cell]:
    cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def source(cell: Cell) -> str:
    return "".join(cell["source"])


def shows_a_value(cell: Cell) -> bool:
    """Whether the cell ends with an expression, whose value Jupyter shows."""
    body = ast.parse(source(cell)).body
    return bool(body) and isinstance(body[-1], ast.Expr) and not source(cell).rstrip().endswith(";")


each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@each_notebook
def test_a_notebook_was_run_from_top_to_bottom_in_one_go(path: Path) -> None:
    counts = [cell["execution_count"] for cell in code_cells(path)]
    assert counts == [number for number, _ in zip(count(1), counts, strict=False)] != []


@each_notebook
def test_a_notebook_is_committed_with_its_outputs(path: Path) -> None:
    silent = [
        cell["execution_count"] for cell in code_cells(path) if shows_a_value(cell) and not cell["outputs"]
    ]
    assert not silent
    assert any(cell["outputs"] for cell in code_cells(path))


@each_notebook
def test_a_notebook_holds_no_state_of_widgets_for_that_has_people_in_it(path: Path) -> None:
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]


@each_notebook
def test_a_notebook_uses_the_facade_only(path: Path) -> None:
    taken = set()
    for node in (node for cell in code_cells(path) for node in ast.walk(ast.parse(source(cell)))):
        if isinstance(node, ast.Import):
            taken |= {(alias.name, alias.asname) for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            taken.add((str(node.module), None))
    standard = {("pathlib", None), ("datetime", None), ("tempfile", None)}
    assert taken - standard == {("accounts_kit", "ak")}


@each_notebook
def test_a_notebook_says_its_parameters_in_one_cell(path: Path) -> None:
    tagged = [cell for cell in code_cells(path) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert all(isinstance(node, ast.Assign) for node in ast.parse(source(tagged[0])).body)


@each_notebook
def test_a_cell_of_a_notebook_has_one_idea(path: Path) -> None:
    assert max(len(source(cell).splitlines()) for cell in code_cells(path)) <= 12


@each_notebook
def test_a_notebook_ignores_no_output_and_names_no_place_of_its_maker(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "NBVAL" not in text
    assert "/home/" not in text
    assert str(ROOT) not in text
