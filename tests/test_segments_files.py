"""Segments as a folder of YAML: pushed, pulled, shown first, and refused whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit.errors import FileMissing, RuleError

GENT = ak.Segment("Gent & omstreken", ak.account.city == "Gent", description="Één regio")


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as made:
        ak.contacts.create(made, "jan@acme.example", external_id="K-1")
        ak.contacts.create(made, "els@acme.example")
        yield made


def test_segments_go_out_and_come_back_the_same(ws: ak.Workspace, tmp_path: Path) -> None:
    pinned = ak.Segment("Vast", ~ak.in_segment(GENT.name), pins={"in": [1], "out": [2]})
    for segment in (GENT, pinned):
        ak.segments.save(ws, segment)
    folder = tmp_path / "segmenten"
    shown = ak.segments.push(ws, folder)
    assert shown["change"].tolist() == ["new", "new"]
    assert not folder.exists()
    ak.segments.push(ws, folder, confirm=True)
    assert sorted(one.name for one in folder.iterdir()) == ["gent-en-omstreken.yaml", "vast.yaml"]
    assert "K-1" in (folder / "vast.yaml").read_text(encoding="utf-8")
    assert "els@acme.example" in (folder / "vast.yaml").read_text(encoding="utf-8")
    assert ak.segments.push(ws, folder)["change"].tolist() == ["same", "same"]
    with ak.open() as other:
        ak.contacts.create(other, "els@acme.example")
        ak.contacts.create(other, "piet@acme.example", external_id="K-1")
        pulled = ak.segments.pull(other, folder, confirm=True)
        assert pulled["change"].tolist() == ["new", "new"]
        assert ak.segments.get(other, GENT.name) == GENT
        assert (
            ak.segments.get(other, "Vast").pins
            == ak.Segment("x", GENT.rule, pins={"in": [2], "out": [1]}).pins
        )


def test_a_pull_shows_what_changes_before_it_does(ws: ak.Workspace, tmp_path: Path) -> None:
    ak.segments.save(ws, GENT)
    ak.segments.save(ws, ak.Segment("Ander", ak.everyone()))
    ak.segments.push(ws, tmp_path, confirm=True)
    (tmp_path / "ander.yaml").unlink()
    path = tmp_path / "gent-en-omstreken.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("value: Gent", "value: Brugge"), encoding="utf-8"
    )
    shown = ak.segments.pull(ws, tmp_path)
    assert shown[["name", "change"]].values.tolist() == [
        [GENT.name, "changed"],
        ["Ander", "only_in_workspace"],
    ]
    assert shown["what"][0] == 'eruit: account Plaats is "Gent"; erbij: account Plaats is "Brugge"'
    assert ak.segments.get(ws, GENT.name) == GENT
    before = len(ak.changes.table(ws))
    ak.segments.pull(ws, tmp_path, confirm=True)
    assert ak.segments.get(ws, GENT.name).rule == (ak.account.city == "Brugge")
    assert len(ak.changes.table(ws)) == before + 1
    assert ak.segments.pull(ws, tmp_path)["change"].tolist() == ["same", "only_in_workspace"]
    assert ak.segments.push(ws, tmp_path)["change"].tolist() == ["same", "new"]


RULE = "rule: {field: account.city, op: is, value: Gent}"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.yaml": "name: A"}, "a.yaml: A segment needs 'rule'"),
        ({"a.yaml": "all: ["}, "a.yaml: This is not YAML"),
        (
            {"a.yaml": f"name: A\n{RULE}", "b.yml": f"name: a\n{RULE}"},
            "b.yml and a.yaml hold the same segment",
        ),
        ({"a.yaml": "name: A\nrule: {field: account.cty, op: is_blank}"}, "a.yaml: No field 'account.cty'"),
        (
            {"a.yaml": f"name: A\npins: {{in: [nobody@x.example]}}\n{RULE}"},
            "The pin 'nobody@x.example' is no",
        ),
        (
            {"a.yaml": "name: A\nrule: {in_segment: B}", "b.yaml": "name: B\nrule: {not: {in_segment: A}}"},
            "a.yaml: Segments refer to each other in a circle",
        ),
    ],
)
def test_a_folder_that_cannot_be_is_refused_whole(
    ws: ak.Workspace, tmp_path: Path, files: dict[str, str], said: str
) -> None:
    good = {"z.yaml": f"name: Z\n{RULE}"}
    for name, text in (files | good).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=said.replace(".", "[.]")):
        ak.segments.pull(ws, tmp_path, confirm=True)
    assert ak.segments.table(ws).empty


def test_segments_that_name_each_other_come_in_together(ws: ak.Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: A\nrule: {in_segment: B}", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(f"name: B\n{RULE}", encoding="utf-8")
    ak.segments.pull(ws, tmp_path, confirm=True)
    assert ak.segments.count(ws, "A") == 0


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["CON", "../../etc/passwd", "<>:|?*"], ["segment-con.yaml", "etc-passwd.yaml", "segment.yaml"]),
        (["A b", "A-B"], ["a-b.yaml", "a-b-2.yaml"]),
        (["Ünïcode", "日本"], ["unicode.yaml", "segment.yaml"]),
    ],
)
def test_names_of_files_are_safe_everywhere(
    ws: ak.Workspace, tmp_path: Path, names: list[str], files: list[str]
) -> None:
    for name in names:
        ak.segments.save(ws, ak.Segment(name, ak.everyone()))
    assert ak.segments.push(ws, tmp_path, confirm=True)["file"].tolist() == files
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(files)


def test_what_no_other_workspace_could_know_is_refused(ws: ak.Workspace, tmp_path: Path) -> None:
    nameless = ak.contacts.create(ws, None, phone="0612345678").contact_id
    ak.segments.save(ws, ak.Segment("Vast", ak.everyone(), pins={"out": [nameless]}))
    with pytest.raises(RuleError, match="have neither an external id nor an e-mail address"):
        ak.segments.push(ws, tmp_path, confirm=True)
    with pytest.raises(FileMissing, match="There is no folder"):
        ak.segments.pull(ws, tmp_path / "nergens")
