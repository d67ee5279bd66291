"""Reports: each builds, says what segments say, and opens without a network with every chart drawn."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import accounts_kit as ak

HOSTILE = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"
CHARTS = {"accounts": 6, "segment": 3, "quality": 3, "campaign": 1}


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ak.Workspace]:
    ws = ak.open(tmp_path_factory.mktemp("firm") / "crm.duckdb")
    ak.sample.generate(ws, accounts=30, contacts=120)
    ak.accounts.create(ws, HOSTILE, industry="Software", employees=30)
    ak.contacts.create(ws, "els@firma.example", account=HOSTILE, first_name=HOSTILE)
    ak.tags.add(ws, "els@firma.example", "klant")
    ak.segments.save(ws, ak.Segment("Klanten", ak.contact.tags.has_any_of("klant")))
    for day in ("2026-01-31", "2026-03-31"):
        ak.segments.snapshot(ws, "Klanten", as_of=day)
    yield ws
    ws.close()


@pytest.fixture(scope="module")
def folder(ws: ak.Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in CHARTS:
        segment = "Klanten" if name in ("segment", "campaign") else None
        ak.reports.build(ws, name, folder / f"{name}.html", segment=segment, as_of="2026-03-31")
    return folder


def test_the_reports_that_are_listed_are_those_that_are_tried() -> None:
    assert ak.reports.names() == sorted(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_a_report_opens_without_a_network_and_draws_every_chart(
    browser: Browser, folder: Path, name: str
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / f"{name}.html").as_uri())
    page.locator(".chart .main-svg").first.wait_for()
    assert page.locator(".chart.js-plotly-plot").count() == CHARTS[name]
    assert page.evaluate("window.hit") is None
    assert [one for one in asked if not one.startswith(("file:", "data:", "blob:"))] == []
    # What a value tried to fetch or run was refused by the page itself.
    assert [one for one in said if "Content Security Policy" not in one] == []
    assert page.locator("nav a").count() >= 4
    for link in page.locator("nav a").all():
        assert page.locator(str(link.get_attribute("href"))).count() == 1
    context.close()


def test_a_report_has_no_code_and_no_place_of_its_maker(folder: Path) -> None:
    for path in folder.iterdir():
        text = re.sub(r"<script nonce=.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert "import accounts_kit" not in text
        assert "ak.open" not in text
        assert str(folder.parent) not in text


def test_the_numbers_of_a_segment_are_those_of_segments(folder: Path, ws: ak.Workspace) -> None:
    text = (folder / "segment.html").read_text(encoding="utf-8")
    members = ak.segments.count(ws, "Klanten")
    assert f"{members} van {ws.counts()['contacts']} blijven over" in text
    mailable = int(ak.segments.audience(ws, "Klanten")["contacts"][0])
    assert f"<td>mailable</td>\n      <td>{mailable}</td>" in text


def test_a_report_speaks_the_language_of_the_workspace(ws: ak.Workspace, tmp_path: Path) -> None:
    ws.language = "en"
    made = ak.reports.build(ws, "quality", tmp_path / "q.html")
    ws.language = "nl"
    text = made.path.read_text(encoding="utf-8")
    assert (made.title, made.charts) == ("Data quality", 3)
    assert "What did imports refuse?" in text
    assert "Gegevenskwaliteit" not in text


def test_a_workspace_in_memory_has_reports_too(tmp_path: Path) -> None:
    with ak.open() as ws:
        ak.accounts.create(ws, "Acme", employees=5)
        made = ak.reports.build(ws, "accounts", tmp_path / "a.html")
    assert "1 – 9 is de grootste" not in made.path.read_text(encoding="utf-8")
    assert "2 – 9 is de grootste klasse: 1 van 1 accounts" in made.path.read_text(encoding="utf-8")


def notebook(folder: Path, *cells: tuple[str, str, list[str]]) -> Path:
    made = [
        {"cell_type": kind, "id": f"c{place}", "metadata": {"tags": tags}, "source": source}
        | ({"execution_count": None, "outputs": []} if kind == "code" else {})
        for place, (kind, source, tags) in enumerate(cells)
    ]
    path = folder / "own.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def test_a_notebook_of_ones_own_is_a_report(ws: ak.Workspace, tmp_path: Path) -> None:
    own = notebook(
        tmp_path,
        ("code", "workspace = ''\ncity = 'Gent'\nlanguage = 'nl'", ["parameters"]),
        ("markdown", "# Onze *stad* & <b>meer</b>", []),
        ("code", "import accounts_kit as ak\nprint(city, len(ak.open(workspace).counts()) > 3)", []),
        ("code", "print('geheim')", ["hide"]),
    )
    made = ak.reports.build(ws, own, tmp_path / "own.html", parameters={"city": "Zele <i>"})
    text = made.path.read_text(encoding="utf-8")
    assert made.title == "Onze stad & <b>meer</b>"
    assert "Zele &lt;i&gt; True" in text
    assert "geheim" not in text
    assert "Plotly" not in text.split("<script nonce")[1]
    with pytest.raises(ak.WrongValue, match=r"own.ipynb has no parameter 'citi'\. Did you mean 'city'"):
        ak.reports.build(ws, own, tmp_path / "x.html", parameters={"citi": "Gent"})
    with pytest.raises(ak.FileInTheWay, match="overwrite=True"):
        ak.reports.build(ws, own, tmp_path / "own.html")


def test_a_report_that_fails_says_where_and_leaves_no_file(ws: ak.Workspace, tmp_path: Path) -> None:
    own = notebook(tmp_path, ("code", "x = 1", ["parameters"]), ("code", "1 / 0", []))
    with pytest.raises(
        ak.ReportFailed, match=r"own.ipynb stopped at cell .: ZeroDivisionError: division by zero"
    ):
        ak.reports.build(ws, own, tmp_path / "own.html")
    assert not (tmp_path / "own.html").exists()
    bare = notebook(tmp_path, ("code", "x = 1", []))
    with pytest.raises(ak.ReportFailed, match="no cell tagged 'parameters'"):
        ak.reports.build(ws, bare, tmp_path / "own.html")
    with pytest.raises(ak.FileMissing, match=r"No report is called 'accunts'. Did you mean 'accounts'\?"):
        ak.reports.build(ws, "accunts", tmp_path / "own.html")
    with pytest.raises(ak.UnknownRecord, match="No segment 'Klant' is saved"):
        ak.reports.build(ws, "segment", tmp_path / "own.html", segment="Klant")
