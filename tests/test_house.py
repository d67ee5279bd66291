"""House rules that can be read off the source; the layers are contracts in pyproject.toml."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from accounts_kit import errors

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "accounts_kit"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
EVERY = [*MODULES, *TESTS, *sorted((ROOT / "benchmarks").rglob("*.py"))]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def found(kind: type[ast.AST], paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of a kind, with where it stands."""
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, kind):
                yield f"{named(path)}:{node.lineno}", node


def imported(path: Path) -> set[str]:
    """The modules that a file imports, at its top or anywhere in it."""
    several = set()
    for _, node in found(ast.Import, [path]):
        several |= {alias.name for alias in node.names}
    for _, node in found(ast.ImportFrom, [path]):
        several.add(node.module or "")
    return several


def called(node: ast.Call) -> str:
    """The last name of what is called: `raises` for `pytest.raises(...)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


# --- files


def test_no_file_has_more_than_350_lines() -> None:
    assert not [named(path) for path in EVERY if len(path.read_text(encoding="utf-8").splitlines()) > 350]


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core"}
    assert not [named(path) for path in EVERY if {path.stem, path.parent.name} & nothing]


def test_a_package_only_hands_names_on() -> None:
    """Its `__init__` holds a docstring, imports and `__all__`; the facade, which is lazy, excepted."""
    busy = [
        f"{named(path)}:{node.lineno}"
        for path in MODULES
        if path.name == "__init__.py" and path.parent != PACKAGE
        for node in tree(path).body
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr) and not is_all(node)
    ]
    assert not busy


def is_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]


def test_every_module_says_what_it_is_for() -> None:
    assert not [named(path) for path in EVERY if not ast.get_docstring(tree(path))]


# --- imports


def test_nobody_inside_imports_the_facade() -> None:
    """`from accounts_kit import errors` takes a module; anything else would go through the facade."""
    inside = {path.stem for path in PACKAGE.iterdir()} | {"__version__"}
    through = [
        where
        for where, node in found(ast.ImportFrom, MODULES)
        if node.module == "accounts_kit" and not {alias.name for alias in node.names} <= inside
    ]
    assert not through
    assert not [
        named(path) for path in MODULES if path.parent != PACKAGE and "accounts_kit" in imported(path)
    ]


@pytest.mark.parametrize("package", ["model", "rules/nodes.py", "words/text.py", "markup", "errors.py"])
def test_needs_the_standard_library_only(package: str) -> None:
    """Rules and rows are plain data. Of the model, one file reads yaml."""
    path = PACKAGE / package
    needed = {
        (named(one), name.split(".")[0])
        for one in ([path] if path.is_file() else sorted(path.rglob("*.py")))
        for name in imported(one)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "accounts_kit"}
    }
    assert needed == ({("accounts_kit/model/schemas.py", "yaml")} if package == "model" else set())


@pytest.mark.parametrize("module", ["accounts_kit", "accounts_kit.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
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
        "yaml",
    }
    assert not heavy & set(loaded.stdout.split())


# --- errors and SQL


def test_every_error_is_ours_and_also_the_builtin_that_it_refines() -> None:
    for _, error in inspect.getmembers(errors, inspect.isclass):
        if issubclass(error, Exception) and error is not errors.AccountsKitError:
            assert issubclass(error, errors.AccountsKitError), error
            assert [base for base in error.__bases__ if base.__module__ == "builtins"] not in (
                [],
                [KeyError],
            ), error


def test_nothing_swallows_an_error_that_it_does_not_name() -> None:
    broad = {"Exception", "BaseException", ""}
    swallowed = [
        where
        for where, node in found(ast.ExceptHandler, EVERY)
        if ast.unparse(node.type or ast.Name("")) in broad
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]
    assert not swallowed


SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|MERGE|ALTER|CREATE|DROP|COPY|ATTACH|WHERE|VALUES|SET)\b")
BEFORE_A_VALUE = re.compile(r"((?<!nextval\()'|[=<>]|\b(LIKE|LIMIT|BETWEEN|TO))\s*$")


def test_no_f_string_puts_a_value_into_sql() -> None:
    """Values are parameters, or literals made by sqlglot; where one belongs, only a quoted name may stand."""
    put_in = [
        where
        for where, node in found(ast.JoinedStr, EVERY)
        if any(SQL.search(text) for text in literals(node))
        for before, value in pairwise(node.values)
        if isinstance(value, ast.FormattedValue) and BEFORE_A_VALUE.search("".join(literals(before)))
        if not (isinstance(value.value, ast.Call) and called(value.value) in {"quoted", "literal"})
    ]
    assert not put_in


def test_no_percent_sign_or_format_puts_anything_into_sql() -> None:
    percent = [(where, node.left) for where, node in found(ast.BinOp, EVERY) if isinstance(node.op, ast.Mod)]
    calls = [(where, node.func) for where, node in found(ast.Call, EVERY) if called(node) == "format"]
    assert not [where for where, node in percent + calls if any(SQL.search(text) for text in literals(node))]


def literals(node: ast.AST) -> list[str]:
    """The texts that stand in the source of a node."""
    inner = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return [text for text in inner if isinstance(text, str)]


# --- tests


def test_pytest_raises_always_says_what_it_matches() -> None:
    vague = [
        where
        for where, node in found(ast.Call, TESTS)
        if called(node) == "raises" and "match" not in {keyword.arg for keyword in node.keywords}
    ]
    assert not vague


def test_no_test_mocks_or_is_skipped() -> None:
    skips = {"skip", "skipif", "importorskip"}
    # Those of real files may: the files lie beside the repository, and where they do not, that is to be seen.
    # So may those in a browser, where there is none; CI has one.
    browser = ROOT / "tests" / "browser" / "conftest.py"
    tests = [path for path in TESTS if not path.name.endswith("_real_files.py") and path != browser]
    assert not [where for where, node in found(ast.Attribute, tests) if node.attr in skips]
    assert not [named(path) for path in TESTS if any("mock" in name for name in imported(path))]


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert not [named(path) for path in EVERY if mark.search(path.read_text(encoding="utf-8"))]


def test_what_is_silenced_names_its_rule_and_its_reason() -> None:
    silenced = re.compile(r"# (?:type: ignore|noqa)\b")
    reasoned = re.compile(r"# (?:type: ignore\[[\w, -]+\]|noqa: [A-Z0-9, ]+?)  # \S")
    lines = [
        f"{named(path)}:{number}"
        for path in EVERY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if silenced.search(line) and not reasoned.search(line) and path != Path(__file__)
    ]
    assert not lines
