"""Exports of everything, and what is said of files that are not what was written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import accounts_kit as ak
from accounts_kit.exports.manifest import digest
from tests.property.test_everything_properties import tables


@pytest.fixture
def firm() -> ak.Workspace:
    ws = ak.open()
    ak.sample.generate(ws, accounts=20, contacts=60)
    note = "=1+1; 'ja', \"nee\"\nregel 2"
    ak.notes.add(ws, note, account=1)
    ak.segments.save(ws, ak.Segment("Groot", ak.account.name.contains("e"), of="accounts", pins={"in": [1]}))
    ak.segments.snapshot(ws, "Groot")
    return ws


@pytest.fixture
def written(firm: ak.Workspace, tmp_path: Path) -> Path:
    return ak.exports.write_everything(firm, tmp_path / "alles").path


def changed(path: Path, old: str, new: str) -> None:
    """Edit a file as a person would."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refusal(folder: Path) -> ak.WrongValue:
    """How files are refused, after which the workspace is as empty as it was."""
    ws = ak.open()
    with pytest.raises(ak.WrongValue, match=r"\(check: ") as raised:
        ak.imports.read_everything(ws, folder)
    assert not any(ws.counts().values())
    ak.accounts.create(ws, "Daarna")
    return raised.value


@pytest.mark.parametrize("ending", ["map", "map.parquet", "boek.xlsx"])
def test_an_equal_workspace(firm: ak.Workspace, tmp_path: Path, ending: str) -> None:
    again = ak.open()
    read = ak.imports.read_everything(again, ak.exports.write_everything(firm, tmp_path / ending).path)
    assert tables(again) == tables(firm)
    assert read.rows["contacts"] == 60
    assert "20 accounts" in repr(read)
    assert ak.segments.count(again, "Groot") == ak.segments.count(firm, "Groot")


def test_one_change_set_that_can_be_undone(written: Path) -> None:
    ws = ak.open()
    ak.imports.read_everything(ws, written)
    [what] = ak.changes.table(ws)["what"]
    assert what == "import everything from alles"


def test_the_manifest_says_what_each_file_holds(written: Path) -> None:
    said = json.loads((written / "manifest.json").read_text("utf-8"))
    assert said["tables"]["contacts"] == 60
    assert {one["name"]: one["sha256"] for one in said["files"]} == {
        one.name: digest(one) for one in written.iterdir() if one.name != "manifest.json"
    }


def test_parquet_keeps_types(firm: ak.Workspace, tmp_path: Path) -> None:
    path = ak.exports.write_everything(firm, tmp_path / "alles.parquet").path
    types = {one.name: str(one.type) for one in pq.read_schema(path / "contacts.parquet")}
    assert (types["contact_id"], types["created_at"]) == ("int64", "timestamp[us, tz=Europe/Amsterdam]")


def test_no_cell_of_a_csv_is_a_formula(written: Path) -> None:
    assert "\"'=1+1;" in (written / "notes.csv").read_text("utf-8")


def test_a_file_that_excel_saved_again_is_read(firm: ak.Workspace, written: Path) -> None:
    tags = (written / "tags.csv").read_text("utf-8")
    (written / "tags.csv").write_bytes(tags.replace(",", ";").encode("cp1252"))
    ws = ak.open()
    ak.imports.read_everything(ws, written)
    assert tables(ws)["tags"] == tables(firm)["tags"]


def test_only_into_an_empty_workspace(written: Path) -> None:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    with pytest.raises(ak.AlreadyExists, match=r"holds accounts already, and everything goes into an empty"):
        ak.imports.read_everything(ws, written)


def test_cells_that_are_no_values_come_back_with_line_and_column(written: Path) -> None:
    changed(written / "contact_tags.csv", "\n2,", "\ntwee,")
    [problem] = refusal(written).problems
    assert (problem.file, problem.line, problem.column, problem.value, problem.check) == (
        "contact_tags.csv", 3, "contact_tag_id", "twee", "kind",
    )  # fmt: skip


def test_days_that_no_calendar_knows(written: Path) -> None:
    text = (written / "contacts.csv").read_text("utf-8")
    moment = re.search(r"\d{4}(-\d\d-\d\d [0-9:.]+Z)", text)
    assert moment
    changed(written / "contacts.csv", moment[0], f"29349{moment[1]}")
    [problem] = refusal(written).problems
    assert (problem.line, problem.value, problem.check) == (2, f"29349{moment[1]}", "kind")


def test_an_id_that_stands_twice(written: Path) -> None:
    changed(written / "contact_tags.csv", "\n2,", "\n1,")
    [problem] = refusal(written).problems
    assert (problem.check, problem.line) == ("unique", 3)


@pytest.mark.parametrize("name", ["", '"  "'])
def test_an_account_without_a_name(written: Path, name: str) -> None:
    text = (written / "accounts.csv").read_text("utf-8").splitlines()
    place = text[0].split(",").index("name")
    cells = text[1].split(",")
    cells[place] = name
    (written / "accounts.csv").write_text("\n".join([text[0], ",".join(cells), *text[2:]]) + "\n", "utf-8")
    [problem] = refusal(written).problems
    assert (problem.check, problem.column, problem.line) == ("required", "name", 2)


def test_a_table_without_the_column_of_its_key(written: Path) -> None:
    (written / "tags.csv").write_text("tag_id\n1\n", "utf-8")
    assert "tags has no column 'name'" in str(refusal(written))


def test_settings_without_their_columns(written: Path) -> None:
    changed(written / "settings.csv", "value", "waarde")
    with pytest.raises(ak.UnreadableFile, match=r"settings.csv has no columns key and value"):
        ak.imports.read_everything(ak.open(), written)


def test_a_link_that_points_to_nothing(written: Path) -> None:
    (written / "tags.csv").unlink()
    assert {one.check for one in refusal(written).problems} == {"reference"}


def test_a_column_that_no_table_has(written: Path) -> None:
    changed(written / "tags.csv", "name", "naam")
    assert "tags has no column 'naam'" in str(refusal(written))


@pytest.mark.parametrize("key", ["name", "rule", 'x" INTEGER; DROP TABLE accounts; --'])
def test_a_custom_field_that_cannot_be(written: Path, key: str) -> None:
    fields = (written / "custom_fields.csv").read_text("utf-8").splitlines()
    place = fields[0].split(",").index("key")
    cells = fields[1].split(",")
    cells[place] = '"' + key.replace('"', '""') + '"'
    (written / "custom_fields.csv").write_text("\n".join([fields[0], ",".join(cells)]) + "\n", "utf-8")
    for table in ("accounts", "contacts"):
        (written / f"{table}.csv").unlink()
    assert {one.file for one in refusal(written).problems} == {"custom_fields.csv"}


def test_a_segment_without_a_rule(written: Path) -> None:
    text = (written / "segments.csv").read_text("utf-8")
    (written / "segments.csv").write_text(text.replace('"{""', '"x{""'), "utf-8")
    [problem] = refusal(written).problems
    assert (problem.file, problem.line, problem.column, problem.check) == ("segments.csv", 2, "rule", "rule")


def test_an_export_of_a_newer_version(written: Path) -> None:
    changed(written / "settings.csv", "format,", "format,9")
    with pytest.raises(ak.WorkspaceTooNew, match=r"newer accounts_kit \(format 96; this one knows 6\)"):
        ak.imports.read_everything(ak.open(), written)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "foto.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(ak.UnreadableFile, match=r"holds no export of everything"):
        ak.imports.read_everything(ak.open(), tmp_path)
    with pytest.raises(ak.FileMissing, match=r"There is no file or folder"):
        ak.imports.read_everything(ak.open(), tmp_path / "nergens")


def test_what_stands_there_is_replaced_only_when_asked_and_ours(firm: ak.Workspace, written: Path) -> None:
    with pytest.raises(ak.FileInTheWay, match=re.escape("overwrite=True")):
        ak.exports.write_everything(firm, written)
    ak.accounts.create(firm, "Nieuw")
    ak.exports.write_everything(firm, written, overwrite=True)
    assert "Nieuw" in (written / "accounts.csv").read_text("utf-8")
    (written / "eigen werk.txt").write_text("x", "utf-8")
    with pytest.raises(ak.FileInTheWay, match=r"holds other files than an export of everything"):
        ak.exports.write_everything(firm, written, overwrite=True)
    assert [one.name for one in written.parent.iterdir()] == ["alles"]
