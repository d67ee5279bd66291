"""Building a report: a notebook with parameters, run on a workspace, as one HTML file without a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from accounts_kit.errors import ExtraMissing, FileInTheWay, FileMissing, ReportFailed, WrongValue
from accounts_kit.exports import write_everything
from accounts_kit.exports.files import written_whole
from accounts_kit.imports import read_everything
from accounts_kit.reports.page import page
from accounts_kit.segments.selecting import AsOf, SegmentLike, segment_of
from accounts_kit.shipped import shipped
from accounts_kit.words.nearest import suggestion
from accounts_kit.workspace import Workspace, open


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was built: the file, its title, and how many charts and tables it has."""

    path: Path
    title: str
    charts: int
    tables: int


def names() -> list[str]:
    """Return the names of the reports that come with the package."""
    return sorted(path.stem for path in (shipped("notebooks") / "reports").glob("*.ipynb"))


def build(
    ws: Workspace,
    report: str | Path,
    out: str | Path,
    *,
    segment: SegmentLike | None = None,
    as_of: AsOf = None,
    parameters: Mapping[str, object] | None = None,
    overwrite: bool = False,
) -> Report:
    """Run a report on a workspace, and write it as one HTML file that opens anywhere, without a network.

    `report` is the name of one that comes with the package (accounts, segment, quality, campaign), or the
    path of a notebook of one's own with a cell tagged `parameters`. It is run in a kernel of its own, with
    the parameters workspace, language, as_of (today when left out) and segment, as far as it has them, and
    with `parameters`. Its markdown, tables and charts make the page; its code does not. A cell tagged "nl"
    or "en" is left out where the workspace has the other language, one tagged "hide" always.

    Raises FileMissing, FileInTheWay (without `overwrite`), WrongValue for a parameter that the notebook does
    not have, and ReportFailed with the cell and the error when it does not run to its end. A workspace in
    memory is read from a copy, without its history.
    """
    notebook, target = _notebook(report), Path(out)
    if target.exists() and not overwrite:
        raise FileInTheWay(f"{target} exists already. To replace it, write: overwrite=True.")
    given = _given(ws, notebook, segment, as_of, parameters or {})
    with TemporaryDirectory() as folder, _as_file(ws, Path(folder)) as file:
        if "workspace" in given:
            given["workspace"] = str(file)
        done = _run(notebook, Path(folder) / notebook.name, given)
    built = page(done, ws.language)
    with written_whole(target, overwrite=overwrite) as file_of_page:
        file_of_page.write(built.html.encode("utf-8"))
    return Report(target, built.title, built.charts, built.tables)


def _notebook(report: str | Path) -> Path:
    path = Path(report)
    if path.suffix == ".ipynb":
        if not path.is_file():
            raise FileMissing(f"There is no notebook {path}.")
        return path
    if str(report) not in names():
        raise FileMissing(
            f"No report is called {str(report)!r}. {suggestion(str(report), names())} "
            "Give one of these, or the path of a notebook."
        )
    return shipped("notebooks") / "reports" / f"{report}.ipynb"


def _given(
    ws: Workspace, notebook: Path, segment: SegmentLike | None, as_of: AsOf, own: Mapping[str, object]
) -> dict[str, Any]:
    known = _parameters_of(notebook)
    day = (
        date.today().isoformat() if as_of is None else as_of if isinstance(as_of, str) else as_of.isoformat()
    )
    said: dict[str, Any] = {"workspace": "", "language": ws.language, "as_of": day}
    asked: dict[str, Any] = dict(own)
    if segment is not None:
        asked["segment"] = segment if isinstance(segment, str) else segment_of(ws, segment).to_dict()
        segment_of(ws, segment)
    for name in asked:
        if name not in known:
            raise WrongValue(
                f"{notebook.name} has no parameter {name!r}. {suggestion(name, list(known))}".rstrip()
            )
    return {name: value for name, value in said.items() if name in known} | asked


def _parameters_of(notebook: Path) -> list[str]:
    """Return the names that the cell tagged `parameters` gives a value; raises ReportFailed without one."""
    import ast
    import json

    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            assigned = [one for one in ast.parse("".join(cell["source"])).body if isinstance(one, ast.Assign)]
            return [to.id for one in assigned for to in one.targets if isinstance(to, ast.Name)]
    raise ReportFailed(f"{notebook.name} has no cell tagged 'parameters'. Tag the one that it begins with.")


@contextmanager
def _as_file(ws: Workspace, folder: Path) -> Iterator[Path]:
    """Yield the path of a file with the workspace, which another process can open."""
    if ws.path is not None:
        yield Path(ws.path).resolve()
        return
    write_everything(ws, folder / "everything.parquet")
    with open(folder / "report.duckdb") as copy:
        read_everything(copy, folder / "everything.parquet")
    yield folder / "report.duckdb"


def _run(notebook: Path, done: Path, given: Mapping[str, Any]) -> Any:
    try:
        import papermill
        from papermill.exceptions import PapermillExecutionError
    except ModuleNotFoundError:
        raise ExtraMissing(
            'A report needs papermill. Install it: pip install "accounts-kit[notebook]".'
        ) from None
    try:
        return papermill.execute_notebook(
            str(notebook),
            str(done),
            parameters=dict(given),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            extra_arguments=["--log-level=CRITICAL"],  # what a kernel says of its own end is no news
            request_save_on_cell_execute=False,
            cwd=str(notebook.parent),
        )
    except PapermillExecutionError as error:
        raise ReportFailed(
            f"{notebook.name} stopped at cell {error.cell_index}: {error.ename}: {error.evalue}"
        ) from None


__all__ = ["Report", "build", "names"]
