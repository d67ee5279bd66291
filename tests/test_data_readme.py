"""data/README.md says what becomes of every row of the files beside it: they are imported and compared."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports import run
from accounts_kit.imports.results import ImportResult
from accounts_kit.sample.demo import files
from accounts_kit.sample.demo.fair import VISITORS
from accounts_kit.shipped import shipped
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace

DATA = shipped("data")
README = (DATA / "README.md").read_text(encoding="utf-8")
IN_ORDER = ("custom_fields.csv", "accounts.csv", "contacts.csv", "notes.csv")
Row = Mapping[str, str]


def table(*headers: str) -> list[Row]:
    """The rows of the table in README that has exactly these headers."""
    lines = README.splitlines()
    start = lines.index(f"| {' | '.join(headers)} |")
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells = line.replace(r"\|", "¦").strip("|").split("|")
        rows.append(dict(zip(headers, (cell.strip() for cell in cells), strict=True)))
    return rows


FILES = table("file", "encoding", "delimiter", "written as", "rows", "created", "rejected")
HOLDS = {row["what"]: int(row["how many"]) for row in table("what", "how many")}
PROBLEMS = table("file", "line", "column", "check", "why")
MADE = table("file", "line", "name", "nearest", "why it was not there")
PUT_UP_WITH = table("file", "line", "in the file", "in the workspace")


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with ak.open() as ws:
        yield ws


@pytest.fixture(scope="module")
def imported(workspace: Workspace) -> dict[str, ImportResult]:
    """The result of each file, imported in the order that README says."""
    return {name: run(workspace, name.removesuffix(".csv"), DATA / name) for name in IN_ORDER}


def said_of(rows: list[Row], file: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in rows if row["file"] == file]


def texts(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """The rows of a frame as README writes them: missing is a dash."""
    return [tuple(row) for row in frame[list(columns)].astype("str").fillna("-").to_numpy().tolist()]


# --- the files


def test_the_generator_writes_exactly_the_committed_files() -> None:
    written = files()
    assert tuple(written) == (*IN_ORDER, "fair.xlsx")
    assert [name for name, data in written.items() if (DATA / name).read_bytes() != data] == []


def test_the_readme_lists_every_file_in_the_order_of_import() -> None:
    assert [row["file"] for row in FILES] == [*IN_ORDER]
    assert {path.name for path in DATA.iterdir()} == {*IN_ORDER, "fair.xlsx", "README.md", "awkward"}


@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_a_file_is_in_the_encoding_that_the_readme_says_and_in_no_plainer_one(row: Row) -> None:
    data = (DATA / row["file"]).read_bytes()
    assert row["delimiter"] in data.decode(row["encoding"]).splitlines()[0]
    with pytest.raises(UnicodeDecodeError, match="decode byte"):
        data.decode("utf-8" if row["encoding"] == "cp1252" else "ascii")
    assert data.startswith(b"\xef\xbb\xbf") == (row["encoding"] == "utf-8-sig")
    assert data.count(b"\r\n") > 10


def test_nobody_in_the_files_can_be_reached() -> None:
    """Addresses and sites lie under .example, which nobody can own."""
    real = re.compile(r"\w\.(?:nl|be|com|net|org|eu|de)(?![\w.-])", re.IGNORECASE)
    assert not [one for visitor in VISITORS for one in visitor if real.findall(str(one))]
    for name in IN_ORDER:
        data = files()[name]
        assert not real.findall(data.decode("cp1252" if name == "accounts.csv" else "utf-8")), name


# --- the counts


@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_a_file_gives_the_counts_that_the_readme_says(imported: dict[str, ImportResult], row: Row) -> None:
    result = imported[row["file"]]
    assert (result.rows, result.created, result.rejected) == tuple(
        int(row[name]) for name in ("rows", "created", "rejected")
    )
    assert (result.updated, result.unchanged, len(result.moved)) == (0, 0, 0)


@pytest.mark.parametrize("file", IN_ORDER)
def test_each_problem_stands_in_the_readme_with_line_column_and_check(
    imported: dict[str, ImportResult], file: str
) -> None:
    problems = imported[file].problems
    assert texts(problems, "line", "column", "check") == said_of(PROBLEMS, file, "line", "column", "check")


@pytest.mark.parametrize("file", IN_ORDER)
def test_each_account_that_is_made_stands_in_the_readme_with_its_nearest(
    imported: dict[str, ImportResult], file: str
) -> None:
    made = imported[file].accounts_created
    assert texts(made, "line", "name", "nearest") == said_of(MADE, file, "line", "name", "nearest")


def test_the_workspace_holds_what_the_readme_says(
    workspace: Workspace, imported: dict[str, ImportResult]
) -> None:
    contacts = workspace.sql("SELECT account_id, email, status FROM contacts")
    counts = {what: workspace.counts().get(what) for what in HOLDS if not what.startswith("contacts ")}
    found = {
        **counts,
        "contacts without an account": int(contacts["account_id"].isna().sum()),
        "contacts without an e-mail address": int(contacts["email"].isna().sum()),
        **{f"contacts {status}": int(count) for status, count in contacts["status"].value_counts().items()},
    }
    assert found == HOLDS
    assert len(ak.check(workspace)) == 0


def test_importing_the_files_again_changes_nothing(
    workspace: Workspace, imported: dict[str, ImportResult]
) -> None:
    for name, first in imported.items():
        again = run(workspace, name.removesuffix(".csv"), DATA / name)
        assert (again.created, again.updated, again.unchanged) == (0, 0, first.created), name
        assert again.change_set_id is None


# --- what is put up with

# file, line, key of the record, column, the value as it reads in text
ACCEPTED = r"""
accounts | 5   | reclamebureau eikenbrink v.o.f. | name           | Reclamebureau Eikenbrink V.O.F.
accounts |7| zilverhoek opleidingen b.v.|description|Wil "iets anders".\nBelt zelf terug;\nniet voor tienen.
accounts | 12  | elzenrijk zuivel v.o.f.         | industry       | Zakelijke dienstverlening
accounts | 12  | elzenrijk zuivel v.o.f.         | annual_revenue | 100K - 500K
accounts | 14  | goudpoort metaal b.v.           | industry       | IT-diensten
accounts | 16  | huisartsenpraktijk westerpoort  | klantwaarde    | 1250,5
accounts | 19  | duindonk vakantieparken b.v.    | klantwaarde    | 980
accounts | 19  | duindonk vakantieparken b.v.    | employees      | 1204
accounts | 22  | camping zilverbrink bv          | website        |
accounts | 22  | camping zilverbrink bv          | phone          |
accounts | 22  | camping zilverbrink bv          | employees      |
accounts | 25  | boomkwekerij rivierstaete b.v.  | contracteinde  |
accounts | 25  | boomkwekerij rivierstaete b.v.  | klantwaarde    |
accounts | 25  | boomkwekerij rivierstaete b.v.  | description    | n.v.t.
accounts | 28  | noorderkamp netwerken b.v.      | producten      | Advertenties, Website, Drukwerk
accounts | 31  | polderpoort logistiek v.o.f.    | nps            |
accounts | 34  | "gouden" wilgenpoort hypotheken | name           | "Gouden" Wilgenpoort Hypotheken
accounts | 151 | duinpoort techniek bv           | external_id    | A-000901
contacts | 5   | d.rietveld@lindenveld-reizen.example      | email      | d.rietveld@lindenveld-reizen.example
contacts | 7   | c.deboer@duinweide-bouw.example           | email      | c.deboer@duinweide-bouw.example
contacts | 9   | fenna.desmet@noorderbrink-coatings.example | status    | unsubscribed
contacts | 9   | fenna.desmet@noorderbrink-coatings.example | taal      | Nederlands
contacts | 12  | ingrid.eggink@elzengaard-plastics.example | first_name | Ingrid "Inki"
contacts | 12  | ingrid.eggink@elzengaard-plastics.example | job_title  | Directeur\nen eigenaar
contacts | 14  | clemence.berkhout@mailbus.example         | phone      |
contacts | 14  | clemence.berkhout@mailbus.example         | account    |
contacts | 14  | clemence.berkhout@mailbus.example         | verjaardag |
contacts | 20  | mohammed.thart@reigerkamp-groothandel.example | account | Reigerkamp Groothandel B.V.
contacts | 23  | niels.terborg@huisartsenpraktijk-eikenstaete.example | taal |
contacts | 890 | balie@legevorm.example                    | account    | Duinpoort Techniek BV
contacts | 891 | receptie@legevorm.example                 | account    | Duinpoort Techniek B.V.
"""


@pytest.mark.parametrize("row", ACCEPTED.strip().splitlines())
def test_what_is_put_up_with_becomes_what_the_readme_says(
    workspace: Workspace, imported: dict[str, ImportResult], row: str
) -> None:
    records, line, key, column, expected = (part.strip() for part in row.split("|"))
    assert (line,) in said_of(PUT_UP_WITH, f"{records}.csv", "line")
    record = {"accounts": ak.accounts.get, "contacts": ak.contacts.get}[records](workspace, key)
    assert Reading().text(record.to_dict()[column]) == expected.replace("\\n", "\n")


def test_a_tag_is_shown_as_the_file_first_spells_it(
    workspace: Workspace, imported: dict[str, ImportResult]
) -> None:
    assert ("11",) in said_of(PUT_UP_WITH, "contacts.csv", "line")
    tags = workspace.sql(
        "SELECT tags.name AS tag FROM tags JOIN contact_tags USING (tag_id) JOIN contacts USING (contact_id) "
        "WHERE email_key = 'jorn.depree@brievenbus.example' ORDER BY tag"
    )
    assert tags["tag"].tolist() == ["nieuwsbrief", "webinar"]


def test_a_note_that_stands_in_the_file_twice_is_two_notes(
    workspace: Workspace, imported: dict[str, ImportResult]
) -> None:
    assert said_of(PUT_UP_WITH, "notes.csv", "line") == [("14",), ("325",), ("328",)]
    notes = workspace.sql('SELECT text, account_id, contact_id, "at" FROM notes ORDER BY note_id')
    twice = notes[notes.duplicated()]
    assert twice["text"].str.startswith("Bezoek. Besproken: het jaarplan.").tolist() == [True]
    assert notes["at"].isna().sum() == 1
    assert (notes["account_id"].notna() & notes["contact_id"].notna()).sum() == 1


@pytest.mark.parametrize("file", IN_ORDER)
def test_a_line_that_is_put_up_with_has_no_problem(imported: dict[str, ImportResult], file: str) -> None:
    lines = {int(line) for (line,) in said_of(PUT_UP_WITH, file, "line")}
    assert not lines & set(imported[file].problems["line"])


# --- the workbook

FAIR = table("line", "column", "check", "why")


def test_the_workbook_gives_what_the_readme_says_after_the_other_files() -> None:
    with ak.open() as ws:
        for name in IN_ORDER:
            run(ws, name.removesuffix(".csv"), DATA / name)
        asked = {"sheet": "Bezoekers", "mapping": {"Gesprek": "note.text"}, "unknown_columns": "create"}
        result = run(ws, "contacts", DATA / "fair.xlsx", **asked)
        assert texts(result.problems, "line", "column", "check") == said_of(
            [{**row, "file": ""} for row in FAIR], "", "line", "column", "check"
        )
        said = re.search(r"(\d+) rows: (\d+) created, (\d+) updated, (\d+) rejected", README)
        assert said is not None
        assert (result.rows, result.created, result.updated, result.rejected) == tuple(
            map(int, said.groups())
        )
        again = run(ws, "contacts", DATA / "fair.xlsx", **asked)
        assert (again.created, again.updated, again.rejected) == (0, 0, result.rejected)
        assert len(ak.check(ws)) == 0
