"""Opening what an older or newer accounts_kit wrote, and what it did not write at all."""

import gzip
from pathlib import Path

import duckdb
import pytest

import accounts_kit as ak
from accounts_kit.workspace.migrations import FORMAT

VERSION_1 = Path(__file__).parent / "version_1" / "workspace.duckdb.gz"
VERSION_2 = Path(__file__).parent / "version_2" / "workspace.duckdb.gz"
VERSION_3 = Path(__file__).parent / "version_3" / "workspace.duckdb.gz"
VERSION_4 = Path(__file__).parent / "version_4" / "workspace.duckdb.gz"
VERSION_5 = Path(__file__).parent / "version_5" / "workspace.duckdb.gz"
COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(VERSION_1.read_bytes()))
    return path


def test_a_file_of_format_1_comes_to_the_tables_of_a_new_one(version_1: Path) -> None:
    with ak.open(version_1) as old, ak.open() as new:
        own_column = ("accounts", "contracteinde", "DATE")
        assert sorted(old.rows(COLUMNS)) == sorted([*new.rows(COLUMNS), own_column])
        assert old.value("SELECT value FROM settings WHERE key = 'format'") == str(FORMAT)


def test_a_file_of_format_1_keeps_its_records_settings_and_fields(version_1: Path) -> None:
    with ak.open(version_1) as ws:
        assert ws.timezone == "Europe/Brussels"
        assert ak.check(ws).empty
        bakery = ak.accounts.get(ws, "bakkerij  JANSEN b.v.")
        assert (bakery.city, bakery.owner, bakery.contracteinde.year) == ("Zwolle", "Els de Boer", 2025)
        assert ak.contacts.get(ws, "jan@jansen.example").account == "Bakkerij Jansen B.V."
        assert set(ak.contacts.table(ws)["status"]) == {"active"}
        assert ak.segments.count(ws, ak.account.contracteinde < "2026-01-01") == 1
        assert ak.contacts.create(ws, "nieuw@firma.example").contact_id == 4


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(VERSION_2.read_bytes()))
    return path


def test_a_file_of_format_2_comes_to_the_tables_of_a_new_one_and_keeps_what_it_has(version_2: Path) -> None:
    own = [("accounts", "contracteinde", "DATE"), ("contacts", "interesses", "VARCHAR[]")]
    with ak.open(version_2, user="Els de Boer") as ws, ak.open() as new:
        assert sorted(ws.rows(COLUMNS)) == sorted([*new.rows(COLUMNS), *own])
        assert ak.check(ws).empty
        assert ws.catalogue.field("contact.interesses").visible
        assert ak.users.table(ws)["manage_fields"].fillna("no").tolist() == ["no"]
        assert ak.accounts.restore(ws, "café 't hoekje").restored == 1  # deleted before it came to format 3
        assert ak.associations.contacts_of(ws, 2)["contact_id"].tolist() == [2]
        options = [*ws.catalogue.field("account.industry").options, "Bakkerij"]
        assert ak.fields.set_options(ws, "account.industry", options).options[-1] == "Bakkerij"
        assert ak.check(ws).empty


@pytest.fixture
def version_3(tmp_path: Path) -> Path:
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(VERSION_3.read_bytes()))
    return path


def test_a_file_of_format_3_comes_to_the_tables_of_a_new_one_and_keeps_what_it_has(version_3: Path) -> None:
    with ak.open(version_3, user="Els de Boer") as ws, ak.open() as new:
        assert sorted(ws.rows(COLUMNS)) == sorted([*new.rows(COLUMNS), ("accounts", "kvk_nummer", "VARCHAR")])
        assert ak.check(ws).empty
        assert (ws.region, ws.catalogue.field("account.kvk_nummer").check) == ("NL", None)
        assert ws.rows("SELECT what, rows, sha256, details FROM imports") == [("contacts", 1, None, None)]
        assert ak.fields.update(ws, "account.kvk_nummer", check="kvk").check == "kvk"
        deleted = ak.fields.archived(ws)
        ak.changes.undo(ws, int(deleted["change_set_id"][0]))  # a field of then has no check
        assert (ws.catalogue.field("contact.mobiel").check, len(ak.fields.archived(ws))) == (None, 0)
        assert ak.check(ws).empty


def test_a_file_of_format_4_comes_to_the_tables_of_a_new_one_and_takes_segments(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(VERSION_4.read_bytes()))
    with ak.open(path, user="Els de Boer") as ws, ak.open() as new:
        assert sorted(ws.rows(COLUMNS)) == sorted([*new.rows(COLUMNS), ("accounts", "kvk_nummer", "VARCHAR")])
        assert ak.check(ws).empty
        ak.segments.save(ws, ak.Segment("KvK", ak.account.kvk_nummer.is_filled()))
        assert ak.segments.snapshot(ws, "KvK").members == ak.segments.count(ws, "KvK") == 1
        assert ak.changes.undo(ws, 1).removed == 0  # what was written then has its history still
        assert ak.check(ws).empty


def test_a_file_of_format_5_comes_to_the_tables_of_a_new_one_and_takes_comments(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress(VERSION_5.read_bytes()))
    with ak.open(path, user="Els de Boer") as ws, ak.open() as new:
        assert sorted(ws.rows(COLUMNS)) == sorted(new.rows(COLUMNS))
        assert ak.check(ws).empty
        ak.segments.save(ws, ak.Segment("Gent", ak.account.city == "Luik"), comment="De winkel is verhuisd.")
        told = ak.segments.history(ws, "Gent")
        assert told["comment"].fillna("").tolist() == ["", "", "De winkel is verhuisd."]
        assert ak.changes.undo(ws, 4).removed == 0  # what was written then has its history still


def test_a_file_of_format_1_says_what_to_do_when_it_is_opened_for_reading_only(version_1: Path) -> None:
    before = version_1.read_bytes()
    with pytest.raises(ak.WorkspaceReadOnly, match="Open it once without read_only=True"):
        ak.open(version_1, read_only=True)
    assert version_1.read_bytes() == before


def test_a_file_of_a_newer_format_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "newer.duckdb"
    with ak.open(path) as ws:
        ws.execute("UPDATE settings SET value = ? WHERE key = 'format'", [str(FORMAT + 1)])
    before = path.read_bytes()
    with pytest.raises(ak.WorkspaceTooNew, match="pip install --upgrade accounts-kit"):
        ak.open(path)
    assert path.read_bytes() == before


def test_a_duckdb_file_that_is_no_workspace_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE accounts AS SELECT 1 AS account_id")
    before = path.read_bytes()
    with pytest.raises(ak.NotAWorkspace, match="It was left as it is"):
        ak.open(path)
    assert path.read_bytes() == before
