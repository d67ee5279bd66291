"""What comes back from a workspace: rows, frames, batches, staged rows, and sql() with what it refuses."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pandas
import pyarrow
import pytest

import accounts_kit as ak
from accounts_kit.workspace import Workspace

TAG = "INSERT INTO tags (tag_key, tag_id, name) VALUES (?, ?, ?)"
COUNT = "SELECT count(*) FROM tags"


def tag(ws: Workspace, number: int) -> None:
    ws.execute(TAG, [f"k{number}", number, f"naam {number}"])


@pytest.fixture(params=["file", "memory"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """An empty workspace, once in a file and once in memory."""
    return ak.open(tmp_path / "crm.duckdb") if request.param == "file" else ak.open()


def test_moments_come_in_the_zone_of_the_workspace(ws: Workspace) -> None:
    sql = (
        "SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS at, "
        "[TIMESTAMPTZ '2024-01-01 12:00:00+00'], CAST(1 AS HUGEINT)"
    )
    summer, [winter], one = ws.rows(sql)[0]
    assert (summer.isoformat(), winter.isoformat()) == (
        "2024-07-01T14:00:00+02:00",
        "2024-01-01T13:00:00+01:00",
    )
    assert summer.tzinfo == ZoneInfo("Europe/Amsterdam")
    assert type(one) is int
    assert str(ws.frame(sql)["at"].dtype) == "datetime64[us, Europe/Amsterdam]"
    assert ws.rows("SELECT CAST(TIMESTAMPTZ '2024-07-01 23:00:00+00' AS DATE)") == [
        (datetime.date(2024, 7, 2),)
    ]


def test_another_zone_holds_at_once_and_only_when_its_transaction_is_kept(ws: Workspace) -> None:
    noon = "SELECT TIMESTAMPTZ '2024-01-01 12:00:00+00'"
    with ws.transaction():
        ws.timezone = "America/New_York"
        assert ws.value(noon).hour == 7
    assert ws.value(noon).hour == 7
    with pytest.raises(ZeroDivisionError, match="division"), ws.transaction():
        ws.timezone = "Asia/Tokyo"
        assert ws.value(noon).hour == 21
        _ = 1 / 0
    assert (ws.value(noon).hour, ws.timezone) == (7, "America/New_York")


def test_a_text_whose_columns_change_their_kind_gives_moments_too(ws: Workspace) -> None:
    ws.execute("CREATE TABLE changing (a VARCHAR)")
    ws.execute("INSERT INTO changing VALUES ('2024-01-01 12:00:00+00')")
    assert ws.rows("SELECT a FROM changing") == [("2024-01-01 12:00:00+00",)]
    ws.execute("ALTER TABLE changing ALTER a TYPE TIMESTAMPTZ")
    assert ws.value("SELECT a FROM changing").tzinfo == ZoneInfo("Europe/Amsterdam")


def test_frames_hold_what_people_calculate_with(ws: Workspace) -> None:
    frame = ws.frame(
        "SELECT * FROM (VALUES ('a', 1, 1.50, TRUE, ['x', NULL]), (NULL, NULL, NULL, NULL, NULL)) "
        "t(tekst, geheel, bedrag, ja, lijst), (SELECT sum(2) AS som)"
    )
    dtypes = {name: str(dtype) for name, dtype in frame.dtypes.items()}
    assert dtypes == {
        "tekst": "str",
        "geheel": "Int64",
        "bedrag": "float64",
        "ja": "boolean",
        "lijst": "object",
        "som": "int64",
    }
    assert frame["lijst"][0] == ["x", None]
    assert frame["som"].tolist() == [2, 2]
    empty = ws.frame("SELECT name, tag_id FROM tags")
    assert (list(empty.columns), len(empty), str(empty["name"].dtype)) == (["name", "tag_id"], 0, "str")


def test_a_frame_keeps_columns_of_the_same_name(ws: Workspace) -> None:
    assert ws.frame("SELECT 1 AS a, 2 AS a").to_numpy().tolist() == [[1, 2]]


def test_batches_hold_every_row_inside_and_outside_a_transaction(ws: Workspace) -> None:
    sql = "SELECT tag_id FROM tags UNION ALL SELECT range FROM range(5000)"

    def rows() -> int:
        return sum(batch.num_rows for batch in ws.batches(sql, (), 2048))

    with ws.transaction():
        tag(ws, 1)
        assert rows() == 5001
    assert rows() == 5001
    with ws.reading():
        assert rows() == 5001


def test_staged_rows_can_be_used_and_are_gone_afterwards(ws: Workspace) -> None:
    table = pyarrow.table({"id": [1, 2, None]})
    frame = pandas.DataFrame({"id": [4], "name": ["x"]})
    with ws.transaction(), ws.staged("ids", table) as ids, ws.staged("ids", frame) as others:
        assert ws.rows(f'SELECT id FROM "{ids}" ORDER BY ALL') == [(1,), (2,), (None,)]
        assert ws.rows(f'SELECT id, name FROM "{others}"') == [(4, "x")]
    with ws.staged("ids", table) as ids:
        assert ws.value(f'SELECT count(id) FROM "{ids}"') == 2
    with pytest.raises(duckdb.CatalogException, match="does not exist"):
        ws.rows(f'SELECT * FROM "{ids}"')


def test_staged_rows_of_a_failed_transaction_are_gone_too(ws: Workspace) -> None:
    table = pyarrow.table({"id": ["x"]})
    failed = pytest.raises(duckdb.ConversionException, match="Could not convert")
    with failed, ws.transaction(), ws.staged("ids", table) as ids:
        ws.rows(f'SELECT CAST(id AS INTEGER) FROM "{ids}"')
    assert ws.value(COUNT) == 0


def test_a_variable_of_the_caller_is_no_table(ws: Workspace) -> None:
    salaries = pandas.DataFrame({"a": [1]})
    assert len(salaries) == 1
    with pytest.raises(duckdb.CatalogException, match="salaries"):
        ws.rows("SELECT * FROM salaries")


# --- sql()


def test_sql_gives_a_frame_and_takes_values_by_place_and_by_name(ws: Workspace) -> None:
    tag(ws, 1)
    assert ws.sql("SELECT name FROM tags WHERE tag_id = ?", [1])["name"].tolist() == ["naam 1"]
    assert ws.sql("SELECT $a::INTEGER + 1 AS b", {"a": 1})["b"].tolist() == [2]
    assert ws.sql("SELECT ? AS a", ["'; DROP TABLE tags; --"])["a"].tolist() == ["'; DROP TABLE tags; --"]
    assert ws.sql("-- a remark\n FROM tags ;")["tag_id"].tolist() == [1]
    with ws.transaction():
        tag(ws, 2)
        assert len(ws.sql("WITH mine AS (SELECT * FROM tags) SELECT * FROM mine")) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds 0 statements"),
        ("SELECT 1; SELECT 2", "holds 2 statements"),
        ("DELETE FROM tags", "DELETE. Write with ak.accounts"),
        ("SELECT 1; DROP TABLE tags", "holds 2 statements"),
        (
            "WITH w AS (DELETE FROM tags RETURNING *) SELECT * FROM w",
            "a part of this statement writes: DELETE",
        ),
        ("COPY tags TO 'gone.csv'", "COPY"),
        ("ATTACH 'other.duckdb'", "ATTACH"),
        ("SET threads = 1", "SET"),
        ("SELECT nextval('tag_ids')", r"nextval\(\) writes"),
        ("SELECT * FROM read_text('/etc/hostname')", r"read_text\(\) is not a part of it"),
        ("SELECT * FROM glob('*')", r"glob\(\) is not a part of it"),
        ("SELECT * FROM query('DELETE FROM tags')", r"query\(\) is not a part of it"),
        ("SELECT (SELECT count(*) FROM read_csv('x.csv'))", r"read_csv\(\) is not a part of it"),
        ("SELECT * FROM 'secrets.csv'", "No table 'secrets.csv'"),
        ('SELECT * FROM main."secrets.csv"', "No table 'secrets.csv'"),
        ('WITH "s.csv" AS (SELECT 1) SELECT * FROM "s.csv"', "No table 's.csv'"),
        ("SELECT * FROM tagz", "Did you mean 'tags'"),
        ("SELECT nope FROM tags", 'Referenced column "nope" not found'),
        ("SELEC 1", "syntax error"),
        ("SELECT CAST('x' AS INTEGER)", "Could not convert"),
        ("SELECT ?", "Values were not provided"),
    ],
)
def test_sql_refuses_what_is_not_one_select_on_the_workspace(ws: Workspace, text: str, said: str) -> None:
    tag(ws, 1)
    with pytest.raises(ak.WrongValue, match=said):
        ws.sql(text)
    assert ws.value(COUNT) == 1
    assert not Path("gone.csv").exists()


def test_sql_reads_no_file_of_that_name(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tags.csv").write_text("a\n1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ak.WrongValue, match=r"No table 'tags.csv'"):
        ws.sql("SELECT * FROM 'tags.csv'")
    assert ws.value(COUNT) == 0


def test_a_decimal_in_a_frame_is_the_nearest_float() -> None:
    found = ak.open().frame("SELECT unnest([0.1, 1382.40, 19.99])::DECIMAL(18,6) AS amount")
    assert found["amount"].tolist() == [0.1, 1382.4, 19.99]
