"""The manifest beside a file: what it holds, by which rule, and its checksum."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.contacts.create(ws, "jan@acme.example", first_name="Jan")
    ak.contacts.create(ws, "piet@acme.example", status="bounced")
    return ws


def manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(path.name + ".manifest.json").read_text("utf-8"))
    return found


def test_a_manifest_says_what_a_file_holds_and_can_prove_it(ws: ak.Workspace, tmp_path: Path) -> None:
    rule = ak.contact.email.contains("acme")
    ak.segments.save(ws, ak.Segment("Klanten", rule))
    ak.segments.save(ws, ak.Segment("Klanten", rule, description="van Acme"))
    path = tmp_path / "klanten.csv"
    written = ak.exports.write(
        ws, "Klanten", path, columns=["contact.email"],
        merge_fields={"hallo": "Hoi {{ contact.first_name }}"}, audience=True, as_of="2026-03-01",
    )  # fmt: skip
    said = manifest(path)
    assert said["files"] == [{"name": "klanten.csv", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}]
    assert (said["rows"], said["excluded"]) == (written.rows, {"bounced": 1}) == (1, {"bounced": 1})
    assert (said["version"], said["segment"]["rule"], said["audience"]) == (2, rule.to_dict(), True)
    assert said["as_of"].startswith("2026-03-01T")
    assert said["columns"] == [
        {"header": "email", "field": "contact.email", "template": None},
        {"header": "hallo", "field": None, "template": "Hoi {{ contact.first_name }}"},
    ]


def test_a_manifest_follows_the_file_that_it_is_of(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "alle.jsonl"
    ak.exports.write(ws, "contacts", path)
    before = manifest(path)
    ak.contacts.create(ws, "zoe@acme.example")
    ak.exports.write(ws, "contacts", path, overwrite=True)
    after = manifest(path)
    assert (before["rows"], after["rows"], after["what"]) == (2, 3, "contacts")
    assert before["files"] != after["files"]
    assert "segment" not in after


def test_a_frame_has_a_manifest_too(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "lijst.parquet"
    ak.exports.write(ws, pd.DataFrame({"a": [1, 2]}), path)
    assert (manifest(path)["what"], manifest(path)["rows"]) == ("a frame", 2)


def test_a_file_that_is_refused_keeps_the_manifest_it_has(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "alle.csv"
    ak.exports.write(ws, "contacts", path)
    before = manifest(path)
    with pytest.raises(ak.FileInTheWay, match="exists already"):
        ak.exports.write(ws, "contacts", path)
    assert manifest(path) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["alle.csv", "alle.csv.manifest.json"]
