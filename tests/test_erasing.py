"""Erasing a contact: no byte of the file says who it was."""

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.segments.segment import Pins

# Nothing else in the workspace is called so, or looks like it.
SECRETS = [
    "gerda.vanzwanenburg@uniek.example", "oud@uniek.example", "Gerda-Zeldzaam", "VanZwanenburgh",
    "+31611223399", "Schildpaddenfluisteraar", "houdt van hortensia", "belde over een fagot",
    "offerte klarinet",
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A firm in which one person has left traces everywhere."""
    file = tmp_path / "firma.duckdb"
    with ak.open(file) as ws:
        ak.fields.define(ws, "contact", "Hobby", "text")
        ak.accounts.create(ws, "Acme")
        ak.contacts.create(ws, "piet@acme.example", account="Acme", first_name="Piet")
        source = tmp_path / "mensen.csv"
        source.write_text(
            "E-mail;Voornaam;Functie\noud@uniek.example;Gerda-Zeldzaam;Schildpaddenfluisteraar\n"
        )
        ak.imports.run(ws, "contacts", source)
        source.unlink()
        gerda = "gerda.vanzwanenburg@uniek.example"
        ak.contacts.update(
            ws, "oud@uniek.example", email=gerda, last_name="VanZwanenburgh", phone="0611223399"
        )
        ak.contacts.update(ws, gerda, hobby="houdt van hortensia")
        ak.contacts.update(ws, gerda, hobby="zingt")
        ak.associations.link(ws, gerda, "Acme")
        note = ak.notes.add(ws, "belde over een fagot", contact=gerda)
        ak.notes.edit(ws, note.note_id, text="belde")
        ak.notes.add(ws, "Gerda-Zeldzaam VanZwanenburgh vertrekt", account="Acme")
        ak.tags.add(ws, gerda, "Xylofoonlid")
        ak.tags.remove(ws, gerda, "Xylofoonlid")
        ak.activities.record(ws, "event", contact=gerda, name="offerte klarinet")
        ak.segments.save(ws, ak.Segment("Zij", ak.contact.email == gerda, description=f"alleen {gerda}"))
        pins = Pins(always=(2,), never=())
        ak.segments.save(ws, ak.Segment("Iedereen", ak.everyone(), pins=pins))
        ak.segments.snapshot(ws, "Iedereen", name="toen")
    return file


def bytes_of(path: Path) -> bytes:
    """All bytes of the workspace, and of whatever stands beside it."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.rglob("*")) if one.is_file())


def test_no_byte_says_who_was_erased(path: Path) -> None:
    before = bytes_of(path)
    assert [secret for secret in SECRETS if secret.encode() not in before] == []
    with ak.open(path) as ws:
        note = int(
            ws.value("SELECT note_id FROM notes WHERE account_id IS NOT NULL AND text LIKE '%vertrekt'")
        )
        ak.notes.edit(ws, note, text="Een collega vertrekt")
        ak.notes.delete(ws, [note], confirm=True)
        done = ak.contacts.erase(ws, 2, confirm=True)
        assert done.done
        assert ak.check(ws).empty
        assert ak.segments.count(ws, ak.everyone()) == 1
    after = bytes_of(path)
    left = [secret for secret in SECRETS if secret.encode() in after]
    assert left == []


def test_snapshots_keep_their_count_and_segments_lose_the_pin_and_the_address(path: Path) -> None:
    with ak.open(path) as ws:
        ak.contacts.erase(ws, "gerda.vanzwanenburg@uniek.example", confirm=True)
        assert ws.value("SELECT members FROM snapshots") == 2
        assert ws.value("SELECT count(*) FROM snapshot_members") == 1
        assert ak.segments.get(ws, "Zij").rule == (ak.contact.email == "(erased)")
        assert ak.segments.get(ws, "Iedereen").pins == Pins()
        assert ak.segments.count(ws, "Zij") == 0
    with ak.open(path) as again:
        assert ak.contacts.deleted(again).empty


def test_what_would_be_erased_is_shown_first(path: Path) -> None:
    with ak.open(path) as ws:
        shown = ak.contacts.erase(ws, [2])
        assert (shown.done, shown.along["notes"], shown.along["activities"], shown.snapshots) == (
            False,
            1,
            1,
            1,
        )
        assert shown.records["email"].to_list() == ["gerda.vanzwanenburg@uniek.example"]
        assert shown.mentions["text"].to_list() == ["Gerda-Zeldzaam VanZwanenburgh vertrekt"]
        assert "would be erased for good (confirm=True does it); 1 notes about others" in repr(shown)
        assert ak.contacts.get(ws, 2).first_name == "Gerda-Zeldzaam"


def test_erasing_is_refused_inside_a_transaction_and_takes_rights(path: Path) -> None:
    with ak.open(path) as ws:
        with pytest.raises(ak.WorkspaceReadOnly, match="cannot be written anew inside"), ws.transaction():
            ak.contacts.erase(ws, 2, confirm=True)
        assert ak.contacts.get(ws, 2).contact_id == 2
        with pytest.raises(ak.UnknownRecord, match=r"niemand@x\.example"):
            ak.contacts.erase(ws, "niemand@x.example", confirm=True)


def test_a_dossier_holds_all_that_is_known_of_a_person(path: Path, tmp_path: Path) -> None:
    with ak.open(path) as ws:
        found = ak.contacts.dossier(ws, 2)
        assert list(found) == [
            "contact", "aliases", "tags", "notes", "activities", "tasks", "deals", "segments", "snapshots",
            "history",
        ]  # fmt: skip
        assert found["contact"]["email"].to_list() == ["gerda.vanzwanenburg@uniek.example"]
        assert found["notes"]["text"].to_list() == ["belde"]
        assert found["activities"]["name"].to_list() == ["offerte klarinet"]
        assert found["snapshots"]["name"].to_list() == ["toen"]
        assert "houdt van hortensia" in found["history"]["new"].to_list()
        assert all(isinstance(frame, pd.DataFrame) for frame in found.values())
        written = found.write(tmp_path / "dossier.json").read_text("utf-8")
        assert "houdt van hortensia" in written
        with pytest.raises(ak.FileInTheWay, match="exists already"):
            found.write(tmp_path / "dossier.json")
