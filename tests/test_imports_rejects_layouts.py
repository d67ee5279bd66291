"""Reject files of every kind of source load again by the same mapping, once somebody has corrected them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak

HEADER = "Naam;Medewerkers;Plaats"
GOOD = ["Acme;12;Gent", "Beta;3;Ede"]
WRONG, RIGHT = "Gamma;veel;Aalst", "Gamma;7;Aalst"


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def corrected(path: Path, encoding: str = "utf-8") -> Path:
    """The reject file with its one wrong cell corrected, in a file beside it."""
    text = path.read_bytes().decode(encoding)
    assert "veel" in text
    again = path.with_name("again" + path.suffix)
    again.write_bytes(text.replace("veel", "7", 1).encode(encoding))
    return again


@pytest.mark.parametrize(
    ("lines", "said", "encoding"),
    [
        pytest.param([HEADER, *GOOD, WRONG], {}, "utf-8", id="as usual"),
        pytest.param(
            ["Export van 1 mei", "", HEADER, *GOOD, WRONG], {"header": 3}, "utf-8", id="below a title"
        ),
        pytest.param(
            ["Export van 1 mei", "", HEADER, *GOOD, WRONG], {}, "cp1252", id="a title that is found"
        ),
        pytest.param(
            [*GOOD, WRONG],
            {"header": False, "mapping": {"column 1": "name", "column 2": "employees", "column 3": "city"}},
            "utf-8",
            id="without a header",
        ),
        pytest.param(
            [line.replace(";", "^") for line in [HEADER, *GOOD, WRONG]],
            {"delimiter": "^", "quote": ""},
            "utf-16",
            id="without quotes",
        ),
        pytest.param(
            [";".join(f"'{cell}'" for cell in line.split(";")) for line in [HEADER, *GOOD, WRONG]],
            {"quote": "'"},
            "cp850",
            id="in single quotes",
        ),
    ],
)
def test_a_corrected_reject_file_loads_as_its_source_does(
    ws: ak.Workspace, tmp_path: Path, lines: list[str], said: dict[str, Any], encoding: str
) -> None:
    source = tmp_path / "accounts.csv"
    source.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    stated = said if encoding == "utf-8" else {**said, "encoding": encoding}
    result = ak.imports.run(ws, "accounts", source, **stated)
    assert (result.created, result.rejected) == (2, 1)
    rejects = tmp_path / "rejects.csv"
    assert result.write_rejects(rejects) == 1
    again = ak.imports.run(ws, "accounts", corrected(rejects, encoding), **stated, unknown_columns="refuse")
    assert (again.rows, again.created, again.rejected) == (1, 1, 0)
    assert ak.accounts.get(ws, "Gamma").city == "Aalst"


def typed(employees: list[object]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Naam": ["Acme", "Beta"],
            "Medewerkers": employees,
            "Marge": [1.234, 2.5],
            "Sinds": [date(2020, 2, 1), None],
            "KvK": ["01234567", "00000012"],
        }
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "json"])
def test_typed_cells_keep_their_values_in_a_reject_file(
    ws: ak.Workspace, tmp_path: Path, form: str, language: str
) -> None:
    ws.language = language
    for label, kind in {"Marge": "number", "Sinds": "date", "KvK": "text"}.items():
        ak.fields.define(ws, "account", label, kind)
    result = ak.imports.run(ws, "accounts", typed([-1, -2]))
    rejects = tmp_path / f"rejects.{form}"
    assert result.write_rejects(rejects) == 2
    mapping = {"Medewerkers": None}
    again = ak.imports.run(ws, "accounts", rejects, mapping=mapping, unknown_columns="refuse")
    assert (again.created, again.rejected) == (2, 0)
    acme, beta = ak.accounts.get(ws, "Acme"), ak.accounts.get(ws, "Beta")
    assert (acme.marge, acme.sinds, acme.kvk) == (Decimal("1.234000"), date(2020, 2, 1), "01234567")
    assert (beta.marge, beta.sinds, beta.kvk) == (Decimal("2.500000"), None, "00000012")


def test_a_workbook_of_rejects_holds_no_formula_and_says_what_is_wrong(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    source = pd.DataFrame(
        {"Naam": ["=1+1", "Acme"], "Medewerkers": ["veel", "-"], "Website": ["http://a.nl", ""]}
    )
    result = ak.imports.run(ws, "accounts", source)
    result.write_rejects(tmp_path / "mis.xlsx")
    shown = pd.read_excel(tmp_path / "mis.xlsx", engine="calamine", dtype=str)
    assert list(shown.columns) == ["Naam", "Medewerkers", "Website", "Regel", "Probleem"]
    assert shown.loc[0, "Naam"] == "=1+1"
    assert "is geen getal" in shown.loc[0, "Probleem"]


def test_lines_that_are_no_json_stand_in_the_reject_file_as_they_were(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "accounts.jsonl"
    source.write_text('{"Naam": "Acme"}\n{"Naam": \n{"Naam": "Beta", "Website": "geen"}\n', encoding="utf-8")
    result = ak.imports.run(ws, "accounts", source)
    assert (result.created, result.rejected) == (1, 2)
    result.write_rejects(tmp_path / "mis.jsonl")
    lines = (tmp_path / "mis.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert lines[1] == '{"Naam": '


def test_a_mapping_file_of_a_workbook_reads_its_rejects_in_csv_too(ws: ak.Workspace, tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "book.xlsx", engine="xlsxwriter") as book:
        pd.DataFrame({"Uitleg": ["niets", "hier"]}).to_excel(book, sheet_name="Uitleg", index=False)
        typed([1, -1]).to_excel(book, sheet_name="Klanten", index=False, startrow=2)
    for label, kind in {"Marge": "number", "Sinds": "date", "KvK": "text"}.items():
        ak.fields.define(ws, "account", label, kind)
    plan = ak.imports.plan(ws, "accounts", tmp_path / "book.xlsx", sheet="Klanten", header=3)
    plan.save_mapping(tmp_path / "book.yaml")
    result = ak.imports.run(ws, plan)
    assert (result.created, result.rejected) == (1, 1)
    result.write_rejects(tmp_path / "mis.csv")
    text = (tmp_path / "mis.csv").read_text(encoding="utf-8-sig").replace(";-1;", ";1;")
    (tmp_path / "goed.csv").write_text(text, encoding="utf-8-sig")
    again = ak.imports.run(ws, "accounts", tmp_path / "goed.csv", mapping=tmp_path / "book.yaml")
    assert (again.created, again.rejected) == (1, 0)
    assert ak.accounts.get(ws, "Beta").marge == Decimal("2.5")


def test_what_a_caller_says_of_sheets_is_refused_where_there_are_none(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Naam\nAcme\n", encoding="utf-8")
    with pytest.raises(ak.WrongKind, match="has no sheets"):
        ak.imports.plan(ws, "accounts", tmp_path / "a.csv", sheet="Klanten")
