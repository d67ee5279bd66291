"""What a notebook shows of a workspace and of a segment: no script, and values as text."""

from pathlib import Path

import accounts_kit as ak

HOSTILE = "<script>alert(1)</script>"


def test_a_workspace_shows_what_it_holds(tmp_path: Path) -> None:
    with ak.open(tmp_path / "crm.duckdb") as ws:
        assert "new and empty" in ws._repr_html_()
        ak.accounts.create(ws, HOSTILE)
        ak.contacts.create(ws, "jan@firma.example")
        html = ws._repr_html_()
        assert "crm.duckdb" in html
        assert "accounts" in html
        assert "script" not in html
    assert "closed" in ws._repr_html_()


def test_a_segment_shows_its_words() -> None:
    rule = ak.account.city == HOSTILE
    html = ak.Segment(HOSTILE, rule, description="<b>", pins={"in": [1], "out": [2, 3]})._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert "never in: 2" in html
    assert "account City is" in html
