"""Reject files: the refused rows in the layout of their source, to be corrected and loaded again."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak

ROWS = """Naam;Medewerkers;Omschrijving
Acme B.V.;12;"Een ""mooie"" firma; met puntkomma's
en twee regels"
Café Zoë;veel;"Een ""mooie"" firma; met puntkomma's
en twee regels"
Beta;1.000;
Gamma;1;te;veel
acme b.v.;-3;€ 5
"""


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(ROWS, encoding="cp1252")
    return path


def rows_of(path: Path, encoding: str, delimiter: str = ";") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_the_rejects_stand_as_the_source_has_them_with_line_and_problem(
    ws: ak.Workspace, source: Path
) -> None:
    result = ak.imports.run(ws, "accounts", source)
    rejects = source.with_name("rejects.csv")
    assert result.write_rejects(rejects) == result.rejected == 3
    [header, zoe, gamma, acme] = rows_of(rejects, "cp1252")
    assert header == ["Naam", "Medewerkers", "Omschrijving", "Regel", "Probleem"]
    assert zoe == [
        "Café Zoë",
        "veel",
        'Een "mooie" firma; met puntkomma\'s\nen twee regels',
        "4",
        "'veel' is geen getal (1.234,5)",
    ]
    assert gamma[:5] == ["Gamma", "1", "te", "veel", "7"]
    assert acme[:3] == ["acme b.v.", "-3", "€ 5"]
    assert (
        acme[4] == "'acme b.v.' stond al op regel 2; de eerste regel telt; -3 is te klein; het minimum is 0"
    )


def test_a_reject_file_loads_again_and_is_refused_again_until_it_is_mended(
    ws: ak.Workspace, source: Path
) -> None:
    first = ak.imports.run(ws, "accounts", source)
    rejects = source.with_name("rejects.csv")
    first.write_rejects(rejects)
    again = ak.imports.run(ws, "accounts", rejects, unknown_columns="refuse")
    assert (again.rows, again.created, again.updated, again.rejected) == (3, 0, 0, 3)
    assert again.problems["check"].tolist() == ["number", "columns", "range"]

    text = rejects.read_text(encoding="cp1252")
    mended = text.replace("veel;7", "7").replace("veel;", "25;").replace("-3", "3")
    rejects.write_text(mended, encoding="cp1252")
    last = ak.imports.run(ws, "accounts", rejects, unknown_columns="refuse")
    assert (last.created, last.updated, last.rejected) == (2, 1, 0)
    assert ak.accounts.get(ws, "Café Zoë").employees == 25
    assert ak.accounts.get(ws, "Acme B.V.").employees == 3


def test_without_rejected_rows_nothing_is_written(ws: ak.Workspace, tmp_path: Path) -> None:
    result = ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["Acme"]}))
    assert result.write_rejects(tmp_path / "rejects.csv") == 0
    assert not [*tmp_path.iterdir()]


def test_the_rejects_of_a_frame_are_a_csv_as_well(ws: ak.Workspace, tmp_path: Path) -> None:
    frame = pd.DataFrame({"Naam": ["Acme", "Beta"], "Medewerkers": [-1.5, 3]})
    path = tmp_path / "rejects.csv"
    assert ak.imports.run(ws, "accounts", frame).write_rejects(path) == 1
    assert rows_of(path, "utf-8-sig", ";")[1][:3] == ["Acme", "-1,5", "1"]
    assert ak.imports.run(ws, "accounts", path).problems["check"].tolist() == ["range"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_that_of_the_source(ws: ak.Workspace, tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "accounts.csv"
    source.write_text("Naam;Website\nCafé Zoë;geen\nBeta;www.beta.example\n", encoding=encoding)
    rejects = tmp_path / "rejects.csv"
    ak.imports.run(ws, "accounts", source).write_rejects(rejects)
    assert rows_of(rejects, encoding)[1][0] == "Café Zoë"
    assert ak.imports.run(ws, "accounts", rejects).problems["value"].tolist() == ["geen"]


def test_a_problem_in_letters_that_the_encoding_lacks_does_not_stop_the_file(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    ak.accounts.create(ws, "Zoë ☕ B.V.")
    source, rejects = tmp_path / "contacts.csv", tmp_path / "rejects.csv"
    source.write_text("E-mail;Bedrijf\nzoë@x.example;Zoë B.V.\n", encoding="cp1252")
    result = ak.imports.run(ws, "contacts", source, unknown_accounts="refuse")
    assert "☕" in result.problems["message"][0]
    result.write_rejects(rejects)
    assert "'Zoë ? B.V.'" in rows_of(rejects, "cp1252")[1][3]


def test_corrections_in_a_reject_file_are_not_overwritten(ws: ak.Workspace, source: Path) -> None:
    result = ak.imports.run(ws, "accounts", source)
    rejects = source.with_name("rejects.csv")
    result.write_rejects(rejects)
    result.write_rejects(rejects)  # the same once more changes nothing
    written = rejects.read_bytes()
    rejects.write_bytes(written.replace(b"veel;", b"25;"))
    with pytest.raises(ak.FileInTheWay, match=r"rejects\.csv is there already, and it may hold corrections"):
        result.write_rejects(rejects)
    assert result.write_rejects(rejects, overwrite=True) == 3
    assert rejects.read_bytes() == written


def test_the_imported_file_itself_is_never_overwritten(ws: ak.Workspace, source: Path) -> None:
    before = source.read_bytes()
    result = ak.imports.run(ws, "accounts", source)
    with pytest.raises(ak.FileInTheWay, match=r"accounts\.csv is the file that was imported"):
        result.write_rejects(source, overwrite=True)
    assert source.read_bytes() == before


def test_repeated_and_blank_headers_come_back_as_they_were(ws: ak.Workspace, tmp_path: Path) -> None:
    source, rejects = tmp_path / "accounts.csv", tmp_path / "rejects.csv"
    source.write_text("Naam,Plaats,,Plaats,Website\nAcme,Ede,x,Urk,geen\nBeta,,,,\n", encoding="utf-8")
    ak.imports.run(ws, "accounts", source).write_rejects(rejects)
    header = rows_of(rejects, "utf-8", ",")[0]
    assert header == ["Naam", "Plaats", "", "Plaats", "Website", "Regel", "Probleem"]
    again = ak.imports.run(ws, "accounts", rejects, mapping={"Website": None})
    assert (again.created, ak.accounts.get(ws, "Acme").city) == (1, "Ede")


def test_a_row_with_broken_quotes_comes_back_as_it_was(ws: ak.Workspace, tmp_path: Path) -> None:
    source, rejects = tmp_path / "accounts.csv", tmp_path / "rejects.csv"
    source.write_text('Naam;Plaats\nAcme;"Ede\nBeta;Urk\nGamma;Epe\n', encoding="utf-8")
    first = ak.imports.run(ws, "accounts", source)
    assert (first.created, first.problems["check"].tolist()) == (2, ["columns"])
    first.write_rejects(rejects)
    assert rejects.read_text(encoding="utf-8").splitlines()[1].startswith('Acme;"Ede;2;')
    assert ak.imports.run(ws, "accounts", rejects).created == 0
    rejects.write_text(rejects.read_text(encoding="utf-8").replace('"Ede', "Ede"), encoding="utf-8")
    assert ak.imports.run(ws, "accounts", rejects).created == 1
