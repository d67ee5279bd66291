"""Each public function is called somewhere that a user reads: README, a notebook, or docs."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.test_public_names import PROMISED

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def code_of_pages() -> str:
    """What stands in blocks of code and between backticks."""
    texts = [path.read_text(encoding="utf-8") for path in PAGES]
    return "\n".join(
        found for text in texts for found in re.findall(r"```python\n.*?```|`[^`\n]+`", text, re.S)
    )


def code_of_notebooks() -> str:
    cells = [cell for path in NOTEBOOKS for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


CODE = code_of_pages() + code_of_notebooks()
CALLED = [name for name, parameters in PROMISED.items() if parameters is not None]


@pytest.mark.parametrize("name", CALLED)
def test_a_public_function_is_called_where_users_read(name: str) -> None:
    owner, _, last = name.rpartition(".")
    if owner in ("Workspace", "Segment"):
        called = rf"\.{last}\("
    else:
        called = rf"(?:\b{owner}\.)?\b{last}\(" if not owner else rf"\b{owner}\.{last}\("
    assert re.search(called, CODE), f"{name} is called in no page and no notebook"


def test_the_code_of_notebooks_is_python() -> None:
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                ast.parse("".join(cell["source"]))
