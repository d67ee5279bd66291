"""How far an import is: who listens is told, and a line is shown when it takes long and somebody sees it."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports import watching
from accounts_kit.imports.watching import Line

STAGES = ["reading", "typing", "checking", "writing"]


def people(count: int) -> pd.DataFrame:
    return pd.DataFrame({"E-mail": [f"a{number}@b.example" for number in range(count)]})


def test_a_listener_is_told_every_stage_in_order_with_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "mensen.csv"
    people(3000).to_csv(path, index=False)
    told: list[tuple[str, int, int | None]] = []
    with ak.open() as ws:
        result = ak.imports.run(ws, "contacts", path, progress=lambda *said: told.append(said))
    assert result.created == 3000
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == STAGES
    for stage in STAGES:
        rows = [row for own, row, _ in told if own == stage]
        assert rows == sorted(rows)
        assert rows[-1] == 3000


def test_a_plan_tells_too_and_writes_nothing() -> None:
    stages = []
    with ak.open() as ws:
        ak.imports.plan(ws, "contacts", people(10), progress=lambda stage, *_: stages.append(stage))
    assert "checking" in stages
    assert "writing" not in stages


def test_a_listener_that_fails_stops_the_import_and_nothing_is_kept() -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no more")

    with ak.open() as ws:
        with pytest.raises(RuntimeError, match="no more"):
            ak.imports.run(ws, "contacts", people(10), progress=fail)
        assert ws.counts()["contacts"] == 0


def test_a_line_is_shown_for_long_imports_only(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(watching.time, "monotonic", lambda: now)
    written = io.StringIO()
    line = Line(written)
    line("typing", 50_000, 1_000_000)
    assert written.getvalue() == ""
    now = 10.0
    line("writing", 0, 1_000_000)
    now = 20.0
    line("writing", 500_000, 1_000_000)
    line("writing", 500_001, 1_000_000)  # too soon to be seen
    now = 31.0
    line.end()
    shown = [text.rstrip() for text in written.getvalue().split("\r")]
    assert shown == [
        "",
        "writing: 0 of 1,000,000 rows, 0 a second",
        "writing: 500,000 of 1,000,000 rows, 50,000 a second",
        "done in 31 seconds",
    ]
    assert written.getvalue().endswith("\n")


def test_a_short_import_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AFTER", 0.0)
    written = io.StringIO()
    line = Line(written)
    line("writing", 10, 10)
    line.end()
    assert written.getvalue() == ""
