"""A proposed field refuses no cell of its column, and keeps what the cells say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.imports.language import file_language
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import mapping_text
from accounts_kit.imports.new_columns import with_proposals
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.records.fields.definitions import load_definition
from accounts_kit.records.history import recording
from accounts_kit.words.text import clean

ROWS = 12
POOLS = (
    ("1", "2,5", "-3", "1.000", "007", "1.54", "12,1234567", "9" * 14, "1,5"),
    ("€ 10", "€ 2,50", "$ 3", "10 EUR", "4", "EUR 3,-", "€ 1,234"),
    ("31-12-2026", "1-1-26", "2026-12-31", "12/31/2026", "31-02-2026", "20261231", "2026-12-31 14:30"),
    ("ja", "nee", "Ja", "JA", "true", "1", "0", "x"),
    ("a@b.example", "mailto:a@b.example", "info@", "a b", "ü@b.example"),
    ("www.a.example", "https://a.example/x y", "a.example", "1.5"),
    ("06-12345678", "+31 10 1234567", "14 0592", "012345678"),
    ("A", "B", "a", "B, A", "A;B", "A||B", "||A||", ",", "é", "C#", "C"),
    ("een\ntwee", "x" * 300, "'=1", "=1", "😀", "\u200b", "-", "n.v.t.", "null", "onbekend"),
)
CELLS = st.sampled_from(POOLS).flatmap(
    lambda pool: st.lists(st.sampled_from([*pool, ""]), min_size=ROWS, max_size=ROWS)
) | st.lists(st.text(max_size=6).filter(str.isprintable), min_size=ROWS, max_size=ROWS)


@settings(max_examples=max(25, settings().max_examples // 4))
@given(st.lists(CELLS, min_size=1, max_size=3))
def test_no_cell_of_a_proposed_field_is_refused(columns: list[list[str]]) -> None:
    ws = ak.open()
    source = pd.DataFrame({"Bedrijfsnaam": [f"b{row}" for row in range(ROWS)]})
    source = source.assign(**{f"Kolom {place}": cells for place, cells in enumerate(columns)})
    reading, subject = read(source), subject_of("accounts")
    mapping = map_reading(ws.catalogue, subject, reading)
    with ws.transaction(), recording(ws, "fields") as change:
        found = with_proposals(ws, reading, mapping, file_language(reading, mapping, ws.language))
        for new in found.new:
            load_definition(change, new.definition())
    assert mapping_text(found, reading).count("\n") >= len(columns)
    result = ak.imports.run(ws, "accounts", source)
    assert result.rejected == 0, result.problems["message"].tolist()
    for new in found.new:
        if new.kind in ("text", "textarea"):
            kept = ws.table("SELECT * FROM accounts ORDER BY account_id").column(new.key).to_pylist()
            said = [clean(cell) for cell in source[new.header]]
            assert kept == said


def test_a_column_is_judged_by_all_its_rows(tmp_path: Path) -> None:
    """The one cell that is no number stands where no sample looks."""
    ws = ak.open()
    path = tmp_path / "veel.csv"
    rows = [f"b{row};{row};{row % 3}" for row in range(60_000)]
    rows[31_111] = "b31111;geen;Z"
    path.write_text("Bedrijfsnaam;Stand;Groep\n" + "\n".join(rows), encoding="utf-8")
    reading = read(path)
    mapping = map_reading(ws.catalogue, subject_of("accounts"), reading)
    with ws.reading():
        found = with_proposals(ws, reading, mapping, "nl")
    assert [(new.kind, new.options) for new in found.new] == [("text", ()), ("text", ())]
