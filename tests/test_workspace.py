"""Opening a workspace: new, existing, read-only, gone, and what is refused and left as it was."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import accounts_kit as ak
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.migrations import FORMAT

TAG = "INSERT INTO tags (tag_key, tag_id, name) VALUES (?, ?, ?)"
COUNT = "SELECT count(*) FROM tags"


def tag(ws: Workspace, number: int) -> None:
    ws.execute(TAG, [f"k{number}", number, f"naam {number}"])


@pytest.fixture(params=["file", "memory"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """An empty workspace, once in a file and once in memory."""
    return ak.open(tmp_path / "crm.duckdb") if request.param == "file" else ak.open()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of a workspace with one tag in it."""
    path = tmp_path / "crm.duckdb"
    with ak.open(path) as ws:
        tag(ws, 1)
    return path


@pytest.mark.parametrize("name", ['it\'s; "so" -- 🎉.duckdb', "sqlite:x.db", "md:y", "met spatie", "memory"])
def test_any_file_name_makes_a_workspace(tmp_path: Path, name: str) -> None:
    with ak.open(tmp_path / name) as ws:
        tag(ws, 1)
        assert repr(ws) == f"<Workspace {tmp_path / name}: 1 tags>"
    assert (tmp_path / name).stat().st_size > 0
    assert ak.open(tmp_path / name).value(COUNT) == 1


def test_a_path_may_be_text_and_start_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert ak.open("~/crm.duckdb").path == tmp_path.resolve() / "crm.duckdb"


def test_two_names_of_one_file_are_one_workspace(file: Path) -> None:
    (file.parent / "link.duckdb").symlink_to(file)
    with ak.open(file).transaction() as ws:
        tag(ws, 2)
        assert ak.open(file.parent / "link.duckdb").value(COUNT) == 2


def test_each_workspace_in_memory_is_its_own() -> None:
    one, other = ak.open(), ak.open()
    tag(one, 1)
    assert (one.value(COUNT), other.value(COUNT)) == (1, 0)
    assert one.path is None


def test_the_repr_says_what_is_new_what_is_in_it_and_what_is_closed(tmp_path: Path) -> None:
    ws = ak.open(tmp_path / "crm.duckdb")
    assert repr(ws) == f"<Workspace {tmp_path / 'crm.duckdb'}: new and empty>"
    assert repr(ak.open(tmp_path / "crm.duckdb")).endswith(": empty>")
    ws.close()
    assert repr(ws).endswith(": closed>")


def test_an_empty_file_counts_as_new(tmp_path: Path) -> None:
    (tmp_path / "crm.duckdb").touch()
    assert repr(ak.open(tmp_path / "crm.duckdb")).endswith("new and empty>")


def _text(path: Path) -> None:
    path.write_text("naam;plaats\nAcme;Gent\n" * 1000, encoding="utf-8")


def _sqlite(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))


def _somebody_elses(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE accounts (a INTEGER)")


def _of_tomorrow(path: Path) -> None:
    ak.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE settings SET value = ? WHERE key = 'format'", [str(FORMAT + 1)])


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (_text, ak.NotAWorkspace, "it is no DuckDB file. It was left as it is"),
        (_sqlite, ak.NotAWorkspace, "it is no DuckDB file. It was left as it is"),
        (_somebody_elses, ak.NotAWorkspace, "holds other tables"),
        (_of_tomorrow, ak.WorkspaceTooNew, "pip install --upgrade accounts-kit"),
    ],
)
def test_what_is_no_workspace_is_refused_and_left_as_it_was(
    tmp_path: Path, make: object, error: type[Exception], said: str, read_only: bool
) -> None:
    assert callable(make)
    path = tmp_path / "some.file"
    make(path)
    before = path.read_bytes()
    with pytest.raises(error, match=said):
        ak.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["some.file"]


def test_a_folder_a_missing_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(ak.NotAWorkspace, match=r"is a folder\. Give the path of a file in it: open\("):
        ak.open(tmp_path)
    with pytest.raises(ak.WorkspaceMissing, match=r"There is no folder .*nergens"):
        ak.open(tmp_path / "nergens" / "crm.duckdb")
    with pytest.raises(ak.WorkspaceMissing, match="read_only=True makes none"):
        ak.open(tmp_path / "crm.duckdb", read_only=True)
    with pytest.raises(ak.WrongValue, match="in memory starts empty"):
        ak.open(read_only=True)
    assert not list(tmp_path.iterdir())


def test_a_file_that_goes_away_is_said_and_not_made_anew(file: Path) -> None:
    ws = ak.open(file)
    assert ws.value(COUNT) == 1
    file.unlink()
    for _ in range(2):
        with pytest.raises(ak.WorkspaceMissing, match="is not there any more"):
            ws.value(COUNT)
    assert not file.exists()
    assert ak.open(file).value(COUNT) == 0


def test_a_file_that_is_replaced_is_read_anew(file: Path, tmp_path: Path) -> None:
    with ak.open(tmp_path / "other.duckdb") as other:
        tag(other, 1)
        tag(other, 2)
    ws = ak.open(file)
    assert ws.value(COUNT) == 1
    (tmp_path / "other.duckdb").replace(file)
    assert ws.value(COUNT) == 2


def test_a_closed_workspace_says_so_and_closing_twice_does_nothing(ws: Workspace) -> None:
    ws.close()
    ws.close()
    for use in (ws.counts, lambda: ws.sql("SELECT 1"), lambda: ws.reading().__enter__(), lambda: tag(ws, 1)):
        with pytest.raises(ak.WorkspaceClosed, match=r"was closed here\. Open it again: open\("):
            use()


def test_a_workspace_that_is_closed_inside_its_transaction_still_keeps_it(file: Path) -> None:
    ws = ak.open(file)
    with ws.transaction():
        tag(ws, 2)
        ws.close()
    assert ak.open(file).value(COUNT) == 2


def test_a_read_only_workspace_reads_and_refuses_to_write(file: Path) -> None:
    before = file.read_bytes()
    with ak.open(file, read_only=True) as ws:
        assert ws.counts()["tags"] == 1
        with pytest.raises(ak.WorkspaceReadOnly, match="was opened with read_only=True"):
            tag(ws, 2)
        with pytest.raises(ak.WorkspaceReadOnly, match="was opened with read_only=True"):
            ws.transaction().__enter__()
        ws.close()
        assert file.read_bytes() == before
    with ak.open(file, read_only=True) as ws, ak.open(file).transaction():
        with pytest.raises(ak.WorkspaceReadOnly, match="was opened with read_only=True"):
            tag(ws, 2)
        assert ws.value(COUNT) == 1
